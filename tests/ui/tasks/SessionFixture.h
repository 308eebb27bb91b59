#pragma once

#include "tests/core/store/StoreSamples.h"
#include "tests/ui/tasks/RandomCommands.h"
#include "ui/tasks/document/TaskSession.h"

namespace metaspo {

/// A project file with a session over it, and another program that has the same file open.
class SessionFixture
{
public:
    SessionFixture()
    {
        qputenv("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral("config")).toLocal8Bit());
        qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toLocal8Bit());
        m_workspace = std::make_unique<Workspace>();
        project = *waited(m_workspace->createProject(path()));
        begin();
    }

    void begin() { session = std::make_unique<TaskSession>(project); }
    void openAgain()
    {
        project.reset();
        project = *waited(m_workspace->openProject(path()));
    }

    QString path() const { return m_folder.filePath(QStringLiteral("tasks.metaspo")); }
    TaskDocument& document() { return session->document(); }
    TaskSaver& saver() { return session->saver(); }
    const Task& task(TaskKey key) { return document().entry(key)->task; }

    bool isRead() { return QTest::qWaitFor([this] { return session->isRead(); }, TasksFixture::patience); }
    bool isSaved() { return QTest::qWaitFor([this] { return saver().isSaved(); }, TasksFixture::patience); }
    bool isLoaded(TaskKey key)
    {
        session->load(key);
        return QTest::qWaitFor([&] { return document().entry(key) && document().entry(key)->isLoaded; },
                               TasksFixture::patience);
    }
    TaskKey addStored(const QString& name)
    {
        const TaskKey key = document().add({sample(name)}, QStringLiteral("add")).first();
        saver().saveNow();
        return isSaved() ? key : 0;
    }
    void change(TaskKey key, const std::function<void(Task&)>& how)
    {
        document().edit(key, editOf(task(key), how), QStringLiteral("change"));
    }
    void rename(TaskKey key, const QString& name)
    {
        change(key, [&name](Task& task) { task.name = name; });
    }

    /// What the file says, by name, without ids and versions.
    QMap<QString, Task> stored()
    {
        QMap<QString, Task> tasks;
        const QList<TaskSummary> summaries = *waited(project->queries().tasks());
        for (const TaskSummary& summary : summaries) {
            Task task = *waited(project->queries().task(summary.task.id));
            task.id = 0;
            task.version = 1;
            tasks.insert(task.name, task);
        }
        return tasks;
    }
    QMap<QString, Task> edited()
    {
        QMap<QString, Task> tasks;
        for (const Task& task : contentOf(document())) {
            tasks.insert(task.name, task);
            tasks[task.name].id = 0;
            tasks[task.name].version = 1;
        }
        return tasks;
    }

    std::unique_ptr<Store> otherProgram() { return *Store::open(path()); }

    /// A task of one example that another program stores under this name.
    Result<QList<qint64>> addElsewhere(const QString& name)
    {
        const std::unique_ptr<Store> other = otherProgram();
        return samples::written<QList<qint64>>([&](auto done) { other->writer().saveTasks({sample(name, 1)}, done); });
    }

    /// A run over the task as it is in the file, made by another program.
    qint64 run(const QString& name)
    {
        const std::unique_ptr<Store> other = otherProgram();
        const auto reader = other->newReader();
        const QList<TaskSummary> summaries = *(*reader)->tasks();
        for (const TaskSummary& summary : summaries)
            if (summary.task.name == name) {
                const Task task = *(*reader)->task(summary.task.id);
                return *samples::written<qint64>(
                    [&](auto done) { other->writer().createRun(samples::newRun({task}), done); });
            }
        return 0;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Workspace> m_workspace;

public:
    std::shared_ptr<Project> project;
    std::unique_ptr<TaskSession> session;
};

} // namespace metaspo
