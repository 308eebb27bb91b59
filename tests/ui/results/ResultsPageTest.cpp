#include "tests/ui/results/ResultsFixture.h"

#include "core/engine/ExportRequest.h"
#include "core/analysis/Export.h"
#include "ui/charts/ChangeChart.h"
#include "ui/charts/ScoreBars.h"
#include "ui/charts/ScoreDots.h"
#include "ui/kit/Background.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"
#include "ui/kit/TableActions.h"
#include "ui/results/MethodModel.h"
#include "ui/run/Chip.h"

#include <QLabel>
#include <QListWidget>
#include <QTreeWidget>
#include <QtCharts/QChartView>

using namespace metaspo;

namespace {

QString shown(const QTableView* table, int row, int column, int role = Qt::DisplayRole)
{
    return table->model()->index(row, column).data(role).toString();
}

QString heading(const QTableView* table, Qt::Orientation orientation, int section, int role = Qt::DisplayRole)
{
    return table->model()->headerData(section, orientation, role).toString();
}

// Of a CSV file: rows by column name; no text with a comma stands in what is asked for.
QList<QHash<QString, QString>> csv(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QStringList lines = QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
    const QStringList names = lines.first().split(u',');
    QList<QHash<QString, QString>> rows;
    for (const QString& line : lines.sliced(1)) {
        // "Run 3, final" is the only quoted text.
        const QStringList fields = QString(line).replace(QStringLiteral(", "), QStringLiteral(" ")).split(u',');
        QHash<QString, QString> row;
        for (qsizetype column = 0; column < names.size(); ++column)
            row.insert(names.at(column), fields.value(column));
        rows.append(row);
    }
    return rows;
}

// As if a later version had written the file, which this one then does not change: the version in SQLite's header.
bool makeNewer(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(60) && file.write(QByteArray("\0\0\1\0", 4)) == 4;
}

} // namespace

/// Methods by tasks over real runs.
class ResultsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyStatesLeadOn();
    void runsBecomeRows();
    void exportEqualsScoresOfTheCommandLine();
    void whatIsMissingCanBeRun();
    void oneMissingScoreByDoubleClick();
    void otherExamplesAreMarked();
    void chartsFollowTheChosenRows();
    void changesAndPromptsOfTheChosenRow();
    void readOnlyProjectsOfferNoRuns();
    void refreshKeepsTheSelection();
    void answersOfAnotherProjectAreDropped();
    void pictures();
};

void ResultsPageTest::emptyStatesLeadOn()
{
    ResultsFixture workbench;
    workbench.window().showPage(QStringLiteral("resultsPage"));
    auto* next = workbench.find<QPushButton>("resultsNext");
    QVERIFY(next->isVisible());
    workbench.press("resultsNext");
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("startPage"));
    QVERIFY(workbench.makeProject());
    workbench.window().showPage(QStringLiteral("resultsPage"));
    const QWidget* empty = workbench.find<QWidget>("resultsEmpty");
    const auto says = [empty](const QString& text) {
        const QList<QLabel*> labels = empty->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&text](const QLabel* label) { return label->text().contains(text); });
    };
    QTRY_VERIFY(says(QStringLiteral("No finished run")));
    workbench.picture(QStringLiteral("results-empty"));
    workbench.press("resultsNext");
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("runPage"));
}

