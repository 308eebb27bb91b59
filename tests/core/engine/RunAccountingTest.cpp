#include "core/analysis/Interval.h"
#include "tests/core/engine/RunFixture.h"

#include <QTest>

using namespace metaspo;

/// What a live run counts: money, calls, answers; and what it still knows after it was opened again.
class RunAccountingTest : public RunFixture
{
    Q_OBJECT

private Q_SLOTS:
    void budgetHoldsWithoutReportedUsage();
    void budgetNeedsAPriceAtEveryDoor();
    void triesThatMayHaveBeenPaidCount();
    void budgetBreakpointStopsOnce();
    void progressGoesOnAfterAResume();
    void unfinishedMacroF1IsShownAsItIs();
};

void RunAccountingTest::budgetHoldsWithoutReportedUsage()
{
    ServerScript script;
    script.faults = {{Fault::NoUsage, {}}};
    m_server->setScript(script);
    RunRequest wanted = request(smallSettings());
    wanted.limits.budgetNanoDollars = 100'000'000; // the reserve of a call is at least its 1024 tokens of output
    const qint64 atMost = 100'000'000 / (2 * 1024 * 1000);
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    QCOMPARE(ended(session), RunState::Paused);
    const auto made = m_server->calls().size();
    QVERIFY2(made > 10 && made <= atMost, qPrintable(QString::number(made)));
    QVERIFY(!overview(run).record.costNanoDollars); // unknown is not 0
    const auto again = waited(m_project->openRun(run));
    QVERIFY2(again.has_value(), again ? "" : qPrintable(sentence(again.error())));
    QCOMPARE(ended(*again), RunState::Paused);
    QCOMPARE(m_server->calls().size(), made); // what was spent is not forgotten
}

void RunAccountingTest::budgetNeedsAPriceAtEveryDoor()
{
    Connection connection = *m_workspace->connections().find(QStringLiteral("scripted"));
    connection.id.clear();
    connection.name = QStringLiteral("unpriced");
    connection.price.reset();
    QVERIFY(m_workspace->connections().save(connection).has_value());
    RunRequest wanted = request(smallSettings());
    wanted.baseConnection = QStringLiteral("unpriced");
    wanted.limits.breakpoints = {QStringLiteral("iteration")};
    RunLimits capped;
    capped.budgetNanoDollars = 1'000'000'000;
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    QTRY_COMPARE_WITH_TIMEOUT(session->progress().state, RunState::Paused, patience);
    QVERIFY(!session->setLimits(capped).has_value());
    QVERIFY(waited(m_project->postCommand(run, CommandKind::SetBudget, QStringLiteral("1000000000"))).has_value());
    session->suspend();
    QCOMPARE(ended(session), RunState::Paused);
    const auto refused = waited(m_project->openRun(run, capped));
    QVERIFY(!refused.has_value());
    QVERIFY2(refused.error().what.contains(QLatin1String("budget")), qPrintable(sentence(refused.error())));
    QVERIFY(!waited(m_project->queries().overview(run))->record.limits.budgetNanoDollars);
}

void RunAccountingTest::triesThatMayHaveBeenPaidCount()
{
    ServerScript script;
    script.faults = {{Fault::ResetInBody, {}, 5, 3}};
    m_server->setScript(script);
    RunRequest wanted = request(smallSettings());
    wanted.limits.maximumCalls = 60; // the first loop has 32
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    QCOMPARE(ended(session), RunState::Paused);
    const RunRecord record = overview(run).record;
    QCOMPARE(record.possiblyPaidCalls, 3);
    QCOMPARE(record.baseCalls + record.optimizerCalls, 60 - 3);
    QCOMPARE(*waited(m_project->check()), QStringList());
}

