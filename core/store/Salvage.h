#pragma once

#include "core/domain/Error.h"

#include <QStringList>

namespace metaspo {

/// Saves what can be read of a damaged project into a new file, row by row. The damaged file is only read; it must not
/// be open in this process. What refers to lost rows is left out, calls whose response is lost become possibly paid,
/// summaries are counted anew. Gives sentences that say what was saved and what was lost. Fails if the target exists,
/// and if not even the file's list of tables can be read. Blocks on the disk.
Result<QStringList> salvage(const QString& damaged, const QString& target);

} // namespace metaspo
