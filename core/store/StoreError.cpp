#include "core/store/StoreError.h"

#include <sqlite3.h>

namespace metaspo {

void refuse(ErrorKind kind, QString what, QString why, QString remedy)
{
    throw StoreFailure{Error{kind, std::move(what), std::move(why), std::move(remedy)}};
}

Error errorOf(const SQLite::Exception& exception, const QString& what)
{
    const int extended = exception.getExtendedErrorCode() > 0 ? exception.getExtendedErrorCode()
                                                              : exception.getErrorCode();
    const QString reported = QString::fromUtf8(exception.what());
    const QString numbered = QStringLiteral("SQLite says: %1 (code %2)").arg(reported).arg(extended);
    switch (extended & 0xff) {
    case SQLITE_FULL:
        return {ErrorKind::DiskFull, what, QStringLiteral("The disk is full"), {}};
    case SQLITE_IOERR:
        return {ErrorKind::DiskFull, what, QStringLiteral("The disk does not take the data. ") + numbered,
                QStringLiteral("Free some space or check the disk, then resume; received answers are kept in memory "
                               "until then.")};
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return {ErrorKind::ReadOnlyFile, what, QStringLiteral("The file may not be written. ") + numbered, {}};
    case SQLITE_CANTOPEN:
        return {ErrorKind::ReadOnlyFile, what, QStringLiteral("The file or its folder cannot be opened. ") + numbered,
                QStringLiteral("Check that the file is where it was and that you may read and write its folder.")};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return {ErrorKind::FileBusy, what, QStringLiteral("Another program has been writing the file for long"),
                QStringLiteral("Close the other program, then resume.")};
    case SQLITE_CORRUPT:
        return {ErrorKind::FileCorrupt, what, QStringLiteral("The file is damaged. ") + numbered, {}};
    case SQLITE_NOTADB:
        return {
            ErrorKind::FileForeign, what, QStringLiteral("The file is not a project file of MetaSPO Workbench"), {}};
    case SQLITE_INTERRUPT:
        return {ErrorKind::Stopped, what, QStringLiteral("It was interrupted"), {}};
    default:
        return {ErrorKind::Internal, what, numbered, {}};
    }
}

bool isTrouble(const SQLite::Exception& exception)
{
    switch (exception.getErrorCode() & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
    case SQLITE_NOMEM:
        return true;
    default:
        return false;
    }
}

} // namespace metaspo
