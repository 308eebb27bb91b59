#include "core/analysis/TableWriter.h"

#include <QBuffer>
#include <QFileDevice>

namespace metaspo {

namespace {

constexpr qsizetype bytesPerWrite = 1 << 16;

} // namespace

TableWriter::TableWriter(QIODevice& device, QList<Column> columns)
    : m_device(device)
    , m_columns(std::move(columns))
{}

TableWriter::~TableWriter() = default;

Result<void> TableWriter::write(const Row& row)
{
    Q_ASSERT(row.size() == m_columns.size());
    return put((m_started ? QString() : header()) + line(row));
}

Result<void> TableWriter::finish()
{
    if (Result<void> last = put((m_started ? QString() : header()) + footer()); !last)
        return last;
    return flush();
}

Result<void> TableWriter::put(const QString& text)
{
    m_started = true;
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    m_pending += text.toUtf8();
    return m_pending.size() < bytesPerWrite ? Result<void>() : writePending();
}

Result<void> TableWriter::writePending()
{
    qint64 written = 0;
    while (written < m_pending.size()) {
        const qint64 now = m_device.write(m_pending.constData() + written, m_pending.size() - written);
        if (now <= 0)
            return stop();
        written += now;
    }
    m_pending.clear();
    return {};
}

Result<void> TableWriter::flush()
{
    if (Result<void> last = writePending(); !last)
        return last;
    auto* file = qobject_cast<QFileDevice*>(&m_device); // has a buffer of its own, which may not fit the disk
    return !file || file->flush() ? Result<void>() : stop();
}

Result<void> TableWriter::stop()
{
    const auto* file = qobject_cast<const QFileDevice*>(&m_device);
    const bool isFull = file && file->error() == QFileDevice::ResourceError;
    m_error = Error{isFull ? ErrorKind::DiskFull : ErrorKind::Internal,
                    QStringLiteral("The table could not be written."), m_device.errorString(),
                    isFull ? QString() : QStringLiteral("Choose another place for it and try again.")};
    return tl::unexpected<Error>(*m_error);
}

Result<void> writeTable(const Table& table, TableFormat format, QIODevice& device)
{
    const std::unique_ptr<TableWriter> writer = tableWriter(format, device, table.columns);
    for (const Row& row : table.rows)
        if (Result<void> written = writer->write(row); !written)
            return written;
    return writer->finish();
}

QString tableText(const Table& table, TableFormat format)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    writeTable(table, format, buffer); // memory does not fail to be written
    return QString::fromUtf8(buffer.data());
}

} // namespace metaspo
