#include "core/engine/RunExecution.h"

#include "core/engine/Await.h"
#include "core/engine/CallKey.h"
#include "core/engine/LoopWords.h"
#include "core/engine/MethodSetup.h"

namespace metaspo {

namespace {

Grain borderOf(const Step& step)
{
    if (step.slot > 0)
        return Grain::Candidate;
    return step.loop == Loop::Inner || step.loop == Loop::Test ? Grain::Iteration : Grain::Loop;
}

} // namespace

RunExecution::RunExecution(const RunParts& parts, ScoreWatch scores, const QStringList& breakpoints)
    : m_parts(parts), m_requests(parts.setup, parts.base, parts.optimizer, parts.ancestors),
      m_calls(parts.writer, parts.chat, parts.requests),
      m_memory(parts.reader, parts.setup.record.id, parts.ancestors), m_plan(planOf(parts.setup)),
      m_breakpoints(std::move(scores))
{
    static_cast<void>(m_breakpoints.set(breakpoints));
    // What is passed already has stopped the run before.
    if (parts.isResumed)
        m_breakpoints.atSpending(parts.budget.counted(), parts.budget.cap(), Breakpoints::Told::Again);
}

// Every loop but the last test ends with a stage. One that asked nothing leaves no other trace.
bool RunExecution::wasEntered(const Step& loop)
{
    if (!m_passed) {
        m_passed.emplace();
        for (const Fact& fact : unwrapped(m_parts.reader.decisions(m_parts.setup.record.id)))
            if (const auto* stage = std::get_if<StageReached>(&fact))
                m_passed->insert(stage->loop);
    }
    return m_passed->contains(loop) || !m_memory.isWaveEmpty();
}

RunExecution::~RunExecution() = default;

std::vector<Completion> RunExecution::complete(const Step& step, const std::vector<OptimizerRequest>& requests)
{
    throwIfFailed();
    load(loopOf(step));
    for (const OptimizerRequest& request : requests)
        if (request.attempt > 0 && told() == Breakpoints::Told::ForTheFirstTime && !m_memory.own(callKey(request)))
            pauseIf([&](Breakpoints& events) { return events.atRepeatedProposal(request.candidate); });
    std::vector<Completion> completions(requests.size());
    std::size_t next = 0;
    pump(ModelRole::Optimizer, [&]() -> std::optional<Wanted> {
        if (next == requests.size())
            return std::nullopt;
        const OptimizerRequest& request = requests[next];
        Wanted wanted{m_requests.callFor(request, loopOf(step)), request.messages, request.candidate,
                      m_requests.isInherited(request), {}};
        wanted.deliver = [&completions, slot = next](const Completion& completion, qint64, bool) {
            completions[slot] = completion;
        };
        ++next;
        return wanted;
    });
    return completions;
}

void RunExecution::stream(const Step& step, EvaluationPlan& plan)
{
    throwIfFailed();
    const Step wave = loopOf(step);
    load(wave);
    replay(wave, plan);
    inherit(wave, plan);
    pump(ModelRole::Base, [&]() -> std::optional<Wanted> {
        std::optional<EvaluationRequest> request =
            plan.next(isSingleFile() ? RequestOrder::SlotOrder : RequestOrder::BestFirst);
        if (!request)
            return std::nullopt;
        return wantedFor(wave, std::move(*request), plan);
    });
}

// The answers of this wave that are in the file; the plan may not ask for them, but it must know them.
void RunExecution::replay(const Step& wave, EvaluationPlan& plan)
{
    for (const RememberedCall& call : m_memory.evaluations()) {
        const EvaluationRequest request = m_requests.requestAt(*call.evaluation);
        checkSame(wantedFor(wave, request, plan), call);
        grade(plan, request, call.completion, call.call, call.isGraded);
        if (!m_replayed.contains(call.call))
            m_parts.monitor.answered(true, ModelRole::Base);
        m_replayed.insert(call.call);
    }
}

// The answers of the run that this one was forked from, before the fork: all of them, so that the plan decides as it
// did there and asks for nothing.
void RunExecution::inherit(const Step& wave, EvaluationPlan& plan)
{
    constexpr qsizetype mostAtOnce = 1000;
    const auto takeAll = [this] {
        while (!m_out.isEmpty())
            takeArrivals();
    };
    for (RememberedCall& call : m_memory.inheritedEvaluations()) {
        const EvaluationPlace& place = *call.evaluation;
        if (!m_requests.isNoted(place.system) || !m_requests.isNoted(place.user))
            continue;
        Wanted wanted = wantedFor(wave, m_requests.requestAt(place), plan);
        if (wanted.call.digest != call.digest)
            takeAll(); // before it throws
        checkSame(wanted, call);
        wanted.deliver = [this, call, tell = std::move(wanted.deliver)](const Completion& completion, qint64 row,
                                                                       bool isRemembered) mutable {
            call.call = row;
            call.isGraded = false;
            m_memory.takeOver(call);
            m_replayed.insert(row); // counted when it arrived
            tell(completion, row, isRemembered);
        };
        reuse(std::move(wanted), call);
        while (m_out.size() >= mostAtOnce)
            takeArrivals();
        if (m_failure || m_parts.gate.isStopped())
            break;
    }
    takeAll();
    if (m_failure)
        throw RunInterrupted{*std::exchange(m_failure, std::nullopt)};
    if (m_parts.gate.isStopped())
        throw RunInterrupted{Error{ErrorKind::Stopped, m_parts.gate.reason(), {}, {}}};
}

void RunExecution::grade(EvaluationPlan& plan, const EvaluationRequest& request, const Completion& completion,
                         qint64 row, bool isGraded)
{
    const std::optional<Outcome> outcome = plan.answered(request, completion);
    if (!outcome || isGraded)
        return;
    QString gold;
    for (const RunTask& task : m_parts.setup.tasks)
        if (task.task.name == request.task)
            gold = task.golds.value(request.example);
    m_parts.writer.evaluated({m_parts.setup.record.id, row, placeOf(request), gold, *outcome});
}

RunExecution::Wanted RunExecution::wantedFor(const Step& wave, EvaluationRequest request, EvaluationPlan& plan)
{
    Wanted wanted{m_requests.callFor(request, wave), request.messages, candidateOf(request, wave),
                  m_requests.isInherited(wave), {}};
    wanted.deliver = [this, &plan, request = std::move(request)](const Completion& completion, qint64 row, bool) {
        grade(plan, request, completion, row, false);
    };
    return wanted;
}

void RunExecution::record(const Fact& fact)
{
    throwIfFailed();
    if (const auto* proposed = std::get_if<CandidateProposed>(&fact))
        m_requests.note(proposed->candidate);
    if (pauseIf([&](Breakpoints& events) { return events.before(fact, told()); }))
        passBorder(Grain::Call, QStringLiteral("The choice of %1").arg(text(std::get<IncumbentChosen>(fact).loop)));
    m_parts.writer.record(m_parts.setup.record.id, fact, [this](const Result<void>& stored) {
        if (!stored)
            m_calls.fail(stored.error());
    });
    m_parts.monitor.recorded(fact);
    pauseIf([&](Breakpoints& events) { return events.after(fact, told()); });
}

// What is told before anything new was asked for has been told before.
Breakpoints::Told RunExecution::told() const
{
    return m_isLive ? Breakpoints::Told::ForTheFirstTime : Breakpoints::Told::Again;
}

// The border that a resumed run stands before has stopped it already.
Breakpoints::Told RunExecution::toldAtBorder() const
{
    return m_parts.isResumed ? told() : Breakpoints::Told::ForTheFirstTime;
}

QList<Insertion> RunExecution::enter(const Step& step)
{
    throwIfFailed();
    load(loopOf(step));
    const std::optional<qint64> toCome = step.slot == 0 ? m_plan.expectedFrom(step) : std::nullopt;
    m_parts.monitor.update([&](RunProgress& progress) {
        progress.position = step;
        if (toCome)
            progress.callsExpected = progress.callsDone + *toCome;
    });
    const QList<Insertion> inherited = inheritedInsertions(step);
    if (m_requests.isInherited(step))
        return inherited;
    if (const QList<Insertion> own = ownInsertions(step, inherited); !own.isEmpty() || wasEntered(step))
        return inherited + own;
    const QString purpose = loopPurpose(step);
    pauseIf([&](Breakpoints& events) { return events.atLoop(step, purpose, toldAtBorder()); });
    passBorder(borderOf(step), purpose);
    if (step.loop != Loop::Inner && step.loop != Loop::Outer)
        return {};
    const qint64 run = m_parts.setup.record.id;
    const PromptKind kind = step.loop == Loop::Inner ? PromptKind::User : PromptKind::System;
    unwrapped(await<void>([&](const auto& done) { m_parts.writer.bindInsertions(run, step, kind, done); }));
    return inherited + ownInsertions(step, inherited);
}

// In the loop of the fork those of the tasks that it leaves alone.
QList<Insertion> RunExecution::inheritedInsertions(const Step& loop)
{
    if (m_parts.ancestors.isEmpty())
        return {};
    const Step& fork = m_parts.ancestors.front().fork;
    QList<Insertion> inherited;
    if (!m_requests.isInherited(loop) && (loop != loopOf(fork) || fork.task.isEmpty()))
        return inherited;
    for (const Insertion& insertion : unwrapped(m_parts.reader.insertions(m_parts.ancestors.front().run, loop)))
        if (m_requests.isInherited(loop) || (insertion.kind == PromptKind::User && insertion.task != fork.task))
            inherited.append(insertion);
    const qint64 run = m_parts.setup.record.id;
    for (const Insertion& insertion : std::as_const(inherited))
        unwrapped(await<void>([&](const auto& done) { m_parts.writer.insert(run, loop, insertion, done); }));
    return inherited;
}

QList<Insertion> RunExecution::ownInsertions(const Step& loop, const QList<Insertion>& inherited)
{
    QList<Insertion> own = unwrapped(m_parts.reader.insertions(m_parts.setup.record.id, loop));
    own.removeIf([&](const Insertion& insertion) { return inherited.contains(insertion); });
    return own;
}

void RunExecution::load(const Step& wave)
{
    unwrapped(m_memory.load(wave));
}

void RunExecution::throwIfFailed() const
{
    if (const std::optional<Error> failure = m_calls.failure())
        throw RunInterrupted{*failure};
}

void RunExecution::close(Cancellation how)
{
    m_calls.close(how);
}

void RunExecution::fail(const Error& error)
{
    m_calls.fail(error);
}

Result<void> RunExecution::setBreakpoints(const QStringList& breakpoints)
{
    std::lock_guard lock(m_mutex);
    return m_breakpoints.set(breakpoints);
}

QStringList RunExecution::breakpoints() const
{
    std::lock_guard lock(m_mutex);
    return texts(m_breakpoints.list());
}

void RunExecution::runTo(const std::optional<Step>& place)
{
    std::lock_guard lock(m_mutex);
    m_breakpoints.runTo(place);
}

// True: a breakpoint was hit, and the gate is closing. Its count is kept with the run.
bool RunExecution::pauseIf(const std::function<std::optional<QString>(Breakpoints&)>& ask)
{
    std::optional<QString> reason;
    {
        std::lock_guard lock(m_mutex);
        reason = ask(m_breakpoints);
    }
    if (!reason)
        return false;
    m_parts.monitor.log(reason->endsWith(u'.') ? *reason : *reason + u'.');
    m_parts.breakpointsHit();
    m_parts.gate.pause(*reason);
    return true;
}

} // namespace metaspo
