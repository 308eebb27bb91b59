#pragma once

#include "app/cli/Command.h"
#include "core/engine/Project.h"

#include <memory>

namespace metaspo {

/// Opens FILE, which must be there.
std::shared_ptr<Project> openProject(CommandContext& context, const QString& file);
RunRecord runOf(Project& project, qint64 run);
/// The run that was stored last.
RunRecord newestRun(Project& project);
Task taskOf(Project& project, const QString& name);

/// A candidate as people write it: STEP of the newest run, or RUN:STEP.
CandidateId parseCandidate(Project& project, const QString& text);
bool looksLikeCandidate(const QString& text);
CandidateRecord candidateOf(Project& project, const CandidateId& id);
/// Whose answers a candidate has: an alias has those of the candidate that had its text first.
CandidateId scoredAs(const CandidateRecord& record);
/// What --initial-system-prompt and the like take: a candidate, @path, or the text itself.
QString promptText(Project& project, const QString& value);

/// "run 3 (small, on Qwen2.5-Coder-1.5B-Instruct)".
QString described(const RunRecord& run);

} // namespace metaspo
