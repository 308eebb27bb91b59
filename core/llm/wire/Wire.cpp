#include "core/llm/wire/Wire.h"

#include "core/llm/wire/AnthropicMessages.h"
#include "core/llm/wire/ErrorBody.h"
#include "core/llm/wire/OpenAiChat.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>

namespace metaspo {

namespace {

QJsonValue valueOf(const QString& jsonText)
{
    // QJsonDocument takes no bare values, so it gets one wrapped.
    const QJsonDocument document = QJsonDocument::fromJson("{\"value\":" + jsonText.toUtf8() + '}');
    const QJsonValue value = document.object().value(QLatin1String("value"));
    return value.isUndefined() ? QJsonValue(wellFormed(jsonText)) : value;
}

/// Splits off a thought that a model wrote into its answer. The opening tag may stand in the chat template,
/// so a closing tag alone counts too.
void splitThought(QString& text, QString& reasoning)
{
    static const QLatin1String opening("<think>");
    static const QLatin1String closing("</think>");
    const QString trimmed = text.trimmed();
    const bool opened = trimmed.startsWith(opening);
    const qsizetype end = trimmed.indexOf(closing);
    if (!opened && (end < 0 || trimmed.left(end).contains(opening)))
        return;
    const qsizetype begin = opened ? opening.size() : 0;
    const QString thought = trimmed.mid(begin, end < 0 ? -1 : end - begin).trimmed();
    if (reasoning.isEmpty())
        reasoning = thought;
    text = end < 0 ? QString() : trimmed.mid(end + closing.size()).trimmed();
}

} // namespace

QByteArray requestBody(WireFormat format, const WireCall& call)
{
    return format == WireFormat::AnthropicMessages ? anthropicMessagesBody(call) : openAiChatBody(call);
}

WireReply readResponse(WireFormat format, int status, const HttpHeaders& headers, const QByteArray& body)
{
    if (status < 200 || status > 299)
        return readErrorBody(status, headers, body);
    return format == WireFormat::AnthropicMessages ? readAnthropicMessages(headers, body)
                                                   : readOpenAiChat(headers, body);
}

QString wellFormed(const QString& text)
{
    if (text.isValidUtf16())
        return text;
    QString sound = text;
    for (qsizetype i = 0; i < sound.size(); ++i) {
        if (sound.at(i).isHighSurrogate() && i + 1 < sound.size() && sound.at(i + 1).isLowSurrogate())
            ++i;
        else if (sound.at(i).isSurrogate())
            sound[i] = QChar(QChar::ReplacementCharacter);
    }
    return sound;
}

std::optional<QJsonObject> readJsonObject(const QByteArray& bytes)
{
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    if (error.error == QJsonParseError::IllegalUTF8String)
        document = QJsonDocument::fromJson(QString::fromUtf8(bytes).toUtf8(), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return std::nullopt;
    return document.object();
}

QList<Message> arranged(const QList<Message>& messages, bool mergeSystem)
{
    if (!mergeSystem)
        return messages;
    QList<Message> result;
    QString pending;
    for (const Message& message : messages) {
        if (message.role == MessageRole::System) {
            pending += (pending.isEmpty() ? QString() : QStringLiteral("\n\n")) + message.text;
            continue;
        }
        Message next = message;
        if (!pending.isEmpty() && next.role == MessageRole::User) {
            next.text = pending + QStringLiteral("\n\n") + next.text;
            pending.clear();
        }
        if (!result.isEmpty() && result.last().role == next.role)
            result.last().text += QStringLiteral("\n\n") + next.text;
        else
            result << next;
    }
    if (!pending.isEmpty())
        result << Message{MessageRole::User, pending};
    return result;
}

void finishBody(QJsonObject& body, const WireCall& call)
{
    static const QSet<QString> ours{QStringLiteral("model"), QStringLiteral("messages"),
                                    QStringLiteral("stream"), QStringLiteral("system")};
    static const QSet<QString> limits{QStringLiteral("max_tokens"), QStringLiteral("max_completion_tokens")};
    for (auto field = call.extra.cbegin(); field != call.extra.cend(); ++field) {
        if (ours.contains(field.key()))
            continue;
        const QJsonValue value = valueOf(field.value());
        if (limits.contains(field.key()))
            for (const QString& limit : limits)
                body.remove(limit);
        if (value.isNull())
            body.remove(field.key());
        else
            body.insert(field.key(), value);
    }
    for (auto name = call.quirks.renamed.cbegin(); name != call.quirks.renamed.cend(); ++name)
        if (body.contains(name.key()))
            body.insert(name.value(), body.take(name.key()));
    for (const QString& name : call.quirks.dropped)
        body.remove(name);
    if (call.quirks.outputTokensAtMost > 0)
        for (const QString& limit : limits)
            if (body.contains(limit))
                body.insert(limit, std::min(body.value(limit).toInt(), call.quirks.outputTokensAtMost));
}

void settle(Completion& completion, QString text, QString reasoning)
{
    splitThought(text, reasoning);
    completion.text = wellFormed(text);
    completion.reasoning = wellFormed(reasoning);
    if (completion.finish == FinishReason::Stop && completion.text.trimmed().isEmpty()) {
        completion.finish = FinishReason::Empty;
        if (completion.detail.isEmpty())
            completion.detail = completion.reasoning.isEmpty()
                                    ? QStringLiteral("The model answered with nothing.")
                                    : QStringLiteral("The model thought, but wrote no answer.");
    }
}

} // namespace metaspo
