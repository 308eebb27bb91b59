#include "core/domain/CallPlan.h"

#include <algorithm>
#include <numeric>

namespace metaspo {

std::optional<qint64> CallPlan::expectedFrom(const Step& loop) const
{
    const auto first = std::find_if(loops.begin(), loops.end(), [&](const LoopCalls& one) {
        return one.loop.loop == loop.loop && (loop.loop == Loop::Test || one.loop.iteration == loop.iteration);
    });
    if (first == loops.end())
        return std::nullopt;
    return std::accumulate(first, loops.end(), qint64{0},
                           [](qint64 sum, const LoopCalls& one) { return sum + one.expected; });
}

} // namespace metaspo
