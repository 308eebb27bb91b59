#pragma once

#include "tests/core/store/StoreSamples.h"

/// Changing tasks that are stored.
namespace metaspo::samples {

/// What makes `after` of the stored task, for whoever knows it as `before`.
inline Result<TaskChanged> changed(const Project& project, const Task& before, const Task& after)
{
    const TaskChange change{before.id, editBetween(before, after), false};
    return written<TaskChanged>([&](auto done) { project.writer().changeTask(change, done); });
}

inline Result<TaskRestored> restoredTask(const Project& project, qint64 id, const QString& name = {})
{
    return written<TaskRestored>([&](auto done) { project.writer().restoreTask(id, name, done); });
}

/// A stored task that no run has used.
inline Task unusedTask(const Project& project)
{
    Task made = task(QStringLiteral("unused"));
    const auto ids = written<QList<qint64>>([&](auto done) { project.writer().saveTasks({made}, done); });
    made.id = ids->first();
    return made;
}

/// Of the task that `id` is a version of.
inline QList<TaskVersion> versionsOf(const Project& project, qint64 id)
{
    QList<TaskVersion> all = *project.reader->taskVersions();
    qint64 series = 0;
    for (const TaskVersion& version : all)
        if (version.id == id)
            series = version.series;
    all.removeIf([series](const TaskVersion& version) { return version.series != series; });
    return all;
}

} // namespace metaspo::samples
