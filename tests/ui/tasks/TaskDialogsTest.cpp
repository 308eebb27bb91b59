#include "tests/ui/tasks/TasksFixture.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <functional>

using namespace metaspo;

namespace {

const QString hostile = QStringLiteral("<img src=x>\u202E evil \u0007 & \U0001F600");

Task hostileTask()
{
    Task task = TasksFixture::yesNo(QStringLiteral("one"), 40);
    for (int index : {3, 17, 33})
        task.examples[index].question = QStringLiteral("%1 number %2").arg(hostile).arg(index);
    task.examples[5].question = QString(1 << 20, u'x') + hostile;
    return task;
}

/// How often something became enabled.
class EnabledTimes : public QObject
{
public:
    int count = 0;

protected:
    bool eventFilter(QObject* object, QEvent* event) override
    {
        if (event->type() == QEvent::EnabledChange && qobject_cast<QWidget*>(object)->isEnabled())
            ++count;
        return false;
    }
};

/// Does something with every event of a dialog.
class DuringSearch : public QObject
{
public:
    explicit DuringSearch(std::function<void()> what)
        : m_what(std::move(what))
    {
    }

protected:
    bool eventFilter(QObject*, QEvent*) override
    {
        m_what();
        return false;
    }

private:
    std::function<void()> m_what;
};

} // namespace

/// Find and replace, and the division into splits.
class TaskDialogsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void replacesInHostileTexts();
    void replacesByExpression();
    void replacesOnlyWhereItIsShown();
    void faultyExpressionIsTold();
    void whatIsNoLongerAskedIsNotOffered();
    void preparedEditsAreForTheirTask();
    void dividesIntoSplits();
    void keepsTheTestSplit();
    void treeAndFilterShowTheSameSplit();

private:
    template <typename T>
    static T* in(const QDialog* dialog, const char* name)
    {
        return dialog->findChild<T*>(QLatin1String(name));
    }
    static QDialog* openReplace(TasksFixture& workbench)
    {
        workbench.press("replaceExamples");
        return workbench.find<QDialog>("replaceDialog");
    }
};

void TaskDialogsTest::replacesInHostileTexts()
{
    TasksFixture workbench;
    const Task before = hostileTask();
    QVERIFY(workbench.open({before}));
    QDialog* dialog = openReplace(workbench);
    QVERIFY(dialog);
    const auto* accept = in<QPushButton>(dialog, "replaceAccept");
    QVERIFY(!accept->isEnabled());
    in<QLineEdit>(dialog, "replaceFind")->setText(hostile);
    in<QLineEdit>(dialog, "replaceBy")->setText(QStringLiteral("<script>\u202Dnew\\1"));
    QTRY_VERIFY(accept->isEnabled());
    const QString summary = in<QLabel>(dialog, "replaceSummary")->text();
    QVERIFY2(summary.contains(QStringLiteral("Found 4 times in 4 examples")), qPrintable(summary));
    const QAbstractItemModel* preview = in<QTableView>(dialog, "replacePreview")->model();
    QCOMPARE(preview->rowCount(), 4);
    QCOMPARE(preview->index(0, 0).data().toString(), QStringLiteral("3"));
    QVERIFY(preview->index(0, 2).data().toString().contains(QStringLiteral("<img src=x>\\u202e evil \\x07")));
    QVERIFY(preview->index(0, 3).data().toString().contains(QStringLiteral("<script>\\u202dnew\\1 number 3")));
    QCOMPARE(workbench.unnamedWidgets(dialog).join(QStringLiteral("; ")), QString());
    workbench.picture(QStringLiteral("tasks-replace"), dialog);
    QTest::mouseClick(in<QPushButton>(dialog, "replaceAccept"), Qt::LeftButton);
    QTRY_VERIFY(workbench.isSaved());
    Task expected = before;
    for (Example& example : expected.examples)
        example.question.replace(hostile, QStringLiteral("<script>\u202Dnew\\1"));
    QCOMPARE(workbench.stored(QStringLiteral("one")), expected);
    workbench.press("undoTask");
    QTRY_VERIFY(workbench.isSaved());
    QCOMPARE(workbench.stored(QStringLiteral("one")), before);
}

void TaskDialogsTest::replacesByExpression()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    QDialog* dialog = openReplace(workbench);
    in<QLineEdit>(dialog, "replaceFind")->setText(QStringLiteral("^(\\w+) (\\d)$"));
    in<QLineEdit>(dialog, "replaceBy")->setText(QStringLiteral("\\2: \\1"));
    in<QCheckBox>(dialog, "replaceRegular")->setChecked(true);
    in<QComboBox>(dialog, "replaceFields")->setCurrentIndex(1);
    QTRY_VERIFY(in<QPushButton>(dialog, "replaceAccept")->isEnabled());
    QTest::mouseClick(in<QPushButton>(dialog, "replaceAccept"), Qt::LeftButton);
    QTRY_COMPARE(workbench.examples()->exampleWith(7)->question, QStringLiteral("7: question"));
    QCOMPARE(workbench.examples()->exampleWith(10)->question, QStringLiteral("question 10"));
}

