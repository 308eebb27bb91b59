#include "core/llm/wire/OpenAiChat.h"

#include "core/llm/wire/ErrorBody.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace metaspo {

namespace {

FinishReason chatFinish(const QString& word)
{
    static const QMap<QString, FinishReason> known{
        {QString(), FinishReason::Stop},
        {QStringLiteral("stop"), FinishReason::Stop},
        {QStringLiteral("eos"), FinishReason::Stop},
        {QStringLiteral("eos_token"), FinishReason::Stop},
        {QStringLiteral("stop_sequence"), FinishReason::Stop},
        {QStringLiteral("end_turn"), FinishReason::Stop},
        {QStringLiteral("length"), FinishReason::Length},
        {QStringLiteral("max_tokens"), FinishReason::Length},
        {QStringLiteral("model_length"), FinishReason::Length},
        {QStringLiteral("content_filter"), FinishReason::ContentFilter},
        {QStringLiteral("safety"), FinishReason::ContentFilter},
        {QStringLiteral("recitation"), FinishReason::ContentFilter},
        {QStringLiteral("prohibited_content"), FinishReason::ContentFilter},
        {QStringLiteral("blocklist"), FinishReason::ContentFilter},
        {QStringLiteral("refusal"), FinishReason::Refusal}};
    return known.value(word.toLower(), FinishReason::Other);
}

/// Text and thought of a typed chunk: {"type":"text","text":…}, {"type":"thinking","thinking":[…] or "…"}.
void readChunk(const QJsonValue& chunk, QString& text, QString& reasoning)
{
    if (chunk.isString()) {
        text += chunk.toString();
        return;
    }
    const QJsonObject object = chunk.toObject();
    const QString type = field(object, "type").toString();
    if (type == QLatin1String("text") || type == QLatin1String("output_text")) {
        text += field(object, "text").toString();
        return;
    }
    if (type != QLatin1String("thinking") && type != QLatin1String("reasoning"))
        return;
    const QJsonValue thought =
        object.contains(QLatin1String("thinking")) ? field(object, "thinking") : field(object, "text");
    if (!thought.isArray())
        reasoning += thought.toString();
    for (const QJsonValue& part : thought.toArray())
        reasoning += part.isString() ? part.toString() : field(part.toObject(), "text").toString();
}

QString reasoningOf(const QJsonObject& message)
{
    QString text;
    for (const QJsonValue& detail : field(message, "reasoning_details").toArray()) {
        const QJsonObject object = detail.toObject();
        text += field(object, "text").toString() + field(object, "summary").toString();
    }
    for (const char* name : {"reasoning_content", "reasoning"})
        if (text.isEmpty())
            text = field(message, name).toString();
    return text;
}

qint64 count(const QJsonObject& object, const char* name)
{
    const QJsonValue value = field(object, name);
    return value.isDouble() ? value.toInteger(-1) : -1;
}

TokenUsage chatUsage(const QJsonObject& root)
{
    const QJsonObject object = field(root, "usage").toObject();
    const QJsonObject prompt = field(object, "prompt_tokens_details").toObject();
    TokenUsage usage;
    usage.input = count(object, "prompt_tokens");
    usage.output = count(object, "completion_tokens");
    usage.cached = count(prompt, "cached_tokens");
    if (usage.cached < 0)
        usage.cached = count(object, "prompt_cache_hit_tokens");
    if (usage.cached < 0)
        usage.cached = count(field(root, "timings").toObject(), "cache_n");
    usage.reasoning = count(field(object, "completion_tokens_details").toObject(), "reasoning_tokens");
    // Gemini leaves the thoughts out of completion_tokens and has them in the total.
    const qint64 total = count(object, "total_tokens");
    if (usage.input >= 0 && usage.output >= 0 && total > usage.input + usage.output)
        usage.output = total - usage.input;
    return usage;
}

QString filterDetail(const QJsonObject& choice)
{
    QStringList categories;
    const QJsonObject filters = field(choice, "content_filter_results").toObject();
    for (auto category = filters.begin(); category != filters.end(); ++category)
        if (field(category.value().toObject(), "filtered").toBool())
            categories << category.key();
    return categories.isEmpty() ? QStringLiteral("The provider withheld the answer.")
                                : QStringLiteral("The provider withheld the answer: %1.")
                                      .arg(categories.join(QStringLiteral(", ")));
}

Completion readChoice(const QJsonObject& root, const QJsonObject& choice)
{
    Completion completion;
    completion.usage = chatUsage(root);
    completion.model = field(root, "model").toString();
    completion.requestId = field(root, "id").toString();
    const QString word = field(choice, "finish_reason").toString();
    completion.finish = chatFinish(word);

    const QJsonObject message = field(choice, "message").toObject();
    QString reasoning = reasoningOf(message);
    QString text;
    if (const QJsonValue content = field(message, "content"); content.isArray()) {
        for (const QJsonValue& chunk : content.toArray())
            readChunk(chunk, text, reasoning);
    } else {
        text = content.toString();
    }
    const QString refusal = field(message, "refusal").toString();
    if (!refusal.isEmpty()) {
        completion.finish = FinishReason::Refusal;
        completion.detail = wellFormed(refusal);
    } else if (completion.finish == FinishReason::ContentFilter) {
        completion.detail = filterDetail(choice);
    } else if (completion.finish == FinishReason::Length) {
        completion.detail = QStringLiteral("Cut off by the output limit.");
    } else if (completion.finish == FinishReason::Other) {
        completion.detail = QStringLiteral("Ended with \"%1\".").arg(word);
    }
    settle(completion, text, reasoning);
    return completion;
}

} // namespace

