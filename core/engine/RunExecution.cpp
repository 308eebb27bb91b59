#include "core/engine/RunExecution.h"

#include "core/engine/Await.h"
#include "core/engine/CallKey.h"
#include "core/engine/MethodSetup.h"
#include "core/optimize/AnswerTag.h"
#include "core/optimize/EvaluationMessages.h"

namespace metaspo {

namespace {

template <typename T>
T unwrapped(Result<T> result)
{
    if (!result)
        throw RunInterrupted{result.error()};
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

Grain borderOf(const Step& step)
{
    if (step.slot > 0)
        return Grain::Candidate;
    return step.loop == Loop::Inner || step.loop == Loop::Test ? Grain::Iteration : Grain::Loop;
}

QString described(const Step& step)
{
    const QString where = step.iteration > 0 ? QStringLiteral(" of iteration %1").arg(step.iteration) : QString();
    switch (step.loop) {
    case Loop::Start:
        return QStringLiteral("The initial prompts are scored");
    case Loop::Inner:
        return QStringLiteral("The inner loop%1: new user prompts for every source task").arg(where);
    case Loop::Outer:
        return QStringLiteral("The outer loop%1: new system prompts").arg(where);
    case Loop::Test:
        return QStringLiteral("The final scores on test");
    }
    return text(step);
}

EvaluationPlace placeOf(const EvaluationRequest& request)
{
    return {request.system, request.user, request.task, request.split, request.example, request.repeat};
}

EvaluationRequest requestAt(const EvaluationPlace& place, const QList<Message>& messages)
{
    return {place.system, place.user, place.task, place.split, place.example, place.repeat, messages};
}

} // namespace

RunExecution::RunExecution(const RunParts& parts, Breakpoints breakpoints)
    : m_parts(parts), m_calls(parts.writer, parts.chat, parts.requests),
      m_memory(parts.reader, parts.setup.record.id, parts.ancestors), m_plan(planOf(parts.setup)),
      m_breakpoints(std::move(breakpoints))
{
    for (const RunTask& task : parts.setup.tasks)
        for (const Example& example : task.task.examples)
            m_questions[task.task.name].insert(example.index, example.question);
    // A share of the budget that is passed already has stopped the run before.
    if (const std::optional<qint64> cap = parts.budget.cap(); cap && parts.isResumed)
        static_cast<void>(m_breakpoints.hitByBudget(parts.budget.counted(), *cap));
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
    std::vector<Completion> completions(requests.size());
    std::size_t next = 0;
    pump(ModelRole::Optimizer, [&]() -> std::optional<Wanted> {
        if (next == requests.size())
            return std::nullopt;
        Wanted wanted = wantedFor(requests[next], loopOf(step));
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
        const EvaluationRequest request = requestAt(*call.evaluation, messagesOf(*call.evaluation));
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
        if (!m_texts.contains(place.system) || !m_texts.contains(place.user))
            continue;
        Wanted wanted = wantedFor(wave, requestAt(place, messagesOf(place)), plan);
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

RunExecution::Wanted RunExecution::wantedFor(const OptimizerRequest& request, const Step& wave) const
{
    const Ancestor* ancestor = ancestorAt(m_parts.ancestors, request.candidate);
    const RunSettings& settings = ancestor ? ancestor->settings : m_parts.setup.record.settings;
    const Connection& optimizer = ancestor ? ancestor->optimizer : m_parts.optimizer;
    Wanted wanted;
    wanted.messages = request.messages;
    wanted.candidate = request.candidate;
    wanted.isInherited = ancestor != nullptr;
    NewCall& call = wanted.call;
    call.run = m_parts.setup.record.id;
    call.key = callKey(request);
    call.wave = text(wave);
    call.role = ModelRole::Optimizer;
    call.messages = request.messages;
    call.parameters = {settings.optimizerTemperature, settings.optimizerOutputTokens,
                       settings.proposalForm == ProposalForm::Schema ? schemaOf(request.answerTag) : QString()};
    call.digest = requestDigest(optimizer, request.messages, call.parameters, request.attempt);
    return wanted;
}

RunExecution::Wanted RunExecution::wantedFor(const Step& wave, EvaluationRequest request, EvaluationPlan& plan)
{
    const RunSettings& settings = m_parts.setup.record.settings;
    Wanted wanted;
    wanted.messages = request.messages;
    wanted.candidate = wave.loop == Loop::Inner ? request.user : request.system;
    wanted.isInherited = isInherited(wave);
    NewCall& call = wanted.call;
    call.run = m_parts.setup.record.id;
    call.key = callKey(wave, request);
    call.wave = text(wave);
    call.role = ModelRole::Base;
    call.evaluation = placeOf(request);
    call.parameters = {settings.baseTemperature, settings.baseOutputTokens, {}};
    call.digest = requestDigest(m_parts.base, request.messages, call.parameters, request.repeat);
    wanted.deliver = [this, &plan, request = std::move(request)](const Completion& completion, qint64 row, bool) {
        grade(plan, request, completion, row, false);
    };
    return wanted;
}

QList<Message> RunExecution::messagesOf(const EvaluationPlace& place) const
{
    return evaluationMessages(m_texts.value(place.system), m_texts.value(place.user),
                              m_questions.value(place.task).value(place.example));
}

void RunExecution::record(const Fact& fact)
{
    throwIfFailed();
    if (const auto* proposed = std::get_if<CandidateProposed>(&fact))
        m_texts.insert(proposed->candidate.step, proposed->candidate.text);
    m_parts.writer.record(m_parts.setup.record.id, fact, [this](const Result<void>& stored) {
        if (!stored)
            m_calls.fail(stored.error());
    });
    m_parts.monitor.recorded(fact);
    std::optional<QString> breakpoint;
    {
        std::lock_guard lock(m_mutex);
        breakpoint = m_breakpoints.hit(fact);
    }
    if (breakpoint && m_isLive)
        pauseAt(*breakpoint);
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
    if (isInherited(step))
        return inherited;
    if (const QList<Insertion> own = ownInsertions(step, inherited); !own.isEmpty() || wasEntered(step))
        return inherited + own;
    passBorder(borderOf(step), described(step));
    if (step.loop != Loop::Inner && step.loop != Loop::Outer)
        return {};
    const qint64 run = m_parts.setup.record.id;
    const PromptKind kind = step.loop == Loop::Inner ? PromptKind::User : PromptKind::System;
    unwrapped(await<void>([&](const auto& done) { m_parts.writer.bindInsertions(run, step, kind, done); }));
    return inherited + ownInsertions(step, inherited);
}

bool RunExecution::isInherited(const Step& loop) const
{
    return !m_parts.ancestors.isEmpty() && isBeforeFork(loop, loopOf(m_parts.ancestors.front().fork));
}

// In the loop of the fork those of the tasks that it leaves alone.
QList<Insertion> RunExecution::inheritedInsertions(const Step& loop)
{
    if (m_parts.ancestors.isEmpty())
        return {};
    const Step& fork = m_parts.ancestors.front().fork;
    QList<Insertion> inherited;
    if (!isInherited(loop) && (loop != loopOf(fork) || fork.task.isEmpty()))
        return inherited;
    for (const Insertion& insertion : unwrapped(m_parts.reader.insertions(m_parts.ancestors.front().run, loop)))
        if (isInherited(loop) || (insertion.kind == PromptKind::User && insertion.task != fork.task))
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

void RunExecution::setBreakpoints(const Breakpoints& breakpoints)
{
    std::lock_guard lock(m_mutex);
    m_breakpoints.replaceEvents(breakpoints);
}

void RunExecution::pauseAt(const QString& breakpoint)
{
    m_parts.monitor.log(QStringLiteral("Breakpoint: %1.").arg(breakpoint));
    m_parts.gate.pause(breakpoint);
}

} // namespace metaspo
