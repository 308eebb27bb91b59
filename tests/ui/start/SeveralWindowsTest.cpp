#include "tests/ui/ShortcutsUser.h"
#include "tests/ui/run/RunFixture.h"

#include "ui/run/Chip.h"

#include <QDropEvent>
#include <QLabel>
#include <QListView>
#include <QMimeData>

using namespace metaspo;

/// Several windows of one program: each with a project of its own, and two on the same one.
class SeveralWindowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachWindowHasItsProject();
    void severalDroppedProjectsOpenInWindows();
    void recentProjectOpensInAWindow();
    void listIsTheSameInAllWindows();
    void themeIsTheSameInAllWindows();
    void shortcutsAreTheSameInAllWindows();
    void closedWindowTakesNoProject();
    void onlyTheLastWindowWaits();
    void quitClosesAll();
    void runOfAnotherWindowIsFollowed();

private:
    static MainWindow* secondWindow(WorkbenchFixture& workbench);
    static QString make(WorkbenchFixture& workbench, const QString& name);
    static bool isRunning(RunFixture& workbench); ///< a run that was started in a new project
    template <typename T>
    static T* in(MainWindow* window, const char* name)
    {
        return window->findChild<T*>(QLatin1String(name));
    }
};

MainWindow* SeveralWindowsTest::secondWindow(WorkbenchFixture& workbench)
{
    return workbench.window().otherWindows().value(0);
}

