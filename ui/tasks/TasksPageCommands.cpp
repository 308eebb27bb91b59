#include "core/engine/TaskEditing.h"
#include "core/engine/TaskImport.h"
#include "ui/kit/Background.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/tasks/ExamplePanel.h"
#include "ui/tasks/ImportDialog.h"
#include "ui/tasks/TaskDetail.h"
#include "ui/tasks/TaskTreeModel.h"
#include "ui/tasks/TasksPage.h"

#include <QCloseEvent>
#include <QFileDialog>
#include <QMenu>
#include <QTreeView>
#include <QUndoStack>
#include <algorithm>

// What the tasks page does when told to, and how nothing gets lost when it is left.
namespace metaspo {

void TasksPage::carryOut(TaskActionId action)
{
    if (!m_session)
        return;
    if (!isVisible())
        Q_EMIT pageRequested(objectName());
    switch (action) {
    case TaskActionId::Undo: return m_session->document().history().undo();
    case TaskActionId::Redo: return m_session->document().history().redo();
    case TaskActionId::AddTask: return addTask();
    case TaskActionId::AddExample: return m_detail->examples().addExample();
    case TaskActionId::DuplicateExamples: return m_detail->examples().duplicateSelected();
    case TaskActionId::DeleteExamples: return m_detail->examples().deleteSelected();
    case TaskActionId::Find: return m_detail->examples().find();
    case TaskActionId::Replace: return m_detail->replace();
    case TaskActionId::Splits: return m_detail->divide();
    case TaskActionId::Export: return exportShownTask();
    case TaskActionId::RemoveTask: return removeShownTask();
    }
}

void TasksPage::addTask()
{
    TaskDocument& document = m_session->document();
    const TaskEntry* shown = document.entry(m_shown);
    const QString chosen = m_tree->currentIndex().isValid() ? m_model->domain(m_tree->currentIndex()) : QString();
    const QString domain = !chosen.isEmpty() ? chosen : shown ? shown->task.domain : QString();
    const Task task = newTask(freeTaskName(QStringLiteral("new-task"), document.names()),
                              domain.isEmpty() ? tr("General") : domain);
    document.add({task}, tr("Write a task"));
    m_detail->editName();
}

void TasksPage::importFiles(const QStringList& paths)
{
    if (!m_session || m_session->isReadOnly())
        return;
    auto* dialog = new ImportDialog(paths, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::importChosen, this, &TasksPage::takeImport);
    dialog->open();
}

void TasksPage::takeImport(const QList<Task>& tasks)
{
    if (!m_session)
        return;
    TaskDocument& document = m_session->document();
    QStringList taken = document.names();
    QList<Task> named;
    for (Task task : tasks) {
        task.name = freeTaskName(task.name, taken);
        taken.append(task.name);
        named.append(task);
    }
    const QList<TaskKey> keys = document.add(named, tr("Import"));
    m_session->saver().saveNow();
    offerTakingBack(tr("Imported tasks: %1.").arg(countText(named.size())), keys, tr("Take the import back"));
}

void TasksPage::exportShownTask()
{
    const TaskEntry* entry = m_session->document().entry(m_shown);
    if (!entry)
        return;
    auto* dialog = new QFileDialog(this, tr("Export the task"), entry->task.name + QStringLiteral(".jsonl"),
                                   tr("JSON lines (*.jsonl)"));
    dialog->setObjectName(QStringLiteral("exportTaskDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, task = entry->task](const QString& path) {
        whenDone(exportTask(task, path), this, [this](const Result<QString>& written) {
            if (!written)
                return fail(written.error());
            Q_EMIT noticeRaised(Notice::success(tr("Written: %1").arg(displayLine(*written))));
        });
    });
    dialog->open();
}

void TasksPage::removeShownTask()
{
    const TaskKey key = m_shown;
    const TaskEntry* entry = m_session->document().entry(key);
    if (!entry)
        return;
    const QString name = displayLine(entry->task.name, 60);
    m_session->document().remove(key, tr("Remove the task %1").arg(name));
    offerTakingBack(tr("Removed the task %1. What runs used of it stays.").arg(name), {key},
                    tr("Bring back the task %1").arg(name));
}

void TasksPage::offerTakingBack(const QString& done, const QList<TaskKey>& keys, const QString& what)
{
    const QPointer<TaskSession> session = m_session;
    Q_EMIT noticeRaised(Notice::success(done).offering(tr("Undo"), [session, keys, what] {
        if (session)
            session->document().takeBack(keys, what);
    }));
}

// Of this session or of one that is being closed: nothing is thrown away before it is in its file.
void TasksPage::tellTrouble(TaskSaver* saver)
{
    Notice notice = Notice::error(saver->trouble());
    notice.what = tr("The last changes of the tasks are not saved yet.") + u' ' + notice.what;
    Q_EMIT noticeRaised(notice.offering(tr("Save again"), [again = QPointer<TaskSaver>(saver)] {
        if (again)
            again->saveNow();
    }));
}

void TasksPage::saveNow()
{
    if (!m_session)
        return;
    m_detail->takeNames();
    m_session->saver().saveNow();
}

// Those of former projects, too, that are closed as soon as they are saved.
QList<TaskSession*> TasksPage::sessions() const
{
    return findChildren<TaskSession*>(QString(), Qt::FindDirectChildrenOnly);
}

QString TasksPage::unsavedEdits() const
{
    for (const TaskSession* session : sessions())
        if (const Error& trouble = session->saver().trouble(); !trouble.what.isEmpty())
            return tr("The last changes of the tasks could not be saved: %1 They are lost if you leave now.")
                .arg(sentence(trouble));
    return {};
}

void TasksPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_menu->menuAction()->setEnabled(true);
    window()->installEventFilter(this);
    if (m_session)
        m_session->lookForChanges();
}

void TasksPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_menu->menuAction()->setEnabled(false);
    saveNow(); // a run that is set up now has what was typed
}

void TasksPage::closeWindowWhenSaved()
{
    const QList<TaskSession*> all = sessions();
    if (!m_isClosingWindow || std::any_of(all.begin(), all.end(), [](const TaskSession* session) {
            return session->saver().state() == TaskSaver::State::Saving;
        }))
        return;
    m_isClosingWindow = false;
    // Not from within: a window that is just being asked to close does not hear it again.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_mayAsk = true;
            window()->close();
            m_mayAsk = false;
        },
        Qt::QueuedConnection);
}

// The window closes when all is saved. Where that fails, it asks.
bool TasksPage::eventFilter(QObject* object, QEvent* event)
{
    if (object == window() && event->type() == QEvent::WindowDeactivate)
        saveNow();
    if (object != window() || event->type() != QEvent::Close)
        return Page::eventFilter(object, event);
    m_detail->takeNames();
    QList<TaskSession*> unsaved = sessions();
    unsaved.removeIf([](const TaskSession* session) { return session->saver().isSaved(); });
    if (unsaved.isEmpty() || m_mayAsk)
        return Page::eventFilter(object, event);
    m_isClosingWindow = true;
    for (TaskSession* session : unsaved)
        session->saver().saveNow();
    event->ignore();
    return true;
}

} // namespace metaspo
