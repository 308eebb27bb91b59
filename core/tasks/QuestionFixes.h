#pragma once

#include "core/domain/TaskImport.h"

#include <QHash>
#include <QSet>

namespace metaspo {

/// Fixes of what equal and almost equal questions do. A question that is in several splits belongs in the last of them:
/// test before validation before train, so that nothing reported was seen in training.

/// Where examples must move so that no question is in two splits, by index.
QHash<int, Split> movesOfSharedQuestions(const Task& task);
/// The same for almost equal questions; equal ones go along.
QHash<int, Split> movesOfNearDuplicates(const Task& task);
/// Examples that have an equal question in a later split.
QSet<int> sharedWithLaterSplit(const Task& task);
/// Examples that say what an earlier one of their split says, question and answers.
QSet<int> copiesInSplit(const Task& task);

enum class Accepted { First, All };
/// Gives equal questions equal answers: those of the first, or all that any of them has.
void settleAnswers(Task& task, Accepted accepted);

} // namespace metaspo
