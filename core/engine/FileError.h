#pragma once

#include "core/domain/Error.h"

class QFileDevice;

namespace metaspo {

/// What kind of error it is that the file tells of: no room, no right, or something else.
ErrorKind kindOf(const QFileDevice& file);

} // namespace metaspo
