#include "core/optimize/MetaSpo.h"

#include "core/optimize/InnerLoop.h"
#include "core/optimize/OuterLoop.h"

namespace metaspo {

namespace {

QString explanation(EndReason reason, int iterations)
{
    if (reason == EndReason::NothingToFix)
        return QStringLiteral("After iteration %1 no first user prompt has a wrong train answer under the incumbent: "
                              "there is nothing left to learn from.")
            .arg(iterations);
    return QStringLiteral("All %1 iterations are done.").arg(iterations);
}

Prompt given(Execution& execution, State& state, PromptKind kind, const QString& task, const QString& promptText)
{
    Candidate candidate;
    candidate.step = Step{0, Loop::Start, task, 0};
    candidate.kind = kind;
    candidate.task = task;
    candidate.text = promptText;
    candidate.state = CandidateState::Initial;
    state.candidates.add(candidate);
    execution.record(CandidateProposed{candidate});
    return {candidate.step, candidate.text};
}

} // namespace

void MetaSpo::run(Execution& execution) const
{
    State state = scoreInitialPrompts(execution);
    for (int iteration = 1; iteration <= m_problem.settings.iterations; ++iteration) {
        runInnerLoop(execution, m_problem, state, iteration); // a better user prompt for every source task
        runOuterLoop(execution, m_problem, state, iteration); // a better system prompt over all of them
        if (iteration < m_problem.settings.iterations && state.knowsFailures() && !state.hasFailures())
            return finish(execution, state, iteration, EndReason::NothingToFix);
    }
    finish(execution, state, m_problem.settings.iterations, EndReason::AllIterationsDone);
}

State MetaSpo::scoreInitialPrompts(Execution& execution) const
{
    const Step loop{0, Loop::Start, {}, 0};
    execution.enter(loop);
    State state;
    state.incumbent = given(execution, state, PromptKind::System, {}, m_problem.settings.initialSystemPrompt);
    for (const ScoredTask& task : *m_problem.tasks)
        state.beams.push_back(
            {task.name(), {given(execution, state, PromptKind::User, task.name(), task.task().userPrompt)}});

    const Problem& problem = m_problem.at(loop);
    const Split selection = problem.settings.selectionSplit();
    Contest scores;
    Contest failures; // with selection on train the same answers serve for both
    for (const Beam& beam : state.beams) {
        scores.contenders.append(
            {beam.first().step, {{state.cell(state.incumbent, beam, beam.first(), selection)}}});
        if (selection != Split::Train)
            failures.contenders.append({beam.first().step, {{state.failureCell(beam)}}});
    }
    Evaluation evaluation(problem, state.candidates.texts(), state.book, {scores, failures});
    evaluate(execution, loop, evaluation);
    recordScores(execution, loop, evaluation);

    MetaScore meta{0, static_cast<int>(state.beams.size())};
    for (std::size_t task = 0; task < state.beams.size(); ++task) {
        const MetaScore& score = evaluation.standings(0)[task].atMost;
        meta.sumOfTaskMeans += score.sumOfTaskMeans;
        execution.record(CandidateJudged{state.beams[task].first().step, CandidateState::Initial, score, {}});
    }
    execution.record(CandidateJudged{state.incumbent.step, CandidateState::Initial, meta, {}});
    recordBeamsAndStage(execution, state, loop);
    return state;
}

void MetaSpo::finish(Execution& execution, State& state, int iteration, EndReason reason) const
{
    testFinalPrompts(execution, state, Step{iteration, Loop::Test, {}, 0});
    execution.record(RunEnded{reason, explanation(reason, iteration), state.incumbent.step, state.firstPrompts()});
}

// Only reported, never used to choose.
void MetaSpo::testFinalPrompts(Execution& execution, State& state, const Step& loop) const
{
    Contest contest;
    const auto add = [&](const Cell& cell) {
        const Contender contender{cell.user, {{cell}}};
        if (!state.book.isFinished(cell) && m_problem.task(cell.task)->examples(Split::Test).size() > 0)
            contest.contenders.append(contender);
    };
    const Prompt initial{Step{}, m_problem.settings.initialSystemPrompt};
    for (const Beam& beam : state.beams) {
        if (m_problem.settings.finalTest == FinalTest::WholeBeams) {
            for (const Prompt& prompt : beam.prompts)
                add(state.cell(state.incumbent, beam, prompt, Split::Test));
            continue;
        }
        const Prompt initialUser{Step{0, Loop::Start, beam.task, 0}, {}};
        const Cell before = state.cell(initial, beam, initialUser, Split::Test);
        const Cell after = state.cell(state.incumbent, beam, beam.first(), Split::Test);
        add(before);
        if (after != before)
            add(after);
    }
    if (contest.contenders.isEmpty())
        return;
    execution.enter(loop);
    Evaluation evaluation(m_problem, state.candidates.texts(), state.book, {contest});
    evaluate(execution, loop, evaluation);
    recordScores(execution, loop, evaluation);
}

} // namespace metaspo
