#include "core/analysis/CheckTables.h"

namespace metaspo {

namespace {

QString severityText(TaskProblem::Severity severity)
{
    switch (severity) {
    case TaskProblem::Severity::Note:
        return QStringLiteral("note");
    case TaskProblem::Severity::Warning:
        return QStringLiteral("warning");
    case TaskProblem::Severity::Error:
        return QStringLiteral("error");
    }
    return {};
}

} // namespace

QString verdictText(ConnectionCheck::Verdict verdict)
{
    switch (verdict) {
    case ConnectionCheck::Verdict::Passed:
        return QStringLiteral("passed");
    case ConnectionCheck::Verdict::Failed:
        return QStringLiteral("failed");
    case ConnectionCheck::Verdict::Skipped:
        return QStringLiteral("skipped");
    }
    return {};
}

Table checkTable(const QList<ConnectionCheck>& checks)
{
    Table table;
    table.columns = {textColumn("check"), textColumn("verdict"), textColumn("detail"), integerColumn("ms")};
    for (const ConnectionCheck& check : checks)
        table.rows.append(Row{check.name, verdictText(check.verdict), check.detail, check.milliseconds});
    return table;
}

Table problemTable(const QString& task, const QList<TaskProblem>& problems)
{
    Table table;
    table.columns = {textColumn("task"), textColumn("severity"), textColumn("what"), textColumn("advice"),
                     textColumn("examples")};
    for (const TaskProblem& problem : problems) {
        QStringList examples;
        for (const int example : problem.examples)
            examples.append(QString::number(example));
        table.rows.append(Row{task, severityText(problem.severity), problem.what, problem.advice, examples.join(u' ')});
    }
    return table;
}

} // namespace metaspo
