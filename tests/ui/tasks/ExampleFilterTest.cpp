#include "tests/ui/tasks/TasksFixture.h"

#include <QComboBox>

using namespace metaspo;

/// Which examples are shown, and how many it says there are, while they come and go.
class ExampleFilterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsDeletedWhileFilteringStaysAway();
    void countAndButtonsFollowAReset();
};

// Every second one, so that rows come back between others.
void ExampleFilterTest::whatIsDeletedWhileFilteringStaysAway()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 10)}));
    workbench.selectRow(0);
    workbench.find<QComboBox>("exampleSplit")->setCurrentIndex(1); // asked, not answered yet
    workbench.press("deleteExamples");
    QTRY_COMPARE(workbench.label("exampleCount"), QStringLiteral("4 of 9"));
    for (int row = 0; row < workbench.rows(); ++row)
        QVERIFY(workbench.examples()->example(workbench.examples()->index(row, 0)));
    workbench.table()->selectAll();
    workbench.press("duplicateExamples");
    QTRY_COMPARE(workbench.label("exampleCount"), QStringLiteral("8 of 13"));
}

// Many gaps at once are taken out by a reset of the model.
void ExampleFilterTest::countAndButtonsFollowAReset()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 300)}));
    QItemSelection everySecond;
    for (int row = 0; row < 300; row += 2)
        everySecond.select(workbench.examples()->index(row, 0), workbench.examples()->index(row, 1));
    workbench.table()->selectionModel()->select(everySecond, QItemSelectionModel::ClearAndSelect);
    workbench.press("deleteExamples");
    QCOMPARE(workbench.rows(), 150);
    QCOMPARE(workbench.label("exampleCount"), QStringLiteral("150 examples"));
    workbench.press("undoTask");
    QCOMPARE(workbench.rows(), 300);
    QCOMPARE(workbench.label("exampleCount"), QStringLiteral("300 examples"));
    QCOMPARE(workbench.action("deleteExamplesAction")->isEnabled(),
             workbench.table()->selectionModel()->hasSelection());
}

METASPO_UI_TEST(ExampleFilterTest)
#include "ExampleFilterTest.moc"