void RunAccountingTest::budgetBreakpointStopsOnce()
{
    RunRequest wanted = request(smallSettings());
    wanted.limits.budgetNanoDollars = 1'000'000'000;
    wanted.limits.breakpoints = {QStringLiteral("budget>1")};
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    QTRY_COMPARE_WITH_TIMEOUT(session->progress().state, RunState::Paused, patience);
    QVERIFY2(session->progress().reason.contains(QLatin1String("of the budget")),
             qPrintable(session->progress().reason));
    session->suspend();
    QCOMPARE(ended(session), RunState::Paused);
    const auto again = waited(m_project->openRun(run));
    QVERIFY(again.has_value());
    bool hasPaused = false;
    connect(*again, &RunSession::changed, this, [&](const RunChange& change) {
        hasPaused = hasPaused || (change.progress.state == RunState::Paused && !change.progress.endedBy);
        if (change.progress.state == RunState::Paused && !change.progress.endedBy)
            m_project->liveRun(run)->resume();
    });
    QCOMPARE(ended(*again), RunState::Finished);
    QVERIFY(!hasPaused);
}

void RunAccountingTest::progressGoesOnAfterAResume()
{
    ServerScript poor; // so that there is something left to fix in the second iteration
    poor.accuracy = 0.3;
    m_server->setScript(poor);
    RunRequest wanted = request(smallSettings());
    wanted.limits.breakpoints = {QStringLiteral("iteration")};
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    const auto isAt = [&](const Step& step) {
        return m_project->liveRun(run)->progress().position == step
               && m_project->liveRun(run)->progress().state == RunState::Paused;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isAt({1, Loop::Inner, {}, 0}), patience);
    session->resume();
    QTRY_VERIFY_WITH_TIMEOUT(isAt({2, Loop::Inner, {}, 0}), patience);
    const RunProgress before = session->progress();
    QVERIFY(before.callsDone > 0);
    session->suspend();
    QCOMPARE(ended(session), RunState::Paused);

    const auto again = waited(m_project->openRun(run, wanted.limits, Grain::Call));
    QVERIFY(again.has_value());
    QTRY_VERIFY_WITH_TIMEOUT(isAt({2, Loop::Inner, {}, 0}), patience);
    const RunProgress after = (*again)->progress();
    QCOMPARE(after.callsDone, before.callsDone + 1); // the step
    QCOMPARE(after.baseCallsDone, before.baseCallsDone);
    QCOMPARE(after.remembered, before.callsDone);
    QCOMPARE(after.callsExpected, before.callsExpected);
    QVERIFY(after.callsExpected > after.callsDone);

    RunProgress last;
    connect(*again, &RunSession::changed, this, [&](const RunChange& change) { last = change.progress; });
    QVERIFY((*again)->setLimits({}).has_value());
    (*again)->resume();
    QCOMPARE(ended(*again), RunState::Finished);
    const RunRecord record = overview(run).record;
    QCOMPARE(last.callsDone, record.baseCalls + record.optimizerCalls + record.reusedCalls);
}

void RunAccountingTest::unfinishedMacroF1IsShownAsItIs()
{
    QList<Task> tasks{letterTask(QStringLiteral("gamma")), letterTask(QStringLiteral("delta"))};
    for (Task& task : tasks)
        task.metric.kind = MetricKind::MacroF1;
    QVERIFY(waited(m_project->import(tasks)).has_value());
    RunRequest wanted = request(smallSettings());
    wanted.settings.sources = {QStringLiteral("gamma"), QStringLiteral("delta")};
    wanted.limits.maximumCalls = 140; // in the middle of the scoring of system prompts
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    QCOMPARE(ended(session), RunState::Paused);
    const RunOverview cut = overview(run);
    const auto again = waited(m_project->openRun(run, RunLimits()));
    QVERIFY(again.has_value());
    QCOMPARE(ended(*again), RunState::Finished);
    const RunOverview whole = overview(run);
    QHash<Cell, CellScore> final;
    for (const CellRecord& cell : whole.cells) {
        final.insert(cell.cell, cell.score);
        QVERIFY(!cell.isFinished() || Interval({cell.low95, cell.high95}).isKnown());
    }
    int finished = 0;
    int loopAtWork = 0; // the method has not told their scores yet
    for (const CellRecord& cell : cut.cells) {
        if (!cell.isFinished())
            continue;
        ++finished;
        QCOMPARE(cell.score, final.value(cell.cell));
        loopAtWork += cell.cell.system.loop == Loop::Outer ? 1 : 0;
    }
    QVERIFY2(loopAtWork > 0, qPrintable(QString::number(finished)));
}

QTEST_GUILESS_MAIN(RunAccountingTest)
#include "RunAccountingTest.moc"
