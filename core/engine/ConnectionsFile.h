#pragma once

#include "core/domain/Connection.h"
#include "core/domain/Error.h"

#include <QByteArray>
#include <QList>

namespace metaspo {

/// The text of connections.yaml. Pure functions; an error names the line and what is expected there.
Result<QList<Connection>> readConnections(const QByteArray& yaml, const QString& fileName);
/// Fields that have their standard value are left out; no key is ever among them.
QByteArray writeConnections(const QList<Connection>& connections);

} // namespace metaspo
