#pragma once

#include "core/analysis/TableWriter.h"

#include <QSaveFile>

namespace metaspo {

/// A table on its way into a file: under a temporary name beside it until commit(), so that the file is whole or as it
/// was. Opens the file with the first rows. Does file work: not for the main thread; use on one thread at a time.
/// Fails where the file cannot be written; after a failure nothing is left behind.
class TableFile
{
public:
    TableFile(const QString& path, TableFormat format, const QList<Column>& columns);

    Result<void> write(const QList<Row>& rows);
    Result<void> commit(); ///< once, after the last rows

private:
    Result<void> open();
    tl::unexpected<Error> notWritten() const;

    QSaveFile m_file;
    TableFormat m_format;
    QList<Column> m_columns;
    std::unique_ptr<TableWriter> m_writer;
};

Result<void> writeTableFile(const Table& table, TableFormat format, const QString& path);

/// "csv", "md" ...: what the names of such files end with.
QString fileSuffix(TableFormat format);

} // namespace metaspo
