#pragma once

#include <QAction>
#include <QObject>
#include <map>

class QMenu;
class QUndoStack;

namespace metaspo {

/// What can be done with tasks and examples, as actions of menu, buttons and keys.
enum class TaskActionId {
    Undo,
    Redo,
    AddTask,
    AddExample,
    DuplicateExamples,
    DeleteExamples,
    Find,
    Replace,
    Splits,
    Export,
    RemoveTask
};

/// What decides which of them are possible.
struct TaskSituation
{
    bool hasProject = false;
    bool isReadOnly = false;
    bool hasTask = false; ///< and its examples are read
    bool hasExamples = false;
    bool hasSelection = false;
    bool operator==(const TaskSituation&) const = default;
};

bool isPossible(TaskActionId action, const TaskSituation& situation);

/// The actions themselves. Undo and redo follow the history that is shown.
class TaskActions : public QObject
{
    Q_OBJECT

public:
    explicit TaskActions(QObject* parent = nullptr);

    QAction* operator[](TaskActionId action) const { return m_actions.at(action); }
    void fill(QMenu* menu) const;
    void show(const TaskSituation& situation);
    void setHistory(QUndoStack* history); ///< null: none

Q_SIGNALS:
    void triggered(metaspo::TaskActionId action);

private:
    void add(TaskActionId id, const QString& text, const char* objectName, const char* iconName,
             const QList<QKeySequence>& keys);
    void showHistory();

    std::map<TaskActionId, QAction*> m_actions;
    QUndoStack* m_history = nullptr;
    TaskSituation m_situation;
};

} // namespace metaspo
