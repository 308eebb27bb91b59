#include "tests/core/store/StoreSamples.h"
#include "tests/ui/WorkbenchFixture.h"

#include "ui/kit/MessageBar.h"
#include "ui/window/CommandModel.h"

#include <QFile>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QDropEvent>
#include <QPushButton>
#include <QScrollArea>
#include <QTreeView>

using namespace metaspo;

class WindowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWithNothingOpen();
    void pagesAreReachedByKeysAndMouse();
    void themeIsRemembered();
    void sampleOpensOnTasks();
    void sampleIsMadeOnlyOnce();
    void fileThatIsNoProjectGivesASentence_data();
    void fileThatIsNoProjectGivesASentence();
    void damageAfterAKillIsTold();
    void examplesNeedAProject();
    void newProjectIsListedAsRecent();
    void everyFocusableWidgetIsNamed();
    void shortcutsDoNotCollide();
    void commandsAreFoundByLetters();
    void commandIsCarriedOut();
    void focusMovesThroughThePage();

private:
    static void drop(QWidget& window, const QString& path);
};

void WindowTest::drop(QWidget& window, const QString& path)
{
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QDropEvent event(QPointF(200, 200), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &event);
}

void WindowTest::startsWithNothingOpen()
{
    WorkbenchFixture workbench;
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("startPage"));
    QCOMPARE(workbench.window().project(), nullptr);
    QVERIFY(!workbench.find<QAction>("importAction")->isEnabled());
    QVERIFY(workbench.find<QListView>("recentProjects")->isHidden());
    workbench.picture(QStringLiteral("start-empty"));
}

void WindowTest::pagesAreReachedByKeysAndMouse()
{
    WorkbenchFixture workbench;
    QTest::keyClick(&workbench.window(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("tasksPage"));
    workbench.picture(QStringLiteral("tasks-no-project"));
    workbench.press("connectionsPageButton");
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("connectionsPage"));
    QTest::keyClick(&workbench.window(), Qt::Key_1, Qt::ControlModifier);
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("startPage"));
}

void WindowTest::themeIsRemembered()
{
    WorkbenchFixture workbench;
    QCOMPARE(Theme::rememberedChoice(), ThemeChoice::System);
    workbench.find<QAction>("themeDark")->trigger();
    QTRY_VERIFY(isDark(workbench.window().palette()));
    QCOMPARE(Theme::rememberedChoice(), ThemeChoice::Dark);
    workbench.find<QAction>("themeLight")->trigger();
    QTRY_VERIFY(!isDark(workbench.window().palette()));
    QCOMPARE(Theme::rememberedChoice(), ThemeChoice::Light);
}

void WindowTest::sampleOpensOnTasks()
{
    WorkbenchFixture workbench;
    workbench.press("openSample");
    QTRY_COMPARE_WITH_TIMEOUT(workbench.window().currentPage()->objectName(), QStringLiteral("tasksPage"), 20'000);
    QCOMPARE(workbench.window().project()->path(), Workspace::samplePath());
    QTRY_VERIFY(workbench.find<QTreeView>("taskTree")->model()->rowCount() >= 2);
    QVERIFY(workbench.message().isEmpty());
    QVERIFY(workbench.find<QLabel>("projectLabel")->text().contains(QLatin1String("sample.metaspo")));
    workbench.find<QAction>("closeAction")->trigger();
    QCOMPARE(workbench.window().project(), nullptr);
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("startPage"));
    workbench.picture(QStringLiteral("start-recent"));
}

void WindowTest::sampleIsMadeOnlyOnce()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.openSample());
    const std::shared_ptr<Project> first = workbench.window().project();
    workbench.window().showPage(QStringLiteral("startPage"));
    workbench.find<QAction>("sampleAction")->trigger();
    QTRY_COMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("tasksPage"));
    QCOMPARE(workbench.window().project(), first);
    QVERIFY(workbench.message().isEmpty());
}

void WindowTest::fileThatIsNoProjectGivesASentence_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("this is no database");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("missing") << QByteArray("-");
}