QString SeveralWindowsTest::make(WorkbenchFixture& workbench, const QString& name)
{
    const QString path = workbench.path(name);
    workbench.window().createProject(path);
    if (!QTest::qWaitFor([&] { return workbench.window().project() && workbench.window().project()->path() == path; },
                         20'000))
        qFatal("a project of the test cannot be made");
    workbench.window().closeProject();
    return path;
}

bool SeveralWindowsTest::isRunning(RunFixture& workbench)
{
    QDialog* newRun = workbench.makeProject() ? workbench.openNewRun() : nullptr;
    if (!newRun)
        return false;
    QTest::mouseClick(newRun->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
    return QTest::qWaitFor([&] { return workbench.server().calls().size() > 3; }, RunFixture::patience);
}

void SeveralWindowsTest::eachWindowHasItsProject()
{
    WorkbenchFixture workbench;
    const QString one = make(workbench, QStringLiteral("one.metaspo"));
    const QString two = make(workbench, QStringLiteral("two.metaspo"));
    workbench.window().openProject(one);
    workbench.find<QAction>("newWindowAction")->trigger();
    MainWindow* second = secondWindow(workbench);
    QVERIFY(second);
    QVERIFY(!second->project());
    QVERIFY(second->pos() != workbench.window().pos()); // does not hide the first
    second->openProject(two);
    QTRY_VERIFY_WITH_TIMEOUT(second->project() && workbench.window().project(), 20'000);
    QCOMPARE(workbench.window().project()->path(), one);
    QCOMPARE(second->project()->path(), two);
    QPointer<MainWindow> gone(second);
    second->close();
    QTRY_VERIFY(!gone);
    QVERIFY(workbench.window().isVisible());
    QCOMPARE(workbench.window().project()->path(), one);
}

void SeveralWindowsTest::severalDroppedProjectsOpenInWindows()
{
    WorkbenchFixture workbench;
    const QString one = make(workbench, QStringLiteral("one.metaspo"));
    const QString two = make(workbench, QStringLiteral("two.metaspo"));
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(one), QUrl::fromLocalFile(two)});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&workbench.window(), &enter);
    QDropEvent event(QPointF(200, 200), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&workbench.window(), &event);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project(), 20'000);
    MainWindow* second = secondWindow(workbench);
    QVERIFY(second);
    QTRY_VERIFY_WITH_TIMEOUT(second->project(), 20'000);
    QCOMPARE(workbench.window().project()->path(), one);
    QCOMPARE(second->project()->path(), two);
}

void SeveralWindowsTest::recentProjectOpensInAWindow()
{
    WorkbenchFixture workbench;
    const QString one = make(workbench, QStringLiteral("one.metaspo"));
    auto* list = workbench.find<QListView>("recentProjects");
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    MainWindow* second = secondWindow(workbench);
    QVERIFY(second);
    QTRY_VERIFY_WITH_TIMEOUT(second->project(), 20'000);
    QCOMPARE(second->project()->path(), one);
    QVERIFY(!workbench.window().project());
}

void SeveralWindowsTest::listIsTheSameInAllWindows()
{
    WorkbenchFixture workbench;
    MainWindow* second = workbench.window().openWindow();
    QCOMPARE(in<QListView>(second, "recentProjects")->model()->rowCount(), 0);
    make(workbench, QStringLiteral("one.metaspo"));
    QCOMPARE(in<QListView>(second, "recentProjects")->model()->rowCount(), 1);
}

void SeveralWindowsTest::themeIsTheSameInAllWindows()
{
    WorkbenchFixture workbench;
    MainWindow* second = workbench.window().openWindow();
    workbench.find<QAction>("themeDark")->trigger();
    QVERIFY(in<QAction>(second, "themeDark")->isChecked());
    QVERIFY(!in<QAction>(second, "themeLight")->isChecked());
}

void SeveralWindowsTest::shortcutsAreTheSameInAllWindows()
{
    WorkbenchFixture workbench;
    MainWindow* second = workbench.window().openWindow();
    const auto keysThere = [second](const char* action) { return in<QAction>(second, action)->shortcut().toString(); };
    const ShortcutsUser dialog(workbench);
    dialog.choose(QStringLiteral("Tasks"));
    dialog.type(Qt::Key_3, Qt::ControlModifier);
    dialog.press("takeShortcut");
    QCOMPARE(dialog.keys(QStringLiteral("Tasks")), QStringLiteral("Ctrl+3"));
    QCOMPARE(keysThere("tasksPageAction"), QStringLiteral("Ctrl+3"));
    QCOMPARE(keysThere("connectionsPageAction"), QString()); // it has lost them there too
    const QString toolTip = in<QAction>(second, "nextDifferenceAction")->toolTip();
    QVERIFY2(toolTip.endsWith(QStringLiteral(" (F8, Ctrl+Down)")), qPrintable(toolTip));
    dialog.press("resetShortcuts");
    QCOMPARE(keysThere("tasksPageAction"), QStringLiteral("Ctrl+2"));
    QCOMPARE(keysThere("connectionsPageAction"), QStringLiteral("Ctrl+3"));
}

// Closed while the file is being opened for its run: nobody would see what it starts.
void SeveralWindowsTest::closedWindowTakesNoProject()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    RunRequest request;
    request.settings = presetSettings(Preset::Small);
    request.settings.scope = Scope::Global;
    request.settings.sources = {QStringLiteral("alpha"), QStringLiteral("beta")};
    request.settings.train = request.settings.validation = request.settings.test = 8;
    request.baseConnection = request.optimizerConnection = QStringLiteral("scripted");
    const auto run = waited(workbench.project().storeRun(request));
    QVERIFY2(run.has_value(), run ? "" : qPrintable(sentence(run.error())));
    const QString path = workbench.project().path();
    workbench.window().closeProject();
    MainWindow* second = workbench.window().openWindow();
    workbench.window().openRun(path, *run, true); // as the banner's Resume does
    workbench.window().close();
    QVERIFY(!workbench.window().isVisible());
    second->openRun(path, *run, false);
    const auto* state = in<Chip>(second, "runState");
    QTRY_VERIFY_WITH_TIMEOUT(state->text().endsWith(QLatin1String("Ready")), RunFixture::patience);
    QVERIFY(!workbench.window().project());
    QCOMPARE(workbench.server().calls().size(), 0);
}

// What is still to be finished is told by the windows that stay.
void SeveralWindowsTest::onlyTheLastWindowWaits()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 3000;
    RunFixture workbench(script);
    QVERIFY(isRunning(workbench));
    MainWindow* second = workbench.window().openWindow();
    workbench.window().close();
    auto* question = workbench.find<QDialog>("quitDialog");
    QVERIFY(question);
    QCOMPARE(question->windowTitle(), QStringLiteral("Close the window?"));
    QTest::mouseClick(question->findChild<QPushButton*>(QStringLiteral("quitAnyway")), Qt::LeftButton);
    QVERIFY(!workbench.window().isVisible());
    QTRY_VERIFY(in<QLabel>(second, "closingLabel")->isVisible());
}

void SeveralWindowsTest::quitClosesAll()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.createProject());
    QPointer<MainWindow> second(workbench.window().openWindow());
    workbench.find<QAction>("quitAction")->trigger();
    QTRY_VERIFY(!second);
    QTRY_VERIFY(!workbench.window().isVisible());
}

