#pragma once

#include "core/engine/Connections.h"
#include "core/engine/Project.h"
#include "core/store/Reader.h"
#include "core/store/StoreRows.h"

namespace metaspo {

/// What a request comes to, before anything is stored: tasks with their drawn examples, models with prices, templates.
/// Every refusal that does not need a server comes from here. Query thread; may read the user's configuration.
Result<NewRun> newRun(Reader& reader, const Connections& connections, RunRequest request);

/// The request with sources filled in (Project::completed).
Result<RunRequest> completedRequest(Reader& reader, RunRequest request);

/// Calls, tokens, cost, time, hosts of a run that is not there yet.
Result<RunPlan> forecast(Reader& reader, const NewRun& run);

/// The connection by name or id with the price of the price table; empty: the local model, whether it runs or not.
Result<Connection> modelConnection(const Connections& connections, const QString& name);

/// Fails if the connection's key is known not to be there; what lies in the keychain is not looked for.
Result<void> checkKey(const Connection& connection);

} // namespace metaspo
