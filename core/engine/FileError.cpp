#include "core/engine/FileError.h"

#include <QFileDevice>

namespace metaspo {

ErrorKind kindOf(const QFileDevice& file)
{
    switch (file.error()) {
    case QFileDevice::ResourceError:
    case QFileDevice::WriteError:
        return ErrorKind::DiskFull;
    case QFileDevice::OpenError:
    case QFileDevice::PermissionsError:
    case QFileDevice::RemoveError:
        return ErrorKind::ReadOnlyFile;
    default:
        return ErrorKind::Internal;
    }
}

} // namespace metaspo
