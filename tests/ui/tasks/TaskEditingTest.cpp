#include "tests/core/store/StoreSamples.h"
#include "tests/ui/tasks/TasksFixture.h"

#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QMenu>

using namespace metaspo;

/// Editing tasks in the window: writing one by hand, what it is, what runs keep of it, and how it is saved.
class TaskEditingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void taskIsWrittenByHand();
    void fieldsOfATaskAreEdited_data();
    void fieldsOfATaskAreEdited();
    void namesThatCannotBeAreRefused_data();
    void namesThatCannotBeAreRefused();
    void fieldsFollowTheFormat();
    void runKeepsItsVersion();
    void closingTheWindowSavesFirst();
    void closingTheProjectSavesFirst();
    void leavingThePageSaves();
    void keysBelongToThePage();
    void everythingIsNamed();

private:
    static void edit(QLineEdit* field, const QString& text)
    {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    }
};

void TaskEditingTest::taskIsWrittenByHand()
{
    TasksFixture workbench;
    QVERIFY(workbench.createProject());
    QTRY_VERIFY(workbench.find<QWidget>("tasksEmpty")->isVisible());
    workbench.press("writeFirstTask");
    QTRY_COMPARE(workbench.label("taskName"), QStringLiteral("new-task"));
    auto* name = workbench.find<QLineEdit>("taskNameField");
    QVERIFY(name->hasFocus());
    QTest::keyClicks(name, QStringLiteral("capitals"));
    QTest::keyClick(name, Qt::Key_Return);
    edit(workbench.find<QLineEdit>("taskDomainField"), QStringLiteral("Geography"));
    QCOMPARE(workbench.label("taskName"), QStringLiteral("capitals"));
    QVERIFY(workbench.taskIndex(QStringLiteral("Geography")).isValid());
    workbench.picture(QStringLiteral("tasks-written"));
    for (const char* question : {"Capital of France?", "Capital of Peru?"}) {
        workbench.action("addExampleAction")->trigger();
        QTest::keyClicks(workbench.table()->findChild<QWidget*>(QStringLiteral("questionEditor")),
                         QLatin1String(question));
        QTest::keyClick(workbench.table()->findChild<QWidget*>(QStringLiteral("questionEditor")), Qt::Key_Return);
        QTRY_VERIFY(!workbench.table()->findChild<QWidget*>(QStringLiteral("questionEditor")));
    }
    QTRY_VERIFY(workbench.isSaved());
    const Task stored = workbench.stored(QStringLiteral("capitals"));
    QCOMPARE(stored.domain, QStringLiteral("Geography"));
    QCOMPARE(stored.userPrompt.count(questionPlaceholder), 1);
    QVERIFY(stored.userPrompt.contains(QLatin1String("<answer>")));
    QCOMPARE(stored.examples.size(), 2);
    QCOMPARE(stored.examples.at(1).question, QStringLiteral("Capital of Peru?"));
    while (workbench.action("undoTaskAction")->isEnabled())
        workbench.action("undoTaskAction")->trigger();
    QTRY_VERIFY(workbench.find<QWidget>("tasksEmpty")->isVisible());
    QTRY_VERIFY(waited(workbench.project().queries().tasks())->isEmpty());
}

void TaskEditingTest::fieldsOfATaskAreEdited_data()
{
    using Act = std::function<void(TasksFixture&)>;
    using Change = std::function<void(Task&)>;
    QTest::addColumn<Act>("act");
    QTest::addColumn<Change>("change");
    const auto line = [](const char* field, const QString& text) {
        return Act([field, text](TasksFixture& workbench) { edit(workbench.find<QLineEdit>(field), text); });
    };
    const auto choice = [](const char* field, int place) {
        return Act([field, place](TasksFixture& workbench) {
            auto* box = workbench.find<QComboBox>(field);
            box->setCurrentIndex(place);
            Q_EMIT box->activated(place);
        });
    };
    QTest::newRow("name") << line("taskNameField", QStringLiteral("other"))
                          << Change([](Task& t) { t.name = QStringLiteral("other"); });
    QTest::newRow("domain") << line("taskDomainField", QStringLiteral("Other"))
                            << Change([](Task& t) { t.domain = QStringLiteral("Other"); });
    QTest::newRow("origin") << line("taskOriginField", QStringLiteral("a paper"))
                            << Change([](Task& t) { t.origin = QStringLiteral("a paper"); });
    QTest::newRow("licence") << line("taskLicenceField", QStringLiteral("CC0"))
                             << Change([](Task& t) { t.licence = QStringLiteral("CC0"); });
    QTest::newRow("role") << choice("taskRoleField", 1) << Change([](Task& t) { t.role = TaskRole::Target; });
    QTest::newRow("format") << choice("taskFormatField", 3)
                            << Change([](Task& t) { t.format.kind = AnswerKind::Text; });
    QTest::newRow("metric") << choice("taskMetricField", 1)
                            << Change([](Task& t) { t.metric.kind = MetricKind::MacroF1; });
    QTest::newRow("user prompt") << Act([](TasksFixture& workbench) {
        TextField* field = workbench.field("taskUserPrompt");
        field->moveCursor(QTextCursor::Start);
        QTest::keyClicks(field, QStringLiteral("Now: "));
    }) << Change([](Task& t) { t.userPrompt.prepend(QStringLiteral("Now: ")); });
    QTest::newRow("labels") << Act([](TasksFixture& workbench) {
        TextField* field = workbench.field("taskLabelsField");
        field->moveCursor(QTextCursor::End);
        QTest::keyClicks(field, QStringLiteral("|nope"));
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClicks(field, QStringLiteral("maybe"));
    }) << Change([](Task& t) {
        t.format.labels[1].synonyms = {QStringLiteral("nope")};
        t.format.labels.append({QStringLiteral("maybe"), {}});
    });
}

