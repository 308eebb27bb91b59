#pragma once

#include <QtGlobal>

namespace metaspo {

/// How the examples of a task are to be divided. The shares add up to 100.
struct SplitShares
{
    int trainPercent = 40;
    int validationPercent = 10;
    int testPercent = 50;
    quint64 seed = 1;
    /// The test split stays and the rest is divided by the other two shares: for published test sets.
    bool keepsTest = false;
    bool operator==(const SplitShares&) const = default;
};

} // namespace metaspo
