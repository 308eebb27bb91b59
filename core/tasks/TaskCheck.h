#pragma once

#include "core/domain/TaskImport.h"

namespace metaspo {

/// What is wrong or doubtful about a task, worst first; empty: nothing found. An error makes runs
/// meaningless, a warning makes scores doubtful, a note is worth knowing. Time grows linearly with the
/// examples. Pure; usable on any thread.
QList<TaskProblem> checkTask(const Task& task);

QString examplesText(qsizetype count); ///< "1 example", "2 examples"

} // namespace metaspo
