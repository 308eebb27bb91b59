#include "ui/tasks/TaskActions.h"

#include "ui/kit/Icons.h"

#include <QMenu>
#include <QUndoStack>

namespace metaspo {

bool isPossible(TaskActionId action, const TaskSituation& situation)
{
    const bool canEdit = situation.hasProject && !situation.isReadOnly;
    switch (action) {
    case TaskActionId::Undo:
    case TaskActionId::Redo:
    case TaskActionId::AddTask: return canEdit;
    case TaskActionId::AddExample:
    case TaskActionId::RemoveTask: return canEdit && situation.hasTask;
    case TaskActionId::DuplicateExamples:
    case TaskActionId::DeleteExamples: return canEdit && situation.hasTask && situation.hasSelection;
    case TaskActionId::Replace:
    case TaskActionId::Splits: return canEdit && situation.hasTask && situation.hasExamples;
    case TaskActionId::Find: return situation.hasTask && situation.hasExamples;
    case TaskActionId::Export: return situation.hasTask;
    }
    return false;
}

TaskActions::TaskActions(QObject* parent)
    : QObject(parent)
{
    using Id = TaskActionId;
    add(Id::Undo, tr("&Undo"), "undoTaskAction", "undo", {QKeySequence::Undo});
    add(Id::Redo, tr("&Redo"), "redoTaskAction", "redo",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)});
    add(Id::AddTask, tr("&Write a task"), "addTaskAction", "new", {QKeySequence(Qt::CTRL | Qt::Key_T)});
    add(Id::AddExample, tr("&Add an example"), "addExampleAction", "add",
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A)});
    add(Id::DuplicateExamples, tr("Du&plicate the examples"), "duplicateExamplesAction", "copy",
        {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D)});
    add(Id::DeleteExamples, tr("&Delete the examples"), "deleteExamplesAction", "remove",
        {QKeySequence(Qt::CTRL | Qt::Key_Delete)});
    add(Id::Find, tr("&Find in the examples"), "findExampleAction", "search", {QKeySequence::Find});
    add(Id::Replace, tr("Find and r&eplace…"), "replaceAction", "search", {QKeySequence(Qt::CTRL | Qt::Key_H)});
    add(Id::Splits, tr("Divide into &splits…"), "splitsAction", "split", {});
    add(Id::Export, tr("E&xport the task…"), "exportTaskAction", "export", {});
    add(Id::RemoveTask, tr("Re&move the task"), "removeTaskAction", "remove", {});
    show({});
}

void TaskActions::add(TaskActionId id, const QString& text, const char* objectName, const char* iconName,
                      const QList<QKeySequence>& keys)
{
    auto* action = new QAction(icon(QLatin1String(iconName)), text, this);
    action->setObjectName(QLatin1String(objectName));
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, [this, id] { Q_EMIT triggered(id); });
    m_actions.emplace(id, action);
}

void TaskActions::fill(QMenu* menu) const
{
    using Id = TaskActionId;
    const std::initializer_list<std::initializer_list<Id>> groups{
        {Id::Undo, Id::Redo},
        {Id::AddTask, Id::Export, Id::RemoveTask},
        {Id::AddExample, Id::DuplicateExamples, Id::DeleteExamples},
        {Id::Find, Id::Replace, Id::Splits}};
    for (const auto& group : groups) {
        if (!menu->isEmpty())
            menu->addSeparator();
        for (const Id id : group)
            menu->addAction(m_actions.at(id));
    }
}

void TaskActions::show(const TaskSituation& situation)
{
    m_situation = situation;
    for (const auto& [id, action] : m_actions)
        action->setEnabled(isPossible(id, situation));
    showHistory();
}

void TaskActions::setHistory(QUndoStack* history)
{
    if (m_history)
        m_history->disconnect(this);
    m_history = history;
    if (history) {
        connect(history, &QUndoStack::indexChanged, this, &TaskActions::showHistory);
        connect(history, &QObject::destroyed, this, [this, history] {
            if (m_history == history)
                m_history = nullptr;
        });
    }
    showHistory();
}

void TaskActions::showHistory()
{
    QAction* undo = m_actions.at(TaskActionId::Undo);
    QAction* redo = m_actions.at(TaskActionId::Redo);
    undo->setEnabled(m_history && m_history->canUndo() && isPossible(TaskActionId::Undo, m_situation));
    redo->setEnabled(m_history && m_history->canRedo() && isPossible(TaskActionId::Redo, m_situation));
    const auto text = [](const QString& alone, const QString& with, QString what) {
        return what.isEmpty() ? alone : with.arg(what.replace(QLatin1Char('&'), QStringLiteral("&&")));
    };
    undo->setText(text(tr("&Undo"), tr("&Undo: %1"), m_history ? m_history->undoText() : QString()));
    redo->setText(text(tr("&Redo"), tr("&Redo: %1"), m_history ? m_history->redoText() : QString()));
}

} // namespace metaspo
