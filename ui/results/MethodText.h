#pragma once

#include "core/analysis/MethodTable.h"

namespace metaspo {

/// Methods, tasks and scores in words, for people.
QString rowTitle(const MethodRow& row);  ///< "Run 3 · MetaSPO, final prompts"
QString rowDetail(const MethodRow& row); ///< the model
/// With the system prompt and the user prompts that are not the tasks' own.
QString rowPrompts(const MethodRow& row);
QString rowToolTip(const MethodRow& row);
QString columnToolTip(const MethodColumn& column);
QString intervalText(const Interval& interval); ///< "42.2–72.9", "interval unknown"
QString scoreToolTip(const MethodRow& row, const MethodColumn& column, const MethodCell& cell);
QString meanToolTip(const MethodRow& row, qsizetype columns);

} // namespace metaspo
