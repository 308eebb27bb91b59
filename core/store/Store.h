#pragma once

#include "core/domain/Error.h"
#include "core/store/Lease.h"
#include "core/store/Reader.h"
#include "core/store/Writer.h"

#include <QStringList>
#include <memory>

namespace metaspo {

/// One open project file (*.metaspo): a single SQLite file, write-ahead log, synchronous=FULL, application id and
/// schema version checked, owner-only permissions. Owns the writer thread. Functions here may block on the disk: call
/// them off the main thread. Destroying it commits what is queued, checkpoints and closes.
class Store
{
public:
    enum class Access { ReadWrite, ReadOnly };

    /// Fails if the file exists.
    static Result<std::unique_ptr<Store>> create(const QString& path);
    /// A file of a newer version, or one that may not be written, is opened read-only with the reason. An older schema
    /// is migrated after a backup beside the file. Fails on foreign and corrupt files and on network file systems.
    static Result<std::unique_ptr<Store>> open(const QString& path, Access access = Access::ReadWrite);
    ~Store();

    QString path() const;
    bool isReadOnly() const;
    QString readOnlyReason() const;

    /// Not to be called on a read-only store.
    Writer& writer();
    /// A connection of its own, to be used on one thread.
    Result<std::unique_ptr<Reader>> newReader() const;
    /// The right to run a run in this process; FileBusy, naming the owner, if another process has it.
    Result<std::unique_ptr<Lease>> acquireLease(qint64 run);
    bool isLeased(qint64 run) const; ///< by any process

    /// Nobody else has it open and whoever wrote it last did not end in order: worth a quick check.
    bool endedUncleanly() const;
    /// Quick: structure of the file. Whole: also indexes, foreign keys, texts against their SHA-256, summaries
    /// recomputed. Each problem is a sentence; none: all is well.
    enum class CheckDepth { Quick, Whole };
    Result<QStringList> check(CheckDepth depth = CheckDepth::Whole) const;
    /// A complete copy made with VACUUM INTO; fails if the target exists.
    Result<void> backup(const QString& target) const;

private:
    struct Parts;
    explicit Store(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace metaspo
