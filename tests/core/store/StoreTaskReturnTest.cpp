#include "tests/core/store/StoredTasks.h"

#include <QTest>

using namespace metaspo;
using namespace metaspo::samples;

/// Removed tasks that come back.
class StoreTaskReturnTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesARemovalBack();
    void comesBackUnderAFreeName_data();
    void comesBackUnderAFreeName();
    void losesNothingUnattended();
};

void StoreTaskReturnTest::takesARemovalBack()
{
    const Project made = project();
    Task fewer = made.tasks[0];
    fewer.examples.removeFirst();
    const auto second = changed(made, made.tasks[0], fewer);
    COMPARE_OK(second);
    const auto summaries = *made.reader->tasks();
    const auto versions = *made.reader->taskVersions();
    COMPARE_OK(written<void>([&](auto done) { made.writer().removeTask(made.tasks[0].id, done); }));
    QCOMPARE(made.reader->tasks()->size(), 1);
    QVERIFY(versionsOf(made, made.tasks[0].id).isEmpty());
    COMPARE_OK(restoredTask(made, made.tasks[0].id));
    QCOMPARE(made.reader->tasks()->size(), summaries.size());
    QCOMPARE(*made.reader->taskVersions(), versions);
    QCOMPARE(made.reader->tasks()->first().task, summaries.first().task);
    QCOMPARE(restoredTask(made, made.tasks[0].id).error().kind,
             ErrorKind::NotFound);
}

void StoreTaskReturnTest::comesBackUnderAFreeName_data()
{
    QTest::addColumn<bool>("isUsed");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("name");
    for (const bool isUsed : {false, true}) {
        const char* kind = isUsed ? "used" : "never used";
        const QString own = isUsed ? QStringLiteral("letters") : QStringLiteral("unused");
        QTest::addRow("%s, own name", kind) << isUsed << QString() << own + QStringLiteral("-2");
        QTest::addRow("%s, taken name", kind) << isUsed << own << own + QStringLiteral("-2");
        QTest::addRow("%s, another free name", kind) << isUsed << QStringLiteral("free") << QStringLiteral("free");
    }
}

void StoreTaskReturnTest::comesBackUnderAFreeName()
{
    QFETCH(bool, isUsed);
    QFETCH(QString, wanted);
    QFETCH(QString, name);
    const Project made = project();
    const Task before = isUsed ? made.tasks[0] : unusedTask(made);
    COMPARE_OK(written<void>([&](auto done) { made.writer().removeTask(before.id, done); }));
    COMPARE_OK(written<QList<qint64>>([&](auto done) { made.writer().saveTasks({task(before.name)}, done); }));
    const auto restored = restoredTask(made, before.id, wanted);
    COMPARE_OK(restored);
    QCOMPARE(restored->name, name);
    QCOMPARE(restored->id == before.id, !isUsed);
    Task expected = before;
    expected.id = restored->id;
    expected.version = isUsed ? 2 : 1;
    expected.name = name;
    QCOMPARE(*made.reader->task(restored->id), expected);
    QCOMPARE(made.reader->task(before.id)->name, isUsed ? before.name : name); // what a run used stays
    QCOMPARE(made.reader->tasks()->size(), isUsed ? 3 : 4);
    QVERIFY(made.store->check()->isEmpty());
}

void StoreTaskReturnTest::losesNothingUnattended()
{
    const Project made = project();
    const Task before = unusedTask(made);
    Task renamed = before;
    renamed.name = QStringLiteral("letters");
    renamed.examples.removeLast();
    COMPARE_OK(written<void>([&](auto done) { made.writer().removeTask(before.id, done); }));
    const TaskChange change{before.id, editBetween(before, renamed), true};
    const auto stored = written<TaskChanged>([&](auto done) { made.writer().changeTask(change, done); });
    COMPARE_OK(stored);
    renamed.name = QStringLiteral("letters-2");
    QCOMPARE(stored->name, renamed.name);
    QCOMPARE(*made.reader->task(stored->id), renamed);
    QCOMPARE(made.reader->tasks()->size(), 3);
}

QTEST_GUILESS_MAIN(StoreTaskReturnTest)
#include "StoreTaskReturnTest.moc"
