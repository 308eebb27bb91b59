#pragma once

#include "core/domain/Connection.h"

#include <QByteArray>

namespace metaspo {

/// As stored in run_model.connection_json. What may hold a secret stays out: of headers only the names are stored, of
/// the address not the user part. The price stands in columns of its own.
QByteArray toJson(const Connection& connection);
Connection connectionFromJson(const QByteArray& json);

} // namespace metaspo
