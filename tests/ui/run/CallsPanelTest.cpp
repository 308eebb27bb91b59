#include "core/engine/ExportRequest.h"
#include "tests/ui/run/RunFixture.h"

#include "ui/kit/TableActions.h"
#include "ui/run/AnswerModel.h"
#include "ui/run/CallModel.h"
#include "ui/run/CallText.h"
#include "ui/run/Chip.h"
#include "ui/run/RunDetails.h"
#include "ui/run/RunPage.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

using namespace metaspo;

namespace {

const QByteArray key = "very-secret-0123456789"; // looks like no usual key, so only who knows it can take it out

qint64 currentRun(const RunFixture& workbench)
{
    return workbench.find<RunPage>("runPage")->currentRun();
}

bool isIn(const RunFixture& workbench, const char* state)
{
    return QTest::qWaitFor([&] { return workbench.find<Chip>("runState")->text().endsWith(QLatin1String(state)); },
                           RunFixture::patience);
}

} // namespace

/// Every call of a run: found, kept in its place while others come, and looked at from all sides.
class CallsPanelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filtersShowWhatTheFileHas();
    void exportEqualsCallsOfTheCommandLine();
    void rowsKeepTheirPlaceWhileOthersCome();
    void whoLooksAtTheEndKeepsSeeingIt();
    void noOtherCallStaysOnScreen();
    void tabsTellEverything();
    void theKeyNeverAppears();

private:
    static bool startRun(RunFixture& workbench);
    static QList<qint64> expected(RunFixture& workbench, const CallSearch& search);
    static QList<qint64> shown(const QTableView* table);
    static QString copiedCommand(RunFixture& workbench);
};

bool CallsPanelTest::startRun(RunFixture& workbench)
{
    if (!workbench.makeProject())
        return false;
    QDialog* dialog = workbench.openNewRun();
    if (!dialog)
        return false;
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
    workbench.find<QTabWidget>("runDetails")->setCurrentIndex(RunDetails::CallsTab);
    return QTest::qWaitFor([&] { return currentRun(workbench) > 0; }, RunFixture::patience);
}

QList<qint64> CallsPanelTest::expected(RunFixture& workbench, const CallSearch& search)
{
    const auto page = waited(workbench.project().queries().callPage(search, 0, 1'000'000));
    return page ? page->ids : QList<qint64>{-1};
}

QList<qint64> CallsPanelTest::shown(const QTableView* table)
{
    QList<qint64> ids;
    for (int row = 0; row < table->model()->rowCount(); ++row)
        ids.append(static_cast<const CallModel*>(table->model())->callAt(row).value_or(0));
    return ids;
}

QString CallsPanelTest::copiedCommand(RunFixture& workbench)
{
    QGuiApplication::clipboard()->clear();
    const QList<QAction*> actions = workbench.find<QToolButton>("calls-callCopy")->menu()->actions();
    const auto curl = std::find_if(actions.begin(), actions.end(), [](const QAction* action) {
        return action->data().toString() == QLatin1String("curl");
    });
    if (curl == actions.end())
        return {};
    (*curl)->trigger();
    QString copied;
    const auto isCopied = [&copied] {
        copied = QGuiApplication::clipboard()->text();
        return copied.startsWith(QLatin1String("curl '"));
    };
    return QTest::qWaitFor(isCopied, RunFixture::patience) ? copied : QString();
}