void SeveralWindowsTest::runOfAnotherWindowIsFollowed()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 100;
    RunFixture workbench(script);
    QVERIFY(isRunning(workbench));
    MainWindow* second = workbench.window().openWindow();
    second->openRun(workbench.project().path(), 1, false);
    auto* situation = in<QLabel>(second, "runSituation");
    QTRY_VERIFY_WITH_TIMEOUT(situation->text().contains(QLatin1String("another window or program")),
                             RunFixture::patience);
    QCOMPARE(second->currentPage()->objectName(), QStringLiteral("runPage"));
    QVERIFY(!workbench.find<QLabel>("runSituation")->text().contains(QLatin1String("another window")));
    QTRY_VERIFY_WITH_TIMEOUT(in<QAction>(second, "writePromptAction")->isEnabled(), RunFixture::patience);
    for (const char* owned : {"resumeAction", "stepIntoAction", "limitsAction"})
        QVERIFY2(!in<QAction>(second, owned)->isEnabled(), owned);
    const auto* progress = in<QLabel>(second, "runProgressText");
    const QString before = progress->text();
    QTRY_VERIFY_WITH_TIMEOUT(progress->text() != before, RunFixture::patience); // live
    workbench.picture(QStringLiteral("run-followed"), second);
    QVERIFY(in<QAction>(second, "pauseAction")->isEnabled());
    in<QAction>(second, "pauseAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(workbench.find<QAction>("resumeAction")->isEnabled(), RunFixture::patience);
    workbench.server().setScript(RunFixture::defaultScript());
    // From where it was paused it can also go on; what the owner alone can do is not offered.
    QTRY_VERIFY2_WITH_TIMEOUT(situation->text().contains(QLatin1String("Another window or program has it")),
                              qPrintable(situation->text()), RunFixture::patience);
    for (const char* owned : {"limitsAction", "runToAction", "breakpointAction"})
        QVERIFY2(!in<QAction>(second, owned)->isEnabled(), owned);
    for (const char* offered : {"resumeAction", "stopAction", "writePromptAction"})
        QVERIFY2(in<QAction>(second, offered)->isEnabled(), offered);
    workbench.picture(QStringLiteral("run-paused-elsewhere"), second);
    const auto* state = in<Chip>(second, "runState");
    const auto calls = workbench.server().calls().size();
    in<QAction>(second, "stepIntoAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(workbench.server().calls().size() > calls, RunFixture::patience);
    QTRY_VERIFY_WITH_TIMEOUT(in<QAction>(second, "resumeAction")->isEnabled(), RunFixture::patience);
    in<QAction>(second, "resumeAction")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(state->text().endsWith(QLatin1String("Finished")), RunFixture::patience);
}

METASPO_UI_TEST(SeveralWindowsTest)
#include "SeveralWindowsTest.moc"
