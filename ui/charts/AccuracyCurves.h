#pragma once

#include "core/analysis/DomainBaseline.h"
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
    bool operator==(const AccuracyCurve&) const = default;
};

/// The chart "accuracy per domain over the loops" as values: its stages in order and its lines.
struct AccuracyCurves
{
    QList<Step> stages;
    QList<AccuracyCurve> curves;
    QList<DomainBaseline> baselines;

    /// `expected`: loops that the run will reach, so that the axis stands from the beginning.
    static AccuracyCurves of(const QList<DomainPoint>& points, const QList<Step>& expected = {},
                             const QList<DomainBaseline>& baselines = {});
    /// That of its curves; 0: it has none.
    int domainPlace(const QString& domain) const;
    const DomainBaseline* baseline(const QString& domain, Split split) const; ///< null: there is none
    /// One sentence for people who do not see it.
    QString description() const;
    bool operator==(const AccuracyCurves&) const = default;
};

/// "Start", "1 inner", "2 outer", "Test".
QString stageLabel(const Step& loop);
QString splitText(Split split);

} // namespace metaspo
