#include "tests/core/engine/ScriptedProject.h"

using namespace metaspo;

namespace {

QString newestCall(ScriptedProject& scripted, qint64 run)
{
    const auto ids = waited(scripted.project->queries().callIds({run, {}, {}, {}}));
    if (!ids || ids->isEmpty())
        return {};
    const auto calls = waited(scripted.project->queries().calls({ids->last()}));
    return calls && !calls->isEmpty() ? calls->first().step : QString();
}

} // namespace

/// What a run that stands still would do next, and what that costs, before it costs anything.
class NextStepTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNewRunBeginsWithTheGivenPrompts();
    void everyCallIsForeseen();
    void candidatesCostWhatIsForeseen();
    void aReopenedRunForeseesTheSame();
    void aForkBeginsAtItsStep();
    void anUnknownPriceIsNotFree();
    void aFinishedRunHasNone();
    void anEarlierQuestionIsGivenUp();

private:
    static NextStep next(ScriptedProject& scripted, qint64 run);
};

NextStep NextStepTest::next(ScriptedProject& scripted, qint64 run)
{
    const auto found = waited(scripted.project->nextStep(run));
    if (!found)
        qWarning().noquote() << sentence(found.error());
    return found ? found->value_or(NextStep()) : NextStep();
}

void NextStepTest::aNewRunBeginsWithTheGivenPrompts()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    const auto run = waited(scripted.project->storeRun(ScriptedProject::request(Scope::Global)));
    QVERIFY(run.has_value());
    const NextStep first = next(scripted, *run);
    QCOMPARE(first.kind, NextStep::Kind::Score);
    QCOMPARE(first.candidate, Step());
    QCOMPARE(first.examples, (QMap<QString, int>{{QStringLiteral("alpha"), 16}, {QStringLiteral("beta"), 16}}));
    QCOMPARE(first.calls, 32); // validation and train, of both tasks
    QVERIFY(first.nanoDollars.value_or(0) > 0);
    QVERIFY(!first.isLoopBegun);
    QCOMPARE(scripted.server().calls().size(), 0);
}

// A call at a time through the first calls of all kinds: what is foreseen is what is made.
void NextStepTest::everyCallIsForeseen()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.limits.breakpoints = {QStringLiteral("iteration")};
    RunSession* session = scripted.started(wanted);
    QVERIFY(session);
    QVERIFY(ScriptedProject::pauses(session));
    QVERIFY(session->setLimits({}).has_value());
    QSet<NextStep::Kind> kinds;
    session->step(Grain::Call); // into the loop, in front of its first call
    QTRY_VERIFY_WITH_TIMEOUT(session->progress().nextStep.contains(QLatin1String("1/inner/alpha/1")),
                             scripted.patience);
    for (int step = 0; step < 14; ++step) {
        const NextStep foreseen = next(scripted, session->run());
        QVERIFY(foreseen.calls > 0);
        kinds.insert(foreseen.kind);
        const qint64 done = session->progress().callsDone;
        session->step(Grain::Call);
        QTRY_COMPARE_WITH_TIMEOUT(session->progress().callsDone, done + 1, scripted.patience);
        QVERIFY(ScriptedProject::pauses(session));
        QCOMPARE(newestCall(scripted, session->run()), foreseen.call);
    }
    QCOMPARE(kinds.size(), 3);
}

void NextStepTest::candidatesCostWhatIsForeseen()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.limits.breakpoints = {QStringLiteral("loop")};
    RunSession* session = scripted.started(wanted);
    QVERIFY(session);
    const auto atOuter = [session] {
        return session->progress().state == RunState::Paused && session->progress().position.loop == Loop::Outer;
    };
    while (!atOuter()) {
        QVERIFY(ScriptedProject::pauses(session));
        if (!atOuter())
            session->resume();
        QTRY_VERIFY_WITH_TIMEOUT(session->progress().state != RunState::Paused || atOuter(), scripted.patience);
    }
    session->step(Grain::Candidate); // into the loop
    QVERIFY(ScriptedProject::pauses(session));
    int scored = 0;
    while (scored < 2) {
        const NextStep foreseen = next(scripted, session->run());
        QCOMPARE(foreseen.loop, (Step{1, Loop::Outer, {}, 0}));
        const qint64 done = session->progress().callsDone;
        session->step(Grain::Candidate);
        QTRY_VERIFY_WITH_TIMEOUT(session->progress().callsDone > done, scripted.patience);
        QVERIFY(ScriptedProject::pauses(session));
        QCOMPARE(session->progress().callsDone, done + foreseen.calls);
        QVERIFY(foreseen.calls <= foreseen.callsOfLoop);
        if (foreseen.kind == NextStep::Kind::Score && foreseen.candidate.slot > 0) {
            ++scored;
            QCOMPARE(foreseen.examples.value(QStringLiteral("alpha")), 8);
            QVERIFY(foreseen.calls >= 16);
        }
    }
}

