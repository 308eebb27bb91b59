#include "core/engine/KeyStorage.h"

#include "core/llm/Keys.h"

#include <QPromise>
#include <QRegularExpression>
#include <QStandardPaths>
#include <memory>

namespace metaspo {

QFuture<Result<void>> storeKey(const QString& source, const QString& key)
{
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    Keys::store(source, SecretString(key.toUtf8()), [promise](Result<void> stored) {
        promise->addResult(std::move(stored));
        promise->finish();
    });
    return promise->future();
}

Result<void> checkKeySource(const QString& source)
{
    return Keys::check(source);
}

QString keyFileFor(const QString& connection)
{
    static const QRegularExpression awkward(QStringLiteral("[^A-Za-z0-9._-]+"));
    QString file = connection;
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
           + QStringLiteral("/metaspo/keys/") + file.replace(awkward, QStringLiteral("-"));
}

} // namespace metaspo
