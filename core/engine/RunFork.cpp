#include "core/engine/RunFork.h"

namespace metaspo {

namespace {

tl::unexpected<Error> notThere(const RunSetup& origin, const Step& step)
{
    return failure(
        ErrorKind::WrongUsage, QStringLiteral("Run %1 cannot be forked at %2").arg(origin.record.id).arg(text(step)),
        QStringLiteral("It has no such step"),
        QStringLiteral("Write the loop, for example 2/outer, or one of its candidates, for example 2/outer/4."));
}

int proposalsOf(const RunSettings& settings, const Step& step)
{
    return step.loop == Loop::Inner ? settings.userCandidates : settings.systemCandidates;
}

// Slots up to the one after the last: there a fork may add to the proposals.
Result<void> checkStep(const RunSetup& origin, const RunSettings& fork, const Step& step)
{
    const bool isLoop = step.task.isEmpty() && step.slot == 0;
    switch (step.loop) {
    case Loop::Start:
        return isLoop && step.iteration == 0 ? Result<void>() : notThere(origin, step);
    case Loop::Test:
        if (!isLoop)
            return notThere(origin, step);
        if (fork.iterations != origin.record.settings.iterations)
            return failure(ErrorKind::WrongUsage, QStringLiteral("A fork at the test cannot change the iterations"),
                           QStringLiteral("All of them come before it"),
                           QStringLiteral("Fork it at %1/inner.").arg(origin.record.settings.iterations + 1));
        return {};
    case Loop::Inner:
    case Loop::Outer:
        break;
    }
    const bool isTaskThere = step.task.isEmpty() || (step.loop == Loop::Inner && fork.sources.contains(step.task));
    const bool isSlotThere = step.slot <= proposalsOf(origin.record.settings, step) + 1
                             && (step.slot == 0 || step.loop == Loop::Outer || !step.task.isEmpty());
    if (step.iteration < 1 || !isTaskThere || !isSlotThere)
        return notThere(origin, step);
    if (step.iteration > fork.iterations)
        return failure(
            ErrorKind::WrongUsage,
            QStringLiteral("A fork at %1 has to have %2 iterations or more").arg(text(step)).arg(step.iteration),
            QStringLiteral("It has %1").arg(fork.iterations),
            QStringLiteral("Raise --iterations, or fork the run earlier."));
    return {};
}

// The loop that has to be over before the step can be taken.
Step loopBefore(const RunSettings& origin, const Step& step)
{
    if (step.loop == Loop::Outer)
        return {step.iteration, Loop::Inner, {}, 0};
    const int iteration = step.loop == Loop::Test ? origin.iterations : step.iteration - 1;
    return iteration == 0 ? Step{} : Step{iteration, Loop::Outer, {}, 0};
}

Result<void> checkReached(Reader& reader, const RunSetup& origin, const Step& step)
{
    if (step.loop == Loop::Start)
        return {};
    const auto decisions = reader.decisions(origin.record.id);
    if (!decisions)
        return tl::unexpected(decisions.error());
    const Step before = loopBefore(origin.record.settings, step);
    bool isReached = false;
    bool isLoopOver = step == loopOf(step); // nothing of the loop itself is shared
    bool isEnded = false;
    for (const Fact& fact : *decisions) {
        if (const auto* stage = std::get_if<StageReached>(&fact)) {
            isReached = isReached || stage->loop == before;
            isLoopOver = isLoopOver || stage->loop == loopOf(step);
        } else if (std::holds_alternative<RunEnded>(fact)) {
            isEnded = true;
            isReached = isReached || step.loop == Loop::Test; // perhaps early: there was nothing to fix
        }
    }
    if (isReached && isLoopOver)
        return {};
    return failure(ErrorKind::WrongUsage,
                   QStringLiteral("Run %1 has not come to %2").arg(origin.record.id).arg(text(step)),
                   QStringLiteral("A fork shares what comes before its step, and that is not there"),
                   isEnded ? QStringLiteral("Fork it earlier.")
                           : QStringLiteral("Let the run go on first, or fork it earlier."));
}

Result<void> checkShared(const RunSetup& origin, const RunSettings& fork)
{
    const RunSettings& shared = origin.record.settings;
    const std::pair<const char*, bool> parts[] = {
        {"the method", fork.method == shared.method},
        {"the sources", fork.sources == shared.sources},
        {"the initial system prompt", fork.initialSystemPrompt == shared.initialSystemPrompt},
        {"the number of train examples", fork.train == shared.train},
        {"the number of validation examples", fork.validation == shared.validation},
        {"the number of test examples", fork.test == shared.test},
        {"the seed", fork.seed == shared.seed},
        {"the roles of the prompts", fork.roles == shared.roles},
        {"the temperature of the base model", fork.baseTemperature == shared.baseTemperature},
        {"the length of an answer", fork.baseOutputTokens == shared.baseOutputTokens}};
    for (const auto& [what, isSame] : parts)
        if (!isSame)
            return failure(ErrorKind::WrongUsage, QStringLiteral("A fork cannot change %1").arg(QLatin1String(what)),
                           QStringLiteral("Its answers are compared with those of run %1").arg(origin.record.id),
                           QStringLiteral("Leave it as it is, or start a new run."));
    return {};
}

} // namespace

Result<RunSetup> forkedRun(Reader& reader, const RunRequest& request)
{
    Result<RunSetup> origin = reader.runSetup(*request.forkOf);
    if (!origin)
        return origin;
    if (origin->record.method == Method::Evaluate)
        return failure(ErrorKind::WrongUsage, QStringLiteral("Run %1 cannot be forked").arg(*request.forkOf),
                       QStringLiteral("It only scored given prompts"), QStringLiteral("Start a new run."));
    const Step step = request.forkAt.value_or(Step());
    for (const Result<void>& checked :
         {checkShared(*origin, request.settings), checkStep(*origin, request.settings, step),
          checkReached(reader, *origin, step)})
        if (!checked)
            return tl::unexpected(checked.error());
    return origin;
}

Result<Connection> baseOfFork(const RunSetup& origin, Connection today)
{
    for (const RunModel& model : origin.models) {
        if (model.role != ModelRole::Base)
            continue;
        const Connection& shared = model.connection;
        if (today.id == shared.id && today.model == shared.model && today.parameters == shared.parameters)
            return today;
        return failure(ErrorKind::WrongUsage, QStringLiteral("A fork cannot change the base model"),
                       QStringLiteral("Run %1 has the answers of %2 through the connection %3")
                           .arg(origin.record.id)
                           .arg(shared.model, shared.name),
                       QStringLiteral("Leave it as it is, or start a new run."));
    }
    return today;
}

} // namespace metaspo
