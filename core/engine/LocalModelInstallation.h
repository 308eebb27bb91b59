#pragma once

#include "core/domain/Connection.h"
#include "core/domain/Error.h"

namespace metaspo {

/// Where the local model's parts are, and whether they are there.
struct LocalModelInstallation
{
    QString serverPath;
    QString modelPath;
    QString modelName;   ///< "Qwen2.5-Coder-1.5B-Instruct"
    QString modelSha256; ///< the identity of the connection
    bool complete = false;
    QString missing;     ///< a sentence: what is missing and how to get it
};

/// Files that the user has chosen instead of those that were installed; empty: not chosen.
struct LocalModelFiles
{
    QString modelPath;
    QString serverPath;
    bool operator==(const LocalModelFiles&) const = default;
};

/// Looks at what was chosen, the environment (METASPO_LLAMA_SERVER, METASPO_LOCAL_MODEL) and the user's data folder, in
/// this order. Reads one small file.
LocalModelInstallation localModelInstallation(const LocalModelFiles& chosen = {});
/// Where the managed model's files lie.
QString localModelFolder();
/// The managed local model as a connection, without the address and key that it has while it runs. Its id is the model
/// file's SHA-256; a file of the user's own is known by path, size and time, because hashing gigabytes would hold up
/// every start.
Connection localModelConnection(const LocalModelInstallation& installation);

} // namespace metaspo
