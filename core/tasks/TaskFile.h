#pragma once

#include "core/domain/Error.h"
#include "core/domain/Task.h"
#include "core/tasks/Splitter.h"

#include <QByteArray>

namespace metaspo {

/// The program's own task format: a YAML head between two lines "---", then one JSON object per line and
/// example (question; answer or answers; optionally split and id). Where no example says its split, the
/// splits are drawn by the default rule with the head's seed. `fileName` is only for sentences. Usable on any
/// thread.
Result<Task> readTaskFile(const QByteArray& content, const QString& fileName);

/// The same with other split sizes or another seed than the file's own.
Result<Task> readTaskFile(const QByteArray& content, const QString& fileName, const SplitSizes& sizes,
                          std::optional<quint64> seed);

/// Reads back as the same task, but for `id` and `version`, which belong to a project.
QByteArray writeTaskFile(const Task& task);

} // namespace metaspo
