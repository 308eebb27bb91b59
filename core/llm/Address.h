#pragma once

#include "core/domain/Connection.h"
#include "core/domain/Error.h"

#include <QUrl>

namespace metaspo {

/// Where the requests of a connection go. The base address may be pasted as it comes: with or without a slash
/// at its end, with the path of the calls already on it. Without any path the usual "/v1" is added.
struct Address
{
    QUrl calls;      ///< …/chat/completions or …/messages
    QUrl models;     ///< …/models
    QUrl properties; ///< …/props beside the API path, where llama-server tells its slots
    bool isThisMachine = false;

    static Result<Address> of(const Connection& connection);
};

/// The other machine that what is sent through the connection goes to, by its name; empty: it stays on this one.
QString otherHost(const Connection& connection);

} // namespace metaspo
