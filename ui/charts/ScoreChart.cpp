#include "ui/charts/ScoreChart.h"

#include "ui/charts/ChartLook.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/TableModel.h"

#include <QTableView>
#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QLineSeries>
#include <QtCharts/QValueAxis>
#include <cmath>

namespace metaspo {

namespace {

constexpr qsizetype mostBelow = 3; // methods whose names have room in one line
constexpr double halfCategory = 0.46;

QPen baselinePen(const QPalette& palette, Qt::PenStyle dash)
{
    return {palette.color(QPalette::Text), 1.4, dash};
}

} // namespace

ScoreChart::ScoreChart(const QString& name, const QString& title, const QString& hint, QWidget* parent)
    : ChartPanel(name, title, new TableModel, parent)
    , m_hint(hint)
    , m_model(qobject_cast<TableModel*>(table()->model()))
{
    m_model->setParent(this);
    showHint(hint);
}

void ScoreChart::show(const TaskScores& scores, qsizetype all)
{
    m_scores = scores;
    const qsizetype shown = scores.methods.size();
    showHint(shown == all ? m_hint
                          : m_hint + QStringLiteral(". ")
                                + tr("Shown: %1 of %2 methods; choose others in the table.").arg(shown).arg(all));
    m_model->show(scores.table());
    table()->resizeColumnsToContents();
    describe(scores.description());
    redraw();
}

TableSource ScoreChart::numbers(const std::optional<QList<int>>& rows) const
{
    Table chosen = m_model->table();
    if (rows) {
        chosen.rows.clear();
        for (const int row : *rows)
            chosen.rows.append(m_model->table().rows.at(row));
    }
    return TableSource::of(chosen, QStringLiteral("scores_by_task"));
}

QSize ScoreChart::pictureSize() const
{
    const qsizetype groups = m_scores.tasks.size() * std::max<qsizetype>(1, m_scores.methods.size());
    return {static_cast<int>(std::clamp<qsizetype>(groups * 18, 960, 2400)), 540};
}

std::pair<double, double> ScoreChart::range() const
{
    double low = 1;
    double high = 0;
    const auto include = [&](double value) {
        if (std::isnan(value))
            return;
        low = std::min(low, value);
        high = std::max(high, value);
    };
    for (const TaskScores::Task& task : m_scores.tasks)
        for (const double value : {task.majority, task.chance})
            include(value);
    for (const TaskScores::Method& method : m_scores.methods)
        for (const Estimate& score : method.scores)
            for (const double value : {score.value, score.interval.low, score.interval.high})
                include(value);
    if (low > high)
        return {0, 100};
    return {startsAtZero() ? 0 : std::max(0.0, std::floor(low * 10) * 10), std::min(100.0, std::ceil(high * 10) * 10)};
}

void ScoreChart::addAxes(QChart& chart) const
{
    QList<std::pair<QString, QString>> tasks;
    for (const TaskScores::Task& task : m_scores.tasks)
        tasks.append({task.name, task.metric});
    auto* up = new QValueAxis;
    const auto [low, high] = range();
    up->setRange(low, high);
    up->setTickType(QValueAxis::TicksDynamic);
    up->setTickInterval(high - low > 50 ? 20 : 10);
    up->setLabelFormat(QStringLiteral("%d"));
    up->setTitleText(tr("score on test, %"));
    chart.addAxis(taskAxis(tasks), Qt::AlignBottom);
    chart.addAxis(up, Qt::AlignLeft);
}

void ScoreChart::addBaselines(QChart& chart, const QPalette& palette) const
{
    const auto add = [&](double TaskScores::Task::*share, Qt::PenStyle dash, const QString& legend) {
        bool isFirst = true;
        for (qsizetype task = 0; task < m_scores.tasks.size(); ++task) {
            const double level = 100 * m_scores.tasks.at(task).*share;
            if (std::isnan(level))
                continue;
            auto* line = new QLineSeries;
            const auto middle = static_cast<double>(task);
            line->replace(QList<QPointF>{{middle - halfCategory, level}, {middle + halfCategory, level}});
            line->setPen(baselinePen(palette, dash));
            if (std::exchange(isFirst, false))
                line->setName(legend);
            addSeries(chart, line);
        }
    };
    add(&TaskScores::Task::majority, Qt::DashDotDotLine, tr("always the most frequent answer"));
    add(&TaskScores::Task::chance, Qt::DotLine, tr("guessing"));
}

void ScoreChart::finish(QChart& chart, const QPalette& palette) const
{
    chart.legend()->setAlignment(m_scores.methods.size() > mostBelow ? Qt::AlignRight : Qt::AlignBottom);
    chart.legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    showNamedOnly(chart.legend());
    applyLook(chart, palette);
}

void ScoreChart::showScore(int method, int task) const
{
    const Estimate& score = m_scores.methods.at(method).scores.at(task);
    const TaskScores::Task& shown = m_scores.tasks.at(task);
    QStringList lines{m_scores.methods.at(method).name,
                      QStringLiteral("%1 · %2 · %3").arg(shown.domain, shown.name, shown.metric),
                      percentText(score.value)};
    lines.append(score.interval.isKnown()
                     ? tr("95 %: %1 to %2").arg(percentText(score.interval.low), percentText(score.interval.high))
                     : tr("interval not known"));
    lines.append(tr("n = %L1").arg(score.n));
    showToolTip(lines.join(QLatin1Char('\n')));
}

} // namespace metaspo
