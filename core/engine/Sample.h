#pragma once

#include "core/domain/Error.h"
#include "core/domain/Task.h"

#include <QList>

namespace metaspo {

/// The tasks of the sample project: the task sets that come with the program. Any thread.
Result<QList<Task>> sampleTasks();

/// Makes the sample project: the one recorded with the program, with its finished run, or, where none was built in,
/// the tasks alone. Fails if there is a file already; leaves no half of one behind. Blocks on the disk.
Result<void> createSampleFile(const QString& path);

} // namespace metaspo
