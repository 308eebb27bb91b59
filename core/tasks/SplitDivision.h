#pragma once

#include "core/domain/Error.h"
#include "core/domain/SplitShares.h"
#include "core/domain/Task.h"

namespace metaspo {

/// Divides the examples anew by shares. Equal questions stay together, labels keep their shares, and the result depends
/// on the seed and the questions alone (Splitter). Pure; usable on any thread. Error: nothing to divide, shares that are
/// no shares.
Result<void> divide(Task& task, const SplitShares& shares);

} // namespace metaspo
