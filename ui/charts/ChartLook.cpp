#include "ui/charts/ChartLook.h"

#include "ui/kit/Theme.h"

#include <QtCharts/QAbstractAxis>
#include <QtCharts/QLegend>

namespace metaspo {

void applyPalette(QChart* chart, const QPalette& palette)
{
    chart->setBackgroundBrush(palette.base());
    chart->setBackgroundPen(Qt::NoPen);
    chart->setBackgroundRoundness(0);
    chart->setPlotAreaBackgroundVisible(false);
    chart->setTitleBrush(palette.text());
    chart->legend()->setLabelColor(palette.color(QPalette::Text));
    for (QAbstractAxis* axis : chart->axes()) {
        axis->setLabelsColor(palette.color(QPalette::Text));
        axis->setTitleBrush(palette.color(QPalette::PlaceholderText));
        axis->setGridLineColor(lineColour(palette));
        axis->setLinePenColor(palette.color(QPalette::Mid));
    }
}

} // namespace metaspo
