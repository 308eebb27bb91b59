#pragma once

#include "core/domain/Score.h"
#include "core/domain/Step.h"

#include <QList>
#include <optional>

namespace metaspo {

enum class PromptKind { System, User };

enum class CandidateState {
    Initial,
    Proposed,
    Rejected, ///< never scored, with its reason
    Dropped,  ///< scoring stopped: it could no longer win
    Scored,
    Kept,    ///< in a beam
    Adopted, ///< was or is the incumbent
    Alias    ///< a text seen before; shares its scores
};

enum class Origin { Initial, Failures, Ape, Evo, ByHand, Imported };

/// A system prompt, or a user prompt of one task, named by the step where it was proposed.
struct Candidate
{
    Step step;
    PromptKind kind = PromptKind::System;
    QString task; ///< user prompts: whose
    QString text;
    QList<Step> parents;
    Origin origin = Origin::Initial;
    CandidateState state = CandidateState::Proposed;
    QString reason;                 ///< why rejected, dropped, not kept or adopted
    std::optional<Step> aliasOf;
    std::optional<MetaScore> score; ///< system: over the source tasks; user: of its one task
    bool operator==(const Candidate&) const = default;
};

/// A text that the user put into a loop by hand. It takes the next slot after the proposals.
struct Insertion
{
    PromptKind kind = PromptKind::System;
    QString task;
    QString text;
    std::optional<Step> editedFrom;
    bool operator==(const Insertion&) const = default;
};

template <>
struct Names<PromptKind>
{
    static constexpr std::array<std::pair<PromptKind, const char*>, 2> table{
        {{PromptKind::System, "system"}, {PromptKind::User, "user"}}};
};
template <>
struct Names<CandidateState>
{
    static constexpr std::array<std::pair<CandidateState, const char*>, 8> table{
        {{CandidateState::Initial, "initial"},
         {CandidateState::Proposed, "proposed"},
         {CandidateState::Rejected, "rejected"},
         {CandidateState::Dropped, "dropped"},
         {CandidateState::Scored, "scored"},
         {CandidateState::Kept, "kept"},
         {CandidateState::Adopted, "adopted"},
         {CandidateState::Alias, "alias"}}};
};
template <>
struct Names<Origin>
{
    static constexpr std::array<std::pair<Origin, const char*>, 6> table{{{Origin::Initial, "initial"},
                                                                          {Origin::Failures, "failures"},
                                                                          {Origin::Ape, "ape"},
                                                                          {Origin::Evo, "evo"},
                                                                          {Origin::ByHand, "by_hand"},
                                                                          {Origin::Imported, "imported"}}};
};

} // namespace metaspo
