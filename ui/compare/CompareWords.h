#pragma once

#include "core/analysis/OutcomeTable.h"
#include "core/domain/RunRecord.h"
#include "ui/kit/Theme.h"

namespace metaspo {

/// What the compare page says about prompts, answers and tables, for people.

QString promptLetter(int prompt);                    ///< A, B … Z, A2 …; A is the baseline
QString promptName(const CandidateRecord& record);   ///< "3:1/outer/2", as the command line names it
QString promptTitle(const CandidateRecord& record);  ///< "Iteration 1 › Outer loop › Proposal 2"
QString standingGlyph(Standing standing);
QString standingText(Standing standing);
Tone toneOf(Standing standing);
/// "▲ 12  ▼ 5  = 83": answers won, lost and tied beside the baseline.
QString standingSummary(const QList<TaskComparison>& tasks);
QString showText(OutcomeFilter::Show show);

/// The tables of `metaspo compare`, one below the other, with the prompt in front. `names`: as promptName(). Columns
/// have headings for people.
Table tasksTable(const PromptComparison& comparison, const QStringList& names);
Table domainsTable(const PromptComparison& comparison, const QStringList& names);

} // namespace metaspo
