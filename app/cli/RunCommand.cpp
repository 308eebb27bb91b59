#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/RunFollower.h"
#include "app/cli/RunOptions.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/engine/Workspace.h"

namespace metaspo {

namespace {

/// "3@2/outer": the run and the step from which the fork differs.
std::pair<qint64, Step> parseFork(const QString& text)
{
    const qsizetype at = text.indexOf(u'@');
    bool isNumber = false;
    const qint64 run = text.left(at).toLongLong(&isNumber);
    if (at < 0 || !isNumber)
        fail(ErrorKind::WrongUsage, QStringLiteral("--fork does not take '%1'").arg(text), {},
             QStringLiteral("Write RUN@STEP, for example 3@2/outer."));
    return {run, valueOf(parseStep(QStringView(text).mid(at + 1)))};
}

// The models of a run go on in its fork.
QString connectionName(const Connections& connections, const QString& id)
{
    const Connection connection = valueOf(connections.find(id));
    return connection.preset == Connections::localModelName() ? Connections::localModelName() : connection.name;
}

void announce(Terminal& terminal, const RunPlan& plan)
{
    if (!plan.hosts.isEmpty())
        terminal.say(QStringLiteral("Examples are sent to %1.").arg(plan.hosts.join(QStringLiteral(", "))));
    if (!plan.leftOut.isEmpty())
        terminal.say(QStringLiteral("Source tasks left out: %1. --sources chooses others.")
                         .arg(plan.leftOut.join(QStringLiteral(", "))));
    for (const QString& warning : plan.warnings)
        terminal.say(warning);
    terminal.say(QStringLiteral("Planned: %1 base and %2 optimizer calls, at most %3 and %4.")
                     .arg(plan.calls.baseExpected).arg(plan.calls.optimizer)
                     .arg(plan.calls.baseMost).arg(plan.calls.optimizerMost));
}

class StartCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        CLI::Option* resume = app.add_option("--resume", m_resume, "go on with a run where it stopped")
                                  ->type_name("RUN");
        addText(app, "--fork", m_fork, "a new run that shares the steps before STEP")
            ->type_name("RUN@STEP")
            ->excludes(resume);
        m_options.declare(app);
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        if (m_resume) {
            const RunRecord record = runOf(*project, *m_resume);
            if (record.state == RunState::Finished)
                fail(ErrorKind::NotFound, QStringLiteral("Run %1 is finished; there is nothing to go on with")
                                              .arg(*m_resume), {},
                     QStringLiteral("See 'metaspo results %1', or fork it with --fork %2@STEP.")
                         .arg(m_file).arg(*m_resume));
            return runAndFollow(context, project, *m_resume, m_options.limits(record.limits));
        }
        const RunRequest request = m_fork.isEmpty() ? m_options.request(*project) : forked(context, *project);
        const RunPlan plan = valueOf(project->plan(request));
        const qint64 run = valueOf(project->storeRun(request)); // a file that takes no run is told of before any plan
        announce(context.terminal, plan);
        return runAndFollow(context, project, run);
    }

private:
    RunRequest forked(CommandContext& context, Project& project) const
    {
        const auto [run, step] = parseFork(m_fork);
        const RunRecord record = runOf(project, run);
        RunRequest origin;
        origin.settings = record.settings;
        origin.limits = record.limits;
        origin.baseConnection = connectionName(context.workspace.connections(), record.baseConnectionId);
        origin.optimizerConnection = connectionName(context.workspace.connections(), record.optimizerConnectionId);
        origin.forkOf = run;
        origin.forkAt = step;
        return m_options.request(project, origin);
    }

    QString m_file;
    std::optional<qint64> m_resume;
    QString m_fork;
    RunOptions m_options;
};

} // namespace

void addRunCommand(CommandLine& line)
{
    line.add<StartCommand>("run", "start a run and follow it to its end",
                         "metaspo run my.metaspo --preset small --sources reviews --base my-server");
}

} // namespace metaspo