void TaskDialogsTest::replacesOnlyWhereItIsShown()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    workbench.find<QComboBox>("exampleSplit")->setCurrentIndex(3);
    QTRY_COMPARE(workbench.rows(), 20);
    QDialog* dialog = openReplace(workbench);
    QCOMPARE(in<QComboBox>(dialog, "replaceScope")->currentIndex(), 1); // what is shown, as a person expects
    in<QLineEdit>(dialog, "replaceFind")->setText(QStringLiteral("QUESTION"));
    in<QLineEdit>(dialog, "replaceBy")->setText(QStringLiteral("q"));
    QTRY_VERIFY(in<QPushButton>(dialog, "replaceAccept")->text().contains(QStringLiteral("20")));
    QTest::mouseClick(in<QPushButton>(dialog, "replaceAccept"), Qt::LeftButton);
    QTRY_COMPARE(workbench.examples()->exampleWith(7)->question, QStringLiteral("q 7"));
    QCOMPARE(workbench.examples()->exampleWith(8)->question, QStringLiteral("question 8"));
}

void TaskDialogsTest::faultyExpressionIsTold()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    QDialog* dialog = openReplace(workbench);
    in<QCheckBox>(dialog, "replaceRegular")->setChecked(true);
    in<QLineEdit>(dialog, "replaceFind")->setText(QStringLiteral("(question"));
    QTRY_VERIFY(in<QLabel>(dialog, "replaceSummary")->text().contains(QStringLiteral("has a fault")));
    QVERIFY(!in<QPushButton>(dialog, "replaceAccept")->isEnabled());
    in<QLineEdit>(dialog, "replaceFind")->setText(QStringLiteral("not to be found"));
    QTRY_VERIFY(in<QLabel>(dialog, "replaceSummary")->text().contains(QStringLiteral("Found 0 times")));
    QVERIFY(!in<QPushButton>(dialog, "replaceAccept")->isEnabled());
    dialog->reject();
    QVERIFY(!workbench.action("undoTaskAction")->isEnabled());
}

// An answer that comes while somebody types on is for something else.
void TaskDialogsTest::whatIsNoLongerAskedIsNotOffered()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 20'000)}));
    QDialog* dialog = openReplace(workbench);
    auto* accept = in<QPushButton>(dialog, "replaceAccept");
    EnabledTimes times;
    accept->installEventFilter(&times);
    const auto* summary = in<QLabel>(dialog, "replaceSummary");
    auto* find = in<QLineEdit>(dialog, "replaceFind");
    DuringSearch typing([&] {
        if (!summary->text().startsWith(QStringLiteral("Searching")) || find->text() != QStringLiteral("question"))
            return;
        find->setText(QStringLiteral("question 1"));
        QCOMPARE(times.count, 0);
    });
    dialog->installEventFilter(&typing);
    in<QLineEdit>(dialog, "replaceBy")->setText(QStringLiteral("q"));
    find->setText(QStringLiteral("question"));
    QTRY_VERIFY(accept->isEnabled());
    QCOMPARE(find->text(), QStringLiteral("question 1"));
    QTRY_COMPARE(in<QTableView>(dialog, "replacePreview")->model()->index(0, 0).data().toString(), QStringLiteral("1"));
    QCOMPARE(times.count, 1);
}

// Two tasks may well have been changed equally often.
void TaskDialogsTest::preparedEditsAreForTheirTask()
{
    TasksFixture workbench;
    const Task one = TasksFixture::yesNo(QStringLiteral("one"), 40);
    const Task two = TasksFixture::yesNo(QStringLiteral("two"), 40);
    QVERIFY(workbench.open({one, two}));
    QVERIFY(workbench.select(QStringLiteral("two")));
    QTRY_COMPARE(workbench.rows(), 40);
    QVERIFY(workbench.select(QStringLiteral("one")));
    QTRY_COMPARE(workbench.rows(), 40);
    QDialog* dialog = openReplace(workbench);
    in<QLineEdit>(dialog, "replaceFind")->setText(QStringLiteral("question 7"));
    in<QLineEdit>(dialog, "replaceBy")->setText(QStringLiteral("q"));
    QTRY_VERIFY(in<QPushButton>(dialog, "replaceAccept")->isEnabled());
    QVERIFY(workbench.select(QStringLiteral("two")));
    QTest::mouseClick(in<QPushButton>(dialog, "replaceAccept"), Qt::LeftButton);
    QCOMPARE(workbench.examples()->exampleWith(7)->question, QStringLiteral("question 7"));
    QTRY_VERIFY(workbench.isSaved());
    QCOMPARE(workbench.stored(QStringLiteral("one")), one);
    QCOMPARE(workbench.stored(QStringLiteral("two")), two);
}