void CallsPanelTest::filtersShowWhatTheFileHas()
{
    RunFixture workbench;
    QVERIFY(startRun(workbench));
    QVERIFY(isIn(workbench, "Finished"));
    auto* table = workbench.find<QTableView>("callTable");
    const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    CallSearch search;
    search.filter.run = currentRun(workbench);
    const QList<qint64> all = expected(workbench, search);
    QVERIFY(all.size() > 100);
    QTRY_COMPARE_WITH_TIMEOUT(shown(table), all, RunFixture::patience);

    auto* role = workbench.find<QComboBox>("callRole");
    role->setCurrentIndex(role->findData(static_cast<int>(ModelRole::Optimizer)));
    search.filter.role = ModelRole::Optimizer;
    const QList<qint64> ofOptimizer = expected(workbench, search);
    QVERIFY(!ofOptimizer.isEmpty() && ofOptimizer.size() < all.size());
    QTRY_COMPARE(shown(table), ofOptimizer);
    QTRY_VERIFY(table->model()->index(0, CallModel::KindColumn).data().toString() == QStringLiteral("analysis"));
    role->setCurrentIndex(0);
    search.filter.role.reset();

    auto* state = workbench.find<QComboBox>("callState");
    state->setCurrentIndex(state->findData(static_cast<int>(CallState::Failed)));
    QTRY_COMPARE(table->model()->rowCount(), 0);
    state->setCurrentIndex(0);

    workbench.find<QLineEdit>("callPlace")->setText(QStringLiteral("1/outer/1"));
    search.place = QStringLiteral("1/outer/1");
    const QList<qint64> ofPlace = expected(workbench, search);
    QVERIFY(ofPlace.size() > 10);
    QTRY_COMPARE(shown(table), ofPlace);
    workbench.find<QLineEdit>("callWords")->setText(QStringLiteral("item 1"));
    search.contains = QStringLiteral("item 1");
    const QList<qint64> ofWords = expected(workbench, search);
    QVERIFY(!ofWords.isEmpty() && ofWords.size() < ofPlace.size());
    QTRY_COMPARE(shown(table), ofWords);
    QTRY_VERIFY(workbench.find<QLabel>("callCount")->text().startsWith(QString::number(ofWords.size())));
    workbench.find<QLineEdit>("callWords")->clear();

    auto* tree = workbench.find<QTreeView>("runTree");
    const auto candidates = tree->model()->match(tree->model()->index(0, 0), Qt::UserRole, QStringLiteral("1/outer/2"),
                                                 1, Qt::MatchExactly | Qt::MatchRecursive);
    QCOMPARE(candidates.size(), 1);
    tree->setCurrentIndex(candidates.first());
    workbench.find<QCheckBox>("callsOfCandidate")->setChecked(true);
    search.contains.clear();
    search.place = QStringLiteral("1/outer/2 ");
    QTRY_COMPARE(shown(table), expected(workbench, search));
    QVERIFY(table->model()->rowCount() > 10);
    workbench.picture(QStringLiteral("run-calls"));
}

// Byte for byte what `metaspo export` writes of the run.
void CallsPanelTest::exportEqualsCallsOfTheCommandLine()
{
    RunFixture workbench;
    QVERIFY(startRun(workbench));
    QVERIFY(isIn(workbench, "Finished"));
    CallSearch search;
    search.filter.run = currentRun(workbench);
    const auto* table = workbench.find<QTableView>("callTable");
    QTRY_COMPARE_WITH_TIMEOUT(shown(table), expected(workbench, search), RunFixture::patience);
    const QString path = workbench.path(QStringLiteral("shown.csv"));
    workbench.find<TableActions>("callTableActions")->exportTo(path, TableFormat::Csv, std::nullopt);
    QTRY_VERIFY(QFile::exists(path));
    const QString folder = workbench.path(QStringLiteral("run"));
    QVERIFY(waited(workbench.project().exportRun(search.filter.run, ExportRequest{folder})).has_value());
    QFile written(path);
    QFile whole(folder + QStringLiteral("/calls.csv"));
    QVERIFY(written.open(QIODevice::ReadOnly) && whole.open(QIODevice::ReadOnly));
    const QByteArray rows = written.readAll();
    QVERIFY(rows.count('\n') > 100);
    QCOMPARE(rows, whole.readAll());
}

void CallsPanelTest::rowsKeepTheirPlaceWhileOthersCome()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 15;
    RunFixture workbench(script);
    QVERIFY(startRun(workbench));
    auto* table = workbench.find<QTableView>("callTable");
    QSignalSpy resets(table->model(), &QAbstractItemModel::modelReset);
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 60, RunFixture::patience);
    resets.clear();
    table->selectRow(5);
    table->scrollTo(table->model()->index(3, 0), QAbstractItemView::PositionAtTop);
    const qint64 chosen = static_cast<const CallModel*>(table->model())->callAt(5).value_or(0);
    const int place = table->verticalScrollBar()->value();
    QVERIFY(isIn(workbench, "Finished"));
    CallSearch search;
    search.filter.run = currentRun(workbench);
    QTRY_COMPARE_WITH_TIMEOUT(shown(table), expected(workbench, search), RunFixture::patience);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(table->verticalScrollBar()->value(), place);
    QCOMPARE(static_cast<const CallModel*>(table->model())->callAt(table->currentIndex().row()).value_or(-1), chosen);
    // What was out when it came is answered now.
    for (int row = 0; row < table->model()->rowCount(); row += 37) {
        table->scrollTo(table->model()->index(row, 0));
        QTRY_VERIFY2(table->model()->index(row, CallModel::StateColumn).data().toString() != QStringLiteral("out") &&
                         table->model()->index(row, CallModel::StateColumn).data().toString() != QStringLiteral("…"),
                     qPrintable(table->model()->index(row, CallModel::StateColumn).data().toString()));
    }
}

