#pragma once

#include "core/domain/TaskImport.h"

namespace metaspo {

/// The ways to make a problem go away that `checkTask` found in this task, the most usual one first; none: only a person
/// can tell. Time grows linearly with the examples. Pure; usable on any thread.
QList<TaskFix> fixesFor(const Task& task, const TaskProblem& problem);

} // namespace metaspo
