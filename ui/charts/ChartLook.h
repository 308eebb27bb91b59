#pragma once

#include <QtCharts/QChart>
#include <utility>

class QBarCategoryAxis;

namespace metaspo {

/// The font of the application by the name of what it came to: "Sans" is a wish, and others open the files.
QFont chartFont();

/// Charts keep a white ground and fonts of their own: this gives them the palette's and the application's. After each
/// change of axes or palette.
void applyLook(QChart& chart, const QPalette& palette);

/// Gives a series to the chart and to all axes that it has.
void addSeries(QChart& chart, QAbstractSeries* series);

/// Series and axes away, before it is filled anew.
void clearChart(QChart* chart);

/// A text of a user's for an axis or the legend: these take rich text, so it is escaped.
QString chartText(QStringView text, int width);

/// Tasks with their metrics side by side; the metrics stand below the tasks where they differ. Many are written upwards.
QBarCategoryAxis* taskAxis(const QList<std::pair<QString, QString>>& tasks);

/// A step between ticks that gives about five of them, at 1, 2 or 5 times a power of ten.
double tickInterval(double span);

/// Only series and bars with a name stand in the legend.
void showNamedOnly(QLegend* legend);

} // namespace metaspo
