#pragma once

#include "core/domain/ProjectGlance.h"

namespace metaspo {

/// Looks at a project file for a moment and leaves nothing behind: no log beside it, no presence, no migration. What
/// keeps it from being read is in the value. Blocks on the disk, and up to two seconds on whoever holds the file: not on
/// the main thread.
ProjectGlance glanceAt(const QString& path);

} // namespace metaspo
