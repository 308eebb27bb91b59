#pragma once

#include "core/engine/Workspace.h"
#include "tests/support/LetterTask.h"
#include "tests/support/ScriptedModelServer.h"
#include "tests/support/Waited.h"

#include <QTemporaryDir>
#include <QTest>

namespace metaspo {

/// A project of two small tasks in a folder of its own, and a scripted model server known as the connection "scripted".
class DebuggedProject
{
public:
    static constexpr int patience = 60'000;

    explicit DebuggedProject(ServerScript script = defaultScript()) : m_server(std::move(script))
    {
        qputenv("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral("config")).toUtf8());
        qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toUtf8());
        m_workspace = std::make_unique<Workspace>();
        Connection connection;
        connection.name = QStringLiteral("scripted");
        connection.baseUrl = m_server.baseUrl();
        connection.model = QStringLiteral("scripted");
        connection.width = 4;
        connection.price = Price{1'000'000'000, 1'000'000'000, 2'000'000'000};
        const bool isReady = m_workspace->connections().save(connection).has_value() && create();
        if (!isReady)
            qFatal("the project of the test cannot be made");
    }

    static ServerScript defaultScript()
    {
        ServerScript script;
        script.accuracy = 0.5;
        script.systemSpread = 0.3;
        return script;
    }

    /// Exhaustive, so that every run makes the same calls.
    static RunRequest request()
    {
        RunRequest request;
        RunSettings& settings = request.settings;
        settings.scope = Scope::Global;
        settings.iterations = 2;
        settings.userCandidates = 2;
        settings.kept = 2;
        settings.systemCandidates = 3;
        settings.train = settings.validation = settings.test = 8;
        settings.pruning = Pruning::Exhaustive;
        settings.sources = {QStringLiteral("alpha"), QStringLiteral("beta")};
        request.baseConnection = request.optimizerConnection = QStringLiteral("scripted");
        return request;
    }

    ScriptedModelServer& server() { return m_server; }
    Workspace& workspace() { return *m_workspace; }
    Project& project() { return *m_project; }
    QString path() const { return m_folder.filePath(QStringLiteral("p.metaspo")); }

    /// Closes the file and opens it again, as another start of the program would.
    bool reopen()
    {
        m_project.reset();
        const auto project = waited(m_workspace->openProject(path()));
        m_project = project.value_or(nullptr);
        return m_project != nullptr;
    }

    RunSession* start(const RunRequest& wanted)
    {
        const auto run = waited(m_project->createRun(wanted));
        if (!run)
            qWarning().noquote() << sentence(run.error());
        return run ? m_project->liveRun(*run) : nullptr;
    }

    static bool pauses(RunSession* session)
    {
        return QTest::qWaitFor([session] { return session->progress().state == RunState::Paused; }, patience);
    }

    /// How the session ended.
    RunState ended(RunSession* session)
    {
        std::optional<RunState> result;
        QObject::connect(session, &RunSession::ended, session, [&](RunState state) { result = state; });
        return QTest::qWaitFor([&] { return result.has_value(); }, patience) ? *result : RunState::Created;
    }

    RunOverview overview(qint64 run)
    {
        return waited(m_project->queries().overview(run)).value_or(RunOverview());
    }

private:
    bool create()
    {
        const auto project = waited(m_workspace->createProject(path()));
        m_project = project.value_or(nullptr);
        return m_project
               && waited(m_project->import({letterTask(QStringLiteral("alpha")),
                                            letterTask(QStringLiteral("beta"), QStringLiteral("Signs"))}))
                      .has_value();
    }

    QTemporaryDir m_folder;
    ScriptedModelServer m_server;
    std::unique_ptr<Workspace> m_workspace;
    std::shared_ptr<Project> m_project;
};

} // namespace metaspo
