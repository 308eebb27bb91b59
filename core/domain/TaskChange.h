#pragma once

#include "core/domain/TaskEdit.h"

#include <QHash>

namespace metaspo {

/// An edit of a stored task. It says what was there before, so that what somebody else changed meanwhile is seen.
struct TaskChange
{
    qint64 task = 0; ///< the id of any version of it
    TaskEdit edit;
    /// Nobody can be asked any more: a task that was removed comes back, and for a name that is taken it gets a free one.
    bool isUnattended = false;
};

/// What of a task itself is changed as one.
enum class TaskField { Name, Domain, Role, UserPrompt, Format, Metric, Origin, Licence };

/// What became of a stored task by a change.
struct TaskChanged
{
    qint64 id = 0; ///< of the version that is now current
    qint64 series = 0;
    qint64 formerUnixMs = 0; ///< when the state was saved to which the edit was applied
    qint64 savedUnixMs = 0;  ///< later than that; the same: there was nothing to write
    /// What somebody else had changed differently since the edit's before, so that the edit replaced it.
    QList<TaskField> replacedFields;
    QList<int> replacedExamples; ///< indexes
    /// New examples whose index somebody else had given to another one, with the index that they have instead.
    QHash<int, int> moved;
    QString name;
};

/// What became of a removed task that was taken back.
struct TaskRestored
{
    qint64 id = 0; ///< of the version that is now current
    QString name;  ///< a free one, where another task has the one that was wanted
};

} // namespace metaspo
