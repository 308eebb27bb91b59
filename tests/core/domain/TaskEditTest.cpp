#include "core/domain/Draw.h"
#include "core/domain/TaskEdit.h"

#include <QTest>

using namespace metaspo;

namespace {

Example example(int index, const QString& question = QStringLiteral("q"))
{
    return {index, Split::Train, question, {QStringLiteral("a")}, {}};
}

Task taskWith(const QList<int>& indexes)
{
    Task task;
    task.name = QStringLiteral("t");
    for (const int index : indexes)
        task.examples.append(example(index));
    return task;
}

QList<int> indexesOf(const Task& task)
{
    QList<int> indexes;
    for (const Example& one : task.examples)
        indexes.append(one.index);
    return indexes;
}

/// Some change that an editor could make: heads, texts, splits, examples that come and go, often several at once.
Task changedAtRandom(const Task& task, Draw& draw)
{
    Task changed = task;
    for (qsizetype times = 1 + draw.below(4); times > 0; --times) {
        const qsizetype count = changed.examples.size();
        const qsizetype place = count == 0 ? 0 : draw.below(count);
        switch (draw.below(count == 0 ? 2 : 6)) {
        case 0: changed.userPrompt += QChar(u'a' + static_cast<char16_t>(draw.below(3))); break;
        case 1: changed.examples.append(example(nextIndex(changed))); break;
        case 2: changed.examples.removeAt(place); break;
        case 3: changed.examples[place].question = QString::number(draw.below(3)); break;
        case 4: changed.examples[place].split = static_cast<Split>(draw.below(3)); break;
        case 5: changed.examples[place].answers = {QString::number(draw.below(3))}; break;
        }
    }
    return changed;
}

} // namespace

class TaskEditTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsPlaces();
    void keepsTheOrderOfIndexes();
    void goesBackAndForthAtRandom();
    void joinsWhatBelongsTogether();
    void nothingIsLeftOfWhatIsTakenBack();
};

void TaskEditTest::findsPlaces()
{
    const Task task = taskWith({0, 2, 5, 9});
    for (int index = -1; index < 12; ++index)
        QCOMPARE(placeOf(task, index), indexesOf(task).indexOf(index));
    QCOMPARE(nextIndex(task), 10);
    QCOMPARE(nextIndex(Task()), 0);
}

void TaskEditTest::keepsTheOrderOfIndexes()
{
    const Task before = taskWith({1, 3, 4, 8});
    const Task after = taskWith({0, 3, 5, 8, 9});
    Task task = before;
    const TaskEdit edit = editBetween(before, after);
    QCOMPARE(edit.examples.size(), 5);
    apply(task, edit);
    QCOMPARE(indexesOf(task), indexesOf(after));
    apply(task, reversed(edit));
    QCOMPARE(task, before);
}

void TaskEditTest::goesBackAndForthAtRandom()
{
    for (quint64 seed = 1; seed <= 200; ++seed) {
        Draw draw(seed, u"edits");
        Task task = taskWith({0, 1, 2, 3, 4, 5});
        QList<Task> states{task};
        QList<TaskEdit> edits;
        for (int step = 0; step < 20; ++step) {
            const Task next = changedAtRandom(task, draw);
            edits.append(editBetween(task, next));
            QCOMPARE(edits.last().isEmpty(), task == next);
            apply(task, edits.last());
            QCOMPARE(task, next);
            states.append(next);
        }
        for (qsizetype step = edits.size() - 1; step >= 0; --step) {
            Task other = task;
            apply(other, reversed(edits[step]));
            apply(task, edits[step], EditDirection::Back);
            QCOMPARE(task, states[step]);
            QCOMPARE(other, task);
        }
        for (qsizetype step = 0; step < edits.size(); ++step)
            apply(task, edits[step]);
        QCOMPARE(task, states.last());
    }
}

void TaskEditTest::joinsWhatBelongsTogether()
{
    for (quint64 seed = 1; seed <= 300; ++seed) {
        Draw draw(seed, u"joins");
        const Task first = taskWith({0, 1, 2, 3});
        const Task second = changedAtRandom(first, draw);
        const Task third = changedAtRandom(second, draw);
        const TaskEdit both = joined(editBetween(first, second), editBetween(second, third));
        QCOMPARE(both, editBetween(first, third));
    }
}

void TaskEditTest::nothingIsLeftOfWhatIsTakenBack()
{
    const Task before = taskWith({0, 1});
    Task after = before;
    after.name = QStringLiteral("other");
    after.examples.removeFirst();
    after.examples.append(example(2));
    const TaskEdit edit = editBetween(before, after);
    QVERIFY(edit.head);
    QCOMPARE(edit.examples.size(), 2);
    QVERIFY(joined(edit, reversed(edit)).isEmpty());
    QVERIFY(exampleEdit(before.examples.first(), before.examples.first()).isEmpty());
    QVERIFY(headEdit(before, before).isEmpty());
}

QTEST_GUILESS_MAIN(TaskEditTest)
#include "TaskEditTest.moc"
