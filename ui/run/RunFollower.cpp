#include "ui/run/RunFollower.h"

#include "ui/kit/Background.h"

namespace metaspo {

namespace {

constexpr int readingPause = 400; // while a run is live the file is read at most twice a second or so

// A loop is over: intervals, baselines and the chart are worth reading anew.
bool isTurn(const Fact& fact)
{
    return std::holds_alternative<StageReached>(fact) || std::holds_alternative<RunEnded>(fact)
           || std::holds_alternative<CellFinished>(fact);
}

} // namespace

RunFollower::RunFollower(QObject* parent)
    : QObject(parent)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(readingPause);
    connect(&m_soon, &QTimer::timeout, this, &RunFollower::readNow);
}

void RunFollower::setProject(const std::shared_ptr<Project>& project)
{
    follow(0);
    if (m_project)
        m_project->disconnect(this);
    m_project = project;
    m_opening.clear();
    if (project)
        connect(project.get(), &Project::runsChanged, this, [this] {
            if (!m_session && m_run != 0)
                read();
        });
}

void RunFollower::follow(qint64 run)
{
    discardReading();
    m_run = run;
    m_isPausing = false;
    m_soon.stop();
    m_limits.reset();
    m_overview = {};
    m_liveFacts.clear();
    m_tree = {};
    attach(m_project && run != 0 ? m_project->liveRun(run) : nullptr);
    readNow();
    Q_EMIT treeChanged();
    Q_EMIT progressChanged();
}

void RunFollower::attach(RunSession* session)
{
    if (session == m_session)
        return;
    if (m_session)
        m_session->disconnect(this);
    m_session = session;
    if (!session)
        return;
    m_liveFacts.clear();
    connect(session, &RunSession::changed, this, &RunFollower::receive);
    connect(session, &RunSession::ended, this, [this](RunState state, const QString& reason) {
        m_isPausing = false;
        attach(nullptr);
        m_overview.record.state = state;
        m_overview.record.stateReason = reason;
        discardReading(); // it may have begun before the last facts were stored
        readNow();
        Q_EMIT progressChanged();
        Q_EMIT ended(state, reason);
    });
}

void RunFollower::read()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void RunFollower::discardReading()
{
    ++m_generation;
    m_isReading = m_isStale = false;
}

void RunFollower::readNow()
{
    if (!m_project || m_run == 0)
        return;
    if (m_isReading) {
        m_isStale = true;
        return;
    }
    m_isReading = true;
    using Read = std::pair<RunOverview, RunTree>;
    const auto withTree = [](const Result<RunOverview>& overview) { // not here: a run may have thousands of candidates
        return overview.map([](const RunOverview& known) { return Read(known, RunTree::of(known)); });
    };
    whenDone(m_project->queries().overview(m_run).then(QtFuture::Launch::Async, withTree), this,
             [this, generation = m_generation](const Result<Read>& found) {
                 if (generation != m_generation)
                     return;
                 m_isReading = false;
                 if (!found)
                     return Q_EMIT failed(found.error());
                 accept(found->first, found->second);
                 if (std::exchange(m_isStale, false))
                     read();
             });
}

// The file may be behind the live facts, or ahead of them: all are told to the new value again.
void RunFollower::accept(const RunOverview& overview, const RunTree& tree)
{
    m_overview = overview;
    if (!m_session)
        m_liveFacts.clear(); // everything is in the file by now
    m_tree = tree;
    for (const Fact& fact : std::as_const(m_liveFacts))
        m_tree.apply(fact);
    if (!m_session)
        attach(m_project->liveRun(m_run));
    if (progress().state != RunState::Running)
        m_isPausing = false;
    Q_EMIT overviewRead();
    Q_EMIT treeChanged();
    Q_EMIT progressChanged();
}

void RunFollower::receive(const RunChange& change)
{
    bool isTurning = false;
    for (const Fact& fact : change.facts) {
        m_tree.apply(fact);
        isTurning = isTurning || isTurn(fact);
    }
    m_liveFacts += change.facts;
    if (change.progress.state != RunState::Running)
        m_isPausing = false;
    if (isTurning)
        read();
    if (!change.facts.isEmpty())
        Q_EMIT treeChanged();
    if (!change.log.isEmpty())
        Q_EMIT logged(change.log);
    if (change.answered > 0)
        Q_EMIT answersArrived();
    Q_EMIT progressChanged();
}

RunProgress RunFollower::progress() const
{
    if (m_session)
        return m_session->progress();
    const RunRecord& record = m_overview.record;
    RunProgress progress;
    progress.run = m_run;
    progress.state = record.state;
    progress.reason = record.stateReason;
    progress.baseCallsDone = record.baseCalls;
    progress.optimizerCallsDone = record.optimizerCalls;
    progress.callsDone = record.baseCalls + record.optimizerCalls;
    progress.remembered = record.reusedCalls;
    progress.spentNanoDollars = record.costNanoDollars;
    progress.budgetNanoDollars = record.limits.budgetNanoDollars;
    return progress;
}

void RunFollower::open(std::optional<Grain> firstStep)
{
    if (!m_project || m_run == 0 || isStarting())
        return;
    m_isPausing = false;
    m_opening.insert(m_run);
    Q_EMIT progressChanged();
    whenDone(m_project->openRun(m_run, m_limits, firstStep), this,
             [this, run = m_run, project = std::weak_ptr(m_project)](const Result<RunSession*>& session) {
                 if (!m_project || project.lock() != m_project)
                     return;
                 m_opening.remove(run);
                 if (run == m_run) {
                     if (session)
                         attach(m_project->liveRun(run));
                     Q_EMIT progressChanged();
                 }
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
    if (!m_session)
        return open(std::nullopt);
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
    } else if (m_overview.record.state == RunState::Running) {
        post(CommandKind::Step, name(grain));
    } else {
        open(grain);
    }
}

void RunFollower::setLimits(const RunLimits& limits)
{
    if (!m_project || m_run == 0)
        return;
    m_limits = limits; // what is started before they are in the file takes them along
    whenDone(m_project->setLimits(m_run, limits), this, [this, run = m_run, limits](const Result<void>& taken) {
        if (run == m_run && m_limits == limits)
            m_limits.reset();
        if (!taken)
            return tellFailure(taken.error(), run);
        if (run != m_run)
            return;
        m_overview.record.limits = limits;
        Q_EMIT progressChanged();
    });
}

} // namespace metaspo