void ResultsPageTest::runsBecomeRows()
{
    ResultsFixture workbench;
    QVERIFY(workbench.makeProject());
    QCOMPARE(workbench.optimize(QStringLiteral("alpha")), 1);
    QVERIFY(workbench.showResults(4)); // initial, final, majority, chance
    const QTableView* table = workbench.table();
    QCOMPARE(table->model()->columnCount(), 3); // alpha, beta, mean
    QCOMPARE(heading(table, Qt::Horizontal, 0), QStringLiteral("alpha"));
    QCOMPARE(heading(table, Qt::Horizontal, 0, MethodModel::GroupRole), QStringLiteral("Letters"));
    QCOMPARE(heading(table, Qt::Horizontal, 1, MethodModel::GroupRole), QStringLiteral("Signs"));
    QCOMPARE(heading(table, Qt::Horizontal, 0, SecondLineRole), QStringLiteral("Accuracy"));
    QCOMPARE(heading(table, Qt::Vertical, 0), QStringLiteral("Run 1 · initial prompts"));
    QCOMPARE(heading(table, Qt::Vertical, 1), QStringLiteral("Run 1 · MetaSPO, final prompts"));
    QCOMPARE(heading(table, Qt::Vertical, 0, SecondLineRole), QStringLiteral("scripted"));
    QCOMPARE(heading(table, Qt::Vertical, 3), QStringLiteral("Guessing"));

    const auto report = waited(workbench.project().queries().report(1));
    QVERIFY(report.has_value());
    const TaskReport& alpha = report->tasks.first();
    QCOMPARE(shown(table, 0, 0), QStringLiteral("%1 %").arg(100 * alpha.initialScore.value, 0, 'f', 1));
    QCOMPARE(shown(table, 1, 0), QStringLiteral("%1 %").arg(100 * alpha.finalScore.value, 0, 'f', 1));
    QCOMPARE(shown(table, 1, 0, SecondLineRole), QStringLiteral("%1–%2, n 8")
                                                     .arg(100 * alpha.finalScore.interval.low, 0, 'f', 1)
                                                     .arg(100 * alpha.finalScore.interval.high, 0, 'f', 1));
    QCOMPARE(shown(table, 2, 0), QStringLiteral("%1 %").arg(100 * alpha.majority, 0, 'f', 1));
    QCOMPARE(shown(table, 3, 0), QStringLiteral("25.0 %"));
    QCOMPARE(shown(table, 0, 1), QStringLiteral("–"));
    QVERIFY(table->model()->index(0, 1).data(MethodModel::MissingRole).toBool());
    QCOMPARE(shown(table, 0, 2, SecondLineRole), QStringLiteral("1 of 2 tasks"));
    const int best = alpha.initialScore.value > alpha.finalScore.value ? 0 : 1;
    QVERIFY(table->model()->index(best, 0).data(MethodModel::BestRole).toBool());
    QVERIFY(shown(table, 0, 0, Qt::ToolTipRole).contains(QStringLiteral("Run 1")));
    QVERIFY(shown(table, 0, 0, Qt::ToolTipRole).contains(QStringLiteral("unreadable")));

    auto* columns = workbench.find<QComboBox>("methodColumns");
    columns->setCurrentIndex(1);
    QCOMPARE(table->model()->columnCount(), 2);
    QVERIFY(shown(table, 0, 1, SecondLineRole).contains(QChar(u'–'))); // the mean has an interval now
}

// The same numbers as in scores.csv of `metaspo export`.
void ResultsPageTest::exportEqualsScoresOfTheCommandLine()
{
    ResultsFixture workbench;
    QVERIFY(workbench.makeProject());
    workbench.optimize(QStringLiteral("alpha"));
    workbench.evaluate(QString::fromLatin1(ResultsFixture::betterPrompt),
                       {QStringLiteral("alpha"), QStringLiteral("beta")});
    QVERIFY(workbench.showResults(5));
    const QString path = workbench.path(QStringLiteral("results.csv"));
    workbench.find<TableActions>("methodTableActions")->exportTo(path, TableFormat::Csv, std::nullopt);
    QTRY_VERIFY(QFile::exists(path));
    const auto rows = csv(path);
    QCOMPARE(rows.size(), 4); // two of run 1, two of run 2
    QHash<QString, QHash<QString, QString>> known;
    for (const qint64 run : {1, 2}) {
        const QString folder = workbench.path(QStringLiteral("run%1").arg(run));
        QVERIFY(waited(workbench.project().exportRun(run, ExportRequest{folder})).has_value());
        for (const auto& row : csv(folder + QStringLiteral("/scores.csv")))
            known.insert(QStringList{row[QStringLiteral("run")], row[QStringLiteral("system_candidate")],
                                     row[QStringLiteral("candidate")], row[QStringLiteral("task")],
                                     row[QStringLiteral("split")]}
                             .join(u' '),
                         row);
    }
    for (const auto& row : rows) {
        const QString place =
            QStringList{row[QStringLiteral("run")], row[QStringLiteral("system_candidate")],
                        row[QStringLiteral("candidate")], row[QStringLiteral("task")], row[QStringLiteral("split")]}
                .join(u' ');
        QVERIFY2(known.contains(place), qPrintable(place));
        for (const char* column : {"n", "score", "low_95", "high_95", "majority", "metric", "domain"})
            QCOMPARE(row[QLatin1String(column)], known[place][QLatin1String(column)]);
    }
}

