#include "ui/charts/TaskScores.h"

#include "ui/kit/Numbers.h"

#include <QCoreApplication>
#include <cmath>

namespace metaspo {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::TaskScores)
};

QString describe(const TaskScores::Method& method, const QList<TaskScores::Task>& tasks)
{
    QStringList parts;
    for (qsizetype task = 0; task < tasks.size(); ++task)
        if (!std::isnan(method.scores.at(task).value))
            parts.append(QStringLiteral("%1 %2").arg(tasks.at(task).name, percentText(method.scores.at(task).value)));
    return parts.isEmpty() ? Words::tr("%1: no scores").arg(method.name)
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
    table.columns = {text("method", Words::tr("Method")),
                     text("task", Words::tr("Task")),
                     text("domain", Words::tr("Domain")),
                     text("metric", Words::tr("Metric")),
                     {QStringLiteral("n"), ColumnType::Integer},
                     share("score", Words::tr("Score")),
                     share("low_95", Words::tr("95 % from")),
                     share("high_95", Words::tr("to")),
                     share("majority", Words::tr("Majority")),
                     share("chance", Words::tr("Guessing"))};
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
        return Words::tr("No scores yet.");
    QStringList parts;
    for (const Method& method : methods)
        parts.append(describe(method, tasks));
    return Words::tr("Scores on test by task.") + QLatin1Char(' ') + parts.join(QStringLiteral("; ")) +
           QLatin1Char('.');
}

} // namespace metaspo
