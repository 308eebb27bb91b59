#include "core/store/Opening.h"

#include "core/store/FileSystem.h"
#include "core/store/Schema.h"
#include "core/store/StoreError.h"

#include <QDateTime>
#include <QFileInfo>
#include <QUuid>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace metaspo {

using namespace std::chrono_literals;

namespace {

QString cannotOpen(const QString& path)
{
    return QStringLiteral("%1 cannot be opened").arg(path);
}

/// Empty: it may be written.
QString reasonNotToWrite(const QString& path)
{
    const QFileInfo file(path);
    if (!file.isWritable())
        return QStringLiteral("You may read this file but not change it.");
    if (!QFileInfo(file.absolutePath()).isWritable())
        return QStringLiteral("Its folder may not be written, and a project needs a log beside its file.");
    return {};
}

void refuseForeign(Database& database, const QString& path)
{
    if (database.number("PRAGMA application_id") != applicationId)
        refuse(ErrorKind::FileForeign, cannotOpen(path),
               QStringLiteral("It is not a project file of MetaSPO Workbench"));
}

void refuseForeignSchema(Database& database, const QString& path, const QList<Migration>& steps)
{
    if (schemaDigest(database.connection()) != expectedSchemaDigest(steps))
        refuse(ErrorKind::FileForeign, cannotOpen(path),
               QStringLiteral("Its tables, triggers or views are not those of version %1; another program changed them")
                   .arg(steps.last().version),
               QStringLiteral("Undo that change, or restore a backup."));
}

bool haveSameContent(const QString& one, const QString& other)
{
    if (!QFileInfo(one).isFile() || QFileInfo(one).size() != QFileInfo(other).size())
        return false;
    QFile first(one);
    QFile second(other);
    if (!first.open(QIODevice::ReadOnly) || !second.open(QIODevice::ReadOnly))
        return false;
    constexpr qint64 pieceBytes = 1 << 20;
    QByteArray piece;
    do {
        piece = first.read(pieceBytes);
        if (piece != second.read(pieceBytes))
            return false;
    } while (!piece.isEmpty());
    return first.atEnd() && second.atEnd(); // both were read to their ends
}

/// Gives the path of a copy of what the file holds now. One that is there already may be of an earlier attempt, after
/// which work went on, or of another file of that name: only the same bytes make it the copy.
QString keepCopy(Database& database, const QString& path, qint64 version)
{
    const QString usual = QStringLiteral("%1.version-%2").arg(path).arg(version);
    QStringList earlier;
    QString copy = usual;
    while (QFileInfo::exists(copy) || QFileInfo(copy).isSymLink()) {
        earlier << copy;
        copy = QStringLiteral("%1-%2").arg(usual).arg(earlier.size() + 1);
    }
    copyInto(database, copy);
    for (const QString& kept : std::as_const(earlier))
        if (haveSameContent(kept, copy)) {
            QFile::remove(copy);
            return kept;
        }
    return copy;
}

void migrateFile(Database& database, const QString& path, const LockFile& lockFile,
                 const QList<Migration>& steps)
{
    const qint64 version = database.number("PRAGMA user_version");
    const Result<OpenFile> lock = lockFile.open();
    if (!lock)
        throw StoreFailure{lock.error()};
    const WriteLock held(*lock, 30s);
    if (!held.isHeld())
        refuse(ErrorKind::FileBusy, cannotOpen(path), QStringLiteral("Another program has been writing it for long"));
    if (database.number("PRAGMA user_version") != version)
        return; // another program was faster
    const QString copy = keepCopy(database, path, version);
    const Result<void> migrated = guarded(cannotOpen(path), [&] { migrate(database, steps); });
    if (migrated)
        return;
    Error error = migrated.error();
    error.why += (error.why.isEmpty() ? QString() : QStringLiteral(". "))
                 + QStringLiteral("What it held before it was to be brought up to date is in %1").arg(copy);
    throw StoreFailure{error};
}

Database::Mode readingMode(const QString& path)
{
    const bool canMakeLog = QFileInfo(QFileInfo(path).absolutePath()).isWritable();
    const bool hasLog = QFileInfo::exists(path + QLatin1String("-wal"));
    return canMakeLog || hasLog ? Database::Mode::ReadOnly : Database::Mode::Immutable;
}

OpenedFile openForReading(const QString& path, const QString& reason, const QList<Migration>& steps)
{
    OpenedFile opened;
    opened.mode = readingMode(path);
    opened.readOnlyReason = reason;
    opened.database = std::make_unique<Database>(path, opened.mode, usualBusyTimeoutMilliseconds);
    refuseForeign(*opened.database, path);
    const qint64 version = opened.database->number("PRAGMA user_version");
    if (version < steps.last().version)
        refuse(ErrorKind::ReadOnlyFile, cannotOpen(path),
               QStringLiteral("It was made by an older version of the program and has to be brought up to date first"),
               QStringLiteral("Copy it to a folder that you may write to, and open the copy."));
    if (version == steps.last().version)
        refuseForeignSchema(*opened.database, path, steps);
    return opened;
}

OpenedFile openForWriting(const QString& path, const LockFile& lockFile, const QList<Migration>& steps)
{
    auto database = std::make_unique<Database>(path, Database::Mode::ReadWrite, usualBusyTimeoutMilliseconds);
    refuseForeign(*database, path);
    const qint64 version = database->number("PRAGMA user_version");
    if (version > steps.last().version) {
        database.reset();
        return openForReading(path,
                              QStringLiteral("This file was made by a newer version of MetaSPO Workbench (version "
                                             "%1 of the file, this program knows %2). It can be looked at, but "
                                             "not changed. Update the program to go on working with it.")
                                  .arg(version)
                                  .arg(steps.last().version),
                              steps);
    }
    if (SQLite::Statement mode(database->connection(), "PRAGMA journal_mode=WAL");
        !mode.executeStep() || mode.getColumn(0).getString() != "wal")
        refuse(ErrorKind::NetworkFileSystem, cannotOpen(path),
               QStringLiteral("Its disk does not support SQLite's write-ahead log"));
    if (version < steps.last().version)
        migrateFile(*database, path, lockFile, steps);
    refuseForeignSchema(*database, path, steps);
    return {std::move(database), Database::Mode::ReadWrite, {}};
}

void syncFolderOf(const QString& path)
{
    const OpenFile folder(open(QFile::encodeName(QFileInfo(path).absolutePath()).constData(),
                               O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.isOpen())
        fsync(folder.descriptor());
}

Error errorOfSystem(const QString& what, int number)
{
    const QString why = QString::fromLocal8Bit(strerror(number));
    const ErrorKind kind = number == ENOSPC || number == EDQUOT || number == EFBIG ? ErrorKind::DiskFull
                           : number == ENOENT                                       ? ErrorKind::NotFound
                                                                                    : ErrorKind::ReadOnlyFile;
    return {kind, what, why, kind == ErrorKind::NotFound ? QStringLiteral("Make the folder first.") : QString()};
}

/// Before SQLite sees it, because SQLite would make it readable for others.
void makeEmptyFile(const QString& path)
{
    const OpenFile file(
        open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!file.isOpen() && errno == EEXIST)
        refuse(ErrorKind::WrongUsage, QStringLiteral("%1 exists already").arg(path), {},
               QStringLiteral("Choose another name; nothing was changed."));
    if (!file.isOpen())
        throw StoreFailure{errorOfSystem(QStringLiteral("%1 cannot be made").arg(path), errno)};
}

} // namespace

Result<void> checkProjectPath(const QString& path)
{
    const QFileInfo file(path);
    if (!file.exists())
        return failure(ErrorKind::NotFound, QStringLiteral("%1 does not exist").arg(path));
    if (file.isDir())
        return failure(ErrorKind::FileForeign, cannotOpen(path), QStringLiteral("It is a folder"));
    if (!file.isFile())
        return failure(ErrorKind::FileForeign, cannotOpen(path), QStringLiteral("It is not a regular file"));
    if (!file.isReadable())
        return failure(ErrorKind::ReadOnlyFile, cannotOpen(path), QStringLiteral("You may not read it"),
                       QStringLiteral("Ask its owner for the right to read it."));
    return checkFileSystem(path);
}

Result<OpenedFile> openFile(const QString& path, Store::Access access, const LockFile& lockFile,
                            const QList<Migration>& steps)
{
    if (const Result<void> checked = checkProjectPath(path); !checked)
        return tl::unexpected<Error>(checked.error());
    return guarded(cannotOpen(path), [&] {
        if (access == Store::Access::ReadOnly)
            return openForReading(path, QStringLiteral("It was opened for reading only."), steps);
        if (const QString reason = reasonNotToWrite(path); !reason.isEmpty())
            return openForReading(path, reason, steps);
        return openForWriting(path, lockFile, steps);
    });
}

Result<void> createFile(const QString& path)
{
    const QString folder = QFileInfo(path).absolutePath();
    if (const Result<void> checked = checkFileSystem(folder); !checked)
        return checked;
    Result<void> made = guarded(QStringLiteral("%1 cannot be made").arg(path), [&] { makeEmptyFile(path); });
    if (!made)
        return made;
    made = guarded(QStringLiteral("%1 cannot be made").arg(path), [&] {
        Database database(path, Database::Mode::ReadWrite, usualBusyTimeoutMilliseconds);
        database.number("PRAGMA journal_mode=WAL");
        migrate(database, migrations());
        Query(database, "INSERT INTO meta VALUES ('file_uuid', ?), ('created_unix_ms', ?)")
            .bind(QUuid::createUuid().toString(QUuid::WithoutBraces))
            .bind(QString::number(QDateTime::currentMSecsSinceEpoch()))
            .run();
    });
    if (!made)
        for (const char* ending : {"", "-wal", "-shm"})
            QFile::remove(path + QLatin1String(ending));
    syncFolderOf(path);
    return made;
}

void copyInto(Database& database, const QString& target)
{
    const QByteArray name = QFile::encodeName(target);
    if (QFileInfo::exists(target))
        refuse(ErrorKind::WrongUsage, QStringLiteral("%1 exists already").arg(target), {},
               QStringLiteral("Choose another name; nothing was changed."));
    const QString partial = target + QLatin1String(".part");
    QFile::remove(partial);
    makeEmptyFile(partial);
    try {
        SQLite::Statement vacuum(database.connection(), "VACUUM INTO ?");
        vacuum.bind(1, partial.toStdString());
        vacuum.executeStep();
        const OpenFile file(open(QFile::encodeName(partial).constData(), O_RDONLY | O_CLOEXEC));
        if (!file.isOpen() || fsync(file.descriptor()) != 0 ||
            renameat2(AT_FDCWD, QFile::encodeName(partial).constData(), AT_FDCWD, name.constData(),
                      RENAME_NOREPLACE) != 0)
            throw StoreFailure{errorOfSystem(QStringLiteral("%1 cannot be made").arg(target), errno)};
    } catch (...) {
        QFile::remove(partial);
        throw;
    }
    syncFolderOf(target);
}

} // namespace metaspo
