#include "ui/charts/ChartLook.h"

#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"

#include <QFontInfo>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QtCharts/QAbstractAxis>
#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarLegendMarker>
#include <QtCharts/QBarSet>
#include <QtCharts/QLegend>
#include <QtCharts/QLegendMarker>
#include <algorithm>
#include <cmath>

namespace metaspo {

namespace {
constexpr QMargins chartMargins(4, 0, 4, 0);
constexpr int longestTaskName = 18;      // in letters of usual width
constexpr qsizetype mostLevelLabels = 8; // more are written upwards; aslant, the axis leaves out the outer ones
constexpr double upwards = -90;
constexpr QChar nothingToSee(0x200B);

// Tasks that belong together differ at the end of their names more often than in the middle.
QString shortened(const QString& task)
{
    const QFontMetrics metrics(chartFont());
    return metrics.elidedText(displayLine(task, 200), Qt::ElideMiddle, longestTaskName * metrics.averageCharWidth());
}

} // namespace

QFont chartFont()
{
    QFont font = QGuiApplication::font();
    font.setFamily(QFontInfo(font).family());
    return font;
}

void applyLook(QChart& chart, const QPalette& palette)
{
    const QFont font = chartFont();
    chart.setMargins(chartMargins);
    chart.setBackgroundBrush(palette.base());
    chart.setBackgroundPen(Qt::NoPen);
    chart.setBackgroundRoundness(0);
    chart.setPlotAreaBackgroundVisible(false);
    chart.setTitleBrush(palette.text());
    chart.legend()->setLabelColor(palette.color(QPalette::Text));
    chart.legend()->setFont(font);
    for (QAbstractAxis* axis : chart.axes()) {
        axis->setLabelsColor(palette.color(QPalette::Text));
        axis->setLabelsFont(font);
        axis->setTitleBrush(palette.color(QPalette::PlaceholderText));
        axis->setTitleFont(font);
        axis->setGridLineColor(lineColour(palette));
        axis->setLinePenColor(palette.color(QPalette::Mid));
    }
}

void addSeries(QChart& chart, QAbstractSeries* series)
{
    chart.addSeries(series);
    for (QAbstractAxis* axis : chart.axes())
        series->attachAxis(axis);
}

void clearChart(QChart* chart)
{
    chart->removeAllSeries();
    for (QAbstractAxis* axis : chart->axes()) {
        chart->removeAxis(axis);
        delete axis;
    }
}

QString chartText(QStringView text, int width)
{
    return displayLine(text, width).toHtmlEscaped();
}

QBarCategoryAxis* taskAxis(const QList<std::pair<QString, QString>>& tasks)
{
    auto* axis = new QBarCategoryAxis;
    const bool isOneMetric = std::all_of(tasks.begin(), tasks.end(),
                                         [&tasks](const auto& task) { return task.second == tasks.first().second; });
    QStringList labels;
    for (const auto& [task, metric] : tasks) {
        QString label = shortened(task).toHtmlEscaped();
        if (!isOneMetric)
            label += QStringLiteral("<br>") + metric.toHtmlEscaped();
        while (labels.contains(label)) // the axis takes every category once
            label += nothingToSee;
        labels.append(label);
    }
    axis->append(labels);
    axis->setGridLineVisible(false);
    if (tasks.size() > mostLevelLabels) {
        axis->setLabelsAngle(upwards);
        axis->setTruncateLabels(false); // which counts with the width of a level one
    }
    return axis;
}

void showNamedOnly(QLegend* legend)
{
    for (QLegendMarker* marker : legend->markers()) {
        marker->setVisible(!marker->label().isEmpty());
        if (auto* bars = qobject_cast<QBarLegendMarker*>(marker)) { // which have no look of a series to take
            marker->setShape(QLegend::MarkerShapeRectangle);
            marker->setBrush(bars->barset()->brush());
            marker->setPen(bars->barset()->pen());
        }
    }
}

double tickInterval(double span)
{
    if (!(span > 0))
        return 1;
    const double power = std::pow(10.0, std::floor(std::log10(span / 5)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (span / (factor * power) <= 6)
            return factor * power;
    return 10 * power;
}

} // namespace metaspo
