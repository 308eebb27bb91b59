#include "tests/core/engine/ScriptedProject.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <sys/resource.h>

using namespace metaspo;

namespace {

constexpr qint64 noWait = 500; // milliseconds; the calls of these tests take seconds

/// The largest file that may be written by this process, until the end of the scope.
class SizeLimit
{
public:
    explicit SizeLimit(qint64 bytes)
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = static_cast<rlim_t>(bytes);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    SizeLimit(const SizeLimit&) = delete;
    SizeLimit& operator=(const SizeLimit&) = delete;

private:
    rlimit m_before{};
};

} // namespace

/// A project is let go while its run is at work.
class ClosingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void finishesCallsInTheBackground();
    void workspaceWaitsForThem();
    void stopsAtOnce();
    void fullDiskHoldsNobodyUp();
    void runIsStillFinishingIsSaid();

private:
    static qint64 atWork(ScriptedProject& scripted);
    static QList<CallDetail> calls(const ScriptedProject& scripted, qint64 run, CallState state);
    static void letGo(ScriptedProject& scripted);
};

/// With calls in flight.
qint64 ClosingTest::atWork(ScriptedProject& scripted)
{
    const qint64 run = scripted.stored(ScriptedProject::request());
    const auto session = waited(scripted.project->openRun(run));
    if (!session)
        return 0;
    const bool isAtWork =
        QTest::qWaitFor([&] { return scripted.server().calls().size() >= 4; }, ScriptedProject::patience);
    return isAtWork ? run : 0;
}

QList<CallDetail> ClosingTest::calls(const ScriptedProject& scripted, qint64 run, CallState state)
{
    QList<CallDetail> details;
    const auto ids = waited(scripted.project->queries().callIds({run, {}, state, {}}));
    for (const qint64 id : ids.value_or(QList<qint64>()))
        details.append(waited(scripted.project->queries().call(id)).value_or(CallDetail()));
    return details;
}

void ClosingTest::letGo(ScriptedProject& scripted)
{
    QElapsedTimer clock;
    clock.start();
    scripted.project.reset();
    QVERIFY2(clock.elapsed() < noWait, qPrintable(QStringLiteral("%1 ms").arg(clock.elapsed())));
    QVERIFY(!scripted.workspace->closing().isEmpty());
}

void ClosingTest::finishesCallsInTheBackground()
{
    ServerScript script = ScriptedProject::usualScript();
    script.latencyMilliseconds = 2000;
    ScriptedProject scripted(script);
    const qint64 run = atWork(scripted);
    QVERIFY(run > 0);
    letGo(scripted);
    const ClosingProjects& closing = scripted.workspace->closing();
    QVERIFY(closing.callsInFlight() > 0);
    QVERIFY(closing.contains(scripted.path()));
    QTRY_VERIFY_WITH_TIMEOUT(closing.isEmpty(), ScriptedProject::patience);
    QCOMPARE(closing.callsInFlight(), 0);
    scripted.reopen();
    QVERIFY(scripted.project);
    const RunRecord record = scripted.overview(run).record;
    QCOMPARE(record.state, RunState::Paused);
    QCOMPARE(record.stateReason, QStringLiteral("Paused when the program was closed"));
    QCOMPARE(record.baseCalls, scripted.server().calls().size());
    QCOMPARE(calls(scripted, run, CallState::Ok).size(), scripted.server().calls().size());
}

void ClosingTest::workspaceWaitsForThem()
{
    ServerScript script = ScriptedProject::usualScript();
    script.latencyMilliseconds = 1000;
    ScriptedProject scripted(script);
    const qint64 run = atWork(scripted);
    QVERIFY(run > 0);
    letGo(scripted);
    scripted.workspace = std::make_unique<Workspace>();
    scripted.reopen();
    QVERIFY(scripted.project);
    QCOMPARE(scripted.overview(run).record.state, RunState::Paused);
    QCOMPARE(scripted.overview(run).record.baseCalls, scripted.server().calls().size());
}

void ClosingTest::stopsAtOnce()
{
    ServerScript script = ScriptedProject::usualScript();
    script.faults = {{Fault::Silence, {}, 1, 1'000'000, 1}};
    ScriptedProject scripted(script);
    const qint64 run = atWork(scripted);
    QVERIFY(run > 0);
    letGo(scripted);
    ClosingProjects& closing = scripted.workspace->closing();
    QVERIFY(closing.callsInFlight() > 0);
    closing.stopAtOnce();
    QTRY_VERIFY_WITH_TIMEOUT(closing.isEmpty(), 10'000);
    scripted.reopen();
    QVERIFY(scripted.project);
    QCOMPARE(scripted.overview(run).record.state, RunState::Paused);
    int possiblyPaid = 0;
    for (const CallDetail& call : calls(scripted, run, CallState::Failed))
        for (const FailedAttempt& attempt : call.failedAttempts)
            possiblyPaid += attempt.possiblyPaid ? 1 : 0;
    QCOMPARE(possiblyPaid, static_cast<int>(scripted.server().calls().size()));
}

void ClosingTest::fullDiskHoldsNobodyUp()
{
    ServerScript script = ScriptedProject::usualScript();
    script.latencyMilliseconds = 1000;
    ScriptedProject scripted(script);
    const qint64 run = atWork(scripted);
    QVERIFY(run > 0);
    ClosingProjects& closing = scripted.workspace->closing();
    {
        const SizeLimit full(QFileInfo(scripted.path() + QStringLiteral("-wal")).size());
        letGo(scripted);
        // Their answers are kept for as long as somebody has the patience …
        QTRY_VERIFY_WITH_TIMEOUT(!closing.trouble().isEmpty(), ScriptedProject::patience);
        QVERIFY(!closing.isEmpty());
        closing.stopAtOnce(); // … and no longer
        QTRY_VERIFY_WITH_TIMEOUT(closing.isEmpty(), ScriptedProject::patience);
    }
    scripted.reopen();
    QVERIFY(scripted.project);
    QCOMPARE(scripted.overview(run).record.state, RunState::Interrupted); // nothing could be written
    const auto session = waited(scripted.project->openRun(run));
    QVERIFY(session.has_value());
    QVERIFY(calls(scripted, run, CallState::Unknown).size() >= 4); // paid, and said so
}

void ClosingTest::runIsStillFinishingIsSaid()
{
    ServerScript script = ScriptedProject::usualScript();
    script.latencyMilliseconds = 2000;
    ScriptedProject scripted(script);
    const qint64 run = atWork(scripted);
    QVERIFY(run > 0);
    letGo(scripted);
    scripted.reopen();
    QVERIFY(scripted.project);
    const auto busy = waited(scripted.project->openRun(run));
    QVERIFY(!busy);
    QVERIFY2(busy.error().what.contains(QLatin1String("finishing")), qPrintable(sentence(busy.error())));
    QTRY_VERIFY_WITH_TIMEOUT(scripted.workspace->closing().isEmpty(), ScriptedProject::patience);
    scripted.server().setScript(ScriptedProject::usualScript());
    const auto session = waited(scripted.project->openRun(run));
    QVERIFY2(session.has_value(), session ? "" : qPrintable(sentence(session.error())));
    QCOMPARE(ScriptedProject::ended(*session), RunState::Finished);
}

QTEST_GUILESS_MAIN(ClosingTest)
#include "ClosingTest.moc"
