#pragma once

#include "core/domain/TaskImport.h"

#include <QFuture>

namespace metaspo {

/// Reading, checking and writing tasks off the main thread. Nothing is stored in a project.

/// Reads files into tasks; all of them or an error.
QFuture<Result<ImportPreview>> previewImport(const ImportRequest& request);

QFuture<QList<TaskProblem>> taskProblems(const Task& task);

/// Writes the task in the program's own format (JSON Lines with a head). The path written.
QFuture<Result<QString>> exportTask(const Task& task, const QString& path);

} // namespace metaspo
