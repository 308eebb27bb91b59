#include "ui/kit/Icons.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Theme.h"
#include "ui/window/CommandPalette.h"
#include "ui/window/History.h"
#include "ui/window/MainWindow.h"
#include "ui/window/PanelSizes.h"
#include "ui/window/RunNotification.h"
#include "ui/window/Shortcuts.h"
#include "ui/window/ShortcutsDialog.h"

#include <QActionGroup>
#include <QApplication>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QMenuBar>
#include <QVBoxLayout>

// The menus of the window, with their shortcuts.
namespace metaspo {

namespace {

QAction* add(QMenu* menu, const QString& text, const char* objectName, const QKeySequence& keys)
{
    QAction* action = menu->addAction(text);
    action->setObjectName(QLatin1String(objectName));
    action->setShortcut(keys);
    return action;
}

} // namespace

void MainWindow::makeMenus()
{
    makeFileMenu();
    makeViewMenu();
    for (Page* page : m_pages)
        for (QMenu* menu : page->menus())
            menuBar()->addMenu(menu);
    makeHelpMenu();
    m_shortcuts = new Shortcuts(this);
}

void MainWindow::makeFileMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&File"));
    connect(add(menu, tr("&New project…"), "newAction", QKeySequence::New), &QAction::triggered, this,
            &MainWindow::askForNewProject);
    connect(add(menu, tr("&Open…"), "openAction", QKeySequence::Open), &QAction::triggered, this,
            &MainWindow::askForProject);
    connect(add(menu, tr("New &window"), "newWindowAction", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_N)),
            &QAction::triggered, this, &MainWindow::openWindow);
    m_recentMenu = menu->addMenu(tr("Open &recent"));
    connect(m_recentMenu, &QMenu::aboutToShow, this, &MainWindow::fillRecentMenu);
    connect(add(menu, tr("Open the &sample project"), "sampleAction", {}), &QAction::triggered, this,
            &MainWindow::openSample);
    menu->addSeparator();
    m_importAction = add(menu, tr("&Import examples…"), "importAction", QKeySequence(Qt::CTRL | Qt::Key_I));
    connect(m_importAction, &QAction::triggered, this, &MainWindow::askForImport);
    menu->addSeparator();
    m_closeAction = add(menu, tr("&Close the project"), "closeAction", QKeySequence::Close);
    connect(m_closeAction, &QAction::triggered, this, &MainWindow::closeProject);
    QAction* quit = add(menu, tr("&Quit"), "quitAction", QKeySequence::Quit);
    quit->setMenuRole(QAction::QuitRole);
    connect(quit, &QAction::triggered, this, &MainWindow::quit);
}

void MainWindow::fillRecentMenu()
{
    m_recentMenu->clear();
    for (const RecentProject& project : m_workspace.recentProjects()) {
        QString text = displayLine(project.path, 80);
        QAction* action = m_recentMenu->addAction(text.replace(QLatin1Char('&'), QStringLiteral("&&")));
        connect(action, &QAction::triggered, this, [this, path = project.path] { openProject(path); });
    }
    if (m_recentMenu->isEmpty())
        m_recentMenu->addAction(tr("Nothing has been opened yet"))->setEnabled(false);
}

void MainWindow::makeViewMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&View"));
    for (int index = 0; index < m_pages.size(); ++index) {
        Page* page = m_pages.at(index);
        QAction* action = add(menu, page->title(), "", QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + index)));
        action->setObjectName(page->objectName() + QStringLiteral("Action"));
        action->setIcon(icon(page->iconName()));
        connect(action, &QAction::triggered, this, [this, index] { setPage(index); });
    }
    menu->addSeparator();
    addHistory(menu);
    menu->addSeparator();
    QMenu* themes = menu->addMenu(tr("&Theme"));
    auto* group = new QActionGroup(themes);
    const auto addTheme = [&](const QString& text, const char* objectName, ThemeChoice choice) {
        QAction* action = add(themes, text, objectName, {});
        action->setCheckable(true);
        action->setChecked(m_theme.choice() == choice);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, choice] { m_theme.choose(choice); });
        connect(&m_theme, &Theme::changed, action,
                [this, action, choice] { action->setChecked(m_theme.choice() == choice); }); // chosen in another window
    };
    addTheme(tr("As the &system"), "themeSystem", ThemeChoice::System);
    addTheme(tr("&Light"), "themeLight", ThemeChoice::Light);
    addTheme(tr("&Dark"), "themeDark", ThemeChoice::Dark);
    menu->addSeparator();
    m_notification->addChoices(menu->addMenu(tr("When a run ends or &waits")));
    connect(add(menu, tr("&Panels as they came"), "resetPanelsAction", {}), &QAction::triggered, this,
            [this] { m_panels->reset(); });
    menu->addSeparator();
    QAction* full = add(menu, tr("&Full screen"), "fullScreenAction", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F11));
    full->setCheckable(true);
    connect(full, &QAction::toggled, this, [this](bool isFull) { isFull ? showFullScreen() : showNormal(); });
}

