#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/TaskOptions.h"
#include "app/cli/TaskTables.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/analysis/CheckTables.h"
#include "core/analysis/TerminalText.h"
#include "core/engine/TaskImport.h"

#include <QFileInfo>
#include <QRegularExpression>

namespace metaspo {

namespace {

constexpr qsizetype examplesShown = 3;

template <typename E>
E named(const QString& option, const QString& value)
{
    const auto found = fromName<E>(value);
    if (!found)
        fail(ErrorKind::WrongUsage, QStringLiteral("--%1 does not take '%2'").arg(option, value), {},
             QStringLiteral("Choose one of: %1.").arg(allNames<E>()));
    return *found;
}

void setUserPrompt(Task& task, const QString& value)
{
    const QString prompt = textOrFile(value);
    if (prompt.count(questionPlaceholder) != 1)
        fail(ErrorKind::WrongUsage, QStringLiteral("The user prompt must hold {question} exactly once"),
             QStringLiteral("It holds it %1 times").arg(prompt.count(questionPlaceholder)),
             QStringLiteral("Put {question} where the question is to stand."));
    task.userPrompt = prompt;
}

// The synonyms of labels that stay are kept.
void setLabels(Task& task, const QString& value)
{
    QList<Label> labels;
    for (const QString& part : value.split(u',', Qt::SkipEmptyParts)) {
        Label label{part.trimmed(), {}};
        for (const Label& old : task.format.labels)
            if (old.name == label.name)
                label = old;
        labels.append(label);
    }
    if (labels.size() < 2)
        fail(ErrorKind::WrongUsage, QStringLiteral("--labels needs at least two labels"), {},
             QStringLiteral("Separate them by commas."));
    task.format.labels = labels;
}

void change(Task& task, const QString& option, const QString& value)
{
    static const QRegularExpression plainName(QStringLiteral("^[A-Za-z0-9_.\\-]+$"));
    if (option == QLatin1String("name")) {
        if (!plainName.match(value).hasMatch())
            fail(ErrorKind::WrongUsage, QStringLiteral("'%1' cannot be a task's name").arg(value), {},
                 QStringLiteral("Use letters, digits, '-', '_' and '.'."));
        task.name = value;
    } else if (option == QLatin1String("domain")) {
        task.domain = value;
    } else if (option == QLatin1String("role")) {
        task.role = named<TaskRole>(option, value);
    } else if (option == QLatin1String("metric")) {
        task.metric.kind = named<MetricKind>(option, value);
    } else if (option == QLatin1String("format")) {
        task.format.kind = named<AnswerKind>(option, value);
    } else if (option == QLatin1String("user-prompt")) {
        setUserPrompt(task, value);
    } else if (option == QLatin1String("labels")) {
        setLabels(task, value);
    }
}

class TaskEditCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        addText(app, "TASK", m_task, "the task")->required()->type_name("");
        declareTaskOptions(app, m_options);
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        Task task = taskOf(*project, m_task);
        const QMap<QString, QString> given = givenOptions(m_options);
        if (given.isEmpty())
            fail(ErrorKind::WrongUsage, QStringLiteral("Nothing is to change"), {},
                 QStringLiteral("Give what is to be different, for example --role target."));
        for (auto option = given.cbegin(); option != given.cend(); ++option)
            change(task, option.key(), option.value());
        const qint64 id = valueOf(project->saveTask(task));
        const Task saved = valueOf(project->queries().task(id));
        context.terminal.say(saved.version > task.version
                                 ? QStringLiteral("Runs used the task as it was; this is its version %1.")
                                       .arg(saved.version)
                                 : QStringLiteral("Changed."));
        context.terminal.print(previewTable({saved}));
        return ExitCode::Done;
    }

private:
    QString m_file;
    QString m_task;
    QMap<QString, QString> m_options;
};

class TaskRemoveCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        addText(app, "TASK", m_task, "the task")->required()->type_name("");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        valueOf(project->removeTask(taskOf(*project, m_task).id));
        context.terminal.say(QStringLiteral("%1 is removed; runs keep what they used of it.").arg(m_task));
        return ExitCode::Done;
    }

private:
    QString m_file;
    QString m_task;
};

class TaskShowCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        addText(app, "TASK", m_task, "the task")->required()->type_name("");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        const Task task = taskOf(*project, m_task);
        Terminal& terminal = context.terminal;
        const Table details = detailTable(task);
        if (terminal.isForPrograms()) {
            terminal.print(details);
            return ExitCode::Done;
        }
        for (qsizetype i = 0; i < details.columns.size(); ++i)
            terminal.print(QStringLiteral("%1: %2").arg(
                details.columns[i].name, manyLines(readableText(details.rows.first()[i], details.columns[i]))));
        for (const Example& example : task.examples.first(std::min(examplesShown, task.examples.size())))
            terminal.print(QStringLiteral("\nexample %1 (%2): %3\nexpected: %4")
                               .arg(example.index)
                               .arg(name(example.split), manyLines(example.question),
                                    singleLine(example.answers.join(QStringLiteral(" | ")))));
        return ExitCode::Done;
    }

private:
    QString m_file;
    QString m_task;
};

class TaskCheckTasksCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        addText(app, "TASK", m_task, "the task; left out: all")->type_name("");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        QList<Task> tasks;
        if (!m_task.isEmpty())
            tasks.append(taskOf(*project, m_task));
        else
            for (const TaskSummary& summary : valueOf(project->queries().tasks()))
                tasks.append(valueOf(project->queries().task(summary.task.id)));
        Table table = problemTable({}, {});
        bool hasErrors = false;
        for (const Task& task : tasks) {
            const QList<TaskProblem> problems = wait(taskProblems(task));
            table.rows += problemTable(task.name, problems).rows;
            for (const TaskProblem& problem : problems)
                hasErrors = hasErrors || problem.severity == TaskProblem::Severity::Error;
        }
        if (!table.rows.isEmpty() || context.terminal.isForPrograms())
            context.terminal.print(table);
        context.terminal.say(QStringLiteral("%1 tasks checked, %2 findings.").arg(tasks.size()).arg(table.rows.size()));
        return hasErrors ? ExitCode::Failed : ExitCode::Done;
    }

private:
    QString m_file;
    QString m_task;
};

class TaskExportTaskCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        addText(app, "TASK", m_task, "the task")->required()->type_name("");
        addText(app, "--to", m_target, "the file; left out: TASK.jsonl here")->type_name("PATH");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        const Task task = taskOf(*project, m_task);
        const QString target = m_target.isEmpty() ? task.name + QStringLiteral(".jsonl") : m_target;
        if (QFileInfo::exists(target))
            fail(ErrorKind::WrongUsage, QStringLiteral("There is a file %1 already").arg(target), {},
                 QStringLiteral("Choose another name with --to."));
        context.terminal.say(QStringLiteral("Written: %1").arg(valueOf(exportTask(task, target))));
        return ExitCode::Done;
    }

private:
    QString m_file;
    QString m_task;
    QString m_target;
};

} // namespace

void addTaskEditCommands(CommandLine& line)
{
    line.add<TaskEditCommand>("task edit", "change a task", "metaspo task edit my.metaspo anatomy --role target");
    line.add<TaskRemoveCommand>("task remove", "remove a task; runs keep what they used",
                            "metaspo task remove my.metaspo anatomy");
    line.add<TaskShowCommand>("task show", "a task with its first examples", "metaspo task show my.metaspo anatomy");
    line.add<TaskCheckTasksCommand>("task check", "duplicates, leaks between splits, unbalanced labels and the like",
                                "metaspo task check my.metaspo");
    line.add<TaskExportTaskCommand>("task export", "write a task as the program's own file",
                                "metaspo task export my.metaspo anatomy --to anatomy.jsonl");
}

} // namespace metaspo
