#pragma once

#include "core/domain/Task.h"

#include <QString>

namespace metaspo {

/// What enumerations are called in the window.
QString wordFor(Split split);
QString wordFor(TaskRole role);
QString wordFor(AnswerKind kind);
QString wordFor(MetricKind kind);

} // namespace metaspo
