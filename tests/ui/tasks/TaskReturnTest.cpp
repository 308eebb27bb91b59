#include "tests/ui/tasks/RandomCommands.h"

#include <QUndoStack>

using namespace metaspo;

/// Removed tasks that come back to a document in which other things have happened meanwhile.
class TaskReturnTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsGoneIsNotTakenBack();
    void comesBackUnderAFreeName();
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

METASPO_UI_TEST(TaskReturnTest)
#include "TaskReturnTest.moc"
