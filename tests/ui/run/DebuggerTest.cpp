#include "tests/ui/run/RunFixture.h"

#include "core/engine/Breakpoint.h"
#include "ui/run/BreakpointModel.h"
#include "ui/run/Chip.h"
#include "ui/run/RunDetails.h"
#include "ui/run/RunPage.h"

#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace metaspo;

namespace {

QAction* actionIn(const QMenu* menu, const char* data)
{
    for (QAction* action : menu->actions())
        if (action->data().toString() == QLatin1String(data))
            return action;
    return nullptr;
}

QString said(const RunFixture& workbench, const char* label)
{
    return workbench.find<QLabel>(label)->text();
}

bool isNextStepKnown(const RunFixture& workbench)
{
    const QString words = said(workbench, "nextStep");
    return words.startsWith(QStringLiteral("Next: ")) && !words.endsWith(u'…');
}

} // namespace

/// A run as in a debugger: what comes next and what it costs, breakpoints by table and key, and why it stopped.
class DebuggerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nextStepIsToldWithItsPrice();
    void keysStep();
    void tableChangesWhatTheRunDoes();
    void whatIsSwitchedOffDoesNotStop();
    void breakpointsSurviveClosing();
    void f9AndRunToWorkOnTheChosenPlace();
    void f9WorksOnACandidate();
    void stopsSayWhy();

private:
    static qint64 setUp(RunFixture& workbench, Pruning pruning = Pruning::Exact);
    static bool isIn(const RunFixture& workbench, const char* state);
    static void addBreakpoint(RunFixture& workbench, const char* event);
    static void openTab(RunFixture& workbench, RunDetails::Tab tab);
};

qint64 DebuggerTest::setUp(RunFixture& workbench, Pruning pruning)
{
    if (!workbench.makeProject())
        return 0;
    QDialog* dialog = workbench.openNewRun();
    if (!dialog)
        return 0;
    auto* box = dialog->findChild<QComboBox*>(QStringLiteral("pruning"));
    box->setCurrentIndex(box->findData(static_cast<int>(pruning)));
    Q_EMIT box->activated(box->currentIndex());
    if (!RunFixture::canStart(dialog))
        return 0;
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("setUpRun")), Qt::LeftButton);
    return isIn(workbench, "Ready") ? workbench.find<RunPage>("runPage")->currentRun() : 0;
}

bool DebuggerTest::isIn(const RunFixture& workbench, const char* state)
{
    const bool isThere = QTest::qWaitFor(
        [&] { return workbench.find<Chip>("runState")->text().endsWith(QLatin1String(state)); }, RunFixture::patience);
    if (!isThere)
        qWarning().noquote() << workbench.find<Chip>("runState")->text() << said(workbench, "runSituation")
                             << workbench.message();
    return isThere;
}

void DebuggerTest::openTab(RunFixture& workbench, RunDetails::Tab tab)
{
    workbench.find<QTabWidget>("runDetails")->setCurrentIndex(tab);
}

void DebuggerTest::addBreakpoint(RunFixture& workbench, const char* event)
{
    openTab(workbench, RunDetails::BreakpointsTab);
    auto* add = workbench.find<QToolButton>("addBreakpoint");
    QTRY_VERIFY(add->isEnabled());
    QAction* action = actionIn(add->menu(), event);
    QVERIFY2(action, event);
    action->trigger();
}

