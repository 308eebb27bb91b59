#pragma once

#include "core/optimize/State.h"

namespace metaspo {

/// The outer loop (paper, Algorithm 3): M rewrites of the incumbent, each scored over every task and every prompt of
/// its beam; the best is adopted if its meta score is strictly above the incumbent's, the earlier wins a tie; then
/// every beam is sorted anew. Without wrong answers there are no rewrites.
void runOuterLoop(Execution& execution, const Problem& run, State& state, int iteration);

} // namespace metaspo
