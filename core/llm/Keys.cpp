#include "core/llm/Keys.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <atomic>
#include <memory>
#include <mutex>
#include <qt6keychain/keychain.h>

namespace metaspo {

namespace {

const QString serviceName = QStringLiteral("metaspo-workbench");
constexpr qint64 longestKeyFileBytes = 16 * 1024;

std::mutex unavailableMutex;
QString unavailableReason; ///< why there is no keychain in this process; guarded

QString keychainTrouble()
{
    const std::lock_guard lock(unavailableMutex);
    return unavailableReason;
}

void rememberNoKeychain(const QString& reason)
{
    const std::lock_guard lock(unavailableMutex);
    unavailableReason = reason.isEmpty() ? QStringLiteral("it does not answer") : reason;
}

struct Source
{
    QString kind;
    QString name;
};

Source split(const QString& source)
{
    return {source.section(u':', 0, 0), source.section(u':', 1)};
}

tl::unexpected<Error> noKeychain(const QString& reason)
{
    return failure(ErrorKind::NoKey, QStringLiteral("The desktop's keychain cannot be used"), reason,
                   QStringLiteral("Put the key into an environment variable and name it as env:NAME."));
}

Result<SecretString> usable(QByteArray bytes, const QString& source)
{
    const QByteArray trimmed = bytes.trimmed();
    if (trimmed.isEmpty())
        return failure(ErrorKind::NoKey, QStringLiteral("The key source %1 is empty").arg(source));
    for (const char character : trimmed)
        if (character <= ' ' || character == 0x7f)
            return failure(ErrorKind::NoKey,
                           QStringLiteral("The key source %1 holds no single key").arg(source),
                           QStringLiteral("There is a space or a line break inside"));
    return SecretString(trimmed);
}

Result<SecretString> fromFile(const QString& path, const QString& source)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return failure(ErrorKind::NoKey, QStringLiteral("The key file %1 does not exist").arg(path));
    const QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (info.permissions() & others)
        return failure(ErrorKind::NoKey, QStringLiteral("The key file %1 is not read").arg(path),
                       QStringLiteral("Other users of this machine may read or change it"),
                       QStringLiteral("Run: chmod 600 %1").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::NoKey, QStringLiteral("The key file %1 cannot be read").arg(path),
                       file.errorString());
    return usable(file.read(longestKeyFileBytes), source);
}

Result<SecretString> fromEnvironment(const QString& name, const QString& source)
{
    const QByteArray value = qgetenv(name.toLocal8Bit().constData());
    if (value.isEmpty())
        return failure(ErrorKind::NoKey, QStringLiteral("The environment variable %1 is not set").arg(name),
                       {}, QStringLiteral("Set it before the program starts, or choose another key source."));
    return usable(value, source);
}

Result<void> intoFile(const QString& path, const SecretString& key)
{
    const QString what = QStringLiteral("The key file %1 cannot be written").arg(path);
    if (!QFileInfo(path).absoluteDir().exists() && !QDir().mkpath(QFileInfo(path).absolutePath()))
        return failure(ErrorKind::BadInput, what, QStringLiteral("Its folder cannot be created"));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return failure(ErrorKind::BadInput, what, file.errorString());
    if (!file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)) // before there is anything to read
        return failure(ErrorKind::BadInput, what, QStringLiteral("Its permissions cannot be set"));
    file.write(key.reveal() + '\n');
    if (!file.commit())
        return failure(ErrorKind::BadInput, what, file.errorString());
    return {};
}

void fromKeychain(const QString& name, const QString& source, std::function<void(Result<SecretString>)> done)
{
    if (const QString trouble = keychainTrouble(); !trouble.isEmpty())
        return done(noKeychain(trouble));
    auto* job = new QKeychain::ReadPasswordJob(serviceName);
    job->setInsecureFallback(false);
    job->setKey(name);
    QObject::connect(job, &QKeychain::Job::finished, job, [job, name, source, done = std::move(done)] {
        switch (job->error()) {
        case QKeychain::NoError:
            return done(usable(job->binaryData(), source));
        case QKeychain::EntryNotFound:
            return done(failure(ErrorKind::NoKey, QStringLiteral("The keychain has no entry %1").arg(name)));
        case QKeychain::AccessDenied:
        case QKeychain::AccessDeniedByUser:
            return done(failure(ErrorKind::NoKey,
                                QStringLiteral("The keychain did not give the entry %1").arg(name),
                                QStringLiteral("Access was denied")));
        default:
            rememberNoKeychain(job->errorString());
            return done(noKeychain(job->errorString()));
        }
    });
    job->start();
}

} // namespace

Result<void> Keys::check(const QString& source)
{
    const auto [kind, name] = split(source);
    const bool known =
        kind == QLatin1String("env") || kind == QLatin1String("keychain") || kind == QLatin1String("file");
    if (source.isEmpty() || (known && !name.isEmpty()))
        return {};
    // The text may well be a key pasted into the wrong place: it is not repeated.
    return failure(ErrorKind::WrongUsage, QStringLiteral("This is no key source"),
                   QStringLiteral("A key is named, never written down: env:NAME, keychain:ID or file:PATH"),
                   QStringLiteral("Put the key into an environment variable and name it as env:NAME."));
}

std::optional<Result<SecretString>> Keys::resolveNow(const QString& source)
{
    if (source.isEmpty())
        return SecretString();
    if (const Result<void> sound = check(source); !sound)
        return Result<SecretString>(tl::unexpected(sound.error()));
    const auto [kind, name] = split(source);
    if (kind == QLatin1String("env"))
        return fromEnvironment(name, source);
    if (kind == QLatin1String("file"))
        return fromFile(name, source);
    return std::nullopt;
}

void Keys::resolve(const QString& source, std::function<void(Result<SecretString>)> done)
{
    if (std::optional<Result<SecretString>> now = resolveNow(source))
        return done(std::move(*now));
    fromKeychain(split(source).name, source, std::move(done));
}

void Keys::store(const QString& source, const SecretString& key, std::function<void(Result<void>)> done)
{
    if (const Result<void> sound = check(source); !sound)
        return done(sound);
    const auto [kind, name] = split(source);
    if (kind == QLatin1String("file"))
        return done(intoFile(name, key));
    if (kind != QLatin1String("keychain"))
        return done(failure(ErrorKind::NotAvailable,
                            QStringLiteral("An environment variable is set outside this program"), {},
                            QStringLiteral("Use keychain:ID or file:PATH.")));
    if (const QString trouble = keychainTrouble(); !trouble.isEmpty())
        return done(noKeychain(trouble));
    auto* job = new QKeychain::WritePasswordJob(serviceName);
    job->setInsecureFallback(false);
    job->setKey(name);
    job->setBinaryData(key.reveal());
    QObject::connect(job, &QKeychain::Job::finished, job, [job, done = std::move(done)] {
        if (job->error() == QKeychain::NoError)
            return done({});
        done(noKeychain(job->errorString()));
    });
    job->start();
}

} // namespace metaspo
