#include "ui/run/RunFollower.h"

#include "ui/kit/Background.h"

namespace metaspo {

namespace {

constexpr int runReadingPause = 400; // while a run is live the file is read at most twice a second or so

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
    m_soon.setInterval(runReadingPause);
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
    m_isPausing = m_isElsewhere = false;
    m_soon.stop();
    m_overview = {};
    m_liveFacts.clear();
    m_tree = {};
    m_limits.reset();
    m_place.reset();
    m_next.reset();
    m_whyNoNext.clear();
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
        m_overview.record.limits = m_session->limits();
        attach(nullptr);
        m_overview.record.state = state;
        m_overview.record.stateReason = reason;
        discardReading(); // it may have begun before the last facts were stored
        readNow();
        lookAhead();
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
    whenDone(m_project->queries().overview(m_run), this,
             [this, generation = m_generation](const Result<RunOverview>& overview) {
                 if (generation != m_generation)
                     return;
                 if (overview)
                     return makeTree(*overview);
                 m_isReading = false;
                 Q_EMIT failed(overview.error());
             });
}

// On a worker: a run may have thousands of candidates.
void RunFollower::makeTree(const RunOverview& overview)
{
    inBackground(
        this, [overview] { return RunTree::of(overview); },
        [this, overview, generation = m_generation](const RunTree& tree) {
            if (generation != m_generation)
                return;
            m_isReading = false;
            accept(overview, tree);
            if (std::exchange(m_isStale, false))
                read();
        });
}

// The file may be behind the live facts, or ahead of them: all are told to the new value again.
void RunFollower::accept(const RunOverview& overview, const RunTree& tree)
{
    m_overview = overview;
    if (m_limits)
        m_overview.record.limits = *m_limits;
    if (!m_session)
        m_liveFacts.clear(); // everything is in the file by now
    m_tree = tree;
    for (const Fact& fact : std::as_const(m_liveFacts))
        m_tree.apply(fact);
    if (!m_session)
        attach(m_project->liveRun(m_run));
    m_isElsewhere = hasOtherOwner();
    if (progress().state != RunState::Running)
        m_isPausing = false;
    lookAhead();
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
    lookAhead();
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
    progress.countedCalls = progress.callsDone;
    progress.maximumCalls = record.limits.maximumCalls;
    progress.breakpoints = record.limits.breakpoints;
    return progress;
}

// One that has ended is given back a moment after its state is in the file.
bool RunFollower::hasOtherOwner() const
{
    const RunState state = m_overview.record.state;
    return !m_session && !isStarting() && (state == RunState::Running || state == RunState::Paused)
           && m_project->isOwned(m_run);
}

// Asked once for every place where the run stands still; what comes too late is dropped.
void RunFollower::lookAhead()
{
    const RunProgress now = progress();
    const bool isStanding = isLoaded() && !isStarting() && now.state != RunState::Running
                            && now.state != RunState::Finished && !m_overview.record.recorded;
    const std::optional<Place> place =
        isStanding ? std::optional(Place{m_run, now.state, now.position, now.callsDone, now.nextStep}) : std::nullopt;
    if (place == m_place)
        return;
    m_place = place;
    m_next.reset();
    m_whyNoNext.clear();
    if (!place)
        return;
    whenDone(m_project->nextStep(m_run), this, [this, place](const Result<std::optional<NextStep>>& next) {
        if (place != m_place)
            return;
        if (next)
            m_next = *next;
        else
            m_whyNoNext = sentence(next.error());
        Q_EMIT progressChanged();
    });
}

} // namespace metaspo
