#pragma once

#include "core/optimize/Candidates.h"

#include <QSet>

namespace metaspo {

/// The kept user prompts of one task, best first; never empty.
struct Beam
{
    QString task;
    QList<Prompt> prompts;

    const Prompt& first() const { return prompts.front(); }
};

/// What changes while a run goes on: the incumbent, the beams in the order of the tasks, and all that is known.
struct State
{
    Prompt incumbent;
    std::vector<Beam> beams;
    ScoreBook book;
    Candidates candidates;
    QSet<Step> adopted; ///< system prompts that were ever adopted

    Cell cell(const Prompt& system, const Beam& beam, const Prompt& user, Split split) const
    {
        return {system.step, user.step, beam.task, split};
    }
    /// Of the first prompt of a beam under the incumbent, on train: where the optimizer's failures come from.
    Cell failureCell(const Beam& beam) const { return cell(incumbent, beam, beam.first(), Split::Train); }
    /// Are the answers known from which the next loop learns? Not after the last loop, beyond which only a fork goes.
    bool knowsFailures() const;
    /// Has any first prompt a wrong answer?
    bool hasFailures() const;
    QMap<QString, Step> firstPrompts() const;
    /// A system prompt over all beams, as a contender.
    Contender contender(const Prompt& system, Split split) const;
};

/// Scores on train what the next loop learns from: the first prompt of every beam under the incumbent. Only where that
/// is not known yet; with selection on train it always is.
void scoreFirstPromptsOnTrain(Execution& execution, const Problem& problem, State& state, const Step& loop);

/// BeamChosen for every task, then StageReached.
void recordBeamsAndStage(Execution& execution, const State& state, const Step& loop);

} // namespace metaspo
