#pragma once

#include "core/domain/RowFilters.h"
#include "core/domain/TaskEdit.h"

#include <QObject>
#include <QTimer>
#include <map>

class QUndoStack;

namespace metaspo {

/// Names a task while it is edited: stays when the task is stored, versioned or renamed. 0: none.
using TaskKey = int;

/// A task of the document. Its examples are there once they were read.
struct TaskEntry
{
    TaskKey key = 0;
    qint64 id = 0; ///< of its newest version in the file; 0: not stored yet
    Task task;
    int train = 0;
    int validation = 0;
    int test = 0;
    int revision = 0; ///< another one: other content
    bool isLoaded = false;
    bool isRemoved = false;

    int examples() const { return train + validation + test; }
};

/// What was done to the document and is to be done to the file, in order.
struct TaskOperation
{
    enum class Kind { Put, Edit, Remove };
    Kind kind = Kind::Edit;
    TaskKey key = 0;
    Task task; ///< Put: all that is known of it; Edit: the head after it
    TaskEdit edit;
    EditDirection direction = EditDirection::Forward;
};

/// What is being typed into: changes of the same place that follow each other closely are undone together.
struct TypingPlace
{
    int example = -1; ///< index; -1: the task itself
    int field = 0;    ///< 0: no typing, the change stands alone
    bool operator==(const TypingPlace&) const = default;
};

/// The tasks of one project as they are being edited. Every change is a command of one undo stack; whoever shows or
/// stores tasks listens to the signals, which undo and redo emit alike. Main thread.
class TaskDocument : public QObject
{
    Q_OBJECT

public:
    explicit TaskDocument(QObject* parent = nullptr);
    ~TaskDocument() override;

    /// What is in the file now; without pending changes only. `seriesOf` tells which ids are versions of one task. True:
    /// what could be undone does not fit any more and is forgotten.
    bool takeFromFile(const QList<TaskSummary>& tasks, const QHash<qint64, qint64>& seriesOf,
                      const QSet<qint64>& changedSeries);
    void setContent(TaskKey key, const Task& task);
    void setStoredId(TaskKey key, qint64 id);
    qint64 storedId(TaskKey key) const; ///< 0: not in the file yet; also of removed tasks

    const TaskEntry* entry(TaskKey key) const; ///< null: none, or removed
    QList<TaskKey> keys() const;               ///< not removed, by domain and name
    TaskKey keyOf(qint64 id) const;
    QStringList names(TaskKey except = 0) const; ///< of the tasks that were not removed
    QUndoStack& history() const { return *m_history; }

    /// The task must be loaded. An empty edit does nothing.
    void edit(TaskKey key, const TaskEdit& edit, const QString& what, const TypingPlace& place = {});
    /// All or none; gives their keys. The tasks' names must be free.
    QList<TaskKey> add(const QList<Task>& tasks, const QString& what);
    void remove(TaskKey key, const QString& what);
    /// Takes back that these tasks came or went: the last command by undoing it, an older one by a new command. They
    /// come back under free names; those that are no more stay away.
    void takeBack(const QList<TaskKey>& keys, const QString& what);
    /// What is typed next is undone by itself.
    void endTyping();
    bool isTyping() const { return m_typing.isActive(); }

Q_SIGNALS:
    void listChanged();                    ///< tasks came or went
    void headChanged(metaspo::TaskKey key); ///< the task itself, or how many examples its splits have
    void edited(metaspo::TaskKey key, const metaspo::TaskEdit& edit, metaspo::EditDirection direction);
    void contentRead(metaspo::TaskKey key);
    void operationDone(const metaspo::TaskOperation& operation);
    void taskCame(metaspo::TaskKey key); ///< the first of those that came together
    /// Undo or redo changed something here: it is to be seen. -1: the task itself.
    void changeRevealed(metaspo::TaskKey key, int example);

private:
    friend class EditCommand;
    friend class PresenceCommand;

    void applyEdit(TaskKey key, const TaskEdit& edit, EditDirection direction);
    void setPresent(const QList<TaskKey>& keys, bool isPresent);
    void reveal(TaskKey key, const TaskEdit& edit, EditDirection direction);
    QList<std::pair<TaskKey, TaskEdit>> freeing(const QList<TaskKey>& keys) const;
    int burstFor(TaskKey key, const TypingPlace& place);
    static void count(TaskEntry& entry);

    std::map<TaskKey, TaskEntry> m_entries;
    TaskKey m_lastKey = 0;
    QUndoStack* m_history;
    QTimer m_typing; ///< runs while a burst of typing may go on
    TaskKey m_typingKey = 0;
    TypingPlace m_typingPlace;
    int m_burst = 0;
};

} // namespace metaspo
