#pragma once

#include "core/analysis/RunReport.h"

#include <QStringList>

namespace metaspo {

/// What the numbers of a report do not show, in plain sentences: about the run first, then task by task, then
/// what to do about it. A task with a clear result, above its baseline and with readable answers, gets one
/// sentence.
QStringList caveats(const RunSettings& settings, const RunReport& report);

} // namespace metaspo
