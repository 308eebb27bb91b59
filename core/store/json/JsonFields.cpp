#include "core/store/json/JsonFields.h"

#include <limits>

namespace metaspo {

void JsonWriting::field(const char* name, quint64 value)
{
    // Beyond 63 bits JSON numbers of Qt become doubles; the digits are kept as text instead.
    if (value <= static_cast<quint64>(std::numeric_limits<qint64>::max()))
        insert(name, QJsonValue(static_cast<qint64>(value)));
    else
        insert(name, QString::number(value));
}

void JsonWriting::field(const char* name, const QMap<QString, QString>& value)
{
    QJsonObject object;
    for (auto entry = value.begin(); entry != value.end(); ++entry)
        object.insert(entry.key(), entry.value());
    insert(name, object);
}

void JsonReading::field(const char* name, quint64& value)
{
    const QJsonValue stored = at(name);
    if (stored.isString())
        value = stored.toString().toULongLong();
    else if (stored.isDouble())
        value = static_cast<quint64>(stored.toInteger());
}

void JsonReading::field(const char* name, QStringList& value)
{
    const QJsonValue stored = at(name);
    if (!stored.isArray())
        return;
    value.clear();
    for (const QJsonValue entry : stored.toArray())
        value << entry.toString();
}

void JsonReading::field(const char* name, QMap<QString, QString>& value)
{
    const QJsonValue stored = at(name);
    if (!stored.isObject())
        return;
    value.clear();
    const QJsonObject object = stored.toObject();
    for (auto entry = object.begin(); entry != object.end(); ++entry)
        value.insert(entry.key(), entry.value().toString());
}

} // namespace metaspo
