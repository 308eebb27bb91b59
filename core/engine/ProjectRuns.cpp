#include "core/engine/Await.h"
#include "core/engine/Breakpoint.h"
#include "core/engine/CalibrationPlanning.h"
#include "core/engine/InsertionJson.h"
#include "core/engine/LiveRun.h"
#include "core/engine/ProjectParts.h"
#include "core/engine/Rehearsal.h"
#include "core/engine/RunCreation.h"
#include "core/engine/RunOpening.h"
#include "core/engine/Workspace.h"

#include <QPointer>

// The runs of a project: planned, stored, opened, steered.
namespace metaspo {

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

QFuture<Result<CalibrationPlan>> Project::calibrationPlan(const CalibrationRequest& request)
{
    return m_parts->queries->ask([request, connections = m_parts->workspace->connections()](Reader& reader) {
        return plannedCalibration(reader, connections, request);
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
    QObject* context = m_parts->context.get();
    return handedTo(context, storeRun(request))
        .then(context, [self = QPointer(this)](const Result<qint64>& run) {
            if (!run || !self)
                return finished<qint64>(self ? run : tl::unexpected(wasClosed()));
            return self->openRun(*run).then([run](const Result<RunSession*>& session) {
                return session ? run : Result<qint64>(tl::unexpected(session.error()));
            });
        })
        .unwrap();
}

QFuture<Result<RunSession*>> Project::openRun(qint64 run, const std::optional<RunLimits>& limits,
                                              const FirstStop& firstStop)
{
    if (isReadOnly())
        return readOnlyFailure<RunSession*>(readOnlyReason());
    if (RunSession* session = liveRun(run))
        return finished<RunSession*>(session);
    using Opened = Result<std::shared_ptr<LiveRunParts>>;
    QObject* context = m_parts->context.get();
    return handedTo(context, QtConcurrent::run(m_parts->work.get(),
                                               [run, limits, store = m_parts->store, chat = m_parts->chat,
                                                connections = m_parts->workspace->connections()] {
                                                   return takeRun(store, chat, connections, run, limits);
                                               }))
        .then(context,
              [self = QPointer(this)](const Opened& opened) {
                  using Taken = std::shared_ptr<LiveRunParts>;
                  if (!self)
                      return finished<Taken>(tl::unexpected(wasClosed()));
                  if (!opened)
                      return finished<Taken>(tl::unexpected(self->refusal(opened.error())));
                  return self->withLocalModel(*opened);
              })
        .unwrap()
        .then(context, [self = QPointer(this), firstStop](const Opened& opened) -> Result<RunSession*> {
            if (!opened || !self)
                return tl::unexpected(opened ? wasClosed() : opened.error());
            return self->begin(std::move(**opened), firstStop);
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

RunSession* Project::begin(LiveRunParts parts, const FirstStop& firstStop)
{
    const qint64 run = parts.setup.record.id;
    m_parts->chat->forgetTrouble(parts.base);
    m_parts->chat->forgetTrouble(parts.optimizer);
    parts.requests = m_parts->requests;
    auto* session = new RunSession(std::make_unique<LiveRun>(std::move(parts)), firstStop);
    m_parts->sessions[run] = session;
    connect(session, &RunSession::ended, this, [this, run, session] {
        m_parts->sessions.erase(run);
        session->deleteLater();
        Q_EMIT runsChanged();
    });
    Q_EMIT runsChanged();
    return session;
}

QFuture<Result<std::optional<NextStep>>> Project::nextStep(qint64 run)
{
    if (m_parts->foresight)
        *m_parts->foresight = true;
    m_parts->foresight = std::make_shared<std::atomic<bool>>(false);
    return QtConcurrent::run(m_parts->work.get(), [run, store = m_parts->store, isCancelled = m_parts->foresight,
                                              connections = m_parts->workspace->connections()] {
        const auto reader = store->newReader();
        return reader ? nextStepOf(**reader, connections, run, [isCancelled] { return isCancelled->load(); })
                      : Result<std::optional<NextStep>>(tl::unexpected(reader.error()));
    });
}

RunSession* Project::liveRun(qint64 run) const
{
    const auto found = m_parts->sessions.find(run);
    return found == m_parts->sessions.end() ? nullptr : found->second;
}

QList<RunSession*> Project::liveRuns() const
{
    QList<RunSession*> live;
    for (const auto& [run, session] : m_parts->sessions)
        live.append(session);
    return live;
}

bool Project::isOwned(qint64 run) const
{
    return m_parts->store->isLeased(run);
}

QFuture<Result<void>> Project::insert(qint64 run, const Insertion& insertion)
{
    if (RunSession* session = liveRun(run))
        return session->insert(insertion);
    if (isReadOnly())
        return readOnlyFailure<void>(readOnlyReason());
    if (isOwned(run))
        return postCommand(run, CommandKind::Insert, QString::fromUtf8(insertionJson(insertion)));
    return futureOf<void>(
        [&](const auto& done) { m_parts->store->writer().insert(run, std::nullopt, trimmed(insertion), done); });
}

QFuture<Result<void>> Project::postCommand(qint64 run, CommandKind kind, const QString& argument)
{
    if (isReadOnly())
        return readOnlyFailure<void>(readOnlyReason());
    QObject* context = m_parts->context.get();
    return handedTo(context, futureOf<qint64>([&](const auto& done) {
                        m_parts->store->writer().postCommand({0, run, kind, argument}, done);
                    }))
        .then(context, [](const Result<qint64>& id) { return id.map([](qint64) {}); });
}

// Of a live run at once, of any other in the file, where nobody else has it.
QFuture<Result<void>> Project::changeLimits(qint64 run, const std::function<Result<void>(RunSession&)>& change,
                                            const std::function<Result<RunLimits>(Reader&)>& changed)
{
    if (isReadOnly())
        return readOnlyFailure<void>(readOnlyReason());
    if (RunSession* session = liveRun(run))
        return finished<void>(change(*session));
    if (isOwned(run))
        return finished<void>(failure(ErrorKind::FileBusy,
                                      QStringLiteral("Run %1 is at work, its limits were not changed").arg(run), {},
                                      QStringLiteral("Change them where it runs, or stop it first.")));
    return m_parts->queries->ask([run, changed, store = m_parts->store](Reader& reader) -> Result<void> {
        const Result<RunLimits> limits = changed(reader);
        if (!limits)
            return tl::unexpected(limits.error());
        return await<void>([&](const auto& done) { store->writer().setRunLimits(run, *limits, done); });
    });
}

QFuture<Result<void>> Project::setLimits(qint64 run, const RunLimits& limits)
{
    return changeLimits(
        run, [&](RunSession& session) { return session.setLimits(limits); },
        [run, limits, connections = m_parts->workspace->connections()](Reader& reader) -> Result<RunLimits> {
            return checkLimits(reader, connections, run, limits).map([&] { return limits; });
        });
}

QFuture<Result<void>> Project::setBreakpoints(qint64 run, const QStringList& breakpoints)
{
    return changeLimits(
        run, [&](RunSession& session) { return session.setBreakpoints(breakpoints); },
        [run, breakpoints](Reader& reader) -> Result<RunLimits> {
            if (const auto known = parseBreakpoints(breakpoints); !known)
                return tl::unexpected(known.error());
            return reader.run(run).map([&](const RunRecord& record) {
                RunLimits limits = record.limits;
                limits.breakpoints = breakpoints;
                return limits;
            });
        });
}

} // namespace metaspo
