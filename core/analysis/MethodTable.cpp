#include "core/analysis/MethodTable.h"

#include "core/analysis/Intervals.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace metaspo {

namespace {

using ColumnKey = std::pair<QString, MetricKind>;
using ScoreKey = std::tuple<QString, QString, QStringList, QString, MetricKind>;

ScoreKey keyOf(const MethodScore& score)
{
    return {score.baseModel, score.systemPrompt, score.userPrompts, score.task, score.metric.kind};
}

QStringList userPromptsOf(const MethodPrompts& prompts, const MethodColumn& column)
{
    const auto own = column.userPrompt ? QStringList{*column.userPrompt} : QStringList();
    return prompts.userPrompts.value(column.task, own);
}

/// Rows that stand for the same prompts become one.
class Rows
{
public:
    explicit Rows(const QList<TaskSummary>& tasks)
    {
        for (const TaskSummary& summary : tasks)
            m_own.insert(summary.task.name, {summary.task.userPrompt});
    }

    void add(const MethodPrompts& prompts)
    {
        for (MethodRow& row : m_rows) {
            const bool isOfItsKind =
                prompts.origin == row.prompts.origin || prompts.origin == PromptOrigin::Given;
            if (!isOfItsKind || prompts.baseModel != row.prompts.baseModel ||
                prompts.systemPrompt != row.prompts.systemPrompt)
                continue;
            if (!agree(prompts, row.prompts) && !agree(row.prompts, prompts))
                continue;
            for (auto task = prompts.userPrompts.begin(); task != prompts.userPrompts.end(); ++task)
                if (!row.prompts.userPrompts.contains(task.key()))
                    row.prompts.userPrompts.insert(task.key(), task.value());
            row.same.append(prompts);
            return;
        }
        MethodRow row;
        row.prompts = prompts;
        m_rows.append(row);
    }

    const QList<MethodRow>& rows() const { return m_rows; }

private:
    // On all tasks of `inner`.
    bool agree(const MethodPrompts& inner, const MethodPrompts& outer) const
    {
        for (auto task = inner.userPrompts.begin(); task != inner.userPrompts.end(); ++task)
            if (outer.userPrompts.value(task.key(), m_own.value(task.key())) != task.value())
                return false;
        return true;
    }

