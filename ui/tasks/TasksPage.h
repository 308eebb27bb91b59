#pragma once

#include "ui/kit/Page.h"
#include "ui/tasks/TaskActions.h"
#include "ui/tasks/document/TaskSession.h"

#include <QPointer>

class QSplitter;
class QStackedWidget;
class QTreeView;

namespace metaspo {

class EmptyState;
class TaskDetail;
class TaskTreeModel;

/// The tasks of the project: domains, examples, problems; import, export, and editing that is saved by itself and can be
/// undone.
class TasksPage : public Page
{
    Q_OBJECT

public:
    explicit TasksPage(QWidget* parent = nullptr);
    ~TasksPage() override;

    QString title() const override { return tr("Tasks"); }
    QString iconName() const override { return QStringLiteral("tasks"); }
    void setProject(const std::shared_ptr<Project>& project) override;
    QList<QMenu*> menus() override;
    QString unsavedEdits() const override;

public Q_SLOTS:
    /// Opens the preview of an import.
    void importFiles(const QStringList& paths);

Q_SIGNALS:
    void newRequested();
    void filesRequested(); ///< asks the window for files to import

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    QWidget* makeTree();
    void makeEmptyStates();
    void connectSession();
    void tellReadAnew(bool isUndoForgotten, const QStringList& replaced);
    void saveNow();
    QList<TaskSession*> sessions() const;
    void showList();
    void select(TaskKey key, std::optional<Split> split = {});
    void showSelected(const QModelIndex& index);
    void showSplitInTree(std::optional<Split> split);
    void reveal(TaskKey key, int example);
    void showSituation();
    void carryOut(TaskActionId action);
    void addTask();
    void takeImport(const QList<Task>& tasks);
    void exportShownTask();
    void removeShownTask();
    void offerTakingBack(const QString& done, const QList<TaskKey>& keys, const QString& what);
    void tellTrouble(TaskSaver* saver);
    void closeWindowWhenSaved();
    void fail(const Error& error) { Q_EMIT noticeRaised(Notice::error(error)); }

    QPointer<TaskSession> m_session;
    TaskActions* m_actions;
    TaskTreeModel* m_model;
    QMenu* m_menu;
    QStackedWidget* m_states;
    EmptyState* m_noProject = nullptr;
    EmptyState* m_noTasks = nullptr;
    QSplitter* m_splitter = nullptr;
    QTreeView* m_tree = nullptr;
    QWidget* m_import = nullptr;
    TaskDetail* m_detail = nullptr;
    TaskKey m_shown = 0;
    int m_domainRow = 0; ///< where the shown task stands
    int m_row = 0;
    bool m_isClosingWindow = false; ///< as soon as all is saved
    bool m_mayAsk = false;          ///< the window asks whether to lose what cannot be saved
};

} // namespace metaspo
