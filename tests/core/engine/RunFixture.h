#pragma once

#include "core/domain/CallRecord.h"
#include "core/engine/Workspace.h"
#include "tests/support/LetterTask.h"
#include "tests/support/ScriptedModelServer.h"
#include "tests/support/Waited.h"

#include <QTemporaryDir>

namespace metaspo {

inline constexpr int patience = 60'000; ///< milliseconds

/// Two iterations over the tasks alpha and beta.
RunSettings smallSettings();

/// A project with the tasks alpha and beta, and a scripted model server behind the connection "scripted".
class RunFixture : public QObject
{
    Q_OBJECT

protected Q_SLOTS:
    void init();
    void cleanup();

protected:
    RunRequest request(const RunSettings& settings) const;
    RunSession* started(const RunRequest& request); ///< its id is m_run then; null: refused, m_refusal says why
    RunSession* opened(qint64 run, const std::optional<RunLimits>& limits = {});
    RunState runToEnd(const RunRequest& request); ///< Created: refused
    QList<CallRecord> calls(qint64 run);
    RunState ended(RunSession* session); ///< waits; the reason is m_reason then
    RunOverview overview(qint64 run);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedModelServer> m_server;
    std::unique_ptr<Workspace> m_workspace;
    std::shared_ptr<Project> m_project;
    QString m_reason;
    QString m_refusal;
    qint64 m_run = 0;
};

} // namespace metaspo
