#pragma once

#include "ui/tasks/document/TaskSaver.h"

namespace metaspo {

/// Editing the tasks of one open project: the document, who saves it, and the reading that fills it. Notices what other
/// programs change in the file. Main thread; never waits.
class TaskSession : public QObject
{
    Q_OBJECT

public:
    explicit TaskSession(std::shared_ptr<Project> project, QObject* parent = nullptr);

    TaskDocument& document() { return m_document; }
    TaskSaver& saver() { return m_saver; }
    const TaskSaver& saver() const { return m_saver; }
    Project& project() const { return *m_project; }
    bool isReadOnly() const { return m_project->isReadOnly(); }
    bool isRead() const { return m_isRead; } ///< the list is there

    void load(TaskKey key); ///< reads its examples, if they are not there
    /// All versions in the file, oldest first; none for a task that is not stored yet.
    QList<TaskVersion> versions(TaskKey key) const;
    void lookForChanges();
    /// Saves what is left, then deletes itself.
    void close();

Q_SIGNALS:
    void listRead();
    void versionsRead();
    /// Tasks were changed elsewhere, and read again. `replaced`: sentences about what was changed both there and here.
    void readAnew(bool isUndoForgotten, const QStringList& replaced);
    void failed(const metaspo::Error& error); ///< reading
    void closed();                            ///< everything is saved

private:
    void readList(const QList<TaskVersion>& versions);
    void takeVersions(const QList<TaskVersion>& versions, int changes);
    QSet<qint64> changedOutside(const QList<TaskVersion>& versions) const;
    void keep(const QList<TaskVersion>& versions);
    qint64 seriesOfTask(TaskKey key) const;
    void takeChanged(TaskKey key, const TaskChanged& changed);
    void takeList(const QList<TaskSummary>& tasks, const QList<TaskVersion>& versions, int changes);
    void endWhenSaved();

    std::shared_ptr<Project> m_project;
    TaskDocument m_document;
    TaskSaver m_saver;
    QList<TaskVersion> m_versions;
    /// When each task, by its series, was saved in the state that the document has. 0: what is in the file differs.
    QHash<qint64, qint64> m_savedTimes;
    QHash<TaskKey, qint64> m_series; ///< of tasks that were changed here
    QSet<TaskKey> m_touched; ///< came or went here since the versions were read
    QStringList m_replaced;  ///< to be told when the tasks are read again
    int m_changes = 0;       ///< answers from before a change of ours say nothing about others
    bool m_isRead = false;
    bool m_isLooking = false;
    bool m_looksAgain = false;
    bool m_isClosing = false;
};

} // namespace metaspo
