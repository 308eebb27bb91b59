#include "tests/support/FileContent.h"
#include "tests/ui/results/ResultsFixture.h"

#include <QFileDialog>
#include <QImage>
#include <QLineEdit>
#include <QPushButton>
#include <QSvgRenderer>
#include <QTabWidget>
#include <QToolButton>

using namespace metaspo;

namespace {

constexpr int initialRow = 0; // of the prompts that a run was given, and of those it left behind
constexpr int finalRow = 1;
constexpr int alphaColumn = 0;
constexpr int betaColumn = 1;
constexpr int meanColumn = 2;

const QString missing = QStringLiteral("–");

QString shown(const ResultsFixture& workbench, int row, int column, int role = Qt::DisplayRole)
{
    return workbench.table()->model()->index(row, column).data(role).toString();
}

// Types the path, as a person does.
void saveAs(QFileDialog* dialog, const QString& path)
{
    auto* name = dialog->findChild<QLineEdit*>(QStringLiteral("fileNameEdit"));
    name->setText(path);
    QTest::keyClick(name, Qt::Key_Return);
}

} // namespace

/// Flow f of the design: methods by tasks, what is missing run from the table, the table written for programs and for
/// papers, its charts as pictures.
class ResultsFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void tablesAreExported_data();
    void tablesAreExported();
    void chartsAreSaved_data();
    void chartsAreSaved();

private:
    void runMissingOfARow();
    void runMissingOfACell();
    void finishMissing();
    QByteArray saved(QWidget* widget, const char* action, const char* dialogName, const QString& path,
                     const QString& suffix);

    ResultsFixture m_workbench;
};

void ResultsFlowTest::initTestCase()
{
    QVERIFY(m_workbench.makeProject());
    m_workbench.optimize(QStringLiteral("alpha"));
    QVERIFY(m_workbench.showResults(4)); // initial and final prompts, always the same answer, guessing
    QCOMPARE(shown(m_workbench, initialRow, betaColumn), missing);
    QCOMPARE(shown(m_workbench, finalRow, betaColumn), missing);
    runMissingOfARow();
    if (!QTest::currentTestFailed())
        runMissingOfACell();
}

// Of the row that is chosen, by the button.
void ResultsFlowTest::runMissingOfARow()
{
    m_workbench.table()->selectRow(finalRow);
    m_workbench.press("runMissing");
    finishMissing();
    if (QTest::currentTestFailed())
        return;
    QTRY_VERIFY_WITH_TIMEOUT(shown(m_workbench, finalRow, betaColumn) != missing, RunFixture::patience);
    QCOMPARE(shown(m_workbench, initialRow, betaColumn), missing);
    const auto report = waited(m_workbench.project().queries().report(2));
    QVERIFY(report.has_value() && report->tasks.size() == 1);
    QCOMPARE(report->tasks.first().task, QStringLiteral("beta"));
    QCOMPARE(shown(m_workbench, finalRow, betaColumn).remove(QStringLiteral(" %")),
             QString::number(100 * report->tasks.first().finalScore.value, 'f', 1));
    const QString facts = shown(m_workbench, finalRow, betaColumn, Qt::ToolTipRole);
    for (const char* fact : {"95 % interval", "n = 8", "Run 2"})
        QVERIFY2(facts.contains(QString::fromUtf8(fact)), qPrintable(facts));
}

// By a double click on the cell.
void ResultsFlowTest::runMissingOfACell()
{
    QTableView* table = m_workbench.table();
    const QPoint point = table->visualRect(table->model()->index(initialRow, betaColumn)).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, point);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, point);
    finishMissing();
    if (QTest::currentTestFailed())
        return;
    QTRY_VERIFY_WITH_TIMEOUT(shown(m_workbench, initialRow, betaColumn) != missing, RunFixture::patience);
    QVERIFY(shown(m_workbench, initialRow, betaColumn, Qt::ToolTipRole).contains(QStringLiteral("Run 3")));
    QVERIFY(shown(m_workbench, initialRow, meanColumn, Qt::ToolTipRole).contains(QStringLiteral("all 2 tasks")));
    m_workbench.table()->clearSelection();
    m_workbench.picture(QStringLiteral("flow-results"));
}

// The dialog that has opened is ready to start; the run's scores go into the rows that are there.
void ResultsFlowTest::finishMissing()
{
    auto* dialog = m_workbench.find<QDialog>("newRunDialog");
    QVERIFY(dialog && RunFixture::canStart(dialog));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!m_workbench.find<QDialog>("newRunDialog"), RunFixture::patience);
    QVERIFY(m_workbench.reaches("Finished"));
    QVERIFY(m_workbench.showResults(4));
}

