#include "core/tasks/QuestionTemplate.h"

namespace metaspo {

namespace {

QString columnList(const QStringList& columns)
{
    return columns.isEmpty() ? QStringLiteral("none") : columns.join(QStringLiteral(", "));
}

tl::unexpected<Error> noSuchColumn(const QString& column, const QStringList& columns)
{
    return failure(
        ErrorKind::BadInput, QStringLiteral("There is no column \"%1\".").arg(column),
        QStringLiteral("The columns are: %1.").arg(columnList(columns)),
        QStringLiteral(
            "Give --question COLUMN, or a template such as --question \"{passage}\\n\\n{question}\"."));
}

} // namespace

Result<QuestionTemplate> QuestionTemplate::parse(const QString& text, const QStringList& columns)
{
    QuestionTemplate parsed;
    if (columns.contains(text)) {
        parsed.m_pieces = {{true, text}};
        return parsed;
    }
    QString literal;
    const auto addLiteral = [&] {
        if (!literal.isEmpty())
            parsed.m_pieces.append({false, std::exchange(literal, {})});
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar next = i + 1 < text.size() ? text[i + 1] : QChar();
        if ((text[i] == u'{' && next == u'{') || (text[i] == u'}' && next == u'}') ||
            (text[i] == u'\\' && next == u'\\')) {
            literal += text[i++];
        } else if (text[i] == u'\\' && (next == u'n' || next == u't')) {
            literal += next == u'n' ? u'\n' : u'\t';
            ++i;
        } else if (text[i] == u'{') {
            const qsizetype close = text.indexOf(u'}', i);
            const QString column = close < 0 ? QString() : text.mid(i + 1, close - i - 1);
            if (close < 0)
                return failure(ErrorKind::BadInput,
                               QStringLiteral("The brace in \"%1\" is not closed.").arg(text.mid(i)), {},
                               QStringLiteral("Write {column}, or {{ for a brace."));
            if (!columns.contains(column))
                return noSuchColumn(column, columns);
            addLiteral();
            parsed.m_pieces.append({true, column});
            i = close;
        } else {
            literal += text[i];
        }
    }
    addLiteral();
    if (parsed.columns().isEmpty())
        return noSuchColumn(text, columns);
    return parsed;
}

QString QuestionTemplate::build(const std::function<QString(const QString&)>& valueOf) const
{
    QString built;
    for (const Piece& piece : m_pieces)
        built += piece.isColumn ? valueOf(piece.text) : piece.text;
    return built;
}

QStringList QuestionTemplate::columns() const
{
    QStringList used;
    for (const Piece& piece : m_pieces)
        if (piece.isColumn && !used.contains(piece.text))
            used.append(piece.text);
    return used;
}

} // namespace metaspo
