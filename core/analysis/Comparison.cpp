#include "core/analysis/Comparison.h"

#include "core/analysis/Intervals.h"

#include <QHash>
#include <cmath>

namespace metaspo {

namespace {

// After minus before per question: the mean over the user prompts of what each answer was worth.
QList<double> questionDifferences(const Metric& metric, const QList<JudgedCell>& before,
                                  const QList<JudgedCell>& after)
{
    // Of macro-F1 no question has a share; right answers stand for it.
    const bool isGraded = familyOf(metric.kind) == MetricFamily::Graded;
    QMap<int, double> sums;
    const auto add = [&](const QList<JudgedCell>& cells, double sign) {
        for (const JudgedCell& cell : cells)
            for (const JudgedExample& answer : cell) {
                const double worth = isGraded ? answer.outcome.score.value()
                                              : (answer.outcome.kind == OutcomeKind::Correct ? 1.0 : 0.0);
                sums[answer.example] += sign * worth / static_cast<double>(cells.size());
            }
    };
    add(before, -1);
    add(after, 1);
    for (double& sum : sums)
        if (std::abs(sum) < 1e-12) // thirds that cancel are no difference
            sum = 0;
    return sums.values();
}

void add(PairedCounts& sum, const PairedCounts& counts)
{
    sum.bothRight += counts.bothRight;
    sum.fixed += counts.fixed;
    sum.broken += counts.broken;
    sum.bothWrong += counts.bothWrong;
}

double standardDeviation(const QList<double>& values)
{
    if (values.size() < 2)
        return qQNaN();
    double mean = 0;
    for (const double value : values)
        mean += value / static_cast<double>(values.size());
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

void test(TaskComparison& result, const QList<JudgedCell>& before, const QList<JudgedCell>& after)
{
    const bool isGraded = familyOf(result.metric.kind) == MetricFamily::Graded;
    if (before.size() == 1 && after.size() == 1 && !isGraded) {
        result.p = mcnemarExact(result.counts);
        const double n = static_cast<double>(result.counts.n());
        result.smallestDetectable = smallestDetectableDifference(
            result.counts.n(), static_cast<double>(result.counts.discordant()) / n);
        return;
    }
    const QList<double> differences = questionDifferences(result.metric, before, after);
    result.p = pairedT(differences).p;
    const double scatter = standardDeviation(differences);
    if (scatter > 0)
        result.smallestDetectable = smallestDetectableMeanDifference(differences.size(), scatter);
}

GroupComparison compareGroup(const QString& name, const QList<TaskComparison>& tasks)
{
    GroupComparison group;
    group.name = name;
    QList<double> differences;
    for (const TaskComparison& task : tasks) {
        if (qIsNaN(task.difference.value))
            continue;
        differences.append(task.difference.value);
        add(group.counts, task.counts);
        ++(task.difference.value > 0 ? group.wins : task.difference.value < 0 ? group.losses : group.ties);
    }
    group.difference.n = differences.size();
    if (differences.isEmpty())
        return group;
    double sum = 0;
    for (const double difference : differences)
        sum += difference;
    group.difference.value = sum / static_cast<double>(differences.size());
    group.difference.interval = studentMean95(differences);
    group.t = pairedT(differences);
    group.wilcoxon = wilcoxonSignedRank(differences);
    return group;
}

Value orNothing(const std::optional<double>& value)
{
    return value ? Value(*value) : Value();
}

} // namespace

TaskComparison compareTask(const TaskPair& pair)
{
    TaskComparison result;
    result.task = pair.task;
    result.domain = pair.domain;
    result.metric = pair.metric;
    result.split = pair.split;
    if (pair.before.isEmpty() || pair.after.isEmpty())
        return result;
    const QList<JudgedCell> common = onCommonExamples(pair.before + pair.after);
    const QList<JudgedCell> before = common.first(pair.before.size());
    const QList<JudgedCell> after = common.sliced(pair.before.size());
    result.questions = static_cast<int>(before.first().size());
    if (result.questions == 0)
        return result;
    for (qsizetype prompt = 0; prompt < std::min(before.size(), after.size()); ++prompt)
        add(result.counts, pairedCounts(before[prompt], after[prompt]));
    result.before = metricOf(pair.metric, before);
    result.after = metricOf(pair.metric, after);
    result.difference = estimateDifference(pair.metric, before, after);
    test(result, before, after);
    return result;
}

QList<GroupComparison> compareGroups(const QList<TaskComparison>& tasks)
{
    QStringList domains;
    for (const TaskComparison& task : tasks)
        if (!domains.contains(task.domain))
            domains.append(task.domain);
    QList<GroupComparison> groups;
    for (const QString& domain : domains) {
        QList<TaskComparison> ofDomain;
        for (const TaskComparison& task : tasks)
            if (task.domain == domain)
                ofDomain.append(task);
        groups.append(compareGroup(domain, ofDomain));
    }
    groups.append(compareGroup({}, tasks));
    return groups;
}

Table comparisonTable(const QList<TaskComparison>& tasks)
{
    Table table;
    table.columns = {{QStringLiteral("task")},
                     {QStringLiteral("domain")},
                     {QStringLiteral("split")},
                     {QStringLiteral("metric")},
                     {QStringLiteral("n"), ColumnType::Integer},
                     {QStringLiteral("both_right"), ColumnType::Integer},
                     {QStringLiteral("fixed"), ColumnType::Integer},
                     {QStringLiteral("broken"), ColumnType::Integer},
                     {QStringLiteral("both_wrong"), ColumnType::Integer},
                     {QStringLiteral("a"), ColumnType::Share},
                     {QStringLiteral("b"), ColumnType::Share},
                     {QStringLiteral("difference"), ColumnType::Share},
                     {QStringLiteral("low_95"), ColumnType::Share},
                     {QStringLiteral("high_95"), ColumnType::Share},
                     {QStringLiteral("p"), ColumnType::Number, 4},
                     {QStringLiteral("smallest_detectable_difference"), ColumnType::Share}};
    for (const TaskComparison& task : tasks)
        table.rows.append(Row{task.task, task.domain, name(task.split), name(task.metric.kind),
                              qint64{task.questions}, task.counts.bothRight, task.counts.fixed,
                              task.counts.broken, task.counts.bothWrong, task.before, task.after,
                              task.difference.value, task.difference.interval.low,
                              task.difference.interval.high, task.p, orNothing(task.smallestDetectable)});
    return table;
}

Table groupTable(const QList<GroupComparison>& groups)
{
    Table table;
    table.columns = {{QStringLiteral("domain")},
                     {QStringLiteral("tasks"), ColumnType::Integer},
                     {QStringLiteral("wins"), ColumnType::Integer},
                     {QStringLiteral("losses"), ColumnType::Integer},
                     {QStringLiteral("ties"), ColumnType::Integer},
                     {QStringLiteral("both_right"), ColumnType::Integer},
                     {QStringLiteral("fixed"), ColumnType::Integer},
                     {QStringLiteral("broken"), ColumnType::Integer},
                     {QStringLiteral("both_wrong"), ColumnType::Integer},
                     {QStringLiteral("mean_difference"), ColumnType::Share},
                     {QStringLiteral("low_95"), ColumnType::Share},
                     {QStringLiteral("high_95"), ColumnType::Share},
                     {QStringLiteral("p_t"), ColumnType::Number, 4},
                     {QStringLiteral("p_wilcoxon"), ColumnType::Number, 4}};
    for (const GroupComparison& group : groups)
        table.rows.append(Row{group.name.isEmpty() ? QStringLiteral("all") : group.name,
                              qint64{group.difference.n}, qint64{group.wins}, qint64{group.losses},
                              qint64{group.ties}, group.counts.bothRight, group.counts.fixed, group.counts.broken,
                              group.counts.bothWrong, group.difference.value, group.difference.interval.low,
                              group.difference.interval.high, group.t.p, group.wilcoxon.p});
    return table;
}

} // namespace metaspo
