#pragma once

#include "core/analysis/Interval.h"
#include "core/domain/Fact.h"
#include "core/domain/RunRecord.h"

#include <QList>
#include <functional>

namespace metaspo {

/// The chart "accuracy per domain" (methods.md, section 4): for every stage, domain and split the mean over
/// the domain's tasks of the incumbent with the first prompt of each beam. A point stands only where every
/// task of the domain has a finished cell on that split; splits are never mixed. Ordered by stage, domain,
/// split; n is the sum over tasks. An interval that cannot be known is NaN at both ends.
using IntervalOfCell = std::function<Interval(const CellRecord&)>;

QList<DomainPoint> domainCurve(qint64 run, const QList<StageReached>& stages, const QList<CellRecord>& cells);
QList<DomainPoint> domainCurve(qint64 run, const QList<StageReached>& stages, const QList<CellRecord>& cells,
                               const IntervalOfCell& intervalOf);

/// The stages among a run's decisions, in order.
QList<StageReached> stagesOf(const QList<Fact>& decisions);

} // namespace metaspo
