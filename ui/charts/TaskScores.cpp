#include "ui/charts/TaskScores.h"

#include "ui/kit/Numbers.h"

#include <QCoreApplication>
#include <cmath>

namespace metaspo {

namespace {

struct TaskScoresWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::TaskScores)
};

QString describe(const TaskScores::Method& method, const QList<TaskScores::Task>& tasks)
{
    QStringList parts;
    for (qsizetype task = 0; task < tasks.size(); ++task)
        if (!std::isnan(method.scores.at(task).value))
            parts.append(QStringLiteral("%1 %2").arg(tasks.at(task).name, percentText(method.scores.at(task).value)));
    return parts.isEmpty() ? TaskScoresWords::tr("%1: no scores").arg(method.name)
                           : QStringLiteral("%1: %2").arg(method.name, parts.join(QStringLiteral(", ")));
}

} // namespace

Table TaskScores::table() const
{
    const auto text = [](const char* name, const QString& heading) {
        return Column{QString::fromLatin1(name), ColumnType::Text, 1, heading};
    };
    const auto share = [](const char* name, const QString& heading) {
        return Column{QString::fromLatin1(name), ColumnType::Share, 1, heading};
    };
    Table table;
    table.columns = {text("method", TaskScoresWords::tr("Method")),
                     text("task", TaskScoresWords::tr("Task")),
                     text("domain", TaskScoresWords::tr("Domain")),
                     text("metric", TaskScoresWords::tr("Metric")),
                     {QStringLiteral("n"), ColumnType::Integer},
                     share("score", TaskScoresWords::tr("Score")),
                     share("low_95", TaskScoresWords::tr("95 % from")),
                     share("high_95", TaskScoresWords::tr("to")),
                     share("majority", TaskScoresWords::tr("Majority")),
                     share("chance", TaskScoresWords::tr("Guessing"))};
    for (const Method& method : methods)
        for (qsizetype place = 0; place < tasks.size(); ++place) {
            const Estimate& score = method.scores.at(place);
            const Task& task = tasks.at(place);
            if (!std::isnan(score.value))
                table.rows.append(Row{method.name, task.name, task.domain, task.metric, score.n, score.value,
                                      score.interval.low, score.interval.high, task.majority, task.chance});
        }
    return table;
}

QString TaskScores::description() const
{
    if (methods.isEmpty() || tasks.isEmpty())
        return TaskScoresWords::tr("No scores yet.");
    QStringList parts;
    for (const Method& method : methods)
        parts.append(describe(method, tasks));
    return TaskScoresWords::tr("Scores on test by task.") + QLatin1Char(' ') + parts.join(QStringLiteral("; ")) +
           QLatin1Char('.');
}

} // namespace metaspo
