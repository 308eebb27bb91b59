#include "core/engine/Rehearsal.h"

#include "core/engine/MethodSetup.h"
#include "core/engine/RunCreation.h"
#include "core/engine/RunOpening.h"
#include "core/engine/UsualTokens.h"
#include "core/llm/Pricing.h"
#include "core/optimize/RunMethod.h"

#include <QSet>

namespace metaspo {

namespace {

NextStep::Kind kindOf(OptimizerRole role)
{
    return role == OptimizerRole::AnalyseUserPrompt || role == OptimizerRole::AnalyseSystemPrompt
               ? NextStep::Kind::Analyse
               : NextStep::Kind::Rewrite;
}

qint64 charactersOf(const QList<Message>& messages)
{
    qint64 characters = 0;
    for (const Message& message : messages)
        characters += message.text.size();
    return characters;
}

} // namespace

Rehearsal::Rehearsal(RunRequests requests, RememberedCalls& memory, Reader& reader, std::function<bool()> isCancelled)
    : m_requests(std::move(requests)), m_memory(memory), m_reader(reader), m_isCancelled(std::move(isCancelled))
{}

void Rehearsal::throwIfCancelled() const
{
    if (m_isCancelled && m_isCancelled())
        throw RunInterrupted{
            Error{ErrorKind::Stopped, QStringLiteral("The next step is not asked for any more"), {}, {}}};
}

void Rehearsal::load(const Step& wave)
{
    throwIfCancelled();
    unwrapped(m_memory.load(wave));
}

std::optional<Completion> Rehearsal::remembered(const NewCall& call)
{
    const RememberedCall* known = m_memory.own(call.key);
    if (!known)
        known = m_memory.inherited(call.key);
    if (known && known->digest != call.digest)
        throw RunInterrupted{stepDiffers(call.key)};
    if (known)
        return known->completion;
    if (call.parameters.temperature > 0)
        return std::nullopt;
    const auto same = unwrapped(m_memory.sameRequest(call.digest));
    return same ? std::optional(same->completion) : std::nullopt;
}

std::vector<Completion> Rehearsal::complete(const Step& step, const std::vector<OptimizerRequest>& requests)
{
    const Step wave = loopOf(step);
    load(wave);
    std::vector<Completion> completions;
    std::optional<Missing> missing;
    for (const OptimizerRequest& request : requests) {
        const NewCall call = m_requests.callFor(request, wave);
        if (const auto known = remembered(call)) {
            completions.push_back(*known);
            continue;
        }
        if (!missing) {
            missing = Missing{begun(wave, request.candidate, call), ModelRole::Optimizer, 0};
            missing->next.kind = kindOf(request.role);
        }
        count(*missing, request.candidate, request.messages);
    }
    if (missing)
        stopAt(*missing);
    return completions;
}

void Rehearsal::stream(const Step& step, EvaluationPlan& plan)
{
    const Step wave = loopOf(step);
    load(wave);
    replay(wave, plan);
    std::optional<Missing> missing;
    QHash<QString, QSet<int>> examples;
    while (const auto request = plan.next(RequestOrder::SlotOrder)) {
        throwIfCancelled();
        const Step candidate = candidateOf(*request, wave);
        const bool isNext = !missing || candidate == missing->next.candidate; // of later candidates only the number
        const NewCall call = isNext ? m_requests.callFor(*request, wave) : NewCall();
        if (isNext) {
            if (const auto known = remembered(call)) {
                plan.answered(*request, *known);
                continue;
            }
            examples[request->task].insert(request->example);
        }
        if (!missing) {
            missing = Missing{begun(wave, candidate, call), ModelRole::Base, 0};
            missing->next.kind = NextStep::Kind::Score;
        }
        count(*missing, candidate, request->messages);
    }
    if (!missing)
        return;
    for (auto task = examples.begin(); task != examples.end(); ++task)
        missing->next.examples.insert(task.key(), static_cast<int>(task->size()));
    stopAt(*missing);
}

// As when a run is resumed: what it has, then what a fork takes over from the run that it comes from.
void Rehearsal::replay(const Step& wave, EvaluationPlan& plan)
{
    for (const RememberedCall& call : m_memory.evaluations())
        tell(plan, wave, call);
    for (const RememberedCall& call : m_memory.inheritedEvaluations())
        if (m_requests.isNoted(call.evaluation->system) && m_requests.isNoted(call.evaluation->user))
            tell(plan, wave, call);
}

void Rehearsal::tell(EvaluationPlan& plan, const Step& wave, const RememberedCall& call) const
{
    throwIfCancelled();
    const EvaluationRequest request = m_requests.requestAt(*call.evaluation);
    if (m_requests.callFor(request, wave).digest != call.digest)
        throw RunInterrupted{stepDiffers(call.key)};
    plan.answered(request, call.completion);
}

NextStep Rehearsal::begun(const Step& wave, const Step& candidate, const NewCall& call) const
{
    NextStep next;
    next.loop = wave;
    next.candidate = candidate;
    next.call = call.key;
    next.isLoopBegun = !m_memory.isWaveEmpty();
    return next;
}

void Rehearsal::count(Missing& missing, const Step& candidate, const QList<Message>& messages)
{
    ++missing.next.callsOfLoop;
    if (candidate != missing.next.candidate)
        return;
    ++missing.next.calls;
    missing.characters += charactersOf(messages);
}

void Rehearsal::stopAt(Missing missing)
{
    missing.next.nanoDollars = cost(missing);
    m_found = missing.next;
    throw RunInterrupted{Error{ErrorKind::Stopped, QStringLiteral("The rehearsal is over"), {}, {}}};
}

std::optional<qint64> Rehearsal::cost(const Missing& missing)
{
    TokenUsage usage = unwrapped(m_reader.usualUsage(m_requests.run(), missing.role));
    const qint64 calls = missing.next.calls;
    usage.input = usage.input < 0 ? missing.characters / charactersPerToken : usage.input * calls;
    usage.cached = std::max<qint64>(0, usage.cached) * calls;
    const qint64 output = missing.role == ModelRole::Optimizer ? usualOptimizerOutput : usualBaseOutput;
    usage.output = (usage.output < 0 ? output : usage.output) * calls;
    return costNanoDollars(m_requests.connection(missing.role).price, usage);
}

void Rehearsal::record(const Fact& fact)
{
    if (const auto* proposed = std::get_if<CandidateProposed>(&fact))
        m_requests.note(proposed->candidate);
}

// With what waits for this loop, if it has not begun: it will be taken when the run goes on.
QList<Insertion> Rehearsal::enter(const Step& step)
{
    load(loopOf(step));
    if (step.loop != Loop::Inner && step.loop != Loop::Outer)
        return {};
    QList<Insertion> insertions = stored(m_requests.run(), step);
    if (!m_requests.ancestors().isEmpty() && insertions.isEmpty() && m_requests.isInherited(step))
        insertions = stored(m_requests.ancestors().front().run, step);
    if (m_requests.isInherited(step) || !insertions.isEmpty() || wasEntered(step))
        return insertions;
    const PromptKind kind = step.loop == Loop::Inner ? PromptKind::User : PromptKind::System;
    for (const Insertion& waiting : stored(m_requests.run(), std::nullopt))
        if (waiting.kind == kind)
            insertions.append(waiting);
    return insertions;
}

QList<Insertion> Rehearsal::stored(qint64 run, const std::optional<Step>& loop)
{
    return unwrapped(m_reader.insertions(run, loop));
}

bool Rehearsal::wasEntered(const Step& loop)
{
    if (!m_passed) {
        m_passed.emplace();
        for (const Fact& fact : unwrapped(m_reader.decisions(m_requests.run())))
            if (const auto* stage = std::get_if<StageReached>(&fact))
                m_passed->insert(stage->loop);
    }
    return m_passed->contains(loop) || !m_memory.isWaveEmpty();
}

Result<std::optional<NextStep>> nextStepOf(Reader& reader, const Connections& connections, qint64 run,
                                           const std::function<bool()>& isCancelled)
{
    const Result<RunSetup> setup = reader.runSetup(run);
    if (!setup)
        return tl::unexpected(setup.error());
    if (setup->record.recorded || setup->record.state == RunState::Finished)
        return std::nullopt;
    const auto ancestors = ancestorsOf(reader, setup->record);
    if (!ancestors)
        return tl::unexpected(ancestors.error());
    const RunConnections models = connectionsToday(*setup, connections);
    RememberedCalls memory(reader, run, *ancestors);
    Rehearsal rehearsal(RunRequests(*setup, models.base, models.optimizer, *ancestors), memory, reader, isCancelled);
    try {
        runMethod(rehearsal, methodInput(*setup, *ancestors));
    } catch (const RunInterrupted& interruption) {
        if (rehearsal.found())
            return rehearsal.found();
        return tl::unexpected(interruption.error);
    }
    return NextStep();
}

} // namespace metaspo
