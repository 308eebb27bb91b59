#include "tests/ui/tasks/RandomCommands.h"

#include <QSignalSpy>
#include <QUndoStack>

using namespace metaspo;

namespace {

/// The same counted anew.
bool countsAreRight(const TaskDocument& document)
{
    for (const TaskKey key : document.keys()) {
        const TaskEntry& entry = *document.entry(key);
        const auto count = [&entry](Split split) {
            return std::count_if(entry.task.examples.begin(), entry.task.examples.end(),
                                 [split](const Example& example) { return example.split == split; });
        };
        if (entry.train != count(Split::Train) || entry.validation != count(Split::Validation)
            || entry.test != count(Split::Test))
            return false;
    }
    return true;
}

} // namespace

/// Commands, their merging, and taking them back, against copies of what there was.
class TaskDocumentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCommandComesAndGoes_data();
    void everyCommandComesAndGoes();
    void randomCommandsAreUndoneAndRedone();
    void typingIsOneCommand();
    void whatIsTypedElsewhereIsAnotherCommand_data();
    void whatIsTypedElsewhereIsAnotherCommand();
    void aPauseEndsTyping();
    void typedAndTakenBackIsNothing();
    void emptyEditIsNoCommand();
    void comingAndGoingIsTakenBack();
    void undoShowsWhereItHappened();
    void operationsAreToldInOrder();
    void fileIsTakenOver();
    void loadedContentIsKeptUnlessChangedOutside();
};

void TaskDocumentTest::everyCommandComesAndGoes_data()
{
    using Change = std::function<void(Task&)>;
    QTest::addColumn<Change>("change");
    QTest::newRow("question") << Change([](Task& t) { t.examples[1].question = QStringLiteral("other"); });
    QTest::newRow("answers") << Change([](Task& t) {
        t.examples[1].answers = {QStringLiteral("a"), QStringLiteral("b")};
    });
    QTest::newRow("split") << Change([](Task& t) { t.examples[1].split = Split::Validation; });
    QTest::newRow("id") << Change([](Task& t) { t.examples[1].externalId = QStringLiteral("x-1"); });
    QTest::newRow("example comes") << Change([](Task& t) { t.examples.append({6, Split::Train, {}, {}, {}}); });
    QTest::newRow("example goes") << Change([](Task& t) { t.examples.removeAt(2); });
    QTest::newRow("all examples go") << Change([](Task& t) { t.examples.clear(); });
    QTest::newRow("name") << Change([](Task& t) { t.name = QStringLiteral("other"); });
    QTest::newRow("domain") << Change([](Task& t) { t.domain = QStringLiteral("other"); });
    QTest::newRow("role") << Change([](Task& t) { t.role = TaskRole::Target; });
    QTest::newRow("user prompt") << Change([](Task& t) { t.userPrompt += QStringLiteral("\n<b>\u202E"); });
    QTest::newRow("format") << Change([](Task& t) { t.format = {AnswerKind::Number, {}, {}, NumberKind::Decimal}; });
    QTest::newRow("metric") << Change([](Task& t) { t.metric.tolerance = 0.5; });
    QTest::newRow("everything") << Change([](Task& t) {
        t.name = QStringLiteral("other");
        t.examples.removeFirst();
        t.examples[2].question.clear();
        t.examples.append({9, Split::Test, QStringLiteral("new"), {}, {}});
    });
}

void TaskDocumentTest::everyCommandComesAndGoes()
{
    QFETCH(std::function<void(Task&)>, change);
    TaskDocument document;
    const TaskKey key = document.add({sample(QStringLiteral("one"))}, QStringLiteral("add")).first();
    const Task before = document.entry(key)->task;
    Task after = before;
    change(after);
    document.edit(key, editBetween(before, after), QStringLiteral("change"));
    for (int round = 0; round < 2; ++round) {
        QCOMPARE(document.entry(key)->task, after);
        QVERIFY(countsAreRight(document));
        document.history().undo();
        QCOMPARE(document.entry(key)->task, before);
        QVERIFY(countsAreRight(document));
        document.history().redo();
    }
}

void TaskDocumentTest::randomCommandsAreUndoneAndRedone()
{
    for (quint64 seed = 1; seed <= 40; ++seed) {
        Draw draw(seed, u"document");
        TaskDocument document;
        QUndoStack& history = document.history();
        QMap<int, QMap<QString, Task>> states{{0, contentOf(document)}};
        for (int number = 0; number < 60; ++number) {
            doSomething(document, draw, number);
            states[history.index()] = contentOf(document); // a burst goes on in the same command
            QVERIFY(countsAreRight(document));
        }
        const int last = history.count();
        for (int index = last - 1; index >= 0; --index) {
            history.undo();
            QCOMPARE(contentOf(document), states.value(index));
        }
        for (int index = 1; index <= last; ++index) {
            history.redo();
            QCOMPARE(contentOf(document), states.value(index));
        }
        history.setIndex(0);
        QVERIFY(document.keys().isEmpty());
        history.setIndex(last);
        QCOMPARE(contentOf(document), states.value(last));
        QVERIFY(countsAreRight(document));
    }
}

