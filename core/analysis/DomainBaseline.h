#pragma once

#include "core/analysis/Baselines.h"
#include "core/analysis/Interval.h"

#include <QList>

namespace metaspo {

/// What no reading of the questions would score on one task's examples of a split.
struct TaskBaseline
{
    QString domain;
    Split split = Split::Train;
    Baseline baseline;
    double chanceDeviation = qQNaN(); ///< of these answers and examples
};

/// The same as the mean over a domain's tasks, to be drawn beside accuracy per domain.
struct DomainBaseline
{
    QString domain;
    Split split = Split::Train;
    double majority = qQNaN();
    double chance = qQNaN();
    Interval chance95; ///< where 95 % of those land who only guess, on these examples (normal approximation)
    bool operator==(const DomainBaseline&) const = default;
};

/// One for every domain and split of which all tasks have a baseline; ordered by domain, then split.
QList<DomainBaseline> domainBaselines(const QList<TaskBaseline>& tasks);

} // namespace metaspo