QByteArray openAiChatBody(const WireCall& call)
{
    QJsonArray messages;
    for (const Message& message : arranged(call.messages, call.quirks.mergesSystem))
        messages << QJsonObject{{QStringLiteral("role"), name(message.role)},
                                {QStringLiteral("content"), wellFormed(message.text)}};
    QJsonObject body{{QStringLiteral("model"), call.model},
                     {QStringLiteral("messages"), messages},
                     {QStringLiteral("temperature"), call.parameters.temperature},
                     {call.outputLimitField, call.parameters.outputTokens},
                     {QStringLiteral("stream"), false}};
    if (!call.parameters.jsonSchema.isEmpty()) {
        const QJsonObject schema =
            readJsonObject(call.parameters.jsonSchema.toUtf8()).value_or(QJsonObject());
        body.insert(QStringLiteral("response_format"),
                    QJsonObject{{QStringLiteral("type"), QStringLiteral("json_schema")},
                                {QStringLiteral("json_schema"),
                                 QJsonObject{{QStringLiteral("name"), QStringLiteral("answer")},
                                             {QStringLiteral("strict"), true},
                                             {QStringLiteral("schema"), schema}}}});
    }
    finishBody(body, call);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

WireReply readOpenAiChat(const HttpHeaders& headers, const QByteArray& body)
{
    const std::optional<QJsonObject> root = readJsonObject(body);
    if (!root)
        return readErrorBody(200, headers, body);
    if (holdsError(*root))
        return readErrorObject(200, headers, *root);
    const QJsonArray choices = field(*root, "choices").toArray();
    if (choices.isEmpty()) {
        if (!root->contains(QLatin1String("choices")))
            return wireFailure(ErrorKind::MalformedResponse,
                               QStringLiteral("The response has no field \"choices\"."), AnotherTry::Useless);
        return wireFailure(ErrorKind::ServerFailure,
                           QStringLiteral("The response holds no choice; the model may be warming up."),
                           AnotherTry::Worthwhile);
    }
    const QJsonObject choice = choices.first().toObject();
    if (holdsError(choice))
        return readErrorObject(200, headers, choice);
    if (field(choice, "finish_reason").toString() == QLatin1String("error"))
        return wireFailure(ErrorKind::ServerFailure,
                           QStringLiteral("The model's server broke off while answering."),
                           AnotherTry::Worthwhile);
    if (!field(choice, "message").isObject())
        return wireFailure(ErrorKind::MalformedResponse, QStringLiteral("The choice holds no message."),
                           AnotherTry::Useless);
    return readChoice(*root, choice);
}

} // namespace metaspo
