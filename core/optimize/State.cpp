#include "core/optimize/State.h"

#include "core/optimize/FailureText.h"

#include <algorithm>

namespace metaspo {

bool State::knowsFailures() const
{
    return std::all_of(beams.begin(), beams.end(),
                       [this](const Beam& beam) { return book.isFinished(failureCell(beam)); });
}

bool State::hasFailures() const
{
    return std::any_of(beams.begin(), beams.end(),
                       [this](const Beam& beam) { return metaspo::hasFailures(book, failureCell(beam)); });
}

QMap<QString, Step> State::firstPrompts() const
{
    QMap<QString, Step> prompts;
    for (const Beam& beam : beams)
        prompts.insert(beam.task, beam.first().step);
    return prompts;
}

Contender State::contender(const Prompt& system, Split split) const
{
    Contender result{system.step, {}};
    for (const Beam& beam : beams) {
        QList<Cell> cells;
        for (const Prompt& user : beam.prompts)
            cells.append(cell(system, beam, user, split));
        result.cells.append(cells);
    }
    return result;
}

void scoreFirstPromptsOnTrain(Execution& execution, const Problem& problem, State& state, const Step& loop)
{
    Contest contest;
    for (const Beam& beam : state.beams)
        if (const Cell cell = state.failureCell(beam); !state.book.isFinished(cell))
            contest.contenders.append({beam.first().step, {{cell}}});
    Evaluation evaluation(problem, state.candidates.texts(), state.book, {contest});
    evaluate(execution, loop, evaluation);
    recordScores(execution, loop, evaluation);
}

void recordBeamsAndStage(Execution& execution, const State& state, const Step& loop)
{
    for (const Beam& beam : state.beams) {
        QList<Step> steps;
        for (const Prompt& prompt : beam.prompts)
            steps.append(prompt.step);
        execution.record(BeamChosen{loop, beam.task, steps});
    }
    execution.record(StageReached{loop, state.incumbent.step, state.firstPrompts()});
}

} // namespace metaspo
