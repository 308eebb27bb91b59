#include "tests/support/FileContent.h"
#include "tests/ui/WorkbenchFixture.h"
#include "tests/ui/charts/ChartSamples.h"

#include "core/analysis/TableWriter.h"
#include "ui/charts/AccuracyChart.h"
#include "ui/charts/ChangeChart.h"
#include "ui/charts/ScoreBars.h"
#include "ui/charts/ScoreDots.h"
#include "ui/charts/SeriesLook.h"
#include "ui/kit/TableActions.h"
#include "ui/kit/TableModel.h"

#include <QAbstractItemModelTester>
#include <QFileDialog>
#include <QGraphicsTextItem>
#include <QLabel>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTableView>
#include <QToolButton>
#include <QtCharts/QAbstractAxis>
#include <QtCharts/QBarCategoryAxis>
#include <QtCharts/QBarSeries>
#include <QtCharts/QBarSet>
#include <QtCharts/QChartView>
#include <QtCharts/QLineSeries>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QStackedBarSeries>
#include <memory>

using namespace metaspo;

namespace {

std::unique_ptr<ChartPanel> chartNamed(const QString& name)
{
    if (name == QLatin1String("accuracy")) {
        auto chart = std::make_unique<AccuracyChart>();
        chart->show(samples::curves());
        return chart;
    }
    if (name == QLatin1String("change")) {
        auto chart = std::make_unique<ChangeChart>();
        chart->show(samples::changes(), QStringLiteral("before"), QStringLiteral("after"));
        return chart;
    }
    std::unique_ptr<ScoreChart> chart;
    if (name == QLatin1String("bars"))
        chart = std::make_unique<ScoreBars>();
    else
        chart = std::make_unique<ScoreDots>();
    chart->show(samples::taskScores(), 3);
    return chart;
}

template <typename Series>
QList<Series*> seriesOf(const QWidget& panel)
{
    QList<Series*> found;
    for (QAbstractSeries* series : panel.findChild<QChartView*>()->chart()->series())
        if (auto* one = qobject_cast<Series*>(series))
            found.append(one);
    return found;
}

} // namespace

/// Charts of scores and changes, and pictures of all charts.
class ChartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void thirtySeriesLookDifferent();
    void longSeriesAreThinnedOut();
    void picturesAreFiles_data();
    void picturesAreFiles();
    void picturesAreLightInTheDark();
    void picturesThatCannotBeWrittenAreTold();
    void pictureMenuAsksForAFile();
    void hostileNamesAreShownAsText();
    void barsShowEveryMethod();
    void whatIsLeftOutIsSaid();
    void manyTasksHaveRoom();
    void everyTaskHasItsPlace();
    void scoresOfNothingAreSeen();
    void dotsHaveIntervals();
    void baselinesStandPerTask();
    void scoresLeadToTheirCell();
    void changesAreSharesAndDifferences();
    void nothingToCompareIsSaid();
    void numbersAreThoseOfTheChart();
    void chartsAreDescribedAndNamed_data();
    void chartsAreDescribedAndNamed();
};

void ChartsTest::thirtySeriesLookDifferent()
{
    QSet<QString> looks;
    QSet<QString> bars;
    for (int index = 0; index < 30; ++index) {
        const SeriesLook look = seriesLook(index, lightPalette());
        looks.insert(QStringLiteral("%1 %2").arg(look.colour.name()).arg(look.marker));
        bars.insert(QStringLiteral("%1 %2").arg(look.colour.name()).arg(look.pattern));
    }
    QCOMPARE(looks.size(), 30);
    QCOMPARE(bars.size(), 30);
    QVERIFY(seriesLook(0, lightPalette()).dash != seriesLook(1, lightPalette()).dash);
}

