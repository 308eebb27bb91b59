#pragma once

#include "core/analysis/Table.h"
#include "core/domain/Error.h"

#include <QFuture>
#include <functional>

namespace metaspo {

/// Rows that are read a page at a time by whoever copies or exports them. The values are exact; formats for people
/// round them.
struct TableSource
{
    QString name; ///< what a file is called at first, without suffix
    QList<Column> columns;
    qsizetype rowCount = 0;
    /// Asked for on the main thread, which does not wait; `count` rows or what there are from `first` on.
    std::function<QFuture<Result<QList<Row>>>(qsizetype first, qsizetype count)> read;

    /// Of a table that is there.
    static TableSource of(const Table& table, const QString& name);
};

/// What of a list with a member for each row of a table is in these rows; without rows, all.
template <typename T>
QList<T> inRows(const QList<T>& all, const std::optional<QList<int>>& rows)
{
    if (!rows)
        return all;
    QList<T> chosen;
    for (const int row : *rows)
        chosen.append(all.at(row));
    return chosen;
}

} // namespace metaspo