void TaskEditingTest::fieldsOfATaskAreEdited()
{
    QFETCH(std::function<void(TasksFixture&)>, act);
    QFETCH(std::function<void(Task&)>, change);
    TasksFixture workbench;
    const Task before = TasksFixture::yesNo(QStringLiteral("one"), 40);
    QVERIFY(workbench.open({before}));
    workbench.showTab(1);
    act(workbench);
    Task after = before;
    change(after);
    QTRY_VERIFY(workbench.isSaved());
    QCOMPARE(workbench.stored(after.name), after);
    workbench.press("undoTask"); // one command, also where it was typed
    QVERIFY(!workbench.action("undoTaskAction")->isEnabled());
    QTRY_VERIFY(workbench.isSaved());
    QCOMPARE(workbench.stored(before.name), before);
    workbench.press("redoTask");
    QTRY_VERIFY(workbench.isSaved());
    QCOMPARE(workbench.stored(after.name), after);
}

void TaskEditingTest::namesThatCannotBeAreRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("taken") << QStringLiteral("two") << QStringLiteral("Another task has that name.");
    QTest::newRow("words") << QStringLiteral("two words") << QStringLiteral("letters from a to z");
    QTest::newRow("a path") << QStringLiteral("../x") << QStringLiteral("letters from a to z");
}

void TaskEditingTest::namesThatCannotBeAreRefused()
{
    QFETCH(QString, name);
    QFETCH(QString, sentence);
    TasksFixture workbench;
    QVERIFY(workbench.open(
        {TasksFixture::yesNo(QStringLiteral("one"), 40), TasksFixture::yesNo(QStringLiteral("two"), 4)}));
    workbench.showTab(1);
    edit(workbench.find<QLineEdit>("taskNameField"), name);
    const auto* trouble = workbench.find<QLabel>("taskNameTrouble");
    QVERIFY(trouble->isVisible());
    QVERIFY2(trouble->text().contains(sentence), qPrintable(trouble->text()));
    QVERIFY(trouble->text().contains(QLatin1String("still called one")));
    workbench.picture(QStringLiteral("tasks-name-refused"));
    QCOMPARE(workbench.label("taskName"), QStringLiteral("one"));
    QVERIFY(!workbench.action("undoTaskAction")->isEnabled());
    edit(workbench.find<QLineEdit>("taskNameField"), QStringLiteral("three"));
    QVERIFY(!trouble->isVisible());
    QCOMPARE(workbench.label("taskName"), QStringLiteral("three"));
}

void TaskEditingTest::fieldsFollowTheFormat()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    workbench.showTab(1);
    auto* format = workbench.find<QComboBox>("taskFormatField");
    const QList<std::pair<int, const char*>> fields{
        {0, "taskChoicesField"}, {1, "taskLabelsField"}, {2, "taskNumberField"}};
    for (int kind = 0; kind < 4; ++kind) {
        format->setCurrentIndex(kind);
        Q_EMIT format->activated(kind);
        for (const auto& [of, name] : fields)
            QCOMPARE(workbench.find<QWidget>(name)->isVisibleTo(workbench.find<QWidget>("taskFormScroll")), of == kind);
    }
    auto* metric = workbench.find<QComboBox>("taskMetricField");
    metric->setCurrentIndex(metric->findData(static_cast<int>(MetricKind::Numeric)));
    Q_EMIT metric->activated(metric->currentIndex());
    workbench.find<QDoubleSpinBox>("taskToleranceField")->setValue(0.25);
    QTRY_VERIFY(workbench.isSaved());
    QCOMPARE(workbench.stored(QStringLiteral("one")).metric.tolerance, 0.25);
}

