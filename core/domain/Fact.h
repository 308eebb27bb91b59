#pragma once

#include "core/domain/Cell.h"

#include <QMap>
#include <variant>

namespace metaspo {

/// What a method tells the world, once per step and kind. A fact told again on replay must have the same content;
/// only drops of `exact` may differ, because they depend on the order of arrival.

/// A candidate came into being: proposed, rejected, an alias, or given.
struct CandidateProposed
{
    Candidate candidate;
    bool operator==(const CandidateProposed&) const = default;
};

/// A candidate's state changed after scoring or selection.
struct CandidateJudged
{
    Step candidate;
    CandidateState state = CandidateState::Scored;
    std::optional<MetaScore> score;
    QString reason;
    bool operator==(const CandidateJudged&) const = default;
};

/// Scoring a candidate stopped because it can no longer win.
struct CandidateDropped
{
    Step candidate;
    MetaScore atMost;
    int answered = 0;
    int planned = 0;
    bool operator==(const CandidateDropped&) const = default;
};

/// Every example of a cell has an outcome.
struct CellFinished
{
    Cell cell;
    CellScore score;
    bool operator==(const CellFinished&) const = default;
};

/// The user prompts kept for one task after a loop, best first.
struct BeamChosen
{
    Step loop;
    QString task;
    QList<Step> beam;
    bool operator==(const BeamChosen&) const = default;
};

/// The end of an outer loop: the new incumbent, or the old one.
struct IncumbentChosen
{
    Step loop;
    Step before;
    Step incumbent;
    MetaScore beforeScore;
    MetaScore score;
    QString reason;
    bool operator==(const IncumbentChosen&) const = default;
};

/// A point of the chart: the incumbent with the first prompt of each beam, after a loop.
struct StageReached
{
    Step loop;
    Step incumbent;
    QMap<QString, Step> firstPrompts; ///< by task
    bool operator==(const StageReached&) const = default;
};

enum class EndReason { AllIterationsDone, NothingToFix };

/// The prompts that the run leaves behind.
struct RunEnded
{
    EndReason reason = EndReason::AllIterationsDone;
    QString explanation;
    Step incumbent;
    QMap<QString, Step> firstPrompts;
    bool operator==(const RunEnded&) const = default;
};

using Fact = std::variant<CandidateProposed, CandidateJudged, CandidateDropped, CellFinished, BeamChosen,
                          IncumbentChosen, StageReached, RunEnded>;

/// Why the candidate was dropped, in one sentence. Pure.
QString reason(const CandidateDropped& fact);

/// Whether the facts differ in nothing but the sentences that explain them. Those are worded by the version of the
/// program; what they explain is not. Pure.
bool isSameButForWords(Fact one, Fact other);

template <>
struct Names<EndReason>
{
    static constexpr std::array<std::pair<EndReason, const char*>, 2> table{
        {{EndReason::AllIterationsDone, "all_iterations_done"}, {EndReason::NothingToFix, "nothing_to_fix"}}};
};

} // namespace metaspo