void NextStepTest::aReopenedRunForeseesTheSame()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.limits.breakpoints = {QStringLiteral("iteration")};
    RunSession* session = scripted.started(wanted);
    QVERIFY(session);
    QVERIFY(ScriptedProject::pauses(session));
    const qint64 run = session->run();
    session->step(Grain::Call);
    QTRY_VERIFY_WITH_TIMEOUT(session->progress().nextStep.contains(QLatin1String("1/inner/alpha/1")),
                             scripted.patience);
    session->step(Grain::Call);
    QTRY_VERIFY_WITH_TIMEOUT(session->progress().nextStep.contains(QLatin1String("1/inner/alpha/2")),
                             scripted.patience);
    const NextStep before = next(scripted, run);
    QVERIFY(before.isLoopBegun);
    const auto calls = scripted.server().calls().size();
    QVERIFY(scripted.reopen());
    QVERIFY(!scripted.project->liveRun(run));
    QCOMPARE(next(scripted, run), before);
    const auto again = waited(scripted.project->openRun(run, RunLimits(), FirstStop{Grain::Call, {}}));
    QVERIFY(again.has_value());
    QTRY_COMPARE_WITH_TIMEOUT(scripted.server().calls().size(), calls + 1, scripted.patience);
    QVERIFY(ScriptedProject::pauses(*again));
    QCOMPARE(newestCall(scripted, run), before.call);
    QVERIFY(next(scripted, run).call != before.call);
}

// Everything before the fork is there already.
void NextStepTest::aForkBeginsAtItsStep()
{
    ServerScript script = ScriptedProject::usualScript();
    script.accuracy = 0.3; // so that there is something to fix in the second iteration
    script.systemSpread = 0.1;
    ScriptedProject scripted(script, QStringLiteral("Signs"));
    RunSession* session = scripted.started(ScriptedProject::request(Scope::Global));
    QVERIFY(session);
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.forkOf = session->run();
    wanted.forkAt = Step{2, Loop::Outer, {}, 0};
    QCOMPARE(scripted.ended(session), RunState::Finished);
    const auto run = waited(scripted.project->storeRun(wanted));
    QVERIFY2(run.has_value(), run ? "" : qPrintable(sentence(run.error())));
    const auto calls = scripted.server().calls().size();
    const NextStep foreseen = next(scripted, *run);
    QCOMPARE(foreseen.kind, NextStep::Kind::Analyse);
    QCOMPARE(foreseen.candidate, (Step{2, Loop::Outer, {}, 1}));
    QCOMPARE(scripted.server().calls().size(), calls);
}

void NextStepTest::anUnknownPriceIsNotFree()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    Connection connection = *scripted.workspace->connections().find(QStringLiteral("scripted"));
    connection.id.clear();
    connection.name = QStringLiteral("unpriced");
    connection.price.reset();
    QVERIFY(scripted.workspace->connections().save(connection).has_value());
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.baseConnection = wanted.optimizerConnection = connection.name;
    const auto run = waited(scripted.project->storeRun(wanted));
    QVERIFY(run.has_value());
    QVERIFY(!next(scripted, *run).nanoDollars.has_value());
}

void NextStepTest::aFinishedRunHasNone()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunSession* session = scripted.started(ScriptedProject::request(Scope::Global));
    QVERIFY(session);
    const qint64 run = session->run();
    QCOMPARE(scripted.ended(session), RunState::Finished);
    const auto found = waited(scripted.project->nextStep(run));
    QVERIFY(found.has_value());
    QVERIFY(!found->has_value());
}

void NextStepTest::anEarlierQuestionIsGivenUp()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    const auto run = waited(scripted.project->storeRun(ScriptedProject::request(Scope::Global)));
    QVERIFY(run.has_value());
    QList<QFuture<Result<std::optional<NextStep>>>> asked;
    for (int times = 0; times < 20; ++times)
        asked.append(scripted.project->nextStep(*run));
    QVERIFY(waited(asked.takeLast()).has_value());
    int givenUp = 0;
    for (const auto& earlier : std::as_const(asked))
        if (const auto found = waited(earlier); !found) {
            QCOMPARE(found.error().kind, ErrorKind::Stopped);
            ++givenUp;
        }
    QVERIFY2(givenUp > 0, qPrintable(QString::number(givenUp)));
}

QTEST_GUILESS_MAIN(NextStepTest)
#include "NextStepTest.moc"
