#include "ui/charts/AccuracyChart.h"

#include "ui/charts/AccuracyTableModel.h"
#include "ui/charts/ChartLook.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QCategoryAxis>
#include <QtCharts/QChartView>
#include <QtCharts/QLegend>
#include <QtCharts/QLegendMarker>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>
#include <array>
#include <cmath>

namespace metaspo {

namespace {

constexpr std::array markers{QScatterSeries::MarkerShapeCircle, QScatterSeries::MarkerShapeRectangle,
                             QScatterSeries::MarkerShapeTriangle, QScatterSeries::MarkerShapeRotatedRectangle,
                             QScatterSeries::MarkerShapePentagon};

Qt::PenStyle dashOf(Split split)
{
    switch (split) {
    case Split::Train: return Qt::DotLine;
    case Split::Validation: return Qt::SolidLine;
    case Split::Test: return Qt::DashLine;
    }
    return Qt::SolidLine;
}

constexpr int allSplits = -1;

} // namespace

AccuracyChart::AccuracyChart(QWidget* parent)
    : QWidget(parent)
    , m_model(new AccuracyTableModel(this))
    , m_chart(new QChart)
    , m_view(new QChartView(m_chart, this))
    , m_table(new QTableView(this))
    , m_stack(new QStackedWidget(this))
    , m_hint(hint({}, this))
    , m_split(new QComboBox(this))
    , m_asTable(new QToolButton(this))
{
    setObjectName(QStringLiteral("accuracyChart"));
    m_chart->setMargins(QMargins(4, 0, 4, 0));
    m_chart->legend()->setAlignment(Qt::AlignBottom);
    m_chart->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    nameWidget(m_view, QStringLiteral("accuracyChartView"), tr("Chart: accuracy per domain"));
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMinimumSize(320, 180);
    m_view->setFocusPolicy(Qt::NoFocus); // the table is the keyboard's way
    nameWidget(m_table, QStringLiteral("accuracyTable"), tr("Table: accuracy per domain"));
    prepareTable(m_table);
    m_table->setModel(m_model);
    m_stack->addWidget(m_view);
    m_stack->addWidget(m_table);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addWidget(makeBar());
    rows->addWidget(m_stack, 1);
    connect(m_table, &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT stageChosen(m_model->loopAt(index.row())); });
    draw();
}

QWidget* AccuracyChart::makeBar()
{
    auto* bar = new QWidget(this);
    nameWidget(m_split, QStringLiteral("accuracySplit"), tr("Examples the chart shows"));
    m_split->addItem(tr("on validation (what decides)"), static_cast<int>(Split::Validation));
    m_split->addItem(tr("on train (what the optimizer sees)"), static_cast<int>(Split::Train));
    m_split->addItem(tr("on test (report only)"), static_cast<int>(Split::Test));
    m_split->addItem(tr("all three, each a line of its own"), allSplits);
    nameWidget(m_asTable, QStringLiteral("accuracyAsTable"), tr("Show as table"));
    m_asTable->setText(tr("Show as table"));
    m_asTable->setCheckable(true);
    m_asTable->setFocusPolicy(Qt::StrongFocus);
    connect(m_split, &QComboBox::currentIndexChanged, this, &AccuracyChart::draw);
    connect(m_asTable, &QToolButton::toggled, this,
            [this](bool isTable) { m_stack->setCurrentWidget(isTable ? static_cast<QWidget*>(m_table) : m_view); });
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_hint, 1);
    row->addWidget(m_split);
    row->addWidget(m_asTable);
    return bar;
}

void AccuracyChart::show(const AccuracyCurves& curves)
{
    if (curves == m_curves)
        return;
    const bool wasEmpty = m_curves.curves.isEmpty();
    m_curves = curves;
    const auto has = [&curves](Split split) {
        return std::any_of(curves.curves.begin(), curves.curves.end(),
                           [split](const AccuracyCurve& curve) { return curve.split == split; });
    };
    if (wasEmpty && has(Split::Train) && !has(Split::Validation)) // such a run selects on train
        m_split->setCurrentIndex(m_split->findData(static_cast<int>(Split::Train)));
    m_model->show(curves);
    m_table->resizeColumnsToContents();
    m_view->setAccessibleDescription(curves.description());
    draw();
}

bool AccuracyChart::isShown(Split split) const
{
    const int chosen = m_split->currentData().toInt();
    return chosen == allSplits || chosen == static_cast<int>(split);
}

// The nearest tens around everything that is drawn: a difference of a few points stays visible.
std::pair<double, double> AccuracyChart::range() const
{
    double low = 1;
    double high = 0;
    for (const AccuracyCurve& curve : m_curves.curves) {
        if (!isShown(curve.split))
            continue;
        for (const DomainPoint& point : curve.points) {
            low = std::min(low, std::isnan(point.low95) ? point.score : point.low95);
            high = std::max(high, std::isnan(point.high95) ? point.score : point.high95);
        }
    }
    if (low > high)
        return {0, 100};
    return {std::max(0.0, std::floor(low * 10) * 10), std::min(100.0, std::ceil(high * 10) * 10)};
}

