#include "ui/results/MethodText.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/Words.h"
#include "ui/run/RunWords.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace metaspo {

namespace {

struct MethodWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::MethodText)
};

QString runList(const QList<qint64>& runs)
{
    QStringList numbers;
    for (const qint64 run : runs)
        numbers.append(QString::number(run));
    return runs.size() == 1 ? MethodWords::tr("Run %1").arg(numbers.first())
                            : MethodWords::tr("Runs %1", "several").arg(numbers.join(QStringLiteral(", ")));
}

// Of the same kind: what was given elsewhere and is shown here too is told by the cells.
QList<qint64> runsOf(const MethodRow& row)
{
    QList<qint64> runs{row.prompts.run};
    for (const MethodPrompts& same : row.same)
        if (same.origin == row.prompts.origin && !runs.contains(same.run))
            runs.append(same.run);
    return runs;
}

QString shareText(double share)
{
    return QLocale().toString(share * 100, 'f', 1);
}

} // namespace

QString rowTitle(const MethodRow& row)
{
    const QString where = runList(runsOf(row));
    switch (row.prompts.origin) {
    case PromptOrigin::Initial: return MethodWords::tr("%1 · initial prompts").arg(where);
    case PromptOrigin::Final:
        return MethodWords::tr("%1 · %2, final prompts").arg(where, methodText(row.prompts.settings.method));
    case PromptOrigin::Given: return MethodWords::tr("%1 · given prompt %2").arg(where).arg(row.prompts.number);
    }
    return {};
}

QString rowDetail(const MethodRow& row)
{
    return row.prompts.baseModel.isEmpty() ? MethodWords::tr("unknown model") : row.prompts.baseModel;
}

QString rowPrompts(const MethodRow& row)
{
    QStringList parts{MethodWords::tr("System prompt:"), row.prompts.systemPrompt};
    for (auto task = row.prompts.userPrompts.begin(); task != row.prompts.userPrompts.end(); ++task)
        parts +=
            QStringList{QString(), MethodWords::tr("With %1:").arg(task.key()), task->join(QStringLiteral("\n\n"))};
    return parts.join(QLatin1Char('\n'));
}

QString rowToolTip(const MethodRow& row)
{
    return QStringLiteral("%1\n%2\n\n%3").arg(rowTitle(row), rowDetail(row), row.prompts.systemPrompt);
}

QString columnToolTip(const MethodColumn& column)
{
    QStringList lines{QStringLiteral("%1 · %2 · %3").arg(column.domain, column.task, wordFor(column.metric))};
    if (column.baseline.isDefined())
        lines +=
            MethodWords::tr("always “%1”: %2; guessing: %3")
                .arg(column.baseline.label, percentText(column.baseline.majority), percentText(column.baseline.chance));
    if (!column.userPrompt)
        lines += MethodWords::tr("This task is not in the project any more, or has another metric now.");
    return lines.join(QLatin1Char('\n'));
}

QString intervalText(const Interval& interval)
{
    return interval.isKnown() ? QStringLiteral("%1–%2").arg(shareText(interval.low), shareText(interval.high))
                              : MethodWords::tr("interval unknown");
}

QString scoreToolTip(const MethodRow& row, const MethodColumn& column, const MethodCell& cell)
{
    QStringList lines{rowTitle(row), QStringLiteral("%1 · %2").arg(column.task, wordFor(column.metric))};
    if (!cell.score) {
        lines += column.userPrompt ? MethodWords::tr("Not scored yet. “Run what is missing” scores it.")
                                   : MethodWords::tr("Not scored; the task is not in the project any more.");
        return lines.join(QLatin1Char('\n'));
    }
    const MethodScore& score = *cell.score;
    lines += MethodWords::tr("%1, 95 % interval %2, n = %L3")
                 .arg(percentText(score.score.value), intervalText(score.score.interval))
                 .arg(score.score.n);
    lines += MethodWords::tr("%1 of the answers unreadable").arg(percentText(score.unreadable));
    if (score.userPrompts.size() > 1)
        lines += MethodWords::tr("mean over %Ln user prompt(s)", nullptr, static_cast<int>(score.userPrompts.size()));
    lines += runList(cell.runs);
    if (score.baseline.isDefined() && score.score.value <= score.baseline.majority)
        lines += MethodWords::tr("not better than always answering “%1” (%2)")
                     .arg(score.baseline.label, percentText(score.baseline.majority));
    if (!cell.isComparable)
        lines += MethodWords::tr("† on other test examples than most of this column: not to be compared with it");
    return lines.join(QLatin1Char('\n'));
}

QString meanToolTip(const MethodRow& row, qsizetype columns)
{
    if (row.scoredTasks == 0)
        return {};
    const QString over =
        row.scoredTasks == columns
            ? MethodWords::tr("mean over all %Ln task(s) shown", nullptr, row.scoredTasks)
            : MethodWords::tr("mean over %1 of %2 tasks: not to be compared with means over other tasks")
                  .arg(row.scoredTasks)
                  .arg(columns);
    return QStringLiteral("%1\n%2, %3\n%4")
        .arg(rowTitle(row), percentText(row.mean.value), intervalText(row.mean.interval), over);
}

} // namespace metaspo
