#include "core/engine/Connections.h"

#include "core/engine/ConnectionsFile.h"
#include "core/llm/Address.h"
#include "core/llm/Keys.h"
#include "core/llm/Presets.h"
#include "core/llm/Pricing.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonArray>
#include <QLockFile>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <QUuid>

namespace metaspo {

namespace {

constexpr int longestWaitForLockMilliseconds = 5000;
constexpr qint64 largestFile = 64 * 1024 * 1024;

QString standardFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation)
           + QStringLiteral("/metaspo/connections.yaml");
}

Result<QByteArray> read(const QString& path)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::BadInput, QStringLiteral("%1 cannot be read").arg(path), file.errorString(),
                       QStringLiteral("Check its rights."));
    if (file.size() > largestFile)
        return failure(ErrorKind::BadInput, QStringLiteral("%1 is too large").arg(path));
    return file.readAll();
}

Result<void> write(const QString& path, const QByteArray& content)
{
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly)
                           && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
                           && file.write(content) == content.size() && file.commit();
    if (!isWritten)
        return failure(ErrorKind::ReadOnlyFile, QStringLiteral("%1 cannot be written").arg(path),
                       file.errorString(), QStringLiteral("Check the rights and the space of its folder."));
    return {};
}

/// Holds other programs back while a file is read, changed and written.
class ChangeLock
{
public:
    explicit ChangeLock(const QString& path) : m_lock(path + QStringLiteral(".lock"))
    {
        const QString folder = QFileInfo(path).absolutePath();
        if (!QDir(folder).exists() && QDir().mkpath(folder))
            QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        if (!m_lock.tryLock(longestWaitForLockMilliseconds))
            m_error = Error{ErrorKind::FileBusy, QStringLiteral("%1 cannot be changed").arg(path),
                            m_lock.error() == QLockFile::LockFailedError
                                ? QStringLiteral("Another program is changing it")
                                : QStringLiteral("Its folder cannot be written"),
                            QStringLiteral("Try again, and check the rights of the folder.")};
    }
    const std::optional<Error>& error() const { return m_error; }

private:
    QLockFile m_lock;
    std::optional<Error> m_error;
};

