#include "core/tasks/readers/CsvReader.h"

#include "core/tasks/readers/LineReader.h"

#include <QSet>
#include <csv.h>

namespace metaspo {

namespace {

/// libcsv's parser with its callbacks. The library strips spaces around fields unless told that none exist.
class Parser
{
public:
    Parser(char separator, char quote, std::function<void(QStringList&&)> onRow)
        : m_onRow(std::move(onRow))
    {
        m_isReady = csv_init(&m_parser, CSV_STRICT | CSV_STRICT_FINI) == 0;
        csv_set_delim(&m_parser, static_cast<unsigned char>(separator));
        csv_set_space_func(&m_parser, [](unsigned char) { return 0; });
        csv_set_quote(&m_parser, static_cast<unsigned char>(quote)); // NUL is never met: it is refused before
    }
    ~Parser() { csv_free(&m_parser); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    bool parse(const QByteArray& bytes)
    {
        const auto size = static_cast<std::size_t>(bytes.size());
        return m_isReady && csv_parse(&m_parser, bytes.constData(), size, onField, onEnd, this) == size;
    }
    bool finish() { return m_isReady && csv_fini(&m_parser, onField, onEnd, this) == 0; }

private:
    static void onField(void* bytes, std::size_t size, void* self)
    {
        static_cast<Parser*>(self)->m_fields.append(
            QString::fromUtf8(static_cast<const char*>(bytes), static_cast<qsizetype>(size)));
    }
    static void onEnd(int, void* self)
    {
        auto* parser = static_cast<Parser*>(self);
        parser->m_onRow(std::exchange(parser->m_fields, {}));
    }

    csv_parser m_parser{};
    bool m_isReady = false;
    QStringList m_fields;
    std::function<void(QStringList&&)> m_onRow;
};

/// Makes records of rows; the first is the header, if there is one.
class Table
{
public:
    Table(const QString& path, const FileFormat& format, const RecordSink& sink, const RejectSink& reject)
        : m_path(path)
        , m_format(format)
        , m_sink(sink)
        , m_reject(reject)
    {}

    Result<void> add(QStringList&& fields, qint64 line)
    {
        if (m_format.trims)
            for (QString& field : fields)
                field = field.trimmed();
        if (m_columns.isEmpty()) {
            const auto taken = takeHeader(m_format.hasHeader ? fields : QStringList(fields.size()), line);
            if (!taken || m_format.hasHeader)
                return taken;
        }
        ++m_rows;
        if (fields.size() != m_columns.size())
            return refuse(fields.size(), line);
        const Result<Reading> taken = m_sink(Record::ofTable(line, m_columns, fields));
        if (!taken)
            return tl::unexpected(taken.error());
        m_isEnough = *taken == Reading::Stop;
        return {};
    }

    bool isEnough() const { return m_isEnough; }
    qint64 rows() const { return m_rows; }

private:
    Result<void> refuse(qsizetype fields, qint64 line)
    {
        if (m_reject) {
            m_reject({QStringLiteral("line %1").arg(line),
                      QStringLiteral("it has %1 fields, there are %2 columns").arg(fields).arg(m_columns.size())});
            return {};
        }
        return badFile(
            m_path,
            QStringLiteral("The row in line %1 has %2 fields, the header has %3.")
                .arg(line)
                .arg(fields)
                .arg(m_columns.size()),
            QStringLiteral("Put fields that contain the delimiter or a line break into double quotes, or "
                           "remove what is too much."));
    }

    Result<void> takeHeader(const QStringList& names, qint64 line)
    {
        for (qsizetype i = 0; i < names.size(); ++i) {
            const QString name = names[i].trimmed();
            const QString column = name.isEmpty() ? QStringLiteral("column %1").arg(i + 1) : name;
            if (m_columns.contains(column))
                return badFile(
                    m_path,
                    QStringLiteral("Two columns of the header in line %1 are called \"%2\".").arg(line).arg(column),
                    QStringLiteral("Rename one of them; the first line must name the columns."));
            m_columns.append(column);
        }
        return {};
    }

    QString m_path;
    const FileFormat& m_format;
    const RecordSink& m_sink;
    const RejectSink& m_reject;
    QStringList m_columns;
    qint64 m_rows = 0;
    bool m_isEnough = false;
};

tl::unexpected<Error> brokenQuotes(const QString& path, qint64 line)
{
    return badFile(
        path, QStringLiteral("The quotes in line %1 do not match.").arg(line),
        QStringLiteral(
            "A field with quotes in it stands in double quotes, and each quote in it is doubled."));
}

Result<void> readWith(const QString& path, const FileFormat& format, char quote, const RecordSink& sink,
                      const RejectSink& reject)
{
    LineReader reader(path, LineReader::longestLine, format.encoding);
    if (const auto opened = reader.open(); !opened)
        return opened;
    for (int skipped = 0; skipped < format.skippedLines; ++skipped)
        if (const auto line = reader.next(); !line)
            return tl::unexpected(line.error());
    Table table(path, format, sink, reject);
    Result<void> outcome;
    qint64 firstLine = 1; // of the row being read
    Parser parser(format.separator.value_or(','), quote, [&](QStringList&& fields) {
        if (outcome && !table.isEnough())
            outcome = table.add(std::move(fields), firstLine);
        firstLine = reader.line() + 1;
    });
    bool isInsideRow = false;
    for (;;) {
        const auto line = reader.next();
        if (!line)
            return tl::unexpected(line.error());
        if (!*line)
            break;
        if (!isInsideRow)
            firstLine = reader.line();
        if (!parser.parse(**line))
            return brokenQuotes(path, reader.line());
        if (!outcome || table.isEnough())
            return outcome;
        isInsideRow = firstLine <= reader.line() && (isInsideRow || !(*line)->trimmed().isEmpty());
    }
    if (!parser.finish())
        return brokenQuotes(path, firstLine);
    if (outcome && table.rows() == 0)
        return badFile(path,
                       format.hasHeader ? QStringLiteral("It has no rows below its header in line %1.")
                                              .arg(format.skippedLines + 1)
                                        : QStringLiteral("It has no rows."),
                       QStringLiteral("Check that it is the right file."));
    return outcome;
}

constexpr char usualQuote = '"';

/// Rows that would be left out; nothing: it cannot be read so at all.
std::optional<qint64> rejectedWith(char quote, const QString& path, const FileFormat& format)
{
    qint64 count = 0;
    const auto read = readWith(path, format, quote, [](const Record&) { return Reading::GoOn; },
                               [&](const RejectedRow&) { ++count; });
    return read ? std::optional(count) : std::nullopt;
}

// Many tab-separated files know no quoting at all; only a look at the whole file tells. Where rows may be left out, one
// with the wrong number of fields says nothing about quotes: the reading that leaves out fewer is meant.
char quoteOfTabs(const QString& path, const FileFormat& format, bool mayReject)
{
    const std::optional<qint64> quoted = rejectedWith(usualQuote, path, format);
    if (!quoted)
        return '\0';
    if (*quoted == 0)
        return usualQuote;
    if (!mayReject)
        return '\0';
    const std::optional<qint64> plain = rejectedWith('\0', path, format);
    return plain && *plain < *quoted ? '\0' : usualQuote;
}

} // namespace

Result<void> readCsv(const QString& path, const FileFormat& format, const RecordSink& sink,
                     const RejectSink& reject)
{
    if (format.separator != '\t' || format.quote)
        return readWith(path, format, format.quote.value_or(usualQuote), sink, reject);
    return readWith(path, format, quoteOfTabs(path, format, bool(reject)), sink, reject);
}

} // namespace metaspo
