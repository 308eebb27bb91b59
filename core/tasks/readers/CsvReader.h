#pragma once

#include "core/tasks/readers/FileFormat.h"
#include "core/tasks/readers/Record.h"

namespace metaspo {

/// Reads a table, usually with a header: RFC 4180 with the format's separator ("," without one), strictly: every
/// row has as many fields as the header, quotes are closed and doubled. In tab-separated files that break this,
/// quotes are ordinary characters, if nothing was said about them; with `reject`, if that leaves out fewer rows. A
/// column without a name is called "column N". Empty lines are left out. Streams: memory is one row.
Result<void> readCsv(const QString& path, const FileFormat& format, const RecordSink& sink,
                     const RejectSink& reject = {});

} // namespace metaspo