void ResultsPageTest::whatIsMissingCanBeRun()
{
    ResultsFixture workbench;
    QVERIFY(workbench.makeProject());
    workbench.optimize(QStringLiteral("alpha"));
    QVERIFY(workbench.showResults(4));
    QTableView* table = workbench.table();
    table->selectRow(1);
    workbench.press("runMissing");
    auto* dialog = workbench.find<QDialog>("newRunDialog");
    QVERIFY(dialog);
    const auto* prompts = dialog->findChild<QListWidget*>(QStringLiteral("givenPrompts"));
    QVERIFY(prompts->isVisible());
    QCOMPARE(prompts->count(), 1);
    QCOMPARE(dialog->findChild<QComboBox*>(QStringLiteral("method"))->currentData().toInt(),
             static_cast<int>(Method::Evaluate));
    for (const char* hidden : {"optimizerConnection", "iterations", "initialSystemPrompt", "preset"})
        QVERIFY2(!dialog->findChild<QWidget*>(QLatin1String(hidden))->isVisible(), hidden);
    QCOMPARE(dialog->findChild<QSpinBox*>(QStringLiteral("test"))->value(), 8);
    const auto* tasks = dialog->findChild<QTreeWidget*>(QStringLiteral("sources"));
    QTRY_COMPARE(tasks->topLevelItemCount(), 2);
    QCOMPARE(tasks->topLevelItem(0)->child(0)->checkState(0), Qt::Unchecked); // alpha has its score
    QCOMPARE(tasks->topLevelItem(1)->child(0)->checkState(0), Qt::Checked);
    QVERIFY(RunFixture::canStart(dialog));
    QCOMPARE(workbench.unnamedWidgets(dialog).join(QStringLiteral("; ")), QString());
    workbench.picture(QStringLiteral("results-run-missing"), dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!workbench.find<QDialog>("newRunDialog"), RunFixture::patience);
    QVERIFY(
        QTest::qWaitFor([&] { return workbench.find<Chip>("runState")->text().endsWith(QStringLiteral("Finished")); },
                        RunFixture::patience));

    QVERIFY(workbench.showResults(4)); // no row of its own: it belongs to the final prompts
    QTRY_VERIFY_WITH_TIMEOUT(shown(table, 1, 1) != QStringLiteral("–"), RunFixture::patience);
    QVERIFY(shown(table, 1, 1, Qt::ToolTipRole).contains(QStringLiteral("Run 2")));
    QCOMPARE(shown(table, 0, 1), QStringLiteral("–"));
    table->selectRow(1);
    QVERIFY(!workbench.find<QPushButton>("runMissing")->isEnabled());
}

void ResultsPageTest::oneMissingScoreByDoubleClick()
{
    ResultsFixture workbench;
    QVERIFY(workbench.makeProject());
    workbench.optimize(QStringLiteral("alpha"));
    QVERIFY(workbench.showResults(4));
    Q_EMIT workbench.table()->activated(workbench.table()->model()->index(0, 0)); // has its score
    QVERIFY(!workbench.find<QDialog>("newRunDialog"));
    Q_EMIT workbench.table()->activated(workbench.table()->model()->index(0, 1));
    auto* dialog = workbench.find<QDialog>("newRunDialog");
    QVERIFY(dialog);
    QCOMPARE(dialog->findChild<QListWidget*>(QStringLiteral("givenPrompts"))->item(0)->text(),
             RunSettings().initialSystemPrompt);
    dialog->reject();
}

