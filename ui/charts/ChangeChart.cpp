#include "ui/charts/ChangeChart.h"

#include "ui/charts/ChartLook.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/TableModel.h"
#include "ui/kit/Theme.h"
#include "ui/kit/Words.h"

#include <QTableView>
#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarSet>
#include <QtCharts/QLegend>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QStackedBarSeries>
#include <QtCharts/QValueAxis>
#include <cmath>

namespace metaspo {

namespace {

double share(qint64 answers, const PairedCounts& counts)
{
    return counts.n() == 0 ? 0 : 100.0 * static_cast<double>(answers) / static_cast<double>(counts.n());
}

QString points(double difference)
{
    const QString sign = difference > 0 ? QStringLiteral("+") : QString();
    return sign + percentText(difference);
}

} // namespace

ChangeChart::ChangeChart(QWidget* parent)
    : ChartPanel(QStringLiteral("change"), tr("change per task"), new TableModel, parent)
    , m_model(qobject_cast<TableModel*>(table()->model()))
{
    m_model->setParent(this);
    show({}, {}, {}, tr("Nothing is compared."));
}

void ChangeChart::show(const QList<TaskComparison>& tasks, const QString& before, const QString& after,
                       const QString& instead)
{
    m_tasks = tasks;
    m_model->show(comparisonTable(tasks));
    table()->resizeColumnsToContents();
    showHint(tasks.isEmpty()
                 ? instead
                 : tr("From %1 to %2, on the same test examples").arg(displayLine(before, 60), displayLine(after, 60)));
    describe(tasks.isEmpty() ? instead : description(before, after));
    redraw();
}

QString ChangeChart::description(const QString& before, const QString& after) const
{
    QStringList parts;
    for (const TaskComparison& task : m_tasks)
        parts.append(tr("%1: %2 became right, %3 became wrong, difference %4")
                         .arg(task.task, countText(task.counts.fixed), countText(task.counts.broken),
                              points(task.difference.value)));
    return tr("Change from %1 to %2.").arg(before, after) + QLatin1Char(' ') + parts.join(QStringLiteral("; "));
}

void ChangeChart::addAxes(QChart& chart) const
{
    QList<std::pair<QString, QString>> tasks;
    double most = 10;
    for (const TaskComparison& task : m_tasks) {
        tasks.append({task.task, wordFor(task.metric.kind)});
        for (const double value :
             {share(task.counts.fixed, task.counts), share(task.counts.broken, task.counts),
              100 * std::abs(task.difference.interval.low), 100 * std::abs(task.difference.interval.high)})
            most = std::isnan(value) ? most : std::max(most, value);
    }
    auto* up = new QValueAxis;
    const double end = std::min(100.0, std::ceil(most / 10) * 10);
    up->setRange(-end, end);
    up->setTickType(QValueAxis::TicksDynamic);
    up->setTickInterval(tickInterval(2 * end));
    up->setLabelFormat(QStringLiteral("%d"));
    up->setTitleText(tr("% of the answers, points"));
    chart.addAxis(taskAxis(tasks), Qt::AlignBottom);
    chart.addAxis(up, Qt::AlignLeft);
}

void ChangeChart::addShares(QChart& chart, const QPalette& palette)
{
    auto* series = new QStackedBarSeries;
    series->setBarWidth(0.5);
    const auto add = [&](const QString& name, qint64 PairedCounts::*answers, int sign, Tone tone,
                         Qt::BrushStyle pattern) {
        auto* set = new QBarSet(name);
        for (const TaskComparison& task : std::as_const(m_tasks))
            set->append(sign * share(task.counts.*answers, task.counts));
        const QColor colour = toneColour(tone, palette);
        set->setBrush(QBrush(colour, pattern));
        set->setPen(QPen(colour, 1));
        connect(set, &QBarSet::clicked, this, [this](int task) { Q_EMIT taskChosen(m_tasks.at(task).task); });
        connect(set, &QBarSet::hovered, this, [this](bool isUnder, int task) {
            if (isUnder)
                showTask(task);
            else
                showToolTip({});
        });
        series->append(set);
    };
    add(tr("became right"), &PairedCounts::fixed, 1, Tone::Accent, Qt::SolidPattern);
    add(tr("became wrong"), &PairedCounts::broken, -1, Tone::Bad, Qt::BDiagPattern);
    addSeries(chart, series);
}

void ChangeChart::addDifferences(QChart& chart, const QPalette& palette)
{
    const QColor ink = palette.color(QPalette::Text);
    QList<QPointF> dots;
    for (qsizetype place = 0; place < m_tasks.size(); ++place) {
        const Estimate& difference = m_tasks.at(place).difference;
        const auto x = static_cast<double>(place);
        if (!std::isnan(difference.value))
            dots.append({x, difference.value * 100});
        if (!difference.interval.isKnown())
            continue;
        auto* line = new QLineSeries;
        line->replace(QList<QPointF>{{x, difference.interval.low * 100}, {x, difference.interval.high * 100}});
        line->setPen(QPen(ink, 2, Qt::SolidLine, Qt::FlatCap));
        addSeries(chart, line);
    }
    auto* zero = new QLineSeries;
    zero->replace(QList<QPointF>{{-0.5, 0}, {static_cast<double>(m_tasks.size()) - 0.5, 0}});
    zero->setPen(QPen(ink, 1));
    auto* markers = new QScatterSeries;
    markers->setName(tr("difference of the scores, 95 %"));
    markers->setMarkerShape(QScatterSeries::MarkerShapeRotatedRectangle);
    markers->setMarkerSize(11);
    markers->setColor(palette.color(QPalette::Base));
    markers->setBorderColor(ink);
    markers->replace(dots);
    connect(markers, &QScatterSeries::clicked, this, [this](const QPointF& at) {
        const auto task = static_cast<qsizetype>(std::lround(at.x()));
        if (task >= 0 && task < m_tasks.size())
            Q_EMIT taskChosen(m_tasks.at(task).task);
    });
    for (QXYSeries* series : {static_cast<QXYSeries*>(zero), static_cast<QXYSeries*>(markers)}) {
        addSeries(chart, series);
    }
}

void ChangeChart::fill(QChart& chart, const QPalette& palette)
{
    addAxes(chart);
    addShares(chart, palette);
    if (!m_tasks.isEmpty())
        addDifferences(chart, palette);
    chart.legend()->setAlignment(Qt::AlignBottom);
    chart.legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    showNamedOnly(chart.legend());
    applyLook(chart, palette);
}

void ChangeChart::showTask(int place) const
{
    const TaskComparison& task = m_tasks.at(place);
    QStringList lines{task.task,
                      tr("▲ %L1 became right, ▼ %L2 became wrong of %L3")
                          .arg(task.counts.fixed)
                          .arg(task.counts.broken)
                          .arg(task.counts.n()),
                      tr("difference %1").arg(points(task.difference.value))};
    if (task.difference.interval.isKnown())
        lines.append(
            tr("95 %: %1 to %2").arg(points(task.difference.interval.low), points(task.difference.interval.high)));
    if (task.smallestDetectable)
        lines.append(tr("smallest difference that would be found: %1").arg(percentText(*task.smallestDetectable)));
    showToolTip(lines.join(QLatin1Char('\n')));
}

TableSource ChangeChart::numbers(const std::optional<QList<int>>& rows) const
{
    QList<TaskComparison> chosen;
    for (int place = 0; place < m_tasks.size(); ++place)
        if (!rows || rows->contains(place))
            chosen.append(m_tasks.at(place));
    return TableSource::of(comparisonTable(chosen), QStringLiteral("comparison"));
}

} // namespace metaspo