// What stands in the file that the dialog of the action asks for.
QByteArray ResultsFlowTest::saved(QWidget* widget, const char* action, const char* dialogName, const QString& path,
                                  const QString& suffix)
{
    widget->findChild<QAction*>(QLatin1String(action))->trigger();
    auto* dialog = widget->findChild<QFileDialog*>(QLatin1String(dialogName));
    if (!dialog)
        return {};
    const QString end = QStringLiteral("(*.%1)").arg(suffix);
    for (const QString& filter : dialog->nameFilters())
        if (filter.endsWith(end)) {
            dialog->selectNameFilter(filter);
            break;
        }
    saveAs(dialog, path);
    const bool isThere = QTest::qWaitFor([&] { return QFile::exists(path); }, RunFixture::patience)
                         && QTest::qWaitFor([&] { return !widget->findChild<QFileDialog*>(QLatin1String(dialogName)); },
                                            RunFixture::patience);
    return isThere ? contentOf(path) : QByteArray();
}

void ResultsFlowTest::tablesAreExported_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::addColumn<QByteArrayList>("parts"); ///< what makes it what it is
    QTest::addColumn<bool>("isForReaders");    ///< as the window shows it, not a row per score
    QTest::newRow("csv") << QStringLiteral("csv") << QByteArrayList{"task,", ",low_95,", "\r\n"} << false;
    QTest::newRow("tsv") << QStringLiteral("tsv") << QByteArrayList{"task\t", "\tlow_95\t"} << false;
    QTest::newRow("json lines") << QStringLiteral("jsonl") << QByteArrayList{"\"low_95\":", "\"alpha\""} << false;
    QTest::newRow("markdown") << QStringLiteral("md") << QByteArrayList{"| ", "---", "alpha", "beta"} << true;
    QTest::newRow("latex") << QStringLiteral("tex")
                           << QByteArrayList{"\\toprule", "\\multicolumn{1}{c}{Letters}", "\\bottomrule"} << true;
}

void ResultsFlowTest::tablesAreExported()
{
    QFETCH(QString, suffix);
    QFETCH(QByteArrayList, parts);
    QFETCH(bool, isForReaders);
    const QByteArray text = saved(m_workbench.find<QToolButton>("methodTableActions"), "table-export-all",
                                  "exportTableDialog", m_workbench.path(QStringLiteral("results.") + suffix), suffix);
    for (const QByteArray& part : parts)
        QVERIFY2(text.contains(part), text.constData());
    for (const int row : {initialRow, finalRow})
        for (const int column : {alphaColumn, betaColumn}) {
            const double percentage = shown(m_workbench, row, column).section(QLatin1Char(' '), 0, 0).toDouble();
            const QByteArray score = isForReaders ? QByteArray::number(percentage, 'f', 1)
                                                  : QByteArray::number(percentage / 100);
            QVERIFY2(text.contains(score), (score + " is not in\n" + text).constData());
        }
    if (!isForReaders) {
        const int heading = suffix == QStringLiteral("jsonl") ? 0 : 1;
        QCOMPARE(text.count('\n'), 4 + heading); // a row per score
    }
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench.message().contains(QStringLiteral("written")), RunFixture::patience);
}

void ResultsFlowTest::chartsAreSaved_data()
{
    QTest::addColumn<int>("tab");
    QTest::addColumn<QByteArray>("chart");
    QTest::newRow("bars") << 0 << QByteArray("barsChart");
    QTest::newRow("dots") << 1 << QByteArray("dotsChart");
    QTest::newRow("change") << 2 << QByteArray("changeChart");
}

void ResultsFlowTest::chartsAreSaved()
{
    QFETCH(int, tab);
    QFETCH(QByteArray, chart);
    m_workbench.table()->selectRow(finalRow); // the change is that of one method
    m_workbench.find<QTabWidget>("resultCharts")->setCurrentIndex(tab);
    auto* panel = m_workbench.find<QWidget>(chart);
    QVERIFY(panel->isVisible());
    const auto* numbers = panel->findChild<QTableView*>(QString::fromLatin1(chart).replace(QStringLiteral("Chart"),
                                                                                           QStringLiteral("Table")));
    QTRY_VERIFY_WITH_TIMEOUT(numbers->model()->rowCount() >= 2, RunFixture::patience); // changes are asked for
    const auto picture = [&](const char* format) {
        const QString suffix = QLatin1String(format);
        return saved(panel, QByteArray("picture-") + format, "pictureDialog",
                     m_workbench.path(QLatin1String(chart) + QLatin1Char('.') + suffix), suffix);
    };
    const QImage pixels = QImage::fromData(picture("png"));
    QCOMPARE(pixels.size(), QSize(1920, 1080)); // twice the size of the page, for print
    QSet<QRgb> colours;
    for (int x = 0; x < pixels.width(); x += 3)
        for (int y = 0; y < pixels.height(); y += 3)
            colours.insert(pixels.pixel(x, y));
    QVERIFY2(colours.size() > 20, "there is no chart in the picture");
    const QByteArray svg = picture("svg");
    QVERIFY(QSvgRenderer(svg).isValid());
    QVERIFY2(svg.contains("alpha") && svg.contains("beta"), "the tasks have no names");
    const QByteArray pdf = picture("pdf");
    QVERIFY(pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF"));
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench.message().contains(QStringLiteral("saved")), RunFixture::patience);
}

METASPO_UI_TEST(ResultsFlowTest)
#include "ResultsFlowTest.moc"
