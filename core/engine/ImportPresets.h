#pragma once

#include <QStringList>

namespace metaspo {

/// The presets that `ImportRequest::preset` may name, without "auto" and "none". Any thread.
QStringList importPresetChoices();

} // namespace metaspo
