#include "core/engine/InsertionJson.h"
#include "core/store/Store.h"
#include "tests/core/engine/ScriptedProject.h"

#include <QFile>
#include <future>

using namespace metaspo;

/// What opening a stored run leaves as it was, and what it takes up.
class RunOpeningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void stateIsKeptWhenItCannotBeOpened_data();
    void stateIsKeptWhenItCannotBeOpened();
    void keyThatIsGoneIsSaid();
    void commandsOfBeforeAreNotObeyed();
    void insertionOfBeforeIsNotLost();
    void commandAfterTheEndChangesNothing();

private:
    static void setState(const QString& path, qint64 run, RunState state, const QString& reason);
};

void RunOpeningTest::cleanup()
{
    for (const char* variable : {"METASPO_LLAMA_SERVER", "METASPO_LOCAL_MODEL", "METASPO_TEST_KEY"})
        qunsetenv(variable);
}

// As another program would leave it.
void RunOpeningTest::setState(const QString& path, qint64 run, RunState state, const QString& reason)
{
    const auto store = Store::open(path);
    QVERIFY(store.has_value());
    std::promise<Result<void>> stored;
    (*store)->writer().setRunState(run, state, reason, [&](const Result<void>& result) { stored.set_value(result); });
    QVERIFY(stored.get_future().get().has_value());
}

void RunOpeningTest::stateIsKeptWhenItCannotBeOpened_data()
{
    QTest::addColumn<RunState>("state");
    QTest::addColumn<QString>("reason");
    QTest::newRow("created") << RunState::Created << QString();
    QTest::newRow("paused") << RunState::Paused << QStringLiteral("Breakpoint: adopted");
    QTest::newRow("stopped") << RunState::Stopped << QStringLiteral("Stopped from another program");
}

void RunOpeningTest::stateIsKeptWhenItCannotBeOpened()
{
    QFETCH(RunState, state);
    QFETCH(QString, reason);
    ScriptedProject scripted;
    const QString server = scripted.file(QStringLiteral("llama-server"));
    for (const QString& name : {server, scripted.file(QStringLiteral("model.gguf"))}) {
        QFile file(name);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\nexit 7\n");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    qputenv("METASPO_LLAMA_SERVER", server.toUtf8());
    qputenv("METASPO_LOCAL_MODEL", scripted.file(QStringLiteral("model.gguf")).toUtf8());
    RunRequest wanted = ScriptedProject::request();
    wanted.baseConnection = wanted.optimizerConnection = QString();
    const qint64 run = scripted.stored(wanted);
    QVERIFY(run > 0);
    if (state != RunState::Created)
        setState(scripted.path(), run, state, reason);
    const auto opened = waited(scripted.project->openRun(run));
    QVERIFY(!opened);
    QVERIFY2(opened.error().what.contains(QLatin1String("code 7")), qPrintable(sentence(opened.error())));
    const RunRecord record = scripted.overview(run).record;
    QCOMPARE(record.state, state);
    QCOMPARE(record.stateReason, reason);
    QTRY_VERIFY(!scripted.project->isOwned(run)); // given back on another thread
}

void RunOpeningTest::keyThatIsGoneIsSaid()
{
    ScriptedProject scripted;
    Connection connection = *scripted.workspace->connections().find(QStringLiteral("scripted"));
    connection.keySource = QStringLiteral("env:METASPO_TEST_KEY");
    qputenv("METASPO_TEST_KEY", "canary");
    QVERIFY(scripted.workspace->connections().save(connection).has_value());
    const qint64 run = scripted.stored(ScriptedProject::request());
    QVERIFY(run > 0);
    qunsetenv("METASPO_TEST_KEY");
    const auto opened = waited(scripted.project->openRun(run));
    QVERIFY(!opened);
    QVERIFY2(sentence(opened.error()).contains(QLatin1String("METASPO_TEST_KEY")),
             qPrintable(sentence(opened.error())));
    QCOMPARE(scripted.overview(run).record.state, RunState::Created);
    QCOMPARE(scripted.server().requests().size(), 0);
}

void RunOpeningTest::commandsOfBeforeAreNotObeyed()
{
    ScriptedProject scripted;
    const qint64 run = scripted.stored(ScriptedProject::request());
    for (const CommandKind kind : {CommandKind::Pause, CommandKind::Step, CommandKind::Stop})
        QVERIFY(waited(scripted.project->postCommand(run, kind)).has_value());
    const auto session = waited(scripted.project->openRun(run));
    QVERIFY(session.has_value());
    QCOMPARE(ScriptedProject::ended(*session), RunState::Finished);
}

void RunOpeningTest::insertionOfBeforeIsNotLost()
{
    ScriptedProject scripted;
    RunRequest wanted = ScriptedProject::request();
    wanted.limits.breakpoints = {QStringLiteral("iteration")};
    const qint64 run = scripted.stored(wanted);
    const Insertion mine{PromptKind::System, {}, QStringLiteral("You are a careful reader of letters."), {}};
    QVERIFY(waited(scripted.project->postCommand(run, CommandKind::Insert,
                                                                  QString::fromUtf8(insertionJson(mine))))
                .has_value());
    const auto session = waited(scripted.project->openRun(run));
    QVERIFY(session.has_value());
    // Time for the command to be read; the run waits at its first iteration.
    QStringList log;
    connect(*session, &RunSession::changed, this, [&](const RunChange& change) { log += change.log; });
    QTRY_VERIFY_WITH_TIMEOUT(!log.filter(QStringLiteral("put a prompt in")).isEmpty(), ScriptedProject::patience);
    QVERIFY((*session)->setLimits({}).has_value());
    (*session)->resume();
    QCOMPARE(ScriptedProject::ended(*session), RunState::Finished);
    int found = 0;
    for (const CandidateRecord& record : scripted.overview(run).candidates)
        found += record.candidate.text == mine.text ? 1 : 0;
    QCOMPARE(found, 1);
}

void RunOpeningTest::commandAfterTheEndChangesNothing()
{
    ScriptedProject scripted;
    const qint64 run = scripted.stored(ScriptedProject::request());
    const auto session = waited(scripted.project->openRun(run));
    QVERIFY(session.has_value());
    bool isOver = false;
    connect(*session, &RunSession::ended, this, [&, live = *session] {
        live->resume();
        live->step(Grain::Call);
        isOver = true;
    });
    QTRY_VERIFY_WITH_TIMEOUT(isOver, ScriptedProject::patience);
    scripted.project.reset(); // whatever was still to be written is written
    QTRY_VERIFY_WITH_TIMEOUT(scripted.workspace->closing().isEmpty(), ScriptedProject::patience);
    scripted.reopen();
    QVERIFY(scripted.project);
    QCOMPARE(scripted.overview(run).record.state, RunState::Finished);
}

QTEST_GUILESS_MAIN(RunOpeningTest)
#include "RunOpeningTest.moc"
