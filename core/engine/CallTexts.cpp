#include "core/engine/CallTexts.h"

#include "core/llm/Address.h"
#include "core/llm/Presets.h"
#include "core/llm/Redaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace metaspo {

namespace {

QJsonValue reported(qint64 count)
{
    return count < 0 ? QJsonValue() : QJsonValue(count);
}

QJsonArray messagesOf(const CallDetail& detail)
{
    QJsonArray messages;
    for (const Message& message : detail.messages)
        messages.append(
            QJsonObject{{QStringLiteral("role"), name(message.role)}, {QStringLiteral("content"), message.text}});
    return messages;
}

QJsonObject responseOf(const Completion& completion)
{
    return {{QStringLiteral("model"), completion.model},
            {QStringLiteral("request_id"), completion.requestId},
            {QStringLiteral("finish"), name(completion.finish)},
            {QStringLiteral("detail"), completion.detail},
            {QStringLiteral("text"), completion.text},
            {QStringLiteral("reasoning"), completion.reasoning},
            {QStringLiteral("latency_us"), completion.latencyMicroseconds},
            {QStringLiteral("attempts"), completion.attempts},
            {QStringLiteral("input_tokens"), reported(completion.usage.input)},
            {QStringLiteral("cached_tokens"), reported(completion.usage.cached)},
            {QStringLiteral("output_tokens"), reported(completion.usage.output)},
            {QStringLiteral("reasoning_tokens"), reported(completion.usage.reasoning)}};
}

QJsonArray attemptsOf(const CallDetail& detail)
{
    QJsonArray attempts;
    for (const FailedAttempt& attempt : detail.failedAttempts)
        attempts.append(QJsonObject{{QStringLiteral("attempt"), attempt.attempt},
                                    {QStringLiteral("outcome"), attempt.outcome},
                                    {QStringLiteral("http_status"), attempt.httpStatus},
                                    {QStringLiteral("message"), attempt.message},
                                    {QStringLiteral("possibly_paid"), attempt.possiblyPaid},
                                    {QStringLiteral("sent_unix_ms"), attempt.sentUnixMilliseconds},
                                    {QStringLiteral("ended_unix_ms"), attempt.endedUnixMilliseconds}});
    return attempts;
}

QJsonObject evaluationOf(const EvaluationRecord& evaluation)
{
    return {{QStringLiteral("system_prompt"), text(evaluation.system)},
            {QStringLiteral("user_prompt"), text(evaluation.user)},
            {QStringLiteral("task"), evaluation.task},
            {QStringLiteral("split"), name(evaluation.split)},
            {QStringLiteral("example_index"), evaluation.example},
            {QStringLiteral("expected"), QJsonArray::fromStringList(evaluation.expected)},
            {QStringLiteral("gold"), evaluation.gold},
            {QStringLiteral("prediction"), evaluation.outcome.prediction},
            {QStringLiteral("outcome"), name(evaluation.outcome.kind)},
            {QStringLiteral("reason"), evaluation.outcome.reason},
            {QStringLiteral("score_nano"), evaluation.outcome.score.nano}};
}

/// In single quotes a shell reads everything but a single quote as it stands.
QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', QLatin1String("'\\''")) + u'\'';
}

/// A name that a shell takes for a variable, and nothing else.
QString variableName(const QString& wanted, const QString& otherwise)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z_][A-Za-z0-9_]*$"));
    return form.match(wanted).hasMatch() ? wanted : otherwise;
}

QString keyVariable(const Connection& connection, const ProviderPreset& preset)
{
    const QString usual = variableName(preset.keyVariable, QStringLiteral("API_KEY"));
    constexpr QLatin1String environment{"env:"};
    return connection.keySource.startsWith(environment)
               ? variableName(connection.keySource.mid(environment.size()), usual)
               : usual;
}

/// A header as a shell word whose value comes from a variable; nothing for a name that is none.
QString headerFrom(const QString& header, const QString& before, const QString& variable)
{
    static const QRegularExpression token(QStringLiteral("^[A-Za-z0-9_.-]+$"));
    return token.match(header).hasMatch() ? QStringLiteral("-H \"%1: %2$%3\"").arg(header, before, variable)
                                          : QString();
}

} // namespace

