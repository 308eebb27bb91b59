#include "tests/core/engine/RunFixture.h"

#include <QTest>

namespace metaspo {

RunSettings smallSettings()
{
    RunSettings settings;
    settings.iterations = 2;
    settings.userCandidates = 2;
    settings.kept = 2;
    settings.systemCandidates = 3;
    settings.train = settings.validation = 8;
    settings.test = 8;
    settings.pruning = Pruning::Exhaustive;
    settings.sources = {QStringLiteral("alpha"), QStringLiteral("beta")};
    return settings;
}

void RunFixture::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CONFIG_HOME", m_folder->filePath(QStringLiteral("config")).toUtf8());
    qputenv("XDG_DATA_HOME", m_folder->filePath(QStringLiteral("data")).toUtf8());
    ServerScript script;
    script.accuracy = 0.5;
    script.systemSpread = 0.3;
    m_server = std::make_unique<ScriptedModelServer>(script);
    m_workspace = std::make_unique<Workspace>();
    Connection connection;
    connection.name = QStringLiteral("scripted");
    connection.baseUrl = m_server->baseUrl();
    connection.model = QStringLiteral("scripted");
    connection.width = 4;
    connection.price = Price{1'000'000'000, 1'000'000'000, 2'000'000'000};
    QVERIFY(m_workspace->connections().save(connection).has_value());
    const auto project = waited(m_workspace->createProject(m_folder->filePath(QStringLiteral("p.metaspo"))));
    QVERIFY2(project.has_value(), project ? "" : qPrintable(sentence(project.error())));
    m_project = *project;
    const auto ids =
        waited(m_project->import({letterTask(QStringLiteral("alpha")), letterTask(QStringLiteral("beta"))}));
    QVERIFY2(ids.has_value(), ids ? "" : qPrintable(sentence(ids.error())));
}

void RunFixture::cleanup()
{
    m_project.reset();
    m_workspace.reset();
    m_server.reset();
}

RunRequest RunFixture::request(const RunSettings& settings) const
{
    RunRequest request;
    request.settings = settings;
    request.baseConnection = request.optimizerConnection = QStringLiteral("scripted");
    return request;
}

RunSession* RunFixture::started(const RunRequest& wanted)
{
    const auto run = waited(m_project->createRun(wanted));
    m_refusal = run ? QString() : sentence(run.error());
    m_run = run.value_or(0);
    return run ? m_project->liveRun(*run) : nullptr;
}

RunSession* RunFixture::opened(qint64 run, const std::optional<RunLimits>& limits)
{
    const auto session = waited(m_project->openRun(run, limits));
    m_refusal = session ? QString() : sentence(session.error());
    return session.value_or(nullptr);
}

RunState RunFixture::runToEnd(const RunRequest& wanted)
{
    RunSession* session = started(wanted);
    return session ? ended(session) : RunState::Created;
}

QList<CallRecord> RunFixture::calls(qint64 run)
{
    CallFilter filter;
    filter.run = run;
    const auto ids = waited(m_project->queries().callIds(filter));
    return ids ? waited(m_project->queries().calls(*ids)).value_or(QList<CallRecord>()) : QList<CallRecord>();
}

RunState RunFixture::ended(RunSession* session)
{
    RunState result = RunState::Created;
    bool isEnded = false;
    connect(session, &RunSession::ended, this, [&](RunState state, const QString& reason) {
        result = state;
        m_reason = reason;
        isEnded = true;
    });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(isEnded, patience); }();
    return result;
}

RunOverview RunFixture::overview(qint64 run)
{
    return waited(m_project->queries().overview(run)).value_or(RunOverview());
}

} // namespace metaspo
