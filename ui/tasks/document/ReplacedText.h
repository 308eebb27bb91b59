#pragma once

#include "core/domain/TaskChange.h"

namespace metaspo {

/// What of somebody else's a change replaced in the task of that name, in a sentence.
QString replacedText(const QString& name, const TaskChanged& changed);

} // namespace metaspo
