#include "app/cli/TaskTables.h"

namespace metaspo {

namespace {

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
    table.columns = {textColumn("task"),          textColumn("domain"),  textColumn("role"),
                     textColumn("format"),        textColumn("metric"),  integerColumn("train"),
                     integerColumn("validation"), integerColumn("test"), integerColumn("runs")};
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
    table.columns = {textColumn("task"),     textColumn("domain"),        textColumn("role"),
                     textColumn("format"),   textColumn("metric"),        textColumn("user_prompt"),
                     textColumn("origin"),   textColumn("licence"),       integerColumn("version"),
                     integerColumn("train"), integerColumn("validation"), integerColumn("test")};
    table.rows.append(Row{task.name, task.domain, name(task.role), formatText(task.format), name(task.metric.kind),
                          task.userPrompt, task.origin, task.licence, qint64{task.version}, qint64{summary.train},
                          qint64{summary.validation}, qint64{summary.test}});
    return table;
}

} // namespace metaspo
