#include "tests/ui/WorkbenchFixture.h"

#include "ui/run/RunHeader.h"
#include "ui/run/RunListModel.h"

#include <QLabel>
#include <QSignalSpy>
#include <QToolButton>

using namespace metaspo;

namespace {

RunOverview overview()
{
    RunOverview made;
    made.record.id = 1;
    return made;
}

} // namespace

/// What the head of the run page says of a run, and that list and buttons say it in the same words.
class RunHeaderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void callsInFlightFitTheWidth_data();
    void callsInFlightFitTheWidth();
    void startingIsSaidEverywhere();
    void oneWordForGoingOn_data();
    void oneWordForGoingOn();
};

void RunHeaderTest::callsInFlightFitTheWidth_data()
{
    QTest::addColumn<int>("inFlight");
    QTest::addColumn<int>("width");
    QTest::addColumn<QString>("words");
    QTest::newRow("fewer") << 3 << 4 << "3 in flight of 4 at once";
    QTest::newRow("as many") << 4 << 4 << "4 in flight of 4 at once";
    QTest::newRow("one more") << 5 << 4 << "4 in flight of 4 at once, 1 waits for a place or for the file";
    QTest::newRow("many more") << 73 << 64 << "64 in flight of 64 at once, 9 wait for a place or for the file";
    QTest::newRow("at work elsewhere") << 0 << 0 << ""; // what is in flight there is not known here
}

void RunHeaderTest::callsInFlightFitTheWidth()
{
    QFETCH(int, inFlight);
    QFETCH(int, width);
    QFETCH(QString, words);
    const RunActions actions;
    RunHeader header(actions);
    RunProgress progress;
    progress.state = RunState::Running;
    progress.inFlight = inFlight;
    progress.width = width;
    progress.failedAttempts = 7; // what comes after it
    RunSituation situation;
    situation.state = progress.state;
    header.show(overview(), progress, situation);
    const QString said = header.findChild<QLabel*>(QStringLiteral("runProgressText"))->text();
    if (words.isEmpty())
        QVERIFY2(!said.contains(QLatin1String("in flight")), qPrintable(said));
    else
        QVERIFY2(said.contains(QStringLiteral("  ·  ") + words + QStringLiteral("  ·  ")), qPrintable(said));
}

void RunHeaderTest::startingIsSaidEverywhere()
{
    RunListModel list;
    RunRecord ready;
    ready.id = 1;
    RunRecord other;
    other.id = 2;
    list.show({ready, other});
    const auto state = [&](qint64 run) { return list.indexOf(run).data(RunListModel::StateTextRole).toString(); };
    QCOMPARE(state(1), QStringLiteral("Ready"));
    QSignalSpy changed(&list, &QAbstractItemModel::dataChanged);
    list.showStarting({1});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(state(1), QStringLiteral("Starting"));
    QCOMPARE(state(2), QStringLiteral("Ready"));
    QVERIFY(list.indexOf(1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("Starting")));
    list.showStarting({1}); // nothing is new
    QCOMPARE(changed.count(), 1);
    list.showStarting({});
    QCOMPARE(state(1), QStringLiteral("Ready"));
}

void RunHeaderTest::oneWordForGoingOn_data()
{
    QTest::addColumn<RunState>("state");
    QTest::addColumn<QString>("word");
    QTest::newRow("new") << RunState::Created << "Start";
    QTest::newRow("paused") << RunState::Paused << "Continue";
    QTest::newRow("interrupted") << RunState::Interrupted << "Continue";
    QTest::newRow("running") << RunState::Running << "Continue";
}

// On the button, to a screen reader and in the menu, also after the action has changed.
void RunHeaderTest::oneWordForGoingOn()
{
    QFETCH(RunState, state);
    QFETCH(QString, word);
    RunActions actions;
    const RunHeader header(actions);
    RunSituation situation;
    situation.hasProject = situation.hasRun = true;
    for (const RunState then : {RunState::Running, RunState::Created, RunState::Paused, state}) {
        situation.state = then;
        actions.show(situation);
    }
    const auto* button = header.findChild<QToolButton*>(QStringLiteral("resumeActionButton"));
    QVERIFY(button);
    QCOMPARE(button->text(), word + QStringLiteral("  F5"));
    QCOMPARE(button->accessibleName(), word);
    QCOMPARE(actions[RunCommandId::Resume]->text().remove(QLatin1Char('&')), word);
}

METASPO_UI_TEST(RunHeaderTest)
#include "RunHeaderTest.moc"
