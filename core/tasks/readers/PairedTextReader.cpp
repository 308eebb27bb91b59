#include "core/tasks/readers/PairedTextReader.h"

#include "core/tasks/readers/LineReader.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

namespace metaspo {

namespace {

struct FamilyName
{
    QString stem; ///< as written, without the separator
    QString section;
    QString kind; ///< text, labels, mapping
};

std::optional<FamilyName> familyName(const QString& fileName)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(?:(?<stem>.+?)[_.-])?\?(?:(?<section>train|val|valid|validation|dev|test)[_.-])?"
                       "(?<kind>texts?|labels?|mapping)\\.txt$"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(fileName);
    if (!match.hasMatch())
        return std::nullopt;
    FamilyName name{match.captured(QStringLiteral("stem")),
                    match.captured(QStringLiteral("section")).toLower(),
                    match.captured(QStringLiteral("kind")).toLower()};
    if (name.kind.startsWith(u"text"))
        name.kind = QStringLiteral("text");
    else if (name.kind.startsWith(u"label"))
        name.kind = QStringLiteral("labels");
    return name;
}

QString withoutLineEnd(const QByteArray& line)
{
    qsizetype size = line.size();
    while (size > 0 && (line[size - 1] == '\n' || line[size - 1] == '\r'))
        --size;
    return QString::fromUtf8(line.constData(), size);
}

/// Short files (mappings) and samples: the lines, at most `count`.
Result<QStringList> firstLines(const QString& path, qsizetype count, std::optional<Encoding> encoding)
{
    LineReader reader(path, LineReader::longestLine, encoding);
    if (const auto opened = reader.open(); !opened)
        return tl::unexpected(opened.error());
    QStringList lines;
    while (lines.size() < count) {
        const auto line = reader.next();
        if (!line)
            return tl::unexpected(line.error());
        if (!*line)
            break;
        lines.append(withoutLineEnd(**line));
    }
    return lines;
}

Result<QHash<QString, QString>> readMapping(const QString& path, std::optional<Encoding> encoding)
{
    constexpr qsizetype mostLabels = 1000;
    const auto lines = firstLines(path, mostLabels, encoding);
    if (!lines)
        return tl::unexpected(lines.error());
    static const QRegularExpression pattern(QStringLiteral("^\\s*(\\S+)[\\t ,;:]+(.*\\S)\\s*$"));
    QHash<QString, QString> names;
    for (qsizetype i = 0; i < lines->size(); ++i) {
        if ((*lines)[i].trimmed().isEmpty())
            continue;
        const QRegularExpressionMatch match = pattern.match((*lines)[i]);
        if (!match.hasMatch())
            return badFile(
                path, QStringLiteral("Line %1 names no label.").arg(i + 1),
                QStringLiteral("Each line of a mapping is an id, a tab and a name, such as: 0<tab>neutral"));
        names.insert(match.captured(1), match.captured(2));
    }
    return names;
}

/// One pair of files, walked in step.
Result<Reading> readPart(const PairedFiles::Part& part, const QString& mapping,
                         const QHash<QString, QString>& names, const RecordSink& sink, const RejectSink& reject,
                         std::optional<Encoding> encoding)
{
    LineReader texts(part.texts, LineReader::longestLine, encoding);
    LineReader labels(part.labels, LineReader::longestLine, encoding);
    for (LineReader* reader : {&texts, &labels})
        if (const auto opened = reader->open(); !opened)
            return tl::unexpected(opened.error());
    const QStringList columns = names.isEmpty() ? QStringList{QStringLiteral("text"), QStringLiteral("label")}
                                                : QStringList{QStringLiteral("text"), QStringLiteral("label"),
                                                              QStringLiteral("label_id")};
    for (;;) {
        const auto text = texts.next();
        if (!text)
            return tl::unexpected(text.error());
        const auto label = labels.next();
        if (!label)
            return tl::unexpected(label.error());
        if (!*text && !*label)
            return Reading::GoOn;
        if (!*text || !*label)
            return badFile(*text ? part.labels : part.texts,
                           QStringLiteral("It ends after line %1, but \"%2\" goes on.")
                               .arg(*text ? labels.line() : texts.line())
                               .arg(QFileInfo(*text ? part.texts : part.labels).fileName()),
                           QStringLiteral("Both files need the same number of lines: a text, its label."));
        const QString id = withoutLineEnd(**label).trimmed();
        QStringList fields{withoutLineEnd(**text), id};
        if (!names.isEmpty()) {
            if (!names.contains(id) && reject) {
                reject({QStringLiteral("line %1").arg(labels.line()),
                        QStringLiteral("its label \"%1\" is not in \"%2\"").arg(id, QFileInfo(mapping).fileName())});
                continue;
            }
            if (!names.contains(id))
                return badFile(part.labels,
                               QStringLiteral("The label \"%1\" in line %2 is not in \"%3\".")
                                   .arg(id)
                                   .arg(labels.line())
                                   .arg(QFileInfo(mapping).fileName()),
                               QStringLiteral("Add it to the mapping or correct the line."));
            fields = {fields[0], names.value(id), id};
        }
        Record record = Record::ofTable(texts.line(), columns, fields);
        record.setSection(part.section);
        const Result<Reading> taken = sink(record);
        if (!taken || *taken == Reading::Stop)
            return taken;
    }
}

} // namespace

