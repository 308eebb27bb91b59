#pragma once

#include "core/engine/Workspace.h"
#include "ui/kit/Page.h"

#include <QMainWindow>

class QLabel;
class QStackedWidget;

namespace metaspo {

class ComparePage;
class FinishingDialog;
class History;
class LiveRuns;
class MessageBar;
class NavigationRail;
class PanelSizes;
class RunNotification;
class RunPage;
class Shortcuts;
class TasksPage;
class Theme;

/// The window: pages at the left, messages above the page, menus and shortcuts. Holds the open project and tells all
/// pages when it changes. What a page shows is the page's affair.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    MainWindow(Workspace& workspace, Theme& theme, QWidget* parent = nullptr);
    ~MainWindow() override;

    std::shared_ptr<Project> project() const { return m_project; }
    Page* currentPage() const;
    QList<MainWindow*> otherWindows() const; ///< of this program that can be seen

public Q_SLOTS:
    void openProject(const QString& path);
    /// The project at this run, which goes on if so wanted.
    void openRun(const QString& path, qint64 run, bool isToGoOn);
    void openSample(); ///< makes it on first use
    void createProject(const QString& path);
    void closeProject();
    void showPage(const QString& objectName);
    void showNotice(const metaspo::Notice& notice);
    /// Another window of this program, with a project of its own; it deletes itself when it is closed.
    metaspo::MainWindow* openWindow();
    void quit(); ///< closes all windows; each asks where something would be interrupted
    /// Project files are opened, the second and further ones in windows of their own; anything else goes to the import of the Tasks page.
    void takeFiles(const QStringList& paths);

Q_SIGNALS:
    void projectChanged();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void addPage(Page* page);
    void makePages();
    void watchRuns();
    void makeMenus();
    void makeFileMenu();
    void makeViewMenu();
    void addHistory(QMenu* menu);
    void makeHelpMenu();
    void fillRecentMenu();
    void askForNewProject();
    void askForProject();
    void askForImport();
    void setPage(int index);
    void setProject(std::shared_ptr<Project> project);
    using Opening = QFuture<Result<std::shared_ptr<Project>>>;
    void receive(const Opening& opening, const QString& path);
    void receive(const Opening& opening, const QString& path, const std::function<void()>& then);
    void showProjectPath();
    QString reasonToStay() const;
    QString unsavedEdits() const;
    /// Asks first if something would be interrupted.
    void leaveProject(const std::function<void()>& then);
    void askToLeave(const QString& question, const QString& reason, const QString& leave,
                    const std::function<void()>& then);
    void finishThenClose();
    void showCommands();
    void showShortcuts();
    QList<QAction*> namedActions() const;
    void showAbout();

    Workspace& m_workspace;
    Theme& m_theme;
    std::shared_ptr<Project> m_project;
    NavigationRail* m_rail;
    MessageBar* m_messages;
    QStackedWidget* m_stack;
    History* m_history;
    LiveRuns* m_liveRuns;
    RunNotification* m_notification;
    PanelSizes* m_panels = nullptr;
    Shortcuts* m_shortcuts = nullptr;
    QLabel* m_projectLabel;
    QLabel* m_pageStatus;
    TasksPage* m_tasks = nullptr;
    RunPage* m_run = nullptr;
    ComparePage* m_compare = nullptr;
    QMenu* m_recentMenu = nullptr;
    QAction* m_importAction = nullptr;
    QAction* m_closeAction = nullptr;
    QList<Page*> m_pages;
    QHash<Page*, QString> m_statuses;
    QString m_opening; ///< the path that is being opened
    FinishingDialog* m_finishing = nullptr;
    bool m_mayClose = false;
};

} // namespace metaspo
