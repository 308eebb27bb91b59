#pragma once

#include "core/engine/Connections.h"
#include "core/engine/LiveRun.h"

namespace metaspo {

/// Takes a stored run for this process: its lease, its readers, its settings, the addresses and keys that its models
/// have today. Calls that a dead process left out become `unknown`, and commands that it did not obey are dropped; the
/// run's state stays as it is until the run begins to work. Blocks: off the main thread. FileBusy: another program runs
/// it. A key that is not there is said here, where that can be known without the keychain.
Result<std::shared_ptr<LiveRunParts>> takeRun(const std::shared_ptr<Store>& store,
                                              const std::shared_ptr<ChatService>& chat, const Connections& connections,
                                              qint64 run, const std::optional<RunLimits>& limits);

/// The models of a stored run: identity, model and price as it has them; address, key and width of today. Reads the
/// user's configuration.
struct RunConnections
{
    Connection base;
    Connection optimizer;
};
RunConnections connectionsToday(const RunSetup& setup, const Connections& connections);

/// Can a run have these limits? Refused are unknown breakpoints, and a budget where a price is not known.
Result<void> checkLimits(Reader& reader, const Connections& connections, qint64 run, const RunLimits& limits);

/// How this process is named beside the runs that it has at work. Any thread.
QString ownerName();

bool usesLocalModel(const LiveRunParts& parts);
/// Fails if the managed server has another model file than the one the run was started with.
Result<void> setLocalModel(LiveRunParts& parts, const Connection& running);

} // namespace metaspo
