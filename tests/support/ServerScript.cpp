#include "tests/support/ServerScript.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace metaspo {

namespace {

tl::unexpected<Error> badScript(const QString& why)
{
    return failure(ErrorKind::BadInput, QStringLiteral("The server script cannot be read"), why);
}

QStringList strings(const QJsonValue& value)
{
    QStringList list;
    for (const QJsonValue& entry : value.toArray())
        list << entry.toString();
    return list;
}

} // namespace

Result<ServerScript> ServerScript::fromJson(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    if (!document.isObject())
        return badScript(error.errorString());
    ServerScript script;
    const QMap<QString, double*> numbers{{QStringLiteral("accuracy"), &script.accuracy},
                                         {QStringLiteral("systemSpread"), &script.systemSpread},
                                         {QStringLiteral("userSpread"), &script.userSpread},
                                         {QStringLiteral("agreement"), &script.agreement},
                                         {QStringLiteral("unreadable"), &script.unreadable},
                                         {QStringLiteral("flips"), &script.flips},
                                         {QStringLiteral("badProposals"), &script.badProposals},
                                         {QStringLiteral("latencyMilliseconds"), &script.latencyMilliseconds},
                                         {QStringLiteral("latencySpread"), &script.latencySpread},
                                         {QStringLiteral("requestsPerMinute"), &script.requestsPerMinute},
                                         {QStringLiteral("burst"), &script.burst}};
    const QJsonObject root = document.object();
    for (auto field = root.begin(); field != root.end(); ++field) {
        const QString name = field.key();
        if (numbers.contains(name))
            *numbers.value(name) = field.value().toDouble();
        else if (name == QLatin1String("slotCount"))
            script.slotCount = field.value().toInt();
        else if (name == QLatin1String("limitHeaders"))
            script.limitHeaders = field.value().toBool();
        else if (name == QLatin1String("reasoning"))
            script.reasoning = field.value().toBool();
        else if (name == QLatin1String("key"))
            script.key = field.value().toString();
        else if (name == QLatin1String("models"))
            script.models = strings(field.value());
        else if (name != QLatin1String("answers") && name != QLatin1String("faults"))
            return badScript(QStringLiteral("There is no field \"%1\"").arg(name));
    }
    for (const QJsonValue& value : root.value(QLatin1String("answers")).toArray()) {
        const QJsonObject entry = value.toObject();
        script.answers.insert(entry.value(QLatin1String("question")).toString(),
                              KnownAnswer{entry.value(QLatin1String("right")).toString(),
                                          strings(entry.value(QLatin1String("wrong")))});
    }
    for (const QJsonValue& value : root.value(QLatin1String("faults")).toArray()) {
        const QJsonObject entry = value.toObject();
        FaultRule rule;
        const std::optional<Fault> fault =
            metaspo::fromName<Fault>(entry.value(QLatin1String("fault")).toString());
        if (!fault)
            return badScript(QStringLiteral("A fault is one of ") + allNames<Fault>());
        rule.fault = *fault;
        rule.argument = entry.value(QLatin1String("argument")).toVariant().toString();
        rule.from = entry.value(QLatin1String("from")).toInt(rule.from);
        rule.count = entry.value(QLatin1String("count")).toInt(rule.count);
        rule.chance = entry.value(QLatin1String("chance")).toDouble(rule.chance);
        script.faults << rule;
    }
    return script;
}

} // namespace metaspo
