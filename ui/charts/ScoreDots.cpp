#include "ui/charts/ScoreDots.h"

#include "ui/charts/ChartLook.h"
#include "ui/charts/SeriesLook.h"

#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <cmath>

namespace metaspo {

namespace {
constexpr double usedWidth = 0.7; // of a task's room
constexpr double dotSize = 9;
constexpr int longestDotName = 48;
} // namespace

ScoreDots::ScoreDots(QWidget* parent)
    : ScoreChart(QStringLiteral("dots"), tr("scores with intervals"), tr("Scores on test with their 95 % intervals"),
                 parent)
{
    redraw();
}

double ScoreDots::across(int method, int task) const
{
    const auto count = static_cast<double>(scores().methods.size());
    return task + usedWidth * ((method + 0.5) / count - 0.5);
}

void ScoreDots::addIntervals(QChart& chart, const QPalette& palette, int method) const
{
    const TaskScores::Method& shown = scores().methods.at(method);
    const SeriesLook look = seriesLook(shown.place, palette);
    for (int task = 0; task < shown.scores.size(); ++task) {
        const Interval& interval = shown.scores.at(task).interval;
        if (std::isnan(shown.scores.at(task).value) || !interval.isKnown())
            continue;
        auto* line = new QLineSeries;
        const double x = across(method, task);
        line->replace(QList<QPointF>{{x, interval.low * 100}, {x, interval.high * 100}});
        line->setPen(QPen(look.colour, 2, look.dash, Qt::FlatCap));
        addSeries(chart, line);
    }
}

void ScoreDots::addDots(QChart& chart, const QPalette& palette, int method)
{
    const TaskScores::Method& shown = scores().methods.at(method);
    const SeriesLook look = seriesLook(shown.place, palette);
    QList<QPointF> points;
    QList<int> tasks;
    for (int task = 0; task < shown.scores.size(); ++task) {
        if (std::isnan(shown.scores.at(task).value))
            continue;
        points.append({across(method, task), shown.scores.at(task).value * 100});
        tasks.append(task);
    }
    auto* dots = new QScatterSeries;
    dots->setName(chartText(shown.name, longestDotName));
    dots->setMarkerShape(look.marker);
    dots->setMarkerSize(dotSize);
    dots->setColor(look.colour);
    dots->setBorderColor(look.colour);
    dots->replace(points);
    addSeries(chart, dots);
    const auto taskAt = [tasks](const QPointF& at) {
        const int task = static_cast<int>(std::lround(at.x()));
        return tasks.contains(task) ? task : -1;
    };
    connect(dots, &QScatterSeries::clicked, this, [this, method, taskAt](const QPointF& at) {
        if (taskAt(at) >= 0)
            Q_EMIT scoreChosen(method, taskAt(at));
    });
    connect(dots, &QScatterSeries::hovered, this, [this, method, taskAt](const QPointF& at, bool isUnder) {
        if (isUnder && taskAt(at) >= 0)
            showScore(method, taskAt(at));
        else
            showToolTip({});
    });
}

void ScoreDots::fill(QChart& chart, const QPalette& palette)
{
    addAxes(chart);
    for (int method = 0; method < scores().methods.size(); ++method)
        addIntervals(chart, palette, method);
    for (int method = 0; method < scores().methods.size(); ++method)
        addDots(chart, palette, method);
    addBaselines(chart, palette);
    finish(chart, palette);
}

} // namespace metaspo
