#pragma once

#include "core/domain/RunRecord.h"

#include <QList>
#include <QStringList>

namespace metaspo {

/// One line of the chart: one domain on one split; splits are never joined.
struct AccuracyCurve
{
    QString domain;
    Split split = Split::Train;
    int domainPlace = 0; ///< decides colour and marker; the same for every split
    QList<DomainPoint> points;
    QList<int> stages; ///< place of each point on the axis
    bool operator==(const AccuracyCurve&) const = default;
};

/// The chart "accuracy per domain over the loops" as values: its stages in order and its lines.
struct AccuracyCurves
{
    QList<Step> stages;
    QList<AccuracyCurve> curves;

    /// `expected`: loops that the run will reach, so that the axis stands from the beginning.
    static AccuracyCurves of(const QList<DomainPoint>& points, const QList<Step>& expected = {});
    /// One sentence for people who do not see it.
    QString description() const;
    bool operator==(const AccuracyCurves&) const = default;
};

/// "Start", "1 inner", "2 outer", "Test".
QString stageLabel(const Step& loop);
QString splitText(Split split);

} // namespace metaspo
