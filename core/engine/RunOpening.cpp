#include "core/engine/RunOpening.h"

#include "core/engine/Await.h"
#include "core/engine/RunCreation.h"

#include <QCoreApplication>
#include <QSysInfo>

namespace metaspo {

namespace {

Connection today(const Connection& stored, const Connections& connections)
{
    const Result<Connection> found = connections.find(stored.id);
    if (!found)
        return stored;
    Connection connection = *found;
    connection.id = stored.id;
    connection.model = stored.model;
    if (stored.price)
        connection.price = stored.price;
    return connection;
}

Result<void> readParts(Reader& reader, qint64 run, LiveRunParts& parts, const std::optional<RunLimits>& limits)
{
    auto setup = reader.runSetup(run);
    if (!setup)
        return tl::unexpected(setup.error());
    parts.setup = std::move(*setup);
    parts.limits = limits.value_or(parts.setup.record.limits);
    if (const auto breakpoints = parseBreakpoints(parts.limits.breakpoints); !breakpoints)
        return tl::unexpected(breakpoints.error());
    const auto spending = reader.spending(run);
    if (!spending)
        return tl::unexpected(spending.error());
    parts.spending = *spending;
    auto ancestors = ancestorsOf(reader, parts.setup.record);
    if (!ancestors)
        return tl::unexpected(ancestors.error());
    parts.ancestors = std::move(*ancestors);
    return {};
}

// What the last owner left behind: calls without an answer, commands that nobody obeyed.
Result<void> tidyUp(Writer& writer, qint64 run)
{
    const auto lost = await<int>([&](const auto& done) { writer.markLostCalls(run, done); });
    if (!lost)
        return tl::unexpected(lost.error());
    if (*lost > 0)
        writer.log(run, QStringLiteral("%1 calls were out when the program died; they may have been paid.").arg(*lost));
    writer.noteOwner(run, ownerName(), [](const auto&) {});
    return await<void>([&](const auto& done) { writer.dropCommands(run, done); });
}

Result<void> checkKeys(const LiveRunParts& parts)
{
    for (const Connection* connection : {&parts.base, &parts.optimizer})
        if (const Result<void> key = checkKey(*connection); !key)
            return key;
    return {};
}

} // namespace

QString ownerName()
{
    return QStringLiteral("%1, process %2 on %3")
        .arg(QCoreApplication::applicationName())
        .arg(QCoreApplication::applicationPid())
        .arg(QSysInfo::machineHostName());
}

Result<std::shared_ptr<LiveRunParts>> takeRun(const std::shared_ptr<Store>& store,
                                              const std::shared_ptr<ChatService>& chat, const Connections& connections,
                                              qint64 run, const std::optional<RunLimits>& limits)
{
    auto parts = std::make_shared<LiveRunParts>();
    parts->store = store;
    parts->chat = chat;
    auto reader = store->newReader();
    auto commandReader = store->newReader();
    if (!reader || !commandReader)
        return tl::unexpected(reader ? commandReader.error() : reader.error());
    parts->reader = std::move(*reader);
    parts->commandReader = std::move(*commandReader);
    const auto found = parts->reader->run(run);
    if (!found)
        return tl::unexpected(found.error());
    parts->isResumed = found->state != RunState::Created;
    auto lease = store->acquireLease(run);
    if (!lease)
        return tl::unexpected(lease.error());
    parts->lease = std::move(*lease);
    if (const Result<void> tidy = tidyUp(store->writer(), run); !tidy)
        return tl::unexpected(tidy.error());
    if (const Result<void> read = readParts(*parts->reader, run, *parts, limits); !read)
        return tl::unexpected(read.error());
    const RunConnections models = connectionsToday(parts->setup, connections);
    parts->base = models.base;
    parts->optimizer = models.optimizer;
    if (const Result<void> budget = RunBudget::check(parts->limits, {parts->base, parts->optimizer}); !budget)
        return tl::unexpected(budget.error());
    if (const Result<void> keys = checkKeys(*parts); !keys)
        return tl::unexpected(keys.error());
    if (limits)
        store->writer().setRunLimits(run, *limits, [](const auto&) {});
    return parts;
}

RunConnections connectionsToday(const RunSetup& setup, const Connections& connections)
{
    RunConnections models;
    for (const RunModel& model : setup.models)
        (model.role == ModelRole::Optimizer ? models.optimizer : models.base) = today(model.connection, connections);
    if (models.optimizer.id.isEmpty()) // a run that only evaluates has one model
        models.optimizer = models.base;
    return models;
}

Result<void> checkLimits(Reader& reader, const Connections& connections, qint64 run, const RunLimits& limits)
{
    if (const auto breakpoints = parseBreakpoints(limits.breakpoints); !breakpoints)
        return tl::unexpected(breakpoints.error());
    const Result<RunSetup> setup = reader.runSetup(run);
    if (!setup)
        return tl::unexpected(setup.error());
    const RunConnections models = connectionsToday(*setup, connections);
    return RunBudget::check(limits, {models.base, models.optimizer});
}

bool usesLocalModel(const LiveRunParts& parts)
{
    return parts.base.preset == QLatin1String("local") || parts.optimizer.preset == QLatin1String("local");
}

Result<void> setLocalModel(LiveRunParts& parts, const Connection& running)
{
    for (Connection* connection : {&parts.base, &parts.optimizer}) {
        if (connection->preset != QLatin1String("local"))
            continue;
        if (connection->id != running.id)
            return failure(ErrorKind::NoSuchModel,
                           QStringLiteral("The run was started with the local model %1").arg(connection->model),
                           QStringLiteral("The one that is there now, %1, is another model file").arg(running.model),
                           QStringLiteral("Choose the same model file again, or start a new run."));
        *connection = running;
    }
    return {};
}

} // namespace metaspo