void AccuracyChart::drawAxes()
{
    for (QAbstractAxis* axis : m_chart->axes()) {
        m_chart->removeAxis(axis);
        delete axis;
    }
    auto* across = new QCategoryAxis(m_chart);
    across->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    const auto last = static_cast<double>(std::max<qsizetype>(1, m_curves.stages.size() - 1));
    across->setRange(-0.3, last + 0.3);
    for (qsizetype stage = 0; stage < m_curves.stages.size(); ++stage)
        across->append(stageLabel(m_curves.stages.at(stage)), static_cast<double>(stage));
    auto* up = new QValueAxis(m_chart);
    const auto [low, high] = range();
    up->setRange(low, high);
    up->setTickType(QValueAxis::TicksDynamic);
    up->setTickInterval(high - low > 50 ? 20 : 10);
    up->setLabelFormat(QStringLiteral("%d"));
    up->setTitleText(tr("accuracy, %"));
    up->setTitleFont(font());
    m_chart->addAxis(across, Qt::AlignBottom);
    m_chart->addAxis(up, Qt::AlignLeft);
}

void AccuracyChart::draw()
{
    const bool isOneSplit = m_split->currentData().toInt() != allSplits;
    m_hint->setText(isOneSplit ? tr("Mean over the domain's tasks; bands are 95 % intervals")
                               : tr("Mean over the domain's tasks; point at a marker for its 95 % interval"));
    m_chart->removeAllSeries();
    drawAxes();
    for (const AccuracyCurve& curve : m_curves.curves)
        if (isShown(curve.split))
            drawCurve(curve);
    for (QLegendMarker* marker : m_chart->legend()->markers())
        marker->setVisible(marker->series()->type() == QAbstractSeries::SeriesTypeLine);
    applyPalette(m_chart, palette());
    m_view->setBackgroundBrush(palette().base());
}

void AccuracyChart::addSeries(QXYSeries* series, const AccuracyCurve& curve)
{
    m_chart->addSeries(series);
    for (QAbstractAxis* axis : m_chart->axes())
        series->attachAxis(axis);
    connect(series, &QXYSeries::clicked, this, [this](const QPointF& point) {
        const auto stage = static_cast<qsizetype>(std::lround(point.x()));
        if (stage >= 0 && stage < m_curves.stages.size())
            Q_EMIT stageChosen(m_curves.stages.at(stage));
    });
    connect(series, &QXYSeries::hovered, this,
            [this, curve](const QPointF& point, bool isUnder) { showPoint(curve, point, isUnder); });
}

void AccuracyChart::addBand(const QList<QPointF>& upper, const QList<QPointF>& lower, QColor colour)
{
    auto* top = new QLineSeries;
    auto* bottom = new QLineSeries;
    top->append(upper);
    bottom->append(lower);
    auto* band = new QAreaSeries(top, bottom);
    top->setParent(band);
    bottom->setParent(band);
    colour.setAlphaF(0.14F);
    band->setBrush(colour);
    band->setPen(Qt::NoPen);
    m_chart->addSeries(band);
    for (QAbstractAxis* axis : m_chart->axes())
        band->attachAxis(axis);
}

void AccuracyChart::drawCurve(const AccuracyCurve& curve)
{
    const QColor colour = domainColour(curve.domainPlace, palette());
    QList<QPointF> lower;
    QList<QPointF> upper;
    auto* line = new QLineSeries;
    auto* points = new QScatterSeries;
    for (qsizetype place = 0; place < curve.points.size(); ++place) {
        const DomainPoint& point = curve.points.at(place);
        const double x = curve.stages.at(place);
        line->append(x, point.score * 100);
        points->append(x, point.score * 100);
        if (!std::isnan(point.low95) && !std::isnan(point.high95)) {
            lower.append({x, point.low95 * 100});
            upper.append({x, point.high95 * 100});
        }
    }
    const bool isOneSplit = m_split->currentData().toInt() != allSplits;
    if (isOneSplit)
        addBand(upper, lower, colour);
    const QString name = isOneSplit ? displayLine(curve.domain, 40)
                                    : QStringLiteral("%1 · %2").arg(displayLine(curve.domain, 40), splitText(curve.split));
    line->setName(name.toHtmlEscaped()); // legends take rich text
    line->setPen(QPen(colour, 2, dashOf(curve.split)));
    addSeries(line, curve);
    const auto marker = static_cast<std::size_t>(curve.domainPlace) % markers.size();
    points->setMarkerShape(markers.at(marker));
    points->setMarkerSize(10);
    points->setColor(curve.split == Split::Test ? palette().color(QPalette::Base) : colour);
    points->setBorderColor(colour);
    addSeries(points, curve);
}

void AccuracyChart::showPoint(const AccuracyCurve& curve, const QPointF& point, bool isUnder)
{
    const auto place = curve.stages.indexOf(static_cast<int>(std::lround(point.x())));
    if (!isUnder || place < 0)
        return QToolTip::hideText();
    const DomainPoint& shown = curve.points.at(place);
    const QString interval = std::isnan(shown.low95) ? tr("interval not known")
                                                     : tr("95 %: %1 to %2").arg(percentText(shown.low95),
                                                                                percentText(shown.high95));
    QToolTip::showText(QCursor::pos(),
                       displayToolTip(QStringLiteral("%1 · %2 · %3\n%4\n%5\n%6")
                                          .arg(curve.domain, splitText(curve.split), stageLabel(shown.loop),
                                               percentText(shown.score), interval, tr("%L1 answers").arg(shown.n))),
                       m_view);
}

void AccuracyChart::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        draw();
}

} // namespace metaspo
