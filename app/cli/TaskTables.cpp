#include "app/cli/TaskTables.h"

namespace metaspo {

namespace {

Column text(const char* name)
{
    return {QString::fromLatin1(name)};
}

Column number(const char* name)
{
    return {QString::fromLatin1(name), ColumnType::Integer};
}

TaskSummary summaryOf(const Task& task)
{
    TaskSummary summary;
    summary.task = task;
    for (const Example& example : task.examples) {
        summary.train += example.split == Split::Train ? 1 : 0;
        summary.validation += example.split == Split::Validation ? 1 : 0;
        summary.test += example.split == Split::Test ? 1 : 0;
    }
    return summary;
}

} // namespace

QString formatText(const AnswerFormat& format)
{
    QStringList parts;
    switch (format.kind) {
    case AnswerKind::Choice:
        parts = format.choices;
        break;
    case AnswerKind::Label:
        for (const Label& label : format.labels)
            parts.append(label.name);
        break;
    case AnswerKind::Number:
        parts.append(name(format.number));
        break;
    case AnswerKind::Text:
        break;
    }
    const QString kind = name(format.kind);
    return parts.isEmpty() ? kind : kind + QStringLiteral(": ") + parts.join(QStringLiteral(", "));
}

Table taskTable(const QList<TaskSummary>& tasks)
{
    Table table;
    table.columns = {text("task"),      text("domain"),       text("role"),   text("format"), text("metric"),
                     number("train"),   number("validation"), number("test"), number("runs")};
    for (const TaskSummary& summary : tasks) {
        const Task& task = summary.task;
        table.rows.append(Row{task.name, task.domain, name(task.role), formatText(task.format), name(task.metric.kind),
                              qint64{summary.train}, qint64{summary.validation}, qint64{summary.test},
                              qint64{summary.runs}});
    }
    return table;
}

Table previewTable(const QList<Task>& tasks)
{
    QList<TaskSummary> summaries;
    for (const Task& task : tasks)
        summaries.append(summaryOf(task));
    return taskTable(summaries);
}

Table detailTable(const Task& task)
{
    const TaskSummary summary = summaryOf(task);
    Table table;
    table.columns = {text("task"),       text("domain"),      text("role"),      text("format"),
                     text("metric"),     text("user_prompt"), text("origin"),    text("licence"),
                     number("version"),  number("train"),     number("validation"), number("test")};
    table.rows.append(Row{task.name, task.domain, name(task.role), formatText(task.format), name(task.metric.kind),
                          task.userPrompt, task.origin, task.licence, qint64{task.version}, qint64{summary.train},
                          qint64{summary.validation}, qint64{summary.test}});
    return table;
}

Table problemTable(const QString& task, const QList<TaskProblem>& problems)
{
    static const char* const severities[] = {"note", "warning", "error"};
    Table table;
    table.columns = {text("task"), text("severity"), text("what"), text("advice"), text("examples")};
    for (const TaskProblem& problem : problems) {
        QStringList examples;
        for (const int example : problem.examples)
            examples.append(QString::number(example));
        table.rows.append(Row{task, QString::fromLatin1(severities[static_cast<int>(problem.severity)]), problem.what,
                              problem.advice, examples.join(u' ')});
    }
    return table;
}

} // namespace metaspo
