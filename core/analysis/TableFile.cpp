#include "core/analysis/TableFile.h"

namespace metaspo {

TableFile::TableFile(const QString& path, TableFormat format, const QList<Column>& columns)
    : m_file(path)
    , m_format(format)
    , m_columns(columns)
{
}

Result<void> TableFile::open()
{
    if (m_writer)
        return {};
    if (!m_file.open(QIODevice::WriteOnly))
        return notWritten();
    m_writer = tableWriter(m_format, m_file, m_columns);
    return {};
}

Result<void> TableFile::write(const QList<Row>& rows)
{
    if (Result<void> opened = open(); !opened)
        return opened;
    for (const Row& row : rows)
        if (Result<void> written = m_writer->write(row); !written)
            return written;
    return {};
}

Result<void> TableFile::commit()
{
    if (Result<void> opened = open(); !opened)
        return opened;
    if (Result<void> finished = m_writer->finish(); !finished)
        return finished;
    return m_file.commit() ? Result<void>() : notWritten();
}

tl::unexpected<Error> TableFile::notWritten() const
{
    return failure(ErrorKind::ReadOnlyFile, QStringLiteral("%1 cannot be written").arg(m_file.fileName()),
                   m_file.errorString(), QStringLiteral("Choose a folder that you may write to, with space on it."));
}

Result<void> writeTableFile(const Table& table, TableFormat format, const QString& path)
{
    TableFile file(path, format, table.columns);
    const Result<void> written = file.write(table.rows);
    return written ? file.commit() : written;
}

QString fileSuffix(TableFormat format)
{
    switch (format) {
    case TableFormat::Csv:
    case TableFormat::SpreadsheetCsv:
        return QStringLiteral("csv");
    case TableFormat::Tsv:
        return QStringLiteral("tsv");
    case TableFormat::JsonLines:
        return QStringLiteral("jsonl");
    case TableFormat::Markdown:
        return QStringLiteral("md");
    case TableFormat::Latex:
        return QStringLiteral("tex");
    }
    Q_UNREACHABLE();
}

} // namespace metaspo
