#pragma once

#include "core/analysis/Baselines.h"
#include "core/analysis/Interval.h"
#include "core/domain/RowFilters.h"
#include "core/domain/RunSettings.h"

#include <QMap>
#include <optional>

namespace metaspo {

enum class PromptOrigin {
    Initial, ///< what a run began with
    Final,   ///< what it left behind
    Given    ///< scored by the method evaluate
};

/// A system prompt with the user prompts that go with it, as a run began with it or left it behind.
struct MethodPrompts
{
    qint64 run = 0;
    PromptOrigin origin = PromptOrigin::Initial;
    int number = 0; ///< given: from 1
    RunSettings settings;
    QString baseModel;
    QString baseConnectionId;
    QString systemPrompt;
    QMap<QString, QStringList> userPrompts; ///< by task, ascending; a task that is not here goes with its own
};

/// What a run scored with one system prompt and one or more user prompts on a task's test examples; several: the mean.
struct MethodScore
{
    qint64 run = 0;
    QString baseModel;
    QString systemPrompt;
    QStringList userPrompts; ///< ascending
    QString task;
    QString domain;
    Metric metric;
    Estimate score;              ///< n counts questions
    double unreadable = qQNaN(); ///< share of the answers
    QByteArray examples;         ///< equal for scores on the same examples
    Baseline baseline;           ///< on these examples
    QList<Cell> cells;           ///< in the run, one per user prompt
};

/// One task under one metric: metrics never share a column.
struct MethodColumn
{
    QString task;
    QString domain;
    MetricKind metric = MetricKind::Accuracy;
    std::optional<QString> userPrompt; ///< the task's own; absent: the task is gone, or its metric is another one now
    QByteArray examples;               ///< those that most of its scores stand on
    Baseline baseline;                 ///< on these
};

struct MethodCell
{
    std::optional<MethodScore> score; ///< absent: missing
    QList<qint64> runs;               ///< all that have scored it, ascending
    bool isComparable = false;        ///< on the column's examples
    bool isBest = false;              ///< of those that are comparable, if they are not all alike
};

struct MethodRow
{
    MethodPrompts prompts;
    QList<MethodPrompts> same; ///< of other runs: the same prompts, so they have no row of their own
    QList<MethodCell> cells;   ///< one per column
    Estimate mean;             ///< over the tasks with a score
    int scoredTasks = 0;
    bool isBestMean = false; ///< of those over the same tasks, if they are not all alike
};

/// Methods by tasks: what all finished runs of a project scored on test.
struct MethodTable
{
    QList<MethodColumn> columns; ///< by domain, task, metric
    QList<MethodRow> rows;       ///< in the order of `methods`

    bool hasScores(qsizetype column) const;
    /// Only the columns with a score.
    MethodTable scoredOnly() const;
};

/// A row for every method; one that another row shows already (the same model and prompts on all of its tasks) joins
/// that row. A cell is filled from any run that scored the row's prompts on the task under the row's model. Columns are
/// `tasks` and whatever else was scored.
MethodTable methodTable(const QList<MethodPrompts>& methods, const QList<MethodScore>& scores,
                        const QList<TaskSummary>& tasks);

/// "Run 3, final".
QString methodName(const MethodPrompts& prompts);

} // namespace metaspo
