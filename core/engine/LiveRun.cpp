#include "core/engine/LiveRun.h"

#include "core/engine/InsertionJson.h"
#include "core/engine/MethodSetup.h"
#include "core/optimize/RunMethod.h"

namespace metaspo {

namespace {

RunProgress firstProgress(const LiveRunParts& parts)
{
    RunProgress progress;
    progress.run = parts.setup.record.id;
    progress.state = RunState::Running;
    const CallPlan plan = planOf(parts.setup);
    progress.callsExpected = plan.baseExpected + plan.optimizer;
    progress.callsMost = plan.baseMost + plan.optimizerMost;
    RunBudget(parts.spending, parts.limits).tell(progress);
    progress.breakpoints = parts.limits.breakpoints;
    return progress;
}

ScoreWatch scoreWatchOf(const RunSetup& setup)
{
    QMap<QString, QString> domains;
    for (const RunTask& task : setup.tasks)
        domains.insert(task.task.name, task.task.domain);
    return ScoreWatch(domains, setup.record.settings.selectionSplit());
}

} // namespace

LiveRun::LiveRun(LiveRunParts parts)
    : m_parts(std::move(parts)), m_monitor(firstProgress(m_parts)), m_budget(m_parts.spending, m_parts.limits),
      m_limits(m_parts.limits)
{
    const RunParts runParts{m_parts.setup, *m_parts.reader,   m_parts.store->writer(),
                            *m_parts.chat, m_gate,            m_monitor,
                            m_budget,      m_parts.ancestors, m_parts.base,
                            m_parts.optimizer, m_parts.isResumed, m_parts.requests,
                            [this] { keepHits(); }};
    m_execution = std::make_unique<RunExecution>(runParts, scoreWatchOf(m_parts.setup), m_parts.limits.breakpoints);
    m_parts.chat->setWidth(m_parts.base, m_parts.limits.width);
}

LiveRun::~LiveRun()
{
    stop(RunSession::StopMode::FinishInFlight, RunState::Paused, reasonToEnd(QStringLiteral("The program was closed")));
    join();
}

void LiveRun::join()
{
    if (m_method.joinable())
        m_method.join();
    {
        std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_wake.notify_all();
    if (m_listener.joinable())
        m_listener.join();
}

// A breakpoint's reason outlives the program.
QString LiveRun::reasonToEnd(const QString& otherwise) const
{
    const RunProgress now = m_monitor.progress();
    return now.state == RunState::Paused && !now.reason.isEmpty() ? now.reason : otherwise;
}

void LiveRun::start(const FirstStop& firstStop, std::function<void()> ended)
{
    m_ended = std::move(ended);
    // Not before everything that the run needs is there: else it would have to be taken back.
    const auto begun = std::make_shared<std::promise<Result<void>>>();
    m_begun = begun->get_future();
    m_parts.store->writer().setRunState(run(), RunState::Running, {},
                                        [begun](const Result<void>& stored) { begun->set_value(stored); });
    m_gate.setListener([this](RunState state, const QString& reason) { gateChanged(state, reason); });
    m_execution->runTo(firstStop.at);
    if (firstStop.after)
        m_gate.step(*firstStop.after, Gate::StepFrom::Work);
    m_method = std::thread([this] { runMethodToItsEnd(); });
    m_listener = std::thread([this] { listen(); });
}

void LiveRun::forgetEnded()
{
    std::lock_guard lock(m_endedMutex);
    m_ended = {};
}

void LiveRun::gateChanged(RunState state, const QString& reason)
{
    const QString next = m_gate.next();
    m_monitor.update([&](RunProgress& progress) {
        if (progress.endedBy)
            return;
        progress.state = state;
        progress.reason = reason;
        progress.nextStep = state == RunState::Paused ? next : QString();
    });
    if (state == RunState::Running || state == RunState::Paused)
        m_parts.store->writer().setRunState(run(), state, reason, [](const auto&) {});
}

void LiveRun::runMethodToItsEnd()
{
    try {
        if (const Result<void> begun = m_begun.get(); !begun)
            throw RunInterrupted{begun.error()};
        runMethod(*m_execution, methodInput(m_parts.setup, m_parts.ancestors));
        std::promise<Result<void>> flushed;
        m_parts.store->writer().flush([&](Result<void> result) { flushed.set_value(std::move(result)); });
        if (const Result<void> result = flushed.get_future().get(); !result)
            throw RunInterrupted{result.error()};
        tellUnused();
        end(RunState::Finished, {}, {});
    } catch (const RunInterrupted& interruption) {
        const Error& error = interruption.error;
        end(stateAfter(error), error.kind == ErrorKind::Stopped ? m_gate.reason() : sentence(error), error.kind);
    } catch (const std::exception& failure) {
        end(RunState::Failed, QStringLiteral("The method stopped with an error of the program itself: %1")
                                  .arg(QString::fromUtf8(failure.what())), ErrorKind::Internal);
    }
}

void LiveRun::tellUnused()
{
    const auto waiting = m_parts.reader->insertions(run(), std::nullopt);
    if (!waiting || waiting->isEmpty())
        return;
    const QString sentence = QStringLiteral("No loop came any more for %1 of the prompts put in by hand; fork the run "
                                            "to try them.").arg(waiting->size());
    m_monitor.log(sentence);
    m_parts.store->writer().log(run(), sentence);
}

RunState LiveRun::stateAfter(const Error& error) const
{
    switch (error.kind) {
    case ErrorKind::Stopped:
        return m_endState;
    case ErrorKind::BudgetReached:
    case ErrorKind::BreakerOpen:
    case ErrorKind::DiskFull:
    case ErrorKind::FileBusy:
        return RunState::Paused;
    default:
        return RunState::Failed;
    }
}

void LiveRun::end(RunState state, const QString& reason, std::optional<ErrorKind> endedBy)
{
    // First of all: a command that still comes must not write that the run is at work.
    m_gate.end();
    {
        std::lock_guard lock(m_mutex);
        m_isOver = true;
    }
    m_wake.notify_all();
    std::promise<void> stored;
    m_parts.store->writer().setRunState(run(), state, reason, [&](const auto&) { stored.set_value(); });
    stored.get_future().get();
    m_parts.lease.reset();
    m_monitor.update([&](RunProgress& progress) {
        progress.state = state;
        progress.reason = reason;
        progress.nextStep.clear();
        progress.inFlight = 0;
        progress.endedBy = endedBy;
    });
    std::lock_guard lock(m_endedMutex);
    if (m_ended)
        m_ended();
}

void LiveRun::pause(const QString& reason)
{
    m_gate.pause(reason);
}

void LiveRun::resume()
{
    m_execution->runTo(std::nullopt);
    m_gate.resume();
}

void LiveRun::step(Grain grain)
{
    m_execution->runTo(std::nullopt);
    m_gate.step(grain);
}

void LiveRun::runTo(const Step& place)
{
    m_execution->runTo(place);
    m_gate.resume();
}

void LiveRun::stop(RunSession::StopMode mode, RunState endState, const QString& reason)
{
    if (!m_gate.isStopped()) // who stops first says what it means
        m_endState = endState;
    m_gate.stop(reason);
    m_execution->close(mode == RunSession::StopMode::AtOnce ? Cancellation::Abort : Cancellation::Drain);
}

void LiveRun::insert(const Insertion& insertion, const Writer::Done<void>& stored)
{
    // The callback may outlive the run, not the writer.
    Writer& writer = m_parts.store->writer();
    writer.insert(run(), std::nullopt, trimmed(insertion), [&writer, stored, run = run()](const Result<void>& result) {
        if (!result)
            writer.log(run, sentence(result.error()));
        stored(result);
    });
}

Result<void> LiveRun::setLimits(const RunLimits& limits)
{
    return changeLimits([&](RunLimits& kept) { kept = limits; });
}

Result<void> LiveRun::setBreakpoints(const QStringList& breakpoints)
{
    return changeLimits([&](RunLimits& kept) { kept.breakpoints = breakpoints; });
}

RunLimits LiveRun::limits() const
{
    std::lock_guard lock(m_limitsMutex);
    return m_limits;
}

// One at a time from what is in force to the writer: several threads change them, each only what it means to.
Result<void> LiveRun::changeLimits(const std::function<void(RunLimits&)>& change)
{
    std::lock_guard lock(m_limitsMutex);
    RunLimits changed = m_limits;
    change(changed);
    if (const Result<void> budget = RunBudget::check(changed, {m_parts.base, m_parts.optimizer}); !budget)
        return budget;
    if (changed.breakpoints != m_limits.breakpoints)
        if (const Result<void> known = m_execution->setBreakpoints(changed.breakpoints); !known)
            return known;
    m_budget.setLimits(changed);
    m_parts.chat->setWidth(m_parts.base, changed.width);
    m_limits = changed;
    keepLimits();
    return {};
}

// Hits are counted with the run, so that they outlive the program. By the time of this call the list may be another.
void LiveRun::keepHits()
{
    std::lock_guard lock(m_limitsMutex);
    keepLimits();
}

void LiveRun::keepLimits()
{
    m_limits.breakpoints = m_execution->breakpoints();
    m_monitor.update([&](RunProgress& progress) {
        progress.breakpoints = m_limits.breakpoints;
        m_budget.tell(progress);
    });
    m_parts.store->writer().setRunLimits(run(), m_limits, [](const auto&) {});
}

void LiveRun::storageTrouble(const Result<void>& state)
{
    {
        std::lock_guard lock(m_mutex);
        if (m_isOver)
            return;
    }
    if (state) {
        m_monitor.log(QStringLiteral("The file can be written again."));
        return;
    }
    m_gate.pause(sentence(state.error()));
    m_monitor.update([&](RunProgress& progress) {
        progress.state = RunState::Paused;
        progress.reason = sentence(state.error());
    });
}

} // namespace metaspo
