#include "core/optimize/OuterLoop.h"

#include "core/domain/Draw.h"
#include "core/optimize/Proposal.h"
#include "core/optimize/Reasons.h"

#include <algorithm>

namespace metaspo {

namespace {

// A few wrong answers of every task, the tasks in drawn order.
QList<Failure> failuresOfAllTasks(const Problem& problem, const State& state, const Step& step)
{
    QList<QList<Failure>> blocks;
    for (const Beam& beam : state.beams) {
        const QString key = QStringLiteral("failures %1 %2").arg(text(step), beam.task);
        blocks.append(drawFailures(problem, state.book, state.failureCell(beam),
                                   {state.incumbent.text, beam.first().text}, problem.settings.systemFailures, key));
    }
    Draw(problem.settings.seed, QStringLiteral("tasks ") + text(step)).shuffle(blocks);
    QList<Failure> failures;
    for (const QList<Failure>& block : std::as_const(blocks))
        failures += block;
    return failures;
}

QList<ProposalSlot> systemPromptSlots(const Problem& run, const State& state, const Step& loop)
{
    QList<ProposalSlot> result;
    if (!state.hasFailures())
        return result;
    const int count = run.proposals(loop, {}, &RunSettings::systemCandidates);
    for (int slot = 1; slot <= count; ++slot) {
        const Step step{loop.iteration, loop.loop, {}, slot};
        result.append(
            {step, PromptKind::System, {}, state.incumbent, {}, failuresOfAllTasks(run.at(step), state, step)});
    }
    return result;
}

QList<Candidate> insertedSystemPrompts(const QList<Insertion>& insertions, const Problem& run, const State& state,
                          const Step& loop)
{
    QList<Candidate> result;
    for (const Insertion& insertion : insertions) {
        if (insertion.kind != PromptKind::System)
            continue;
        const int slot =
            run.proposals(loop, {}, &RunSettings::systemCandidates) + static_cast<int>(result.size()) + 1;
        const Step step{loop.iteration, loop.loop, {}, slot};
        const Problem& problem = run.at(step);
        result.append(insertedCandidate(insertion, step, problem, ProposalCheck(problem), state.incumbent.text));
    }
    return result;
}

void sortBeams(const Problem& problem, State& state)
{
    const Split split = problem.settings.selectionSplit();
    for (Beam& beam : state.beams)
        std::stable_sort(beam.prompts.begin(), beam.prompts.end(), [&](const Prompt& a, const Prompt& b) {
            return state.book.score(state.cell(state.incumbent, beam, a, split)).score
                   > state.book.score(state.cell(state.incumbent, beam, b, split)).score;
        });
}

// What was once adopted stays so, and a given prompt that was proposed again stays a given one.
CandidateState stateOf(const Prompt& prompt, const State& state)
{
    if (state.adopted.contains(prompt.step))
        return CandidateState::Adopted;
    return prompt.step.loop == Loop::Start ? CandidateState::Initial : CandidateState::Scored;
}

void chooseIncumbent(Execution& execution, State& state, const Step& loop, const QList<Prompt>& prompts,
                     const Evaluation& evaluation)
{
    const std::vector<Standing>& standings = evaluation.standings(0);
    const int best = evaluation.best(0).front();
    const MetaScore bestScore = standings[static_cast<std::size_t>(best)].atMost;
    const QString reason = whyChosen(best > 0, prompts.size() > 1, standings.front().atMost, bestScore);
    const QString whyNot = whyNotKept(prompts[best].step, bestScore);
    if (best > 0)
        state.adopted.insert(prompts[best].step);
    for (int index = 1; index < prompts.size(); ++index) {
        const Standing& standing = standings[static_cast<std::size_t>(index)];
        if (!standing.isFinished())
            continue;
        const CandidateState judged = stateOf(prompts[index], state);
        const QString why = index == best ? reason : judged == CandidateState::Scored ? whyNot : QString();
        execution.record(CandidateJudged{prompts[index].step, judged, standing.atMost, why});
    }
    execution.record(
        IncumbentChosen{loop, prompts.front().step, prompts[best].step, standings.front().atMost, bestScore, reason});
    state.incumbent = prompts[best];
}

} // namespace

void runOuterLoop(Execution& execution, const Problem& run, State& state, int iteration)
{
    const Step loop{iteration, Loop::Outer, {}, 0};
    const Problem& problem = run.at(loop);
    const QList<Insertion> insertions = execution.enter(loop);
    QList<Candidate> candidates = propose(execution, run, loop, systemPromptSlots(run, state, loop));
    candidates += insertedSystemPrompts(insertions, run, state, loop);

    QList<Prompt> prompts{state.incumbent};
    for (Candidate& candidate : candidates) {
        state.candidates.add(candidate);
        execution.record(CandidateProposed{candidate});
        if (candidate.state == CandidateState::Rejected)
            continue;
        const Prompt prompt = state.candidates.prompt(candidate);
        if (!prompts.contains(prompt)) // an alias of the incumbent or of a proposal of this loop
            prompts.append(prompt);
    }

    const Split split = problem.settings.selectionSplit();
    Contest contest;
    contest.keep = 1;
    for (const Prompt& prompt : std::as_const(prompts))
        contest.contenders.append(state.contender(prompt, split));
    Evaluation evaluation(problem, state.candidates.texts(), state.book, {contest});
    evaluate(execution, loop, evaluation);
    recordScores(execution, loop, evaluation);

    chooseIncumbent(execution, state, loop, prompts, evaluation);
    sortBeams(problem, state);
    const bool isLast = iteration == problem.settings.iterations;
    if (!isLast)
        scoreFirstPromptsOnTrain(execution, problem, state, loop);
    recordBeamsAndStage(execution, state, loop);
}

} // namespace metaspo
