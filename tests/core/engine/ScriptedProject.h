#pragma once

#include "core/engine/ClosingProjects.h"
#include "core/engine/Workspace.h"
#include "tests/support/LetterTask.h"
#include "tests/support/ScriptedModelServer.h"
#include "tests/support/Waited.h"

#include <QTemporaryDir>
#include <QTest>

namespace metaspo {

/// A project with two small tasks in a world of its own, and a scripted model server known as the connection "scripted".
class ScriptedProject
{
public:
    static constexpr int patience = 60'000;

    /// `betaDomain`: of the task beta; alpha's is "Letters".
    explicit ScriptedProject(const ServerScript& script = usualScript(),
                             const QString& betaDomain = QStringLiteral("Letters"))
    {
        qputenv("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral("config")).toUtf8());
        qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toUtf8());
        m_server = std::make_unique<ScriptedModelServer>(script);
        workspace = std::make_unique<Workspace>();
        Connection connection;
        connection.name = QStringLiteral("scripted");
        connection.baseUrl = m_server->baseUrl();
        connection.model = QStringLiteral("scripted");
        connection.width = 4;
        connection.price = Price{1'000'000'000, 1'000'000'000, 2'000'000'000};
        project = waited(workspace->createProject(path())).value_or(nullptr);
        const QList<Task> tasks{letterTask(QStringLiteral("alpha")), letterTask(QStringLiteral("beta"), betaDomain)};
        if (!workspace->connections().save(connection) || !project || !waited(project->import(tasks)))
            qFatal("the project of the test cannot be made");
    }
    ~ScriptedProject()
    {
        project.reset();
        workspace.reset();
    }

    static ServerScript usualScript()
    {
        ServerScript script;
        script.accuracy = 0.5;
        script.systemSpread = 0.3;
        return script;
    }

    /// Exhaustive, so that every run makes the same calls.
    static RunRequest request(Scope scope = Scope::Domain)
    {
        RunRequest request;
        RunSettings& settings = request.settings;
        settings.scope = scope;
        settings.iterations = 2;
        settings.userCandidates = settings.kept = 2;
        settings.systemCandidates = 3;
        settings.train = settings.validation = settings.test = 8;
        settings.pruning = Pruning::Exhaustive;
        settings.sources = {QStringLiteral("alpha"), QStringLiteral("beta")};
        request.baseConnection = request.optimizerConnection = QStringLiteral("scripted");
        return request;
    }

    QString path() const { return m_folder.filePath(QStringLiteral("p.metaspo")); }
    QString file(const QString& name) const { return m_folder.filePath(name); }
    ScriptedModelServer& server() const { return *m_server; }
    qint64 stored(const RunRequest& wanted) const { return waited(project->storeRun(wanted)).value_or(0); }
    RunOverview overview(qint64 run) const
    {
        return waited(project->queries().overview(run)).value_or(RunOverview());
    }
    /// Closes the file and opens it again, as another start of the program would.
    bool reopen()
    {
        project.reset();
        project = waited(workspace->openProject(path())).value_or(nullptr);
        return project != nullptr;
    }
    RunSession* started(const RunRequest& wanted) const
    {
        const auto run = waited(project->createRun(wanted));
        if (!run)
            qWarning().noquote() << sentence(run.error());
        return run ? project->liveRun(*run) : nullptr;
    }
    static bool pauses(RunSession* session)
    {
        return QTest::qWaitFor([session] { return session->progress().state == RunState::Paused; }, patience);
    }

    static RunState ended(RunSession* session)
    {
        RunState result = RunState::Created;
        QObject::connect(session, &RunSession::ended, session, [&](RunState state) { result = state; });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(result != RunState::Created, patience); }();
        return result;
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<ScriptedModelServer> m_server;

public:
    std::unique_ptr<Workspace> workspace;
    std::shared_ptr<Project> project;
};

} // namespace metaspo
