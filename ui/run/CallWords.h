#pragma once

#include "core/domain/CallRecord.h"
#include "core/domain/RunRecord.h"

namespace metaspo {

/// A call in the words of a table's cells.
QString callDeed(const CallRecord& call);      ///< "answer", "analysis", "rewriting"
QString callCandidate(const CallRecord& call); ///< on whose behalf it is made
QString callExample(const CallRecord& call);   ///< "anatomy #17"; empty: no evaluation
QString callState(const CallRecord& call);
QString callState(CallState state);
QString callOutcome(const CallRecord& call);
QString callTokens(const CallRecord& call); ///< "400 → 250"
QString callTime(const CallRecord& call);
QString callCost(const CallRecord& call);
QString roleText(ModelRole role);

} // namespace metaspo