QStringList PairedFiles::paths() const
{
    QStringList all;
    for (const Part& part : parts)
        all << part.texts << part.labels;
    if (!mapping.isEmpty())
        all << mapping;
    return all;
}

std::optional<PairedFiles> pairedFilesOf(const QString& path)
{
    const QFileInfo info(path);
    const auto own = familyName(info.fileName());
    if (!own)
        return std::nullopt;
    QMap<int, PairedFiles::Part> parts; // train, validation, test, then what has no split
    PairedFiles family;
    family.stem = own->stem.isEmpty() ? info.absoluteDir().dirName() : own->stem;
    for (const QFileInfo& sibling : info.absoluteDir().entryInfoList(QDir::Files, QDir::Name)) {
        const auto name = familyName(sibling.fileName());
        if (!name || name->stem != own->stem)
            continue;
        if (name->kind == u"mapping") {
            family.mapping = sibling.filePath();
            continue;
        }
        const auto split = splitOfSection(name->section);
        PairedFiles::Part& part = parts[split ? static_cast<int>(*split) : 3];
        part.section = name->section;
        (name->kind == u"text" ? part.texts : part.labels) = sibling.filePath();
    }
    for (const PairedFiles::Part& part : parts)
        if (!part.texts.isEmpty() && !part.labels.isEmpty())
            family.parts.append(part);
    if (family.parts.isEmpty())
        return std::nullopt;
    return family;
}

Result<PairedFiles> pairUp(const QString& first, const QString& second, std::optional<Encoding> encoding)
{
    constexpr qsizetype sample = 2000;
    const auto a = firstLines(first, sample, encoding);
    if (!a)
        return tl::unexpected(a.error());
    const auto b = firstLines(second, sample, encoding);
    if (!b)
        return tl::unexpected(b.error());
    const auto kinds = [](const QStringList& lines) {
        return QSet<QString>(lines.begin(), lines.end()).size();
    };
    const bool firstHasLabels = kinds(*a) < kinds(*b);
    PairedFiles files;
    files.parts = {{{}, firstHasLabels ? second : first, firstHasLabels ? first : second}};
    files.stem = QFileInfo(files.parts.front().texts).completeBaseName();
    return files;
}

Result<void> readPairedText(const PairedFiles& files, const RecordSink& sink, const RejectSink& reject,
                            std::optional<Encoding> encoding)
{
    QHash<QString, QString> names;
    if (!files.mapping.isEmpty()) {
        auto read = readMapping(files.mapping, encoding);
        if (!read)
            return tl::unexpected(read.error());
        names = *read;
    }
    for (const PairedFiles::Part& part : files.parts) {
        const Result<Reading> taken = readPart(part, files.mapping, names, sink, reject, encoding);
        if (!taken || *taken == Reading::Stop)
            return taken.map([](Reading) {});
    }
    return {};
}

} // namespace metaspo