void DebuggerTest::nextStepIsToldWithItsPrice()
{
    RunFixture workbench;
    const qint64 run = setUp(workbench);
    QVERIFY(run > 0);
    QTRY_VERIFY_WITH_TIMEOUT(said(workbench, "nextStep").startsWith(QStringLiteral("Next: score 0/start on 32 ")),
                             RunFixture::patience);
    const QString words = said(workbench, "nextStep");
    const auto foreseen = waited(workbench.project().nextStep(run)); // not before: it would end the page's question
    QVERIFY(foreseen.has_value() && foreseen->has_value());
    QVERIFY2(words.contains(QStringLiteral("about %1 ").arg((*foreseen)->calls)), qPrintable(words));
    QVERIFY2(words.contains(QLatin1Char('$')), qPrintable(words));
    QVERIFY(workbench.find<QLabel>("nextStep")->toolTip().contains(QStringLiteral("0/start")));
    workbench.picture(QStringLiteral("run-ready"));

    QVERIFY(workbench.steer("stepIntoAction"));
    QTRY_COMPARE_WITH_TIMEOUT(workbench.server().calls().size(), 1, RunFixture::patience);
    QVERIFY(isIn(workbench, "Paused"));
    QTRY_VERIFY_WITH_TIMEOUT(said(workbench, "nextStep").contains(QStringLiteral("about 31 ")), RunFixture::patience);
    // The same after the program was closed and opened again.
    const QString before = said(workbench, "nextStep");
    const QString path = workbench.project().path();
    workbench.window().closeProject();
    QTRY_VERIFY(!workbench.window().project());
    workbench.window().openProject(path);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project() != nullptr, RunFixture::patience);
    workbench.window().showPage(QStringLiteral("runPage"));
    QVERIFY(isIn(workbench, "Paused"));
    QTRY_COMPARE_WITH_TIMEOUT(said(workbench, "nextStep"), before, RunFixture::patience);
    QCOMPARE(workbench.server().calls().size(), 1);
}

void DebuggerTest::keysStep()
{
    RunFixture workbench;
    QVERIFY(setUp(workbench) > 0);
    workbench.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workbench.window()));
    const auto calls = [&] { return workbench.server().calls().size(); };
    QTest::keyClick(&workbench.window(), Qt::Key_F11);
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 1, RunFixture::patience);
    QVERIFY(isIn(workbench, "Paused"));
    QTest::keyClick(&workbench.window(), Qt::Key_F11);
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 2, RunFixture::patience);
    QVERIFY(isIn(workbench, "Paused"));
    QTest::keyClick(&workbench.window(), Qt::Key_F10); // the rest of the given prompts
    QTRY_COMPARE_WITH_TIMEOUT(calls(), 32, RunFixture::patience);
    QVERIFY(isIn(workbench, "Paused"));
    QTest::keyClick(&workbench.window(), Qt::Key_F11, Qt::ShiftModifier); // the inner loop
    QTRY_VERIFY_WITH_TIMEOUT(said(workbench, "nextStep").contains(QStringLiteral("1/outer/1")), RunFixture::patience);
    QTest::keyClick(&workbench.window(), Qt::Key_F5);
    QVERIFY(isIn(workbench, "Finished"));
}

void DebuggerTest::tableChangesWhatTheRunDoes()
{
    RunFixture workbench;
    const qint64 run = setUp(workbench);
    QVERIFY(run > 0);
    addBreakpoint(workbench, "better");
    auto* table = workbench.find<QTableView>("breakpointTable");
    auto* amount = table->findChild<QDoubleSpinBox*>(QStringLiteral("breakpointAmount"));
    QVERIFY(amount); // ready to be typed into
    amount->setValue(0);
    QTest::keyClick(amount, Qt::Key_Return);
    QTRY_COMPARE(table->model()->index(0, BreakpointModel::AmountColumn).data().toString(), QStringLiteral("0 points"));
    addBreakpoint(workbench, "inner");
    QCOMPARE(table->model()->rowCount(), 2);
    workbench.picture(QStringLiteral("run-breakpoints"));
    QVERIFY(workbench.steer("resumeAction"));
    QVERIFY(isIn(workbench, "Paused"));
    QVERIFY2(said(workbench, "runSituation").contains(QStringLiteral("Breakpoint: The inner loop of iteration 1")),
             qPrintable(said(workbench, "runSituation")));
    QTRY_COMPARE(table->model()->index(1, BreakpointModel::HitsColumn).data().toString(), QStringLiteral("1"));

    table->selectRow(1); // while it is live: away with it
    workbench.press("removeBreakpoint");
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(workbench.project().liveRun(run)->progress().breakpoints, QStringList{QStringLiteral("better>=0")});
    QVERIFY(workbench.steer("resumeAction"));
    QTRY_VERIFY_WITH_TIMEOUT(said(workbench, "runSituation").contains(QStringLiteral(" beats ")), RunFixture::patience);
    QVERIFY(isIn(workbench, "Paused"));
    table->selectRow(0);
    QTRY_VERIFY(workbench.find<QPushButton>("resetBreakpointHits")->isEnabled());
    workbench.press("resetBreakpointHits");
    QTRY_COMPARE(workbench.project().liveRun(run)->progress().breakpoints, QStringList{QStringLiteral("better>=0")});
    const QStringList unnamed = workbench.unnamedWidgets(workbench.find<RunPage>("runPage"));
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
}

