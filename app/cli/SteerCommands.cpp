#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/RunFollower.h"
#include "app/cli/RunNarration.h"
#include "app/cli/RunTables.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"

#include <QTimer>

namespace metaspo {

namespace {

constexpr int lookMilliseconds = 200;

void sleepFor(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Asks the program that has the run at work, and waits until it is no longer running: what is in flight is finished
/// first.
class SteerCommand : public Command
{
public:
    SteerCommand(CommandKind kind, RunState aim) : m_kind(kind), m_aim(aim) {}

    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        app.add_option("RUN", m_run, "the run")->required()->type_name("");
        app.add_flag("--no-wait", m_isNotWaiting, "only ask; do not wait until it has happened");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        const RunRecord record = runOf(*project, m_run);
        if (!project->isOwned(m_run))
            fail(ErrorKind::NotFound, QStringLiteral("Run %1 is not at work in any program").arg(m_run),
                 QStringLiteral("It ") + predicate(record.state),
                 record.state == RunState::Finished
                     ? QStringLiteral("See 'metaspo results %1'.").arg(m_file)
                     : QStringLiteral("Go on with it: metaspo run %1 --resume %2.").arg(m_file).arg(m_run));
        valueOf(project->postCommand(m_run, m_kind));
        if (m_isNotWaiting) {
            context.terminal.say(QStringLiteral("Asked the program that has run %1 at work.").arg(m_run));
            return ExitCode::Done;
        }
        RunRecord now = record;
        do {
            sleepFor(lookMilliseconds);
            now = runOf(*project, m_run);
            context.terminal.showProgress(QStringLiteral("Run %1: what is in flight is finished first").arg(m_run));
        } while (isStillAtWork(*project, now));
        context.terminal.say(stateText(now));
        return ExitCode::Done;
    }

private:
    // A window keeps a paused run; what is to be stopped must have been given up.
    bool isStillAtWork(Project& project, const RunRecord& now) const
    {
        return m_aim == RunState::Paused ? now.state == RunState::Running : project.isOwned(m_run);
    }

    CommandKind m_kind;
    RunState m_aim;
    QString m_file;
    qint64 m_run = 0;
    bool m_isNotWaiting = false;
};

class PauseCommand : public SteerCommand
{
public:
    PauseCommand() : SteerCommand(CommandKind::Pause, RunState::Paused) {}
};

class StopCommand : public SteerCommand
{
public:
    StopCommand() : SteerCommand(CommandKind::Stop, RunState::Stopped) {}
};

class StepCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        app.add_option("RUN", m_run, "the run")->required()->type_name("");
        addChoice(app, "--to", m_grain, "how far");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        const RunRecord record = runOf(*project, m_run);
        if (record.state == RunState::Finished)
            fail(ErrorKind::NotFound, QStringLiteral("Run %1 is finished; there is no step to take").arg(m_run), {},
                 QStringLiteral("Fork it with 'metaspo run %1 --fork %2@STEP'.").arg(m_file).arg(m_run));
        if (!project->isOwned(m_run))
            return runAndFollow(context, project, m_run, {}, m_grain);
        valueOf(project->postCommand(m_run, CommandKind::Step, name(m_grain)));
        context.terminal.say(QStringLiteral("Asked the program that has run %1 at work for one step (%2).")
                                 .arg(m_run).arg(name(m_grain)));
        return ExitCode::Done;
    }

private:
    QString m_file;
    qint64 m_run = 0;
    Grain m_grain = Grain::Call;
};

} // namespace

void addSteerCommands(CommandLine& line)
{
    line.add<PauseCommand>("pause", "pause a run that another program has at work", "metaspo pause my.metaspo 3");
    line.add<StepCommand>("step", "one step of a run: of another program's, or taken here",
                          "metaspo step my.metaspo 3 --to candidate");
    line.add<StopCommand>("stop", "stop a run that another program has at work", "metaspo stop my.metaspo 3");
}

} // namespace metaspo