void CallsPanelTest::whoLooksAtTheEndKeepsSeeingIt()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 15;
    RunFixture workbench(script);
    QVERIFY(startRun(workbench));
    auto* table = workbench.find<QTableView>("callTable");
    QTRY_VERIFY_WITH_TIMEOUT(table->verticalScrollBar()->maximum() > 0, RunFixture::patience);
    table->scrollToBottom();
    const int rows = table->model()->rowCount();
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > rows + 30, RunFixture::patience);
    QTRY_COMPARE(table->verticalScrollBar()->value(), table->verticalScrollBar()->maximum());
}

// Whatever the next call is and however long it takes to read: at once nothing of the one before is left.
void CallsPanelTest::noOtherCallStaysOnScreen()
{
    RunFixture workbench;
    QVERIFY(startRun(workbench));
    QVERIFY(isIn(workbench, "Finished"));
    auto* table = workbench.find<QTableView>("callTable");
    QTRY_VERIFY(table->model()->rowCount() > 100);
    auto* tabs = workbench.find<QTabWidget>("calls-callTabs");
    const auto* nothing = workbench.find<QLabel>("calls-callNothing");
    const auto original = [&](const char* name) { return workbench.find<CallText>(name)->original(); };
    const QList<const char*> texts{"calls-callText", "calls-callScoring", "calls-callJson", "calls-callCosts",
                                   "calls-callAttempts"};
    const auto isEmpty = [&] {
        return std::all_of(texts.begin(), texts.end(), [&](const char* name) { return original(name).isEmpty(); });
    };
    tabs->setCurrentIndex(2);
    const QList<std::pair<const char*, std::function<void()>>> changes{
        {"another row", [&] { table->selectRow(7); }},
        {"no row", [&] { table->setCurrentIndex({}); }},
        {"a filter", [&] { workbench.find<QComboBox>("callRole")->setCurrentIndex(1); }},
        {"another candidate", [&] { workbench.find<QCheckBox>("callsOfCandidate")->setChecked(true); }}};
    for (const auto& [what, change] : changes) {
        QTRY_VERIFY2(table->model()->rowCount() > 10, what);
        table->selectRow(2);
        const QString id = QString::number(static_cast<const CallModel*>(table->model())->callAt(2).value_or(0));
        QTRY_VERIFY2(original("calls-callJson").contains(QStringLiteral("\"call_id\": %1").arg(id)), what);
        QVERIFY2(!nothing->isVisible() && tabs->isVisible(), what);
        change();
        const std::optional<qint64> next =
            static_cast<const CallModel*>(table->model())->callAt(table->currentIndex().row());
        if (next && tabs->isVisible()) { // it has been read already
            QVERIFY2(original("calls-callJson").contains(QStringLiteral("\"call_id\": %1").arg(*next)), what);
            continue;
        }
        QVERIFY2(isEmpty(), what);
        QVERIFY2(nothing->isVisible() && !tabs->isVisible(), what);
    }
}

