#include "ui/kit/Background.h"
#include "ui/run/RunFollower.h"

// How a run is steered: the live session takes commands at once, the owner in another program by the file.
namespace metaspo {

void RunFollower::open(const FirstStop& firstStop)
{
    if (!m_project || m_run == 0 || isStarting())
        return;
    m_isPausing = false;
    m_opening.insert(m_run);
    lookAhead();
    Q_EMIT progressChanged();
    whenDone(m_project->openRun(m_run, m_limits, firstStop), this,
             [this, run = m_run, project = std::weak_ptr(m_project)](const Result<RunSession*>& session) {
                 if (!m_project || project.lock() != m_project)
                     return;
                 m_opening.remove(run);
                 if (run == m_run) {
                     if (session)
                         attach(m_project->liveRun(run));
                     lookAhead();
                 }
                 Q_EMIT progressChanged(); // of another run too: it is no longer starting
                 if (!session)
                     tellFailure(session.error(), run);
             });
}

// What was asked of another run is told with its number.
void RunFollower::tellFailure(const Error& error, qint64 run)
{
    Error told = error;
    if (run != m_run)
        told.what = tr("Run %1: %2").arg(run).arg(error.what);
    Q_EMIT failed(told);
}

// Steering a run of another program goes through the file; the owner answers there.
void RunFollower::post(CommandKind kind, const QString& argument)
{
    if (!m_project || m_run == 0)
        return;
    whenDone(m_project->postCommand(m_run, kind, argument), this, [this, run = m_run](const Result<void>& posted) {
        if (posted)
            return;
        if (run == m_run)
            m_isPausing = false;
        Q_EMIT progressChanged();
        tellFailure(posted.error(), run);
    });
}

void RunFollower::resume()
{
    if (m_isElsewhere && hasOtherOwner())
        return post(CommandKind::Resume);
    if (!m_session)
        return open({});
    m_session->resume();
    Q_EMIT progressChanged();
}

void RunFollower::pause()
{
    m_isPausing = true;
    if (m_session)
        m_session->pause();
    else
        post(CommandKind::Pause);
    Q_EMIT progressChanged();
}

void RunFollower::stop()
{
    if (m_session)
        m_session->stop(RunSession::StopMode::FinishInFlight);
    else
        post(CommandKind::Stop);
}

void RunFollower::step(Grain grain)
{
    if (m_session) {
        m_session->step(grain);
        Q_EMIT progressChanged();
    } else if (m_isElsewhere && hasOtherOwner()) {
        post(CommandKind::Step, name(grain));
    } else {
        open({grain, {}});
    }
}

void RunFollower::runTo(const Step& place)
{
    if (!m_session)
        return open({{}, place});
    m_session->runTo(place);
    Q_EMIT progressChanged();
}

RunLimits RunFollower::limits() const
{
    return m_session ? m_session->limits() : m_overview.record.limits;
}

QList<Breakpoint> RunFollower::breakpoints() const
{
    return parseBreakpoints(limits().breakpoints).value_or(QList<Breakpoint>());
}

// A live run takes them at once; else they wait in the file.
void RunFollower::setLimits(const RunLimits& limits)
{
    if (m_project && m_run != 0)
        takeLimits(limits, m_project->setLimits(m_run, limits));
}

void RunFollower::setBreakpoints(const QList<Breakpoint>& breakpoints)
{
    if (!m_project || m_run == 0)
        return;
    RunLimits changed = limits();
    changed.breakpoints = texts(breakpoints);
    takeLimits(changed, m_project->setBreakpoints(m_run, changed.breakpoints));
}

void RunFollower::takeLimits(const RunLimits& limits, const QFuture<Result<void>>& written)
{
    m_limits = limits; // what is started before they are in the file takes them along
    m_overview.record.limits = limits;
    whenDone(written, this, [this, run = m_run, limits](const Result<void>& taken) {
        if (run == m_run && m_limits == limits)
            m_limits.reset();
        if (run == m_run && !m_session) { // what is in force; a reading that has begun does not know it
            discardReading();
            readNow();
        }
        if (!taken)
            tellFailure(taken.error(), run);
    });
    Q_EMIT progressChanged();
}

void RunFollower::insert(const Insertion& insertion)
{
    if (!m_project || m_run == 0)
        return;
    whenDone(m_project->insert(m_run, insertion), this,
             [this, insertion, run = m_run, uuid = m_overview.record.uuid](const Result<void>& kept) {
                 if (!kept)
                     return tellFailure(kept.error(), run);
                 Q_EMIT inserted(uuid, insertion);
                 if (run == m_run)
                     read();
             });
}

} // namespace metaspo
