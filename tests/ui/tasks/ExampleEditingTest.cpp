#include "tests/ui/tasks/TasksFixture.h"
#include "ui/kit/PlainText.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListView>

using namespace metaspo;

namespace {

/// Thirty examples with a question in two splits, copies, and an answer that cannot be read.
Task flawedTask()
{
    Task task = TasksFixture::yesNo(QStringLiteral("flawed"), 60);
    task.examples[20].question = task.examples[11].question; // train and test
    task.examples[30].question = task.examples[6].question;  // twice in train, equal answers
    task.examples[36].question = task.examples[6].question;
    task.examples[2].answers = {QStringLiteral("perhaps")};
    return task;
}

} // namespace

/// Editing examples in the window: in the table, in the form, with the fixes of problems.
class ExampleEditingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cellsAreEditedInPlace_data();
    void cellsAreEditedInPlace();
    void escapeLeavesTheCell();
    void longQuestionsGetRoom();
    void typingInTheFormIsOneCommand();
    void undoKeysReachTheHistoryFromEveryField_data();
    void undoKeysReachTheHistoryFromEveryField();
    void undoShowsTheExample();
    void examplesComeAndGo();
    void deletingAThousandComesBackInPlace();
    void problemsAreFixedByOneCommand_data();
    void problemsAreFixedByOneCommand();
    void problemsAreShownInTheTable();

private:
    static QWidget* editor(TasksFixture& workbench, const char* name);
};

QWidget* ExampleEditingTest::editor(TasksFixture& workbench, const char* name)
{
    return workbench.table()->findChild<QWidget*>(QLatin1String(name));
}

void ExampleEditingTest::cellsAreEditedInPlace_data()
{
    QTest::addColumn<int>("column");
    QTest::addColumn<QByteArray>("editorName");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("shown");
    QTest::newRow("question") << int(ExampleModel::QuestionColumn) << QByteArray("questionEditor")
                              << QStringLiteral("Is it <b>so</b>?") << QStringLiteral("Is it <b>so</b>?");
    QTest::newRow("answers") << int(ExampleModel::AnswersColumn) << QByteArray("answersEditor")
                             << QStringLiteral("yes\nno") << QStringLiteral("yes | no");
}

void ExampleEditingTest::cellsAreEditedInPlace()
{
    QFETCH(int, column);
    QFETCH(QByteArray, editorName);
    QFETCH(QString, typed);
    QFETCH(QString, shown);
    TasksFixture workbench;
    const Task before = TasksFixture::yesNo(QStringLiteral("one"), 40);
    QVERIFY(workbench.open({before}));
    const QModelIndex cell = workbench.table()->model()->index(3, column);
    const QString former = cell.data().toString();
    workbench.table()->setCurrentIndex(cell);
    workbench.table()->setFocus();
    QTest::keyClick(workbench.table(), Qt::Key_F2);
    QWidget* field = editor(workbench, editorName);
    QVERIFY(field);
    for (const QChar letter : typed) {
        if (letter == u'\n')
            QTest::keyClick(field, Qt::Key_Return, Qt::ShiftModifier);
        else
            QTest::keyClick(field, letter.toLatin1());
    }
    workbench.picture(QStringLiteral("tasks-cell-") + QLatin1String(editorName));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_VERIFY(!editor(workbench, editorName));
    QCOMPARE(cell.data().toString(), shown);
    QVERIFY(workbench.action("undoTaskAction")->isEnabled());
    workbench.press("undoTask");
    QCOMPARE(cell.data().toString(), former);
    workbench.press("redoTask");
    QCOMPARE(cell.data().toString(), shown);
    QTRY_VERIFY(workbench.isSaved());
    Task expected = before;
    if (column == ExampleModel::QuestionColumn)
        expected.examples[3].question = typed;
    else
        expected.examples[3].answers = typed.split(u'\n');
    QCOMPARE(workbench.stored(QStringLiteral("one")), expected);
}

