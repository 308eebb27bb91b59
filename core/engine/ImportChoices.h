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

} // namespace metaspo
