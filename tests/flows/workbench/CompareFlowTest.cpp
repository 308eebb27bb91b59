#include "tests/ui/run/RunFixture.h"

#include "core/analysis/Comparison.h"
#include "core/analysis/TableWriter.h"
#include "ui/compare/OutcomeModel.h"
#include "ui/compare/PromptColumns.h"
#include "ui/kit/TableModel.h"

#include <QClipboard>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace metaspo;

namespace {

CandidateId candidate(const char* step)
{
    return {1, *parseStep(QString::fromLatin1(step))};
}

QStringList lines(const QList<Row>& rows, qsizetype from = 0)
{
    QStringList texts;
    for (const Row& row : rows) {
        QStringList values;
        for (const Value& value : row.sliced(from))
            values.append(exactText(value));
        texts.append(values.join(QLatin1Char('|')));
    }
    return texts;
}

} // namespace

/// Flow e of the design: candidates of a run side by side, from the rows of its tree to both conversations about one
/// example. What is counted on the way is what the command line counts.
class CompareFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void candidatesSideBySide();

private:
    static void finishRun(RunFixture& workbench);
    static void chooseThree(RunFixture& workbench);
    static void goThroughDifferences(RunFixture& workbench);
    static void countOutcomes(RunFixture& workbench);
    static void readBothConversations(RunFixture& workbench);
    static void copyFinalPrompt(RunFixture& workbench);

    static QModelIndex place(const RunFixture& workbench, const char* step);
    static QString said(const RunFixture& workbench, const char* label)
    {
        return workbench.find<QLabel>(label)->text();
    }
    static QAbstractItemModel& outcomes(const RunFixture& workbench)
    {
        return *workbench.find<QTableView>("outcomeTable")->model();
    }
    static QString conversation(const RunFixture& workbench, const char* column);
};

QModelIndex CompareFlowTest::place(const RunFixture& workbench, const char* step)
{
    const QAbstractItemModel* tree = workbench.find<QTreeView>("runTree")->model();
    const QModelIndexList found = tree->match(tree->index(0, 0), Qt::UserRole, QLatin1String(step), -1,
                                              Qt::MatchExactly | Qt::MatchRecursive);
    return found.isEmpty() ? QModelIndex() : found.last(); // the start is a heading, too, which comes before
}

void CompareFlowTest::finishRun(RunFixture& workbench)
{
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog && RunFixture::startExhaustive(dialog));
    QVERIFY(workbench.reaches("Finished"));
    workbench.window().activateWindow(); // without a display nobody does it when a dialog is closed
    QVERIFY(QTest::qWaitForWindowActive(&workbench.window()));
}

// Two proposals and the prompt they compete with; that one is the baseline.
void CompareFlowTest::chooseThree(RunFixture& workbench)
{
    auto* tree = workbench.find<QTreeView>("runTree");
    QTRY_VERIFY_WITH_TIMEOUT(place(workbench, "1/outer/2").isValid(), RunFixture::patience);
    tree->setCurrentIndex(place(workbench, "1/outer/2"));
    for (const char* step : {"1/outer/1", "0/start"})
        tree->selectionModel()->select(place(workbench, step), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTRY_VERIFY(workbench.find<QAction>("compareAction")->isEnabled());
    QTest::keyClick(&workbench.window(), Qt::Key_D, Qt::ControlModifier);
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("comparePage"));
    QTRY_COMPARE_WITH_TIMEOUT(workbench.find<PromptColumns>("promptColumns")->count(), 3, RunFixture::patience);
    QVERIFY(said(workbench, "promptFactsA").endsWith(QLatin1String("0/start")));
    QVERIFY(said(workbench, "promptFactsB").endsWith(QLatin1String("1/outer/1")));
    QVERIFY(said(workbench, "promptFactsC").endsWith(QLatin1String("1/outer/2")));
    for (const char* standing : {"promptStandingB", "promptStandingC"})
        QTRY_VERIFY_WITH_TIMEOUT(said(workbench, standing).startsWith(QChar(u'▲')), RunFixture::patience);
    workbench.picture(QStringLiteral("flow-compare"));
}

void CompareFlowTest::goThroughDifferences(RunFixture& workbench)
{
    QTRY_VERIFY_WITH_TIMEOUT(said(workbench, "promptDifferenceB").contains(QStringLiteral("word")),
                             RunFixture::patience);
    const int count = said(workbench, "differencePlace").section(QLatin1Char(' '), 0, 0).toInt();
    QVERIFY2(count > 0, qPrintable(said(workbench, "differencePlace")));
    QTest::keyClick(&workbench.window(), Qt::Key_F8);
    QCOMPARE(said(workbench, "differencePlace"), QStringLiteral("difference 1 of %1").arg(count));
    workbench.press("removePromptC"); // wins and losses of one
    QTRY_COMPARE(workbench.find<PromptColumns>("promptColumns")->count(), 2);
}