void ExampleEditingTest::escapeLeavesTheCell()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    workbench.selectRow(1);
    QTest::keyClick(workbench.table(), Qt::Key_F2);
    QWidget* field = editor(workbench, "questionEditor");
    QVERIFY(field);
    QTest::keyClicks(field, QStringLiteral("nonsense"));
    QTest::keyClick(field, Qt::Key_Escape);
    QTRY_VERIFY(!editor(workbench, "questionEditor"));
    QCOMPARE(workbench.table()->model()->index(1, ExampleModel::QuestionColumn).data().toString(),
             QStringLiteral("question 1"));
    QVERIFY(!workbench.action("undoTaskAction")->isEnabled());
    QTest::keyClick(workbench.table(), Qt::Key_F2); // opened and closed without a change: no command
    QTest::keyClick(editor(workbench, "questionEditor"), Qt::Key_Return);
    QVERIFY(!workbench.action("undoTaskAction")->isEnabled());
}

void ExampleEditingTest::longQuestionsGetRoom()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    for (const int row : {0, 39}) {
        workbench.selectRow(row);
        QTest::keyClick(workbench.table(), Qt::Key_F2);
        const QWidget* field = editor(workbench, "questionEditor");
        QVERIFY(field);
        QVERIFY(field->height() > 3 * workbench.table()->rowHeight(0));
        QVERIFY(workbench.table()->viewport()->rect().contains(field->geometry()));
        QTest::keyClick(editor(workbench, "questionEditor"), Qt::Key_Escape);
        QTRY_VERIFY(!editor(workbench, "questionEditor"));
    }
}

