#include "core/store/json/ConnectionJson.h"

#include "core/store/json/JsonFields.h"

#include <QUrl>

namespace metaspo {

namespace {

template <typename Fields, typename Described>
void exchangeConnection(Fields& fields, Described& connection)
{
    fields.field("id", connection.id);
    fields.field("name", connection.name);
    fields.field("preset", connection.preset);
    fields.named("wire", connection.wire);
    fields.field("base_url", connection.baseUrl);
    fields.field("model", connection.model);
    fields.field("key_source", connection.keySource);
    fields.field("width", connection.width);
    fields.field("timeout_seconds", connection.timeoutSeconds);
    fields.field("system_role", connection.systemRole);
    fields.field("ca_file", connection.caFile);
    fields.field("insecure_tls", connection.insecureTls);
    fields.field("headers", connection.headers);
    fields.field("parameters", connection.parameters);
}

} // namespace

QByteArray toJson(const Connection& connection)
{
    Connection stored = connection;
    QUrl address(stored.baseUrl);
    if (!address.userInfo().isEmpty()) {
        address.setUserInfo({});
        stored.baseUrl = address.toString();
    }
    for (QString& value : stored.headers)
        value.clear();
    JsonWriting fields;
    exchangeConnection(fields, stored);
    return fields.json();
}

Connection connectionFromJson(const QByteArray& json)
{
    Connection connection;
    JsonReading fields(json);
    exchangeConnection(fields, connection);
    return connection;
}

} // namespace metaspo
