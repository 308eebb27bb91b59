#include "tests/core/engine/RunFixture.h"

#include <QTest>

using namespace metaspo;

namespace {

/// All that a run comes to, but what it costs.
void compare(const RunOverview& left, const RunOverview& right)
{
    QCOMPARE(left.candidates.size(), right.candidates.size());
    for (qsizetype index = 0; index < left.candidates.size(); ++index) {
        const Candidate& one = left.candidates[index].candidate;
        const Candidate& other = right.candidates[index].candidate;
        QVERIFY2(one == other, qPrintable(text(one.step) + u' ' + text(other.step)));
    }
    QVERIFY(left.decisions == right.decisions);
    QCOMPARE(left.cells.size(), right.cells.size());
    for (qsizetype index = 0; index < left.cells.size(); ++index) {
        QVERIFY(left.cells[index].cell == right.cells[index].cell);
        QVERIFY(left.cells[index].score == right.cells[index].score);
    }
}

} // namespace

/// A run against a scripted model server, steered as the window steers it.
class RunSessionTest : public RunFixture
{
    Q_OBJECT

private Q_SLOTS:
    void finishesAndReports();
    void pausesStepsAndResumes();
    void stepsFromAPauseInMidWave();
    void runsShareWhatIsOut();
    void stopsAtABreakpointAndGoesOn();
    void budgetPausesWithASentence();
    void stoppedRunGoesOnWithoutPayingTwice();
    void insertedPromptTakesTheNextSlot();
    void wrongModelFailsWithAdvice();
    void evaluatesGivenPrompts();
};

void RunSessionTest::finishesAndReports()
{
    const auto plan = waited(m_project->plan(request(smallSettings())));
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(sentence(plan.error())));
    RunSession* session = started(request(smallSettings()));
    QVERIFY(session);
    const qint64 run = session->run();
    QCOMPARE(ended(session), RunState::Finished);
    const RunOverview seen = overview(run);
    QCOMPARE(seen.record.state, RunState::Finished);
    QVERIFY(seen.record.baseCalls > 0);
    QVERIFY(seen.record.baseCalls + seen.record.reusedCalls <= plan->calls.baseMost);
    QCOMPARE(m_server->calls().size(), seen.record.baseCalls + seen.record.optimizerCalls);
    QVERIFY(seen.record.costNanoDollars.has_value());
    QVERIFY(!seen.curve.isEmpty());
    QVERIFY(!seen.candidates.isEmpty());
    const auto report = waited(m_project->queries().report(run));
    QVERIFY2(report.has_value(), report ? "" : qPrintable(sentence(report.error())));
    QCOMPARE(report->tasks.size(), 2);
    QCOMPARE(report->tasks.front().finalScore.n, 8);
    QVERIFY(!report->sentences.isEmpty());
    // How long it takes is known for the same server and width only.
    RunRequest next = request(smallSettings());
    QVERIFY(waited(m_project->plan(next))->secondsExpected.has_value());
    next.limits.width = 2;
    QVERIFY(!waited(m_project->plan(next))->secondsExpected.has_value());
}

