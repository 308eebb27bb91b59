#pragma once

#include "core/engine/Project.h"
#include "core/store/Reader.h"

namespace metaspo {

/// Writes the six CSV files of a run (cli.md) into a folder, which is made if needed; each file appears whole or not at
/// all. Gives their paths. Query thread.
Result<QStringList> exportRunFiles(Reader& reader, qint64 run, const QString& folder, ExportFormat format);

} // namespace metaspo
