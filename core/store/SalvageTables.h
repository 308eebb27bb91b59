#pragma once

#include "core/store/Database.h"

#include <QStringList>

namespace metaspo {

/// What happened to the rows of one table.
struct SalvagedTable
{
    QString name;
    qint64 saved = 0;
    qint64 refused = 0; ///< read, but not what such a row can be
    int gaps = 0;       ///< places where nothing could be read
    qint64 left = 0;    ///< refer to rows that are lost
};

/// Copies every row of a table that can be read, also behind damaged pages. `target` takes them without triggers and
/// foreign keys. Throws only for trouble of the target.
SalvagedTable salvageTable(SQLite::Database& source, SQLite::Database& target, const QString& table);

} // namespace metaspo
