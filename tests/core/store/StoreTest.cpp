#include "tests/core/store/StoreSamples.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>
#include <SQLiteCpp/SQLiteCpp.h>

using namespace metaspo;
using namespace metaspo::samples;

namespace {

QString words(const Error& error)
{
    return sentence(error);
}

} // namespace

/// What the writer stored is what the reader gives, also after closing and opening.
class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesAFileForItsOwnerOnly();
    void givesTasksBack();
    void keepsVersionsThatRunsUsed();
    void refusesATakenName();
    void removesATaskButNotFromItsRuns();
    void givesTheRunBack();
    void followsTheStateOfARun();
    void readsRunningWithoutAnOwnerAsInterrupted();
    void passesCommandsOn();
    void keepsTheLog();
    void noticesCommits();
    void findsNothingWrong();
    void findsASummaryThatIsWrong();
};

void StoreTest::makesAFileForItsOwnerOnly()
{
    const Project made = project();
    for (const char* ending : {"", "-wal", "-shm", ".lock"}) {
        const QFileInfo file(made.path + QLatin1String(ending));
        QVERIFY2(file.exists(), ending);
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
    }
    QCOMPARE(Store::create(made.path).error().kind, ErrorKind::WrongUsage);
}

void StoreTest::givesTasksBack()
{
    Project made = project();
    Task expected = task(QStringLiteral("letters"));
    expected.id = made.tasks[0].id;
    QCOMPARE(made.tasks[0], expected);

    Task many = task(QStringLiteral("labels"), QStringLiteral("Medical"));
    many.role = TaskRole::Target;
    many.format = {AnswerKind::Label, {}, {{QStringLiteral("yes"), {QStringLiteral("ja")}}, {QStringLiteral("no"), {}}},
                   NumberKind::Decimal};
    many.metric = {MetricKind::Numeric, 0.25, QStringLiteral("judge"), QStringLiteral("command")};
    const auto ids = written<QList<qint64>>([&](auto done) { made.writer().saveTasks({many}, done); });
    COMPARE_OK(ids);
    many.id = ids->first();
    made.reader.reset();
    made.store.reset();
    made.store = std::move(*Store::open(made.path));
    const auto reader = made.store->newReader();
    COMPARE_OK(reader);
    QCOMPARE(*(*reader)->task(many.id), many);

    const auto summaries = (*reader)->tasks();
    COMPARE_OK(summaries);
    QCOMPARE(summaries->size(), 3);
    QCOMPARE(summaries->at(0).task.name, QStringLiteral("labels")); // by domain, then name
    QCOMPARE(summaries->at(1).task.name, QStringLiteral("letters"));
    QCOMPARE(summaries->at(1).train, 2);
    QCOMPARE(summaries->at(1).validation, 1);
    QCOMPARE(summaries->at(1).test, 2);
    QCOMPARE(summaries->at(1).runs, 1);
    QCOMPARE(summaries->at(0).runs, 0);
    QVERIFY(summaries->at(0).task.examples.isEmpty());
}

void StoreTest::keepsVersionsThatRunsUsed()
{
    const Project made = project();
    Task changed = made.tasks[0];
    changed.userPrompt = QStringLiteral("Think, then answer: {question}");
    changed.examples.removeLast();
    const auto ids = written<QList<qint64>>([&](auto done) { made.writer().saveTasks({changed}, done); });
    COMPARE_OK(ids);
    QVERIFY(ids->first() != changed.id);
    QCOMPARE(*made.reader->task(changed.id), made.tasks[0]);
    QCOMPARE(made.reader->task(ids->first())->version, 2);
    QCOMPARE(made.reader->tasks()->size(), 2);

    // Nothing uses version 2: it is replaced, whichever version the change started from.
    changed.domain = QStringLiteral("Other");
    const auto again = written<QList<qint64>>([&](auto done) { made.writer().saveTasks({changed}, done); });
    COMPARE_OK(again);
    QCOMPARE(again->first(), ids->first());
    QCOMPARE(made.reader->task(again->first())->version, 2);
    QCOMPARE(made.reader->task(again->first())->domain, QStringLiteral("Other"));
    QCOMPARE(made.reader->task(again->first())->examples.size(), 4);
}

void StoreTest::refusesATakenName()
{
    const Project made = project();
    const auto refused = written<QList<qint64>>([&](auto done) {
        made.writer().saveTasks({task(QStringLiteral("new")), task(QStringLiteral("letters"))}, done);
    });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::WrongUsage);
    QVERIFY(words(refused.error()).contains(QStringLiteral("letters")));
    QCOMPARE(made.reader->tasks()->size(), 2); // all or none
}