void DebuggerTest::whatIsSwitchedOffDoesNotStop()
{
    RunFixture workbench;
    const qint64 run = setUp(workbench);
    QVERIFY(run > 0);
    addBreakpoint(workbench, "inner");
    addBreakpoint(workbench, "outer");
    auto* table = workbench.find<QTableView>("breakpointTable");
    table->setFocus();
    table->setCurrentIndex(table->model()->index(0, BreakpointModel::EventColumn));
    QTest::keyClick(table, Qt::Key_Space); // as at any check box
    QTRY_COMPARE(table->model()->index(0, BreakpointModel::EventColumn).data(Qt::CheckStateRole).toInt(),
                 int(Qt::Unchecked));
    QVERIFY(workbench.steer("resumeAction"));
    QVERIFY(isIn(workbench, "Paused"));
    QVERIFY2(said(workbench, "runSituation").contains(QStringLiteral("The outer loop of iteration 1")),
             qPrintable(said(workbench, "runSituation")));
    QTRY_COMPARE(workbench.project().liveRun(run)->progress().breakpoints,
                 (QStringList{QStringLiteral("off inner"), QStringLiteral("hits=1 outer")}));
    // On again while it stands: the next inner loop stops it.
    QTest::keyClick(table, Qt::Key_Space);
    QTRY_COMPARE(workbench.project().liveRun(run)->progress().breakpoints.value(0), QStringLiteral("inner"));
    QVERIFY(workbench.steer("resumeAction"));
    QTRY_VERIFY2_WITH_TIMEOUT(said(workbench, "runSituation").contains(QStringLiteral("The inner loop of iteration 2")),
                              qPrintable(said(workbench, "runSituation")), RunFixture::patience);
}

void DebuggerTest::breakpointsSurviveClosing()
{
    RunFixture workbench;
    QVERIFY(setUp(workbench) > 0);
    addBreakpoint(workbench, "outer");
    auto* table = workbench.find<QTableView>("breakpointTable");
    const QModelIndex once = table->model()->index(0, BreakpointModel::OnceColumn);
    QVERIFY(table->model()->setData(once, Qt::Checked, Qt::CheckStateRole));
    QVERIFY(workbench.steer("resumeAction"));
    QVERIFY(isIn(workbench, "Paused"));
    QTRY_COMPARE(table->model()->index(0, 0).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked)); // it was only once
    const QString path = workbench.project().path();
    workbench.restart();
    workbench.window().openProject(path);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project() != nullptr, RunFixture::patience);
    workbench.window().showPage(QStringLiteral("runPage"));
    openTab(workbench, RunDetails::BreakpointsTab);
    table = workbench.find<QTableView>("breakpointTable");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 1, RunFixture::patience);
    QCOMPARE(table->model()->index(0, BreakpointModel::HitsColumn).data().toString(), QStringLiteral("1"));
    QVERIFY2(said(workbench, "runSituation").contains(QStringLiteral("Breakpoint: The outer loop")),
             qPrintable(said(workbench, "runSituation")));
}

