#pragma once

#include "core/domain/Error.h"

#include <QString>

namespace metaspo {

/// The name of the network file system for a type number of statfs, or for a type of /proc/self/mountinfo where the
/// number only says FUSE; empty: a local one.
QString networkFileSystem(qint64 typeNumber, const QString& mountType);

/// Refuses a folder or file on a network file system: SQLite's log needs memory that all its users share.
Result<void> checkFileSystem(const QString& path);

} // namespace metaspo
