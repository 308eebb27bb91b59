#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/TaskOptions.h"
#include "app/cli/TaskTables.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/engine/TaskImport.h"
#include "core/tasks/Import.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryFile>

namespace metaspo {

namespace {

void sayAll(Terminal& terminal, const QStringList& sentences)
{
    for (const QString& sentence : sentences)
        terminal.say(sentence);
}

void storeTasks(CommandContext& context, Project& project, const ImportPreview& preview)
{
    valueOf(project.import(preview.tasks));
    sayAll(context.terminal, preview.notes);
    QList<TaskSummary> imported;
    for (const TaskSummary& summary : valueOf(project.queries().tasks()))
        for (const Task& task : preview.tasks)
            if (task.name == summary.task.name)
                imported.append(summary);
    context.terminal.print(taskTable(imported));
}

class TaskImportCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        app.add_option("PATH", m_paths, "csv, tsv, json, jsonl, pairs of txt files, or the program's own task files")
            ->required()
            ->type_name("");
        addText(app, "--preset", m_request.preset,
                "auto, none, " + importPresetNames().join(QStringLiteral(", ")).toStdString())
            ->type_name("NAME");
        addText(app, "--question", m_options[QStringLiteral("question")], "a column, or a template with {column}");
        addText(app, "--answer", m_options[QStringLiteral("answer")], "the column of the expected answer");
        declareTaskOptions(app, m_options);
        declareFileOptions(app, m_options);
        declareSplitOptions(app, m_options);
        app.add_flag("--dry-run", m_isDryRun, "say what would be imported, and store nothing");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        for (const std::string& path : m_paths)
            m_request.paths.append(QString::fromStdString(path));
        m_request.options = givenOptions(m_options);
        const ImportPreview preview = valueOf(previewImport(m_request));
        if (!preview.preset.isEmpty())
            context.terminal.say(QStringLiteral("Recognised as %1.").arg(preview.preset));
        for (const RejectedRow& row : preview.rejected)
            context.terminal.say(QStringLiteral("Left out: %1: %2.").arg(row.place, row.why));
        if (!m_isDryRun) {
            storeTasks(context, *project, preview);
            return ExitCode::Done;
        }
        sayAll(context.terminal, preview.notes);
        context.terminal.print(previewTable(preview.tasks));
        return ExitCode::Done;
    }

private:
    QString m_file;
    std::vector<std::string> m_paths;
    ImportRequest m_request;
    QMap<QString, QString> m_options;
    bool m_isDryRun = false;
};

/// A task without a file: its examples stand on the command line. They go the way of an import, so that the same is
/// checked and guessed.
class TaskAddCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        declareTaskOptions(app, m_options);
        app.get_option("--name")->required();
        app.get_option("--domain")->required();
        app.add_option("--example", m_examples, "a question and its answer; given once for each example")
            ->type_name("QUESTION ANSWER")
            ->required()
            ->type_size(2)
            ->allow_extra_args(false);
        declareSplitOptions(app, m_options);
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        QTemporaryFile file(QDir::temp().filePath(QStringLiteral("metaspo-XXXXXX.jsonl")));
        if (!file.open())
            fail(ErrorKind::DiskFull, QStringLiteral("A temporary file cannot be written"), file.errorString());
        for (std::size_t i = 0; i + 1 < m_examples.size(); i += 2)
            file.write(QJsonDocument(QJsonObject{{QStringLiteral("question"), QString::fromStdString(m_examples[i])},
                                                 {QStringLiteral("answer"), QString::fromStdString(m_examples[i + 1])}})
                           .toJson(QJsonDocument::Compact)
                       + '\n');
        file.close();
        ImportRequest request;
        request.paths = {file.fileName()};
        request.preset = QStringLiteral("none");
        request.options = givenOptions(m_options);
        request.options.insert(QStringLiteral("question"), QStringLiteral("question"));
        request.options.insert(QStringLiteral("answer"), QStringLiteral("answer"));
        storeTasks(context, *project, valueOf(previewImport(request)));
        return ExitCode::Done;
    }

private:
    QString m_file;
    QMap<QString, QString> m_options;
    std::vector<std::string> m_examples;
};

class TaskListCommand : public Command
{
public:
    void declare(CLI::App& app) override { addFile(app, m_file); }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        const QList<TaskSummary> tasks = valueOf(project->queries().tasks());
        context.terminal.print(taskTable(tasks));
        if (tasks.isEmpty())
            context.terminal.say(
                QStringLiteral("There are no tasks yet. Next: metaspo task import %1 PATH").arg(m_file));
        return ExitCode::Done;
    }

private:
    QString m_file;
};

} // namespace

void addTaskCommands(CommandLine& line)
{
    line.add<TaskImportCommand>("task import", "read tasks from files",
                            "metaspo task import my.metaspo reviews.csv --name reviews --domain Reviews "
                            "--question text --answer stars");
    line.add<TaskAddCommand>("task add", "a task without a file",
                         "metaspo task add my.metaspo --name sums --domain Reasoning --format number "
                         "--example \"1 + 1?\" 2 --example \"2 + 3?\" 5 --train 1 --validation 0 --test 1");
    line.add<TaskListCommand>("task list", "the tasks of a file", "metaspo task list my.metaspo");
}

} // namespace metaspo
