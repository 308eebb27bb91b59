#pragma once

#include "core/optimize/State.h"

namespace metaspo {

/// The inner loop (paper, Algorithm 2), all source tasks at once: m rewrites of the first prompt of every beam, scored
/// under the incumbent; a beam keeps its k best, the older wins a tie. A task without wrong answers gets no rewrites.
void runInnerLoop(Execution& execution, const Problem& run, State& state, int iteration);

} // namespace metaspo
