#include "core/store/json/AnswerFormatJson.h"

#include "core/store/json/JsonFields.h"

namespace metaspo {

namespace {

QJsonValue toValue(const QList<Label>& labels)
{
    QJsonArray array;
    for (const Label& label : labels) {
        JsonWriting fields;
        fields.field("name", label.name);
        if (!label.synonyms.isEmpty())
            fields.field("synonyms", label.synonyms);
        array << fields.object();
    }
    return array;
}

QList<Label> labelsFrom(const QJsonValue& value)
{
    QList<Label> labels;
    for (const QJsonValue entry : value.toArray()) {
        Label label;
        JsonReading fields(entry.toObject());
        fields.field("name", label.name);
        fields.field("synonyms", label.synonyms);
        labels << label;
    }
    return labels;
}

} // namespace

QByteArray toJson(const AnswerFormat& format)
{
    JsonWriting fields;
    fields.named("kind", format.kind);
    if (!format.choices.isEmpty())
        fields.field("choices", format.choices);
    if (!format.labels.isEmpty())
        fields.field("labels", toValue(format.labels));
    if (format.kind == AnswerKind::Number || format.number != NumberKind::Integer)
        fields.named("number", format.number);
    return fields.json();
}

AnswerFormat answerFormatFromJson(const QByteArray& json)
{
    AnswerFormat format;
    QJsonValue labels;
    JsonReading fields(json);
    fields.named("kind", format.kind);
    fields.field("choices", format.choices);
    fields.field("labels", labels);
    fields.named("number", format.number);
    format.labels = labelsFrom(labels);
    return format;
}

QByteArray toJson(const QStringList& texts)
{
    return QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact);
}

QStringList textsFromJson(const QByteArray& json)
{
    QStringList texts;
    for (const QJsonValue entry : QJsonDocument::fromJson(json).array())
        texts << entry.toString();
    return texts;
}

} // namespace metaspo
