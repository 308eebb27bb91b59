#include "core/engine/Workspace.h"
#include "tests/support/ScriptedModelServer.h"

#include <QFutureWatcher>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace metaspo;

namespace {

constexpr int patience = 60'000;

/// Waits in the event loop, as the window would.
template <typename T>
T waited(QFuture<T> future)
{
    QFutureWatcher<T> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if (!future.isFinished())
        finished.wait(patience);
    return future.result();
}

Task letters(const QString& name, int each)
{
    Task task;
    task.name = name;
    task.domain = QStringLiteral("Letters");
    task.userPrompt = QStringLiteral("Choose a letter and write it inside <answer></answer>.\n{question}");
    task.format.kind = AnswerKind::Choice;
    task.format.choices = {QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C"), QStringLiteral("D")};
    for (int index = 0; index < 3 * each; ++index) {
        const QChar right(u'A' + (index * 7 + index / 3) % 4);
        const QChar wrong(u'A' + (right.unicode() - u'A' + 1) % 4);
        task.examples.append({index, static_cast<Split>(index / each),
                              QStringLiteral("Item %1 of %2? [[answer=%3|%4]]").arg(index).arg(name, right, wrong),
                              {QString(right)}, {}});
    }
    return task;
}

RunSettings smallSettings()
{
    RunSettings settings;
    settings.iterations = 2;
    settings.userCandidates = 2;
    settings.kept = 2;
    settings.systemCandidates = 3;
    settings.train = settings.validation = 8;
    settings.test = 8;
    settings.pruning = Pruning::Exhaustive;
    settings.sources = {QStringLiteral("alpha"), QStringLiteral("beta")};
    return settings;
}

} // namespace

/// A run against a scripted model server, steered as the window steers it.
class RunSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void finishesAndReports();
    void pausesStepsAndResumes();
    void stepsFromAPauseInMidWave();
    void runsShareWhatIsOut();
    void stopsAtABreakpointAndGoesOn();
    void budgetPausesWithASentence();
    void stoppedRunGoesOnWithoutPayingTwice();
    void forkPaysOnlyForWhatDiffers();
    void insertedPromptTakesTheNextSlot();
    void wrongModelFailsWithAdvice();
    void evaluatesGivenPrompts();

private:
    RunRequest request(const RunSettings& settings) const;
    RunSession* started(const RunRequest& request);
    RunState ended(RunSession* session);
    RunOverview overview(qint64 run);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedModelServer> m_server;
    std::unique_ptr<Workspace> m_workspace;
    std::shared_ptr<Project> m_project;
    QString m_reason;
};

void RunSessionTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CONFIG_HOME", m_folder->filePath(QStringLiteral("config")).toUtf8());
    qputenv("XDG_DATA_HOME", m_folder->filePath(QStringLiteral("data")).toUtf8());
    ServerScript script;
    script.accuracy = 0.5;
    script.systemSpread = 0.3;
    m_server = std::make_unique<ScriptedModelServer>(script);
    m_workspace = std::make_unique<Workspace>();
    Connection connection;
    connection.name = QStringLiteral("scripted");
    connection.baseUrl = m_server->baseUrl();
    connection.model = QStringLiteral("scripted");
    connection.width = 4;
    connection.price = Price{1'000'000'000, 1'000'000'000, 2'000'000'000};
    QVERIFY(m_workspace->connections().save(connection).has_value());
    const auto project = waited(m_workspace->createProject(m_folder->filePath(QStringLiteral("p.metaspo"))));
    QVERIFY2(project.has_value(), project ? "" : qPrintable(sentence(project.error())));
    m_project = *project;
    const auto ids = waited(m_project->import({letters(QStringLiteral("alpha"), 8), letters(QStringLiteral("beta"), 8)}));
    QVERIFY2(ids.has_value(), ids ? "" : qPrintable(sentence(ids.error())));
}

void RunSessionTest::cleanup()
{
    m_project.reset();
    m_workspace.reset();
    m_server.reset();
}

RunRequest RunSessionTest::request(const RunSettings& settings) const
{
    RunRequest request;
    request.settings = settings;
    request.baseConnection = request.optimizerConnection = QStringLiteral("scripted");
    return request;
}

RunSession* RunSessionTest::started(const RunRequest& wanted)
{
    const auto run = waited(m_project->createRun(wanted));
    if (!run)
        qWarning().noquote() << sentence(run.error());
    return run ? m_project->liveRun(*run) : nullptr;
}

RunState RunSessionTest::ended(RunSession* session)
{
    RunState result = RunState::Created;
    bool isEnded = false;
    connect(session, &RunSession::ended, this, [&](RunState state, const QString& reason) {
        result = state;
        m_reason = reason;
        isEnded = true;
    });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(isEnded, patience); }();
    return result;
}

RunOverview RunSessionTest::overview(qint64 run)
{
    return waited(m_project->queries().overview(run)).value_or(RunOverview());
}

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
    // Stepping changes nothing.
    const RunOverview left = overview(first);
    const RunOverview right = overview(second);
    QCOMPARE(left.candidates.size(), right.candidates.size());
    for (qsizetype index = 0; index < left.candidates.size(); ++index)
        QCOMPARE(left.candidates[index].candidate.step, right.candidates[index].candidate.step);
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
    RunSession* whole = started(request(smallSettings()));
    QVERIFY(whole);
    const qint64 reference = whole->run();
    QCOMPARE(ended(whole), RunState::Finished);
    const auto callsOfOneRun = m_server->calls().size();

    RunSettings settings = smallSettings();
    settings.baseTemperature = 0.5; // else the first run's answers would be shared
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
    QCOMPARE(overview(run).candidates.size(), overview(reference).candidates.size());
    QCOMPARE(m_server->calls().size() - callsOfOneRun,
             overview(run).record.baseCalls + overview(run).record.optimizerCalls);
}

void RunSessionTest::forkPaysOnlyForWhatDiffers()
{
    RunSession* whole = started(request(smallSettings()));
    QVERIFY(whole);
    const qint64 parent = whole->run();
    QCOMPARE(ended(whole), RunState::Finished);
    RunRequest fork = request(smallSettings());
    fork.forkOf = parent;
    fork.forkAt = Step{2, Loop::Outer, {}, 0};
    fork.settings.systemCandidates = 4;
    RunSession* session = started(fork);
    QVERIFY(session);
    const qint64 run = session->run();
    QCOMPARE(ended(session), RunState::Finished);
    const RunOverview seen = overview(run);
    QCOMPARE(seen.record.forkedFrom, std::optional(parent));
    QVERIFY(seen.record.reusedCalls > 0);
    // Everything before the fork is the parent's: the optimizer was asked again only for the last outer loop, and for
    // the fourth candidate of the first, which the parent never had.
    QVERIFY2(seen.record.optimizerCalls <= 2 * 5 + 4,
             qPrintable(QStringLiteral("%1 optimizer calls").arg(seen.record.optimizerCalls)));
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
