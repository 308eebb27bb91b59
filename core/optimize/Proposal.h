#pragma once

#include "core/optimize/Candidates.h"
#include "core/optimize/FailureText.h"
#include "core/optimize/ProposalCheck.h"

namespace metaspo {

/// What one slot of a loop is made from.
struct ProposalSlot
{
    Step step;
    PromptKind kind = PromptKind::System;
    QString task; ///< user prompts: whose
    Prompt systemPrompt;
    Prompt userPrompt; ///< user prompts: the parent
    QList<Failure> failures;

    const Prompt& parent() const { return kind == PromptKind::System ? systemPrompt : userPrompt; }
};

/// The operator *failures* (paper, Algorithms 2 and 3): for every slot an analysis of its failures, then a rewritten
/// prompt. All analyses go out at once, then all rewrites; what cannot be used is asked for again, at most
/// settings.proposalAttempts times in all, then the candidate is rejected with the last reason. In slot order; every
/// slot with the settings and templates of its step.
QList<Candidate> propose(Execution& execution, const Problem& run, const Step& loop,
                         const QList<ProposalSlot>& proposalSlots);

/// A text of the user's as a candidate; checked like any other.
Candidate insertedCandidate(const Insertion& insertion, const Step& step, const Problem& problem,
                            const ProposalCheck& check, const QString& parentText);

} // namespace metaspo
