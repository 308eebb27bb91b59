#include "core/analysis/DomainBaseline.h"

#include <QMap>
#include <algorithm>
#include <cmath>

namespace metaspo {

namespace {

constexpr double quantile975 = 1.959963984540054;

DomainBaseline meanOf(const QList<TaskBaseline>& tasks)
{
    DomainBaseline mean;
    mean.majority = mean.chance = 0;
    double variance = 0;
    const auto count = static_cast<double>(tasks.size());
    for (const TaskBaseline& task : tasks) {
        mean.majority += task.baseline.majority / count;
        mean.chance += task.baseline.chance / count;
        variance += task.chanceDeviation * task.chanceDeviation / (count * count);
    }
    const double half = quantile975 * std::sqrt(variance);
    mean.chance95 = {std::max(0.0, mean.chance - half), std::min(1.0, mean.chance + half)};
    return mean;
}

} // namespace

QList<DomainBaseline> domainBaselines(const QList<TaskBaseline>& tasks)
{
    QMap<std::pair<QString, Split>, QList<TaskBaseline>> groups;
    for (const TaskBaseline& task : tasks)
        groups[{task.domain, task.split}].append(task);
    QList<DomainBaseline> result;
    for (auto group = groups.begin(); group != groups.end(); ++group) {
        const auto isDefined = [](const TaskBaseline& task) { return task.baseline.isDefined(); };
        if (!std::all_of(group->begin(), group->end(), isDefined))
            continue;
        DomainBaseline mean = meanOf(*group);
        mean.domain = group.key().first;
        mean.split = group.key().second;
        result.append(mean);
    }
    return result;
}

} // namespace metaspo
