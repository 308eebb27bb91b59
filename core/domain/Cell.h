#pragma once

#include "core/domain/Candidate.h"
#include "core/domain/Task.h"

namespace metaspo {

/// What a response was worth. Failed calls have no outcome.
enum class OutcomeKind { Correct, Wrong, Unreadable };

struct Outcome
{
    OutcomeKind kind = OutcomeKind::Unreadable;
    QString prediction; ///< canonical: letter, label, number, normalised text; the raw text if unreadable
    QString reason;     ///< why unreadable, or the judge's reason
    Score score;        ///< of this example alone, in [0,1]
    bool operator==(const Outcome&) const = default;
};

/// One (system prompt, task, user prompt) over a split; its score is the task's metric.
struct Cell
{
    Step system;
    Step user;
    QString task;
    Split split = Split::Train;

    std::strong_ordering operator<=>(const Cell& other) const = default;
    bool operator==(const Cell&) const = default;
};

size_t qHash(const Cell& cell, size_t seed = 0) noexcept;

/// What a finished cell adds up to.
struct CellScore
{
    int n = 0;
    int right = 0;
    int unreadable = 0;
    Score score; ///< the metric
    bool operator==(const CellScore&) const = default;
};

template <>
struct Names<OutcomeKind>
{
    static constexpr std::array<std::pair<OutcomeKind, const char*>, 3> table{
        {{OutcomeKind::Correct, "correct"}, {OutcomeKind::Wrong, "wrong"}, {OutcomeKind::Unreadable, "unreadable"}}};
};

} // namespace metaspo
