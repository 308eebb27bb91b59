#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/engine/ExportRequest.h"
#include "core/engine/Workspace.h"

namespace metaspo {

namespace {

class NewCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addText(app, "FILE", m_file, "the file to make; it must not be there yet")->required()->type_name("");
        app.add_flag("--sample", m_isSample, "with the sample's tasks and its recorded run");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = m_isSample ? valueOf(context.workspace.createSample(m_file))
                                        : valueOf(context.workspace.createProject(m_file));
        const qsizetype tasks = valueOf(project->queries().tasks()).size();
        const qsizetype runs = valueOf(project->queries().runs()).size();
        context.terminal.say(m_isSample ? QStringLiteral("%1: %2 tasks, %3 recorded runs.")
                                              .arg(m_file).arg(tasks).arg(runs)
                                        : QStringLiteral("%1 is ready. Next: metaspo task import %1 PATH").arg(m_file));
        return ExitCode::Done;
    }

private:
    QString m_file;
    bool m_isSample = false;
};

class ExportCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        app.add_option("--run", m_run, "the run")->required()->type_name("RUN");
        addText(app, "--to", m_request.folder, "the folder for the six files")->required()->type_name("DIR");
        addChoice(app, "--format", m_request.format, "what the files are");
        app.add_flag("--spreadsheet", m_isForSpreadsheet,
                     "CSV in which texts that look like formulas are prefixed with '");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        runOf(*project, m_run);
        if (m_isForSpreadsheet)
            m_request.format = TableFormat::SpreadsheetCsv;
        const QStringList files = valueOf(project->exportRun(m_run, m_request));
        Table table{{}, {Column{QStringLiteral("file")}}, {}};
        for (const QString& file : files)
            table.rows.append(Row{file});
        context.terminal.print(table);
        return ExitCode::Done;
    }

private:
    QString m_file;
    qint64 m_run = 0;
    ExportRequest m_request;
    bool m_isForSpreadsheet = false;
};

class CheckCommand : public Command
{
public:
    void declare(CLI::App& app) override { addFile(app, m_file); }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        const QStringList problems = valueOf(project->check());
        if (project->isReadOnly())
            context.terminal.say(QStringLiteral("Opened for reading only: %1").arg(project->readOnlyReason()));
        if (problems.isEmpty()) {
            context.terminal.say(QStringLiteral("%1: no problem was found.").arg(m_file));
            return ExitCode::Done;
        }
        Table table{{}, {Column{QStringLiteral("problem")}}, {}};
        for (const QString& problem : problems)
            table.rows.append(Row{problem});
        context.terminal.print(table);
        context.terminal.say(QStringLiteral("%1 has problems. Keep it as it is and restore a backup.").arg(m_file));
        return ExitCode::Failed;
    }

private:
    QString m_file;
};

class BackupCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        addText(app, "TO", m_target, "the copy; it must not be there yet")->required()->type_name("");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        valueOf(project->backup(m_target));
        context.terminal.say(QStringLiteral("%1 is a complete copy of %2.").arg(m_target, m_file));
        return ExitCode::Done;
    }

private:
    QString m_file;
    QString m_target;
};

// Named in the help, so that nobody looks for them in vain; said to be missing, never pretended.
class MissingCommand : public Command
{
public:
    MissingCommand(QString what, QString remedy) : m_what(std::move(what)), m_remedy(std::move(remedy)) {}
    void declare(CLI::App& app) override
    {
        app.allow_extras();
        addFile(app, m_file);
    }
    ExitCode run(CommandContext&) override { fail(ErrorKind::NotAvailable, m_what, {}, m_remedy); }

private:
    QString m_what;
    QString m_remedy;
    QString m_file;
};

class RescoreCommand : public MissingCommand
{
public:
    RescoreCommand()
        : MissingCommand(QStringLiteral("Scoring stored responses anew is not in this version"),
                         QStringLiteral("Change the task and start a run; equal calls at temperature 0 are not paid "
                                        "again."))
    {}
};

class SalvageCommand : public MissingCommand
{
public:
    SalvageCommand()
        : MissingCommand(QStringLiteral("Saving the rows of a damaged file is not in this version"),
                         QStringLiteral("Keep the file with its -wal beside it and restore a backup; 'sqlite3 FILE "
                                        ".recover' reads what can be read."))
    {}
};

} // namespace

void addProjectCommands(CommandLine& line)
{
    line.add<NewCommand>("new", "make a project: empty, or the sample", "metaspo new sample.metaspo --sample");
    line.add<ExportCommand>("export", "write the tables of a run as files",
                            "metaspo export my.metaspo --run 1 --to results");
    line.add<CheckCommand>("check", "check that a file is whole", "metaspo check my.metaspo");
    line.add<BackupCommand>("backup", "copy a file, also while it is in use", "metaspo backup my.metaspo copy.metaspo");
    line.add<RescoreCommand>("rescore", "score stored responses anew (not in this version)",
                             "metaspo rescore my.metaspo --task anatomy");
    line.add<SalvageCommand>("salvage", "save the rows of a damaged file (not in this version)",
                             "metaspo salvage broken.metaspo saved.metaspo");
}

} // namespace metaspo
