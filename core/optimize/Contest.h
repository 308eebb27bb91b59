#pragma once

#include "core/domain/Cell.h"

#include <QList>
#include <vector>

namespace metaspo {

/// A prompt whose score is wanted: the mean over tasks of the mean over that task's cells.
struct Contender
{
    Step candidate;
    QList<QList<Cell>> cells; ///< by task
};

/// Prompts of which the `keep` best are wanted; equal: the earlier in the list. A contender that can no longer be
/// among them need not be finished.
struct Contest
{
    static constexpr int all = 1 << 30; ///< nobody is dropped
    QList<Contender> contenders;
    int keep = all;
};

/// Where one contender stands. Bounds are exact.
struct Standing
{
    MetaScore atMost;
    MetaScore atLeast;
    int planned = 0; ///< examples over all cells
    int answered = 0;
    bool isDropped = false;

    bool isFinished() const { return answered == planned; }
    bool isSettled() const { return isFinished() || isDropped; }
};

/// Drops every unfinished contender that at least `keep` others are ahead of for certain: a worst score above its best
/// one, or equal to it and earlier. Exact whatever the order of answers: were one of the true best dropped, `keep`
/// others would truly be ahead of it (performance.md, section 1). Gives how many were newly dropped.
int dropHopeless(std::vector<Standing>& standings, int keep);

/// Indexes of the `keep` best finished contenders, best first; equal: the earlier. Stable.
QList<int> bestOf(const std::vector<Standing>& standings, int keep);

} // namespace metaspo
