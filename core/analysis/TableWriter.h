#pragma once

#include "core/analysis/Table.h"
#include "core/domain/Error.h"
#include "core/domain/Names.h"

#include <memory>
#include <optional>

class QIODevice;

namespace metaspo {

enum class TableFormat {
    Csv,            ///< RFC 4180, UTF-8, CRLF; nothing is an empty field, an empty text is ""
    SpreadsheetCsv, ///< the same, but a text that a spreadsheet would take for a formula is prefixed with '
    Tsv,            ///< tab, line ends and backslash inside a text as \t \n \r \\ .
    JsonLines,      ///< one object per row, columns in order; nothing is null
    Markdown,       ///< rounded, for people
    Latex           ///< rounded, for people; booktabs
};

/// Writes a table row by row into a device that is open for writing; a row is gone once it is written, so any
/// number of rows takes the same memory. Use on one thread. The first failed write stops it: every later call
/// gives the same error. Rows must have as many values as there are columns.
class TableWriter
{
public:
    virtual ~TableWriter();

    Result<void> write(const Row& row);
    /// Writes what ends the table. Call once, after the last row; without rows the header is written here.
    Result<void> finish();

protected:
    TableWriter(QIODevice& device, QList<Column> columns);
    const QList<Column>& columns() const { return m_columns; }

private:
    virtual QString header() const = 0;
    virtual QString line(const Row& row) const = 0;
    virtual QString footer() const { return {}; }
    Result<void> put(const QString& text);
    Result<void> writePending();
    Result<void> flush();
    Result<void> stop();

    QIODevice& m_device;
    QList<Column> m_columns;
    QByteArray m_pending; ///< a few rows, so that small devices get large writes
    std::optional<Error> m_error;
    bool m_started = false;
};

std::unique_ptr<TableWriter> tableWriter(TableFormat format, QIODevice& device, const QList<Column>& columns);

/// The whole table at once.
Result<void> writeTable(const Table& table, TableFormat format, QIODevice& device);
QString tableText(const Table& table, TableFormat format);

template <> struct Names<TableFormat>
{
    static constexpr std::array<std::pair<TableFormat, const char*>, 6> table{
        {{TableFormat::Csv, "csv"},
         {TableFormat::SpreadsheetCsv, "spreadsheet"},
         {TableFormat::Tsv, "tsv"},
         {TableFormat::JsonLines, "json"},
         {TableFormat::Markdown, "markdown"},
         {TableFormat::Latex, "latex"}}};
};

} // namespace metaspo
