#pragma once

#include "core/engine/Project.h"
#include "core/store/Reader.h"

namespace metaspo {

/// The run that a request forks, if it may be forked there and so: the step is one of its steps and it has come so far,
/// and what a fork shares (base model, tasks, splits, metric, seed) is left as it is. Off the main thread.
Result<RunSetup> forkedRun(Reader& reader, const RunRequest& request);

/// The base model of a fork as it is reached today, if it is still the one of the run that is forked.
Result<Connection> baseOfFork(const RunSetup& origin, Connection today);

} // namespace metaspo
