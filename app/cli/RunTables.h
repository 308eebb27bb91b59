#pragma once

#include "core/analysis/Table.h"
#include "core/domain/RunRecord.h"

namespace metaspo {

/// The columns of runs.csv, then: reason, recorded (0 or 1), reused_calls, possibly_paid_calls, forked_from, note.
Table exactRunTable(const QList<RunRecord>& runs);
Table readableRunTable(const QList<RunRecord>& runs);
/// "Run 3 (small, on …) is paused: … 412 base and 20 optimizer calls paid; …".
QString stateText(const RunRecord& run);
/// "412 base and 20 optimizer calls paid; 81000 tokens in, 9000 out; $0.0120; 6 min from start to end."
QString effortText(const RunRecord& run);

} // namespace metaspo
