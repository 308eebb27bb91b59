#include "core/store/LockFile.h"
#include "tests/ui/tasks/SessionFixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QThreadPool>
#include <QUndoStack>

using namespace metaspo;

/// Autosave on a real project file: in order, nothing lost, versions of tasks that were run.
class TaskSaverTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void savesByItself();
    void quickChangesAreOneSave();
    void savesInTheOrderDone();
    void whateverIsDoneTheFileFollows();
    void aTaskThatWasRunGetsAVersion();
    void takenNameIsToldAndPutRight();
    void nothingIsLostWhileTheFileIsAway();
    void whatIsRemovedElsewhereComesBackWhenItIsEdited();
    void whatIsLeftIsHandedOver();
    void whatIsBehindAnImportIsHandedOver();
    void whatIsRefusedTooLateIsNotLost();
    void closingSavesFirst();
    void changesFromElsewhereAreRead();
};

void TaskSaverTest::savesByItself()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    QSignalSpy saved(&fixture.saver(), &TaskSaver::saved);
    fixture.document().add({sample(QStringLiteral("one"))}, QStringLiteral("add"));
    QVERIFY(!fixture.saver().isSaved());
    QCOMPARE(fixture.saver().state(), TaskSaver::State::Saving);
    QTRY_COMPARE(saved.size(), 1);
    QCOMPARE(fixture.saver().state(), TaskSaver::State::Saved);
    QCOMPARE(fixture.stored(), fixture.edited());
}

void TaskSaverTest::quickChangesAreOneSave()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    QSignalSpy written(fixture.project.get(), &Project::tasksChanged);
    for (int times = 0; times < 200; ++times)
        fixture.change(key, [times](Task& task) { task.examples[times % 6].question += u'x'; });
    QVERIFY(fixture.isSaved());
    QCOMPARE(written.size(), 1);
    QCOMPARE(fixture.stored(), fixture.edited());
}

// Names are unique at every moment, so these only work one after the other.
void TaskSaverTest::savesInTheOrderDone()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey one = fixture.addStored(QStringLiteral("one"));
    const TaskKey two = fixture.addStored(QStringLiteral("two"));
    fixture.rename(one, QStringLiteral("aside"));
    fixture.rename(two, QStringLiteral("one"));
    fixture.rename(one, QStringLiteral("two"));
    fixture.document().remove(two, QStringLiteral("remove"));
    fixture.document().add({sample(QStringLiteral("one"), 2)}, QStringLiteral("add"));
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.saver().state(), TaskSaver::State::Saved);
    QCOMPARE(fixture.stored(), fixture.edited());
    QCOMPARE(fixture.stored().value(QStringLiteral("one")).examples.size(), 2);
    fixture.document().history().setIndex(2); // everything back
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.stored(), fixture.edited());
    QCOMPARE(fixture.stored().size(), 2);
}

void TaskSaverTest::whateverIsDoneTheFileFollows()
{
    for (quint64 seed = 1; seed <= 5; ++seed) {
        SessionFixture fixture;
        QVERIFY(fixture.isRead());
        Draw draw(seed, u"saver");
        QUndoStack& history = fixture.document().history();
        for (int number = 0; number < 60; ++number) {
            doSomething(fixture.document(), draw, number);
            if (draw.below(6) == 0)
                history.setIndex(static_cast<int>(draw.below(history.count() + 1)));
            if (draw.below(4) == 0)
                fixture.saver().saveNow(); // the next change may come while it is at work
            if (draw.below(8) == 0)
                QCoreApplication::sendPostedEvents();
        }
        fixture.saver().saveNow();
        QVERIFY(fixture.isSaved());
        QCOMPARE(fixture.saver().state(), TaskSaver::State::Saved);
        QCOMPARE(fixture.stored(), fixture.edited());
        history.setIndex(0);
        fixture.saver().saveNow();
        QVERIFY(fixture.isSaved());
        QVERIFY(fixture.stored().isEmpty());
        history.setIndex(history.count());
        fixture.saver().saveNow();
        QVERIFY(fixture.isSaved());
        QCOMPARE(fixture.stored(), fixture.edited());
    }
}

