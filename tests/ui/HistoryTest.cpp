#include "tests/ui/WorkbenchFixture.h"

#include <QAbstractButton>
#include <QAction>
#include <QTreeView>

using namespace metaspo;

class HistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leadsBackAndForward();
    void newPageForgetsWhatWasAhead();
    void sameTwiceIsOnePlace();
    void mouseButtonsGoAlong();
    void buttonsOverADialogStayThere();
};

namespace {

QString page(WorkbenchFixture& workbench)
{
    return workbench.window().currentPage()->objectName();
}

bool canGo(WorkbenchFixture& workbench, const char* action)
{
    return workbench.find<QAction>(action)->isEnabled();
}

void back(WorkbenchFixture& workbench)
{
    QTest::keyClick(&workbench.window(), Qt::Key_Left, Qt::AltModifier);
}

void forward(WorkbenchFixture& workbench)
{
    QTest::keyClick(&workbench.window(), Qt::Key_Right, Qt::AltModifier);
}

} // namespace

void HistoryTest::leadsBackAndForward()
{
    WorkbenchFixture workbench;
    QVERIFY(!canGo(workbench, "backAction"));
    QVERIFY(!canGo(workbench, "forwardAction"));
    workbench.press("tasksPageButton");
    QTest::keyClick(&workbench.window(), Qt::Key_4, Qt::ControlModifier);
    QCOMPARE(page(workbench), QStringLiteral("runPage"));
    back(workbench);
    QCOMPARE(page(workbench), QStringLiteral("tasksPage"));
    QVERIFY(workbench.find<QAbstractButton>("tasksPageButton")->isChecked());
    QVERIFY(canGo(workbench, "backAction") && canGo(workbench, "forwardAction"));
    back(workbench);
    QCOMPARE(page(workbench), QStringLiteral("startPage"));
    QVERIFY(!canGo(workbench, "backAction"));
    back(workbench);
    QCOMPARE(page(workbench), QStringLiteral("startPage"));
    forward(workbench);
    forward(workbench);
    QCOMPARE(page(workbench), QStringLiteral("runPage"));
    QVERIFY(!canGo(workbench, "forwardAction"));
}

void HistoryTest::newPageForgetsWhatWasAhead()
{
    WorkbenchFixture workbench;
    workbench.press("tasksPageButton");
    workbench.press("runPageButton");
    back(workbench);
    workbench.press("connectionsPageButton");
    QVERIFY(!canGo(workbench, "forwardAction"));
    back(workbench);
    QCOMPARE(page(workbench), QStringLiteral("tasksPage"));
}

void HistoryTest::sameTwiceIsOnePlace()
{
    WorkbenchFixture workbench;
    workbench.press("tasksPageButton");
    workbench.press("tasksPageButton");
    back(workbench);
    QCOMPARE(page(workbench), QStringLiteral("startPage"));
    workbench.window().showPage(QStringLiteral("startPage"));
    QVERIFY(canGo(workbench, "forwardAction"));
}

void HistoryTest::mouseButtonsGoAlong()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.openSample());
    QWidget* tree = workbench.find<QTreeView>("taskTree")->viewport(); // takes presses for itself
    QTest::mouseClick(tree, Qt::BackButton);
    QCOMPARE(page(workbench), QStringLiteral("startPage"));
    QTest::mouseClick(&workbench.window(), Qt::ForwardButton);
    QCOMPARE(page(workbench), QStringLiteral("tasksPage"));
    QTest::mouseDClick(tree, Qt::LeftButton);
    QCOMPARE(page(workbench), QStringLiteral("tasksPage"));
}

void HistoryTest::buttonsOverADialogStayThere()
{
    WorkbenchFixture workbench;
    workbench.press("tasksPageButton");
    workbench.find<QAction>("shortcutsAction")->trigger();
    QTest::mouseClick(workbench.find<QWidget>("shortcutsList"), Qt::BackButton);
    QCOMPARE(page(workbench), QStringLiteral("tasksPage"));
}

METASPO_UI_TEST(HistoryTest)
#include "HistoryTest.moc"
