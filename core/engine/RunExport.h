#pragma once

#include "core/engine/ExportRequest.h"
#include "core/store/Reader.h"

namespace metaspo {

/// Writes tables of a run (cli.md) into a folder, which is made if needed; each file appears whole or not at all. Gives
/// their paths. Query thread.
Result<QStringList> exportRunFiles(Reader& reader, qint64 run, const ExportRequest& request);

} // namespace metaspo
