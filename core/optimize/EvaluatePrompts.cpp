#include "core/optimize/EvaluatePrompts.h"

#include "core/optimize/State.h"

namespace metaspo {

namespace {

// The prompts that differ, each under the step of its first.
QList<Prompt> given(Execution& execution, Candidates& candidates, PromptKind kind, const QString& task,
                    const QList<Prompt>& prompts)
{
    QList<Prompt> result;
    for (const Prompt& prompt : prompts) {
        Candidate candidate;
        candidate.step = prompt.step;
        candidate.kind = kind;
        candidate.task = task;
        candidate.text = prompt.text;
        candidate.state = CandidateState::Initial;
        candidates.add(candidate);
        execution.record(CandidateProposed{candidate});
        if (const Prompt first = candidates.prompt(candidate); !result.contains(first))
            result.append(first);
    }
    return result;
}

} // namespace

void EvaluatePrompts::run(Execution& execution) const
{
    const Step loop{0, Loop::Test, {}, 0};
    execution.enter(loop);
    State state;
    QList<Prompt> numbered;
    for (qsizetype index = 0; index < m_input.systemPrompts.size(); ++index)
        numbered.append({Step{0, Loop::Outer, {}, static_cast<int>(index) + 1}, m_input.systemPrompts[index]});
    const QList<Prompt> systems = given(execution, state.candidates, PromptKind::System, {}, numbered);
    for (const ScoredTask& task : *m_problem.tasks) {
        const QStringList userPrompts = m_input.userPrompts.value(task.name());
        QList<Prompt> users;
        for (qsizetype index = 0; index < userPrompts.size(); ++index)
            users.append({Step{0, Loop::Start, task.name(), static_cast<int>(index) + 1}, userPrompts[index]});
        if (users.isEmpty())
            users.append({Step{0, Loop::Start, task.name(), 0}, task.task().userPrompt});
        state.beams.push_back(
            {task.name(), given(execution, state.candidates, PromptKind::User, task.name(), users)});
    }

    Contest contest;
    for (const Prompt& system : systems)
        contest.contenders.append(state.contender(system, m_input.split));
    Evaluation evaluation(m_problem, state.candidates.texts(), state.book, {contest});
    evaluate(execution, loop, evaluation);
    recordScores(execution, loop, evaluation);
    for (qsizetype index = 0; index < systems.size(); ++index)
        execution.record(CandidateJudged{systems[index].step, CandidateState::Initial,
                                         evaluation.standings(0)[static_cast<std::size_t>(index)].atMost, {}});
    execution.record(RunEnded{EndReason::AllIterationsDone,
                              QStringLiteral("Every given prompt was scored; nothing was optimized."),
                              systems.front().step, state.firstPrompts()});
}

} // namespace metaspo
