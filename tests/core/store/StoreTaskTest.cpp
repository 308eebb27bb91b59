#include "tests/core/store/StoreSamples.h"

#include <QTest>

using namespace metaspo;
using namespace metaspo::samples;

namespace {

Result<qint64> changed(const Project& project, const TaskChange& change)
{
    return written<qint64>([&](auto done) { project.writer().changeTask(change, done); });
}

TaskChange changeOf(const Task& task)
{
    TaskChange change;
    change.head = task;
    change.head.examples.clear();
    return change;
}

/// A stored task that no run has used.
Task unusedTask(const Project& project)
{
    Task made = task(QStringLiteral("unused"));
    const auto ids = written<QList<qint64>>([&](auto done) { project.writer().saveTasks({made}, done); });
    made.id = ids->first();
    return made;
}

QList<TaskVersion> versionsOf(const Project& project, qint64 id)
{
    QList<TaskVersion> all = *project.reader->taskVersions();
    qint64 series = 0;
    for (const TaskVersion& version : all)
        if (version.id == id)
            series = version.series;
    all.removeIf([series](const TaskVersion& version) { return version.series != series; });
    return all;
}

} // namespace

/// Changes of stored tasks: in place where no run used them, as a new version else.
class StoreTaskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAnUnusedTaskInPlace();
    void changesAUsedTaskAsANewVersion();
    void bringsExamplesBackToTheirPlaces();
    void refusesATakenName();
    void refusesWhatIsNotThere();
    void takesARemovalBack();
    void doesNotRestoreOverATakenName();
    void tellsWhichRunsUsedWhichVersion();
    void refusesTwoExamplesWithOneIndex();
};

void StoreTaskTest::changesAnUnusedTaskInPlace()
{
    const Project made = project();
    Task expected = unusedTask(made);
    expected.domain = QStringLiteral("Other");
    expected.examples[1].question = QStringLiteral("changed \u202E <b>");
    expected.examples[1].split = Split::Test;
    expected.examples.append({9, Split::Train, QStringLiteral("new"), {QStringLiteral("A"), QStringLiteral("B")}, {}});
    const Example removed = expected.examples.takeAt(2);
    TaskChange change = changeOf(expected);
    change.changed = {expected.examples[1], expected.examples.last()};
    change.removed = {removed.index};
    const auto id = changed(made, change);
    COMPARE_OK(id);
    QCOMPARE(*id, expected.id);
    QCOMPARE(*made.reader->task(*id), expected);
    COMPARE_OK(made.store->check());
    QVERIFY(made.store->check()->isEmpty());
}

void StoreTaskTest::changesAUsedTaskAsANewVersion()
{
    const Project made = project();
    const Task before = made.tasks[0];
    Task expected = before;
    expected.examples[0].answers = {QStringLiteral("B")};
    TaskChange change = changeOf(expected);
    change.changed = {expected.examples[0]};
    const auto id = changed(made, change);
    COMPARE_OK(id);
    QVERIFY(*id != before.id);
    QCOMPARE(*made.reader->task(before.id), before);
    expected.id = *id;
    expected.version = 2;
    QCOMPARE(*made.reader->task(*id), expected);

    // The next change starts from either id and stays in version 2, which no run has.
    expected.examples[0].answers = {QStringLiteral("C")};
    change = changeOf(before);
    change.changed = {expected.examples[0]};
    const auto again = changed(made, change);
    COMPARE_OK(again);
    QCOMPARE(*again, *id);
    QCOMPARE(*made.reader->task(*id), expected);
}

// Tables list examples by row id, so that is to have the order of the indexes.
void StoreTaskTest::bringsExamplesBackToTheirPlaces()
{
    const Project made = project();
    const Task before = unusedTask(made);
    TaskChange change = changeOf(before);
    change.removed = {0, 2};
    COMPARE_OK(changed(made, change));
    QCOMPARE(made.reader->task(before.id)->examples.size(), 3);
    change.removed.clear();
    change.changed = {before.examples[2], before.examples[0]};
    COMPARE_OK(changed(made, change));
    QCOMPARE(*made.reader->task(before.id), before);

    const auto id = written<qint64>([&](auto done) { made.writer().createRun(newRun({before}), done); });
    COMPARE_OK(id);
    for (const Candidate& candidate : {systemPrompt("0/start", QStringLiteral("You help.")),
                                       userPrompt("0/start/unused", before.name, before.userPrompt)})
        COMPARE_OK(written<void>([&](auto done) { made.writer().record(*id, CandidateProposed{candidate}, done); }));
    for (const int index : {4, 0, 3, 2})
        evaluate(made.writer(), *id, place(before.name, index, before.examples[index].split), OutcomeKind::Correct,
                 QStringLiteral("A"));
    COMPARE_OK(flush(made.writer()));
    EvaluationFilter filter;
    filter.run = *id;
    const auto records = made.reader->evaluations(*made.reader->evaluationIds(filter));
    COMPARE_OK(records);
    QList<int> listed;
    for (const EvaluationRecord& record : *records)
        listed.append(record.example);
    QCOMPARE(listed, (QList<int>{0, 2, 3, 4}));
}

