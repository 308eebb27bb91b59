#pragma once

#include "core/engine/Project.h"
#include "ui/tasks/document/TaskDocument.h"

#include <QTimer>
#include <deque>
#include <functional>

namespace metaspo {

/// Writes what is done to a document into its project: about a second after the last change, in the order done, one
/// thing at a time. What cannot be written stays here and is tried again: by itself, with the next change, or when told.
/// Main thread; never waits.
class TaskSaver : public QObject
{
    Q_OBJECT

public:
    enum class State { Saved, Saving, Failed }; ///< Saving: also while the second passes

    TaskSaver(TaskDocument& document, std::shared_ptr<Project> project, QObject* parent = nullptr);
    ~TaskSaver() override; ///< hands what is left to the project

    State state() const { return m_state; }
    bool isSaved() const { return m_queue.empty(); }
    bool hasPending(TaskKey key) const; ///< something of it is not in the file yet
    const Error& trouble() const { return m_trouble; } ///< of the last attempt; nothing: it went well

public Q_SLOTS:
    void saveNow();

Q_SIGNALS:
    void stateChanged();
    void saved(); ///< all that there was
    void cameBack(metaspo::TaskKey key); ///< a task that was removed here
    /// A task is under another name in the file than in the document.
    void cameBackAs(metaspo::TaskKey key, const QString& name);
    void changed(metaspo::TaskKey key, const metaspo::TaskChanged& changed); ///< an edit is in the file
    void failed(const metaspo::Error& error); ///< told once per trouble

private:
    /// One thing to be written. Edits of one task that follow each other are one.
    struct Job
    {
        TaskOperation::Kind kind = TaskOperation::Kind::Edit;
        TaskKey key = 0;
        Task task; ///< Put: before the pieces
        QList<std::pair<TaskEdit, EditDirection>> pieces;
        bool isNew = false; ///< Put: the file does not have the task yet, so edits can be part of it
        bool keepsName = false; ///< Edit: the task goes next, so that its name may be another's by now
    };

    void enqueue(const TaskOperation& operation);
    static bool merge(Job& job, const Job& next);
    void next();
    void putNew();
    void restore(qint64 id, const QString& name);
    void restoreFirst(qint64 id);
    void change(qint64 id);
    void takeRestored(const TaskRestored& restored);
    void takeChanged(TaskKey key, const TaskChanged& stored);
    void remove(qint64 id);
    void done(std::size_t jobs);
    void tellNames();
    void fail(const Error& error);
    void gather();
    void handOver();
    void handOverImported();
    void changeUnattended(const Job& job);
    void setState(State state);
    std::function<TaskChange()> changeOf(const Job& job) const;
    static Task taskOf(const Job& job);

    TaskDocument& m_document;
    std::shared_ptr<Project> m_project;
    std::deque<Job> m_queue;
    /// Indexes that examples have in the file where the document, until it is read again, has others.
    QHash<TaskKey, QHash<int, int>> m_moved;
    QHash<TaskKey, QString> m_names; ///< in the file, of tasks that were taken back
    std::size_t m_due = 0;      ///< jobs from the front that are to be written now
    std::size_t m_inFlight = 0; ///< jobs from the front that are being written
    bool m_isIssued = false;    ///< the project has them
    Project::ImportedIds m_imported; ///< of the tasks that are being stored
    State m_state = State::Saved;
    Error m_trouble;
    QTimer m_pause;    ///< since the last change
    QTimer m_patience; ///< since the first change that is not due yet
    QTimer m_again;    ///< after a failure
};

} // namespace metaspo
