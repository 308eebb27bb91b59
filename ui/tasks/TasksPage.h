#pragma once

#include "ui/kit/Page.h"

class QSplitter;
class QStackedWidget;
class QTreeView;

namespace metaspo {

class EmptyState;
class TaskDetail;
class TaskTreeModel;

/// The tasks of the project: domains, examples, problems; import, export, edit, remove.
class TasksPage : public Page
{
    Q_OBJECT

public:
    explicit TasksPage(QWidget* parent = nullptr);

    QString title() const override { return tr("Tasks"); }
    QString iconName() const override { return QStringLiteral("tasks"); }
    void setProject(const std::shared_ptr<Project>& project) override;

public Q_SLOTS:
    /// Opens the preview of an import.
    void importFiles(const QStringList& paths);

Q_SIGNALS:
    void newRequested();
    void filesRequested(); ///< asks the window for files to import

private:
    QWidget* makeTree();
    void makeEmptyStates();
    void readTasks();
    void showTasks(const QList<TaskSummary>& tasks);
    void showTask(const QModelIndex& index);
    void store(const QList<Task>& tasks);
    void editTask();
    void saveTask(const Task& task, const Task& before);
    void exportShownTask();
    void removeShownTask();
    void fail(const Error& error) { Q_EMIT noticeRaised(Notice::error(error)); }

    std::shared_ptr<Project> m_project;
    TaskTreeModel* m_model;
    QStackedWidget* m_states;
    EmptyState* m_noProject = nullptr;
    EmptyState* m_noTasks = nullptr;
    QSplitter* m_splitter = nullptr;
    QTreeView* m_tree = nullptr;
    QWidget* m_import = nullptr;
    TaskDetail* m_detail = nullptr;
    qint64 m_shown = 0;  ///< task whose detail is shown or asked for
    qint64 m_wanted = 0; ///< to be selected once it is in the list
};

} // namespace metaspo