void TaskEditingTest::runKeepsItsVersion()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    QVERIFY(!workbench.find<QLabel>("taskVersion")->isVisible());
    const TaskSummary summary = waited(workbench.project().queries().tasks())->first();
    const Task before = *waited(workbench.project().queries().task(summary.task.id));
    {
        const std::unique_ptr<Store> other = *Store::open(workbench.project().path());
        QVERIFY(samples::written<qint64>(
            [&](auto done) { other->writer().createRun(samples::newRun({before}), done); }));
    }
    QTRY_COMPARE(workbench.label("taskVersion"), QStringLiteral("Run 1 used version 1, so a change makes version 2."));
    TextField* question = workbench.field("questionField");
    question->setFocus();
    question->moveCursor(QTextCursor::End);
    QTest::keyClicks(question, QStringLiteral("!"));
    const QString sentence = QStringLiteral("Run 1 keeps version 1; you are editing version 2.");
    QCOMPARE(workbench.label("taskVersion"), sentence);
    QTRY_VERIFY(workbench.isSaved());
    workbench.picture(QStringLiteral("tasks-version"));
    QTRY_COMPARE(workbench.label("taskVersion"), sentence);
    QCOMPARE(*waited(workbench.project().queries().task(before.id)), before);
    QCOMPARE(workbench.stored(QStringLiteral("one")).examples.at(0).question, QStringLiteral("question 0!"));
    QTest::keyClicks(question, QStringLiteral("!"));
    QCOMPARE(workbench.label("taskVersion"), sentence);
}

void TaskEditingTest::closingTheWindowSavesFirst()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    const QString path = workbench.project().path();
    TextField* question = workbench.field("questionField");
    question->setFocus();
    QTest::keyClicks(question, QStringLiteral("typed, then closed: "));
    workbench.showTab(1);
    auto* name = workbench.find<QLineEdit>("taskNameField");
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("renamed")); // and not even left
    workbench.window().close();
    QTRY_VERIFY(!workbench.window().isVisible());
    workbench.restart();
    workbench.window().openProject(path);
    QTRY_VERIFY(workbench.window().project());
    QVERIFY(workbench.stored(QStringLiteral("renamed"))
                .examples.value(0)
                .question.startsWith(QLatin1String("typed, then closed: ")));
}

void TaskEditingTest::closingTheProjectSavesFirst()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    const QString path = workbench.project().path();
    QTest::keyClicks(workbench.field("questionField"), QStringLiteral("typed "));
    workbench.window().closeProject();
    workbench.window().showPage(QStringLiteral("tasksPage"));
    QVERIFY(workbench.find<QWidget>("tasksNoProject")->isVisible());
    workbench.window().openProject(path);
    QTRY_VERIFY(workbench.window().project());
    QTRY_VERIFY(workbench.stored(QStringLiteral("one")).examples.value(0).question.startsWith(QLatin1String("typed ")));
}

// A run that is set up on the next page has what was typed.
void TaskEditingTest::leavingThePageSaves()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    QTest::keyClicks(workbench.field("questionField"), QStringLiteral("typed "));
    workbench.window().showPage(QStringLiteral("runPage"));
    QTRY_VERIFY(workbench.stored(QStringLiteral("one")).examples.value(0).question.startsWith(QLatin1String("typed ")));
}

void TaskEditingTest::keysBelongToThePage()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    const QAction* menu = workbench.find<QMenu>("tasksMenu")->menuAction();
    QVERIFY(menu->isEnabled());
    workbench.selectRow(1);
    workbench.table()->setFocus();
    QTest::keyClick(workbench.table(), Qt::Key_Delete);
    QCOMPARE(workbench.rows(), 39);
    workbench.window().showPage(QStringLiteral("connectionsPage"));
    QVERIFY(!menu->isEnabled());
    QTest::keyClick(&workbench.window(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(workbench.rows(), 39);
    workbench.action("undoTaskAction")->trigger(); // from the list of commands: then it is shown
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("tasksPage"));
    QCOMPARE(workbench.rows(), 40);
}

void TaskEditingTest::everythingIsNamed()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    for (int tab = 0; tab < 3; ++tab) {
        workbench.showTab(tab);
        QCOMPARE(workbench.unnamedWidgets(&workbench.window()).join(QStringLiteral("; ")), QString());
    }
    workbench.showTab(1);
    workbench.picture(QStringLiteral("tasks-form"));
}

METASPO_UI_TEST(TaskEditingTest)
#include "TaskEditingTest.moc"
