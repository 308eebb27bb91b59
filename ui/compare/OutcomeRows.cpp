#include "ui/compare/OutcomeRows.h"

#include "ui/compare/CompareWords.h"
#include "ui/kit/QueriedRows.h"

namespace metaspo {

namespace {

QString standingWord(Standing standing) // for programs
{
    switch (standing) {
    case Standing::Win: return QStringLiteral("win");
    case Standing::Loss: return QStringLiteral("loss");
    case Standing::Tie: return QStringLiteral("tie");
    case Standing::NotCompared: break;
    }
    return {};
}

QList<Column> columnsFor(const QStringList& names)
{
    QList<Column> columns{{QStringLiteral("task")},
                          {QStringLiteral("split")},
                          {QStringLiteral("example"), ColumnType::Integer},
                          {QStringLiteral("question")},
                          {QStringLiteral("expected")}};
    for (int prompt = 0; prompt < names.size(); ++prompt) {
        const QString name = names.at(prompt);
        columns +=
            {Column{QStringLiteral("system_prompt %1").arg(name)}, Column{QStringLiteral("user_prompt %1").arg(name)},
             Column{QStringLiteral("prediction %1").arg(name)}, Column{QStringLiteral("outcome %1").arg(name)}};
        if (prompt > 0)
            columns.append(Column{QStringLiteral("beside_baseline %1").arg(name)});
    }
    return columns;
}

Row exportedRow(const OutcomeTable& table, const OutcomeRow& row)
{
    Row values;
    const EvaluationRecord* any = row.any();
    if (any)
        values = {any->task, name(any->split), qint64{any->example}, any->question,
                  any->expected.join(QStringLiteral(" | "))};
    else
        values.resize(5);
    for (int prompt = 0; prompt < table.prompts(); ++prompt) {
        const std::optional<EvaluationRecord>& answer = row.answers.at(prompt);
        if (answer)
            values +=
                Row{text(answer->system), text(answer->user), answer->outcome.prediction, name(answer->outcome.kind)};
        else
            values += Row(4);
        if (prompt > 0) {
            const QString word = standingWord(table.answer(row.tableRow, prompt).standing);
            values.append(word.isEmpty() ? Value() : Value(word));
        }
    }
    return values;
}

} // namespace

const EvaluationRecord* OutcomeRow::any() const
{
    for (const std::optional<EvaluationRecord>& answer : answers)
        if (answer)
            return &*answer;
    return nullptr;
}

QList<qint64> evaluationsOf(const OutcomeTable& table, const QList<int>& tableRows)
{
    QList<qint64> ids;
    for (const int row : tableRows)
        for (int prompt = 0; prompt < table.prompts(); ++prompt)
            if (const qint64 id = table.answer(row, prompt).evaluation; id != 0)
                ids.append(id);
    return ids;
}

Result<QList<OutcomeRow>> outcomeRows(const OutcomeTable& table, const QList<int>& tableRows,
                                      const QList<EvaluationRecord>& records)
{
    if (records.size() != evaluationsOf(table, tableRows).size())
        return failure(ErrorKind::NotFound, QObject::tr("Answers of the comparison are no longer in the project"), {},
                       QObject::tr("Compare the prompts anew."));
    QList<OutcomeRow> rows;
    qsizetype next = 0;
    for (const int tableRow : tableRows) {
        OutcomeRow row{tableRow, {}};
        for (int prompt = 0; prompt < table.prompts(); ++prompt)
            row.answers.append(table.answer(tableRow, prompt).evaluation != 0 ? std::optional(records.at(next++))
                                                                              : std::nullopt);
        rows.append(row);
    }
    return rows;
}

TableSource outcomeSource(const std::weak_ptr<Project>& project,
                          const std::shared_ptr<const PromptComparison>& comparison, const QList<int>& tableRows,
                          const QStringList& names)
{
    const auto ask = [comparison, tableRows](Queries& queries, qsizetype first, qsizetype count) {
        return queries.evaluations(evaluationsOf(comparison->outcomes, tableRows.mid(first, count)));
    };
    const auto rowsOf = [comparison, tableRows](const QList<EvaluationRecord>& records, qsizetype first,
                                                qsizetype count) {
        return outcomeRows(comparison->outcomes, tableRows.mid(first, count), records)
            .map([&](const QList<OutcomeRow>& rows) {
                QList<Row> values;
                for (const OutcomeRow& row : rows)
                    values.append(exportedRow(comparison->outcomes, row));
                return values;
            });
    };
    return {QStringLiteral("outcomes"), columnsFor(names), tableRows.size(),
            queriedRows(project, ask, rowsOf)};
}

} // namespace metaspo
