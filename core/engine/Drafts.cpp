#include "core/engine/Drafts.h"

#include "core/engine/FileError.h"
#include "core/engine/InsertionJson.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>
#include <QtConcurrent/QtConcurrentRun>

namespace metaspo {

namespace {

constexpr qint64 largestDraft = 4 * 1024 * 1024; // bytes; a longer prompt is none

tl::unexpected<Error> draftCannotBeKept(const QFileDevice& file)
{
    return failure(kindOf(file), QStringLiteral("The draft cannot be kept"),
                   QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()),
                   QStringLiteral("Copy the text before you close the program."));
}

tl::unexpected<Error> cannotBeRemoved(const QFileDevice& file)
{
    return failure(kindOf(file), QStringLiteral("The draft could not be removed; it will be offered again"),
                   QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()),
                   QStringLiteral("Nothing is lost. To be rid of it, remove the file."));
}

// Only what QUuid understands becomes part of a path.
Result<QString> folderOf(const QString& run)
{
    const QUuid uuid = QUuid::fromString(run);
    if (uuid.isNull())
        return failure(ErrorKind::Internal, QStringLiteral("A draft needs a run to belong to"));
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/metaspo/drafts/")
           + uuid.toString(QUuid::WithoutBraces);
}

QString fileName(const Insertion& insertion)
{
    const QString from = insertion.editedFrom ? text(*insertion.editedFrom) : QString();
    const QString identity = QStringList{name(insertion.kind), insertion.task, from}.join(u'\n');
    return QString::fromLatin1(QCryptographicHash::hash(identity.toUtf8(), QCryptographicHash::Sha256).toHex().left(32))
           + QStringLiteral(".json");
}

Result<void> write(const Draft& draft)
{
    const Result<QString> folder = folderOf(draft.run);
    if (!folder)
        return tl::unexpected(folder.error());
    QDir().mkpath(*folder);
    QFile::setPermissions(*folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QSaveFile file(*folder + u'/' + fileName(draft.insertion));
    if (!file.open(QIODevice::WriteOnly))
        return draftCannotBeKept(file);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(insertionJson(draft.insertion));
    if (!file.commit())
        return draftCannotBeKept(file);
    return {};
}

Result<void> erase(const Draft& draft)
{
    const Result<QString> folder = folderOf(draft.run);
    if (!folder)
        return tl::unexpected(folder.error());
    QFile file(*folder + u'/' + fileName(draft.insertion));
    if (file.exists() && !file.remove())
        return cannotBeRemoved(file);
    QDir().rmdir(*folder); // only once it is empty
    return {};
}

Result<QList<Draft>> readDrafts(const QString& run)
{
    const Result<QString> folder = folderOf(run);
    if (!folder)
        return tl::unexpected(folder.error());
    QList<Draft> drafts;
    const QFileInfoList files = QDir(*folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Time);
    for (const QFileInfo& info : files) {
        QFile file(info.filePath());
        if (info.size() > largestDraft || !file.open(QIODevice::ReadOnly))
            continue;
        // What cannot be read is left alone: somebody may still rescue it.
        if (const Result<Insertion> insertion = insertionFromJson(file.readAll()))
            drafts.append({run, *insertion, info.lastModified().toUTC()});
    }
    return drafts;
}

} // namespace

Drafts::Drafts()
{
    m_thread.setMaxThreadCount(1);
}

Drafts::~Drafts()
{
    m_thread.waitForDone();
}

QFuture<Result<void>> Drafts::save(const Draft& draft)
{
    return QtConcurrent::run(&m_thread, [draft] { return write(draft); });
}

QFuture<Result<void>> Drafts::remove(const Draft& draft)
{
    return QtConcurrent::run(&m_thread, [draft] { return erase(draft); });
}

QFuture<Result<QList<Draft>>> Drafts::ofRun(const QString& run)
{
    return QtConcurrent::run(&m_thread, [run] { return readDrafts(run); });
}

} // namespace metaspo
