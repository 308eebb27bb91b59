#pragma once

#include "core/domain/RowFilters.h"

#include <QString>

namespace metaspo {

/// What runs keep of a task, in a sentence: "Run 3 keeps version 1; you are editing version 2." Empty: no run used it.
/// `versions` as in the file, oldest first; `isChanged`: the newest one differs from what is being edited.
QString versionText(const QList<TaskVersion>& versions, bool isChanged);

} // namespace metaspo
