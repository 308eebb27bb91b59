#include "core/llm/Address.h"

#include <QHostAddress>

namespace metaspo {

namespace {

bool isLoopback(const QString& host)
{
    return host.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0 ||
           QHostAddress(host).isLoopback();
}

} // namespace

Result<Address> Address::of(const Connection& connection)
{
    const QString what = QStringLiteral("The connection \"%1\" has no usable address").arg(connection.name);
    const QUrl base(connection.baseUrl.trimmed(), QUrl::StrictMode);
    const bool web = base.scheme() == QLatin1String("http") || base.scheme() == QLatin1String("https");
    if (!base.isValid() || !web || base.host().isEmpty())
        return failure(ErrorKind::WrongUsage, what, QStringLiteral("An address looks like https://host/v1"),
                       QStringLiteral("Correct the base URL of the connection."));
    if (!base.userInfo().isEmpty())
        return failure(ErrorKind::WrongUsage, what,
                       QStringLiteral("A user name or password in an address would be stored and shown"),
                       QStringLiteral("Name a key source instead."));

    QString path = base.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    for (const char* ending : {"/chat/completions", "/messages"})
        if (path.endsWith(QLatin1String(ending)))
            path.chop(QLatin1String(ending).size());
    if (path.isEmpty())
        path = QStringLiteral("/v1");

    const bool anthropic = connection.wire == WireFormat::AnthropicMessages;
    Address address;
    address.calls = base;
    address.calls.setPath(path +
                          (anthropic ? QStringLiteral("/messages") : QStringLiteral("/chat/completions")));
    address.models = base;
    address.models.setPath(path + QStringLiteral("/models"));
    address.properties = base;
    address.properties.setQuery(QString());
    address.properties.setPath((path.endsWith(QLatin1String("/v1")) ? path.chopped(3) : path) +
                               QStringLiteral("/props"));
    address.isThisMachine = isLoopback(base.host());
    return address;
}

QString otherHost(const Connection& connection)
{
    const QString host = QUrl(connection.baseUrl.trimmed()).host();
    return connection.preset == QLatin1String("local") || isLoopback(host) ? QString() : host;
}

} // namespace metaspo
