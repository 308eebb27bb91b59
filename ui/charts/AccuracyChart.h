#pragma once

#include "ui/charts/AccuracyCurves.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;
class QChart;
class QChartView;
class QXYSeries;

namespace metaspo {

class AccuracyTableModel;

/// Accuracy per domain after each loop, with 95 % bands. Colour and marker tell the domains apart, dashes the splits.
/// A click on a point asks for its loop; the same numbers stand in a table for the keyboard and screen readers.
class AccuracyChart : public QWidget
{
    Q_OBJECT

public:
    explicit AccuracyChart(QWidget* parent = nullptr);

    void show(const AccuracyCurves& curves);
    using QWidget::show;

Q_SIGNALS:
    void stageChosen(const metaspo::Step& loop);

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* makeBar();
    void draw();
    void drawAxes();
    void drawCurve(const AccuracyCurve& curve);
    void addBand(const QList<QPointF>& upper, const QList<QPointF>& lower, QColor colour);
    void addSeries(QXYSeries* series, const AccuracyCurve& curve);
    void showPoint(const AccuracyCurve& curve, const QPointF& point, bool isUnder);
    bool isShown(Split split) const;
    std::pair<double, double> range() const;

    AccuracyCurves m_curves;
    AccuracyTableModel* m_model;
    QChart* m_chart;
    QChartView* m_view;
    QTableView* m_table;
    QStackedWidget* m_stack;
    QLabel* m_hint;
    QComboBox* m_split;
    QToolButton* m_asTable;
};

} // namespace metaspo
