#pragma once

#include "core/domain/TaskChange.h"
#include "core/store/write/WriteSession.h"

namespace metaspo {

/// What is to be written so that an edit is in a stored task which somebody else may have changed since.
struct TaskMerge
{
    Task head; ///< as it is to be
    bool changesHead = false;
    QList<Example> put; ///< whole, by the indexes that they are to have
    QList<int> removed; ///< indexes

    bool isEmpty() const { return !changesHead && put.isEmpty() && removed.isEmpty(); }
};

/// Only what the edit changes is touched. Where somebody else changed the same thing differently the edit wins, which
/// is noted in `told`; where both added an example under one index, both stay.
TaskMerge merged(WriteSession& session, qint64 version, const TaskEdit& edit, TaskChanged& told);

} // namespace metaspo
