#include "core/tasks/ColumnMapping.h"

#include <QJsonArray>

namespace metaspo {

namespace {

/// The first name that a column has, whatever its case; then a column that contains one as a word
/// ("label_gold").
QString columnCalled(const QStringList& columns, const QString& names, const QStringList& except)
{
    const QStringList wanted = names.split(u' ');
    for (const QString& name : wanted)
        for (const QString& column : columns)
            if (!except.contains(column) && column.compare(name, Qt::CaseInsensitive) == 0)
                return column;
    for (const QString& name : wanted)
        for (const QString& column : columns) {
            const QStringList words =
                QString(column).replace(u'-', u'_').replace(u' ', u'_').toLower().split(u'_');
            if (!except.contains(column) && words.contains(name))
                return column;
        }
    return {};
}

QString listed(const QStringList& columns)
{
    return QStringLiteral("The columns are: %1.").arg(columns.join(QStringLiteral(", ")));
}

QString guessQuestion(const QStringList& columns, const QStringList& except)
{
    const QString question =
        columnCalled(columns,
                     QStringLiteral("question input text prompt sentence query problem statement tweet "
                                    "review comment content document"),
                     except);
    const QString context =
        columnCalled(columns, QStringLiteral("passage context paragraph article"), {question});
    if (question.isEmpty() || context.isEmpty() || except.contains(context) ||
        question.compare(u"question", Qt::CaseInsensitive) != 0 || context.contains(u'{') ||
        context.contains(u'}'))
        return question;
    return QStringLiteral("{%1}\n\n{%2}").arg(context, question);
}

QString guessAnswer(const QStringList& columns, const QStringList& except)
{
    return columnCalled(
        columns,
        QStringLiteral("answer answers label labels gold target targets output expected class category "
                       "sentiment rating stars score solution completion"),
        except);
}

} // namespace

tl::unexpected<Error> noSuchAnswerColumn(const QString& answer, const QStringList& columns)
{
    return failure(ErrorKind::BadInput, QStringLiteral("There is no column \"%1\".").arg(answer),
                   listed(columns), QStringLiteral("Give --answer COLUMN."));
}

Result<ColumnMapping> ColumnMapping::of(const QStringList& columns, const QString& question,
                                        const QString& answer)
{
    ColumnMapping mapping;
    mapping.answer = answer;
    if (!answer.isEmpty() && !columns.contains(answer))
        return noSuchAnswerColumn(answer, columns);
    QString built = question;
    if (built.isEmpty()) {
        built = guessQuestion(columns, {answer});
        if (built.isEmpty())
            return failure(
                ErrorKind::BadInput, QStringLiteral("It is not clear which column is the question."),
                listed(columns),
                QStringLiteral("Give --question COLUMN, or --question \"template with {column}\"."));
        mapping.notes.append(
            QStringLiteral("The question was taken from: %1.").arg(QString(built).replace(u'\n', u' ')));
    }
    auto parsed = QuestionTemplate::parse(built, columns);
    if (!parsed)
        return tl::unexpected(parsed.error());
    mapping.question = *parsed;
    const QStringList used = mapping.question.columns();
    if (mapping.answer.isEmpty()) {
        mapping.answer = guessAnswer(columns, used);
        if (mapping.answer.isEmpty())
            return failure(ErrorKind::BadInput, QStringLiteral("It is not clear which column is the answer."),
                           listed(columns), QStringLiteral("Give --answer COLUMN."));
        mapping.notes.append(QStringLiteral("The answer was taken from: %1.").arg(mapping.answer));
    }
    QStringList taken = used;
    taken.append(mapping.answer);
    for (const QString& column : columns) {
        const QString folded = column.toLower();
        if (taken.contains(column))
            continue;
        if (folded == u"split")
            mapping.split = column;
        else if (mapping.id.isEmpty() && (folded == u"id" || folded == u"example_id" || folded == u"qid"))
            mapping.id = column;
    }
    return mapping;
}

QStringList answersIn(const Record& record, const QString& column)
{
    const QJsonValue value = record.json(column);
    if (!value.isObject())
        return record.list(column);
    QStringList answers;
    for (const QJsonValue& text : value.toObject().value(QStringLiteral("text")).toArray())
        answers.append(text.toString());
    return answers;
}

} // namespace metaspo
