#include "app/cli/RunFollower.h"

#include "app/cli/Projects.h"
#include "app/cli/RunOutcome.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/engine/Workspace.h"

#include <QTimer>

namespace metaspo {

namespace {

constexpr int patienceMilliseconds = 2000;
constexpr qint64 heartbeatMilliseconds = 60'000; // without a terminal: one line a minute

ExitCode exitCodeOf(const RunProgress& last)
{
    switch (last.state) {
    case RunState::Finished:
        return ExitCode::Done;
    case RunState::Failed:
        return ExitCode::Failed;
    default:
        return last.endedBy == ErrorKind::BudgetReached ? ExitCode::BudgetReached : ExitCode::Paused;
    }
}

} // namespace

RunFollower::RunFollower(Terminal& terminal, Interruption& interruption, RunNarration narration)
    : m_terminal(terminal), m_interruption(interruption), m_narration(std::move(narration))
{
    m_sinceHeartbeat.start();
}

void RunFollower::attach(RunSession& session)
{
    m_session = &session;
    connect(&session, &RunSession::changed, this, &RunFollower::take);
    connect(&session, &RunSession::ended, this, [this, &session] {
        m_last = session.progress();
        m_session = nullptr;
        m_loop.quit();
    });
    connect(&m_interruption, &Interruption::requested, this, [this] {
        m_terminal.say(
            QStringLiteral("Pausing: what is in flight is finished first. Ctrl-C again ends at once; what is "
                           "then in flight may be paid for and lost."));
        pauseForGood();
    });
    if (m_interruption.isRequested())
        pauseForGood();
}

ExitCode RunFollower::follow()
{
    if (m_session)
        m_loop.exec();
    m_terminal.clearProgress();
    if (!m_pauseReason.isEmpty() && m_last.state == RunState::Paused)
        m_last.reason = m_pauseReason;
    return told();
}

void RunFollower::take(const RunChange& change)
{
    for (const QString& line : change.log)
        m_terminal.say(line);
    for (const Fact& fact : change.facts)
        if (const std::optional<QString> sentence = m_narration.sentence(fact))
            m_terminal.say(*sentence);
    const RunProgress& progress = change.progress;
    if (progress.state == RunState::Paused && !progress.endedBy && !m_isPausing) {
        m_pauseReason = progress.reason;
        if (!progress.nextStep.isEmpty())
            m_terminal.say(QStringLiteral("Next: %1").arg(progress.nextStep));
        pauseForGood();
        return;
    }
    m_terminal.showProgress(progressLine(progress));
    if (!m_terminal.isProgressShown() && m_sinceHeartbeat.elapsed() > heartbeatMilliseconds) {
        m_sinceHeartbeat.restart();
        m_terminal.say(progressLine(progress));
    }
}

void RunFollower::pauseForGood()
{
    m_isPausing = true;
    if (!m_session)
        return;
    m_session->suspend();
    // A full disk holds it up for as long as it is full.
    QTimer::singleShot(patienceMilliseconds, this, [this] {
        if (m_session)
            m_terminal.say(QStringLiteral("Waiting until what was answered is in the file. %1").arg(m_pauseReason));
    });
}

ExitCode RunFollower::told() const
{
    if (m_last.state != RunState::Finished) {
        QString text = QStringLiteral("Run %1 %2").arg(m_last.run).arg(predicate(m_last.state));
        if (!m_last.reason.isEmpty())
            text += QStringLiteral(": %1").arg(m_last.reason);
        m_terminal.say(text.endsWith(u'.') ? text : text + u'.');
    }
    return exitCodeOf(m_last);
}

ExitCode runAndFollow(CommandContext& context, const std::shared_ptr<Project>& project, qint64 run,
                      const std::optional<RunLimits>& limits, std::optional<Grain> firstStep)
{
    Terminal& terminal = context.terminal;
    Interruption interruption;
    const RunOverview before = valueOf(project->queries().overview(run));
    RunFollower follower(terminal, interruption, RunNarration(before));
    const QMetaObject::Connection loading =
        QObject::connect(&context.workspace.localModel(), &LocalModel::progressed, &follower,
                         [&](const QString& what) { terminal.say(what + u'.'); });
    const Result<RunSession*> opened =
        wait(project->openRun(run, limits, firstStep).then(&follower, [&](const Result<RunSession*>& session) {
            if (session) {
                terminal.say(QStringLiteral("At work: %1 in %2.").arg(described(before.record), project->path()));
                follower.attach(**session);
            }
            return session;
        }));
    QObject::disconnect(loading);
    const QString goOn = QStringLiteral("metaspo run %1 --resume %2").arg(project->path()).arg(run);
    if (!opened) {
        if (before.record.state == RunState::Created && opened.error().kind != ErrorKind::FileBusy)
            terminal.say(QStringLiteral("Run %1 is stored, but has not begun. Later: %2").arg(run).arg(goOn));
        throw CommandFailure{opened.error()};
    }
    const ExitCode code = follower.follow();
    if (code == ExitCode::Done)
        printOutcome(context, *project, run);
    else
        terminal.say(QStringLiteral("What was paid for is in the file. Go on with: %1").arg(goOn));
    return code;
}

} // namespace metaspo