void TaskDocumentTest::typingIsOneCommand()
{
    TaskDocument document;
    const TaskKey key = document.add({sample(QStringLiteral("one"))}, QStringLiteral("add")).first();
    const Task before = document.entry(key)->task;
    for (const char letter : {'a', 'b', 'c'})
        document.edit(
            key,
            editOf(document.entry(key)->task, [letter](Task& t) { t.examples[2].question += QLatin1Char(letter); }),
            QStringLiteral("type"), {2, ExampleModel::QuestionField});
    QCOMPARE(document.history().count(), 2);
    QCOMPARE(document.entry(key)->task.examples[2].question, before.examples[2].question + QStringLiteral("abc"));
    document.history().undo();
    QCOMPARE(document.entry(key)->task, before);
}

void TaskDocumentTest::whatIsTypedElsewhereIsAnotherCommand_data()
{
    QTest::addColumn<int>("example");
    QTest::addColumn<int>("field");
    QTest::addColumn<bool>("leaves");
    QTest::newRow("another example") << 3 << int(ExampleModel::QuestionField) << false;
    QTest::newRow("another field") << 2 << int(ExampleModel::AnswersField) << false;
    QTest::newRow("the task itself") << -1 << 1 << false;
    QTest::newRow("no typing") << 2 << int(ExampleModel::NoField) << false;
    QTest::newRow("after the field was left") << 2 << int(ExampleModel::QuestionField) << true;
}

void TaskDocumentTest::whatIsTypedElsewhereIsAnotherCommand()
{
    QFETCH(int, example);
    QFETCH(int, field);
    QFETCH(bool, leaves);
    TaskDocument document;
    const TaskKey key = document.add({sample(QStringLiteral("one"))}, QStringLiteral("add")).first();
    const auto type = [&](const TypingPlace& place) {
        document.edit(key, editOf(document.entry(key)->task, [](Task& t) { t.examples[2].question += u'x'; }),
                      QStringLiteral("type"), place);
    };
    type({2, ExampleModel::QuestionField});
    if (leaves)
        document.endTyping();
    type({example, field});
    QCOMPARE(document.history().count(), 3);
}

void TaskDocumentTest::aPauseEndsTyping()
{
    TaskDocument document;
    const TaskKey key = document.add({sample(QStringLiteral("one"))}, QStringLiteral("add")).first();
    const auto typedOnce = [&] {
        document.edit(key, editOf(document.entry(key)->task, [](Task& t) { t.examples[2].question += u'x'; }),
                      QStringLiteral("type"), {2, ExampleModel::QuestionField});
    };
    typedOnce();
    typedOnce();
    QCOMPARE(document.history().count(), 2);
    QTRY_VERIFY(!document.isTyping());
    typedOnce();
    QCOMPARE(document.history().count(), 3);
}

void TaskDocumentTest::typedAndTakenBackIsNothing()
{
    TaskDocument document;
    const TaskKey key = document.add({sample(QStringLiteral("one"))}, QStringLiteral("add")).first();
    const Task before = document.entry(key)->task;
    Task after = before;
    after.examples[1].question += u'x';
    const TypingPlace place{1, ExampleModel::QuestionField};
    document.edit(key, editBetween(before, after), QStringLiteral("type"), place);
    document.edit(key, editBetween(after, before), QStringLiteral("type"), place);
    QCOMPARE(document.history().count(), 1);
    QCOMPARE(document.entry(key)->task, before);
    document.history().undo();
    QVERIFY(document.keys().isEmpty());
}

void TaskDocumentTest::emptyEditIsNoCommand()
{
    TaskDocument document;
    const TaskKey key = document.add({sample(QStringLiteral("one"))}, QStringLiteral("add")).first();
    document.edit(key, {}, QStringLiteral("nothing"));
    document.edit(key + 1, editOf(Task(), [](Task& t) { t.name = QStringLiteral("x"); }), QStringLiteral("nobody"));
    QCOMPARE(document.history().count(), 1);
}

void TaskDocumentTest::comingAndGoingIsTakenBack()
{
    TaskDocument document;
    const QList<TaskKey> keys =
        document.add({sample(QStringLiteral("one")), sample(QStringLiteral("two"))}, QStringLiteral("add"));
    document.remove(keys[0], QStringLiteral("remove"));
    QCOMPARE(document.keys(), QList<TaskKey>{keys[1]});
    document.takeBack({keys[0]}, QStringLiteral("bring back")); // it was the last: undone
    QCOMPARE(document.keys(), keys);
    QCOMPARE(document.history().index(), 1);

    document.remove(keys[0], QStringLiteral("remove"));
    document.edit(keys[1], editOf(document.entry(keys[1])->task, [](Task& t) { t.domain = QStringLiteral("A"); }),
                  QStringLiteral("change"));
    document.takeBack({keys[0]}, QStringLiteral("bring back")); // not the last: what came after stays
    QCOMPARE(document.keys().size(), 2);
    QCOMPARE(document.entry(keys[1])->task.domain, QStringLiteral("A"));
    QCOMPARE(document.history().undoText(), QStringLiteral("bring back"));

    document.takeBack(keys, QStringLiteral("take the import back"));
    QVERIFY(document.keys().isEmpty());
    document.history().undo();
    QCOMPARE(document.keys().size(), 2);
}