void WindowTest::fileThatIsNoProjectGivesASentence()
{
    QFETCH(QByteArray, content);
    WorkbenchFixture workbench;
    const QString path = content == "-" ? workbench.path(QStringLiteral("missing.metaspo"))
                                        : workbench.write(QStringLiteral("wrong.metaspo"), content);
    drop(workbench.window(), path);
    QTRY_VERIFY_WITH_TIMEOUT(!workbench.message().isEmpty(), 20'000);
    QVERIFY2(workbench.message().contains(QFileInfo(path).fileName()), qPrintable(workbench.message()));
    QCOMPARE(workbench.window().project(), nullptr);
    workbench.picture(QStringLiteral("start-error-") + QLatin1String(QTest::currentDataTag()));
    workbench.press("messageClose");
    QVERIFY(workbench.message().isEmpty());
}

// The file is looked through in the background because its last program was killed.
void WindowTest::damageAfterAKillIsTold()
{
    samples::Project made = samples::project();
    made.reader.reset();
    made.store.reset();
    samples::markAsLeftOpen(made.path);
    QVERIFY(samples::damage(made.path));
    WorkbenchFixture workbench;
    workbench.window().openProject(made.path);
    QTRY_VERIFY(workbench.message().contains(QStringLiteral("damaged")));
    QVERIFY2(workbench.message().contains(made.path), qPrintable(workbench.message()));
    QVERIFY(workbench.window().project() != nullptr); // what can still be read can be looked at
    workbench.picture(QStringLiteral("window-damaged"));
}

void WindowTest::examplesNeedAProject()
{
    WorkbenchFixture workbench;
    drop(workbench.window(), workbench.write(QStringLiteral("x.csv"), "question,answer\nq,a\n"));
    QVERIFY(workbench.message().contains(QLatin1String("project")));
    QVERIFY(workbench.find<QPushButton>("messageButton")->isVisible());
}

void WindowTest::newProjectIsListedAsRecent()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.createProject());
    QVERIFY(QFile::exists(workbench.path(QStringLiteral("new.metaspo"))));
    QTRY_VERIFY(workbench.find<QWidget>("tasksEmpty")->isVisible());
    workbench.picture(QStringLiteral("tasks-empty"));
    workbench.window().closeProject();
    auto* recent = workbench.find<QListView>("recentProjects");
    QTRY_COMPARE(recent->model()->rowCount(), 1);
    QCOMPARE(recent->model()->index(0, 0).data().toString(), QStringLiteral("new"));
    QTest::mouseClick(recent->viewport(), Qt::LeftButton, {},
                      recent->visualRect(recent->model()->index(0, 0)).center());
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project() != nullptr, 20'000);
}

void WindowTest::everyFocusableWidgetIsNamed()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.openSample());
    for (const char* page : {"startPage", "tasksPage", "connectionsPage", "runPage", "comparePage"}) {
        workbench.window().showPage(QLatin1String(page));
        workbench.turnLoop();
        QCOMPARE(workbench.unnamedWidgets(&workbench.window()).join(QStringLiteral("; ")), QString());
    }
}

void WindowTest::shortcutsDoNotCollide()
{
    WorkbenchFixture workbench;
    QHash<QKeySequence, QString> taken;
    for (const QAction* action : workbench.window().findChildren<QAction*>()) {
        if (action->shortcutContext() == Qt::WidgetShortcut)
            continue; // of one table alone
        for (const QKeySequence& keys : action->shortcuts()) {
            const QString text =
                QStringLiteral("%1 means %2 and %3").arg(keys.toString(), taken.value(keys), action->text());
            QVERIFY2(!taken.contains(keys), qPrintable(text));
            taken.insert(keys, action->text());
        }
    }
    QVERIFY(taken.size() > 10);
}

void WindowTest::commandsAreFoundByLetters()
{
    QCOMPARE(fit(QStringLiteral("xyz"), QStringLiteral("Step over")), -1);
    QVERIFY(fit(QStringLiteral("so"), QStringLiteral("Step over")) > 0);
    QVERIFY(fit(QStringLiteral("ov"), QStringLiteral("Step over")) >
            fit(QStringLiteral("ov"), QStringLiteral("Move level")));
    QAction open(QStringLiteral("&Open…"));
    QAction other(QStringLiteral("&Close the project"));
    CommandModel model({&other, &open}, nullptr);
    QCOMPARE(model.rowCount(), 2);
    model.narrow(QStringLiteral("op"));
    QCOMPARE(model.action(model.index(0)), &open);
    model.narrow(QStringLiteral("zzz"));
    QCOMPARE(model.rowCount(), 0);
}

void WindowTest::commandIsCarriedOut()
{
    WorkbenchFixture workbench;
    QTest::keyClick(&workbench.window(), Qt::Key_K, Qt::ControlModifier);
    auto* palette = workbench.find<QDialog>("commandPalette");
    QVERIFY(palette);
    auto* edit = palette->findChild<QLineEdit*>(QStringLiteral("commandEdit"));
    QTest::keyClicks(edit, QStringLiteral("connections"));
    workbench.picture(QStringLiteral("commands"), palette);
    QTest::keyClick(edit, Qt::Key_Return);
    QTRY_COMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("connectionsPage"));
}

void WindowTest::focusMovesThroughThePage()
{
    WorkbenchFixture workbench;
    workbench.window().activateWindow();
    workbench.find<QAbstractButton>("openSample")->setFocus();
    QTest::keyClick(workbench.window().focusWidget(), Qt::Key_Tab);
    QCOMPARE(workbench.window().focusWidget()->objectName(), QStringLiteral("newProject"));
    QTest::keyClick(workbench.window().focusWidget(), Qt::Key_Tab);
    QCOMPARE(workbench.window().focusWidget()->objectName(), QStringLiteral("openProject"));
}

METASPO_UI_TEST(WindowTest)
#include "WindowTest.moc"
