#pragma once

#include "core/store/Database.h"
#include "core/store/LockFile.h"
#include "core/store/Store.h"
#include "core/store/write/StoreWriter.h"

namespace metaspo {

struct Store::Parts
{
    explicit Parts(const QString& file)
        : path(file)
        , lockFile(file)
    {
    }

    QString path; ///< absolute, links resolved, so that all programs use the same lock file
    LockFile lockFile;
    Database::Mode readingMode = Database::Mode::ReadOnly;
    QString readOnlyReason;
    bool endedUncleanly = false;
    std::unique_ptr<StoreWriter> writer; ///< null: read-only

    std::unique_ptr<Database> openReading() const;
};

} // namespace metaspo
