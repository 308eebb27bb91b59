#pragma once

#include "core/domain/Task.h"

namespace metaspo {

/// What turns the stored version of a task into the one that is to be stored, without naming the examples that stay.
struct TaskChange
{
    Task head;              ///< all but the examples; `id`: any version of the task
    QList<Example> changed; ///< new or changed, whole
    QList<int> removed;     ///< indexes
};

} // namespace metaspo
