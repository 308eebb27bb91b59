#include "ui/charts/SeriesLook.h"

#include "ui/kit/Theme.h"

#include <algorithm>
#include <array>

namespace metaspo {

namespace {

// Six of each against five colours: thirty pairs.
constexpr std::array markers{QScatterSeries::MarkerShapeCircle,           QScatterSeries::MarkerShapeRectangle,
                             QScatterSeries::MarkerShapeTriangle,         QScatterSeries::MarkerShapeRotatedRectangle,
                             QScatterSeries::MarkerShapePentagon,         QScatterSeries::MarkerShapeStar};
constexpr std::array dashes{Qt::SolidLine,   Qt::DashLine,       Qt::DotLine,
                            Qt::DashDotLine, Qt::DashDotDotLine, Qt::SolidLine};
constexpr std::array patterns{Qt::SolidPattern, Qt::BDiagPattern, Qt::CrossPattern,
                              Qt::FDiagPattern, Qt::HorPattern,   Qt::DiagCrossPattern};

} // namespace

SeriesLook seriesLook(int index, const QPalette& palette)
{
    const auto place = static_cast<std::size_t>(index) % markers.size();
    return {domainColour(index, palette), markers.at(place), dashes.at(place), patterns.at(place)};
}

QList<QPointF> decimated(const QList<QPointF>& points, qsizetype most)
{
    if (points.size() <= most)
        return points;
    const qsizetype stretches = std::max<qsizetype>(1, most / 2);
    QList<QPointF> kept;
    kept.reserve(2 * stretches);
    for (qsizetype stretch = 0; stretch < stretches; ++stretch) {
        const auto begin = points.begin() + stretch * points.size() / stretches;
        const auto end = points.begin() + (stretch + 1) * points.size() / stretches;
        auto [low, high] = std::minmax_element(
            begin, end, [](const QPointF& one, const QPointF& other) { return one.y() < other.y(); });
        if (high < low)
            std::swap(low, high);
        kept.append(*low);
        if (high != low)
            kept.append(*high);
    }
    return kept;
}

} // namespace metaspo
