#include "tests/ui/WorkbenchFixture.h"

#include "ui/run/RunActions.h"

using namespace metaspo;

namespace {

const QList<std::pair<RunCommandId, QString>> commands{
    {RunCommandId::Resume, QStringLiteral("continue")},
    {RunCommandId::Pause, QStringLiteral("pause")},
    {RunCommandId::Stop, QStringLiteral("stop")},
    {RunCommandId::StepCall, QStringLiteral("step")},
    {RunCommandId::RunTo, QStringLiteral("to")},
    {RunCommandId::Breakpoint, QStringLiteral("break")},
    {RunCommandId::Edit, QStringLiteral("edit")},
    {RunCommandId::Write, QStringLiteral("write")},
    {RunCommandId::Insert, QStringLiteral("insert")},
    {RunCommandId::Limits, QStringLiteral("limits")},
    {RunCommandId::Fork, QStringLiteral("fork")},
    {RunCommandId::Compare, QStringLiteral("compare")},
    {RunCommandId::Export, QStringLiteral("export")}};

/// Everything is chosen and written that a command may need.
RunSituation ready(RunState state, bool isLive)
{
    RunSituation situation;
    situation.hasProject = situation.hasRun = true;
    situation.isLiveHere = isLive;
    situation.state = state;
    situation.isPlaceAhead = situation.isForkable = true;
    situation.hasCandidate = situation.isPromptReady = true;
    return situation;
}

} // namespace

/// Which commands are possible in which state of a run, and on which keys they are.
class RunCommandsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followTheState_data();
    void followTheState();
    void needWhatTheyWorkOn_data();
    void needWhatTheyWorkOn();
    void keysAreThoseOfADebugger_data();
    void keysAreThoseOfADebugger();
    void noKeyHasTwoMeanings();
};

void RunCommandsTest::followTheState_data()
{
    QTest::addColumn<RunSituation>("situation");
    QTest::addColumn<QString>("possible");
    const auto row = [](const char* name, const RunSituation& situation, const char* possible) {
        QTest::newRow(name) << situation << QString::fromLatin1(possible);
    };
    row("created", ready(RunState::Created, false), "continue step to break edit write insert limits compare export");
    row("running here", ready(RunState::Running, true),
        "pause stop break edit write insert limits fork compare export");
    row("running elsewhere", ready(RunState::Running, false), "pause stop edit write insert fork compare export");
    row("paused here", ready(RunState::Paused, true),
        "continue stop step to break edit write insert limits fork compare export");
    RunSituation elsewhere = ready(RunState::Paused, false);
    elsewhere.isElsewhere = true;
    row("paused elsewhere", elsewhere, "continue stop step edit write insert fork compare export");
    row("paused", ready(RunState::Paused, false),
        "continue step to break edit write insert limits fork compare export");
    row("failed", ready(RunState::Failed, false),
        "continue step to break edit write insert limits fork compare export");
    row("stopped", ready(RunState::Stopped, false),
        "continue step to break edit write insert limits fork compare export");
    row("interrupted", ready(RunState::Interrupted, false),
        "continue step to break edit write insert limits fork compare export");
    row("finished", ready(RunState::Finished, false), "fork compare export");
    RunSituation situation = ready(RunState::Running, true);
    situation.isPausing = true;
    row("pausing", situation, "stop break edit write insert limits fork compare export");
    situation = ready(RunState::Paused, false);
    situation.isStarting = true;
    row("starting", situation, "compare export");
    situation = ready(RunState::Paused, false);
    situation.isReadOnly = true;
    row("read only", situation, "compare export");
    situation = ready(RunState::Created, false);
    situation.hasRun = false;
    row("no run", situation, "");
    situation = ready(RunState::Stopped, false);
    situation.isRecorded = true;
    row("recorded", situation, "fork compare export");
}

