#include "tests/ui/tasks/SessionFixture.h"

#include <QSignalSpy>
#include <QUndoStack>

using namespace metaspo;

/// Removed tasks that come back where other things have happened meanwhile, here or in another program.
class TaskReturnTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsGoneIsNotTakenBack();
    void comesBackUnderAFreeName();
    void comesBackWhenItsNameIsTakenHere();
    void comesBackWhenItsNameIsTakenElsewhere_data();
    void comesBackWhenItsNameIsTakenElsewhere();
    void goesWhenItsNameIsTaken();
    void whatCameBackElsewhereIsThere();
};

void TaskReturnTest::whatIsGoneIsNotTakenBack()
{
    TaskDocument document;
    const QList<TaskKey> keys =
        document.add({sample(QStringLiteral("one")), sample(QStringLiteral("two"))}, QStringLiteral("import"));
    document.setStoredId(keys[0], 11);
    document.setStoredId(keys[1], 12);
    QList<TaskSummary> summaries(1);
    summaries[0].task.id = 11;
    document.takeFromFile(summaries, {{11, 1}, {12, 2}}, {2}); // another program removed the second
    document.takeBack(keys, QStringLiteral("take the import back"));
    QVERIFY(document.keys().isEmpty());
    document.history().undo();
    QCOMPARE(document.keys(), QList<TaskKey>{keys[0]});
    document.takeFromFile({}, {{11, 1}}, {1});
    document.takeBack(keys, QStringLiteral("take the import back"));
    QVERIFY(document.keys().isEmpty());
}

void TaskReturnTest::comesBackUnderAFreeName()
{
    TaskDocument document;
    const QList<TaskKey> keys =
        document.add({sample(QStringLiteral("one")), sample(QStringLiteral("two"))}, QStringLiteral("add"));
    document.remove(keys[0], QStringLiteral("remove"));
    document.edit(keys[1], editOf(document.entry(keys[1])->task, [](Task& t) { t.name = QStringLiteral("one"); }),
                  QStringLiteral("rename"));
    const int before = document.history().index();
    document.takeBack({keys[0]}, QStringLiteral("bring back"));
    QCOMPARE(document.keys().size(), 2);
    QCOMPARE(document.entry(keys[1])->task.name, QStringLiteral("one"));
    QVERIFY(document.entry(keys[0])->task.name != QStringLiteral("one"));
    QCOMPARE(document.entry(keys[0])->task.examples, sample(QStringLiteral("one")).examples);
    QCOMPARE(document.history().index(), before + 1); // taken back by one command
    document.history().undo();
    QCOMPARE(document.keys(), QList<TaskKey>{keys[1]});
}

void TaskReturnTest::comesBackWhenItsNameIsTakenHere()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    const TaskKey other = fixture.addStored(QStringLiteral("two"));
    QSignalSpy failed(&fixture.saver(), &TaskSaver::failed);
    QSignalSpy named(&fixture.saver(), &TaskSaver::cameBackAs);
    fixture.document().remove(key, QStringLiteral("remove"));
    fixture.rename(other, QStringLiteral("one"));
    fixture.document().takeBack({key}, QStringLiteral("bring back"));
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.stored(), fixture.edited());
    QCOMPARE(fixture.stored().keys(), (QStringList{QStringLiteral("one"), QStringLiteral("one-2")}));
    fixture.document().history().undo();
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.stored(), fixture.edited());
    fixture.document().history().redo();
    fixture.change(key, [](Task& task) { task.domain = QStringLiteral("Later"); });
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.stored(), fixture.edited());
    QCOMPARE(failed.size(), 0);
    QCOMPARE(named.size(), 0);
}

void TaskReturnTest::comesBackWhenItsNameIsTakenElsewhere_data()
{
    QTest::addColumn<bool>("wasRun");
    QTest::addColumn<bool>("isHandedOver");
    QTest::newRow("never run") << false << false;
    QTest::newRow("run before") << true << false;
    QTest::newRow("as the program ends") << false << true;
}

void TaskReturnTest::comesBackWhenItsNameIsTakenElsewhere()
{
    QFETCH(bool, wasRun);
    QFETCH(bool, isHandedOver);
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    const TaskKey other = fixture.addStored(QStringLiteral("two"));
    QVERIFY(!wasRun || fixture.run(QStringLiteral("one")) != 0);
    fixture.document().remove(key, QStringLiteral("remove"));
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    QSignalSpy anew(fixture.session.get(), &TaskSession::readAnew);
    fixture.document().takeBack({key}, QStringLiteral("bring back")); // before the other program is noticed
    fixture.change(key, [](Task& task) { task.examples.removeFirst(); });
    fixture.change(other, [](Task& task) { task.domain = QStringLiteral("Later"); });
    COMPARE_OK(fixture.addElsewhere(QStringLiteral("one")));
    QMap<QString, Task> expected = fixture.edited();
    expected[QStringLiteral("one-2")] = expected.take(QStringLiteral("one"));
    expected[QStringLiteral("one-2")].name = QStringLiteral("one-2");
    expected[QStringLiteral("one")] = sample(QStringLiteral("one"), 1);
    if (isHandedOver) {
        fixture.session.reset();
        fixture.openAgain();
        QCOMPARE(fixture.stored(), expected);
        return;
    }
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.stored(), expected);
    QTRY_COMPARE(anew.size(), 1);
    const QString told = anew[0].at(1).toStringList().value(0);
    QVERIFY2(told.contains(QLatin1String("one came back as one-2")), qPrintable(told));
    QTRY_COMPARE(fixture.document().names().size(), 3);
    QVERIFY(fixture.document().names().contains(QStringLiteral("one-2")));
}

// The name that it cannot have is not in the way of its removal.
void TaskReturnTest::goesWhenItsNameIsTaken()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    const TaskKey other = fixture.addStored(QStringLiteral("two"));
    fixture.rename(key, QStringLiteral("taken"));
    COMPARE_OK(fixture.addElsewhere(QStringLiteral("taken")));
    QSignalSpy failed(&fixture.saver(), &TaskSaver::failed);
    fixture.saver().saveNow();
    QTRY_COMPARE(failed.size(), 1);
    fixture.document().remove(key, QStringLiteral("remove"));
    fixture.change(other, [](Task& task) { task.domain = QStringLiteral("Later"); });
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.stored().keys(), (QStringList{QStringLiteral("taken"), QStringLiteral("two")}));
    QCOMPARE(fixture.stored().value(QStringLiteral("two")).domain, QStringLiteral("Later"));
}

void TaskReturnTest::whatCameBackElsewhereIsThere()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    fixture.document().remove(key, QStringLiteral("remove"));
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    fixture.document().takeBack({key}, QStringLiteral("bring back"));
    fixture.change(key, [](Task& task) { task.examples.removeFirst(); });
    const std::unique_ptr<Store> elsewhere = fixture.otherProgram();
    COMPARE_OK(samples::written<TaskRestored>([&](auto done) {
        elsewhere->writer().restoreTask(fixture.document().storedId(key), {}, done);
    }));
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.stored(), fixture.edited());
    QCOMPARE(fixture.stored().value(QStringLiteral("one")).examples.size(), 5);
}

METASPO_UI_TEST(TaskReturnTest)
#include "TaskReturnTest.moc"
