#include "ui/kit/TableSource.h"

namespace metaspo {

TableSource TableSource::of(const Table& table, const QString& name)
{
    return {name, table.columns, table.rows.size(), [rows = table.rows](qsizetype first, qsizetype count) {
                return QtFuture::makeReadyFuture(Result<QList<Row>>(rows.mid(first, count)));
            }};
}

} // namespace metaspo
