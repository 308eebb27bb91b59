#pragma once

#include "core/domain/Names.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QStringList>
#include <optional>

namespace metaspo {

/// Two classes with the same functions, so that each value lists its fields once: one writes them to a JSON object, the
/// other reads them, ignores unknown ones and leaves missing ones as they are. Whole numbers keep all 64 bits.
class JsonWriting
{
public:
    void field(const char* name, const QString& value) { insert(name, value); }
    void field(const char* name, bool value) { insert(name, value); }
    void field(const char* name, int value) { insert(name, value); }
    void field(const char* name, qint64 value) { insert(name, QJsonValue(value)); }
    void field(const char* name, quint64 value);
    void field(const char* name, double value) { insert(name, value); }
    void field(const char* name, const QStringList& value) { insert(name, QJsonArray::fromStringList(value)); }
    void field(const char* name, const QMap<QString, QString>& value);
    void field(const char* name, const QJsonValue& value) { insert(name, value); }
    void field(const char* name, const std::optional<qint64>& value)
    {
        if (value)
            field(name, *value);
    }
    template <typename E>
    void named(const char* fieldName, E value)
    {
        insert(fieldName, name(value));
    }

    const QJsonObject& object() const { return m_object; }
    QByteArray json() const { return QJsonDocument(m_object).toJson(QJsonDocument::Compact); }

private:
    void insert(const char* name, const QJsonValue& value) { m_object.insert(QLatin1String(name), value); }
    QJsonObject m_object;
};

class JsonReading
{
public:
    explicit JsonReading(const QByteArray& json)
        : m_object(QJsonDocument::fromJson(json).object())
    {
    }
    explicit JsonReading(const QJsonObject& object)
        : m_object(object)
    {
    }

    void field(const char* name, QString& value) { value = at(name).toString(value); }
    void field(const char* name, bool& value) { value = at(name).toBool(value); }
    void field(const char* name, int& value) { value = at(name).toInt(value); }
    void field(const char* name, qint64& value) { value = at(name).toInteger(value); }
    void field(const char* name, quint64& value);
    void field(const char* name, double& value) { value = at(name).toDouble(value); }
    void field(const char* name, QStringList& value);
    void field(const char* name, QMap<QString, QString>& value);
    void field(const char* name, QJsonValue& value) { value = at(name); }
    void field(const char* name, std::optional<qint64>& value)
    {
        if (const QJsonValue stored = at(name); stored.isDouble())
            value = stored.toInteger();
    }
    template <typename E>
    void named(const char* fieldName, E& value)
    {
        value = fromName<E>(at(fieldName).toString()).value_or(value);
    }

private:
    QJsonValue at(const char* name) const { return m_object.value(QLatin1String(name)); }
    QJsonObject m_object;
};

} // namespace metaspo
