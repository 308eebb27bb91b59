#pragma once

#include "core/engine/Await.h"
#include "core/engine/Project.h"
#include "ui/kit/TableSource.h"

#include <QCoreApplication>

namespace metaspo {

/// What TableSource::read is for rows that are read from an open project. `ask(queries, first, count)`: a future of the
/// records; `rowsOf(records, first, count)`: their rows, on the main thread, where this is called too. The project is not
/// held open: if it is closed before all is read, the reading fails and says so.
template <typename Ask, typename RowsOf>
auto queriedRows(const std::weak_ptr<Project>& project, Ask ask, RowsOf rowsOf)
{
    return [project, ask, rowsOf](qsizetype first, qsizetype count) -> QFuture<Result<QList<Row>>> {
        const auto closed = []() -> Result<QList<Row>> {
            return failure(ErrorKind::Stopped, QObject::tr("The project was closed before all rows were read"), {},
                           QObject::tr("Open it and export them again."));
        };
        const std::shared_ptr<Project> open = project.lock();
        if (!open)
            return QtFuture::makeReadyFuture(closed());
        QObject* context = QCoreApplication::instance();
        return handedTo(context, ask(open->queries(), first, count))
            .then(context,
                  [rowsOf, first, count](const auto& records) -> Result<QList<Row>> {
                      if (!records)
                          return tl::unexpected(records.error());
                      return rowsOf(*records, first, count);
                  })
            .onCanceled(context, closed);
    };
}

} // namespace metaspo
