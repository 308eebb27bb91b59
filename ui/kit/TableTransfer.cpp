#include "ui/kit/TableTransfer.h"

#include "core/analysis/TableFile.h"
#include "ui/kit/Background.h"

#include <QBuffer>

namespace metaspo {

namespace {
constexpr qsizetype pageRows = 1000;
}

/// Used by one thread of the pool at a time.
class TableTransfer::Target
{
public:
    virtual ~Target() = default;
    virtual Result<void> write(const QList<Row>& rows) = 0;
    virtual Result<QString> finish() = 0;
};

class TableTransfer::FileTarget : public Target
{
public:
    FileTarget(const QString& path, TableFormat format, const QList<Column>& columns)
        : m_file(path, format, columns)
    {
    }
    Result<void> write(const QList<Row>& rows) override { return m_file.write(rows); }
    Result<QString> finish() override
    {
        return m_file.commit().map([] { return QString(); });
    }

private:
    TableFile m_file;
};

class TableTransfer::TextTarget : public Target
{
public:
    TextTarget(TableFormat format, const QList<Column>& columns)
        : m_writer(tableWriter(format, m_buffer, columns))
    {
        m_buffer.open(QIODevice::WriteOnly);
    }
    Result<void> write(const QList<Row>& rows) override
    {
        for (const Row& row : rows)
            if (const Result<void> written = m_writer->write(row); !written)
                return written;
        return {};
    }
    Result<QString> finish() override
    {
        return m_writer->finish().map([this] { return QString::fromUtf8(m_buffer.data()); });
    }

private:
    QBuffer m_buffer;
    std::unique_ptr<TableWriter> m_writer;
};

TableTransfer::TableTransfer(const TableSource& source, TableFormat format, QObject* parent)
    : QObject(parent)
    , m_source(source)
    , m_format(format)
{
}

TableTransfer::~TableTransfer() = default;

void TableTransfer::toFile(const QString& path)
{
    m_target = std::make_shared<FileTarget>(path, m_format, m_source.columns);
    next();
}

void TableTransfer::toText()
{
    m_target = std::make_shared<TextTarget>(m_format, m_source.columns);
    next();
}

void TableTransfer::next()
{
    if (m_done >= m_source.rowCount)
        return end();
    whenDone(m_source.read(m_done, pageRows), this, [this](const Result<QList<Row>>& rows) {
        if (!rows)
            return fail(rows.error());
        take(*rows);
    });
}

void TableTransfer::take(const QList<Row>& rows)
{
    m_done += pageRows;
    inBackground(
        this, [target = m_target, rows] { return target->write(rows); },
        [this](const Result<void>& written) {
            if (!written)
                return fail(written.error());
            next();
        });
}

void TableTransfer::end()
{
    inBackground(
        this, [target = m_target] { return target->finish(); },
        [this](const Result<QString>& text) {
            if (!text)
                return fail(text.error());
            Q_EMIT finished(*text);
            deleteLater();
        });
}

void TableTransfer::fail(const Error& error)
{
    Q_EMIT failed(error);
    deleteLater();
}

} // namespace metaspo
