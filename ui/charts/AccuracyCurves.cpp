#include "ui/charts/AccuracyCurves.h"

#include "ui/kit/Numbers.h"

#include <QCoreApplication>
#include <algorithm>

namespace metaspo {

namespace {

struct AccuracyCurvesWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::AccuracyCurves)
};

} // namespace

AccuracyCurves AccuracyCurves::of(const QList<DomainPoint>& points, const QList<Step>& expected,
                                  const QList<DomainBaseline>& baselines)
{
    AccuracyCurves result;
    result.stages = expected;
    result.baselines = baselines;
    QStringList domains;
    for (const DomainPoint& point : points) {
        if (!result.stages.contains(point.loop))
            result.stages.append(point.loop);
        if (!domains.contains(point.domain))
            domains.append(point.domain);
    }
    std::sort(result.stages.begin(), result.stages.end());
    std::sort(domains.begin(), domains.end());
    for (const DomainPoint& point : points) {
        auto curve = std::find_if(result.curves.begin(), result.curves.end(), [&point](const AccuracyCurve& known) {
            return known.domain == point.domain && known.split == point.split;
        });
        if (curve == result.curves.end()) {
            const auto place = static_cast<int>(domains.indexOf(point.domain));
            result.curves.append(AccuracyCurve{point.domain, point.split, place, {}});
            curve = result.curves.end() - 1;
        }
        curve->points.append(point);
    }
    std::sort(result.curves.begin(), result.curves.end(), [](const AccuracyCurve& one, const AccuracyCurve& other) {
        return std::pair(one.domainPlace, one.split) < std::pair(other.domainPlace, other.split);
    });
    return result;
}

int AccuracyCurves::domainPlace(const QString& domain) const
{
    const auto curve = std::find_if(curves.begin(), curves.end(),
                                    [&domain](const AccuracyCurve& known) { return known.domain == domain; });
    return curve == curves.end() ? 0 : curve->domainPlace;
}

const DomainBaseline* AccuracyCurves::baseline(const QString& domain, Split split) const
{
    for (const DomainBaseline& known : baselines)
        if (known.domain == domain && known.split == split)
            return &known;
    return nullptr;
}

QString AccuracyCurves::description() const
{
    if (curves.isEmpty())
        return AccuracyCurvesWords::tr("No scores yet.");
    QStringList parts;
    for (const AccuracyCurve& curve : curves) {
        parts += AccuracyCurvesWords::tr("%1, %2: from %3 to %4")
                     .arg(curve.domain, splitText(curve.split), percentText(curve.points.front().score),
                          percentText(curve.points.back().score));
        if (const DomainBaseline* known = baseline(curve.domain, curve.split))
            parts.last() += AccuracyCurvesWords::tr(", guessing %1").arg(percentText(known->chance));
    }
    return AccuracyCurvesWords::tr("Accuracy per domain over the loops.") + QLatin1Char(' ') +
           parts.join(QStringLiteral("; "));
}

QString stageLabel(const Step& loop)
{
    switch (loop.loop) {
    case Loop::Start: return AccuracyCurvesWords::tr("Start");
    case Loop::Inner: return AccuracyCurvesWords::tr("%1 inner").arg(loop.iteration);
    case Loop::Outer: return AccuracyCurvesWords::tr("%1 outer").arg(loop.iteration);
    case Loop::Test: return AccuracyCurvesWords::tr("Test");
    }
    return {};
}

QString splitText(Split split)
{
    switch (split) {
    case Split::Train: return AccuracyCurvesWords::tr("train");
    case Split::Validation: return AccuracyCurvesWords::tr("validation");
    case Split::Test: return AccuracyCurvesWords::tr("test");
    }
    return {};
}

} // namespace metaspo