void StoreTest::removesATaskButNotFromItsRuns()
{
    const Project made = project();
    COMPARE_OK(written<void>([&](auto done) { made.writer().removeTask(made.tasks[0].id, done); }));
    QCOMPARE(made.reader->tasks()->size(), 1);
    QCOMPARE(made.reader->runSetup(made.run)->tasks.at(0).task.name, QStringLiteral("letters"));
    QCOMPARE(written<void>([&](auto done) { made.writer().removeTask(made.tasks[0].id, done); }).error().kind,
             ErrorKind::NotFound);
    // The name is free again.
    COMPARE_OK(written<QList<qint64>>(
        [&](auto done) { made.writer().saveTasks({task(QStringLiteral("letters"))}, done); }));
}

void StoreTest::givesTheRunBack()
{
    const Project made = project();
    NewRun run = newRun({made.tasks[1], made.tasks[0]});
    run.tasks[0].task.role = TaskRole::Target;
    run.tasks[0].task.examples = {made.tasks[1].examples[4], made.tasks[1].examples[1]}; // in the order drawn
    run.tasks[0].task.examples[1].split = Split::Validation;
    run.tasks[0].golds = {{1, QStringLiteral("B")}, {4, QStringLiteral("A")}};
    run.evaluateJson = QByteArray("{\"a\":1}");
    run.forkedFrom = made.run;
    run.forkStep = step("2/outer");
    run.models[0].connection.baseUrl = QStringLiteral("https://user:secret@example.org/v1");
    run.models[0].connection.headers = {{QStringLiteral("X-Token"), QStringLiteral("hush")}};
    const auto id = written<qint64>([&](auto done) { made.writer().createRun(run, done); });
    COMPARE_OK(id);
    const auto setup = made.reader->runSetup(*id);
    COMPARE_OK(setup);
    QCOMPARE(setup->record.settings, run.settings);
    QCOMPARE(setup->record.limits, run.limits);
    QCOMPARE(setup->record.forkedFrom, run.forkedFrom);
    QCOMPARE(setup->record.forkStep, run.forkStep);
    QCOMPARE(setup->record.state, RunState::Created);
    QVERIFY(!setup->record.uuid.isEmpty());
    QVERIFY(setup->record.createdUtc.isValid());
    QVERIFY(!setup->record.startedUtc.isValid());
    QCOMPARE(setup->record.baseModel, QStringLiteral("small-1"));
    QCOMPARE(setup->record.optimizerConnectionId, QStringLiteral("c-2"));
    QCOMPARE(setup->tasks.size(), 2);
    QCOMPARE(setup->tasks[0].task, run.tasks[0].task);
    QCOMPARE(setup->tasks[0].golds, run.tasks[0].golds);
    QCOMPARE(setup->tasks[1].task, run.tasks[1].task);
    QCOMPARE(setup->templates, run.templates);
    QCOMPARE(setup->evaluateJson, run.evaluateJson);
    QCOMPARE(setup->models.size(), 2);
    QCOMPARE(setup->models[0].connection.price, run.models[0].connection.price);
    QVERIFY(!setup->models[1].connection.price);
    QCOMPARE(setup->models[0].connection.keySource, QStringLiteral("env:KEY"));
    // Nothing that may be a secret is in the file.
    QCOMPARE(setup->models[0].connection.baseUrl, QStringLiteral("https://example.org/v1"));
    QCOMPARE(setup->models[0].connection.headers.value(QStringLiteral("X-Token")), QString());
    QCOMPARE(made.reader->run(99).error().kind, ErrorKind::NotFound);
}

void StoreTest::followsTheStateOfARun()
{
    const Project made = project();
    const auto lease = made.store->acquireLease(made.run);
    COMPARE_OK(lease);
    const auto set = [&](RunState state, const char* reason) {
        return written<void>(
            [&](auto done) { made.writer().setRunState(made.run, state, QString::fromLatin1(reason), done); });
    };
    COMPARE_OK(set(RunState::Running, ""));
    const QDateTime started = made.reader->run(made.run)->startedUtc;
    QVERIFY(started.isValid());
    COMPARE_OK(set(RunState::Paused, "Paused by the budget."));
    QCOMPARE(made.reader->run(made.run)->stateReason, QStringLiteral("Paused by the budget."));
    QTest::qSleep(5);
    COMPARE_OK(set(RunState::Running, ""));
    QCOMPARE(made.reader->run(made.run)->startedUtc, started);
    QVERIFY(!made.reader->run(made.run)->finishedUtc.isValid());
    COMPARE_OK(set(RunState::Finished, ""));
    QVERIFY(made.reader->run(made.run)->finishedUtc > started);
    RunLimits limits;
    limits.width = 7;
    COMPARE_OK(written<void>([&](auto done) { made.writer().setRunLimits(made.run, limits, done); }));
    COMPARE_OK(written<void>([&](auto done) { made.writer().setRunNote(made.run, QStringLiteral("good"), done); }));
    QCOMPARE(made.reader->run(made.run)->limits, limits);
    QCOMPARE(made.reader->run(made.run)->note, QStringLiteral("good"));
    QCOMPARE(written<void>([&](auto done) { made.writer().setRunNote(99, {}, done); }).error().kind,
             ErrorKind::NotFound);
}

