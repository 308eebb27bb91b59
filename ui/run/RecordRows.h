#pragma once

#include "core/analysis/Export.h"
#include "ui/kit/QueriedRows.h"

namespace metaspo {

/// A table of the store's records by their ids, as the command line exports it.
template <typename Ask>
TableSource recordRows(const QString& name, ExportTable table, const QList<qint64>& ids,
                       const std::weak_ptr<Project>& project, Ask ask)
{
    const auto rowsOf = [](const auto& records, qsizetype, qsizetype) {
        QList<Row> rows;
        for (const auto& record : records)
            rows.append(row(record));
        return Result<QList<Row>>(rows);
    };
    const auto askPage = [ids, ask](Queries& queries, qsizetype first, qsizetype count) {
        return ask(queries, ids.mid(first, count));
    };
    return {name, columns(table), ids.size(), queriedRows(project, askPage, rowsOf)};
}

} // namespace metaspo
