#include "ui/charts/AccuracyDrawing.h"

#include "ui/charts/ChartLook.h"
#include "ui/charts/SeriesLook.h"
#include "ui/kit/Theme.h"

#include <QCoreApplication>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>
#include <cmath>

namespace metaspo {

namespace {

constexpr double markerSize = 10;
constexpr int longestName = 40;

Qt::PenStyle dashOf(Split split)
{
    switch (split) {
    case Split::Train: return Qt::DotLine;
    case Split::Validation: return Qt::SolidLine;
    case Split::Test: return Qt::DashLine;
    }
    return Qt::SolidLine;
}

QColor faint(QColor colour, float alpha)
{
    colour.setAlphaF(alpha);
    return colour;
}

} // namespace

AccuracyDrawing::AccuracyDrawing(QChart& chart, const QPalette& palette, const AccuracyAxis& axis,
                                 const AccuracyChoice& choice)
    : m_chart(chart)
    , m_palette(palette)
    , m_axis(axis)
    , m_choice(choice)
{
}

void AccuracyDrawing::draw(const AccuracyCurves& curves, const Added& added)
{
    addAxes(curves);
    bool hasBaselines = false;
    if (m_choice.hasBaselines && m_choice.split)
        for (const DomainBaseline& baseline : curves.baselines)
            if (isShown(baseline.split)) {
                addBaseline(baseline, domainColour(curves.domainPlace(baseline.domain), m_palette));
                hasBaselines = true;
            }
    for (const AccuracyCurve& curve : curves.curves) // all bands below all lines
        if (m_choice.split && isShown(curve.split))
            addInterval(curve);
    for (const AccuracyCurve& curve : curves.curves)
        if (isShown(curve.split))
            addCurve(curve, added);
    if (hasBaselines)
        explainBaselines();
    m_chart.legend()->setAlignment(Qt::AlignBottom);
    m_chart.legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    showNamedOnly(m_chart.legend());
    applyLook(m_chart, m_palette);
}

// The nearest tens around everything that is drawn: a difference of a few points stays visible.
std::pair<double, double> AccuracyDrawing::range(const AccuracyCurves& curves) const
{
    double low = 1;
    double high = 0;
    const auto include = [&](double value) {
        if (std::isnan(value))
            return;
        low = std::min(low, value);
        high = std::max(high, value);
    };
    for (const AccuracyCurve& curve : curves.curves)
        for (const DomainPoint& point : curve.points)
            if (isShown(curve.split))
                for (const double value : {point.score, point.low95, point.high95})
                    include(value);
    for (const DomainBaseline& baseline : curves.baselines)
        if (m_choice.hasBaselines && m_choice.split && isShown(baseline.split))
            for (const double value : {baseline.majority, baseline.chance95.low, baseline.chance95.high})
                include(value);
    if (low > high)
        return {0, 100};
    return {std::max(0.0, std::floor(low * 10) * 10), std::min(100.0, std::ceil(high * 10) * 10)};
}

void AccuracyDrawing::addAxes(const AccuracyCurves& curves)
{
    auto* up = new QValueAxis;
    const auto [low, high] = range(curves);
    up->setRange(low, high);
    up->setTickType(QValueAxis::TicksDynamic);
    up->setTickInterval(high - low > 50 ? 20 : 10);
    up->setLabelFormat(QStringLiteral("%d"));
    up->setTitleText(QCoreApplication::translate("metaspo::AccuracyDrawing", "accuracy, %"));
    m_chart.addAxis(m_axis.make(), Qt::AlignBottom);
    m_chart.addAxis(up, Qt::AlignLeft);
}

void AccuracyDrawing::addBand(const QList<QPointF>& upper, const QList<QPointF>& lower, const QBrush& brush)
{
    auto* top = new QLineSeries;
    auto* bottom = new QLineSeries;
    top->replace(upper);
    bottom->replace(lower);
    auto* band = new QAreaSeries(top, bottom);
    top->setParent(band);
    bottom->setParent(band);
    band->setBrush(brush);
    band->setPen(Qt::NoPen);
    addSeries(m_chart, band);
}

// In the legend, in the colour of no domain: series without a point.
void AccuracyDrawing::explainBaselines()
{
    const QColor ink = m_palette.color(QPalette::Text);
    auto* guessing = new QScatterSeries;
    guessing->setName(QCoreApplication::translate("metaspo::AccuracyDrawing", "guessing (95 %)"));
    guessing->setMarkerShape(QScatterSeries::MarkerShapeRectangle);
    guessing->setMarkerSize(markerSize);
    guessing->setBrush(QBrush(ink, Qt::BDiagPattern));
    guessing->setBorderColor(faint(ink, 0.5F));
    auto* majority = new QLineSeries;
    majority->setName(QCoreApplication::translate("metaspo::AccuracyDrawing", "always the most frequent answer"));
    majority->setPen(QPen(ink, 1, Qt::DashDotDotLine));
    addSeries(m_chart, guessing);
    addSeries(m_chart, majority);
}

void AccuracyDrawing::addBaseline(const DomainBaseline& baseline, const QColor& colour)
{
    const auto [left, right] = m_axis.range();
    const auto level = [left, right](double share) {
        return QList<QPointF>{{left, share * 100}, {right, share * 100}};
    };
    if (baseline.chance95.isKnown())
        addBand(level(baseline.chance95.high), level(baseline.chance95.low),
                QBrush(faint(colour, 0.5F), Qt::BDiagPattern));
    auto* majority = new QLineSeries;
    majority->replace(level(baseline.majority));
    majority->setPen(QPen(colour, 1, Qt::DashDotDotLine));
    addSeries(m_chart, majority);
}

void AccuracyDrawing::addInterval(const AccuracyCurve& curve)
{
    QList<QPointF> lower;
    QList<QPointF> upper;
    for (const DomainPoint& point : curve.points) {
        const std::optional<double> x = m_axis.place(point.loop);
        if (!x || std::isnan(point.low95) || std::isnan(point.high95))
            continue;
        lower.append({*x, point.low95 * 100});
        upper.append({*x, point.high95 * 100});
    }
    addBand(decimated(upper), decimated(lower), faint(domainColour(curve.domainPlace, m_palette), 0.14F));
}

void AccuracyDrawing::addCurve(const AccuracyCurve& curve, const Added& added)
{
    const SeriesLook look = seriesLook(curve.domainPlace, m_palette);
    QList<QPointF> points;
    for (const DomainPoint& point : curve.points)
        if (const std::optional<double> x = m_axis.place(point.loop))
            points.append({*x, point.score * 100});
    auto* line = new QLineSeries;
    const QString domain = chartText(curve.domain, longestName);
    line->setPen(QPen(look.colour, 2, dashOf(curve.split)));
    auto* markers = new QScatterSeries;
    markers->setMarkerShape(look.marker);
    markers->setMarkerSize(markerSize);
    markers->setColor(curve.split == Split::Test ? m_palette.color(QPalette::Base) : look.colour);
    markers->setBorderColor(look.colour);
    if (m_choice.split) // the marker says which domain, the dash which split
        markers->setName(domain);
    else
        line->setName(QStringLiteral("%1 · %2").arg(domain, splitText(curve.split)));
    for (QXYSeries* series : {static_cast<QXYSeries*>(line), static_cast<QXYSeries*>(markers)}) {
        const QList<QPointF> drawn = decimated(points);
        series->replace(drawn);
        addSeries(m_chart, series);
        added(series, curve, drawn);
    }
}

} // namespace metaspo
