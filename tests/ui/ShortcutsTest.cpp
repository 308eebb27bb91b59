#include "tests/ui/ShortcutsUser.h"

#include "ui/kit/Settings.h"

#include <QLineEdit>
#include <QPushButton>

using namespace metaspo;

namespace {

const QString tasks = QStringLiteral("Tasks");
const QString connections = QStringLiteral("Connections");

/// The page that is shown once these keys were pressed.
QString pageAfter(WorkbenchFixture& workbench, Qt::Key pressed, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(&workbench.window(), pressed, modifiers);
    return workbench.window().currentPage()->objectName();
}

} // namespace

class ShortcutsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void actionsAreListedByMenu();
    void filterLeavesWhatFits();
    void newKeysActAndOldOnesDoNot();
    void conflictIsShownAndChangesNothing();
    void conflictIsResolvedByTakingTheKeys();
    void otherKeysEndTheConflict();
    void someKeysAreRefused_data();
    void someKeysAreRefused();
    void changesOutliveTheWindow();
    void removedKeysStayRemoved();
    void oneGoesBackToItsDefault();
    void defaultThatIsTakenHasToBeDecided();
    void allGoBackToTheirDefaults();
    void settingsThatCollideAreNotAmbiguous();
    void toolTipsFollow();
    void everythingIsNamed();
    void pictures();
};

void ShortcutsTest::actionsAreListedByMenu()
{
    WorkbenchFixture workbench;
    const ShortcutsUser dialog(workbench);
    QCOMPARE(dialog.keys(QStringLiteral("Open…")), QStringLiteral("Ctrl+O"));
    QCOMPARE(dialog.row(QStringLiteral("Open…"))->parent()->text(0), QStringLiteral("File"));
    QCOMPARE(dialog.keys(QStringLiteral("Commands")), QStringLiteral("Ctrl+K, Ctrl+Shift+P"));
    QCOMPARE(dialog.keys(QStringLiteral("Open the sample project")), QString());
    QVERIFY(dialog.row(QStringLiteral("Dark")));
    QCOMPARE(dialog.row(QStringLiteral("Dark"))->parent()->text(0), QStringLiteral("View, Theme"));
    QVERIFY(dialog.row(QStringLiteral("Step over (next candidate)")));
}

void ShortcutsTest::filterLeavesWhatFits()
{
    WorkbenchFixture workbench;
    const ShortcutsUser dialog(workbench);
    auto* filter = dialog.find<QLineEdit>("shortcutsFilter");
    QTest::keyClicks(filter, QStringLiteral("ctrl+o"));
    QVERIFY(!dialog.row(QStringLiteral("Open…"))->isHidden());
    QVERIFY(dialog.row(tasks)->isHidden());
    QVERIFY(dialog.row(tasks)->parent()->isHidden());
    QCOMPARE(dialog.find<QTreeWidget>("shortcutsList")->currentItem(), dialog.row(QStringLiteral("Open…")));
    filter->setText(QStringLiteral("nothing is called so"));
    QVERIFY(!dialog.find<QWidget>("shortcutKeys")->isEnabled());
    filter->clear();
    QVERIFY(!dialog.row(tasks)->isHidden());
}

void ShortcutsTest::newKeysActAndOldOnesDoNot()
{
    WorkbenchFixture workbench;
    {
        const ShortcutsUser dialog(workbench);
        dialog.give(tasks, Qt::Key_F7);
        QCOMPARE(dialog.keys(tasks), QStringLiteral("F7"));
        QCOMPARE(dialog.remark(tasks), QStringLiteral("By default: Ctrl+2."));
        QCOMPARE(dialog.conflict(), QString());
    }
    QCOMPARE(pageAfter(workbench, Qt::Key_2, Qt::ControlModifier), QStringLiteral("startPage"));
    QCOMPARE(pageAfter(workbench, Qt::Key_F7, Qt::NoModifier), QStringLiteral("tasksPage"));
}

void ShortcutsTest::conflictIsShownAndChangesNothing()
{
    WorkbenchFixture workbench;
    {
        const ShortcutsUser dialog(workbench);
        dialog.give(tasks, Qt::Key_3, Qt::ControlModifier);
        QVERIFY2(dialog.conflict().contains(QStringLiteral("Ctrl+3 already means “Connections” (View)")),
                 qPrintable(dialog.conflict()));
        QCOMPARE(dialog.remark(tasks), QStringLiteral("Conflict: “Connections” has Ctrl+3."));
        QCOMPARE(dialog.remark(connections), QStringLiteral("Conflict: “Tasks” asks for Ctrl+3."));
        QCOMPARE(dialog.keys(tasks), QStringLiteral("Ctrl+2"));
    }
    QCOMPARE(pageAfter(workbench, Qt::Key_3, Qt::ControlModifier), QStringLiteral("connectionsPage"));
    QCOMPARE(pageAfter(workbench, Qt::Key_2, Qt::ControlModifier), QStringLiteral("tasksPage"));
}

