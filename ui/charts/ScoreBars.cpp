#include "ui/charts/ScoreBars.h"

#include "ui/charts/ChartLook.h"
#include "ui/charts/SeriesLook.h"

#include <QtCharts/QBarSeries>
#include <QtCharts/QBarSet>
#include <algorithm>
#include <cmath>

namespace metaspo {

namespace {
constexpr double barWidth = 0.8; // the default leaves half of the room empty
constexpr int longestBarName = 48;
constexpr double leastBar = 0.5; // percent: a score of nothing is seen, and differs from none
} // namespace

ScoreBars::ScoreBars(QWidget* parent)
    : ScoreChart(QStringLiteral("bars"), tr("methods by task"),
                 tr("Scores on test; a method without a bar has no score there"), parent)
{
    redraw();
}

void ScoreBars::fill(QChart& chart, const QPalette& palette)
{
    addAxes(chart);
    auto* series = new QBarSeries;
    series->setBarWidth(barWidth);
    for (int method = 0; method < scores().methods.size(); ++method) {
        const TaskScores::Method& shown = scores().methods.at(method);
        const SeriesLook look = seriesLook(shown.place, palette);
        auto* set = new QBarSet(chartText(shown.name, longestBarName));
        for (const Estimate& score : shown.scores)
            set->append(std::isnan(score.value) ? 0 : std::max(leastBar, score.value * 100));
        set->setBrush(QBrush(look.colour, look.pattern));
        set->setPen(QPen(look.colour, 1));
        connect(set, &QBarSet::clicked, this, [this, method](int task) { Q_EMIT scoreChosen(method, task); });
        connect(set, &QBarSet::hovered, this, [this, method](bool isUnder, int task) {
            if (isUnder)
                showScore(method, task);
            else
                showToolTip({});
        });
        series->append(set);
    }
    addSeries(chart, series);
    addBaselines(chart, palette);
    finish(chart, palette);
}

} // namespace metaspo
