#include "core/engine/Project.h"

#include "core/engine/Await.h"
#include "core/engine/CallTexts.h"
#include "core/engine/LiveRun.h"
#include "core/engine/ProjectParts.h"
#include "core/engine/RunExport.h"
#include "core/engine/RunOpening.h"
#include "core/engine/Workspace.h"

#include <QPointer>

namespace metaspo {

namespace {

constexpr int watchMilliseconds = 1000;

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
    if (m_parts->foresight)
        *m_parts->foresight = true;
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
    QObject* context = m_parts->context.get();
    handedTo(context, m_parts->queries->ask([](Reader& reader) { return reader.dataVersion(); }))
        .then(context, [self = QPointer(this)](const Result<qint64>& version) {
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
    QObject* context = m_parts->context.get();
    return handedTo(context, written).then(context, [self = QPointer(this)](const Result<T>& result) {
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

QFuture<Result<QList<qint64>>> Project::import(const QList<Task>& tasks, const ImportedIds& ids)
{
    if (isReadOnly())
        return readOnlyFailure<QList<qint64>>(readOnlyReason());
    return tellingTasksChanged(futureOf<QList<qint64>>([&](const auto& done) {
        m_parts->store->writer().saveTasks(tasks, [done, ids](const Result<QList<qint64>>& stored) {
            if (ids && stored)
                *ids = *stored;
            done(stored);
        });
    }));
}

// On the writer's thread, where the ids were noted before: it keeps the order, and closes when nothing is left to do.
void Project::changeImported(const ImportedIds& ids, const std::map<qsizetype, std::optional<TaskEdit>>& edits)
{
    if (isReadOnly())
        return;
    Writer& writer = m_parts->store->writer();
    writer.flush([&writer, ids, edits](const Result<void>&) {
        for (const auto& [place, edit] : edits)
            if (place >= ids->size())
                return; // the import was refused
            else if (edit)
                writer.changeTask({ids->at(place), *edit, true}, {});
            else
                writer.removeTask(ids->at(place), {});
    });
}

QFuture<Result<TaskChanged>> Project::changeTask(const TaskChange& change)
{
    if (isReadOnly())
        return readOnlyFailure<TaskChanged>(readOnlyReason());
    return tellingTasksChanged(
        futureOf<TaskChanged>([&](const auto& done) { m_parts->store->writer().changeTask(change, done); }));
}

QFuture<Result<void>> Project::removeTask(qint64 id)
{
    if (isReadOnly())
        return readOnlyFailure<void>(readOnlyReason());
    return tellingTasksChanged(
        futureOf<void>([&](const auto& done) { m_parts->store->writer().removeTask(id, done); }));
}

QFuture<Result<TaskRestored>> Project::restoreTask(qint64 id, const QString& name)
{
    if (isReadOnly())
        return readOnlyFailure<TaskRestored>(readOnlyReason());
    return tellingTasksChanged(
        futureOf<TaskRestored>([&](const auto& done) { m_parts->store->writer().restoreTask(id, name, done); }));
}

QFuture<Result<QList<TaskVersion>>> Project::taskVersions()
{
    return m_parts->queries->ask([](Reader& reader) { return reader.taskVersions(); });
}

QFuture<Result<QString>> Project::curlCommand(qint64 call)
{
    return m_parts->queries->ask(
        [call, chat = m_parts->chat, connections = m_parts->workspace->connections()](Reader& reader) {
            const Result<CallDetail> detail = reader.call(call);
            if (!detail)
                return Result<QString>(tl::unexpected(detail.error()));
            const Result<RunSetup> setup = reader.runSetup(detail->call.run);
            if (!setup)
                return Result<QString>(tl::unexpected(setup.error()));
            const RunConnections models = connectionsToday(*setup, connections);
            const Connection& connection = detail->call.role == ModelRole::Optimizer ? models.optimizer : models.base;
            return metaspo::curlCommand(connection,
                                        chat->requestBody({connection, detail->messages, detail->parameters, 0}));
        });
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

QFuture<Result<void>> Project::checkAfterUncleanEnd()
{
    if (!m_parts->store->endedUncleanly())
        return finished<void>({});
    return QtConcurrent::run(m_parts->work.get(), [store = m_parts->store]() -> Result<void> {
        const Result<QStringList> problems = store->check(Store::CheckDepth::Quick);
        if (!problems)
            return tl::unexpected(problems.error());
        if (problems->isEmpty())
            return {};
        return failure(ErrorKind::FileCorrupt,
                       QStringLiteral("%1 was not closed in order, and is damaged").arg(store->path()),
                       problems->first());
    });
}

QFuture<Result<void>> Project::backup(const QString& target)
{
    return QtConcurrent::run(m_parts->work.get(), [store = m_parts->store, target] { return store->backup(target); });
}

QFuture<Result<QStringList>> Project::exportRun(qint64 run, const ExportRequest& request)
{
    return QtConcurrent::run(m_parts->work.get(), [=, store = m_parts->store]() -> Result<QStringList> {
        const auto reader = store->newReader();
        if (!reader)
            return tl::unexpected(reader.error());
        return exportRunFiles(**reader, run, request);
    });
}

} // namespace metaspo
