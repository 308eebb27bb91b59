#pragma once

#include "ui/charts/AccuracyAxis.h"
#include "ui/charts/AccuracyCurves.h"
#include "ui/charts/ChartPanel.h"

class QCheckBox;
class QComboBox;
class QXYSeries;

namespace metaspo {

class AccuracyTableModel;

/// Accuracy per domain after each loop, with 95 % bands, what chance alone would show, and the majority line. Over the
/// loops, or over what was spent until then. Colour and marker tell the domains apart, dashes the splits. A click on a
/// point asks for its loop; the same numbers stand in a table for the keyboard and screen readers.
class AccuracyChart : public ChartPanel
{
    Q_OBJECT

public:
    explicit AccuracyChart(QWidget* parent = nullptr);

    void show(const AccuracyCurves& curves);
    /// What was asked for by effortsWanted(); of the curves shown.
    void showEfforts(const QList<StageEffort>& efforts);
    using QWidget::show;

Q_SIGNALS:
    void stageChosen(const metaspo::Step& loop);
    void effortsWanted(); ///< the curves are to be drawn over calls, tokens, cost or time

protected:
    void fill(QChart& chart, const QPalette& palette) override;
    TableSource numbers(const std::optional<QList<int>>& rows) const override;

private:
    void makeControls();
    void chooseAxis();
    void draw();
    std::optional<Split> split() const;
    AccuracyOver over() const;
    QString hintText() const;
    void makeLive(QXYSeries* series, const AccuracyCurve& curve, const QList<QPointF>& points);
    void showPoint(const AccuracyCurve& curve, const DomainPoint& point) const;

    AccuracyCurves m_curves;
    QList<StageEffort> m_efforts;
    AccuracyAxis m_axis;
    AccuracyTableModel* m_model;
    QComboBox* m_split;
    QComboBox* m_over;
    QCheckBox* m_baselines;
};

} // namespace metaspo
