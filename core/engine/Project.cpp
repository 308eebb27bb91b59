#include "core/engine/Project.h"

#include "core/engine/Await.h"
#include "core/engine/Breakpoints.h"
#include "core/engine/LiveRun.h"
#include "core/engine/ProjectParts.h"
#include "core/engine/RunCreation.h"
#include "core/engine/RunExport.h"
#include "core/engine/RunOpening.h"
#include "core/engine/Workspace.h"

#include <QPointer>

namespace metaspo {

namespace {

constexpr int watchMilliseconds = 1000;

template <typename T>
QFuture<Result<T>> readOnlyFailure(const QString& reason)
{
    return finished<T>(failure(ErrorKind::ReadOnlyFile, QStringLiteral("The project is open for reading only"), reason,
                               QStringLiteral("Save a copy under another name and work on that.")));
}

Error wasClosed()
{
    return Error{ErrorKind::Stopped, QStringLiteral("The project was closed meanwhile"), {}, {}};
}

} // namespace

Project::Project(std::unique_ptr<Parts> parts) : m_parts(std::move(parts))
{
    m_parts->work->setMaxThreadCount(2);
    m_parts->news->tellTo([this](const Result<void>& state) {
        QMetaObject::invokeMethod(this, [this, state] { tellTrouble(state); }, Qt::QueuedConnection);
    });
    if (!isReadOnly())
        m_parts->store->writer().setTroubleListener(
            [news = m_parts->news](const Result<void>& state) { news->tell(state); });
    m_parts->watch.setInterval(watchMilliseconds);
    connect(&m_parts->watch, &QTimer::timeout, this, [this] { lookForChanges(); });
    m_parts->watch.start();
}

Project::~Project()
{
    m_parts->news->tellTo({});
    ProjectRemains remains;
    for (const auto& [run, session] : m_parts->sessions) {
        session->suspend();
        remains.runs.push_back(session->release());
        delete session;
    }
    remains.path = m_parts->path;
    remains.opening.assign(m_parts->opening.begin(), m_parts->opening.end());
    m_parts->opening.clear();
    remains.work = std::move(m_parts->work);
    remains.queries = std::move(m_parts->queries);
    remains.news = std::move(m_parts->news);
    remains.context = std::move(m_parts->context);
    remains.store = std::move(m_parts->store);
    m_parts->closing->add(std::move(remains));
}

void Project::tellTrouble(const Result<void>& state)
{
    for (const auto& [run, session] : m_parts->sessions)
        session->storageTrouble(state);
    if (!state)
        Q_EMIT storageTrouble(state.error());
}

void Project::lookForChanges()
{
    if (std::exchange(m_parts->isWatching, true))
        return;
    m_parts->queries->ask([](Reader& reader) { return reader.dataVersion(); })
        .then(m_parts->context.get(), [self = QPointer(this)](const Result<qint64>& version) {
            if (!self)
                return;
            self->m_parts->isWatching = false;
            if (version && std::exchange(self->m_parts->seenVersion, *version) != *version)
                Q_EMIT self->runsChanged();
        });
}

QString Project::path() const
{
    return m_parts->path;
}

bool Project::isReadOnly() const
{
    return m_parts->store->isReadOnly();
}

QString Project::readOnlyReason() const
{
    return m_parts->store->readOnlyReason();
}

Queries& Project::queries() const
{
    return *m_parts->queries;
}

template <typename T>
QFuture<Result<T>> Project::tellingTasksChanged(QFuture<Result<T>> written)
{
    return written.then(m_parts->context.get(), [self = QPointer(this)](const Result<T>& result) {
        if (result && self)
            Q_EMIT self->tasksChanged();
        return result;
    });
}

QFuture<Result<qint64>> Project::saveTask(const Task& task)
{
    return import({task}).then([](const Result<QList<qint64>>& ids) {
        return ids.map([](const QList<qint64>& list) { return list.value(0); });
    });
}

QFuture<Result<QList<qint64>>> Project::import(const QList<Task>& tasks)
{
    if (isReadOnly())
        return readOnlyFailure<QList<qint64>>(readOnlyReason());
    return tellingTasksChanged(futureOf<QList<qint64>>(
        [&](const auto& done) { m_parts->store->writer().saveTasks(tasks, done); }));
}

QFuture<Result<qint64>> Project::changeTask(const TaskChange& change)
{
    if (isReadOnly())
        return readOnlyFailure<qint64>(readOnlyReason());
    return tellingTasksChanged(
        futureOf<qint64>([&](const auto& done) { m_parts->store->writer().changeTask(change, done); }));
}

QFuture<Result<void>> Project::removeTask(qint64 id)
{
    if (isReadOnly())
        return readOnlyFailure<void>(readOnlyReason());
    return tellingTasksChanged(
        futureOf<void>([&](const auto& done) { m_parts->store->writer().removeTask(id, done); }));
}

QFuture<Result<void>> Project::restoreTask(qint64 id)
{
    if (isReadOnly())
        return readOnlyFailure<void>(readOnlyReason());
    return tellingTasksChanged(
        futureOf<void>([&](const auto& done) { m_parts->store->writer().restoreTask(id, done); }));
}

QFuture<Result<QList<TaskVersion>>> Project::taskVersions()
{
    return m_parts->queries->ask([](Reader& reader) { return reader.taskVersions(); });
}

QFuture<Result<RunRequest>> Project::completed(const RunRequest& request)
{
    return m_parts->queries->ask([request](Reader& reader) { return completedRequest(reader, request); });
}

QFuture<Result<RunPlan>> Project::plan(const RunRequest& request)
{
    return m_parts->queries->ask([request, connections = m_parts->workspace->connections()](Reader& reader) {
        const Result<NewRun> run = newRun(reader, connections, request);
        return run ? forecast(reader, *run) : Result<RunPlan>(tl::unexpected(run.error()));
    });
}

QFuture<Result<qint64>> Project::storeRun(const RunRequest& request)
{
    if (isReadOnly())
        return readOnlyFailure<qint64>(readOnlyReason());
    return m_parts->queries->ask(
        [request, store = m_parts->store, connections = m_parts->workspace->connections()](Reader& reader) {
            Result<NewRun> run = newRun(reader, connections, request);
            if (!run)
                return Result<qint64>(tl::unexpected(run.error()));
            return await<qint64>([&](const auto& done) { store->writer().createRun(std::move(*run), done); });
        });
}

QFuture<Result<qint64>> Project::createRun(const RunRequest& request)
{
    return storeRun(request)
        .then(m_parts->context.get(), [self = QPointer(this)](const Result<qint64>& run) {
            if (!run || !self)
                return finished<qint64>(self ? run : tl::unexpected(wasClosed()));
            return self->openRun(*run).then([run](const Result<RunSession*>& session) {
                return session ? run : Result<qint64>(tl::unexpected(session.error()));
            });
        })
        .unwrap();
}

QFuture<Result<RunSession*>> Project::openRun(qint64 run, const std::optional<RunLimits>& limits,
                                              std::optional<Grain> firstStep)
{
    if (isReadOnly())
        return readOnlyFailure<RunSession*>(readOnlyReason());
    if (RunSession* session = liveRun(run))
        return finished<RunSession*>(session);
    using Opened = Result<std::shared_ptr<LiveRunParts>>;
    return QtConcurrent::run(m_parts->work.get(),
                             [run, limits, store = m_parts->store, chat = m_parts->chat,
                              connections = m_parts->workspace->connections()] {
                                 return takeRun(store, chat, connections, run, limits);
                             })
        .then(m_parts->context.get(),
              [self = QPointer(this)](const Opened& opened) {
                  using Taken = std::shared_ptr<LiveRunParts>;
                  if (!self)
                      return finished<Taken>(tl::unexpected(wasClosed()));
                  if (!opened)
                      return finished<Taken>(tl::unexpected(self->refusal(opened.error())));
                  return self->withLocalModel(*opened);
              })
        .unwrap()
        .then(m_parts->context.get(), [self = QPointer(this), firstStep](const Opened& opened) -> Result<RunSession*> {
            if (!opened || !self)
                return tl::unexpected(opened ? wasClosed() : opened.error());
            return self->begin(std::move(**opened), firstStep);
        });
}

// The managed server is started by the main thread; its address is known only then.
QFuture<Result<std::shared_ptr<LiveRunParts>>> Project::withLocalModel(std::shared_ptr<LiveRunParts> parts)
{
    if (!usesLocalModel(*parts))
        return finished<std::shared_ptr<LiveRunParts>>(std::move(parts));
    m_parts->opening.insert(parts);
    return m_parts->workspace->runningLocalModel().then(
        m_parts->context.get(), [self = QPointer(this), waiting = std::weak_ptr(parts)](
                                    const Result<Connection>& connection) -> Result<std::shared_ptr<LiveRunParts>> {
            const std::shared_ptr<LiveRunParts> opened = waiting.lock();
            if (!self || !opened)
                return tl::unexpected(wasClosed());
            self->m_parts->opening.erase(opened);
            if (!connection)
                return tl::unexpected(connection.error());
            if (const Result<void> same = setLocalModel(*opened, *connection); !same)
                return tl::unexpected(same.error());
            return opened;
        });
}

// "Another program" may be this one, with what is left of the project before it was closed.
Error Project::refusal(const Error& error) const
{
    if (error.kind != ErrorKind::FileBusy || !m_parts->closing->contains(path()))
        return error;
    return Error{ErrorKind::FileBusy, QStringLiteral("The run is still finishing the calls that are in flight"),
                 QStringLiteral("The project was closed while it was at work"),
                 QStringLiteral("Continue it in a moment.")};
}

RunSession* Project::begin(LiveRunParts parts, std::optional<Grain> firstStep)
{
    const qint64 run = parts.setup.record.id;
    m_parts->chat->forgetTrouble(parts.base);
    m_parts->chat->forgetTrouble(parts.optimizer);
    parts.requests = m_parts->requests;
    auto* session = new RunSession(std::make_unique<LiveRun>(std::move(parts)), firstStep);
    m_parts->sessions[run] = session;
    connect(session, &RunSession::ended, this, [this, run, session] {
        m_parts->sessions.erase(run);
        session->deleteLater();
        Q_EMIT runsChanged();
    });
    Q_EMIT runsChanged();
    return session;
}

RunSession* Project::liveRun(qint64 run) const
{
    const auto found = m_parts->sessions.find(run);
    return found == m_parts->sessions.end() ? nullptr : found->second;
}

bool Project::isOwned(qint64 run) const
{
    return m_parts->store->isLeased(run);
}

QFuture<Result<void>> Project::postCommand(qint64 run, CommandKind kind, const QString& argument)
{
    if (isReadOnly())
        return readOnlyFailure<void>(readOnlyReason());
    return futureOf<qint64>([&](const auto& done) {
               m_parts->store->writer().postCommand({0, run, kind, argument}, done);
           })
        .then([](const Result<qint64>& id) { return id.map([](qint64) {}); });
}

QFuture<Result<void>> Project::setLimits(qint64 run, const RunLimits& limits)
{
    if (isReadOnly())
        return readOnlyFailure<void>(readOnlyReason());
    if (RunSession* session = liveRun(run))
        return finished<void>(session->setLimits(limits));
    if (const Result<Breakpoints> breakpoints = Breakpoints::parse(limits.breakpoints); !breakpoints)
        return finished<void>(tl::unexpected(breakpoints.error()));
    if (isOwned(run))
        return finished<void>(failure(ErrorKind::FileBusy,
                                      QStringLiteral("Run %1 is at work, its limits were not changed").arg(run), {},
                                      QStringLiteral("Change them where it runs, or pause it there first.")));
    return futureOf<void>([&](const auto& done) { m_parts->store->writer().setRunLimits(run, limits, done); });
}

QFuture<Result<void>> Project::setNote(qint64 run, const QString& note)
{
    if (isReadOnly())
        return readOnlyFailure<void>(readOnlyReason());
    return futureOf<void>([&](const auto& done) { m_parts->store->writer().setRunNote(run, note, done); });
}

QFuture<Result<QStringList>> Project::check()
{
    return QtConcurrent::run(m_parts->work.get(), [store = m_parts->store] { return store->check(); });
}

QFuture<Result<void>> Project::backup(const QString& target)
{
    return QtConcurrent::run(m_parts->work.get(), [store = m_parts->store, target] { return store->backup(target); });
}

QFuture<Result<QStringList>> Project::exportRun(qint64 run, const QString& folder, ExportFormat format)
{
    return QtConcurrent::run(m_parts->work.get(), [=, store = m_parts->store]() -> Result<QStringList> {
        const auto reader = store->newReader();
        if (!reader)
            return tl::unexpected(reader.error());
        return exportRunFiles(**reader, run, folder, format);
    });
}

} // namespace metaspo