void ResultsPageTest::otherExamplesAreMarked()
{
    ResultsFixture workbench;
    QVERIFY(workbench.makeProject());
    workbench.evaluate(QStringLiteral("One."), {QStringLiteral("alpha")});
    workbench.evaluate(QStringLiteral("Two."), {QStringLiteral("alpha")});
    workbench.evaluate(QStringLiteral("Three."), {QStringLiteral("alpha")}, 4);
    QVERIFY(workbench.showResults(5));
    const QTableView* table = workbench.table();
    QCOMPARE(heading(table, Qt::Vertical, 2), QStringLiteral("Run 3 · given prompt 1"));
    QVERIFY(!shown(table, 0, 0).contains(QChar(u'†')));
    QVERIFY(shown(table, 2, 0).endsWith(QChar(u'†')));
    QVERIFY(!table->model()->index(2, 0).data(MethodModel::BestRole).toBool());
    QVERIFY(shown(table, 2, 0, Qt::ToolTipRole).contains(QStringLiteral("other test examples")));
}

void ResultsPageTest::chartsFollowTheChosenRows()
{
    ResultsFixture workbench;
    QVERIFY(workbench.makeProject());
    for (int prompt = 1; prompt <= 9; ++prompt)
        workbench.evaluate(QStringLiteral("Prompt %1.").arg(prompt), {QStringLiteral("alpha"), QStringLiteral("beta")});
    QVERIFY(workbench.showResults(11));
    const auto* bars = workbench.find<ScoreBars>("barsChart");
    const auto* dots = workbench.find<ScoreDots>("dotsChart");
    QCOMPARE(bars->scores().methods.size(), 7); // the first ones
    QTableView* table = workbench.table();
    table->selectRow(8);
    QCOMPARE(bars->scores().methods.size(), 1);
    QCOMPARE(bars->scores().methods.first().name, QStringLiteral("Run 9 · given prompt 1"));
    workbench.find<QTabWidget>("resultCharts")->setCurrentIndex(1);
    QCOMPARE(dots->scores().methods.size(), 1);
    QCOMPARE(dots->scores().methods.first().place, 8); // keeps its look
    workbench.find<QTabWidget>("resultCharts")->setCurrentIndex(0);
    QCOMPARE(bars->scores().tasks.size(), 2);
    QVERIFY(!qIsNaN(bars->scores().tasks.first().majority));
    Q_EMIT workbench.find<ScoreBars>("barsChart")->scoreChosen(0, 1);
    QCOMPARE(table->currentIndex(), table->model()->index(8, 1));
    table->clearSelection();
    QCOMPARE(bars->scores().methods.size(), 7);
}

void ResultsPageTest::changesAndPromptsOfTheChosenRow()
{
    ResultsFixture workbench;
    QVERIFY(workbench.makeProject());
    workbench.optimize(QStringLiteral("alpha"));
    QVERIFY(workbench.showResults(4));
    auto* tabs = workbench.find<QTabWidget>("resultCharts");
    tabs->setCurrentIndex(2);
    const auto* numbers = workbench.find<QTableView>("changeTable")->model();
    workbench.table()->selectRow(1);
    QCOMPARE(workbench.find<QComboBox>("changeFrom")->currentText(), QStringLiteral("Run 1 · initial prompts"));
    QTRY_COMPARE_WITH_TIMEOUT(numbers->rowCount(), 1, RunFixture::patience);
    const auto report = waited(workbench.project().queries().report(1));
    const TaskComparison& change = *report->tasks.first().comparison;
    QCOMPARE(numbers->index(0, 6).data().toString(), QString::number(change.counts.fixed));
    QCOMPARE(numbers->index(0, 7).data().toString(), QString::number(change.counts.broken));
    workbench.picture(QStringLiteral("results-change"));
    workbench.table()->selectRow(0);
    workbench.table()->selectRow(3); // guessing has no prompts
    QTRY_COMPARE(numbers->rowCount(), 0);
    tabs->setCurrentIndex(3);
    QVERIFY(workbench.find<PlainTextView>("methodPrompts")->original().startsWith(QStringLiteral("Choose a method")));
    workbench.table()->selectRow(0);
    QVERIFY(workbench.find<PlainTextView>("methodPrompts")->original().contains(RunSettings().initialSystemPrompt));
    QVERIFY(workbench.find<PlainTextView>("methodPrompts")->original().contains(QStringLiteral("With alpha:")));
}

