#pragma once

#include "core/tasks/readers/FileFormat.h"
#include "core/tasks/readers/Record.h"

namespace metaspo {

/// A JSON document is held in memory as a whole, so its size is bounded more tightly than that of line
/// formats.
inline constexpr qint64 largestJsonDocument = 128LL * 1024 * 1024;

/// Reads a JSON document: an array of objects, or an object with such arrays under "train", "validation" (or
/// "val", "dev"), "test" or "examples". Rows are counted from 1 within their array, which becomes the
/// section.
Result<void> readJson(const QString& path, const RecordSink& sink, const RejectSink& reject = {},
                      std::optional<Encoding> encoding = {});

/// Reads JSON Lines: one object per line; empty lines are left out. Streams: memory is one row.
Result<void> readJsonLines(const QString& path, const RecordSink& sink, const RejectSink& reject = {},
                           std::optional<Encoding> encoding = {});

/// The names of the arrays that `object` has among those that `readJson` reads.
QStringList jsonSections(const QJsonObject& object);

} // namespace metaspo
