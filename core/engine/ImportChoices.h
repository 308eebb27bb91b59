#pragma once

#include "core/domain/TaskImport.h"

#include <QFuture>

namespace metaspo {

/// What a person can choose from while a file is not yet understood.

/// The presets that `ImportRequest::preset` may name, without "auto" and "none". Any thread.
QStringList importPresetChoices();

/// Columns and first rows of the first file, whatever they mean; no tasks. Task files have none. Of the request's
/// options those count that say how the file is written.
QFuture<Result<ImportPreview>> firstRows(const ImportRequest& request);

/// What the tasks of an import would bring along that somebody should know before it is stored.
struct ImportFindings
{
    qsizetype examples = 0;
    qsizetype rejected = 0; ///< rows left out
    qsizetype repeated = 0; ///< examples with a question that stands more than once in their split
    qsizetype leaking = 0;  ///< examples with a question that another split has, too
    QList<TaskProblem> problems; ///< of all tasks; with several, the sentences begin with the task's name
};
QFuture<ImportFindings> checkImport(const ImportPreview& preview);

} // namespace metaspo
