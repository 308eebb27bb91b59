#pragma once

#include "core/analysis/Export.h"

namespace metaspo {

/// Which tables of a run are written, as what, and where: a file each, named after the table and the format.
struct ExportRequest
{
    QString folder; ///< made if needed
    TableFormat format = TableFormat::Csv;
    QList<ExportTable> tables{allExportTables.begin(), allExportTables.end()};

    QStringList paths() const; ///< of the files, in the tables' order
};

} // namespace metaspo
