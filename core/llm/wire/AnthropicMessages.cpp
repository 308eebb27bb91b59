#include "core/llm/wire/AnthropicMessages.h"

#include "core/llm/wire/ErrorBody.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace metaspo {

namespace {

FinishReason messagesFinish(const QString& word)
{
    static const QMap<QString, FinishReason> known{
        {QStringLiteral("end_turn"), FinishReason::Stop},
        {QStringLiteral("stop_sequence"), FinishReason::Stop},
        {QStringLiteral("max_tokens"), FinishReason::Length},
        {QStringLiteral("model_context_window_exceeded"), FinishReason::Length},
        {QStringLiteral("refusal"), FinishReason::Refusal}};
    return known.value(word, FinishReason::Other);
}

TokenUsage messagesUsage(const QJsonObject& object)
{
    TokenUsage usage;
    const QJsonValue fresh = field(object, "input_tokens");
    if (!fresh.isDouble())
        return usage;
    const qint64 written = std::max<qint64>(0, field(object, "cache_creation_input_tokens").toInteger(0));
    usage.cached = std::max<qint64>(0, field(object, "cache_read_input_tokens").toInteger(0));
    usage.input = fresh.toInteger(0) + written + usage.cached;
    usage.output = field(object, "output_tokens").toInteger(-1);
    return usage;
}

} // namespace

QByteArray anthropicMessagesBody(const WireCall& call)
{
    QStringList system;
    QJsonArray turns;
    for (const Message& message : arranged(call.messages, call.quirks.mergesSystem)) {
        if (message.role == MessageRole::System)
            system << wellFormed(message.text);
        else
            turns << QJsonObject{{QStringLiteral("role"), name(message.role)},
                                 {QStringLiteral("content"), wellFormed(message.text)}};
    }
    QJsonObject body{{QStringLiteral("model"), call.model},
                     {QStringLiteral("messages"), turns},
                     {QStringLiteral("max_tokens"), call.parameters.outputTokens},
                     {QStringLiteral("temperature"), call.parameters.temperature}};
    const QString systemText = system.join(QStringLiteral("\n\n"));
    if (!systemText.trimmed().isEmpty()) // an empty system text is refused
        body.insert(QStringLiteral("system"), systemText);
    if (!call.parameters.jsonSchema.isEmpty()) {
        const QJsonObject schema =
            readJsonObject(call.parameters.jsonSchema.toUtf8()).value_or(QJsonObject());
        body.insert(QStringLiteral("output_config"),
                    QJsonObject{{QStringLiteral("format"),
                                 QJsonObject{{QStringLiteral("type"), QStringLiteral("json_schema")},
                                             {QStringLiteral("schema"), schema}}}});
    }
    finishBody(body, call);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

WireReply readAnthropicMessages(const HttpHeaders& headers, const QByteArray& body)
{
    const std::optional<QJsonObject> root = readJsonObject(body);
    if (!root)
        return readErrorBody(200, headers, body);
    if (holdsError(*root))
        return readErrorObject(200, headers, *root);
    if (!field(*root, "content").isArray())
        return wireFailure(ErrorKind::MalformedResponse,
                           QStringLiteral("The response has no field \"content\"."), AnotherTry::Useless);
    QString text;
    QString reasoning;
    for (const QJsonValue& value : field(*root, "content").toArray()) {
        const QJsonObject block = value.toObject();
        const QString type = field(block, "type").toString();
        if (type == QLatin1String("text"))
            text += field(block, "text").toString();
        else if (type == QLatin1String("thinking"))
            reasoning += field(block, "thinking").toString();
    }
    Completion completion;
    const QString word = field(*root, "stop_reason").toString();
    completion.finish = messagesFinish(word);
    completion.usage = messagesUsage(field(*root, "usage").toObject());
    completion.model = field(*root, "model").toString();
    completion.requestId = field(*root, "id").toString();
    if (completion.finish == FinishReason::Length)
        completion.detail = word == QLatin1String("max_tokens")
                                ? QStringLiteral("Cut off by the output limit.")
                                : QStringLiteral("Cut off at the end of the model's context.");
    else if (completion.finish == FinishReason::Refusal)
        completion.detail = QStringLiteral("The model refused.");
    else if (completion.finish == FinishReason::Other)
        completion.detail = QStringLiteral("Ended with \"%1\".").arg(word);
    settle(completion, text, reasoning);
    return completion;
}

} // namespace metaspo
