#include "core/tasks/readers/JsonReader.h"

#include "core/tasks/readers/LineReader.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace metaspo {

namespace {

QString shapes()
{
    return QStringLiteral(
        "Give an array of objects, an object with the arrays \"train\" and \"test\", an object with the "
        "array \"examples\", or JSON Lines.");
}

// Qt's offset is that of the byte behind the offending one, hence its column counted from 1.
tl::unexpected<Error> invalidJson(const QString& path, const QJsonParseError& error, qint64 line,
                                  qint64 column)
{
    return badFile(path,
                   QStringLiteral("Line %1 is not valid JSON at column %2: %3.")
                       .arg(line)
                       .arg(column)
                       .arg(error.errorString()),
                   QStringLiteral("Correct that line, or write the file again with a JSON library."));
}

Result<Reading> readArray(const QString& path, const QJsonArray& rows, const QString& section,
                          const RecordSink& sink, const RejectSink& reject)
{
    qint64 row = 0;
    for (const QJsonValue& value : rows) {
        ++row;
        const QString place = section.isEmpty() ? QStringLiteral("Row %1").arg(row)
                                                : QStringLiteral("Row %1 of %2").arg(row).arg(section);
        if (!value.isObject() && reject) {
            reject({place, QStringLiteral("it is not an object with named fields")});
            continue;
        }
        if (!value.isObject())
            return badFile(path, place + QStringLiteral(" is not an object with named fields."), shapes());
        const Result<Reading> taken = sink(Record::ofObject(row, value.toObject(), section));
        if (!taken || *taken == Reading::Stop)
            return taken;
    }
    return Reading::GoOn;
}

} // namespace

QStringList jsonSections(const QJsonObject& object)
{
    QStringList sections;
    for (const QString& key : {QStringLiteral("train"), QStringLiteral("validation"), QStringLiteral("val"),
                               QStringLiteral("dev"), QStringLiteral("test"), QStringLiteral("examples")})
        if (object.value(key).isArray())
            sections.append(key);
    return sections;
}

Result<void> readJson(const QString& path, const RecordSink& sink, const RejectSink& reject,
                      std::optional<Encoding> encoding)
{
    auto content = readWholeText(path, largestJsonDocument, encoding);
    if (!content)
        return tl::unexpected(content.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*content, &error);
    if (error.error != QJsonParseError::NoError) {
        const QByteArrayView before =
            QByteArrayView(*content).first(std::min<qsizetype>(error.offset, content->size()));
        const qint64 line = std::count(before.begin(), before.end(), '\n') + 1;
        return invalidJson(path, error, line, before.size() - before.lastIndexOf('\n') - 1);
    }
    content->clear();
    if (document.isArray() && document.array().isEmpty())
        return badFile(path, QStringLiteral("Its array is empty."), shapes());
    if (document.isArray())
        return readArray(path, document.array(), {}, sink, reject).map([](Reading) {});
    const QJsonObject object = document.object();
    const QStringList sections = jsonSections(object);
    if (sections.isEmpty())
        return badFile(
            path,
            QStringLiteral("Its object in line 1 has none of the arrays that hold examples; it has: %1.")
                .arg(object.keys().join(QStringLiteral(", "))),
            shapes());
    bool isEmpty = true;
    for (const QString& section : sections) {
        const QJsonArray rows = object.value(section).toArray();
        isEmpty = isEmpty && rows.isEmpty();
        const Result<Reading> taken = readArray(path, rows, section, sink, reject);
        if (!taken || *taken == Reading::Stop)
            return taken.map([](Reading) {});
    }
    if (isEmpty)
        return badFile(path, QStringLiteral("Its arrays are empty."), shapes());
    return {};
}

Result<void> readJsonLines(const QString& path, const RecordSink& sink, const RejectSink& reject,
                           std::optional<Encoding> encoding)
{
    LineReader reader(path, LineReader::longestLine, encoding);
    if (const auto opened = reader.open(); !opened)
        return opened;
    bool isEmpty = true;
    for (;;) {
        const auto line = reader.next();
        if (!line)
            return tl::unexpected(line.error());
        if (!*line)
            break;
        if ((*line)->trimmed().isEmpty())
            continue;
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(**line, &error);
        if (reject && !document.isObject()) {
            reject({QStringLiteral("line %1").arg(reader.line()), QStringLiteral("it is not a JSON object")});
            isEmpty = false;
            continue;
        }
        if (error.error != QJsonParseError::NoError)
            return invalidJson(path, error, reader.line(), error.offset);
        if (!document.isObject())
            return badFile(
                path, QStringLiteral("Line %1 is not an object with named fields.").arg(reader.line()),
                QStringLiteral(
                    "In JSON Lines every line is one object, such as {\"question\": …, \"answer\": …}."));
        isEmpty = false;
        const Result<Reading> taken = sink(Record::ofObject(reader.line(), document.object(), {}));
        if (!taken || *taken == Reading::Stop)
            return taken.map([](Reading) {});
    }
    if (isEmpty)
        return badFile(path, QStringLiteral("It has no rows."),
                       QStringLiteral("Check that it is the right file."));
    return {};
}

} // namespace metaspo
