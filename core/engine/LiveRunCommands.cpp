#include "core/engine/InsertionJson.h"
#include "core/engine/LiveRun.h"

namespace metaspo {

namespace {
constexpr std::chrono::milliseconds commandInterval{300};
} // namespace

// Other programs steer by rows; the file tells when anything was committed.
void LiveRun::listen()
{
    qint64 seen = -1;
    std::unique_lock lock(m_mutex);
    while (!m_isOver) {
        lock.unlock();
        const Result<qint64> version = m_parts.commandReader->dataVersion();
        if (version && *version != seen) {
            seen = *version;
            const auto commands = m_parts.commandReader->pendingCommands(run());
            for (const RunCommand& command : commands.value_or(QList<RunCommand>()))
                obey(command);
        }
        lock.lock();
        m_wake.wait_for(lock, commandInterval, [this] { return m_isOver; });
    }
}

void LiveRun::obey(const RunCommand& command)
{
    if (command.kind == CommandKind::Insert) {
        obeyInsertion(command);
        return;
    }
    m_parts.store->writer().commandDone(command.id, [](const auto&) {});
    m_monitor.log(QStringLiteral("Another program asked for: %1 %2").arg(name(command.kind), command.argument));
    switch (command.kind) {
    case CommandKind::Pause:
        return pause(QStringLiteral("Paused from another program"));
    case CommandKind::Resume:
        return resume();
    case CommandKind::Step:
        return step(fromName<Grain>(command.argument).value_or(Grain::Call));
    case CommandKind::Stop:
        return stop(RunSession::StopMode::FinishInFlight, RunState::Stopped,
                    QStringLiteral("Stopped from another program"));
    case CommandKind::Insert:
        return; // above
    case CommandKind::SetBudget: {
        const qint64 budget = command.argument.toLongLong();
        if (const Result<void> set = changeLimits([&](RunLimits& kept) { kept.budgetNanoDollars = budget; }); !set)
            m_monitor.log(sentence(set.error()));
        return;
    }
    }
}

// Done once the prompt is in the file, not before: it was typed.
void LiveRun::obeyInsertion(const RunCommand& command)
{
    if (m_insertionsSeen.contains(command.id))
        return;
    m_insertionsSeen.insert(command.id);
    Writer& writer = m_parts.store->writer();
    const auto done = [&writer, id = command.id] { writer.commandDone(id, [](const auto&) {}); };
    const Result<Insertion> insertion = insertionFromJson(command.argument.toUtf8());
    if (!insertion) {
        m_monitor.log(sentence(insertion.error()));
        done();
        return;
    }
    m_monitor.log(QStringLiteral("Another program put a prompt in; it waits for the next loop of its kind."));
    insert(*insertion, [done](const Result<void>& stored) {
        if (stored)
            done();
    });
}

} // namespace metaspo
