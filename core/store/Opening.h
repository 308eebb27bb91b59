#pragma once

#include "core/store/Database.h"
#include "core/store/LockFile.h"
#include "core/store/Schema.h"
#include "core/store/Store.h"

namespace metaspo {

/// A project file that was looked at before anything relies on it.
struct OpenedFile
{
    std::unique_ptr<Database> database;
    Database::Mode mode = Database::Mode::ReadWrite;
    QString readOnlyReason; ///< a sentence, if it was to be written but may not
};

/// Refuses what cannot be a project file: nothing there, a folder, not readable, on a network file system.
Result<void> checkProjectPath(const QString& path);

/// Checks path, file system, application id, schema version and schema, in this order; brings an older schema to the
/// last of `steps`, after a copy of the file as it was to "<file>.version-<n>", or "<file>.version-<n>-2" and so on where
/// that is there with other content. If it cannot be brought up to date, the error names the copy.
Result<OpenedFile> openFile(const QString& path, Store::Access access, const LockFile& lockFile,
                            const QList<Migration>& steps = migrations());

/// Makes a new file with the current schema, readable by its owner only.
Result<void> createFile(const QString& path);

/// A complete copy of an open file, made under another name and renamed when it is on the disk. The target must not
/// exist. Throws.
void copyInto(Database& database, const QString& target);

} // namespace metaspo