void ExampleEditingTest::typingInTheFormIsOneCommand()
{
    TasksFixture workbench;
    const Task before = TasksFixture::yesNo(QStringLiteral("one"), 40);
    QVERIFY(workbench.open({before}));
    workbench.selectRow(2);
    TextField* question = workbench.field("questionField");
    QCOMPARE(question->text(), QStringLiteral("question 2"));
    question->setFocus();
    question->moveCursor(QTextCursor::End);
    QTest::keyClicks(question, QStringLiteral(" and more"));
    const QModelIndex cell = workbench.table()->model()->index(2, ExampleModel::QuestionColumn);
    QCOMPARE(cell.data().toString(), QStringLiteral("question 2 and more"));
    QVERIFY(workbench.find<PlainTextView>("messageUser")->original().contains(QLatin1String("question 2 and more")));
    QVERIFY(!workbench.isSaved());
    TextField* answers = workbench.field("answersField");
    answers->setFocus();
    answers->moveCursor(QTextCursor::End);
    QTest::keyClick(answers, Qt::Key_Return);
    QTest::keyClicks(answers, QStringLiteral("yes"));
    QTest::keyClick(answers, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(answers->text(), QStringLiteral("no"));
    QTest::keyClick(answers, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(question->text(), QStringLiteral("question 2"));
    QCOMPARE(cell.data().toString(), QStringLiteral("question 2"));
    QVERIFY(!workbench.action("undoTaskAction")->isEnabled());
    QTest::keyClick(question, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(question->text(), QStringLiteral("question 2 and more"));
    QTRY_VERIFY(workbench.isSaved());
    Task expected = before;
    expected.examples[2].question = QStringLiteral("question 2 and more");
    QCOMPARE(workbench.stored(QStringLiteral("one")), expected);
}

void ExampleEditingTest::undoKeysReachTheHistoryFromEveryField_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<int>("tab");
    for (const char* name : {"questionField", "answersField", "idField"})
        QTest::newRow(name) << QByteArray(name) << 0;
    for (const char* name :
         {"taskUserPrompt", "taskNameField", "taskDomainField", "taskLabelsField", "taskOriginField"})
        QTest::newRow(name) << QByteArray(name) << 1;
    QTest::newRow("exampleTable") << QByteArray("exampleTable") << 0;
    QTest::newRow("taskTree") << QByteArray("taskTree") << 0;
}

void ExampleEditingTest::undoKeysReachTheHistoryFromEveryField()
{
    QFETCH(QByteArray, field);
    QFETCH(int, tab);
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    workbench.selectRow(3);
    workbench.table()->setFocus();
    QTest::keyClick(workbench.table(), Qt::Key_Delete);
    QCOMPARE(workbench.rows(), 39);
    workbench.showTab(tab);
    auto* focused = workbench.find<QWidget>(field);
    QVERIFY(focused->isVisible());
    focused->setFocus();
    QTest::keyClick(focused, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(workbench.rows(), 40);
    QTest::keyClick(focused, Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(workbench.rows(), 39);
}

void ExampleEditingTest::undoShowsTheExample()
{
    TasksFixture workbench;
    QVERIFY(workbench.open(
        {TasksFixture::yesNo(QStringLiteral("one"), 40), TasksFixture::yesNo(QStringLiteral("two"), 40)}));
    QVERIFY(workbench.select(QStringLiteral("two")));
    QTRY_COMPARE(workbench.rows(), 40);
    workbench.examples()->setData(workbench.examples()->index(33, ExampleModel::QuestionColumn), QStringLiteral("x"),
                                  Qt::EditRole);
    QVERIFY(workbench.select(QStringLiteral("one")));
    QTRY_COMPARE(workbench.rows(), 40);
    QTest::keyClicks(workbench.find<QLineEdit>("exampleSearch"), QStringLiteral("question 1"));
    QTRY_VERIFY(workbench.rows() < 40);
    workbench.press("undoTask");
    QTRY_COMPARE(workbench.label("taskName"), QStringLiteral("two"));
    QTRY_COMPARE(workbench.table()->currentIndex().row(), 33);
    QCOMPARE(workbench.field("questionField")->text(), QStringLiteral("question 33"));
}

void ExampleEditingTest::examplesComeAndGo()
{
    TasksFixture workbench;
    const Task before = TasksFixture::yesNo(QStringLiteral("one"), 40);
    QVERIFY(workbench.open({before}));
    workbench.selectRow(5); // in test
    workbench.press("addExample");
    QCOMPARE(workbench.rows(), 41);
    QWidget* question = editor(workbench, "questionEditor"); // to be typed into at once
    QVERIFY(question);
    QTest::keyClicks(question, QStringLiteral("new?"));
    QTest::keyClick(question, Qt::Key_Tab);
    QTRY_VERIFY(editor(workbench, "answersEditor"));
    QTest::keyClicks(editor(workbench, "answersEditor"), QStringLiteral("no"));
    QTest::keyClick(editor(workbench, "answersEditor"), Qt::Key_Return);
    const Example added = *workbench.examples()->exampleWith(40);
    QCOMPARE(added, (Example{40, Split::Test, QStringLiteral("new?"), {QStringLiteral("no")}, {}}));

    workbench.table()->selectRow(3);
    workbench.table()->selectionModel()->select(workbench.examples()->index(7, 0),
                                                QItemSelectionModel::Select | QItemSelectionModel::Rows);
    workbench.press("duplicateExamples");
    QCOMPARE(workbench.rows(), 43);
    QCOMPARE(workbench.examples()->exampleWith(42)->question, QStringLiteral("question 7"));
    QCOMPARE(workbench.table()->currentIndex().row(), 42);

    workbench.selectRow(3);
    workbench.table()->setFocus();
    QTest::keyClick(workbench.table(), Qt::Key_Delete);
    QCOMPARE(workbench.rows(), 42);
    QCOMPARE(workbench.examples()->exampleWith(3), nullptr);
    QCOMPARE(workbench.table()->currentIndex().row(), 3); // the next one
    QTRY_VERIFY(workbench.isSaved());
    const Task stored = workbench.stored(QStringLiteral("one"));
    QCOMPARE(stored.examples.size(), 42);
    QCOMPARE(stored.examples.at(39), added);
    while (workbench.action("undoTaskAction")->isEnabled())
        workbench.press("undoTask");
    QTRY_VERIFY(workbench.isSaved());
    QCOMPARE(workbench.stored(QStringLiteral("one")), before);
    QCOMPARE(workbench.label("exampleCount"), QStringLiteral("40 examples"));
}

void ExampleEditingTest::deletingAThousandComesBackInPlace()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 2000)}));
    workbench.find<QComboBox>("exampleSplit")->setCurrentIndex(1);
    QTRY_COMPARE(workbench.rows(), 1000);
    workbench.table()->selectAll();
    workbench.press("deleteExamples");
    QTRY_COMPARE(workbench.rows(), 0);
    workbench.find<QComboBox>("exampleSplit")->setCurrentIndex(0);
    QTRY_COMPARE(workbench.rows(), 1000);
    workbench.press("undoTask");
    QTRY_COMPARE(workbench.rows(), 2000);
    for (int row = 0; row < 2000; ++row)
        QCOMPARE(workbench.examples()->index(row, ExampleModel::QuestionColumn).data().toString(),
                 QStringLiteral("question %1").arg(row));
}