void MainWindow::addHistory(QMenu* menu)
{
    QAction* back = add(menu, tr("&Back"), "backAction", QKeySequence(Qt::ALT | Qt::Key_Left));
    QAction* forward = add(menu, tr("Fo&rward"), "forwardAction", QKeySequence(Qt::ALT | Qt::Key_Right));
    connect(back, &QAction::triggered, m_history, &History::goBack);
    connect(forward, &QAction::triggered, m_history, &History::goForward);
    const auto allow = [this, back, forward] {
        back->setEnabled(m_history->canGoBack());
        forward->setEnabled(m_history->canGoForward());
    };
    connect(m_history, &History::changed, this, allow);
    allow();
}

void MainWindow::makeHelpMenu()
{
    QMenu* menu = menuBar()->addMenu(tr("&Help"));
    QAction* commands = add(menu, tr("&Commands"), "commandsAction", {});
    commands->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_K), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)});
    connect(commands, &QAction::triggered, this, &MainWindow::showCommands);
    connect(add(menu, tr("&Shortcuts…"), "shortcutsAction", QKeySequence(Qt::CTRL | Qt::Key_Question)),
            &QAction::triggered, this, &MainWindow::showShortcuts);
    QAction* about = add(menu, tr("&About MetaSPO Workbench"), "aboutAction", {});
    about->setMenuRole(QAction::AboutRole);
    connect(about, &QAction::triggered, this, &MainWindow::showAbout);
}

QList<QAction*> MainWindow::namedActions() const
{
    QList<QAction*> actions;
    for (QAction* action : findChildren<QAction*>())
        if (!action->objectName().isEmpty() && !action->text().isEmpty() && !action->menu()
            && !action->objectName().startsWith(QLatin1String("preset-"))
            // Of many tables and charts: these need their button.
            && !action->objectName().startsWith(QLatin1String("table-"))
            && !action->objectName().startsWith(QLatin1String("picture-")))
            actions.append(action);
    return actions;
}

void MainWindow::showCommands()
{
    auto* palette = new CommandPalette(namedActions(), this);
    palette->setAttribute(Qt::WA_DeleteOnClose);
    palette->open();
}

void MainWindow::showShortcuts()
{
    auto* dialog = new ShortcutsDialog(*m_shortcuts, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showAbout()
{
    auto* dialog = new QDialog(this);
    dialog->setObjectName(QStringLiteral("aboutDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("About MetaSPO Workbench"));
    auto* drawing = new QLabel(dialog);
    drawing->setPixmap(programIcon().pixmap(64, 64));
    auto* text = new QLabel(dialog);
    text->setWordWrap(true);
    text->setMinimumWidth(360);
    showPlain(text, tr("MetaSPO Workbench %1\n\nSystem prompt optimization with meta-learning: one system prompt for "
                       "many tasks.\n\nFree software under the GNU General Public License, version 3 or later.\n"
                       "Built with Qt %2.")
                        .arg(QStringLiteral(METASPO_VERSION), QLatin1String(qVersion())));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* row = new QHBoxLayout;
    row->setSpacing(20);
    row->addWidget(drawing, 0, Qt::AlignTop);
    row->addWidget(text, 1);
    auto* column = new QVBoxLayout(dialog);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(16);
    column->addLayout(row);
    column->addWidget(buttons);
    dialog->open();
}

} // namespace metaspo