void ChartsTest::longSeriesAreThinnedOut()
{
    QList<QPointF> points;
    for (int x = 0; x < 50'000; ++x)
        points.append({static_cast<double>(x), x == 30'001 ? 500.0 : x == 12'345 ? -500.0 : x % 7});
    const QList<QPointF> kept = decimated(points);
    QVERIFY(kept.size() <= 2000 && kept.size() > 1000);
    QVERIFY(kept.contains(QPointF(30'001, 500)));
    QVERIFY(kept.contains(QPointF(12'345, -500)));
    QVERIFY(std::is_sorted(kept.begin(), kept.end(), [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); }));
    QCOMPARE(decimated(points.first(2000)).size(), 2000);
}

void ChartsTest::picturesAreFiles_data()
{
    QTest::addColumn<QString>("chart");
    for (const char* chart : {"accuracy", "bars", "dots", "change"})
        QTest::newRow(chart) << QString::fromLatin1(chart);
}

void ChartsTest::picturesAreFiles()
{
    QFETCH(QString, chart);
    const QTemporaryDir folder;
    const QString kept = qEnvironmentVariable("METASPO_SCREENSHOTS");
    const std::unique_ptr<ChartPanel> panel = chartNamed(chart);
    panel->resize(300, 200); // says nothing about the picture
    QSignalSpy told(panel.get(), &ChartPanel::noticeRaised);
    const auto path = [&](PictureFormat format) {
        return QStringLiteral("%1/picture-%2.%3").arg(kept.isEmpty() ? folder.path() : kept, chart, fileSuffix(format));
    };
    for (const PictureFormat format : {PictureFormat::Png, PictureFormat::Svg, PictureFormat::Pdf})
        panel->saveTo(path(format), format);
    QTRY_COMPARE(told.count(), 3);
    for (const QList<QVariant>& arguments : told)
        QCOMPARE(arguments.first().value<Notice>().kind, Notice::Kind::Success);

    const QImage pixels(path(PictureFormat::Png));
    QCOMPARE(pixels.size(), QSize(1920, 1080));
    QCOMPARE(qRound(pixels.dotsPerMeterX() * 0.0254), 192);
    QVERIFY(pixels.text(QStringLiteral("Description")).size() > 20);
    QSet<QRgb> colours;
    for (int x = 0; x < pixels.width(); x += 3)
        for (int y = 0; y < pixels.height(); y += 3)
            colours.insert(pixels.pixel(x, y));
    QVERIFY2(colours.size() > 20, "there is no chart in the picture");

    const QByteArray svg = contentOf(path(PictureFormat::Svg));
    QSvgRenderer renderer(svg);
    QVERIFY(renderer.isValid());
    QCOMPARE(renderer.viewBox(), QRect(0, 0, 960, 540));
    const auto millimetres = QRegularExpression(QStringLiteral("width=\"([0-9.]+)mm\"")).match(QString::fromUtf8(svg));
    QCOMPARE(qRound(millimetres.captured(1).toDouble()), qRound(960 * 25.4 / 96));
    QVERIFY2(svg.contains("<text"), "texts are to stay texts");
    QVERIFY2(!svg.contains("Sans Serif"), "a wish instead of a font");

    const QByteArray pdf = contentOf(path(PictureFormat::Pdf));
    QVERIFY(pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF"));
    const auto page =
        QRegularExpression(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]")).match(QString::fromLatin1(pdf));
    QCOMPARE(qRound(page.captured(1).toDouble()), 720); // 960 pixels of 1/96 inch in points
    QCOMPARE(qRound(page.captured(2).toDouble()), 405);
}

void ChartsTest::picturesAreLightInTheDark()
{
    const QTemporaryDir folder;
    Theme theme;
    const QPalette before = QApplication::palette();
    const auto corner = [&folder](const QString& name) {
        const std::unique_ptr<ChartPanel> panel = chartNamed(QStringLiteral("dots"));
        const QString path = folder.filePath(name);
        panel->saveTo(path, PictureFormat::Png);
        return QTest::qWaitFor([&path] { return QFile::exists(path); }, 20'000) ? QImage(path) : QImage();
    };
    theme.show(ThemeChoice::Light);
    const QImage light = corner(QStringLiteral("light.png"));
    theme.show(ThemeChoice::Dark);
    const QImage dark = corner(QStringLiteral("dark.png"));
    QApplication::setPalette(before);
    QCOMPARE(light.pixelColor(2, 2), QColor(Qt::white));
    QVERIFY2(light == dark, "the picture depends on the theme of the window");
}

void ChartsTest::picturesThatCannotBeWrittenAreTold()
{
    const QTemporaryDir folder;
    const std::unique_ptr<ChartPanel> panel = chartNamed(QStringLiteral("bars"));
    QSignalSpy told(panel.get(), &ChartPanel::noticeRaised);
    const QString path = folder.filePath(QStringLiteral("none/chart.png"));
    panel->saveTo(path, PictureFormat::Png);
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(told.first().first().value<Notice>().kind, Notice::Kind::Error);
    QVERIFY(told.first().first().value<Notice>().what.contains(path));
}

void ChartsTest::pictureMenuAsksForAFile()
{
    const std::unique_ptr<ChartPanel> panel = chartNamed(QStringLiteral("bars"));
    const QTemporaryDir folder;
    panel->findChild<QAction*>(QStringLiteral("picture-svg"))->trigger();
    auto* dialog = panel->findChild<QFileDialog*>(QStringLiteral("pictureDialog"));
    QVERIFY(dialog);
    QCOMPARE(dialog->defaultSuffix(), QStringLiteral("svg"));
    const QString path = folder.filePath(QStringLiteral("chart.svg"));
    Q_EMIT dialog->fileSelected(path);
    QTRY_VERIFY(QFile::exists(path));
    dialog->close();
}

// Axes and legends take rich text.
void ChartsTest::hostileNamesAreShownAsText()
{
    const QString hostile = QStringLiteral("<b>bold</b> & <img src=x>");
    TaskScores scores = samples::taskScores();
    scores.tasks.first().name = hostile;
    scores.methods.first().name = hostile;
    AccuracyCurves curves = samples::curves();
    for (AccuracyCurve& curve : curves.curves)
        curve.domain = hostile;
    ScoreDots dots;
    dots.show(scores, 3);
    ScoreBars bars;
    bars.show(scores, 3);
    AccuracyChart accuracy;
    accuracy.show(curves);
    for (ChartPanel* panel : QList<ChartPanel*>{&dots, &bars, &accuracy}) {
        panel->resize(1400, 600);
        panel->QWidget::show();
        QVERIFY(QTest::qWaitForWindowExposed(panel));
        QStringList texts;
        for (const QGraphicsItem* item : panel->findChild<QChartView*>()->scene()->items())
            if (const auto* text = qgraphicsitem_cast<const QGraphicsTextItem*>(item))
                texts.append(text->toPlainText());
        QVERIFY2(texts.join(u' ').contains(QStringLiteral("<b>bold</b> &")), qPrintable(texts.join(u'\n')));
    }
}

void ChartsTest::barsShowEveryMethod()
{
    const std::unique_ptr<ChartPanel> panel = chartNamed(QStringLiteral("bars"));
    const QList<QBarSet*> sets = seriesOf<QBarSeries>(*panel).first()->barSets();
    QCOMPARE(sets.size(), 3);
    QSet<int> patterns;
    for (const QBarSet* set : sets) {
        QCOMPARE(set->count(), 4);
        patterns.insert(static_cast<int>(set->brush().style()));
    }
    QCOMPARE(patterns.size(), 3);
    QCOMPARE(sets.first()->at(0), 36.0);
    QCOMPARE(sets.at(1)->at(2), 0.0); // missing: no bar
    QCOMPARE(sets.at(1)->label(), QStringLiteral("Run 1 · MetaSPO, final prompts"));
}

void ChartsTest::whatIsLeftOutIsSaid()
{
    ScoreBars bars;
    const auto isSaid = [&bars] {
        const QList<QLabel*> labels = bars.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->text().contains(QStringLiteral("3 of 20 methods"));
        });
    };
    bars.show(samples::taskScores(), 3);
    QVERIFY(!isSaid());
    bars.show(samples::taskScores(), 20);
    QVERIFY(isSaid());
}

// As many as in the paper, by seven methods.
void ChartsTest::manyTasksHaveRoom()
{
    WorkbenchFixture workbench;
    TaskScores scores = samples::taskScores();
    scores.tasks.clear();
    scores.methods.clear();
    for (int task = 0; task < 14; ++task)
        scores.tasks.append({QStringLiteral("task-number-%1").arg(task), QStringLiteral("Domain"),
                             QStringLiteral("Accuracy"), 0.3, 0.25});
    for (int method = 0; method < 7; ++method) {
        TaskScores::Method made{QStringLiteral("Run %1 · MetaSPO, final prompts").arg(method), method, {}};
        for (int task = 0; task < 14; ++task)
            made.scores.append(samples::estimate(0.3 + 0.02 * ((method + task) % 9)));
        scores.methods.append(made);
    }
    ScoreBars bars;
    bars.show(scores, 7);
    bars.resize(1100, 440);
    bars.QWidget::show();
    QVERIFY(QTest::qWaitForWindowExposed(&bars));
    QCOMPARE(bars.findChild<QChartView*>()->chart()->axes(Qt::Horizontal).first()->labelsAngle(), -90);
    workbench.picture(QStringLiteral("chart-many-tasks"), &bars);
    const QString path = workbench.path(QStringLiteral("many.png"));
    bars.saveTo(path, PictureFormat::Png);
    QTRY_VERIFY(QFile::exists(path));
    QCOMPARE(QImage(path).size(), QSize(2 * 14 * 7 * 18, 1080)); // wider, so that bars keep their width
}

// Names that are alike where they are shortened are categories of their own.
void ChartsTest::everyTaskHasItsPlace()
{
    TaskScores scores;
    for (int task = 0; task < 3; ++task)
        scores.tasks.append({QStringLiteral("the same beginning %1 and the same end").arg(task),
                             QStringLiteral("Letters"), QStringLiteral("Accuracy")});
    ScoreBars bars;
    bars.show(scores, 0);
    const auto* axis =
        qobject_cast<QBarCategoryAxis*>(bars.findChild<QChartView*>()->chart()->axes(Qt::Horizontal).first());
    QVERIFY(axis);
    QCOMPARE(axis->count(), 3);
    QVERIFY(!axis->at(0).contains(QStringLiteral("Accuracy"))); // the metric is all the same
    scores.tasks[1].metric = QStringLiteral("Macro-F1");
    bars.show(scores, 0);
    axis = qobject_cast<QBarCategoryAxis*>(bars.findChild<QChartView*>()->chart()->axes(Qt::Horizontal).first());
    QVERIFY(axis->at(1).endsWith(QStringLiteral("<br>Macro-F1")));
}

void ChartsTest::scoresOfNothingAreSeen()
{
    TaskScores scores;
    scores.tasks = {{QStringLiteral("alpha"), {}, {}}, {QStringLiteral("beta"), {}, {}}};
    Estimate nothing;
    nothing.value = 0;
    Estimate missing;
    missing.value = qQNaN();
    scores.methods = {{QStringLiteral("Run 1"), 0, {nothing, missing}}};
    ScoreBars bars;
    bars.show(scores, 1);
    const QBarSet* set = seriesOf<QBarSeries>(bars).first()->barSets().first();
    QVERIFY(set->at(0) > 0);
    QCOMPARE(set->at(1), 0.0);
}

void ChartsTest::dotsHaveIntervals()
{
    const std::unique_ptr<ChartPanel> panel = chartNamed(QStringLiteral("dots"));
    const QList<QScatterSeries*> dots = seriesOf<QScatterSeries>(*panel);
    QCOMPARE(dots.size(), 3);
    QCOMPARE(dots.at(1)->points().size(), 3); // one is missing
    QSet<int> markers;
    QSet<double> places;
    for (const QScatterSeries* series : dots) {
        markers.insert(series->markerShape());
        places.insert(series->points().first().x());
    }
    QCOMPARE(markers.size(), 3);
    QCOMPARE(places.size(), 3); // side by side
    int intervals = 0;
    for (const QLineSeries* line : seriesOf<QLineSeries>(*panel))
        if (line->points().first().x() == line->points().last().x()) {
            ++intervals;
            QCOMPARE(qRound(line->points().last().y() - line->points().first().y()), 10);
        }
    QCOMPARE(intervals, 4 + 3 + 3); // one score is missing, one interval is not known
}

void ChartsTest::baselinesStandPerTask()
{
    for (const char* name : {"bars", "dots"}) {
        const std::unique_ptr<ChartPanel> panel = chartNamed(QString::fromLatin1(name));
        QList<double> majorities;
        for (const QLineSeries* line : seriesOf<QLineSeries>(*panel))
            if (line->pen().style() == Qt::DashDotDotLine && line->points().first().y() == line->points().last().y())
                majorities.append(std::round(line->points().first().y()));
        QCOMPARE(majorities, (QList<double>{28, 30, 36}));
    }
}

void ChartsTest::scoresLeadToTheirCell()
{
    ScoreBars bars;
    bars.show(samples::taskScores(), 3);
    QSignalSpy fromBars(&bars, &ScoreChart::scoreChosen);
    Q_EMIT seriesOf<QBarSeries>(bars).first()->barSets().at(2)->clicked(1);
    QCOMPARE(fromBars.first(), (QList<QVariant>{2, 1}));
    ScoreDots dots;
    dots.show(samples::taskScores(), 3);
    QSignalSpy fromDots(&dots, &ScoreChart::scoreChosen);
    QScatterSeries* second = seriesOf<QScatterSeries>(dots).at(1);
    Q_EMIT second->clicked(second->points().last());
    QCOMPARE(fromDots.first(), (QList<QVariant>{1, 3}));
}

void ChartsTest::changesAreSharesAndDifferences()
{
    ChangeChart chart;
    chart.show(samples::changes(), QStringLiteral("before"), QStringLiteral("after"));
    const QList<QBarSet*> sets = seriesOf<QStackedBarSeries>(chart).first()->barSets();
    QCOMPARE(sets.size(), 2);
    QCOMPARE(sets.at(0)->at(0), 20.0);
    QCOMPARE(sets.at(1)->at(0), -6.0);
    QVERIFY(sets.at(0)->brush().style() != sets.at(1)->brush().style());
    const QScatterSeries* differences = seriesOf<QScatterSeries>(chart).first();
    QCOMPARE(differences->points().size(), 3);
    QCOMPARE(differences->points().at(2).y(), -6.5);
    QSignalSpy chosen(&chart, &ChangeChart::taskChosen);
    Q_EMIT sets.at(0)->clicked(1);
    QCOMPARE(chosen.first().first().toString(), QStringLiteral("surgery"));
}

void ChartsTest::nothingToCompareIsSaid()
{
    ChangeChart chart;
    chart.show({}, {}, {}, QStringLiteral("They have nothing in common."));
    const QList<QLabel*> labels = chart.findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->text() == QStringLiteral("They have nothing in common.");
    }));
    QCOMPARE(chart.findChild<QTableView*>(QStringLiteral("changeTable"))->model()->rowCount(), 0);
}

void ChartsTest::numbersAreThoseOfTheChart()
{
    ScoreDots chart;
    auto* table = chart.findChild<QTableView*>(QStringLiteral("dotsTable"));
    const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    chart.show(samples::taskScores(), 3);
    QCOMPARE(table->model()->rowCount(), 11);
    QCOMPARE(table->model()->index(0, 5).data().toString(), QStringLiteral("36.0 %"));
    QCOMPARE(table->model()->index(2, 8).data().toString(), QStringLiteral("–"));

    ChangeChart change;
    change.show(samples::changes(), QStringLiteral("before"), QStringLiteral("after"));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("comparison.csv"));
    change.findChild<TableActions*>(QStringLiteral("changeTableActions"))
        ->exportTo(path, TableFormat::Csv, std::nullopt);
    // What `metaspo compare --csv` prints.
    QTRY_COMPARE(QString::fromUtf8(contentOf(path)), tableText(comparisonTable(samples::changes()), TableFormat::Csv));
}

void ChartsTest::chartsAreDescribedAndNamed_data()
{
    picturesAreFiles_data();
}

void ChartsTest::chartsAreDescribedAndNamed()
{
    QFETCH(QString, chart);
    WorkbenchFixture workbench;
    const std::unique_ptr<ChartPanel> panel = chartNamed(chart);
    panel->resize(1000, 420);
    panel->QWidget::show();
    QVERIFY(QTest::qWaitForWindowExposed(panel.get()));
    const auto* view = panel->findChild<QChartView*>(chart + QStringLiteral("ChartView"));
    QVERIFY2(view->accessibleDescription().size() > 40, qPrintable(view->accessibleDescription()));
    QCOMPARE(workbench.unnamedWidgets(panel.get()).join(QStringLiteral("; ")), QString());
    workbench.picture(QStringLiteral("chart-") + chart, panel.get());
    panel->findChild<QToolButton*>(chart + QStringLiteral("AsTable"))->click();
    QVERIFY(panel->findChild<QTableView*>(chart + QStringLiteral("Table"))->isVisible());
    QCOMPARE(workbench.unnamedWidgets(panel.get()).join(QStringLiteral("; ")), QString());
}

METASPO_UI_TEST(ChartsTest)
#include "ChartsTest.moc"