void CallsPanelTest::tabsTellEverything()
{
    ServerScript script = RunFixture::defaultScript();
    script.faults = {{Fault::ResetBefore, {}, 1, 1, 1}};
    RunFixture workbench(script);
    QVERIFY(startRun(workbench));
    QVERIFY(isIn(workbench, "Finished"));
    auto* table = workbench.find<QTableView>("callTable");
    QTRY_VERIFY(table->model()->rowCount() > 100);
    CallSearch search;
    search.filter.run = currentRun(workbench);
    std::optional<CallDetail> retried;
    for (const qint64 id : expected(workbench, search)) {
        const auto detail = waited(workbench.project().queries().call(id));
        if (detail && !detail->failedAttempts.isEmpty() && !retried)
            retried = *detail;
    }
    QVERIFY(retried.has_value());
    table->selectRow(static_cast<const CallModel*>(table->model())->rowOf(retried->call.call));
    auto* tabs = workbench.find<QTabWidget>("calls-callTabs");
    QCOMPARE(tabs->count(), 5);
    const auto text = [&](const char* name) { return workbench.find<CallText>(name)->original(); };
    QTRY_VERIFY(text("calls-callText").contains(retried->completion.text));
    QVERIFY(text("calls-callText").contains(retried->messages.last().text));
    QVERIFY(text("calls-callScoring").contains(retried->evaluation->expected.first()));
    QVERIFY(text("calls-callCosts").contains(QStringLiteral("Tokens")));
    QVERIFY(text("calls-callAttempts").contains(retried->failedAttempts.first().message));
    QVERIFY(tabs->tabText(4).contains(QLatin1Char('1')));
    QVERIFY(text("calls-callJson").isEmpty()); // only where somebody looks
    tabs->setCurrentIndex(2);
    QVERIFY(text("calls-callJson").contains(QStringLiteral("\"call_id\": %1").arg(retried->call.call)));
    workbench.picture(QStringLiteral("run-call-json"));
    const QStringList unnamed = workbench.unnamedWidgets(workbench.find<RunPage>("runPage"));
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
}

// The server repeats the key where it refuses a call: the refused call shows that it was taken out, and it stands in no
// tab, in no command and not in what the page says of the run.
void CallsPanelTest::theKeyNeverAppears()
{
    qputenv("METASPO_TEST_KEY", key);
    ServerScript script = RunFixture::defaultScript();
    script.key = QString::fromLatin1(key);
    script.faults = {{Fault::EchoKey, {}, 20, 1, 1}};
    RunFixture workbench(script);
    Connection connection = *workbench.workspace().connections().find(QStringLiteral("scripted"));
    connection.keySource = QStringLiteral("env:METASPO_TEST_KEY");
    QVERIFY(workbench.workspace().connections().save(connection).has_value());
    QVERIFY(startRun(workbench));
    QVERIFY(isIn(workbench, "Failed"));
    CallSearch search;
    search.filter.run = currentRun(workbench);
    const QList<qint64> all = expected(workbench, search);
    search.filter.state = CallState::Failed;
    const QList<qint64> refused = expected(workbench, search);
    QVERIFY(!refused.isEmpty());
    auto* table = workbench.find<QTableView>("callTable");
    QTRY_COMPARE_WITH_TIMEOUT(shown(table), all, RunFixture::patience);
    const auto text = [&](const char* name) { return workbench.find<CallText>(name)->original(); };
    bool isTakenOut = false;
    workbench.find<QTabWidget>("calls-callTabs")->setCurrentIndex(2);
    for (const qint64 id : QList<qint64>{all.first()} + refused) {
        table->selectRow(static_cast<const CallModel*>(table->model())->rowOf(id));
        QTRY_VERIFY(text("calls-callJson").contains(QStringLiteral("\"call_id\": %1").arg(id)));
        for (const char* name :
             {"calls-callText", "calls-callScoring", "calls-callJson", "calls-callCosts", "calls-callAttempts"})
            QVERIFY2(!text(name).contains(QLatin1String(key)), name);
        isTakenOut = isTakenOut || text("calls-callAttempts").contains(QLatin1String("provided: [key]"));
        const QString command = copiedCommand(workbench);
        QVERIFY2(command.contains(QStringLiteral("$METASPO_TEST_KEY")), qPrintable(command));
        QVERIFY(!command.contains(QLatin1String(key)));
    }
    QVERIFY(isTakenOut);
    const QString situation = workbench.find<QLabel>("runSituation")->text();
    QVERIFY2(situation.contains(QLatin1String("[key]")), qPrintable(situation));
    QVERIFY2(!situation.contains(QLatin1String(key)), qPrintable(situation));
    qunsetenv("METASPO_TEST_KEY");
}

METASPO_UI_TEST(CallsPanelTest)
#include "CallsPanelTest.moc"
