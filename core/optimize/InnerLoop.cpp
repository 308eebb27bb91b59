#include "core/optimize/InnerLoop.h"

#include "core/optimize/Proposal.h"
#include "core/optimize/Reasons.h"

#include <algorithm>

namespace metaspo {

namespace {

QList<ProposalSlot> userPromptSlots(const Problem& run, const State& state, const Step& loop)
{
    QList<ProposalSlot> result;
    for (const Beam& beam : state.beams) {
        const Cell failures = state.failureCell(beam);
        if (!hasFailures(state.book, failures))
            continue; // nothing to fix: an analysis would invent faults
        const int count = run.proposals(loop, beam.task, &RunSettings::userCandidates);
        for (int slot = 1; slot <= count; ++slot) {
            const Step step{loop.iteration, loop.loop, beam.task, slot};
            const Problem& problem = run.at(step);
            result.append({step, PromptKind::User, beam.task, state.incumbent, beam.first(),
                           drawFailures(problem, state.book, failures, {state.incumbent.text, beam.first().text},
                                        problem.settings.userFailures, QStringLiteral("failures ") + text(step))});
        }
    }
    return result;
}

// Insertions take the slots after the proposals of their task.
QList<Candidate> insertedUserPrompts(const QList<Insertion>& insertions, const Problem& run, const State& state,
                          const Step& loop)
{
    QList<Candidate> result;
    QHash<QString, int> slot;
    for (const Insertion& insertion : insertions) {
        if (insertion.kind != PromptKind::User)
            continue;
        const int proposals = run.proposals(loop, insertion.task, &RunSettings::userCandidates);
        const Step step{loop.iteration, loop.loop, insertion.task, proposals + ++slot[insertion.task]};
        QString parent;
        for (const Beam& beam : state.beams)
            if (beam.task == insertion.task)
                parent = beam.first().text;
        const Problem& problem = run.at(step);
        result.append(insertedCandidate(insertion, step, problem, ProposalCheck(problem), parent));
    }
    return result;
}

/// A beam with the newcomers of its task, in the order in which ties are broken.
QList<Prompt> withNewcomers(const Beam& beam, const QList<Candidate>& candidates, const Candidates& known)
{
    QList<Prompt> prompts = beam.prompts;
    for (const Candidate& candidate : candidates) {
        if (candidate.task != beam.task || candidate.state == CandidateState::Rejected)
            continue;
        const Prompt prompt = known.prompt(candidate);
        if (!prompts.contains(prompt)) // an alias of a prompt that is here already
            prompts.append(prompt);
    }
    return prompts;
}

// The newcomers that were finished, and the older ones that had to leave; given prompts stay given ones.
void recordJudgements(Execution& execution, const Beam& beam, const QList<Prompt>& prompts, const QList<int>& best,
                      const std::vector<Standing>& standings)
{
    const Step last = prompts[best.back()].step;
    const MetaScore least = standings[static_cast<std::size_t>(best.back())].atMost;
    for (int index = 0; index < prompts.size(); ++index) {
        const Standing& standing = standings[static_cast<std::size_t>(index)];
        const bool isKept = best.contains(index);
        const bool isOlder = index < beam.prompts.size();
        if (!standing.isFinished() || (isOlder && isKept) || prompts[index].step.loop == Loop::Start)
            continue;
        execution.record(CandidateJudged{prompts[index].step, isKept ? CandidateState::Kept : CandidateState::Scored,
                                         standing.atMost,
                                         isKept ? QString() : whyNotKept(last, least)});
    }
}

} // namespace

void runInnerLoop(Execution& execution, const Problem& run, State& state, int iteration)
{
    const Step loop{iteration, Loop::Inner, {}, 0};
    const Problem& problem = run.at(loop);
    const QList<Insertion> insertions = execution.enter(loop);
    if (!state.knowsFailures()) // a fork that goes on where the run it comes from ended
        scoreFirstPromptsOnTrain(execution, problem, state, loop);
    QList<Candidate> candidates = propose(execution, run, loop, userPromptSlots(run, state, loop));
    candidates += insertedUserPrompts(insertions, run, state, loop);
    for (Candidate& candidate : candidates) {
        state.candidates.add(candidate);
        execution.record(CandidateProposed{candidate});
    }

    const Split split = problem.settings.selectionSplit();
    QList<QList<Prompt>> prompts; // by task
    QList<Contest> contests;
    for (const Beam& beam : state.beams) {
        prompts.append(withNewcomers(beam, candidates, state.candidates));
        Contest contest;
        contest.keep = problem.settings.kept;
        for (const Prompt& user : std::as_const(prompts.back()))
            contest.contenders.append({user.step, {{state.cell(state.incumbent, beam, user, split)}}});
        contests.append(contest);
    }
    Evaluation evaluation(problem, state.candidates.texts(), state.book, contests);
    evaluate(execution, loop, evaluation);
    recordScores(execution, loop, evaluation);

    for (qsizetype task = 0; task < contests.size(); ++task) {
        Beam& beam = state.beams[static_cast<std::size_t>(task)];
        const QList<int> best = evaluation.best(task);
        recordJudgements(execution, beam, prompts[task], best, evaluation.standings(task));
        beam.prompts.clear();
        for (const int index : best)
            beam.prompts.append(prompts[task][index]);
    }
    scoreFirstPromptsOnTrain(execution, problem, state, loop);
    recordBeamsAndStage(execution, state, loop);
}

} // namespace metaspo
