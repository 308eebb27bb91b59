#pragma once

#include "core/engine/Workspace.h"
#include "tests/support/ScriptedModelServer.h"

#include <QFutureWatcher>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace metaspo {

constexpr int patience = 60'000;

/// Waits in the event loop, as the window would.
template <typename T>
T waited(QFuture<T> future)
{
    QFutureWatcher<T> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if (!future.isFinished())
        finished.wait(patience);
    return future.result();
}

/// Two iterations over the tasks alpha and beta with eight examples a split, selection on validation.
RunSettings smallSettings();

/// A project with two tasks and two connections to one scripted server: "scripted", and "other" with the model "other".
class ScriptedProject
{
public:
    explicit ScriptedProject(ServerScript script);
    ~ScriptedProject();

    Project& project() { return *m_project; }
    Workspace& workspace() { return *m_workspace; }
    ScriptedModelServer& server() { return *m_server; }
    QString path() const { return m_folder.filePath(QStringLiteral("p.metaspo")); }

    RunRequest request(const RunSettings& settings) const;
    /// Null: refused, with the sentence in `refusal`.
    RunSession* started(const RunRequest& request);
    RunSession* opened(qint64 run, const std::optional<RunLimits>& limits = {});
    RunState ended(RunSession* session); ///< waits; the sentence is in `reason`
    RunState runToEnd(const RunRequest& request); ///< its id is in `run`
    RunOverview overview(qint64 run);
    QList<CallRecord> calls(qint64 run);

    QString refusal;
    QString reason;
    qint64 run = 0;

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ScriptedModelServer> m_server;
    std::unique_ptr<Workspace> m_workspace;
    std::shared_ptr<Project> m_project;
};

} // namespace metaspo