void ShortcutsTest::conflictIsResolvedByTakingTheKeys()
{
    WorkbenchFixture workbench;
    {
        const ShortcutsUser dialog(workbench);
        dialog.give(tasks, Qt::Key_3, Qt::ControlModifier);
        dialog.press("takeShortcut");
        QCOMPARE(dialog.conflict(), QString());
        QCOMPARE(dialog.keys(tasks), QStringLiteral("Ctrl+3"));
        QCOMPARE(dialog.keys(connections), QString());
        QCOMPARE(dialog.remark(tasks), QStringLiteral("Ctrl+3 was “Connections”."));
        QCOMPARE(dialog.remark(connections), QStringLiteral("Ctrl+3 now means “Tasks”."));
    }
    QCOMPARE(pageAfter(workbench, Qt::Key_3, Qt::ControlModifier), QStringLiteral("tasksPage"));
}

void ShortcutsTest::otherKeysEndTheConflict()
{
    WorkbenchFixture workbench;
    const ShortcutsUser dialog(workbench);
    dialog.give(tasks, Qt::Key_3, Qt::ControlModifier);
    QVERIFY(!dialog.conflict().isEmpty());
    dialog.type(Qt::Key_F7);
    QCOMPARE(dialog.conflict(), QString());
    QCOMPARE(dialog.remark(connections), QString());
    QCOMPARE(dialog.keys(tasks), QStringLiteral("F7"));
    dialog.type(Qt::Key_3, Qt::ControlModifier);
    dialog.choose(connections);
    QCOMPARE(dialog.conflict(), QString());
    QCOMPARE(dialog.keys(tasks), QStringLiteral("F7"));
}

void ShortcutsTest::someKeysAreRefused_data()
{
    QTest::addColumn<int>("pressed");
    QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
    QTest::addColumn<QString>("why");
    const auto row = [](const char* name, Qt::Key pressed, Qt::KeyboardModifiers modifiers, const char* why) {
        QTest::newRow(name) << static_cast<int>(pressed) << modifiers << QString::fromLatin1(why);
    };
    row("a letter", Qt::Key_J, Qt::NoModifier, "for writing");
    row("a capital letter", Qt::Key_J, Qt::ShiftModifier, "for writing");
    row("Return", Qt::Key_Return, Qt::NoModifier, "for writing");
    row("the letter of a menu", Qt::Key_F, Qt::AltModifier, "opens the menu");
    row("of text fields", Qt::Key_V, Qt::ControlModifier, "in text fields");
    row("of the tables", Qt::Key_Delete, Qt::NoModifier, "in the tables");
    row("of a part of a page", Qt::Key_F8, Qt::NoModifier, "part of a page");
}

void ShortcutsTest::someKeysAreRefused()
{
    QFETCH(int, pressed);
    QFETCH(Qt::KeyboardModifiers, modifiers);
    QFETCH(QString, why);
    WorkbenchFixture workbench;
    const ShortcutsUser dialog(workbench);
    dialog.give(tasks, static_cast<Qt::Key>(pressed), modifiers);
    QVERIFY2(dialog.conflict().contains(why), qPrintable(dialog.conflict()));
    QVERIFY(!dialog.find<QWidget>("takeShortcut")->isVisible());
    QCOMPARE(dialog.keys(tasks), QStringLiteral("Ctrl+2"));
    QCOMPARE(dialog.find<QKeySequenceEdit>("shortcutKeys")->keySequence(), QKeySequence(QStringLiteral("Ctrl+2")));
}

void ShortcutsTest::changesOutliveTheWindow()
{
    WorkbenchFixture workbench;
    {
        const ShortcutsUser dialog(workbench);
        dialog.give(tasks, Qt::Key_3, Qt::ControlModifier);
        dialog.press("takeShortcut");
        dialog.give(connections, Qt::Key_Semicolon, Qt::ControlModifier);
    }
    workbench.restart();
    QCOMPARE(pageAfter(workbench, Qt::Key_2, Qt::ControlModifier), QStringLiteral("startPage"));
    QCOMPARE(pageAfter(workbench, Qt::Key_3, Qt::ControlModifier), QStringLiteral("tasksPage"));
    QCOMPARE(pageAfter(workbench, Qt::Key_Semicolon, Qt::ControlModifier), QStringLiteral("connectionsPage"));
}

void ShortcutsTest::removedKeysStayRemoved()
{
    WorkbenchFixture workbench;
    {
        const ShortcutsUser dialog(workbench);
        dialog.choose(tasks);
        dialog.press("clearShortcut");
        QCOMPARE(dialog.keys(tasks), QString());
    }
    workbench.restart();
    QCOMPARE(pageAfter(workbench, Qt::Key_2, Qt::ControlModifier), QStringLiteral("startPage"));
}