void TaskSaverTest::aTaskThatWasRunGetsAVersion()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    const Task before = fixture.task(key);
    const qint64 run = fixture.run(QStringLiteral("one"));
    QVERIFY(run != 0);
    QTRY_COMPARE(fixture.session->versions(key).value(0).runs, QList<qint64>{run});
    const qint64 first = fixture.document().storedId(key);

    fixture.change(key, [](Task& task) { task.examples[0].question = QStringLiteral("changed"); });
    QVERIFY(fixture.isSaved());
    QTRY_COMPARE(fixture.session->versions(key).size(), 2);
    const QList<TaskVersion> versions = fixture.session->versions(key);
    QCOMPARE(versions[0].runs, QList<qint64>{run});
    QCOMPARE(versions[1].runs, QList<qint64>());
    QVERIFY(fixture.document().storedId(key) != first);
    QCOMPARE(waited(fixture.project->queries().task(first))->examples, before.examples);
    QCOMPARE(fixture.stored(), fixture.edited());

    // What comes after stays in version 2, also what is undone.
    fixture.change(key, [](Task& task) { task.examples.removeLast(); });
    QVERIFY(fixture.isSaved());
    fixture.document().history().setIndex(1);
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.stored(), fixture.edited());
    QTRY_COMPARE(fixture.session->versions(key).size(), 2);
    QCOMPARE(waited(fixture.project->queries().task(first))->examples, before.examples);
}

void TaskSaverTest::takenNameIsToldAndPutRight()
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
    QCOMPARE(fixture.saver().state(), TaskSaver::State::Failed);
    QVERIFY(sentence(fixture.saver().trouble()).contains(QLatin1String("taken")));
    QVERIFY(!fixture.saver().isSaved());

    fixture.change(other, [](Task& task) { task.examples[1].split = Split::Validation; });
    fixture.rename(key, QStringLiteral("free"));
    QVERIFY(fixture.isSaved());
    QCOMPARE(failed.size(), 1);
    QCOMPARE(fixture.stored().value(QStringLiteral("free")), fixture.edited().value(QStringLiteral("free")));
    QCOMPARE(fixture.stored().value(QStringLiteral("two")), fixture.edited().value(QStringLiteral("two")));
    QCOMPARE(fixture.stored().value(QStringLiteral("taken")).examples.size(), 1);
}

void TaskSaverTest::nothingIsLostWhileTheFileIsAway()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    const QString away = fixture.path() + QStringLiteral(".away");
    QVERIFY(QFile::rename(fixture.path(), away));
    QSignalSpy failed(&fixture.saver(), &TaskSaver::failed);
    fixture.change(key, [](Task& task) { task.examples[0].question = QStringLiteral("first"); });
    fixture.saver().saveNow();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!fixture.saver().trouble().remedy.isEmpty());
    fixture.change(key, [](Task& task) { task.examples[1].question = QStringLiteral("second"); });
    fixture.document().add({sample(QStringLiteral("two"))}, QStringLiteral("add"));
    fixture.saver().saveNow();
    QTRY_COMPARE(fixture.saver().state(), TaskSaver::State::Failed);
    QCOMPARE(failed.size(), 1); // the same trouble is told once
    QVERIFY(QFile::rename(away, fixture.path()));
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.stored(), fixture.edited());
    QCOMPARE(fixture.stored().size(), 2);
}

void TaskSaverTest::whatIsRemovedElsewhereComesBackWhenItIsEdited()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    fixture.change(key, [](Task& task) { task.examples[0].question = QStringLiteral("changed"); });
    const std::unique_ptr<Store> elsewhere = fixture.otherProgram();
    QVERIFY(samples::written<void>(
        [&](auto done) { elsewhere->writer().removeTask(fixture.document().storedId(key), done); }));
    fixture.saver().saveNow();
    QVERIFY(fixture.isSaved());
    QCOMPARE(fixture.stored(), fixture.edited());
    QCOMPARE(fixture.stored().size(), 1);
}

void TaskSaverTest::whatIsLeftIsHandedOver()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    fixture.rename(key, QStringLiteral("renamed"));
    fixture.change(key, [](Task& task) { task.examples.removeFirst(); });
    const TaskKey gone = fixture.addStored(QStringLiteral("gone"));
    fixture.document().remove(gone, QStringLiteral("remove"));
    fixture.document().add({sample(QStringLiteral("new"))}, QStringLiteral("add"));
    fixture.change(key, [](Task& task) { task.domain = QStringLiteral("Last"); });
    const QMap<QString, Task> expected = fixture.edited();
    fixture.session.reset(); // as when the program ends
    fixture.openAgain();
    QCOMPARE(fixture.stored(), expected);
}

