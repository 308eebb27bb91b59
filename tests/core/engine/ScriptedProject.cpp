#include "tests/core/engine/ScriptedProject.h"

namespace metaspo {

namespace {

constexpr int each = 8;

Task letters(const QString& name)
{
    Task task;
    task.name = name;
    task.domain = QStringLiteral("Letters");
    task.userPrompt = QStringLiteral("Choose a letter and write it inside <answer></answer>.\n{question}");
    task.format.kind = AnswerKind::Choice;
    task.format.choices = {QStringLiteral("A"), QStringLiteral("B"), QStringLiteral("C"), QStringLiteral("D")};
    for (int index = 0; index < 3 * each; ++index) {
        const QChar right(u'A' + (index * 7 + index / 3) % 4);
        const QChar wrong(u'A' + (right.unicode() - u'A' + 1) % 4);
        task.examples.append({index, static_cast<Split>(index / each),
                              QStringLiteral("Item %1 of %2? [[answer=%3|%4]]").arg(index).arg(name, right, wrong),
                              {QString(right)}, {}});
    }
    return task;
}

} // namespace

RunSettings smallSettings()
{
    RunSettings settings;
    settings.iterations = 2;
    settings.userCandidates = 2;
    settings.kept = 2;
    settings.systemCandidates = 3;
    settings.train = settings.validation = settings.test = each;
    settings.pruning = Pruning::Exhaustive;
    settings.baseTemperature = 0.5; // else equal requests share an answer, and nobody sees whose it is
    settings.sources = {QStringLiteral("alpha"), QStringLiteral("beta")};
    return settings;
}

ScriptedProject::ScriptedProject(ServerScript script)
{
    qputenv("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral("config")).toUtf8());
    qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toUtf8());
    script.models = {QStringLiteral("scripted"), QStringLiteral("other")};
    m_server = std::make_unique<ScriptedModelServer>(script);
    m_workspace = std::make_unique<Workspace>();
    for (const QString& name : {QStringLiteral("scripted"), QStringLiteral("other")}) {
        Connection connection;
        connection.name = connection.model = name;
        connection.baseUrl = m_server->baseUrl();
        connection.width = 4;
        connection.price = Price{1'000'000'000, 1'000'000'000, 2'000'000'000};
        if (!m_workspace->connections().save(connection))
            qFatal("no connection");
    }
    const auto project = waited(m_workspace->createProject(path()));
    if (!project)
        qFatal("no project");
    m_project = *project;
    if (!waited(m_project->import({letters(QStringLiteral("alpha")), letters(QStringLiteral("beta"))})))
        qFatal("no tasks");
}

ScriptedProject::~ScriptedProject()
{
    m_project.reset();
    m_workspace.reset();
}

RunRequest ScriptedProject::request(const RunSettings& settings) const
{
    RunRequest request;
    request.settings = settings;
    request.baseConnection = request.optimizerConnection = QStringLiteral("scripted");
    return request;
}

RunSession* ScriptedProject::started(const RunRequest& wanted)
{
    const auto id = waited(m_project->createRun(wanted));
    refusal = id ? QString() : sentence(id.error());
    run = id.value_or(0);
    return id ? m_project->liveRun(*id) : nullptr;
}

RunSession* ScriptedProject::opened(qint64 id, const std::optional<RunLimits>& limits)
{
    const auto session = waited(m_project->openRun(id, limits));
    refusal = session ? QString() : sentence(session.error());
    return session.value_or(nullptr);
}

RunState ScriptedProject::ended(RunSession* session)
{
    RunState result = RunState::Created;
    bool isEnded = false;
    QObject::connect(session, &RunSession::ended, session, [&](RunState state, const QString& why) {
        result = state;
        reason = why;
        isEnded = true;
    });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(isEnded, patience); }();
    return result;
}

RunState ScriptedProject::runToEnd(const RunRequest& request)
{
    RunSession* session = started(request);
    return session ? ended(session) : RunState::Created;
}

RunOverview ScriptedProject::overview(qint64 id)
{
    return waited(m_project->queries().overview(id)).value_or(RunOverview());
}

QList<CallRecord> ScriptedProject::calls(qint64 id)
{
    CallFilter filter;
    filter.run = id;
    const auto ids = waited(m_project->queries().callIds(filter));
    return ids ? waited(m_project->queries().calls(*ids)).value_or(QList<CallRecord>()) : QList<CallRecord>();
}

} // namespace metaspo
