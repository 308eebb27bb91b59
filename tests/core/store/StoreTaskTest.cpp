#include "tests/core/store/StoredTasks.h"

#include <QTest>

using namespace metaspo;
using namespace metaspo::samples;

/// Changes of stored tasks: in place where no run used them, as a new version else.
class StoreTaskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAnUnusedTaskInPlace();
    void changesAUsedTaskAsANewVersion();
    void keepsWhatOthersChangedMeanwhile_data();
    void keepsWhatOthersChangedMeanwhile();
    void tellsWhatOfOthersIsReplaced();
    void keepsBothWhereBothAdded();
    void tellsTwoSavesApart();
    void bringsExamplesBackToTheirPlaces();
    void refusesATakenName();
    void refusesWhatIsNotThere();
    void tellsWhichRunsUsedWhichVersion();
    void refusesTwoExamplesWithOneIndex();
};

void StoreTaskTest::changesAnUnusedTaskInPlace()
{
    const Project made = project();
    const Task before = unusedTask(made);
    Task expected = before;
    expected.domain = QStringLiteral("Other");
    expected.examples[1].question = QStringLiteral("changed \u202E <b>");
    expected.examples[1].split = Split::Test;
    expected.examples.append({9, Split::Train, QStringLiteral("new"), {QStringLiteral("A"), QStringLiteral("B")}, {}});
    expected.examples.removeAt(2);
    const auto stored = changed(made, before, expected);
    COMPARE_OK(stored);
    QCOMPARE(stored->id, expected.id);
    QCOMPARE(*made.reader->task(stored->id), expected);
    QVERIFY(stored->replacedFields.isEmpty() && stored->replacedExamples.isEmpty() && stored->moved.isEmpty());
    COMPARE_OK(made.store->check());
    QVERIFY(made.store->check()->isEmpty());
}

void StoreTaskTest::changesAUsedTaskAsANewVersion()
{
    const Project made = project();
    const Task before = made.tasks[0];
    Task expected = before;
    expected.examples[0].answers = {QStringLiteral("B")};
    const auto stored = changed(made, before, expected);
    COMPARE_OK(stored);
    QVERIFY(stored->id != before.id);
    QCOMPARE(*made.reader->task(before.id), before);
    expected.id = stored->id;
    expected.version = 2;
    QCOMPARE(*made.reader->task(stored->id), expected);

    // The next change starts from either id and stays in version 2, which no run has.
    Task known = expected;
    known.id = before.id;
    Task wanted = known;
    wanted.examples[0].answers = {QStringLiteral("C")};
    const auto again = changed(made, known, wanted);
    COMPARE_OK(again);
    QCOMPARE(again->id, stored->id);
    expected.examples = wanted.examples;
    QCOMPARE(*made.reader->task(stored->id), expected);
}

void StoreTaskTest::keepsWhatOthersChangedMeanwhile_data()
{
    QTest::addColumn<bool>("isUsed");
    QTest::newRow("in place") << false;
    QTest::newRow("as a new version") << true;
}

void StoreTaskTest::keepsWhatOthersChangedMeanwhile()
{
    QFETCH(bool, isUsed);
    const Project made = project();
    const Task before = isUsed ? made.tasks[0] : unusedTask(made);
    Task theirs = before;
    theirs.domain = QStringLiteral("Theirs");
    theirs.licence = QStringLiteral("CC0");
    theirs.examples[1].question = QStringLiteral("theirs");
    theirs.examples.removeAt(3);
    Task ours = before;
    ours.userPrompt = QStringLiteral("Ours {question}");
    ours.licence = theirs.licence; // both the same
    ours.examples[0].question = QStringLiteral("ours");
    ours.examples.removeAt(4);
    const auto first = changed(made, before, theirs);
    COMPARE_OK(first);
    const auto second = changed(made, before, ours);
    COMPARE_OK(second);
    QCOMPARE(second->formerUnixMs, first->savedUnixMs); // so it was made of a state that we did not know
    QCOMPARE(second->replacedFields, QList<TaskField>());
    QCOMPARE(second->replacedExamples, QList<int>());
    Task both = theirs;
    both.id = second->id;
    both.version = isUsed ? 2 : 1;
    both.userPrompt = ours.userPrompt;
    both.examples[0].question = QStringLiteral("ours");
    both.examples.removeLast();
    QCOMPARE(*made.reader->task(second->id), both);
}

