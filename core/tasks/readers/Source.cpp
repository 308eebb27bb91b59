#include "core/tasks/readers/Source.h"

#include "core/tasks/readers/CsvReader.h"
#include "core/tasks/readers/JsonReader.h"
#include "core/tasks/readers/LineReader.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QSet>

namespace metaspo {

namespace {

/// Fields of a header line if split at `delimiter`, quotes respected.
qsizetype delimitersIn(const QByteArray& header, char delimiter)
{
    qsizetype count = 0;
    bool isQuoted = false;
    for (const char byte : header) {
        if (byte == '"')
            isQuoted = !isQuoted;
        else if (byte == delimiter && !isQuoted)
            ++count;
    }
    return count;
}

char delimiterOf(const QByteArray& header, const QString& suffix)
{
    if (suffix == u"tsv" || suffix == u"tab")
        return '\t';
    char best = ',';
    for (const char delimiter : {'\t', ';'})
        if (delimitersIn(header, delimiter) > delimitersIn(header, best))
            best = delimiter;
    return best;
}

/// The first lines that are not empty, at most two. An error only if reading the file at all fails.
Result<QList<QByteArray>> openingLines(const QString& path, const FileFormat& format)
{
    LineReader reader(path, largestJsonDocument, format.encoding); // a JSON document may be one long line
    if (const auto opened = reader.open(); !opened)
        return tl::unexpected(opened.error());
    for (int skipped = 0; skipped < format.skippedLines; ++skipped)
        if (const auto line = reader.next(); !line)
            return tl::unexpected(line.error());
    QList<QByteArray> lines;
    while (lines.size() < 2) {
        const auto line = reader.next();
        if (!line && lines.isEmpty())
            return tl::unexpected(line.error());
        if (!line || !*line)
            break;
        if (const QByteArray trimmed = (*line)->trimmed(); !trimmed.isEmpty())
            lines.append(trimmed);
    }
    if (lines.isEmpty())
        return badFile(path, QStringLiteral("It has only empty lines."),
                       QStringLiteral("Check that it is the right file."));
    return lines;
}

Source::Kind kindOfObjects(const QList<QByteArray>& lines, const QString& suffix)
{
    if (lines.size() > 1 && lines[0].endsWith('}') && lines[1].startsWith('{'))
        return Source::Kind::JsonLines;
    if (suffix != u"jsonl" && suffix != u"ndjson")
        return Source::Kind::Json;
    const QJsonDocument first = QJsonDocument::fromJson(lines[0]);
    return first.isObject() && !jsonSections(first.object()).isEmpty() ? Source::Kind::Json
                                                                       : Source::Kind::JsonLines;
}

Result<Source> singleFile(const QString& path, const FileFormat& format)
{
    const auto lines = openingLines(path, format);
    if (!lines)
        return tl::unexpected(lines.error());
    const QString suffix = QFileInfo(path).suffix().toLower();
    Source source;
    source.path = path;
    source.format = format;
    const QByteArray& first = lines->front();
    if (first == "---")
        source.kind = Source::Kind::TaskFile;
    else if (first.startsWith('{'))
        source.kind = kindOfObjects(*lines, suffix);
    else if (first.startsWith('['))
        source.kind = Source::Kind::Json;
    else if (suffix == u"jsonl" || suffix == u"ndjson")
        source.kind = Source::Kind::JsonLines;
    else if (suffix == u"json")
        source.kind = Source::Kind::Json;
    else if (suffix == u"txt" && !format.separator && delimitersIn(first, '\t') == 0)
        source.kind = Source::Kind::PairedText; // without its labels yet
    else if (!format.separator)
        source.format.separator = delimiterOf(first, suffix);
    return source;
}

tl::unexpected<Error> withoutLabels(const QString& path)
{
    return badFile(
        path, QStringLiteral("It is plain text, and the file with its labels was not found."),
        QStringLiteral(
            "Name both files together, or call them NAME_test_text.txt and NAME_test_labels.txt in one "
            "folder; NAME_mapping.txt may give the labels names."));
}

Result<std::optional<Source>> familyOf(const QString& path, const FileFormat& format)
{
    const auto files = pairedFilesOf(path);
    if (!files)
        return std::nullopt;
    if (!files->paths().contains(QFileInfo(path).absoluteFilePath()))
        return withoutLabels(path);
    Source source;
    source.kind = Source::Kind::PairedText;
    source.path = files->parts.front().texts;
    source.format = format;
    source.paired = *files;
    return source;
}

} // namespace

QString Source::stem() const
{
    return kind == Kind::PairedText ? paired.stem : QFileInfo(path).completeBaseName();
}

Result<QList<Source>> findSources(const QStringList& paths, const FileFormat& format)
{
    QList<Source> sources;
    QSet<QString> taken;
    QStringList lonely;
    for (const QString& path : paths) {
        LineReader probe(path);
        if (const auto opened = probe.open(); !opened)
            return tl::unexpected(opened.error());
        const QString absolute = QFileInfo(path).absoluteFilePath();
        if (taken.contains(absolute))
            continue;
        auto family = familyOf(absolute, format);
        if (!family)
            return tl::unexpected(family.error());
        if (*family) {
            for (const QString& member : (*family)->paired.paths())
                taken.insert(member);
            sources.append(**family);
            continue;
        }
        taken.insert(absolute);
        auto source = singleFile(path, format);
        if (!source)
            return tl::unexpected(source.error());
        if (source->kind == Source::Kind::PairedText)
            lonely.append(path);
        else
            sources.append(*source);
    }
    if (lonely.size() == 2) {
        const auto files = pairUp(lonely[0], lonely[1], format.encoding);
        if (!files)
            return tl::unexpected(files.error());
        Source source;
        source.kind = Source::Kind::PairedText;
        source.path = files->parts.front().texts;
        source.format = format;
        source.paired = *files;
        sources.append(source);
    } else if (!lonely.isEmpty()) {
        return withoutLabels(lonely.front());
    }
    return sources;
}

Result<void> readRecords(const Source& source, const RecordSink& sink, const RejectSink& reject)
{
    switch (source.kind) {
    case Source::Kind::Table:
        return readCsv(source.path, source.format, sink, reject);
    case Source::Kind::Json:
        return readJson(source.path, sink, reject, source.format.encoding);
    case Source::Kind::JsonLines:
        return readJsonLines(source.path, sink, reject, source.format.encoding);
    case Source::Kind::PairedText:
        return readPairedText(source.paired, sink, reject, source.format.encoding);
    case Source::Kind::TaskFile:
        break;
    }
    return badFile(source.path, QStringLiteral("It is a task file and has no columns."), {});
}

} // namespace metaspo
