#include "core/engine/ConnectionsFile.h"

#include "core/llm/Pricing.h"

#include <yaml-cpp/yaml.h>

namespace metaspo {

namespace {

/// What is wrong, and where; caught in readConnections.
struct Trouble
{
    int line;
    QString why;
};

QString textOf(const YAML::Node& node)
{
    return QString::fromStdString(node.Scalar());
}

QString scalar(const YAML::Node& node, const QString& field)
{
    if (!node.IsScalar())
        throw Trouble{node.Mark().line, QStringLiteral("\"%1\" takes a single text").arg(field)};
    return textOf(node);
}

int count(const YAML::Node& node, const QString& field)
{
    bool fine = false;
    const int value = scalar(node, field).toInt(&fine);
    if (!fine || value < 0)
        throw Trouble{node.Mark().line, QStringLiteral("\"%1\" takes a whole number, 0 or more").arg(field)};
    return value;
}

bool truth(const YAML::Node& node, const QString& field)
{
    const QString value = scalar(node, field);
    if (value != QLatin1String("true") && value != QLatin1String("false"))
        throw Trouble{node.Mark().line, QStringLiteral("\"%1\" takes true or false").arg(field)};
    return value == QLatin1String("true");
}

QMap<QString, QString> texts(const YAML::Node& node, const QString& field)
{
    if (!node.IsMap())
        throw Trouble{node.Mark().line, QStringLiteral("\"%1\" takes lines \"name: text\"").arg(field)};
    QMap<QString, QString> result;
    for (const auto& line : node)
        result.insert(scalar(line.first, field), scalar(line.second, field));
    return result;
}

// As in prices.yaml: exact decimals, USD per million tokens.
Price price(const YAML::Node& node)
{
    YAML::Node table;
    table["price"] = node;
    const Result<PriceTable> read = PriceTable::read(QByteArray::fromStdString(YAML::Dump(table)));
    const std::optional<Price> price = read ? read->find(QStringLiteral("price")) : std::nullopt;
    if (!price)
        throw Trouble{node.Mark().line,
                      QStringLiteral("\"price\" takes {input: USD, cached: USD, output: USD} per million tokens")};
    return *price;
}

WireFormat wire(const YAML::Node& node, const QString& field)
{
    const auto format = fromName<WireFormat>(scalar(node, field));
    if (!format)
        throw Trouble{node.Mark().line, QStringLiteral("\"wire\" takes %1").arg(allNames<WireFormat>())};
    return *format;
}

void readField(Connection& connection, const QString& field, const YAML::Node& value)
{
    const auto is = [&](const char* name) { return field == QLatin1String(name); };
    if (is("id"))
        connection.id = scalar(value, field);
    else if (is("name"))
        connection.name = scalar(value, field);
    else if (is("preset"))
        connection.preset = scalar(value, field);
    else if (is("wire"))
        connection.wire = wire(value, field);
    else if (is("base_url"))
        connection.baseUrl = scalar(value, field);
    else if (is("model"))
        connection.model = scalar(value, field);
    else if (is("key"))
        connection.keySource = scalar(value, field);
    else if (is("width"))
        connection.width = count(value, field);
    else if (is("timeout_seconds"))
        connection.timeoutSeconds = count(value, field);
    else if (is("system_role"))
        connection.systemRole = truth(value, field);
    else if (is("price"))
        connection.price = price(value);
    else if (is("ca_file"))
        connection.caFile = scalar(value, field);
    else if (is("insecure_tls"))
        connection.insecureTls = truth(value, field);
    else if (is("headers"))
        connection.headers = texts(value, field);
    else if (is("parameters"))
        connection.parameters = texts(value, field);
    else
        throw Trouble{value.Mark().line, QStringLiteral("There is no field \"%1\"").arg(field)};
}

Connection readConnection(const YAML::Node& node)
{
    if (!node.IsMap())
        throw Trouble{node.Mark().line, QStringLiteral("A connection takes lines \"field: value\"")};
    Connection connection;
    for (const auto& line : node)
        readField(connection, scalar(line.first, QStringLiteral("field")), line.second);
    if (connection.name.isEmpty() || connection.id.isEmpty())
        throw Trouble{node.Mark().line, QStringLiteral("A connection needs \"name\" and \"id\"")};
    return connection;
}

QList<Connection> readAll(const YAML::Node& root)
{
    QList<Connection> connections;
    if (root.IsNull())
        return connections;
    const YAML::Node list = root.IsMap() ? root["connections"] : YAML::Node(YAML::NodeType::Undefined);
    if (!list.IsDefined() || !(list.IsSequence() || list.IsNull()))
        throw Trouble{root.Mark().line, QStringLiteral("The file begins with a list named \"connections\"")};
    for (const YAML::Node& node : list) {
        const Connection connection = readConnection(node);
        for (const Connection& other : connections)
            if (other.name == connection.name || other.id == connection.id)
                throw Trouble{node.Mark().line,
                              QStringLiteral("The connection \"%1\" is there twice").arg(connection.name)};
        connections << connection;
    }
    return connections;
}

void put(YAML::Emitter& out, const char* field, const QString& value)
{
    if (!value.isEmpty())
        out << YAML::Key << field << YAML::Value << YAML::DoubleQuoted << value.toStdString();
}

void put(YAML::Emitter& out, const char* field, const QMap<QString, QString>& values)
{
    if (values.isEmpty())
        return;
    out << YAML::Key << field << YAML::Value << YAML::BeginMap;
    for (auto line = values.cbegin(); line != values.cend(); ++line)
        put(out, line.key().toUtf8().constData(), line.value());
    out << YAML::EndMap;
}

void put(YAML::Emitter& out, const Price& price)
{
    PriceTable table;
    table.set(QStringLiteral("price"), price);
    out << YAML::Key << "price" << YAML::Value << YAML::Load(table.write().toStdString())["price"];
}

void put(YAML::Emitter& out, const Connection& connection)
{
    const Connection standard;
    out << YAML::BeginMap;
    put(out, "name", connection.name);
    put(out, "id", connection.id);
    put(out, "preset", connection.preset);
    put(out, "wire", name(connection.wire));
    put(out, "base_url", connection.baseUrl);
    put(out, "model", connection.model);
    put(out, "key", connection.keySource);
    if (connection.width != standard.width)
        out << YAML::Key << "width" << YAML::Value << connection.width;
    if (connection.timeoutSeconds != standard.timeoutSeconds)
        out << YAML::Key << "timeout_seconds" << YAML::Value << connection.timeoutSeconds;
    if (!connection.systemRole)
        out << YAML::Key << "system_role" << YAML::Value << false;
    if (connection.price)
        put(out, *connection.price);
    put(out, "ca_file", connection.caFile);
    if (connection.insecureTls)
        out << YAML::Key << "insecure_tls" << YAML::Value << true;
    put(out, "headers", connection.headers);
    put(out, "parameters", connection.parameters);
    out << YAML::EndMap;
}

} // namespace

Result<QList<Connection>> readConnections(const QByteArray& yaml, const QString& fileName)
{
    const auto broken = [&](int line, const QString& why) {
        return failure(ErrorKind::BadInput,
                       QStringLiteral("%1, line %2, cannot be read").arg(fileName).arg(line + 1), why,
                       QStringLiteral("Mend that line, or move the file away to begin anew; it was not changed."));
    };
    try {
        return readAll(YAML::Load(yaml.toStdString()));
    } catch (const Trouble& trouble) {
        return broken(trouble.line, trouble.why);
    } catch (const YAML::Exception& error) {
        return broken(error.mark.line, QString::fromStdString(error.msg));
    }
}

QByteArray writeConnections(const QList<Connection>& connections)
{
    YAML::Emitter out;
    out << YAML::Comment("Connections of MetaSPO Workbench. \"key\" names where a key is found "
                         "(env:NAME, keychain:ID or file:PATH); it never is the key.")
        << YAML::Newline << YAML::BeginMap << YAML::Key << "connections" << YAML::Value << YAML::BeginSeq;
    for (const Connection& connection : connections)
        put(out, connection);
    out << YAML::EndSeq << YAML::EndMap;
    return QByteArray(out.c_str()) + '\n';
}

} // namespace metaspo
