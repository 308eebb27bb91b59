#include "tests/ui/WorkbenchFixture.h"
#include "tests/ui/charts/ChartSamples.h"

#include "ui/charts/AccuracyAxis.h"
#include "ui/charts/AccuracyChart.h"
#include "ui/charts/AccuracyTableModel.h"
#include "ui/charts/ChartLook.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QToolButton>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QChartView>
#include <QtCharts/QLegendMarker>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>

using namespace metaspo;

namespace {

QList<StageEffort> efforts(bool isPriceKnown = true)
{
    QList<StageEffort> made;
    qint64 factor = 0;
    for (const Step& stage : samples::curves().stages) {
        ++factor;
        made.append({stage, 400 * factor, 90'000 * factor,
                     isPriceKnown ? std::optional<qint64>(20'000'000 * factor) : std::nullopt, 65'000 * factor});
    }
    return made;
}

QChart* chartOf(const QWidget& panel)
{
    return panel.findChild<QChartView*>()->chart();
}

template <typename Series>
QList<Series*> seriesOf(const QWidget& panel)
{
    QList<Series*> found;
    for (QAbstractSeries* series : chartOf(panel)->series())
        if (auto* one = qobject_cast<Series*>(series))
            found.append(one);
    return found;
}

void choose(const QWidget& panel, const char* box, int data)
{
    auto* combo = panel.findChild<QComboBox*>(QLatin1String(box));
    combo->setCurrentIndex(combo->findData(data));
}

} // namespace

/// Accuracy per domain: over what, with what beside it, and back to the candidate.
class AccuracyChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void axisPlacesAndTitles_data();
    void axisPlacesAndTitles();
    void axisKeepsItsUnitsShort_data();
    void axisKeepsItsUnitsShort();
    void ticksAreRoundNumbers_data();
    void ticksAreRoundNumbers();
    void linesMarkersAndBands();
    void baselinesCanBeHidden();
    void baselinesStayOutOfAllSplits();
    void effortsAreAskedForWhenWanted();
    void unknownPriceIsSaid();
    void aPointLeadsToItsLoop_data();
    void aPointLeadsToItsLoop();
    void numbersStandInTheTable();
    void isDescribedAndNamed();
    void domainsKeepTheirColours();
};

void AccuracyChartTest::axisPlacesAndTitles_data()
{
    QTest::addColumn<int>("over");
    QTest::addColumn<double>("third");
    QTest::addColumn<QString>("title");
    QTest::newRow("loops") << static_cast<int>(AccuracyOver::Iterations) << 2.0 << QStringLiteral("loop");
    QTest::newRow("calls") << static_cast<int>(AccuracyOver::Calls) << 1200.0 << QStringLiteral("calls");
    QTest::newRow("tokens") << static_cast<int>(AccuracyOver::Tokens) << 270.0
                            << QStringLiteral("tokens in and out, thousands");
    QTest::newRow("cost") << static_cast<int>(AccuracyOver::Cost) << 0.06 << QStringLiteral("cost, $");
    QTest::newRow("time") << static_cast<int>(AccuracyOver::Time) << 3.25
                          << QStringLiteral("minutes at work");
}

void AccuracyChartTest::axisPlacesAndTitles()
{
    QFETCH(int, over);
    QFETCH(double, third);
    QFETCH(QString, title);
    const QList<Step> stages = samples::curves().stages;
    const AccuracyAxis axis(static_cast<AccuracyOver>(over), stages, efforts());
    QCOMPARE(axis.title(), title);
    QVERIFY(axis.place(stages.at(2)).has_value());
    QVERIFY2(qAbs(*axis.place(stages.at(2)) - third) < 1e-9, qPrintable(QString::number(*axis.place(stages.at(2)))));
    QVERIFY(!axis.place(Step{9, Loop::Outer, {}, 0}).has_value());
    const auto [first, last] = axis.range();
    QVERIFY(first <= *axis.place(stages.first()) && last >= *axis.place(stages.last()));
}

void AccuracyChartTest::axisKeepsItsUnitsShort_data()
{
    QTest::addColumn<int>("over");
    QTest::addColumn<qint64>("amount");
    QTest::addColumn<QString>("title");
    const auto tokens = static_cast<int>(AccuracyOver::Tokens);
    const auto time = static_cast<int>(AccuracyOver::Time);
    QTest::newRow("few tokens") << tokens << qint64{9'000} << QStringLiteral("tokens in and out");
    QTest::newRow("many tokens") << tokens << qint64{11'000} << QStringLiteral("tokens in and out, thousands");
    QTest::newRow("seconds") << time << qint64{100'000} << QStringLiteral("seconds at work");
    QTest::newRow("minutes") << time << qint64{1'000'000} << QStringLiteral("minutes at work");
    QTest::newRow("hours") << time << qint64{100'000'000} << QStringLiteral("hours at work");
}

void AccuracyChartTest::axisKeepsItsUnitsShort()
{
    QFETCH(int, over);
    QFETCH(qint64, amount);
    QFETCH(QString, title);
    StageEffort effort;
    effort.tokens = effort.milliseconds = amount;
    QCOMPARE(AccuracyAxis(static_cast<AccuracyOver>(over), {Step{}}, {effort}).title(), title);
}

void AccuracyChartTest::ticksAreRoundNumbers_data()
{
    QTest::addColumn<double>("span");
    QTest::addColumn<double>("interval");
    QTest::newRow("1") << 1.0 << 0.2;
    QTest::newRow("0.06") << 0.06 << 0.01;
    QTest::newRow("1240") << 1240.0 << 500.0;
    QTest::newRow("2000") << 2000.0 << 500.0;
    QTest::newRow("31") << 31.0 << 10.0;
    QTest::newRow("nothing") << 0.0 << 1.0;
}

void AccuracyChartTest::ticksAreRoundNumbers()
{
    QFETCH(double, span);
    QFETCH(double, interval);
    QVERIFY2(qAbs(tickInterval(span) - interval) < 1e-12, qPrintable(QString::number(tickInterval(span))));
}

void AccuracyChartTest::linesMarkersAndBands()
{
    AccuracyChart chart;
    chart.show(samples::curves());
    chart.show();
    QStringList named;
    QSet<int> markers;
    for (const QScatterSeries* dots : seriesOf<QScatterSeries>(chart)) {
        if (dots->points().isEmpty())
            continue; // explains the legend
        named.append(dots->name());
        markers.insert(dots->markerShape());
        QCOMPARE(dots->points().size(), 5);
        QCOMPARE(dots->points().at(2).x(), 2.0);
    }
    int lines = 0;
    for (const QLineSeries* line : seriesOf<QLineSeries>(chart))
        lines += line->points().size() == 5 ? 1 : 0;
    QCOMPARE(lines, 2);
    QCOMPARE(named, QStringList({QStringLiteral("Medical"), QStringLiteral("Review")}));
    QCOMPARE(markers.size(), 2); // beside colour
    int intervals = 0;
    int hatched = 0;
    for (const QAreaSeries* band : seriesOf<QAreaSeries>(chart))
        (band->brush().style() == Qt::SolidPattern ? intervals : hatched)++;
    QCOMPARE(intervals, 2);
    QCOMPARE(hatched, 2);
    int inLegend = 0;
    for (const QLegendMarker* marker : chartOf(chart)->legend()->markers())
        inLegend += marker->isVisible() ? 1 : 0;
    QCOMPARE(inLegend, 4); // and what guessing and the majority look like
}

void AccuracyChartTest::baselinesCanBeHidden()
{
    AccuracyChart chart;
    chart.show(samples::curves());
    const auto lowest = [&chart] {
        return qobject_cast<QValueAxis*>(chartOf(chart)->axes(Qt::Vertical).first())->min();
    };
    QCOMPARE(lowest(), 10.0); // room for who guesses
    const qsizetype all = chartOf(chart)->series().size();
    chart.findChild<QCheckBox*>(QStringLiteral("accuracyBaselines"))->setChecked(false);
    QCOMPARE(chartOf(chart)->series().size(), all - 6); // two bands, two lines, and two that explain them
    QCOMPARE(lowest(), 30.0);
}

void AccuracyChartTest::baselinesStayOutOfAllSplits()
{
    AccuracyChart chart;
    chart.show(samples::curves());
    choose(chart, "accuracySplit", -1);
    QCOMPARE(seriesOf<QAreaSeries>(chart).size(), 0);
    QSet<int> dashes;
    for (const QLineSeries* line : seriesOf<QLineSeries>(chart))
        dashes.insert(static_cast<int>(line->pen().style()));
    QCOMPARE(dashes.size(), 2); // validation and test
}

void AccuracyChartTest::effortsAreAskedForWhenWanted()
{
    AccuracyChart chart;
    QSignalSpy wanted(&chart, &AccuracyChart::effortsWanted);
    chart.show(samples::curves());
    QCOMPARE(wanted.count(), 0);
    choose(chart, "accuracyOver", static_cast<int>(AccuracyOver::Calls));
    QCOMPARE(wanted.count(), 1);
    chart.showEfforts(efforts());
    QCOMPARE(wanted.count(), 1);
    int curves = 0;
    for (const QScatterSeries* dots : seriesOf<QScatterSeries>(chart))
        curves += dots->points().size() == 5 && dots->points().at(3).x() == 1600.0 ? 1 : 0;
    QCOMPARE(curves, 2);
    QCOMPARE(chartOf(chart)->axes(Qt::Horizontal).first()->titleText(), QStringLiteral("calls"));
    AccuracyCurves more = samples::curves();
    more.curves.first().points.last().score += 0.01;
    chart.show(more); // a run goes on: what was spent by now is asked for, what is known stays until then
    QCOMPARE(wanted.count(), 2);
    QCOMPARE(seriesOf<QScatterSeries>(chart).first()->points().size(), 5);
    chart.show(AccuracyCurves());
    chart.show(samples::curves()); // another run: nothing of the former
    QCOMPARE(seriesOf<QScatterSeries>(chart).first()->points().size(), 0);
}

void AccuracyChartTest::unknownPriceIsSaid()
{
    AccuracyChart chart;
    chart.show(samples::curves());
    choose(chart, "accuracyOver", static_cast<int>(AccuracyOver::Cost));
    chart.showEfforts(efforts(false));
    QCOMPARE(seriesOf<QScatterSeries>(chart).first()->points().size(), 0);
    const QList<QLabel*> labels = chart.findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [](const QLabel* label) { return label->text().contains(QStringLiteral("price")); }));
}

void AccuracyChartTest::aPointLeadsToItsLoop_data()
{
    QTest::addColumn<int>("over");
    QTest::newRow("over loops") << static_cast<int>(AccuracyOver::Iterations);
    QTest::newRow("over time") << static_cast<int>(AccuracyOver::Time);
}

void AccuracyChartTest::aPointLeadsToItsLoop()
{
    QFETCH(int, over);
    AccuracyChart chart;
    chart.show(samples::curves());
    choose(chart, "accuracyOver", over);
    chart.showEfforts(efforts());
    QSignalSpy chosen(&chart, &AccuracyChart::stageChosen);
    QScatterSeries* dots = seriesOf<QScatterSeries>(chart).first();
    const QPointF third = dots->points().at(2);
    Q_EMIT dots->clicked(third + QPointF(third.x() * 0.01, 1)); // beside its middle
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<Step>(), (Step{1, Loop::Outer, {}, 0}));
}

void AccuracyChartTest::numbersStandInTheTable()
{
    AccuracyChart chart;
    auto* table = chart.findChild<QTableView*>(QStringLiteral("accuracyTable"));
    const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    chart.show(samples::curves());
    QCOMPARE(table->model()->rowCount(), 14);
    const auto cell = [table](int row, int column) { return table->model()->index(row, column).data().toString(); };
    QCOMPARE(cell(0, AccuracyTableModel::DomainColumn), QStringLiteral("Medical"));
    QCOMPARE(cell(0, AccuracyTableModel::ChanceColumn), QStringLiteral("25.0 %"));
    QCOMPARE(cell(0, AccuracyTableModel::MajorityColumn), QStringLiteral("30.0 %"));
}

void AccuracyChartTest::isDescribedAndNamed()
{
    WorkbenchFixture workbench;
    AccuracyChart chart;
    chart.resize(900, 420);
    chart.show(samples::curves());
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    const QString description =
        chart.findChild<QChartView*>(QStringLiteral("accuracyChartView"))->accessibleDescription();
    QVERIFY2(description.contains(QStringLiteral("Medical, validation: from 41.0 % to 65.0 %, guessing 25.0 %")),
             qPrintable(description));
    QCOMPARE(workbench.unnamedWidgets(&chart).join(QStringLiteral("; ")), QString());
    workbench.picture(QStringLiteral("chart-accuracy"), &chart);
    choose(chart, "accuracyOver", static_cast<int>(AccuracyOver::Cost));
    chart.showEfforts(efforts());
    workbench.picture(QStringLiteral("chart-accuracy-cost"), &chart);
    choose(chart, "accuracySplit", -1);
    workbench.picture(QStringLiteral("chart-accuracy-splits"), &chart);
    chart.findChild<QToolButton*>(QStringLiteral("accuracyAsTable"))->click();
    workbench.picture(QStringLiteral("chart-accuracy-table"), &chart);
}

void AccuracyChartTest::domainsKeepTheirColours()
{
    AccuracyChart chart;
    chart.show(samples::curves());
    const auto colour = [&chart](const QString& name) {
        for (const QScatterSeries* dots : seriesOf<QScatterSeries>(chart))
            if (dots->name().startsWith(name))
                return dots->borderColor();
        return QColor();
    };
    const QColor review = colour(QStringLiteral("Review"));
    QVERIFY(review.isValid() && review != colour(QStringLiteral("Medical")));
    choose(chart, "accuracySplit", static_cast<int>(Split::Test));
    QCOMPARE(colour(QStringLiteral("Review")), review);
}

METASPO_UI_TEST(AccuracyChartTest)
#include "AccuracyChartTest.moc"
