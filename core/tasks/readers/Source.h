#pragma once

#include "core/tasks/readers/PairedTextReader.h"

namespace metaspo {

/// One thing to read: a file, or a family of paired text files. Its kind is told from its content.
struct Source
{
    enum class Kind { Table, Json, JsonLines, PairedText, TaskFile };
    Kind kind = Kind::Table;
    QString path; ///< paired text: the first file
    FileFormat format; ///< of a table: with its separator
    PairedFiles paired;

    QString stem() const; ///< for a task's name: the file's name without its ending
};

/// What the paths are; files that belong together become one source. Error: missing, unreadable or empty
/// files, plain text without its labels.
Result<QList<Source>> findSources(const QStringList& paths, const FileFormat& format = {});

/// Not for own task files, which are no rows.
Result<void> readRecords(const Source& source, const RecordSink& sink, const RejectSink& reject = {});

} // namespace metaspo
