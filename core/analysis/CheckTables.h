#pragma once

#include "core/analysis/Table.h"
#include "core/domain/Connection.h"
#include "core/domain/TaskImport.h"

namespace metaspo {

/// What checks of connections and tasks say, the same in a window and on the command line.

/// check, verdict, detail, ms.
Table checkTable(const QList<ConnectionCheck>& checks);
QString verdictText(ConnectionCheck::Verdict verdict); ///< "passed"
/// task, severity, what, advice, examples (their indexes).
Table problemTable(const QString& task, const QList<TaskProblem>& problems);

} // namespace metaspo
