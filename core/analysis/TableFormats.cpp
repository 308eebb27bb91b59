#include "core/analysis/TableWriter.h"
#include "core/analysis/TerminalText.h"

namespace metaspo {

namespace {

QString headingOf(const Column& column)
{
    return column.heading.isEmpty() ? column.name : column.heading;
}

// Where there is no room for a heading over several columns.
QString fullHeadingOf(const Column& column)
{
    return column.group.isEmpty() ? headingOf(column) : column.group + QStringLiteral(": ") + headingOf(column);
}

// RFC 4180. Quoted, too: outer white space (some readers strip it) and the empty text (apart from nothing).
QString csvField(const QString& text)
{
    bool quoted = text.isEmpty() || text.front().isSpace() || text.back().isSpace();
    for (const QChar special : {u'"', u',', u'\r', u'\n'})
        quoted = quoted || text.contains(special);
    if (!quoted)
        return text;
    return u'"' + QString(text).replace(u'"', QStringLiteral("\"\"")) + u'"';
}

// Tab and line ends in front are taken away by some spreadsheets and bare the formula.
bool looksLikeFormula(const QString& text)
{
    return !text.isEmpty() && QStringView(u"=+-@\t\r\n").contains(text.front());
}

class CsvWriter : public TableWriter
{
public:
    enum class Guard { Off, Spreadsheet };
    CsvWriter(QIODevice& device, const QList<Column>& columns, Guard guard)
        : TableWriter(device, columns)
        , m_guard(guard)
    {}

private:
    QString header() const override
    {
        QStringList fields;
        for (const Column& column : columns())
            fields.append(csvField(column.name));
        return fields.join(u',') + QStringLiteral("\r\n");
    }

    QString line(const Row& row) const override
    {
        QString result;
        for (qsizetype index = 0; index < row.size(); ++index) {
            if (index > 0)
                result += u',';
            const auto* text = std::get_if<QString>(&row[index]);
            if (!text)
                result += exactText(row[index]);
            else
                result += csvField(m_guard == Guard::Spreadsheet && looksLikeFormula(*text) ? u'\'' + *text
                                                                                            : *text);
        }
        // One nothing alone would be an empty line, which readers skip.
        return (result.isEmpty() ? QStringLiteral("\"\"") : result) + QStringLiteral("\r\n");
    }

    Guard m_guard;
};

class TsvWriter : public TableWriter
{
public:
    TsvWriter(QIODevice& device, const QList<Column>& columns)
        : TableWriter(device, columns)
    {}

private:
    static QString field(QString text)
    {
        return text.replace(u'\\', QStringLiteral("\\\\"))
            .replace(u'\t', QStringLiteral("\\t"))
            .replace(u'\n', QStringLiteral("\\n"))
            .replace(u'\r', QStringLiteral("\\r"));
    }

    QString header() const override
    {
        QStringList fields;
        for (const Column& column : columns())
            fields.append(field(column.name));
        return fields.join(u'\t') + u'\n';
    }

    QString line(const Row& row) const override
    {
        QStringList fields;
        for (const Value& value : row)
            fields.append(field(exactText(value)));
        return fields.join(u'\t') + u'\n';
    }
};

class JsonLinesWriter : public TableWriter
{
public:
    JsonLinesWriter(QIODevice& device, const QList<Column>& columns)
        : TableWriter(device, columns)
    {}

private:
    // RFC 8259. What is hidden is written as \u too, so that a line is safe to look at; readers get the same
    // text.
    static QString quoted(const QString& text)
    {
        QString result = QStringLiteral("\"");
        for (qsizetype index = 0; index < text.size(); ++index) {
            const QChar character = text[index];
            const bool isPair =
                character.isHighSurrogate() && index + 1 < text.size() && text[index + 1].isLowSurrogate();
            if (character == u'"' || character == u'\\')
                result += u'\\';
            if (character == u'\n')
                result += QStringLiteral("\\n");
            else if (character == u'\t')
                result += QStringLiteral("\\t");
            else if (isPair && isHidden(QChar::surrogateToUcs4(character, text[index + 1])))
                result += escaped(character) + escaped(text[++index]);
            else if (isPair)
                result += text.sliced(index++, 2);
            else if (isHidden(character.unicode())) // a lone surrogate, too
                result += escaped(character);
            else
                result += character;
        }
        return result + u'"';
    }

    static QString escaped(QChar character)
    {
        return QStringLiteral("\\u") + QString::number(character.unicode(), 16).rightJustified(4, u'0');
    }

    QString header() const override { return {}; }

    QString line(const Row& row) const override
    {
        QString result = QStringLiteral("{");
        for (qsizetype index = 0; index < row.size(); ++index) {
            const Value& value = row[index];
            const bool isText =
                std::holds_alternative<QString>(value) || std::holds_alternative<QDateTime>(value);
            result += (index > 0 ? QStringLiteral(",") : QString()) + quoted(columns()[index].name) + u':' +
                      (isNothing(value) ? QStringLiteral("null")
                                        : (isText ? quoted(exactText(value)) : exactText(value)));
        }
        return result + QStringLiteral("}\n");
    }
};

class MarkdownWriter : public TableWriter
{
public:
    MarkdownWriter(QIODevice& device, const QList<Column>& columns)
        : TableWriter(device, columns)
    {}

private:
    static QString cell(const QString& text)
    {
        QStringList lines;
        for (const QString& line : manyLines(text).split(u'\n')) {
            QString escaped;
            for (const QChar character : singleLine(line)) {
                if (QStringView(u"\\`*_[]<>|~&#").contains(character))
                    escaped += u'\\';
                escaped += character;
            }
            lines.append(escaped);
        }
        return lines.join(QStringLiteral("<br>"));
    }

