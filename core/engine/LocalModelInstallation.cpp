#include "core/engine/LocalModelInstallation.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

namespace metaspo {

QString localModelFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
           + QStringLiteral("/metaspo/local-model");
}

namespace {

QString chosenPath(const QString& chosen, const char* variable)
{
    return chosen.isEmpty() ? qEnvironmentVariable(variable) : chosen;
}

} // namespace

LocalModelInstallation localModelInstallation(const LocalModelFiles& chosen)
{
    LocalModelInstallation found;
    QFile description(localModelFolder() + QStringLiteral("/local-model.json"));
    if (description.open(QIODevice::ReadOnly)) {
        const QJsonObject json = QJsonDocument::fromJson(description.readAll()).object();
        found.serverPath = json.value(QLatin1String("server")).toString();
        found.modelPath = json.value(QLatin1String("model")).toString();
        found.modelName = json.value(QLatin1String("name")).toString();
        found.modelSha256 = json.value(QLatin1String("model_sha256")).toString();
    }
    const QString ownServer = chosenPath(chosen.serverPath, "METASPO_LLAMA_SERVER");
    if (!ownServer.isEmpty())
        found.serverPath = ownServer;
    else if (!QFileInfo(found.serverPath).isExecutable())
        found.serverPath = QStandardPaths::findExecutable(QStringLiteral("llama-server"));
    const QString ownModel = chosenPath(chosen.modelPath, "METASPO_LOCAL_MODEL");
    if (!ownModel.isEmpty() && ownModel != found.modelPath) {
        found.modelPath = ownModel;
        found.modelName = QFileInfo(ownModel).completeBaseName();
        found.modelSha256.clear();
    }
    if (!QFileInfo(found.serverPath).isExecutable())
        found.missing = !ownServer.isEmpty()
                            ? QStringLiteral("The server program %1 cannot be started.").arg(ownServer)
                            : QStringLiteral("No llama-server was found; METASPO_LLAMA_SERVER can name another one.");
    else if (!QFileInfo(found.modelPath).isFile())
        found.missing = !ownModel.isEmpty()
                            ? QStringLiteral("The model file %1 is not there.").arg(ownModel)
                            : QStringLiteral("No model file was found; METASPO_LOCAL_MODEL can name a GGUF file.");
    found.complete = found.missing.isEmpty();
    return found;
}

Connection localModelConnection(const LocalModelInstallation& installation)
{
    Connection connection;
    const QFileInfo model(installation.modelPath);
    connection.id = installation.modelSha256;
    if (connection.id.isEmpty()) {
        const QString file = QStringLiteral("%1|%2|%3")
                                 .arg(installation.modelPath)
                                 .arg(model.size())
                                 .arg(model.lastModified().toMSecsSinceEpoch());
        connection.id =
            QString::fromLatin1(QCryptographicHash::hash(file.toUtf8(), QCryptographicHash::Sha256).toHex());
    }
    connection.name = QStringLiteral("local");
    connection.preset = QStringLiteral("local");
    connection.model = installation.modelName;
    connection.timeoutSeconds = 900;
    connection.price = Price{};
    return connection;
}

} // namespace metaspo
