#pragma once

#include "core/domain/Error.h"
#include "core/domain/Task.h"

namespace metaspo {

/// The task sets that come with the program (resources/tasks), in the order of their paths, with splits.
/// Usable on any thread.
Result<QList<Task>> starterTasks();

} // namespace metaspo
