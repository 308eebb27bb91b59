#pragma once

#include "ui/charts/AccuracyAxis.h"
#include "ui/charts/AccuracyCurves.h"

#include <QPalette>
#include <functional>

class QChart;
class QXYSeries;

namespace metaspo {

/// What of the curves is drawn.
struct AccuracyChoice
{
    std::optional<Split> split; ///< absent: all of them, each a line of its own
    bool hasBaselines = true;   ///< chance band and majority line
};

/// Draws accuracy curves into an empty chart: lines with markers and interval bands, hatched bands for what guessing
/// would show, thin lines for the majority answer.
class AccuracyDrawing
{
public:
    /// Told of every series that can be pointed at, with its curve and its points in percent.
    using Added = std::function<void(QXYSeries* series, const AccuracyCurve& curve, const QList<QPointF>& points)>;

    AccuracyDrawing(QChart& chart, const QPalette& palette, const AccuracyAxis& axis, const AccuracyChoice& choice);
    void draw(const AccuracyCurves& curves, const Added& added);

private:
    bool isShown(Split split) const { return !m_choice.split || *m_choice.split == split; }
    std::pair<double, double> range(const AccuracyCurves& curves) const;
    void addAxes(const AccuracyCurves& curves);
    void explainBaselines();
    void addBaseline(const DomainBaseline& baseline, const QColor& colour);
    void addBand(const QList<QPointF>& upper, const QList<QPointF>& lower, const QBrush& brush);
    void addInterval(const AccuracyCurve& curve);
    void addCurve(const AccuracyCurve& curve, const Added& added);

    QChart& m_chart;
    const QPalette& m_palette;
    const AccuracyAxis& m_axis;
    AccuracyChoice m_choice;
};

} // namespace metaspo
