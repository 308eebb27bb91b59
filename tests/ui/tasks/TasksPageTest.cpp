#include "tests/ui/tasks/TasksFixture.h"

#include "ui/kit/PlainText.h"
#include "ui/tasks/TaskTreeModel.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>
#include <QUndoStack>

using namespace metaspo;

namespace {

Task taskOf(const QString& name, const QString& domain, int examples)
{
    Task task;
    task.name = name;
    task.domain = domain;
    task.userPrompt = QStringLiteral("Q: {question}");
    for (int index = 0; index < examples; ++index) {
        Example example;
        example.index = index;
        example.split = index % 2 == 0 ? Split::Train : Split::Test;
        example.question = QStringLiteral("question %1").arg(index);
        example.answers = {index % 3 == 0 ? QStringLiteral("yes") : QStringLiteral("no")};
        task.examples.append(example);
    }
    return task;
}

} // namespace

class TasksPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void treeGroupsTasksByDomain();
    void filterFindsExamples();
    void sampleTasksAreShown();
    void selectedExampleIsShownAsTheModelSeesIt();
    void searchAndSplitNarrowTheTable();
    void removedTaskComesBackWithUndo();

private:
    static QModelIndex taskIndex(WorkbenchFixture& workbench, const QString& name);
};

QModelIndex TasksPageTest::taskIndex(WorkbenchFixture& workbench, const QString& name)
{
    QAbstractItemModel* model = workbench.find<QTreeView>("taskTree")->model();
    return model->match(model->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive).value(0);
}

void TasksPageTest::treeGroupsTasksByDomain()
{
    TaskDocument document;
    TaskTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setDocument(&document);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.taskNear(0, 0).isValid());
    const QList<TaskKey> keys = document.add({taskOf(QStringLiteral("c"), QStringLiteral("One"), 4),
                                              taskOf(QStringLiteral("b"), QStringLiteral("Two"), 2),
                                              taskOf(QStringLiteral("a"), QStringLiteral("One"), 3)},
                                             QStringLiteral("add"));
    QCOMPARE(model.rowCount(), 2);
    const QModelIndex one = model.index(0, 0);
    QCOMPARE(one.siblingAtColumn(TaskTreeModel::TrainColumn).data().toString(), QStringLiteral("4"));
    QCOMPARE(one.siblingAtColumn(TaskTreeModel::TestColumn).data().toString(), QStringLiteral("3"));
    QCOMPARE(model.rowCount(one), 2);
    const QModelIndex c = model.index(1, 0, one); // by name
    QCOMPARE(c.data().toString(), QStringLiteral("c"));
    QCOMPARE(model.task(c), keys.at(0));
    QCOMPARE(model.indexOf(keys.at(0)), c);
    QCOMPARE(model.task(one), 0);
    QCOMPARE(model.rowCount(c), 3);
    const QModelIndex test = model.index(2, 0, c);
    QCOMPARE(model.split(test), std::optional(Split::Test));
    QCOMPARE(model.task(test), keys.at(0));
    QCOMPARE(test.siblingAtColumn(TaskTreeModel::TestColumn).data().toString(), QStringLiteral("2"));
    QVERIFY(test.siblingAtColumn(TaskTreeModel::TrainColumn).data().toString().isEmpty());
    QCOMPARE(model.taskNear(0, 7), c);
    QCOMPARE(model.taskNear(9, 0).data().toString(), QStringLiteral("b"));

    const Task before = document.entry(keys.at(0))->task;
    Task after = before;
    after.domain = QStringLiteral("Two"); // moves
    document.edit(keys.at(0), headEdit(before, after), QStringLiteral("move"));
    QCOMPARE(model.rowCount(model.index(0, 0)), 1);
    QCOMPARE(model.rowCount(model.index(1, 0)), 2);
    document.history().undo();
    document.history().undo();
    QCOMPARE(model.rowCount(), 0);
}

void TasksPageTest::filterFindsExamples()
{
    const Task task = taskOf(QStringLiteral("t"), QStringLiteral("d"), 30);
    for (const QString& text : {QString(), QStringLiteral("question 2"), QStringLiteral("YES"), QStringLiteral("none")})
        for (const std::optional<Split> split : {std::optional<Split>(), std::optional(Split::Test)}) {
            QList<int> expected;
            for (const Example& example : task.examples)
                if ((!split || example.split == *split)
                    && (example.question.contains(text, Qt::CaseInsensitive)
                        || example.answers.first().contains(text, Qt::CaseInsensitive)))
                    expected.append(example.index);
            QCOMPARE(matchingExamples(task, ExampleFilter{split, text, {}}), expected);
        }
    QCOMPARE(matchingExamples(task, ExampleFilter{{}, {}, {7, 3}}), (QList<int>{3, 7}));

    TaskDocument document;
    ExampleModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setTask(&document, document.add({task}, QStringLiteral("add")).first());
    QCOMPARE(model.rowCount(), 30);
    model.setRows({3, 7});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.example(model.index(1, 0))->index, 7);
    QCOMPARE(model.rowOf(7), 1);
    QCOMPARE(model.rowOf(5), -1);
}

