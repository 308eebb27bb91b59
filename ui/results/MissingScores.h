#pragma once

#include "core/analysis/MethodTable.h"
#include "core/engine/Project.h"

namespace metaspo {

/// A score that the table has no number for, by its places.
struct MissingScore
{
    qsizetype row = 0;
    qsizetype column = 0;
};

/// Those of these rows that can be scored: the task is still there.
QList<MissingScore> missingScores(const MethodTable& table, const QList<qsizetype>& rows);

/// A run of the method evaluate that scores them, and how many of them it does.
struct MissingRun
{
    QString baseModel;
    RunRequest request;
    int scores = 0;
};

/// As few as score them all: what differs in base model, connection, sampling, seed or the user prompts of one task is
/// not in one run. A run scores all of its prompts on all of its tasks, which may be more than what is missing;
/// answers that the file has are used again at temperature 0.
QList<MissingRun> missingRuns(const MethodTable& table, const QList<MissingScore>& missing);

} // namespace metaspo