void CompareFlowTest::countOutcomes(RunFixture& workbench)
{
    const auto split = static_cast<Split>(workbench.find<QComboBox>("compareSplit")->currentData().toInt());
    const auto pairs = waited(workbench.project().queries().pairs(candidate("0/start"), candidate("1/outer/1"), split));
    QVERIFY(pairs && pairs->size() >= 2); // Letters and Signs
    QList<TaskComparison> tasks;
    PairedCounts sum;
    for (const TaskPair& pair : *pairs) {
        tasks.append(compareTask(pair));
        sum.fixed += tasks.last().counts.fixed;
        sum.broken += tasks.last().counts.broken;
        sum.bothRight += tasks.last().counts.bothRight;
        sum.bothWrong += tasks.last().counts.bothWrong;
    }
    QVERIFY(sum.fixed > 0 && sum.broken > 0);
    QTRY_COMPARE_WITH_TIMEOUT(said(workbench, "promptStandingB"),
                              QStringLiteral("▲ %1  ▼ %2  = %3")
                                  .arg(sum.fixed)
                                  .arg(sum.broken)
                                  .arg(sum.bothRight + sum.bothWrong),
                              RunFixture::patience);
    const QList<std::pair<const char*, qint64>> filters{{"showWins", sum.fixed},
                                                        {"showLosses", sum.broken},
                                                        {"showTies", sum.bothRight + sum.bothWrong}};
    for (const auto& [button, count] : filters) {
        workbench.press(button);
        QTRY_COMPARE(outcomes(workbench).rowCount(), count);
        QCOMPARE(workbench.find<QToolButton>(button)->text().section(QLatin1Char(' '), -1).toInt(), count);
    }
    workbench.press("showAllOutcomes"); // with those that not both have answered
    QTRY_VERIFY(outcomes(workbench).rowCount() >= sum.n());
    const auto rows = [&workbench](const char* table) {
        return static_cast<TableModel*>(workbench.find<QTableView>(table)->model())->table().rows;
    };
    const qsizetype names = 2; // of the baseline and the prompt, which stand in front
    QCOMPARE(lines(rows("domainTable"), names), lines(groupTable(compareGroups(tasks)).rows));
    QCOMPARE(lines(rows("taskTable"), names), lines(comparisonTable(tasks).rows)); // with exact McNemar p
}

QString CompareFlowTest::conversation(const RunFixture& workbench, const char* column)
{
    const auto* text = workbench.find<QWidget>(column)->findChild<QPlainTextEdit*>(QStringLiteral("callText"));
    return text->isVisible() ? text->toPlainText() : QString();
}

// About an example that the proposal won.
void CompareFlowTest::readBothConversations(RunFixture& workbench)
{
    workbench.press("showWins");
    auto* table = workbench.find<QTableView>("outcomeTable");
    const auto question = [&] { return outcomes(workbench).index(0, OutcomeModel::QuestionColumn); };
    QTRY_VERIFY_WITH_TIMEOUT(question().data().toString().startsWith(QStringLiteral("Item ")), RunFixture::patience);
    table->scrollTo(question());
    const QPoint point = table->visualRect(question()).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, point);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, point);
    QTRY_COMPARE(workbench.find<QTabBar>("compareView")->currentIndex(), 1);
    const QString asked = question().data().toString();
    const QList<std::pair<const char*, const char*>> columns{{"promptColumnA", "0/start"},
                                                             {"promptColumnB", "1/outer/1"}};
    for (const auto& [column, step] : columns) {
        QTRY_VERIFY_WITH_TIMEOUT(conversation(workbench, column).contains(asked), RunFixture::patience);
        const auto records = waited(workbench.project().queries().candidates({candidate(step)}));
        QVERIFY(records && records->size() == 1);
        QVERIFY(conversation(workbench, column).contains(records->first().candidate.text));
        QVERIFY(conversation(workbench, column).contains(QStringLiteral("<answer>")));
    }
    QVERIFY(conversation(workbench, "promptColumnA") != conversation(workbench, "promptColumnB"));
    workbench.picture(QStringLiteral("flow-compare-conversations"));
}

void CompareFlowTest::copyFinalPrompt(RunFixture& workbench)
{
    const auto prompt = waited(workbench.project().queries().finalPrompt(1));
    QVERIFY(prompt.has_value());
    QGuiApplication::clipboard()->clear();
    auto* button = workbench.find<QToolButton>("copyFinalPrompt");
    QTest::mouseClick(button, Qt::LeftButton, {}, QPoint(12, button->height() / 2)); // beside its arrow
    QTRY_COMPARE_WITH_TIMEOUT(QGuiApplication::clipboard()->text(), prompt->candidate.text, RunFixture::patience);
}

void CompareFlowTest::candidatesSideBySide()
{
    RunFixture workbench;
    for (const auto part :
         {&finishRun, &chooseThree, &goThroughDifferences, &countOutcomes, &readBothConversations, &copyFinalPrompt}) {
        part(workbench);
        if (QTest::currentTestFailed())
            return;
    }
}

METASPO_UI_TEST(CompareFlowTest)
#include "CompareFlowTest.moc"
