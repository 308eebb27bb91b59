#pragma once

#include <QtGlobal>

namespace metaspo {

/// A name for one call, unique in the process: whoever talks to models shares the line to them. Any thread.
quint64 nextCallTag();

} // namespace metaspo
