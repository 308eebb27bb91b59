#include "core/optimize/Contest.h"

#include <algorithm>

namespace metaspo {

int dropHopeless(std::vector<Standing>& standings, int keep)
{
    int dropped = 0;
    for (std::size_t own = 0; own < standings.size(); ++own) {
        if (standings[own].isSettled())
            continue;
        int ahead = 0;
        for (std::size_t other = 0; other < standings.size() && ahead < keep; ++other) {
            if (other == own)
                continue;
            const auto order = standings[other].atLeast <=> standings[own].atMost;
            ahead += order > 0 || (order == 0 && other < own) ? 1 : 0;
        }
        if (ahead < keep)
            continue;
        standings[own].isDropped = true;
        ++dropped;
    }
    return dropped;
}

QList<int> bestOf(const std::vector<Standing>& standings, int keep)
{
    QList<int> order;
    for (std::size_t index = 0; index < standings.size(); ++index)
        if (standings[index].isFinished())
            order.append(static_cast<int>(index));
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return standings[static_cast<std::size_t>(a)].atMost > standings[static_cast<std::size_t>(b)].atMost;
    });
    if (order.size() > keep)
        order.resize(keep);
    return order;
}

} // namespace metaspo