void ShortcutsTest::oneGoesBackToItsDefault()
{
    WorkbenchFixture workbench;
    {
        const ShortcutsUser dialog(workbench);
        const QString commands = QStringLiteral("Commands");
        dialog.choose(commands);
        QVERIFY(!dialog.find<QWidget>("resetShortcut")->isEnabled());
        dialog.type(Qt::Key_F7);
        dialog.give(tasks, Qt::Key_F6, Qt::ControlModifier);
        dialog.choose(commands);
        dialog.press("resetShortcut");
        QCOMPARE(dialog.keys(commands), QStringLiteral("Ctrl+K, Ctrl+Shift+P"));
        QCOMPARE(dialog.remark(commands), QString());
        QCOMPARE(dialog.keys(tasks), QStringLiteral("Ctrl+F6"));
    }
    workbench.restart();
    QCOMPARE(workbench.find<QAction>("commandsAction")->shortcuts().size(), 2);
    QCOMPARE(pageAfter(workbench, Qt::Key_F6, Qt::ControlModifier), QStringLiteral("tasksPage"));
}

void ShortcutsTest::defaultThatIsTakenHasToBeDecided()
{
    WorkbenchFixture workbench;
    const ShortcutsUser dialog(workbench);
    dialog.give(tasks, Qt::Key_3, Qt::ControlModifier);
    dialog.press("takeShortcut");
    dialog.choose(connections);
    dialog.press("resetShortcut");
    QVERIFY(dialog.conflict().contains(QStringLiteral("already means “Tasks”")));
    QCOMPARE(dialog.keys(connections), QString());
    dialog.press("takeShortcut");
    QCOMPARE(dialog.keys(connections), QStringLiteral("Ctrl+3"));
    QCOMPARE(dialog.keys(tasks), QString());
}

void ShortcutsTest::allGoBackToTheirDefaults()
{
    WorkbenchFixture workbench;
    {
        const ShortcutsUser dialog(workbench);
        QVERIFY(!dialog.find<QWidget>("resetShortcuts")->isEnabled());
        dialog.give(tasks, Qt::Key_3, Qt::ControlModifier);
        dialog.press("takeShortcut");
        dialog.press("resetShortcuts");
        QCOMPARE(dialog.keys(tasks), QStringLiteral("Ctrl+2"));
        QCOMPARE(dialog.keys(connections), QStringLiteral("Ctrl+3"));
        QVERIFY(!dialog.find<QWidget>("resetShortcuts")->isEnabled());
    }
    workbench.restart();
    QCOMPARE(pageAfter(workbench, Qt::Key_2, Qt::ControlModifier), QStringLiteral("tasksPage"));
}

// A file edited by hand, or a later version with new defaults.
void ShortcutsTest::settingsThatCollideAreNotAmbiguous()
{
    WorkbenchFixture workbench;
    windowSettings()->setValue(QStringLiteral("shortcuts/startPageAction"), QStringList{QStringLiteral("Ctrl+3")});
    windowSettings()->setValue(QStringLiteral("shortcuts/tasksPageAction"),
                               QStringList{QStringLiteral("Ctrl+3"), QStringLiteral("no key"), QStringLiteral("x")});
    workbench.restart();
    const ShortcutsUser dialog(workbench);
    QCOMPARE(dialog.keys(QStringLiteral("Start")), QStringLiteral("Ctrl+3"));
    QCOMPARE(dialog.keys(tasks), QString());
    QCOMPARE(dialog.keys(connections), QString());
    QCOMPARE(dialog.remark(connections), QStringLiteral("Ctrl+3 now means “Start”."));
}

void ShortcutsTest::toolTipsFollow()
{
    WorkbenchFixture workbench;
    const auto* step = workbench.find<QAction>("stepOverAction");
    const QString own = step->statusTip();
    QCOMPARE(step->toolTip(), own + QStringLiteral(" (F10)"));
    const ShortcutsUser dialog(workbench);
    dialog.choose(QStringLiteral("Step over (next candidate)"));
    dialog.type(Qt::Key_F7);
    QCOMPARE(step->toolTip(), own + QStringLiteral(" (F7)"));
    dialog.press("clearShortcut");
    QCOMPARE(step->toolTip(), own);
    const auto* pause = workbench.find<QAction>("pauseAction");
    QVERIFY(pause->shortcuts().size() == 2);
    dialog.choose(QStringLiteral("Pause"));
    dialog.type(Qt::Key_F7);
    QCOMPARE(pause->toolTip(), pause->statusTip() + QStringLiteral(" (F7)"));
}

void ShortcutsTest::everythingIsNamed()
{
    WorkbenchFixture workbench;
    const ShortcutsUser dialog(workbench);
    dialog.give(tasks, Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(workbench.unnamedWidgets(dialog.widget()).join(QStringLiteral("; ")), QString());
}

void ShortcutsTest::pictures()
{
    WorkbenchFixture workbench;
    const ShortcutsUser dialog(workbench);
    workbench.picture(QStringLiteral("shortcuts"), dialog.widget());
    dialog.choose(QStringLiteral("Step into (next call)"));
    dialog.type(Qt::Key_F10);
    dialog.press("takeShortcut");
    dialog.give(tasks, Qt::Key_3, Qt::ControlModifier);
    workbench.picture(QStringLiteral("shortcuts-conflict"), dialog.widget());
    QVERIFY(dialog.find<QPushButton>("takeShortcut")->isVisible());
}

METASPO_UI_TEST(ShortcutsTest)
#include "ShortcutsTest.moc"