void TasksPageTest::sampleTasksAreShown()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.openSample());
    const auto* tree = workbench.find<QTreeView>("taskTree");
    QTRY_VERIFY(tree->currentIndex().parent().isValid()); // a task is selected by itself
    QVERIFY(taskIndex(workbench, QStringLiteral("hotel-complaint")).isValid());
    QVERIFY(taskIndex(workbench, QStringLiteral("ledger-balance")).isValid());
    const auto* table = workbench.find<QTableView>("exampleTable");
    QTRY_VERIFY(table->model()->rowCount() > 50);
    const QModelIndex task = tree->currentIndex();
    int expected = 0;
    for (int column = TaskTreeModel::TrainColumn; column <= TaskTreeModel::TestColumn; ++column)
        expected += task.siblingAtColumn(column).data().toString().toInt();
    QCOMPARE(table->model()->rowCount(), expected);
    QTRY_VERIFY(workbench.find<QLabel>("taskName")->text() == task.data().toString());
    workbench.picture(QStringLiteral("tasks-sample"));
    workbench.find<QTabWidget>("taskTabs")->setCurrentIndex(2);
    workbench.picture(QStringLiteral("tasks-problems"));
}

void TasksPageTest::selectedExampleIsShownAsTheModelSeesIt()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.openSample());
    const auto* table = workbench.find<QTableView>("exampleTable");
    QTRY_VERIFY(table->model()->rowCount() > 5);
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                      table->visualRect(table->model()->index(3, ExampleModel::QuestionColumn)).center());
    const auto* examples = qobject_cast<const ExampleModel*>(table->model());
    const Example* example = examples->example(table->currentIndex());
    QCOMPARE(table->currentIndex().row(), 3);
    const auto* message = workbench.find<PlainTextView>("messageUser");
    QVERIFY(message->original().contains(example->question));
    QVERIFY(!message->original().contains(QLatin1String("{question}")));
    QVERIFY(workbench.find<QLabel>("messageAnswers")->text().contains(example->answers.first()));
}

void TasksPageTest::searchAndSplitNarrowTheTable()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.openSample());
    const auto* table = workbench.find<QTableView>("exampleTable");
    QTRY_VERIFY(table->model()->rowCount() > 5);
    const int all = table->model()->rowCount();
    auto* split = workbench.find<QComboBox>("exampleSplit");
    split->setCurrentIndex(3);
    QTRY_VERIFY(table->model()->rowCount() < all);
    for (int row = 0; row < table->model()->rowCount(); ++row)
        QCOMPARE(table->model()->index(row, ExampleModel::SplitColumn).data().toString(), QStringLiteral("Test"));
    QTest::keyClicks(workbench.find<QLineEdit>("exampleSearch"), QStringLiteral("no such words anywhere"));
    QTRY_COMPARE(table->model()->rowCount(), 0);
    workbench.find<QLineEdit>("exampleSearch")->clear();
    split->setCurrentIndex(0);
    QTRY_COMPARE(table->model()->rowCount(), all);
}

void TasksPageTest::removedTaskComesBackWithUndo()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.openSample());
    const auto* tree = workbench.find<QTreeView>("taskTree");
    QTRY_VERIFY(workbench.find<QTableView>("exampleTable")->model()->rowCount() > 0);
    const QString name = tree->currentIndex().data().toString();
    const int examples = workbench.find<QTableView>("exampleTable")->model()->rowCount();
    workbench.press("removeTask");
    QTRY_VERIFY(!taskIndex(workbench, name).isValid());
    QVERIFY(workbench.message().contains(name));
    workbench.press("messageButton");
    QTRY_VERIFY(taskIndex(workbench, name).isValid());
    QTRY_COMPARE(workbench.find<QLabel>("taskName")->text(), name); // it is shown by itself
    QTRY_COMPARE(workbench.find<QTableView>("exampleTable")->model()->rowCount(), examples);
}

METASPO_UI_TEST(TasksPageTest)
#include "TasksPageTest.moc"
