#include "core/analysis/RunReport.h"

#include "core/analysis/Caveats.h"
#include "core/analysis/Intervals.h"
#include "core/analysis/PercentText.h"

#include <QSet>
#include <algorithm>

namespace metaspo {

namespace {

double unreadableShare(const JudgedCell& cell)
{
    if (cell.isEmpty())
        return qQNaN();
    const auto unreadable = std::count_if(cell.begin(), cell.end(), [](const JudgedExample& answer) {
        return answer.outcome.kind == OutcomeKind::Unreadable;
    });
    return static_cast<double>(unreadable) / static_cast<double>(cell.size());
}

int fixedUnreadable(const JudgedCell& before, const JudgedCell& after)
{
    QSet<int> unreadable;
    for (const JudgedExample& answer : before)
        if (answer.outcome.kind == OutcomeKind::Unreadable)
            unreadable.insert(answer.example);
    return static_cast<int>(std::count_if(after.begin(), after.end(), [&](const JudgedExample& answer) {
        return answer.outcome.kind == OutcomeKind::Correct && unreadable.contains(answer.example);
    }));
}

Row meanRow(const QList<TaskReport>& tasks, const Estimate& difference)
{
    QList<Estimate> before;
    QList<Estimate> after;
    double majority = 0;
    for (const TaskReport& task : tasks) {
        before.append(task.initialScore);
        after.append(task.finalScore);
        majority += task.majority / static_cast<double>(tasks.size()); // one undefined: the mean is undefined
    }
    return {QStringLiteral("mean of %1 tasks").arg(tasks.size()),
            meanOverTasks(after).n,
            withInterval(meanOverTasks(before)),
            withInterval(meanOverTasks(after)),
            withInterval(difference, Sign::Shown),
            majority,
            QString()};
}

TaskReport reportOf(const TaskOutcome& outcome)
{
    TaskReport report;
    report.task = outcome.task;
    report.domain = outcome.domain;
    report.metric = outcome.metric;
    report.initialSplit = outcome.initialSplit;
    report.finalSplit = outcome.finalSplit;
    report.initialScore = estimate(outcome.metric, {outcome.initialCell});
    report.finalScore = estimate(outcome.metric, {outcome.finalCell});
    report.initialUnreadable = unreadableShare(outcome.initialCell);
    report.finalUnreadable = unreadableShare(outcome.finalCell);
    report.majority = outcome.majority;
    report.majorityLabel = outcome.majorityLabel;
    if (outcome.initialSplit != outcome.finalSplit)
        return report;
    const TaskComparison comparison = compareTask(TaskPair{outcome.task,
                                                           outcome.domain,
                                                           outcome.metric,
                                                           outcome.finalSplit,
                                                           {outcome.initialCell},
                                                           {outcome.finalCell}});
    if (comparison.questions > 0) {
        report.comparison = comparison;
        report.fixedUnreadable = fixedUnreadable(outcome.initialCell, outcome.finalCell);
    }
    return report;
}

} // namespace

RunReport runReport(const RunSettings& settings, const QList<TaskOutcome>& tasks)
{
    RunReport report;
    QList<TaskComparison> comparisons;
    for (const TaskOutcome& outcome : tasks) {
        report.tasks.append(reportOf(outcome));
        if (report.tasks.last().comparison)
            comparisons.append(*report.tasks.last().comparison);
    }
    if (!comparisons.isEmpty())
        report.all = compareGroups(comparisons).last();
    report.sentences = caveats(settings, report);
    return report;
}

Table exactTable(const RunReport& report)
{
    Table table;
    table.columns = {{QStringLiteral("task")},
                     {QStringLiteral("domain")},
                     {QStringLiteral("metric")},
                     {QStringLiteral("initial_split")},
                     {QStringLiteral("initial_n"), ColumnType::Integer},
                     {QStringLiteral("initial_score"), ColumnType::Share},
                     {QStringLiteral("initial_low_95"), ColumnType::Share},
                     {QStringLiteral("initial_high_95"), ColumnType::Share},
                     {QStringLiteral("initial_unreadable"), ColumnType::Share},
                     {QStringLiteral("final_split")},
                     {QStringLiteral("final_n"), ColumnType::Integer},
                     {QStringLiteral("final_score"), ColumnType::Share},
                     {QStringLiteral("final_low_95"), ColumnType::Share},
                     {QStringLiteral("final_high_95"), ColumnType::Share},
                     {QStringLiteral("final_unreadable"), ColumnType::Share},
                     {QStringLiteral("majority"), ColumnType::Share},
                     {QStringLiteral("difference"), ColumnType::Share},
                     {QStringLiteral("difference_low_95"), ColumnType::Share},
                     {QStringLiteral("difference_high_95"), ColumnType::Share},
                     {QStringLiteral("p"), ColumnType::Number, 4},
                     {QStringLiteral("smallest_detectable_difference"), ColumnType::Share}};
    for (const TaskReport& task : report.tasks) {
        const TaskComparison compared = task.comparison.value_or(TaskComparison{});
        table.rows.append(Row{task.task,
                              task.domain,
                              name(task.metric.kind),
                              name(task.initialSplit),
                              task.initialScore.n,
                              task.initialScore.value,
                              task.initialScore.interval.low,
                              task.initialScore.interval.high,
                              task.initialUnreadable,
                              name(task.finalSplit),
                              task.finalScore.n,
                              task.finalScore.value,
                              task.finalScore.interval.low,
                              task.finalScore.interval.high,
                              task.finalUnreadable,
                              task.majority,
                              compared.difference.value,
                              compared.difference.interval.low,
                              compared.difference.interval.high,
                              compared.p,
                              compared.smallestDetectable ? Value(*compared.smallestDetectable) : Value()});
    }
    return table;
}

Table readableTable(const RunReport& report)
{
    const bool isOneSplit =
        std::all_of(report.tasks.begin(), report.tasks.end(), [&](const TaskReport& task) {
            return task.initialSplit == report.tasks.first().finalSplit &&
                   task.finalSplit == report.tasks.first().finalSplit;
        });
    Table table;
    const auto addText = [&](const QString& heading) { table.columns.append(Column{heading}); };
    const auto addShare = [&](const QString& heading) {
        table.columns.append(Column{heading, ColumnType::Share});
    };
    addText(QStringLiteral("task"));
    table.columns.append(Column{QStringLiteral("n"), ColumnType::Integer});
    addText(QStringLiteral("initial % (95 %)"));
    addText(QStringLiteral("final % (95 %)"));
    addText(QStringLiteral("difference (95 %)"));
    addShare(QStringLiteral("majority %"));
    addText(QStringLiteral("unreadable %"));
    for (const TaskReport& task : report.tasks) {
        const QString before = withInterval(task.initialScore);
        const QString after = withInterval(task.finalScore);
        const Estimate difference = task.comparison ? task.comparison->difference : Estimate{};
        table.rows.append(Row{
            task.task, task.finalScore.n, isOneSplit ? before : name(task.initialSplit) + u' ' + before,
            isOneSplit ? after : name(task.finalSplit) + u' ' + after, withInterval(difference, Sign::Shown),
            task.majority,
            QStringLiteral("%1 to %2").arg(percent(task.initialUnreadable), percent(task.finalUnreadable))});
    }
    const bool areAllCompared = report.all && report.all->difference.n == report.tasks.size();
    if (isOneSplit && areAllCompared && report.tasks.size() > 1)
        table.rows.append(meanRow(report.tasks, report.all->difference));
    return table;
}

} // namespace metaspo