    QMap<QString, QStringList> m_own;
    QList<MethodRow> m_rows;
};

QList<MethodColumn> columnsOf(const QList<MethodScore>& scores, const QList<TaskSummary>& tasks)
{
    QMap<ColumnKey, MethodColumn> known;
    for (const MethodScore& score : scores) {
        MethodColumn column;
        column.task = score.task;
        column.domain = score.domain;
        column.metric = score.metric.kind;
        known.insert({column.task, column.metric}, column);
    }
    for (const TaskSummary& summary : tasks) {
        const Task& task = summary.task;
        MethodColumn column;
        column.task = task.name;
        column.domain = task.domain;
        column.metric = task.metric.kind;
        column.userPrompt = task.userPrompt;
        known.insert({column.task, column.metric}, column);
    }
    QList<MethodColumn> columns = known.values();
    std::stable_sort(columns.begin(), columns.end(), [](const MethodColumn& one, const MethodColumn& other) {
        return one.domain < other.domain;
    });
    return columns;
}

bool belongs(const MethodScore& score, const MethodColumn& column)
{
    return score.task == column.task && score.metric.kind == column.metric;
}

// The examples of most scores; as many on two sets: the larger one, then the one scored last.
void chooseExamples(MethodColumn& column, const QList<MethodScore>& scores)
{
    QMap<QByteArray, std::tuple<int, qint64, qint64>> ranks;
    QMap<QByteArray, const MethodScore*> last;
    for (const MethodScore& score : scores) {
        if (!belongs(score, column))
            continue;
        auto& [count, n, run] = ranks[score.examples];
        ++count;
        n = score.score.n;
        run = std::max(run, score.run);
        last[score.examples] = &score;
    }
    if (ranks.isEmpty())
        return;
    const auto best = std::max_element(ranks.begin(), ranks.end());
    column.examples = best.key();
    column.baseline = last.value(best.key())->baseline;
}

/// All scores of one pair of prompts on one task: the one to show.
MethodCell cellOf(const QList<const MethodScore*>& candidates, const MethodColumn& column, qint64 ownRun)
{
    MethodCell cell;
    const MethodScore* chosen = nullptr;
    const auto rank = [&](const MethodScore* score) {
        return std::tuple(score->examples == column.examples, score->score.n, score->run == ownRun, score->run);
    };
    for (const MethodScore* score : candidates) {
        if (!cell.runs.contains(score->run))
            cell.runs.append(score->run);
        if (!chosen || rank(score) > rank(chosen))
            chosen = score;
    }
    std::sort(cell.runs.begin(), cell.runs.end());
    if (chosen) {
        cell.score = *chosen;
        cell.isComparable = chosen->examples == column.examples;
    }
    return cell;
}

void markBestCells(MethodTable& table)
{
    for (qsizetype column = 0; column < table.columns.size(); ++column) {
        double best = -1;
        double worst = 2;
        for (const MethodRow& row : std::as_const(table.rows))
            if (const MethodCell& cell = row.cells.at(column); cell.isComparable) {
                best = std::max(best, cell.score->score.value);
                worst = std::min(worst, cell.score->score.value);
            }
        for (MethodRow& row : table.rows) {
            MethodCell& cell = row.cells[column];
            cell.isBest = worst < best && cell.isComparable && cell.score->score.value == best;
        }
    }
}

// None if one of them stands on other examples than its column.
QList<qsizetype> comparableColumns(const MethodRow& row)
{
    QList<qsizetype> columns;
    for (qsizetype column = 0; column < row.cells.size(); ++column)
        if (row.cells.at(column).isComparable)
            columns.append(column);
    return columns.size() == row.scoredTasks ? columns : QList<qsizetype>();
}

void addMean(MethodRow& row)
{
    QList<Estimate> tasks;
    for (const MethodCell& cell : std::as_const(row.cells))
        if (cell.score)
            tasks.append(cell.score->score);
    row.mean = meanOverTasks(tasks);
    row.scoredTasks = static_cast<int>(tasks.size());
}

// Means over other tasks are other things: compared are the rows with the tasks of that which has most.
void markBestMean(MethodTable& table)
{
    QList<qsizetype> tasks;
    for (const MethodRow& row : std::as_const(table.rows))
        if (const QList<qsizetype> columns = comparableColumns(row); columns.size() > tasks.size())
            tasks = columns;
    QList<MethodRow*> compared;
    double best = -1;
    double worst = 2;
    for (MethodRow& row : table.rows) {
        if (tasks.isEmpty() || comparableColumns(row) != tasks)
            continue;
        compared.append(&row);
        best = std::max(best, row.mean.value);
        worst = std::min(worst, row.mean.value);
    }
    for (MethodRow* row : compared)
        row->isBestMean = worst < best && row->mean.value == best;
}

} // namespace

MethodTable methodTable(const QList<MethodPrompts>& methods, const QList<MethodScore>& scores,
                        const QList<TaskSummary>& tasks)
{
    MethodTable table;
    table.columns = columnsOf(scores, tasks);
    for (MethodColumn& column : table.columns)
        chooseExamples(column, scores);
    QMap<ScoreKey, QList<const MethodScore*>> byPrompts;
    for (const MethodScore& score : scores)
        byPrompts[keyOf(score)].append(&score);
    Rows rows(tasks);
    for (const MethodPrompts& prompts : methods)
        rows.add(prompts);
    table.rows = rows.rows();
    for (MethodRow& row : table.rows) {
        for (const MethodColumn& column : std::as_const(table.columns))
            row.cells.append(cellOf(byPrompts.value({row.prompts.baseModel, row.prompts.systemPrompt,
                                                     userPromptsOf(row.prompts, column), column.task, column.metric}),
                                    column, row.prompts.run));
        addMean(row);
    }
    markBestCells(table);
    markBestMean(table);
    return table;
}

bool MethodTable::hasScores(qsizetype column) const
{
    return std::any_of(rows.begin(), rows.end(),
                       [column](const MethodRow& row) { return row.cells.at(column).score.has_value(); });
}

MethodTable MethodTable::scoredOnly() const
{
    MethodTable result;
    result.rows = rows;
    for (MethodRow& row : result.rows)
        row.cells.clear();
    for (qsizetype column = 0; column < columns.size(); ++column) {
        if (!hasScores(column))
            continue;
        result.columns.append(columns.at(column));
        for (qsizetype row = 0; row < rows.size(); ++row)
            result.rows[row].cells.append(rows.at(row).cells.at(column));
    }
    return result;
}

QString methodName(const MethodPrompts& prompts)
{
    switch (prompts.origin) {
    case PromptOrigin::Initial:
        return QStringLiteral("Run %1, initial").arg(prompts.run);
    case PromptOrigin::Final:
        return QStringLiteral("Run %1, final").arg(prompts.run);
    case PromptOrigin::Given:
        return QStringLiteral("Run %1, prompt %2").arg(prompts.run).arg(prompts.number);
    }
    return {};
}

} // namespace metaspo