QByteArray callJson(const CallDetail& detail)
{
    const CallRecord& call = detail.call;
    QJsonObject object{{QStringLiteral("call_id"), call.call},
                       {QStringLiteral("run_id"), call.run},
                       {QStringLiteral("key"), call.step},
                       {QStringLiteral("role"), name(call.role)},
                       {QStringLiteral("state"), name(call.state)},
                       {QStringLiteral("reused"), call.reused},
                       {QStringLiteral("sent_utc"), detail.sentUtc.toString(Qt::ISODateWithMs)},
                       {QStringLiteral("temperature"), detail.parameters.temperature},
                       {QStringLiteral("output_limit_tokens"), detail.parameters.outputTokens},
                       {QStringLiteral("messages"), messagesOf(detail)},
                       {QStringLiteral("failed_attempts"), attemptsOf(detail)}};
    if (!detail.parameters.jsonSchema.isEmpty())
        object.insert(QStringLiteral("json_schema"),
                      QJsonDocument::fromJson(detail.parameters.jsonSchema.toUtf8()).object());
    if (call.state == CallState::Ok)
        object.insert(QStringLiteral("response"), responseOf(detail.completion));
    object.insert(QStringLiteral("cost_nano_dollars"),
                  call.costNanoDollars ? QJsonValue(*call.costNanoDollars) : QJsonValue());
    if (detail.evaluation)
        object.insert(QStringLiteral("evaluation"), evaluationOf(*detail.evaluation));
    return QJsonDocument(object).toJson(QJsonDocument::Indented);
}

Result<QString> curlCommand(const Connection& connection, const QByteArray& body)
{
    const Result<Address> address = Address::of(connection);
    if (!address)
        return tl::unexpected(address.error());
    const ProviderPreset preset = providerPreset(connection.preset);
    const bool isAnthropic = connection.wire == WireFormat::AnthropicMessages;
    // A query of the address may carry what looks like a key.
    const QString url = redacted(address->calls.toString(QUrl::FullyEncoded), SecretString());
    QStringList words{QStringLiteral("curl ") + quoted(url), QStringLiteral("-H 'Content-Type: application/json'")};
    if (isAnthropic)
        words << QStringLiteral("-H 'anthropic-version: 2023-06-01'");
    for (auto header = connection.headers.begin(); header != connection.headers.end(); ++header) {
        QString variable = header.key().toUpper();
        variable.replace(QRegularExpression(QStringLiteral("[^A-Z0-9_]")), QStringLiteral("_"));
        words << headerFrom(header.key(), {}, variableName(variable, QStringLiteral("HEADER_VALUE")));
    }
    if (!connection.keySource.isEmpty()) {
        const QString header = isAnthropic ? QStringLiteral("x-api-key") : preset.keyHeader;
        const bool isBearer = header == QLatin1String("Authorization");
        words << headerFrom(header, isBearer ? QStringLiteral("Bearer ") : QString(), keyVariable(connection, preset));
    }
    if (!connection.caFile.isEmpty())
        words << QStringLiteral("--cacert ") + quoted(connection.caFile);
    if (connection.insecureTls)
        words << QStringLiteral("--insecure");
    words << QStringLiteral("--data-raw ") + quoted(QString::fromUtf8(body));
    words.removeAll(QString());
    return words.join(QStringLiteral(" \\\n  "));
}

std::optional<CallPlace> callPlace(const QString& key)
{
    const QStringList parts = key.split(u' ');
    const Result<Step> first = parseStep(parts.first());
    if (!first || parts.size() < 2)
        return std::nullopt;
    CallPlace place;
    place.loop = loopOf(*first);
    if (parts.size() == 2) {
        place.candidate = *first;
        place.deed = parts.last();
        return place;
    }
    const Result<Step> system = parseStep(parts.at(1));
    const QString example = parts.last().section(u'#', -1).section(u'.', 0, 0);
    // Task names in steps may hold blanks: the user prompt is what stands between the system prompt and the example.
    const Result<Step> user = parseStep(QStringList(parts.mid(2, parts.size() - 3)).join(u' '));
    if (!system || !user)
        return std::nullopt;
    const bool isInner = first->loop == Loop::Inner;
    place.candidate = isInner ? *user : *system;
    place.partner = isInner ? *system : *user;
    place.task = parts.last().section(u'#', 0, -2).replace(QLatin1String("%20"), QLatin1String(" "));
    place.example = example.toInt();
    return place;
}

} // namespace metaspo
