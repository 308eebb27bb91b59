#pragma once

#include "core/domain/Fact.h"
#include "core/engine/Queries.h"

#include <QMap>

namespace metaspo {

/// What the outer or inner loop decided, by the step of the loop.
struct LoopDecision
{
    QMap<QString, QList<Step>> beams; ///< by task, best first
    std::optional<IncumbentChosen> incumbent;
    bool operator==(const LoopDecision&) const = default;
};

/// A run as its page shows it, the same value whether it is read from the file or put together from the facts of a
/// live run. Facts may come twice, as they do when a run is resumed. A plain value.
class RunTree
{
public:
    static RunTree of(const RunOverview& overview);
    void apply(const Fact& fact);

    const QMap<Step, Candidate>& candidates() const { return m_candidates; } ///< ordered by their place in the run
    const QMap<Step, LoopDecision>& decisions() const { return m_decisions; }
    const QMap<Cell, CellScore>& cells() const { return m_cells; } ///< finished ones
    const QList<StageReached>& stages() const { return m_stages; }
    const std::optional<RunEnded>& end() const { return m_end; }

    const Candidate* find(const Step& step) const;
    /// The system prompt in force now; nothing: no prompt is known yet.
    std::optional<Step> incumbent() const;
    /// The system prompt in force when this loop began.
    std::optional<Step> incumbentBefore(const Step& loop) const;
    /// The user prompts kept for a task now.
    QList<Step> beam(const QString& task) const;
    /// With what a candidate is best compared: the incumbent or first parent it was made from, the given prompt last.
    std::optional<Step> rivalOf(const Step& candidate) const;
    /// Steps in force at the end of a loop, as far as a stage tells.
    const StageReached* stage(const Step& loop) const;

    bool operator==(const RunTree&) const = default;

private:
    void accept(const CandidateProposed& fact);
    void accept(const CandidateJudged& fact);
    void accept(const CandidateDropped& fact);
    void accept(const CellFinished& fact);
    void accept(const BeamChosen& fact);
    void accept(const IncumbentChosen& fact);
    void accept(const StageReached& fact);
    void accept(const RunEnded& fact);

    QMap<Step, Candidate> m_candidates;
    QMap<Step, LoopDecision> m_decisions;
    QMap<Cell, CellScore> m_cells;
    QList<StageReached> m_stages;
    std::optional<RunEnded> m_end;
};

} // namespace metaspo