void DebuggerTest::f9AndRunToWorkOnTheChosenPlace()
{
    RunFixture workbench;
    const qint64 run = setUp(workbench);
    QVERIFY(run > 0);
    workbench.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workbench.window()));
    auto* timeline = workbench.find<QWidget>("runTimeline");
    timeline->setFocus();
    QVERIFY(!workbench.find<QAction>("runToAction")->isEnabled()); // no place is chosen yet
    QTest::keyClick(timeline, Qt::Key_Right);                      // the inner loop
    QTRY_VERIFY(workbench.find<QAction>("runToAction")->isEnabled());
    QTest::keyClick(timeline, Qt::Key_F10, Qt::ControlModifier);
    QVERIFY(isIn(workbench, "Paused"));
    QVERIFY2(said(workbench, "runSituation").contains(QStringLiteral("Reached 1/inner")),
             qPrintable(said(workbench, "runSituation")));
    QTRY_VERIFY(!workbench.find<QAction>("runToAction")->isEnabled()); // it is there

    QTest::keyClick(timeline, Qt::Key_Right); // the outer loop
    QTest::keyClick(timeline, Qt::Key_F9);
    const auto breakpoints = [&] { return workbench.project().liveRun(run)->progress().breakpoints; };
    QTRY_COMPARE(breakpoints(), QStringList{QStringLiteral("at:1/outer")});
    QVERIFY(timeline->accessibleDescription().contains(QStringLiteral("Outer loop")));
    QVERIFY(workbench.steer("resumeAction"));
    QTRY_COMPARE_WITH_TIMEOUT(breakpoints(), QStringList{QStringLiteral("hits=1 at:1/outer")}, RunFixture::patience);
    QVERIFY(isIn(workbench, "Paused"));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.find<QAction>("breakpointAction")->isEnabled(), RunFixture::patience);
    QTest::keyClick(timeline, Qt::Key_F9); // off again, though it is behind
    QTRY_COMPARE(breakpoints(), QStringList());
}

void DebuggerTest::f9WorksOnACandidate()
{
    RunFixture workbench;
    const qint64 run = setUp(workbench, Pruning::Exhaustive); // every candidate is scored
    QVERIFY(run > 0);
    addBreakpoint(workbench, "outer");
    QVERIFY(workbench.steer("resumeAction"));
    QVERIFY(isIn(workbench, "Paused"));
    auto* tree = workbench.find<QTreeView>("runTree");
    const auto find = [&](const QString& step) {
        const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::UserRole, step, 1,
                                                Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? QModelIndex() : found.first();
    };
    for (int steps = 0; steps < 10 && !find(QStringLiteral("1/outer/3")).isValid(); ++steps) {
        QVERIFY(workbench.steer("stepIntoAction"));
        QVERIFY(isIn(workbench, "Paused"));
        QTRY_VERIFY_WITH_TIMEOUT(isNextStepKnown(workbench), RunFixture::patience);
    }
    QTRY_VERIFY(find(QStringLiteral("1/outer/3")).isValid()); // proposed, but not scored yet
    const QString last =
        QStringLiteral("1/outer/%1").arg(said(workbench, "nextStep").contains(QStringLiteral("1/outer/3")) ? 2 : 3);
    tree->setCurrentIndex(find(last));
    QTRY_VERIFY(workbench.find<QAction>("breakpointAction")->isEnabled());
    workbench.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workbench.window()));
    QTest::keyClick(tree, Qt::Key_F9);
    QTRY_COMPARE(workbench.project().liveRun(run)->progress().breakpoints.value(1), QStringLiteral("at:") + last);
    QVERIFY(find(last).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("breakpoint")));
    workbench.picture(QStringLiteral("run-debugger"));
    QVERIFY(workbench.steer("resumeAction"));
    QTRY_VERIFY2_WITH_TIMEOUT(said(workbench, "runSituation").contains(last + QStringLiteral(" is about to be scored")),
                              qPrintable(said(workbench, "runSituation")), RunFixture::patience);
}

void DebuggerTest::stopsSayWhy()
{
    RunFixture workbench;
    QVERIFY(setUp(workbench) > 0);
    addBreakpoint(workbench, "adopting");
    QVERIFY(workbench.steer("resumeAction"));
    QVERIFY(isIn(workbench, "Paused"));
    QVERIFY2(said(workbench, "runSituation").contains(QStringLiteral("is about to be adopted with a meta score of")),
             qPrintable(said(workbench, "runSituation")));
    openTab(workbench, RunDetails::LogTab);
    QTRY_VERIFY(workbench.find<QPlainTextEdit>("runLog")->toPlainText().contains(QStringLiteral("Breakpoint: ")));
    QVERIFY(workbench.steer("resumeAction"));
    QTRY_VERIFY_WITH_TIMEOUT(!said(workbench, "runSituation").contains(QStringLiteral("is about to be adopted")),
                             RunFixture::patience);
}

METASPO_UI_TEST(DebuggerTest)
#include "DebuggerTest.moc"
