#include "core/engine/CalibrationFile.h"

#include "core/engine/FileError.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <unistd.h>

namespace metaspo {

namespace {

constexpr qint64 largestCalibration = 64 * 1024 * 1024; // bytes; what is longer is none of ours

QString folderOf(const QByteArray& endpoint)
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/metaspo/calibrations/") + QString::fromLatin1(endpoint);
}

std::optional<CalibrationRecord> readFile(const QString& path)
{
    QFile file(path);
    if (file.size() > largestCalibration || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const Result<CalibrationRecord> record = calibrationRecord(file.readAll());
    return record ? std::optional(*record) : std::nullopt;
}

QStringList filesOf(const QByteArray& endpoint) // the newest first: their names are the times of their beginning
{
    const QDir folder(folderOf(endpoint));
    QStringList paths;
    for (const QString& name : folder.entryList({QStringLiteral("*.jsonl")}, QDir::Files, QDir::Name | QDir::Reversed))
        paths.append(folder.filePath(name));
    return paths;
}

struct Unfinished
{
    QString path;
    CalibrationRecord record;
};

// Only the newest that asks this: what lies before one that came to its end is of another time.
std::optional<Unfinished> unfinished(const QByteArray& endpoint, const QByteArray& asks)
{
    for (const QString& path : filesOf(endpoint)) {
        const auto record = readFile(path);
        if (!record || record->asks != asks)
            continue;
        return record->isComplete() ? std::nullopt : std::optional(Unfinished{path, *record});
    }
    return std::nullopt;
}

tl::unexpected<Error> cannotBeKept(const QFileDevice& file)
{
    return failure(kindOf(file), QStringLiteral("The answers of the calibration cannot be kept"),
                   QStringLiteral("%1: %2").arg(file.fileName(), file.errorString()),
                   QStringLiteral("Make room or check the rights of the folder; what was answered before is kept."));
}

Result<QString> newFile(const QByteArray& endpoint, const CalibrationRecord& begin)
{
    const QString folder = folderOf(endpoint);
    QDir().mkpath(folder);
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QDateTime time = begin.startedUtc;
    while (true) {
        QFile file(folder + u'/' + time.toString(QStringLiteral("yyyyMMdd-hhmmss-zzz")) + QStringLiteral(".jsonl"));
        if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly)) {
            file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
            return file.fileName();
        }
        if (!file.exists())
            return cannotBeKept(file);
        time = time.addMSecs(1); // another program began one just now
    }
}

} // namespace

CalibrationFile::CalibrationFile(const QString& path, CalibrationRecord record)
    : m_lock(path + QStringLiteral(".lock")), m_file(path), m_record(std::move(record))
{
    m_lock.setStaleLockTime(0); // however long it takes; only the death of its program ends it
}

Result<std::unique_ptr<CalibrationFile>> CalibrationFile::open(const QByteArray& endpoint,
                                                               const CalibrationRecord& begin)
{
    const auto before = unfinished(endpoint, begin.asks);
    const Result<QString> path = before ? before->path : newFile(endpoint, begin);
    if (!path)
        return tl::unexpected(path.error());
    std::unique_ptr<CalibrationFile> file(new CalibrationFile(*path, before ? before->record : begin));
    if (!file->m_lock.tryLock())
        return failure(ErrorKind::FileBusy, QStringLiteral("The connection is being calibrated already"),
                       QStringLiteral("Another calibration with the same task has not ended"),
                       QStringLiteral("Wait for it, or stop it there."));
    if (before) // what the other one wrote between our look and our lock
        file->m_record = readFile(*path).value_or(before->record);
    if (!file->m_file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) || !file->m_file.seek(file->m_file.size()))
        return cannotBeKept(file->m_file);
    // A line that was cut off by a crash must not swallow the next one.
    if (const Result<void> begun = file->write(before ? QByteArray("\n") : headLine(begin), true); !begun)
        return tl::unexpected(begun.error());
    return file;
}

Result<void> CalibrationFile::write(const QByteArray& line, bool isPaid)
{
    if (m_file.write(line) != line.size() || (isPaid && ::fsync(m_file.handle()) != 0))
        return cannotBeKept(m_file);
    return {};
}

Result<void> CalibrationFile::sent(const CalibrationPlace& place)
{
    m_record.open.append(place);
    return write(sentLine(place), false);
}

Result<void> CalibrationFile::answered(const CalibrationAnswer& answer)
{
    m_record.open.removeOne(answer.place);
    m_record.answers.append(answer);
    return write(answerLine(answer), true);
}

Result<void> CalibrationFile::failed(const CalibrationPlace& place, const Error& error, int possiblyPaid)
{
    m_record.open.removeOne(place);
    m_record.possiblyPaid += possiblyPaid;
    return write(failureLine(place, error, possiblyPaid), true);
}

QByteArray endpointDigest(const Connection& connection)
{
    const bool isLocal = connection.preset == QLatin1String("local");
    QJsonObject parameters;
    for (auto field = connection.parameters.cbegin(); field != connection.parameters.cend(); ++field)
        parameters.insert(field.key(), field.value());
    const QJsonArray parts{connection.id, connection.model, isLocal ? QString() : connection.baseUrl,
                           QString(name(connection.wire)), connection.systemRole, parameters};
    return QCryptographicHash::hash(QJsonDocument(parts).toJson(QJsonDocument::Compact), QCryptographicHash::Sha256)
        .toHex()
        .left(32);
}

std::optional<CalibrationRecord> newestCalibration(const QByteArray& endpoint)
{
    for (const QString& path : filesOf(endpoint))
        if (const auto record = readFile(path); record && record->isComplete())
            return record;
    return std::nullopt;
}

std::optional<CalibrationRecord> unfinishedCalibration(const QByteArray& endpoint, const QByteArray& asks)
{
    const auto found = unfinished(endpoint, asks);
    return found ? std::optional(found->record) : std::nullopt;
}

} // namespace metaspo