void ExampleEditingTest::problemsAreFixedByOneCommand_data()
{
    QTest::addColumn<QString>("problem");
    QTest::addColumn<QByteArray>("fix");
    QTest::newRow("unreadable") << QStringLiteral("format cannot read") << QByteArray("problemFix1");
    QTest::newRow("two splits") << QStringLiteral("another split has too") << QByteArray("problemFix0");
    QTest::newRow("copies") << QStringLiteral("more than once") << QByteArray("problemFix0");
    QTest::newRow("placeholder") << QStringLiteral("has no {question}") << QByteArray("problemFix0");
}

void ExampleEditingTest::problemsAreFixedByOneCommand()
{
    QFETCH(QString, problem);
    QFETCH(QByteArray, fix);
    TasksFixture workbench;
    Task before = flawedTask();
    if (problem.contains(QLatin1String("{question}")))
        before.userPrompt = QStringLiteral("Say <answer>yes</answer> or no.");
    QVERIFY(workbench.open({before}));
    workbench.showTab(2);
    auto* list = workbench.find<QListView>("taskProblems");
    const auto found = [&] {
        return list->model()
            ->match(list->model()->index(0, 0), Qt::DisplayRole, problem, 1, Qt::MatchContains)
            .value(0);
    };
    QTRY_VERIFY(found().isValid());
    list->setCurrentIndex(found());
    workbench.picture(QStringLiteral("tasks-fixes"));
    QCOMPARE(workbench.unnamedWidgets(&workbench.window()).join(QStringLiteral("; ")), QString());
    workbench.press(fix);
    QTRY_VERIFY(!found().isValid());
    QTRY_VERIFY(workbench.isSaved());
    const Task fixed = workbench.stored(QStringLiteral("flawed"));
    QVERIFY(fixed != before);
    workbench.press("undoTask");
    QTRY_VERIFY(workbench.isSaved());
    QCOMPARE(workbench.stored(QStringLiteral("flawed")), before);
    workbench.press("redoTask");
    QTRY_VERIFY(workbench.isSaved());
    QCOMPARE(workbench.stored(QStringLiteral("flawed")), fixed);
}

void ExampleEditingTest::problemsAreShownInTheTable()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({flawedTask()}));
    const QModelIndex cell = workbench.examples()->index(2, ExampleModel::IssuesColumn);
    QTRY_VERIFY(cell.data().toString().contains(QLatin1String("cannot be read")));
    QVERIFY(!workbench.table()->isColumnHidden(ExampleModel::IssuesColumn));
    QVERIFY(workbench.examples()->index(3, ExampleModel::IssuesColumn).data().toString().isEmpty());
    QVERIFY(workbench.find<QTabWidget>("taskTabs")->tabText(2).contains(u'('));
    workbench.picture(QStringLiteral("tasks-issues"));
    workbench.showTab(2);
    auto* list = workbench.find<QListView>("taskProblems");
    const auto leak = [list] {
        return list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, QStringLiteral("another split"), 1,
                                    Qt::MatchContains).value(0);
    };
    QTRY_VERIFY(leak().isValid());
    list->setCurrentIndex(leak());
    QTRY_VERIFY(workbench.find<QWidget>("problemExamples")->isEnabled());
    workbench.press("problemExamples");
    QTRY_COMPARE(workbench.rows(), 2);
    workbench.press("showAllExamples");
    QTRY_COMPARE(workbench.rows(), 60);
}

METASPO_UI_TEST(ExampleEditingTest)
#include "ExampleEditingTest.moc"
