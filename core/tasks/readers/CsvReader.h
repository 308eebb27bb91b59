#pragma once

#include "core/tasks/readers/Record.h"

namespace metaspo {

/// Reads a table with a header: RFC 4180 with `delimiter` ("," ";" or a tab), strictly: every row has as many
/// fields as the header, quotes are closed and doubled. In tab-separated files that break this, quotes are
/// ordinary characters. A column without a name is called "column N". Empty lines are left out. Streams:
/// memory is one row.
Result<void> readCsv(const QString& path, char delimiter, const RecordSink& sink);

} // namespace metaspo
