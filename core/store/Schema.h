#pragma once

#include "core/store/Database.h"

#include <QList>

namespace metaspo {

inline constexpr qint64 applicationId = 0x4D53504F; ///< "MSPO", in the file's header
inline constexpr int schemaVersion = 2;             ///< PRAGMA user_version

/// One step forward of the schema: the text of resources/sql/schema_<version>.sql.
struct Migration
{
    int version = 0;
    QByteArray sql;
};

/// All that this program knows, in order; the first makes an empty file into schema 1.
const QList<Migration>& migrations();

/// Applies those above the file's version, each in a transaction of its own with the version read again inside it, so
/// that two programs may try at once. `writeLock` must be held. Throws.
void migrate(Database& database, const QList<Migration>& steps);

/// SHA-256 over the text of all tables, indexes, triggers and views.
QByteArray schemaDigest(SQLite::Database& database);
/// What the digest must be after `steps`.
QByteArray expectedSchemaDigest(const QList<Migration>& steps);

} // namespace metaspo