void ResultsPageTest::readOnlyProjectsOfferNoRuns()
{
    ResultsFixture workbench;
    QVERIFY(workbench.makeProject());
    workbench.evaluate(QStringLiteral("One."), {QStringLiteral("alpha")});
    const QString path = workbench.project().path();
    workbench.window().closeProject();
    QTRY_VERIFY(!workbench.window().project());
    QTRY_VERIFY(QFileInfo(path + QStringLiteral("-wal")).size() == 0); // all of it is in the file
    QVERIFY(makeNewer(path));
    workbench.window().openProject(path);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project() != nullptr, RunFixture::patience);
    QVERIFY(workbench.project().isReadOnly());
    QVERIFY(workbench.showResults(3));
    QVERIFY(!workbench.find<QPushButton>("runMissing")->isEnabled());
    Q_EMIT workbench.table()->activated(workbench.table()->model()->index(0, 1));
    QVERIFY(!workbench.find<QDialog>("newRunDialog"));
}

void ResultsPageTest::refreshKeepsTheSelection()
{
    ResultsFixture workbench;
    QVERIFY(workbench.makeProject());
    workbench.evaluate(QStringLiteral("One."), {QStringLiteral("alpha")});
    workbench.evaluate(QStringLiteral("Two."), {QStringLiteral("alpha")});
    QVERIFY(workbench.showResults(4));
    QTableView* table = workbench.table();
    table->selectRow(1);
    workbench.evaluate(QStringLiteral("Three."), {QStringLiteral("alpha")}); // while the page is in sight
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 5, RunFixture::patience);
    QCOMPARE(table->currentIndex().row(), 1);
    QCOMPARE(table->selectionModel()->selectedRows().size(), 1);
    QCOMPARE(table->selectionModel()->selectedRows().first().row(), 1);
}

void ResultsPageTest::answersOfAnotherProjectAreDropped()
{
    ResultsFixture workbench;
    QVERIFY(workbench.makeProject());
    workbench.evaluate(QStringLiteral("One."), {QStringLiteral("alpha")});
    QVERIFY(workbench.showResults(3));
    auto* page = workbench.find<ResultsPage>("resultsPage");
    QList<QFuture<Result<MethodTable>>> queue; // the page's question has to wait in line
    for (int asked = 0; asked < 300; ++asked)
        queue.append(workbench.project().queries().methods());
    page->setProject(workbench.window().project()); // asks again
    QVERIFY(!queue.last().isFinished());
    page->setProject(nullptr); // before the answer is here
    bool isLaterAnswered = false;
    whenDone(workbench.project().queries().tasks(), page,
             [&isLaterAnswered](const Result<QList<TaskSummary>>&) { isLaterAnswered = true; });
    QTRY_VERIFY(isLaterAnswered); // asked later, so the first answer has been here by now
    QCOMPARE(workbench.table()->model()->rowCount(), 0);
    QVERIFY(workbench.find<QPushButton>("resultsNext")->text().contains(QStringLiteral("Start")));
    page->setProject(workbench.window().project());
    QTRY_COMPARE(workbench.table()->model()->rowCount(), 3);
}

void ResultsPageTest::pictures()
{
    ResultsFixture workbench;
    QVERIFY(workbench.openSample());
    workbench.optimize(waited(workbench.project().queries().tasks())->first().task.name);
    workbench.evaluate(QString::fromLatin1(ResultsFixture::betterPrompt), {});
    workbench.window().showPage(QStringLiteral("resultsPage"));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.table()->model()->rowCount() >= 5, RunFixture::patience);
    QCOMPARE(workbench.unnamedWidgets(workbench.find<ResultsPage>("resultsPage")).join(QStringLiteral("; ")),
             QString());
    workbench.picture(QStringLiteral("results"));
    workbench.table()->selectRow(1);
    workbench.find<QTabWidget>("resultCharts")->setCurrentIndex(1);
    workbench.picture(QStringLiteral("results-dots"));
    workbench.window().setLayoutDirection(Qt::RightToLeft);
    workbench.picture(QStringLiteral("results-right-to-left"));
}

METASPO_UI_TEST(ResultsPageTest)
#include "ResultsPageTest.moc"
