#include "tests/ui/tasks/TasksFixture.h"

#include <QDialog>
#include <QFile>
#include <QPushButton>

using namespace metaspo;

/// What the window says and asks while tasks cannot be saved.
class TaskTroubleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void troubleIsToldAndSavedAgain();
    void closingAsksWhileSavingFails();
    void closingAsksForFormerProjects();
};

void TaskTroubleTest::troubleIsToldAndSavedAgain()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    const QString path = workbench.project().path();
    QVERIFY(QFile::rename(path, path + QStringLiteral(".away")));
    QTest::keyClicks(workbench.field("questionField"), QStringLiteral("typed "));
    QTRY_VERIFY2(workbench.message().contains(QLatin1String("not saved yet")), qPrintable(workbench.message()));
    QVERIFY(workbench.message().contains(QLatin1String("Put the file back")));
    QVERIFY(workbench.label("taskSaveState").contains(QLatin1String("Not saved")));
    workbench.picture(QStringLiteral("tasks-not-saved"));
    QTest::keyClicks(workbench.field("questionField"), QStringLiteral("on "));
    QVERIFY(QFile::rename(path + QStringLiteral(".away"), path));
    workbench.press("messageButton");
    QTRY_VERIFY(workbench.isSaved());
    QVERIFY(workbench.stored(QStringLiteral("one")).examples.value(0).question.startsWith(QLatin1String("typed on ")));
}

void TaskTroubleTest::closingAsksWhileSavingFails()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    const QString path = workbench.project().path();
    QVERIFY(QFile::rename(path, path + QStringLiteral(".away")));
    QTest::keyClicks(workbench.field("questionField"), QStringLiteral("typed "));
    for (int times = 0; times < 2; ++times) {
        workbench.window().close();
        QTRY_VERIFY(workbench.find<QDialog>("quitDialog"));
        QVERIFY(workbench.window().isVisible());
        QCOMPARE(workbench.find<QPushButton>("quitAnyway")->text(), QStringLiteral("Quit without saving"));
        QTRY_VERIFY(workbench.message().contains(QLatin1String("not saved yet")));
        workbench.press("stay");
        QTRY_VERIFY(!workbench.find<QDialog>("quitDialog"));
    }
    QVERIFY(QFile::rename(path + QStringLiteral(".away"), path));
    workbench.window().close();
    QTRY_VERIFY(!workbench.window().isVisible());
    workbench.restart();
    workbench.window().openProject(path);
    QTRY_VERIFY(workbench.window().project());
    QVERIFY(workbench.stored(QStringLiteral("one")).examples.value(0).question.startsWith(QLatin1String("typed ")));
}

void TaskTroubleTest::closingAsksForFormerProjects()
{
    TasksFixture workbench;
    QVERIFY(workbench.open({TasksFixture::yesNo(QStringLiteral("one"), 40)}));
    const QString path = workbench.project().path();
    QVERIFY(QFile::rename(path, path + QStringLiteral(".away")));
    QTest::keyClicks(workbench.field("questionField"), QStringLiteral("typed "));
    workbench.window().createProject(workbench.path(QStringLiteral("other.metaspo")));
    QTRY_VERIFY(workbench.window().project() && workbench.project().path() != path);
    QTRY_VERIFY2(workbench.message().contains(QLatin1String("not saved yet")), qPrintable(workbench.message()));
    workbench.window().close();
    QTRY_VERIFY(workbench.find<QDialog>("quitDialog"));
    QCOMPARE(workbench.find<QPushButton>("quitAnyway")->text(), QStringLiteral("Quit without saving"));
    workbench.press("stay");
    QTRY_VERIFY(!workbench.find<QDialog>("quitDialog"));
    QVERIFY(QFile::rename(path + QStringLiteral(".away"), path));
    workbench.window().close();
    QTRY_VERIFY(!workbench.window().isVisible());
}

METASPO_UI_TEST(TaskTroubleTest)
#include "TaskTroubleTest.moc"