void TaskDialogsTest::dividesIntoSplits()
{
    TasksFixture workbench;
    const Task before = TasksFixture::yesNo(QStringLiteral("one"), 40);
    QVERIFY(workbench.open({before}));
    workbench.press("divideTask");
    auto* dialog = workbench.find<QDialog>("splitDialog");
    QVERIFY(dialog);
    in<QSpinBox>(dialog, "splitValidation")->setValue(25);
    in<QSpinBox>(dialog, "splitTest")->setValue(25);
    in<QSpinBox>(dialog, "splitSeed")->setValue(7);
    QCOMPARE(in<QSpinBox>(dialog, "splitTrain")->value(), 50);
    QTRY_VERIFY(in<QPushButton>(dialog, "splitAccept")->isEnabled());
    const QString summary = in<QLabel>(dialog, "splitSummary")->text();
    QVERIFY2(summary.contains(QStringLiteral("Then: Train 20  ·  Validation 10  ·  Test 10")), qPrintable(summary));
    QCOMPARE(workbench.unnamedWidgets(dialog).join(QStringLiteral("; ")), QString());
    workbench.picture(QStringLiteral("tasks-splits"), dialog);
    QTest::mouseClick(in<QPushButton>(dialog, "splitAccept"), Qt::LeftButton);
    const QModelIndex task = workbench.taskIndex(QStringLiteral("one"));
    QTRY_COMPARE(task.siblingAtColumn(2).data().toString(), QStringLiteral("20"));
    QCOMPARE(task.siblingAtColumn(3).data().toString(), QStringLiteral("10"));
    QCOMPARE(task.siblingAtColumn(4).data().toString(), QStringLiteral("10"));
    workbench.press("undoTask");
    QCOMPARE(task.siblingAtColumn(2).data().toString(), QStringLiteral("20"));
    QCOMPARE(task.siblingAtColumn(3).data().toString(), QStringLiteral("0"));
    QTRY_VERIFY(workbench.isSaved());
    QCOMPARE(workbench.stored(QStringLiteral("one")), before);
}

void TaskDialogsTest::keepsTheTestSplit()
{
    TasksFixture workbench;
    const Task before = TasksFixture::yesNo(QStringLiteral("one"), 40);
    QVERIFY(workbench.open({before}));
    workbench.press("divideTask");
    auto* dialog = workbench.find<QDialog>("splitDialog");
    in<QCheckBox>(dialog, "splitKeepsTest")->setChecked(true);
    QVERIFY(!in<QSpinBox>(dialog, "splitTest")->isEnabled());
    in<QSpinBox>(dialog, "splitValidation")->setValue(40);
    QTRY_VERIFY(in<QLabel>(dialog, "splitSummary")->text().contains(QStringLiteral("Validation 8  ·  Test 20")));
    QTest::mouseClick(in<QPushButton>(dialog, "splitAccept"), Qt::LeftButton);
    QTRY_VERIFY(workbench.isSaved());
    const Task after = workbench.stored(QStringLiteral("one"));
    for (const Example& example : before.examples)
        QCOMPARE(after.examples.at(example.index).split == Split::Test, example.split == Split::Test);
}

void TaskDialogsTest::treeAndFilterShowTheSameSplit()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    const QModelIndex task = workbench.taskIndex(QStringLiteral("one"));
    workbench.tree()->setExpanded(task, true);
    workbench.tree()->setCurrentIndex(workbench.tree()->model()->index(2, 0, task));
    QTRY_COMPARE(workbench.rows(), 20);
    QCOMPARE(workbench.find<QComboBox>("exampleSplit")->currentIndex(), 3);
    workbench.picture(QStringLiteral("tasks-tree"));
    workbench.find<QComboBox>("exampleSplit")->setCurrentIndex(1);
    QCOMPARE(workbench.tree()->currentIndex().row(), 0);
    QTRY_COMPARE(workbench.examples()->exampleWith(workbench.examples()->rows().value(0))->split, Split::Train);
    workbench.find<QComboBox>("exampleSplit")->setCurrentIndex(0);
    QCOMPARE(workbench.tree()->currentIndex(), task);
    QTRY_COMPARE(workbench.rows(), 40);
}

METASPO_UI_TEST(TaskDialogsTest)
#include "TaskDialogsTest.moc"
