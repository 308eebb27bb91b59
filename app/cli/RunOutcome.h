#pragma once

#include "app/cli/Command.h"
#include "core/engine/Project.h"

namespace metaspo {

/// What a finished run ends with: scores per task, caveats, what became of every candidate, where it is kept.
void printOutcome(CommandContext& context, Project& project, qint64 run);

/// The scores of finished runs, exact, with columns that name the run.
Table generalizationTable(Project& project, const QList<RunRecord>& runs);

/// Candidates with why they were kept or not, for people.
Table candidateTable(const QList<CandidateRecord>& candidates);
/// Cells of scored prompts as in scores.csv.
Table scoreTable(const QList<CellRecord>& cells);

} // namespace metaspo
