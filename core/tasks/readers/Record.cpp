#include "core/tasks/readers/Record.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace metaspo {

namespace {

QString textOf(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Bool:
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    case QJsonValue::Double: {
        const double number = value.toDouble();
        const qint64 whole = value.toInteger();
        if (static_cast<double>(whole) == number)
            return QString::number(whole);
        return QString::number(number, 'g', QLocale::FloatingPointShortest);
    }
    case QJsonValue::Array:
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact));
    case QJsonValue::Object:
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return {};
}

} // namespace

Record Record::ofTable(qint64 line, const QStringList& columns, const QStringList& fields)
{
    Record record;
    record.m_line = line;
    record.m_columns = columns;
    record.m_fields = fields;
    return record;
}

Record Record::ofObject(qint64 line, const QJsonObject& object, const QString& section)
{
    Record record;
    record.m_line = line;
    record.m_isObject = true;
    record.m_section = section;
    record.m_columns = object.keys();
    record.m_object = object;
    return record;
}

bool Record::has(const QString& column) const
{
    return m_columns.contains(column);
}

bool Record::hasAll(const QStringList& columns) const
{
    return std::all_of(columns.begin(), columns.end(), [this](const QString& column) { return has(column); });
}

QString Record::text(const QString& column) const
{
    return m_isObject ? textOf(m_object.value(column)) : m_fields.value(m_columns.indexOf(column));
}

QStringList Record::list(const QString& column) const
{
    const QJsonValue value = json(column);
    if (!value.isArray())
        return {text(column)};
    QStringList texts;
    for (const QJsonValue& element : value.toArray())
        texts.append(textOf(element));
    return texts;
}

QJsonValue Record::json(const QString& column) const
{
    return m_isObject ? m_object.value(column) : QJsonValue();
}

QString Record::place() const
{
    if (m_isObject && !m_section.isEmpty())
        return QStringLiteral("row %1 of %2").arg(m_line).arg(m_section);
    return QStringLiteral("line %1").arg(m_line);
}

std::optional<Split> splitOfSection(const QString& section)
{
    const QString folded = section.trimmed().toLower();
    if (folded == u"train" || folded == u"training")
        return Split::Train;
    if (folded == u"validation" || folded == u"valid" || folded == u"val" || folded == u"dev")
        return Split::Validation;
    if (folded == u"test")
        return Split::Test;
    return std::nullopt;
}

tl::unexpected<Error> badFile(const QString& path, const QString& why, const QString& remedy)
{
    return failure(ErrorKind::BadInput,
                   QStringLiteral("The file \"%1\" cannot be imported.").arg(QFileInfo(path).fileName()), why,
                   remedy);
}

} // namespace metaspo
