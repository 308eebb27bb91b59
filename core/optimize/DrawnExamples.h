#pragma once

#include "core/domain/Error.h"
#include "core/domain/RunSettings.h"

namespace metaspo {

/// The task with only the examples that a run uses, each with the split it has in this run (methods.md, section 2).
/// Train: drawn from the train pool by (seed, task). Validation: drawn from the task's validation split, or, where it
/// has none, from the rest of the train pool; it shares no question with train. Test: at most `settings.test`, by a
/// draw that does not depend on the seed, so that the test set stays. Method evaluate takes what there is. BadInput:
/// the pool is too small; says what there is and which option to lower. Pure.
Result<Task> drawnTask(const Task& whole, const RunSettings& settings);

} // namespace metaspo
