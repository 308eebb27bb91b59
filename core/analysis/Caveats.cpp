#include "core/analysis/Caveats.h"

#include "core/analysis/PercentText.h"

namespace metaspo {

namespace {

constexpr double muchUnreadable = 0.05;

QString examplesText(qint64 n)
{
    return n == 1 ? QStringLiteral("1 example") : QStringLiteral("%1 examples").arg(n);
}

QString rangeText(const Interval& interval)
{
    return QStringLiteral("95 %: %1 to %2")
        .arg(percent(interval.low, Sign::Shown), percent(interval.high, Sign::Shown));
}

QString aboutDifference(const TaskReport& task)
{
    const TaskComparison& compared = *task.comparison;
    const Estimate& difference = compared.difference;
    const QString points = percent(difference.value, Sign::Shown);
    if (difference.interval.isKnown() && difference.interval.low > 0)
        return QStringLiteral("%1: better by %2 points on %3 (%4).")
            .arg(task.task, percent(difference.value), examplesText(difference.n),
                 rangeText(difference.interval));
    if (difference.interval.isKnown() && difference.interval.high < 0)
        return QStringLiteral("%1: worse by %2 points on %3 (%4).")
            .arg(task.task, percent(-difference.value), examplesText(difference.n),
                 rangeText(difference.interval));
    QString sentence =
        compared.counts.discordant() == 0 && difference.value == 0
            ? QStringLiteral("%1: no answer became right or wrong on %2.")
                  .arg(task.task, examplesText(difference.n))
            : QStringLiteral("%1: %2 points on %3 can be chance (%4).")
                  .arg(task.task, points, examplesText(difference.n), rangeText(difference.interval));
    if (compared.smallestDetectable)
        sentence += QStringLiteral(" So few examples reliably show only differences of %1 points or more.")
                        .arg(percent(*compared.smallestDetectable));
    else
        sentence += QStringLiteral(" These are too few examples to show any difference reliably.");
    return sentence;
}

QString aboutBaseline(const TaskReport& task)
{
    if (qIsNaN(task.majority) || task.finalScore.n == 0)
        return {};
    const QString always =
        QStringLiteral("always answering \"%1\" scores %2 %").arg(task.majorityLabel, percent(task.majority));
    if (task.finalScore.value < task.majority)
        return QStringLiteral("%1: %2 % is below the majority baseline: %3.")
            .arg(task.task, percent(task.finalScore.value), always);
    if (task.finalScore.interval.isKnown() && task.finalScore.interval.low <= task.majority)
        return QStringLiteral("%1: %2 % is not clearly above the majority baseline: %3.")
            .arg(task.task, percent(task.finalScore.value), always);
    return {};
}

QString aboutFormat(const TaskReport& task)
{
    if (task.comparison && task.fixedUnreadable > 0 &&
        2 * task.fixedUnreadable >= task.comparison->counts.fixed &&
        task.initialUnreadable - task.finalUnreadable > muchUnreadable)
        return QStringLiteral(
                   "%1: %2 of the %3 answers that became right could not be read before: the gain is "
                   "largely the answer format.")
            .arg(task.task)
            .arg(task.fixedUnreadable)
            .arg(task.comparison->counts.fixed);
    return {};
}

QString aboutUnreadable(const TaskReport& task)
{
    if (!(task.finalUnreadable > muchUnreadable)) // nor if it is not known
        return {};
    return QStringLiteral("%1: %2 % of the final answers could not be read; they count as not right.")
        .arg(task.task, percent(task.finalUnreadable));
}

QStringList aboutRun(const RunSettings& settings, const RunReport& report)
{
    QStringList sentences;
    for (const TaskReport& task : report.tasks)
        if (task.initialSplit != task.finalSplit) {
            sentences.append(
                QStringLiteral("The initial scores are on %1, the final ones on %2: between the two "
                               "there is no difference to speak of.")
                    .arg(name(task.initialSplit), name(task.finalSplit)));
            break;
        }
    for (const TaskReport& task : report.tasks) // an evaluation chooses nothing
        if (task.finalSplit != Split::Test && settings.method != Method::Evaluate) {
            sentences.append(
                QStringLiteral("The final scores on %1 are optimistic: the prompts were chosen by "
                               "scores on that split.")
                    .arg(name(task.finalSplit)));
            break;
        }
    if (settings.validation == 0 && settings.method != Method::Evaluate)
        sentences.append(
            QStringLiteral("Prompts were written from and chosen on the same train examples: train "
                           "scores are optimistic, often by several points."));
    return sentences;
}

QString aboutAllTasks(const GroupComparison& all)
{
    const Estimate& difference = all.difference;
    QString sentence =
        QStringLiteral("Over %1 tasks: %2 better, %3 worse, %4 equal; mean difference %5 points")
            .arg(difference.n)
            .arg(all.wins)
            .arg(all.losses)
            .arg(all.ties)
            .arg(percent(difference.value, Sign::Shown));
    if (!difference.interval.isKnown())
        return sentence + u'.';
    sentence +=
        QStringLiteral(" (%1, if other tasks scatter as these do)").arg(rangeText(difference.interval));
    if (difference.interval.contains(0))
        return sentence + QStringLiteral(": not enough to expect a gain on other tasks.");
    return sentence + u'.';
}

} // namespace

QStringList caveats(const RunSettings& settings, const RunReport& report)
{
    QStringList sentences = aboutRun(settings, report);
    if (report.all && report.all->difference.n > 1)
        sentences.append(aboutAllTasks(*report.all));
    for (const TaskReport& task : report.tasks) {
        if (task.comparison)
            sentences.append(aboutDifference(task));
        for (const QString& sentence : {aboutBaseline(task), aboutFormat(task), aboutUnreadable(task)})
            if (!sentence.isEmpty())
                sentences.append(sentence);
    }
    if (!report.tasks.isEmpty() && settings.method != Method::Evaluate)
        sentences.append(
            QStringLiteral("This is one run with one seed: another seed writes other prompts. Repeat the "
                           "run before relying on a small difference."));
    return sentences;
}

} // namespace metaspo