    QString header() const override
    {
        QString names = QStringLiteral("|");
        QString rule = QStringLiteral("|");
        for (const Column& column : columns()) {
            names += u' ' + cell(fullHeadingOf(column)) + QStringLiteral(" |");
            rule += isLeftAligned(column) ? QStringLiteral(" --- |") : QStringLiteral(" ---: |");
        }
        return names + u'\n' + rule + u'\n';
    }

    QString line(const Row& row) const override
    {
        QString result = QStringLiteral("|");
        for (qsizetype index = 0; index < row.size(); ++index)
            result += u' ' + cell(readableText(row[index], columns()[index])) + QStringLiteral(" |");
        return result + u'\n';
    }
};

class LatexWriter : public TableWriter
{
public:
    LatexWriter(QIODevice& device, const QList<Column>& columns)
        : TableWriter(device, columns)
    {}

private:
    static QString escaped(QChar character)
    {
        switch (character.unicode()) {
        case u'\\':
            return QStringLiteral("\\textbackslash{}");
        case u'~':
            return QStringLiteral("\\textasciitilde{}");
        case u'^':
            return QStringLiteral("\\textasciicircum{}");
        case u'<':
            return QStringLiteral("\\textless{}");
        case u'>':
            return QStringLiteral("\\textgreater{}");
        case u'|':
            return QStringLiteral("\\textbar{}");
        case u'"':
            return QStringLiteral("\\textquotedbl{}");
        case u'[': // behind \\ a bracket would be its argument, a star its variant
            return QStringLiteral("{[}");
        case u'*':
            return QStringLiteral("{*}");
        case u'&':
        case u'%':
        case u'$':
        case u'#':
        case u'_':
        case u'{':
        case u'}':
            return QString(u'\\') + character;
        default:
            return character;
        }
    }

    static QString cell(const QString& text)
    {
        QString result;
        for (const QChar character : singleLine(manyLines(text).replace(u'\n', u' ').replace(u'\t', u' ')))
            result += escaped(character);
        return result;
    }

    // The groups above the columns, each over a line of its own width; nothing without groups.
    QString groups() const
    {
        QStringList headings;
        QString rules;
        bool hasGroups = false;
        for (qsizetype first = 0, next = 0; first < columns().size(); first = next) {
            const QString& group = columns()[first].group;
            for (next = first + 1; next < columns().size() && !group.isEmpty() && columns()[next].group == group;)
                ++next;
            if (group.isEmpty()) {
                headings.append(QString());
                continue;
            }
            hasGroups = true;
            headings.append(QStringLiteral("\\multicolumn{%1}{c}{%2}").arg(next - first).arg(cell(group)));
            rules += QStringLiteral("\\cmidrule(lr){%1-%2}").arg(first + 1).arg(next);
        }
        return hasGroups ? headings.join(QStringLiteral(" & ")) + QStringLiteral(" \\\\\n") + rules + u'\n' : QString();
    }

    QString header() const override
    {
        QString alignment;
        QStringList names;
        for (const Column& column : columns()) {
            alignment += isLeftAligned(column) ? u'l' : u'r';
            names.append(cell(headingOf(column)));
        }
        return QStringLiteral(
                   "% needs \\usepackage{booktabs} and \\usepackage[T1]{fontenc}\n\\begin{tabular}{%1}\n"
                   "\\toprule\n")
                   .arg(alignment) +
               groups() + names.join(QStringLiteral(" & ")) + QStringLiteral(" \\\\\n\\midrule\n");
    }

    QString line(const Row& row) const override
    {
        QStringList cells;
        for (qsizetype index = 0; index < row.size(); ++index)
            cells.append(cell(readableText(row[index], columns()[index])));
        return cells.join(QStringLiteral(" & ")) + QStringLiteral(" \\\\\n");
    }

    QString footer() const override { return QStringLiteral("\\bottomrule\n\\end{tabular}\n"); }
};

} // namespace

std::unique_ptr<TableWriter> tableWriter(TableFormat format, QIODevice& device, const QList<Column>& columns)
{
    switch (format) {
    case TableFormat::Csv:
        return std::make_unique<CsvWriter>(device, columns, CsvWriter::Guard::Off);
    case TableFormat::SpreadsheetCsv:
        return std::make_unique<CsvWriter>(device, columns, CsvWriter::Guard::Spreadsheet);
    case TableFormat::Tsv:
        return std::make_unique<TsvWriter>(device, columns);
    case TableFormat::JsonLines:
        return std::make_unique<JsonLinesWriter>(device, columns);
    case TableFormat::Markdown:
        return std::make_unique<MarkdownWriter>(device, columns);
    case TableFormat::Latex:
        return std::make_unique<LatexWriter>(device, columns);
    }
    Q_UNREACHABLE();
}

} // namespace metaspo