void RunCommandsTest::followTheState()
{
    QFETCH(RunSituation, situation);
    QFETCH(QString, possible);
    QStringList names;
    for (const auto& [command, name] : commands)
        if (isPossible(command, situation))
            names += name;
    QCOMPARE(names.join(QLatin1Char(' ')), possible);
    for (const RunCommandId step : {RunCommandId::StepCandidate, RunCommandId::StepLoop, RunCommandId::StepIteration})
        QCOMPARE(isPossible(step, situation), isPossible(RunCommandId::StepCall, situation));
    QCOMPARE(isPossible(RunCommandId::New, situation), situation.hasProject && !situation.isReadOnly);
    // The actions themselves say the same.
    RunActions actions;
    actions.show(situation);
    for (const auto& [command, name] : commands)
        QVERIFY2(actions[command]->isEnabled() == names.contains(name), qPrintable(name));
}

void RunCommandsTest::needWhatTheyWorkOn_data()
{
    QTest::addColumn<bool RunSituation::*>("what");
    QTest::addColumn<QString>("lost");
    QTest::newRow("a place") << &RunSituation::isPlaceAhead << "to break";
    QTest::newRow("a loop it has come to") << &RunSituation::isForkable << "fork";
    QTest::newRow("a candidate") << &RunSituation::hasCandidate << "edit compare";
    QTest::newRow("a prompt") << &RunSituation::isPromptReady << "insert";
}

void RunCommandsTest::needWhatTheyWorkOn()
{
    using Member = bool RunSituation::*;
    QFETCH(Member, what);
    QFETCH(QString, lost);
    RunSituation situation = ready(RunState::Paused, true);
    situation.*what = false;
    QStringList names;
    for (const auto& [command, name] : commands)
        if (!isPossible(command, situation) && isPossible(command, ready(RunState::Paused, true)))
            names += name;
    QCOMPARE(names.join(QLatin1Char(' ')), lost);
    situation.hasBreakpointThere = true; // one that is behind can still be taken away
    QVERIFY(isPossible(RunCommandId::Breakpoint, situation));
}

void RunCommandsTest::keysAreThoseOfADebugger_data()
{
    QTest::addColumn<int>("command");
    QTest::addColumn<QString>("keys");
    const auto row = [](const char* keys, RunCommandId command) {
        QTest::newRow(keys) << static_cast<int>(command) << QString::fromLatin1(keys);
    };
    row("F5", RunCommandId::Resume);
    row("Shift+F5", RunCommandId::Stop);
    row("F6", RunCommandId::Pause);
    row("F9", RunCommandId::Breakpoint);
    row("F10", RunCommandId::StepCandidate);
    row("F11", RunCommandId::StepCall);
    row("Shift+F11", RunCommandId::StepLoop);
    row("Ctrl+F10", RunCommandId::RunTo);
    row("Ctrl+Return", RunCommandId::Insert);
    row("F2", RunCommandId::Edit);
}

void RunCommandsTest::keysAreThoseOfADebugger()
{
    QFETCH(int, command);
    QFETCH(QString, keys);
    const RunActions actions;
    const QAction* action = actions[static_cast<RunCommandId>(command)];
    QCOMPARE(action->shortcut().toString(QKeySequence::PortableText), keys);
    QCOMPARE(action->toolTip(), action->statusTip()); // the window adds the keys, whatever they are
}

void RunCommandsTest::noKeyHasTwoMeanings()
{
    const WorkbenchFixture workbench;
    QHash<QString, QString> meaning;
    for (const QAction* action : const_cast<WorkbenchFixture&>(workbench).window().findChildren<QAction*>())
        for (const QKeySequence& keys : action->shortcuts()) {
            const QString known = meaning.value(keys.toString());
            QVERIFY2(known.isEmpty() || known == action->text(),
                     qPrintable(QStringLiteral("%1: %2 and %3").arg(keys.toString(), known, action->text())));
            meaning.insert(keys.toString(), action->text());
        }
    QVERIFY(meaning.size() > 15);
}

METASPO_UI_TEST(RunCommandsTest)
#include "RunCommandsTest.moc"