Result<void> checkName(const QString& name)
{
    static const QRegularExpression plain(QStringLiteral("^[\\w.\\-]{1,64}$"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    if (name == Connections::localModelName())
        return failure(ErrorKind::WrongUsage, QStringLiteral("The name \"local\" is taken"),
                       QStringLiteral("It is the managed local model"), QStringLiteral("Choose another name."));
    if (!plain.match(name).hasMatch())
        return failure(ErrorKind::WrongUsage, QStringLiteral("\"%1\" cannot be a connection's name").arg(name),
                       QStringLiteral("A name has 1 to 64 letters, digits, '-', '_' and '.'"),
                       QStringLiteral("Choose another name."));
    return {};
}

Result<void> checkHeaders(const Connection& connection)
{
    static const QStringList forKeys{QStringLiteral("authorization"), QStringLiteral("x-api-key"),
                                     QStringLiteral("api-key"), QStringLiteral("proxy-authorization"),
                                     QStringLiteral("cookie")};
    for (auto header = connection.headers.cbegin(); header != connection.headers.cend(); ++header)
        if (forKeys.contains(header.key().toLower()))
            return failure(ErrorKind::WrongUsage,
                           QStringLiteral("The header \"%1\" cannot be set").arg(header.key()),
                           QStringLiteral("It would hold a key, and keys are never kept here"),
                           QStringLiteral("Name the key's place instead: env:NAME or keychain:ID."));
    return {};
}

Result<void> check(const Connection& connection)
{
    if (const Result<void> fine = checkName(connection.name); !fine)
        return fine;
    if (connection.model.trimmed().isEmpty())
        return failure(ErrorKind::WrongUsage,
                       QStringLiteral("The connection \"%1\" names no model").arg(connection.name), {},
                       QStringLiteral("Give the model's name as the server lists it."));
    if (connection.baseUrl.trimmed().isEmpty())
        return failure(ErrorKind::WrongUsage,
                       QStringLiteral("The connection \"%1\" has no address").arg(connection.name), {},
                       QStringLiteral("Give the base URL of the server, for example http://127.0.0.1:8080/v1."));
    if (const Result<Address> address = Address::of(connection); !address)
        return tl::unexpected(address.error());
    if (const Result<void> fine = Keys::check(connection.keySource); !fine)
        return fine;
    for (auto field = connection.parameters.cbegin(); field != connection.parameters.cend(); ++field)
        if (QJsonDocument::fromJson('[' + field.value().toUtf8() + ']').array().size() != 1)
            return failure(ErrorKind::WrongUsage,
                           QStringLiteral("The value of the parameter \"%1\" is not JSON").arg(field.key()), {},
                           QStringLiteral("Write a number, true, false, null, a list, an object or a text in "
                                          "quotation marks."));
    return checkHeaders(connection);
}

tl::unexpected<Error> unknown(const QString& name, const QList<Connection>& connections)
{
    QStringList names;
    for (const Connection& connection : connections)
        names << connection.name;
    return failure(ErrorKind::NotFound, QStringLiteral("There is no connection \"%1\"").arg(name),
                   QStringLiteral("There are: %1").arg(names.join(QStringLiteral(", "))),
                   QStringLiteral("Choose one of these, or add it with 'metaspo connection add'."));
}

} // namespace

Connections::Connections(QString file) : m_file(file.isEmpty() ? standardFile() : std::move(file)) {}

QList<ConnectionPreset> Connections::presets()
{
    QList<ConnectionPreset> presets;
    for (const ProviderPreset& preset : providerPresets())
        presets << ConnectionPreset{preset.name, preset.title, preset.filledIn, preset.keyVariable, preset.note};
    return presets;
}

QString Connections::localModelName()
{
    return QStringLiteral("local");
}

LocalModelInstallation Connections::localModel() const
{
    return localModelInstallation(m_localModelFiles);
}

void Connections::setLocalModelFiles(const LocalModelFiles& files)
{
    m_localModelFiles = files;
}

Result<QList<Connection>> Connections::list() const
{
    const Result<QByteArray> content = read(m_file);
    if (!content)
        return tl::unexpected(content.error());
    Result<QList<Connection>> connections = readConnections(*content, m_file);
    if (connections)
        connections->prepend(localModelConnection(localModel()));
    return connections;
}

Result<Connection> Connections::find(const QString& nameOrId) const
{
    if (nameOrId.isEmpty() || nameOrId == localModelName())
        return localModelConnection(localModel());
    const Result<QList<Connection>> connections = list();
    if (!connections)
        return tl::unexpected(connections.error());
    for (const Connection& connection : *connections)
        if (connection.name == nameOrId)
            return connection;
    for (const Connection& connection : *connections)
        if (connection.id == nameOrId)
            return connection;
    return unknown(nameOrId, *connections);
}

Result<Connection> Connections::save(Connection connection)
{
    if (const Result<void> fine = check(connection); !fine)
        return tl::unexpected(fine.error());
    const ChangeLock lock(m_file);
    if (lock.error())
        return tl::unexpected(*lock.error());
    Result<QList<Connection>> connections = list();
    if (!connections)
        return tl::unexpected(connections.error());
    connections->removeFirst(); // the local model is not kept here
    for (const Connection& other : *connections)
        if (other.name == connection.name && other.id != connection.id)
            return failure(ErrorKind::WrongUsage,
                           QStringLiteral("There is a connection \"%1\" already").arg(connection.name), {},
                           QStringLiteral("Choose another name, or remove the other one first."));
    if (connection.id.isEmpty())
        connection.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto same = std::find_if(connections->begin(), connections->end(),
                                   [&](const Connection& other) { return other.id == connection.id; });
    if (same == connections->end())
        connections->append(connection);
    else
        *same = connection;
    const QByteArray content = writeConnections(*connections);
    if (const auto readable = readConnections(content, m_file); !readable) // a price beyond all measure, for instance
        return failure(ErrorKind::WrongUsage,
                       QStringLiteral("The connection \"%1\" cannot be kept").arg(connection.name),
                       readable.error().why, QStringLiteral("Change it; nothing was written."));
    if (const Result<void> written = write(m_file, content); !written)
        return tl::unexpected(written.error());
    return connection;
}

Result<void> Connections::remove(const QString& name)
{
    if (name == localModelName())
        return failure(ErrorKind::WrongUsage, QStringLiteral("The local model cannot be removed from the connections"),
                       QStringLiteral("It is part of the program"), QStringLiteral("Choose another connection."));
    const ChangeLock lock(m_file);
    if (lock.error())
        return tl::unexpected(*lock.error());
    Result<QList<Connection>> connections = list();
    if (!connections)
        return tl::unexpected(connections.error());
    const auto isIt = [&](const Connection& connection) { return connection.name == name; };
    if (std::none_of(connections->cbegin(), connections->cend(), isIt))
        return unknown(name, *connections);
    connections->removeFirst();
    connections->removeIf(isIt);
    return write(m_file, writeConnections(*connections));
}

QString Connections::file() const
{
    return m_file;
}

QString Connections::pricesFile() const
{
    return QFileInfo(m_file).absolutePath() + QStringLiteral("/prices.yaml");
}

Result<PriceTable> Connections::prices() const
{
    const Result<QByteArray> content = read(pricesFile());
    if (!content)
        return tl::unexpected(content.error());
    Result<PriceTable> table = PriceTable::read(*content);
    if (!table)
        table.error().what = QStringLiteral("The price table %1 cannot be read").arg(pricesFile());
    return table;
}

Result<void> Connections::addPrices(const PriceTable& table)
{
    const ChangeLock lock(pricesFile());
    if (lock.error())
        return tl::unexpected(*lock.error());
    Result<PriceTable> all = prices();
    if (!all)
        return tl::unexpected(all.error());
    all->merge(table);
    return write(pricesFile(), all->write());
}

} // namespace metaspo