void StoreTest::readsRunningWithoutAnOwnerAsInterrupted()
{
    const Project made = project();
    auto lease = made.store->acquireLease(made.run);
    COMPARE_OK(lease);
    COMPARE_OK(written<void>([&](auto done) { made.writer().setRunState(made.run, RunState::Running, {}, done); }));
    QCOMPARE(made.reader->runs()->first().state, RunState::Running);
    QVERIFY(made.store->isLeased(made.run));
    QVERIFY(!made.store->isLeased(made.run + 1));
    lease->reset();
    QCOMPARE(made.reader->runs()->first().state, RunState::Interrupted);
    QVERIFY(!made.store->isLeased(made.run));
}

void StoreTest::passesCommandsOn()
{
    const Project made = project();
    const auto id = written<qint64>([&](auto done) {
        made.writer().postCommand({0, made.run, CommandKind::SetBudget, QStringLiteral("7000")}, done);
    });
    COMPARE_OK(id);
    const auto pending = made.reader->pendingCommands(made.run);
    COMPARE_OK(pending);
    QCOMPARE(pending->size(), 1);
    QCOMPARE(pending->first().id, *id);
    QCOMPARE(pending->first().kind, CommandKind::SetBudget);
    QCOMPARE(pending->first().argument, QStringLiteral("7000"));
    COMPARE_OK(written<void>([&](auto done) { made.writer().commandDone(*id, done); }));
    QCOMPARE(made.reader->pendingCommands(made.run)->size(), 0);
    QCOMPARE(written<void>([&](auto done) { made.writer().commandDone(99, done); }).error().kind, ErrorKind::NotFound);
    COMPARE_OK(written<void>([&](auto done) { made.writer().noteOwner(made.run, QStringLiteral("cli 12"), done); }));
    QCOMPARE(*made.reader->owner(made.run), QStringLiteral("cli 12"));
}

void StoreTest::keepsTheLog()
{
    const Project made = project();
    made.writer().log(made.run, QStringLiteral("One."));
    made.writer().log(made.run, QStringLiteral("Two."));
    COMPARE_OK(flush(made.writer()));
    QCOMPARE(*made.reader->log(made.run), (QStringList{QStringLiteral("One."), QStringLiteral("Two.")}));
}

void StoreTest::noticesCommits()
{
    const Project made = project();
    const auto before = made.reader->dataVersion();
    COMPARE_OK(before);
    QCOMPARE(*made.reader->dataVersion(), *before);
    made.writer().log(made.run, QStringLiteral("One."));
    COMPARE_OK(flush(made.writer()));
    QVERIFY(*made.reader->dataVersion() != *before);
}

void StoreTest::findsNothingWrong()
{
    const Project made = project();
    evaluate(made.writer(), made.run, place(QStringLiteral("letters"), 0), OutcomeKind::Correct, QStringLiteral("A"));
    COMPARE_OK(written<int>([&](auto done) { made.writer().markLostCalls(made.run, done); }));
    QCOMPARE(*made.store->check(), QStringList());
    QCOMPARE(*made.store->check(Store::CheckDepth::Quick), QStringList());
}

void StoreTest::findsASummaryThatIsWrong()
{
    Project made = project();
    evaluate(made.writer(), made.run, place(QStringLiteral("letters"), 0), OutcomeKind::Correct, QStringLiteral("A"));
    COMPARE_OK(made.store->backup(made.path + QStringLiteral(".copy")));
    QVERIFY(!made.store->backup(made.path + QStringLiteral(".copy")));
    {
        SQLite::Database other(made.path.toStdString(), SQLite::OPEN_READWRITE);
        other.exec("UPDATE cell SET right = 0; UPDATE run_total SET base_calls = 5; UPDATE cell_label SET n = 2; "
                   "UPDATE text SET content = 'x' WHERE text_id = 1");
    }
    const auto problems = made.store->check();
    COMPARE_OK(problems);
    QCOMPARE(problems->size(), 4);
    const auto copy = Store::open(made.path + QStringLiteral(".copy"));
    COMPARE_OK(copy);
    QCOMPARE(*(*copy)->check(), QStringList());
}

QTEST_GUILESS_MAIN(StoreTest)
#include "StoreTest.moc"
