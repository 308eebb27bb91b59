#pragma once

#include "core/store/Lease.h"
#include "core/store/LockFile.h"

namespace metaspo {

struct Lease::Parts
{
    qint64 run = 0;
    OpenFile file; ///< holds the byte's lock
};

} // namespace metaspo
