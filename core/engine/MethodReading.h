#pragma once

#include "core/engine/LabelScores.h"
#include "core/engine/Queries.h"
#include "core/store/Reader.h"

namespace metaspo {

/// Methods by tasks, from what all finished runs scored on test. `known`: intervals from earlier reads. Query thread.
Result<MethodTable> readMethods(Reader& reader, KnownIntervals& known);
/// Every pair compared on the examples that both have answered; pairs without a common one are left out. Query thread.
Result<QList<TaskComparison>> readChanges(Reader& reader, const QList<ScorePair>& pairs);

} // namespace metaspo
