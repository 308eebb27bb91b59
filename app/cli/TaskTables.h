#pragma once

#include "core/analysis/Table.h"
#include "core/domain/RowFilters.h"
#include "core/domain/TaskImport.h"

namespace metaspo {

/// task, domain, role, format, metric, train, validation, test, runs.
Table taskTable(const QList<TaskSummary>& tasks);
/// The same of tasks that are not stored.
Table previewTable(const QList<Task>& tasks);
/// One row with everything but the examples.
Table detailTable(const Task& task);
/// "label: yes, no".
QString formatText(const AnswerFormat& format);

} // namespace metaspo
