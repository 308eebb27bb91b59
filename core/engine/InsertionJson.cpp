#include "core/engine/InsertionJson.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace metaspo {

QByteArray insertionJson(const Insertion& insertion)
{
    QJsonObject object{{QStringLiteral("kind"), QString(name(insertion.kind))},
                       {QStringLiteral("task"), insertion.task},
                       {QStringLiteral("text"), insertion.text}};
    if (insertion.editedFrom)
        object.insert(QStringLiteral("edited_from"), text(*insertion.editedFrom));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Insertion trimmed(Insertion insertion)
{
    insertion.text = insertion.text.trimmed();
    return insertion;
}

Result<Insertion> insertionFromJson(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    Insertion insertion;
    const auto kind = fromName<PromptKind>(object.value(QLatin1String("kind")).toString());
    insertion.task = object.value(QLatin1String("task")).toString();
    insertion.text = object.value(QLatin1String("text")).toString();
    if (!kind || insertion.text.trimmed().isEmpty())
        return failure(ErrorKind::BadInput, QStringLiteral("The text to insert could not be read"), {},
                       QStringLiteral("An insertion is JSON with kind (system or user) and text."));
    insertion.kind = *kind;
    if (const QString from = object.value(QLatin1String("edited_from")).toString(); !from.isEmpty()) {
        const Result<Step> step = parseStep(from);
        if (!step)
            return tl::unexpected(step.error());
        insertion.editedFrom = *step;
    }
    return insertion;
}

} // namespace metaspo