void TaskDocumentTest::undoShowsWhereItHappened()
{
    TaskDocument document;
    const TaskKey key = document.add({sample(QStringLiteral("one"))}, QStringLiteral("add")).first();
    QSignalSpy revealed(&document, &TaskDocument::changeRevealed);
    document.edit(key, editOf(document.entry(key)->task, [](Task& t) { t.examples[4].split = Split::Validation; }),
                  QStringLiteral("change"));
    document.edit(key, editOf(document.entry(key)->task, [](Task& t) { t.role = TaskRole::Target; }),
                  QStringLiteral("change"));
    QCOMPARE(revealed.size(), 0); // whoever does it looks at it already
    document.history().undo();
    document.history().undo();
    document.history().redo();
    QCOMPARE(revealed.size(), 3);
    QCOMPARE(revealed[0].at(1).toInt(), -1);
    QCOMPARE(revealed[1].at(1).toInt(), 4);
    QCOMPARE(revealed[2].at(1).toInt(), 4);
}

void TaskDocumentTest::operationsAreToldInOrder()
{
    TaskDocument document;
    QStringList told;
    Task mirror; // what somebody who only listens would have
    connect(&document, &TaskDocument::operationDone, this, [&](const TaskOperation& operation) {
        using Kind = TaskOperation::Kind;
        told.append(operation.kind == Kind::Put    ? QStringLiteral("put")
                    : operation.kind == Kind::Edit ? QStringLiteral("edit")
                                                   : QStringLiteral("remove"));
        if (operation.kind == Kind::Put)
            mirror = operation.task;
        if (operation.kind != Kind::Edit)
            return;
        apply(mirror, operation.edit, operation.direction);
        QCOMPARE(operation.task, headOf(mirror));
    });
    const TaskKey key = document.add({sample(QStringLiteral("one"))}, QStringLiteral("add")).first();
    document.edit(key, editOf(document.entry(key)->task, [](Task& t) {
                      t.name = QStringLiteral("other");
                      t.examples.removeLast();
                  }), QStringLiteral("change"));
    document.history().undo();
    QCOMPARE(mirror, document.entry(key)->task);
    document.remove(key, QStringLiteral("remove"));
    document.history().undo();
    QCOMPARE(told, (QStringList{QStringLiteral("put"), QStringLiteral("edit"), QStringLiteral("edit"),
                                QStringLiteral("remove"), QStringLiteral("put")}));
}

void TaskDocumentTest::fileIsTakenOver()
{
    TaskDocument document;
    QList<TaskSummary> summaries(2);
    summaries[0].task.id = 11;
    summaries[0].task.name = QStringLiteral("a");
    summaries[0].train = 7;
    summaries[1].task.id = 12;
    summaries[1].task.name = QStringLiteral("b");
    document.takeFromFile(summaries, {{11, 1}, {12, 2}}, {1, 2});
    QCOMPARE(document.keys().size(), 2);
    const TaskKey a = document.keyOf(11);
    QCOMPARE(document.entry(a)->train, 7);
    QVERIFY(!document.entry(a)->isLoaded);
    document.setContent(a, sample(QStringLiteral("a"), 4));
    QCOMPARE(document.entry(a)->train, 2);
    QVERIFY(document.entry(a)->isLoaded);
}

void TaskDocumentTest::loadedContentIsKeptUnlessChangedOutside()
{
    TaskDocument document;
    QList<TaskSummary> summaries(2);
    summaries[0].task.id = 11;
    summaries[1].task.id = 12;
    document.takeFromFile(summaries, {{11, 1}, {12, 2}}, {1, 2});
    const TaskKey a = document.keyOf(11);
    const TaskKey b = document.keyOf(12);
    document.setContent(a, sample(QStringLiteral("a")));
    document.setContent(b, sample(QStringLiteral("b")));
    document.edit(a, editOf(document.entry(a)->task, [](Task& t) { t.role = TaskRole::Target; }),
                  QStringLiteral("change"));

    // Nothing but a new task: all stays, also what can be undone.
    summaries.append(TaskSummary());
    summaries[2].task.id = 13;
    QVERIFY(!document.takeFromFile(summaries, {{11, 1}, {12, 2}, {13, 3}}, {3}));
    QVERIFY(document.entry(a)->isLoaded);
    QCOMPARE(document.keys().size(), 3);
    QVERIFY(document.history().canUndo());

    // The second task has a new version, made elsewhere.
    summaries[1].task.id = 22;
    QVERIFY(document.takeFromFile(summaries, {{11, 1}, {12, 2}, {22, 2}, {13, 3}}, {2}));
    QCOMPARE(document.keyOf(22), b);
    QVERIFY(!document.entry(b)->isLoaded);
    QVERIFY(document.entry(a)->isLoaded);
    QVERIFY(!document.history().canUndo());
}

METASPO_UI_TEST(TaskDocumentTest)
#include "TaskDocumentTest.moc"
