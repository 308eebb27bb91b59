#include "ui/charts/AccuracyChart.h"

#include "core/analysis/Export.h"
#include "ui/charts/AccuracyDrawing.h"
#include "ui/charts/AccuracyTableModel.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"

#include <QCheckBox>
#include <QComboBox>
#include <QTableView>
#include <QtCharts/QXYSeries>
#include <cmath>

namespace metaspo {

namespace {

constexpr int everySplit = -1;

// The place in `points` that the pointer is nearest to along the axis.
qsizetype nearest(const QList<QPointF>& points, double x)
{
    qsizetype best = -1;
    for (qsizetype place = 0; place < points.size(); ++place)
        if (best < 0 || std::abs(points.at(place).x() - x) < std::abs(points.at(best).x() - x))
            best = place;
    return best;
}

} // namespace

AccuracyChart::AccuracyChart(QWidget* parent)
    : ChartPanel(QStringLiteral("accuracy"), tr("accuracy per domain"), new AccuracyTableModel, parent)
    , m_model(qobject_cast<AccuracyTableModel*>(table()->model()))
    , m_split(new QComboBox(this))
    , m_over(new QComboBox(this))
    , m_baselines(new QCheckBox(tr("Chance and majority"), this))
{
    m_model->setParent(this);
    makeControls();
    connect(table(), &QTableView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT stageChosen(m_model->pointAt(index.row()).loop); });
    draw();
}

void AccuracyChart::makeControls()
{
    nameWidget(m_baselines, QStringLiteral("accuracyBaselines"), tr("Show chance and majority"));
    m_baselines->setChecked(true);
    m_baselines->setToolTip(
        tr("Hatched: where 95 % of those land who only guess. Thin line: always giving the most frequent "
           "train answer."));
    nameWidget(m_over, QStringLiteral("accuracyOver"), tr("What the chart is drawn over"));
    m_over->addItem(tr("over the loops"), static_cast<int>(AccuracyOver::Iterations));
    m_over->addItem(tr("over calls"), static_cast<int>(AccuracyOver::Calls));
    m_over->addItem(tr("over tokens"), static_cast<int>(AccuracyOver::Tokens));
    m_over->addItem(tr("over cost"), static_cast<int>(AccuracyOver::Cost));
    m_over->addItem(tr("over time"), static_cast<int>(AccuracyOver::Time));
    nameWidget(m_split, QStringLiteral("accuracySplit"), tr("Examples the chart shows"));
    m_split->addItem(tr("on validation (what decides)"), static_cast<int>(Split::Validation));
    m_split->addItem(tr("on train (what the optimizer sees)"), static_cast<int>(Split::Train));
    m_split->addItem(tr("on test (report only)"), static_cast<int>(Split::Test));
    m_split->addItem(tr("all three, each a line of its own"), everySplit);
    connect(m_baselines, &QCheckBox::toggled, this, &AccuracyChart::draw);
    connect(m_over, &QComboBox::currentIndexChanged, this, &AccuracyChart::chooseAxis);
    connect(m_split, &QComboBox::currentIndexChanged, this, &AccuracyChart::draw);
    for (QWidget* control :
         {static_cast<QWidget*>(m_baselines), static_cast<QWidget*>(m_over), static_cast<QWidget*>(m_split)})
        addControl(control);
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
    table()->resizeColumnsToContents();
    describe(curves.description());
    if (curves.curves.isEmpty())
        m_efforts.clear(); // of another run; while one goes on, the former ones stand until the new ones are there
    chooseAxis();
}

void AccuracyChart::showEfforts(const QList<StageEffort>& efforts)
{
    m_efforts = efforts;
    draw();
}

// What was spent is added up from all calls of the run, so it is asked for only when it is wanted.
void AccuracyChart::chooseAxis()
{
    draw();
    if (over() != AccuracyOver::Iterations && !m_curves.curves.isEmpty())
        Q_EMIT effortsWanted();
}

std::optional<Split> AccuracyChart::split() const
{
    const int chosen = m_split->currentData().toInt();
    return chosen == everySplit ? std::nullopt : std::optional(static_cast<Split>(chosen));
}

AccuracyOver AccuracyChart::over() const
{
    return static_cast<AccuracyOver>(m_over->currentData().toInt());
}

void AccuracyChart::draw()
{
    m_axis = AccuracyAxis(over(), m_curves.stages, m_efforts);
    showHint(hintText());
    redraw();
}

QString AccuracyChart::hintText() const
{
    const bool isPriceUnknown = over() == AccuracyOver::Cost
                                && std::any_of(m_efforts.begin(), m_efforts.end(),
                                               [](const StageEffort& stage) { return !stage.costNanoDollars; });
    if (isPriceUnknown)
        return tr(
            "The price of a model is not known, so there is no cost to draw over. Prices stand with the connections.");
    return split() ? tr("Mean over the domain's tasks; bands are 95 % intervals")
                   : tr("Mean over the domain's tasks; point at a marker for its 95 % interval");
}

void AccuracyChart::fill(QChart& chart, const QPalette& palette)
{
    AccuracyDrawing(chart, palette, m_axis, {split(), m_baselines->isChecked()})
        .draw(m_curves, [this](QXYSeries* series, const AccuracyCurve& curve, const QList<QPointF>& points) {
            makeLive(series, curve, points);
        });
}

void AccuracyChart::makeLive(QXYSeries* series, const AccuracyCurve& curve, const QList<QPointF>& points)
{
    QList<DomainPoint> drawn; // those that have a place on the axis
    for (const DomainPoint& point : curve.points)
        if (m_axis.place(point.loop))
            drawn.append(point);
    if (drawn.size() != points.size())
        return; // thinned out: there are too many to point at
    connect(series, &QXYSeries::clicked, this, [this, drawn, points](const QPointF& at) {
        if (const qsizetype place = nearest(points, at.x()); place >= 0)
            Q_EMIT stageChosen(drawn.at(place).loop);
    });
    connect(series, &QXYSeries::hovered, this, [this, curve, drawn, points](const QPointF& at, bool isUnder) {
        const qsizetype place = isUnder ? nearest(points, at.x()) : -1;
        if (place < 0)
            showToolTip({});
        else
            showPoint(curve, drawn.at(place));
    });
}

void AccuracyChart::showPoint(const AccuracyCurve& curve, const DomainPoint& point) const
{
    QStringList lines{QStringLiteral("%1 · %2 · %3").arg(curve.domain, splitText(curve.split), stageLabel(point.loop)),
                      percentText(point.score),
                      std::isnan(point.low95)
                          ? tr("interval not known")
                          : tr("95 %: %1 to %2").arg(percentText(point.low95), percentText(point.high95)),
                      tr("%L1 answers").arg(point.n)};
    if (const DomainBaseline* baseline = m_curves.baseline(curve.domain, curve.split))
        lines.append(tr("guessing: %1; always the most frequent answer: %2")
                         .arg(percentText(baseline->chance), percentText(baseline->majority)));
    showToolTip(lines.join(QLatin1Char('\n')));
}

TableSource AccuracyChart::numbers(const std::optional<QList<int>>& rows) const
{
    Table points;
    points.columns = columns(ExportTable::AccuracyPerDomain);
    for (int place = 0; place < m_model->rowCount(); ++place)
        if (!rows || rows->contains(place))
            points.rows.append(row(m_model->pointAt(place)));
    return TableSource::of(points, QStringLiteral("accuracy_per_domain"));
}

} // namespace metaspo