void StoreTaskTest::tellsWhatOfOthersIsReplaced()
{
    const Project made = project();
    const Task before = unusedTask(made);
    Task theirs = before;
    theirs.name = QStringLiteral("theirs");
    theirs.domain = QStringLiteral("Theirs");
    theirs.examples[0].question = QStringLiteral("theirs");
    theirs.examples[4].question = QStringLiteral("theirs");
    theirs.examples.removeAt(2);
    Task ours = before;
    ours.domain = QStringLiteral("Ours");
    ours.role = TaskRole::Target;
    ours.examples[0].split = Split::Test;
    ours.examples[2].split = Split::Test;
    ours.examples.removeAt(4);
    COMPARE_OK(changed(made, before, theirs));
    const auto stored = changed(made, before, ours);
    COMPARE_OK(stored);
    QCOMPARE(stored->replacedFields, QList<TaskField>{TaskField::Domain});
    QCOMPARE(stored->replacedExamples, (QList<int>{0, 2, 4}));
    ours.name = theirs.name;
    QCOMPARE(*made.reader->task(stored->id), ours);
}

void StoreTaskTest::keepsBothWhereBothAdded()
{
    const Project made = project();
    const Task before = unusedTask(made);
    const auto with = [&before](const QStringList& questions) {
        Task task = before;
        for (const QString& question : questions)
            task.examples.append({nextIndex(task), Split::Train, question, {QStringLiteral("A")}, {}});
        return task;
    };
    const Task theirs = with({QStringLiteral("theirs"), QStringLiteral("the same")});
    const Task ours = with({QStringLiteral("ours"), QStringLiteral("the same"), QStringLiteral("ours, too")});
    COMPARE_OK(changed(made, before, theirs));
    const auto stored = changed(made, before, ours);
    COMPARE_OK(stored);
    QCOMPARE(stored->moved, (QHash<int, int>{{5, 8}}));
    QCOMPARE(stored->replacedExamples, QList<int>());
    Task both = theirs;
    both.examples.append(ours.examples.last());
    both.examples.append(ours.examples[5]);
    both.examples.last().index = 8;
    QCOMPARE(*made.reader->task(stored->id), both);
}

void StoreTaskTest::tellsTwoSavesApart()
{
    const Project made = project();
    Task task = unusedTask(made);
    qint64 last = 0;
    for (int times = 0; times < 50; ++times) {
        Task next = task;
        next.domain = QString::number(times);
        const auto stored = changed(made, std::exchange(task, next), next);
        COMPARE_OK(stored);
        QVERIFY(stored->savedUnixMs > last);
        QVERIFY(last == 0 || stored->formerUnixMs == last);
        last = stored->savedUnixMs;
    }
    const auto nothing = changed(made, task, task);
    COMPARE_OK(nothing);
    QCOMPARE(nothing->savedUnixMs, last);
}

// Tables list examples by row id, so that is to have the order of the indexes.
void StoreTaskTest::bringsExamplesBackToTheirPlaces()
{
    const Project made = project();
    const Task before = unusedTask(made);
    Task without = before;
    without.examples.removeAt(2);
    without.examples.removeAt(0);
    COMPARE_OK(changed(made, before, without));
    QCOMPARE(made.reader->task(before.id)->examples.size(), 3);
    COMPARE_OK(changed(made, without, before));
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
    const Task task = unusedTask(made);
    Task renamed = task;
    renamed.name = QStringLiteral("letters");
    const auto refused = changed(made, task, renamed);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::WrongUsage);
    QCOMPARE(made.reader->task(task.id)->name, QStringLiteral("unused"));
}

void StoreTaskTest::refusesWhatIsNotThere()
{
    const Project made = project();
    Task task = unusedTask(made);
    COMPARE_OK(written<void>([&](auto done) { made.writer().removeTask(task.id, done); }));
    QCOMPARE(changed(made, task, task).error().kind, ErrorKind::NotFound);
    task.id = 4711;
    QCOMPARE(changed(made, task, task).error().kind, ErrorKind::NotFound);
    QCOMPARE(restoredTask(made, 4711).error().kind,
             ErrorKind::NotFound);
}

void StoreTaskTest::tellsWhichRunsUsedWhichVersion()
{
    const Project made = project();
    const Task first = made.tasks[0];
    QCOMPARE(versionsOf(made, first.id).size(), 1);
    QCOMPARE(versionsOf(made, first.id)[0].runs, QList<qint64>{made.run});
    Task fewer = first;
    fewer.examples.removeLast();
    const qint64 second = changed(made, first, fewer)->id;
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
