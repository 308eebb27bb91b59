#include "core/analysis/MethodTableExport.h"

#include "core/analysis/PercentText.h"

#include <QSet>
#include <cmath>

namespace metaspo {

namespace {

QString joined(const QList<Cell>& cells, Step Cell::*step)
{
    QStringList texts;
    for (const Cell& cell : cells)
        if (const QString written = text(cell.*step); !texts.contains(written))
            texts.append(written);
    return texts.join(u' ');
}

Row rowOf(const MethodRow& row, const MethodColumn& column, const MethodCell& cell)
{
    const MethodScore& score = *cell.score;
    return {row.prompts.run,
            methodName(row.prompts),
            name(row.prompts.settings.method),
            row.prompts.baseModel,
            score.run,
            joined(score.cells, &Cell::user),
            joined(score.cells, &Cell::system),
            score.task,
            score.domain,
            name(Split::Test),
            name(score.metric.kind),
            score.score.n,
            score.unreadable,
            score.score.value,
            score.score.interval.low,
            score.score.interval.high,
            score.baseline.majority,
            score.baseline.chance,
            qint64{cell.isComparable ? 1 : 0},
            qint64{column.userPrompt ? 1 : 0}};
}

bool hasSeveralModels(const MethodTable& table, const QList<qsizetype>& rows)
{
    QSet<QString> models;
    for (const qsizetype row : rows)
        models.insert(table.rows.at(row).prompts.baseModel);
    return models.size() > 1;
}

double meanOf(const MethodTable& table, double Baseline::*share)
{
    double sum = 0;
    int count = 0;
    for (qsizetype column = 0; column < table.columns.size(); ++column)
        if (table.hasScores(column)) {
            sum += table.columns.at(column).baseline.*share; // one is not a number: so is the sum
            ++count;
        }
    return count == 0 ? qQNaN() : sum / count;
}

} // namespace

Table exactTable(const MethodTable& table, const QList<qsizetype>& rows)
{
    Table exact;
    exact.columns = {{QStringLiteral("method_run"), ColumnType::Integer},
                     {QStringLiteral("prompts")},
                     {QStringLiteral("method")},
                     {QStringLiteral("base_model")},
                     {QStringLiteral("run"), ColumnType::Integer},
                     {QStringLiteral("candidate")},
                     {QStringLiteral("system_candidate")},
                     {QStringLiteral("task")},
                     {QStringLiteral("domain")},
                     {QStringLiteral("split")},
                     {QStringLiteral("metric")},
                     {QStringLiteral("n"), ColumnType::Integer},
                     {QStringLiteral("unreadable_share"), ColumnType::Share},
                     {QStringLiteral("score"), ColumnType::Share},
                     {QStringLiteral("low_95"), ColumnType::Share},
                     {QStringLiteral("high_95"), ColumnType::Share},
                     {QStringLiteral("majority"), ColumnType::Share},
                     {QStringLiteral("chance"), ColumnType::Share},
                     {QStringLiteral("common_examples"), ColumnType::Integer},
                     {QStringLiteral("current_task"), ColumnType::Integer}};
    for (const qsizetype row : rows)
        for (qsizetype column = 0; column < table.columns.size(); ++column)
            if (const MethodCell& cell = table.rows.at(row).cells.at(column); cell.score)
                exact.rows.append(rowOf(table.rows.at(row), table.columns.at(column), cell));
    return exact;
}

Table readableTable(const MethodTable& table, const QList<qsizetype>& rows)
{
    Table readable;
    readable.columns = {{QStringLiteral("method")}};
    const bool hasModels = hasSeveralModels(table, rows);
    if (hasModels)
        readable.columns.append(Column{QStringLiteral("base model")});
    for (const MethodColumn& column : table.columns)
        readable.columns.append(Column{column.task, ColumnType::Text, 1,
                                       QStringLiteral("%1 (%2)").arg(column.task, name(column.metric)), column.domain});
    readable.columns.append(Column{QStringLiteral("mean")});
    for (const qsizetype place : rows) {
        const MethodRow& method = table.rows.at(place);
        Row row{methodName(method.prompts)};
        if (hasModels)
            row.append(method.prompts.baseModel);
        for (const MethodCell& cell : method.cells)
            row.append(cell.score ? Value(withInterval(cell.score->score)) : Value());
        const bool isOverAll = method.scoredTasks == table.columns.size();
        row.append(method.scoredTasks == 0 ? Value()
                   : isOverAll             ? Value(withInterval(method.mean))
                                           : Value(QStringLiteral("%1, %2 of %3 tasks")
                                                       .arg(withInterval(method.mean))
                                                       .arg(method.scoredTasks)
                                                       .arg(table.columns.size())));
        readable.rows.append(row);
    }
    return readable;
}

double meanMajority(const MethodTable& table)
{
    return meanOf(table, &Baseline::majority);
}

double meanChance(const MethodTable& table)
{
    return meanOf(table, &Baseline::chance);
}

void appendBaselines(const MethodTable& table, Table& readable)
{
    const auto add = [&](const QString& title, double Baseline::*share, double mean) {
        Row row{title};
        while (row.size() + table.columns.size() + 1 < readable.columns.size())
            row.append(Value());
        bool isDefined = false;
        for (const MethodColumn& column : table.columns) {
            const double value = column.baseline.*share;
            isDefined = isDefined || !std::isnan(value);
            row.append(std::isnan(value) ? Value() : Value(percent(value)));
        }
        row.append(std::isnan(mean) ? Value() : Value(percent(mean)));
        if (isDefined)
            readable.rows.append(row);
    };
    add(QStringLiteral("always the most frequent answer"), &Baseline::majority, meanMajority(table));
    add(QStringLiteral("guessing"), &Baseline::chance, meanChance(table));
}

} // namespace metaspo