void TaskSaverTest::whatIsBehindAnImportIsHandedOver()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const QList<TaskKey> keys = fixture.document().add(
        {sample(QStringLiteral("one")), sample(QStringLiteral("two")), sample(QStringLiteral("three"))},
        QStringLiteral("import"));
    QMap<QString, Task> expected;
    {
        const auto file = LockFile(fixture.path()).open();
        QVERIFY(file);
        const WriteLock another(*file, std::chrono::seconds(5)); // the import has to wait
        QVERIFY(another.isHeld());
        fixture.saver().saveNow();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents(); // the project has it now
        fixture.rename(keys[0], QStringLiteral("renamed"));
        fixture.change(keys[0], [](Task& task) { task.examples.removeFirst(); });
        fixture.document().remove(keys[1], QStringLiteral("remove"));
        fixture.document().remove(keys[2], QStringLiteral("remove"));
        fixture.document().history().undo();
        fixture.change(keys[2], [](Task& task) { task.domain = QStringLiteral("Last"); });
        expected = fixture.edited();
        QVERIFY(!fixture.saver().isSaved());
        fixture.session.reset();
    }
    fixture.openAgain();
    QCOMPARE(expected.size(), 2);
    QCOMPARE(fixture.stored(), expected);
}

// Under way as the program ends, and the name is another's.
void TaskSaverTest::whatIsRefusedTooLateIsNotLost()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    fixture.rename(key, QStringLiteral("taken"));
    fixture.change(key, [](Task& task) { task.examples.removeFirst(); });
    COMPARE_OK(fixture.addElsewhere(QStringLiteral("taken")));
    {
        const auto file = LockFile(fixture.path()).open();
        QVERIFY(file);
        const WriteLock another(*file, std::chrono::seconds(5));
        QVERIFY(another.isHeld());
        fixture.saver().saveNow();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!fixture.saver().isSaved());
        fixture.session.reset();
    }
    fixture.openAgain();
    QCOMPARE(fixture.stored().value(QStringLiteral("taken-2")).examples.size(), 5);
    QCOMPARE(fixture.stored().value(QStringLiteral("taken")).examples.size(), 1);
}

void TaskSaverTest::closingSavesFirst()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    fixture.rename(key, QStringLiteral("renamed"));
    TaskSession* session = fixture.session.release();
    QSignalSpy closed(session, &TaskSession::closed);
    QSignalSpy destroyed(session, &QObject::destroyed);
    session->close();
    QTRY_COMPARE(destroyed.size(), 1);
    QCOMPARE(closed.size(), 1);
    QCOMPARE(fixture.stored().firstKey(), QStringLiteral("renamed"));
}

void TaskSaverTest::changesFromElsewhereAreRead()
{
    SessionFixture fixture;
    QVERIFY(fixture.isRead());
    const TaskKey key = fixture.addStored(QStringLiteral("one"));
    const TaskKey other = fixture.addStored(QStringLiteral("two"));
    QTRY_COMPARE(fixture.session->versions(other).size(), 1);
    QSignalSpy anew(fixture.session.get(), &TaskSession::readAnew);
    const std::unique_ptr<Store> elsewhere = fixture.otherProgram();
    Task changed = fixture.task(key);
    changed.id = fixture.document().storedId(key);
    changed.examples[0].question = QStringLiteral("from elsewhere");
    QVERIFY(samples::written<QList<qint64>>([&](auto done) {
        elsewhere->writer().saveTasks({changed, sample(QStringLiteral("three"), 2)}, done);
    }));
    QTRY_COMPARE(anew.size(), 1);
    QCOMPARE(anew[0].at(0).toBool(), true); // what was done before does not fit any more
    QCOMPARE(fixture.document().keys().size(), 3);
    QVERIFY(fixture.document().entry(other)->isLoaded);
    QVERIFY(fixture.isLoaded(key));
    QCOMPARE(fixture.task(key).examples[0].question, QStringLiteral("from elsewhere"));
    QVERIFY(!fixture.document().history().canUndo());

    // Our own saves are no news.
    fixture.change(key, [](Task& task) { task.examples[1].question = QStringLiteral("from here"); });
    QVERIFY(fixture.isSaved());
    fixture.session->lookForChanges();
    QTRY_VERIFY(fixture.session->versions(key).size() == 1);
    QCOMPARE(anew.size(), 1);
    QVERIFY(fixture.document().history().canUndo());
}

METASPO_UI_TEST(TaskSaverTest)
#include "TaskSaverTest.moc"