void RunSessionTest::pausesStepsAndResumes()
{
    RunRequest wanted = request(smallSettings());
    wanted.limits.breakpoints = {QStringLiteral("iteration")};
    RunSession* session = started(wanted);
    QVERIFY(session);
    QTRY_COMPARE_WITH_TIMEOUT(session->progress().state, RunState::Paused, patience);
    QVERIFY2(session->progress().nextStep.contains(QLatin1String("inner loop of iteration 1")),
             qPrintable(session->progress().nextStep));
    QVERIFY(session->setLimits({}).has_value());
    const qint64 before = session->progress().callsDone;
    session->step(Grain::Call); // into the loop, up to its first call
    QTRY_VERIFY_WITH_TIMEOUT(session->progress().nextStep.contains(QLatin1String("1/inner/alpha/1")), patience);
    QCOMPARE(session->progress().callsDone, before);
    session->step(Grain::Call);
    QTRY_COMPARE_WITH_TIMEOUT(session->progress().callsDone, before + 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(session->progress().state, RunState::Paused, patience);
    QCOMPARE(session->progress().callsDone, before + 1);
    session->step(Grain::Loop); // out
    QTRY_VERIFY_WITH_TIMEOUT(session->progress().nextStep.contains(QLatin1String("outer loop")), patience);
    session->resume();
    QCOMPARE(ended(session), RunState::Finished);
}

void RunSessionTest::stepsFromAPauseInMidWave()
{
    ServerScript slow; // else the wave is over before a batch tells that it has begun
    slow.latencyMilliseconds = 30;
    m_server->setScript(slow);
    RunSession* session = started(request(smallSettings()));
    QVERIFY(session);
    connect(session, &RunSession::changed, session, [session](const RunChange& change) {
        if (change.progress.state == RunState::Running && change.progress.callsDone >= 3)
            session->pause();
    });
    QTRY_COMPARE_WITH_TIMEOUT(session->progress().state, RunState::Paused, patience);
    disconnect(session, &RunSession::changed, session, nullptr);
    for (int steps = 0; steps < 3; ++steps) {
        const qint64 before = session->progress().callsDone;
        session->step(Grain::Call);
        QTRY_COMPARE_WITH_TIMEOUT(session->progress().callsDone, before + 1, 5000);
        QTRY_COMPARE_WITH_TIMEOUT(session->progress().state, RunState::Paused, patience);
        QCOMPARE(session->progress().callsDone, before + 1);
    }
    session->resume();
    QCOMPARE(ended(session), RunState::Finished);
}

void RunSessionTest::runsShareWhatIsOut()
{
    ServerScript slow;
    slow.accuracy = 0.5;
    slow.latencyMilliseconds = 30;
    m_server->setScript(slow);
    RunRequest wanted = request(smallSettings());
    wanted.settings.method = Method::Evaluate;
    wanted.evaluatePrompts = {QStringLiteral("One."), QStringLiteral("Two.")};
    RunSession* first = started(wanted);
    RunSession* second = started(wanted);
    QVERIFY(first && second);
    const qint64 runs[] = {first->run(), second->run()};
    int finished = 0;
    for (RunSession* session : {first, second})
        connect(session, &RunSession::ended, this, [&](RunState state) { finished += state == RunState::Finished; });
    QTRY_COMPARE_WITH_TIMEOUT(finished, 2, patience);
    qint64 paid = 0;
    for (const qint64 run : runs) {
        const RunRecord record = overview(run).record;
        QCOMPARE(record.baseCalls + record.reusedCalls, 2 * 2 * 8);
        paid += record.baseCalls;
    }
    QCOMPARE(paid, 2 * 2 * 8);
    QCOMPARE(m_server->calls().size(), paid);
}

void RunSessionTest::stopsAtABreakpointAndGoesOn()
{
    RunSession* whole = started(request(smallSettings()));
    QVERIFY(whole);
    const qint64 first = whole->run();
    QCOMPARE(ended(whole), RunState::Finished);

    RunSettings settings = smallSettings();
    settings.seed = 1;
    RunRequest wanted = request(settings);
    wanted.limits.breakpoints = {QStringLiteral("adopted"), QStringLiteral("loop")};
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 second = session->run();
    int pauses = 0;
    connect(session, &RunSession::changed, this, [&](const RunChange& change) {
        if (change.progress.state == RunState::Paused && !change.progress.endedBy) {
            ++pauses;
            session->resume();
        }
    });
    QCOMPARE(ended(session), RunState::Finished);
    QVERIFY(pauses >= 4);
    compare(overview(first), overview(second)); // stepping changes nothing
}

void RunSessionTest::budgetPausesWithASentence()
{
    RunRequest wanted = request(smallSettings());
    wanted.limits.maximumCalls = 40;
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    QCOMPARE(ended(session), RunState::Paused);
    QVERIFY2(m_reason.contains(QLatin1String("40 calls")), qPrintable(m_reason));
    QCOMPARE(m_server->calls().size(), 40);
    const auto again = waited(m_project->openRun(run, RunLimits()));
    QVERIFY(again.has_value());
    QCOMPARE(ended(*again), RunState::Finished);
}

void RunSessionTest::stoppedRunGoesOnWithoutPayingTwice()
{
    ServerScript script;
    script.accuracy = 0.5;
    script.systemSpread = 0.3;
    script.latencyMilliseconds = 10; // slow enough to be stopped several times
    m_server->setScript(script);
    RunSettings settings = smallSettings();
    settings.baseTemperature = 0.5; // else the first run's answers would be shared
    RunSession* whole = started(request(settings));
    QVERIFY(whole);
    const qint64 reference = whole->run();
    QCOMPARE(ended(whole), RunState::Finished);
    const auto callsOfOneRun = m_server->calls().size();

    RunSession* session = started(request(settings));
    QVERIFY(session);
    const qint64 run = session->run();
    int stops = 0;
    for (;;) {
        const qint64 goal = session->progress().baseCallsDone + 15;
        connect(session, &RunSession::changed, session, [session, goal](const RunChange& change) {
            if (change.progress.baseCallsDone - change.progress.remembered >= goal)
                session->stop(RunSession::StopMode::FinishInFlight);
        });
        if (ended(session) == RunState::Finished)
            break;
        QVERIFY(++stops < 50);
        const auto again = waited(m_project->openRun(run));
        QVERIFY2(again.has_value(), again ? "" : qPrintable(sentence(again.error())));
        session = *again;
    }
    QVERIFY(stops > 2);
    compare(overview(run), overview(reference));
    QCOMPARE(m_server->calls().size() - callsOfOneRun,
             overview(run).record.baseCalls + overview(run).record.optimizerCalls);
}

void RunSessionTest::insertedPromptTakesTheNextSlot()
{
    RunRequest wanted = request(smallSettings());
    wanted.limits.breakpoints = {QStringLiteral("loop")};
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    const QString mine = QStringLiteral("You are a careful reader of letters.");
    session->insert({PromptKind::System, {}, mine, {}});
    connect(session, &RunSession::changed, this, [&](const RunChange& change) {
        if (change.progress.state == RunState::Paused && !change.progress.endedBy)
            session->resume();
    });
    QCOMPARE(ended(session), RunState::Finished);
    int found = 0;
    for (const CandidateRecord& record : overview(run).candidates)
        if (record.candidate.text == mine && record.candidate.origin == Origin::ByHand) {
            ++found;
            QCOMPARE(record.candidate.step, (Step{1, Loop::Outer, {}, 4}));
        }
    QCOMPARE(found, 1);
}

void RunSessionTest::wrongModelFailsWithAdvice()
{
    Connection connection = *m_workspace->connections().find(QStringLiteral("scripted"));
    connection.id.clear();
    connection.name = QStringLiteral("wrong");
    connection.model = QStringLiteral("no-such-model");
    QVERIFY(m_workspace->connections().save(connection).has_value());
    RunRequest wanted = request(smallSettings());
    wanted.baseConnection = QStringLiteral("wrong");
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    QCOMPARE(ended(session), RunState::Failed);
    QVERIFY2(m_reason.contains(QLatin1String("no-such-model")), qPrintable(m_reason));
    const RunOverview seen = overview(run);
    QCOMPARE(seen.record.baseCalls, 0);
    QVERIFY(seen.cells.isEmpty() || seen.cells.front().score.n == 0); // a failure is never scored
}

void RunSessionTest::evaluatesGivenPrompts()
{
    RunRequest wanted = request(smallSettings());
    wanted.settings.method = Method::Evaluate;
    wanted.evaluatePrompts = {QStringLiteral("One."), QStringLiteral("Two.")};
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    QCOMPARE(ended(session), RunState::Finished);
    QCOMPARE(overview(run).record.baseCalls, 2 * 2 * 8);
    QCOMPARE(overview(run).cells.size(), 4);
}

QTEST_GUILESS_MAIN(RunSessionTest)
#include "RunSessionTest.moc"