void StoreTaskTest::refusesATakenName()
{
    const Project made = project();
    Task task = unusedTask(made);
    task.name = QStringLiteral("letters");
    const auto refused = changed(made, changeOf(task));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::WrongUsage);
    QCOMPARE(made.reader->task(task.id)->name, QStringLiteral("unused"));
}

void StoreTaskTest::refusesWhatIsNotThere()
{
    const Project made = project();
    Task task = unusedTask(made);
    COMPARE_OK(written<void>([&](auto done) { made.writer().removeTask(task.id, done); }));
    QCOMPARE(changed(made, changeOf(task)).error().kind, ErrorKind::NotFound);
    task.id = 4711;
    QCOMPARE(changed(made, changeOf(task)).error().kind, ErrorKind::NotFound);
    QCOMPARE(written<void>([&](auto done) { made.writer().restoreTask(4711, done); }).error().kind,
             ErrorKind::NotFound);
}

void StoreTaskTest::takesARemovalBack()
{
    const Project made = project();
    TaskChange change = changeOf(made.tasks[0]);
    change.removed = {0};
    const auto second = changed(made, change);
    COMPARE_OK(second);
    const auto summaries = *made.reader->tasks();
    const auto versions = *made.reader->taskVersions();
    COMPARE_OK(written<void>([&](auto done) { made.writer().removeTask(made.tasks[0].id, done); }));
    QCOMPARE(made.reader->tasks()->size(), 1);
    QVERIFY(versionsOf(made, made.tasks[0].id).isEmpty());
    COMPARE_OK(written<void>([&](auto done) { made.writer().restoreTask(made.tasks[0].id, done); }));
    QCOMPARE(made.reader->tasks()->size(), summaries.size());
    QCOMPARE(*made.reader->taskVersions(), versions);
    QCOMPARE(made.reader->tasks()->first().task, summaries.first().task);
    QCOMPARE(written<void>([&](auto done) { made.writer().restoreTask(made.tasks[0].id, done); }).error().kind,
             ErrorKind::NotFound);
}

void StoreTaskTest::doesNotRestoreOverATakenName()
{
    const Project made = project();
    COMPARE_OK(written<void>([&](auto done) { made.writer().removeTask(made.tasks[0].id, done); }));
    COMPARE_OK(written<QList<qint64>>(
        [&](auto done) { made.writer().saveTasks({task(QStringLiteral("letters"))}, done); }));
    const auto refused = written<void>([&](auto done) { made.writer().restoreTask(made.tasks[0].id, done); });
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::WrongUsage);
    QCOMPARE(made.reader->tasks()->size(), 2);
}

void StoreTaskTest::tellsWhichRunsUsedWhichVersion()
{
    const Project made = project();
    const Task first = made.tasks[0];
    QCOMPARE(versionsOf(made, first.id).size(), 1);
    QCOMPARE(versionsOf(made, first.id)[0].runs, QList<qint64>{made.run});
    TaskChange change = changeOf(first);
    change.removed = {4};
    const qint64 second = *changed(made, change);
    const auto run = written<qint64>(
        [&](auto done) { made.writer().createRun(newRun({*made.reader->task(second)}), done); });
    COMPARE_OK(run);
    const QList<TaskVersion> versions = versionsOf(made, second);
    QCOMPARE(versions.size(), 2);
    QCOMPARE(versions[0].id, first.id);
    QCOMPARE(versions[0].runs, QList<qint64>{made.run});
    QVERIFY(!versions[0].isCurrent);
    QCOMPARE(versions[1].id, second);
    QCOMPARE(versions[1].version, 2);
    QCOMPARE(versions[1].runs, QList<qint64>{*run});
    QVERIFY(versions[1].isCurrent);
    QVERIFY(versions[1].savedUnixMs >= versions[0].savedUnixMs);
    const Task unused = unusedTask(made);
    QCOMPARE(versionsOf(made, unused.id)[0].runs, QList<qint64>());
}

void StoreTaskTest::refusesTwoExamplesWithOneIndex()
{
    const Project made = project();
    Task twice = task(QStringLiteral("twice"));
    twice.examples[1].index = 0;
    const auto refused = written<QList<qint64>>([&](auto done) { made.writer().saveTasks({twice}, done); });
    QVERIFY(!refused);
    QCOMPARE(made.reader->tasks()->size(), 2);
}

QTEST_GUILESS_MAIN(StoreTaskTest)
#include "StoreTaskTest.moc"
