#include "core/llm/wire/ErrorBody.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <cmath>

namespace metaspo {

namespace {

constexpr qsizetype longestMessage = 600;

/// What an error body says, whatever its shape.
struct ErrorWords
{
    QString message;
    QString code;
    QString type;
    QString parameter;
    QString status; ///< Gemini: RESOURCE_EXHAUSTED …
    QString inner;  ///< Azure's innererror code, Anthropic's details code, OpenRouter's moderation reasons
    int number = 0; ///< a numeric code
    std::optional<qint64> waitMilliseconds;
};

bool has(const QString& text, const char* pattern)
{
    const QRegularExpression expression(QLatin1String(pattern), QRegularExpression::CaseInsensitiveOption);
    return expression.match(text).hasMatch();
}

QString text(const QJsonValue& value)
{
    if (value.isDouble())
        return QString::number(value.toInteger());
    return value.toString();
}

/// FastAPI and Mistral: [{"loc":["body","seed"],"msg":"Extra inputs are not
/// permitted","type":"extra_forbidden"}]
void readDetailList(const QJsonArray& list, ErrorWords& words)
{
    QStringList messages;
    for (const QJsonValue& value : list) {
        const QJsonObject entry = value.toObject();
        const QJsonArray place = entry.value(QLatin1String("loc")).toArray();
        if (words.parameter.isEmpty() && place.size() >= 2)
            words.parameter = place.at(1).toString();
        if (words.code.isEmpty())
            words.code = entry.value(QLatin1String("type")).toString();
        const QString name = place.isEmpty() ? QString() : text(place.last()) + QStringLiteral(": ");
        messages << name + entry.value(QLatin1String("msg")).toString();
    }
    words.message = messages.join(QStringLiteral("; "));
}

/// "36s", "36.5s"
std::optional<qint64> secondsText(const QString& text)
{
    bool fine = false;
    const double seconds = QStringView(text).chopped(text.endsWith(u's') ? 1 : 0).toDouble(&fine);
    if (!fine || !(seconds >= 0) || seconds > 1e7)
        return std::nullopt;
    return std::llround(seconds * 1000);
}

void readMetadata(const QJsonObject& error, ErrorWords& words)
{
    for (const QJsonValue& value : error.value(QLatin1String("details")).toArray()) {
        const QJsonObject detail = value.toObject();
        if (detail.contains(QLatin1String("retryDelay")))
            words.waitMilliseconds = secondsText(detail.value(QLatin1String("retryDelay")).toString());
        const QString reason = detail.value(QLatin1String("reason")).toString();
        if (!reason.isEmpty())
            words.inner = reason;
        for (const QJsonValue& violation : detail.value(QLatin1String("violations")).toArray())
            words.inner += u' ' + violation.toObject().value(QLatin1String("quotaId")).toString();
    }
    const QJsonObject details = error.value(QLatin1String("details")).toObject();
    words.inner += details.value(QLatin1String("error_code")).toString();
    words.inner +=
        error.value(QLatin1String("innererror")).toObject().value(QLatin1String("code")).toString();
    const QJsonObject metadata = error.value(QLatin1String("metadata")).toObject();
    if (metadata.contains(QLatin1String("reasons")) || metadata.contains(QLatin1String("flagged_input")))
        words.inner += QStringLiteral(" moderation");
    if (const QString raw = metadata.value(QLatin1String("raw")).toString(); !raw.isEmpty())
        words.message += QStringLiteral(" (%1)").arg(raw);
}

void readErrorFields(const QJsonObject& error, ErrorWords& words)
{
    const QJsonValue message = error.value(QLatin1String("message"));
    if (message.isObject())
        readDetailList(message.toObject().value(QLatin1String("detail")).toArray(), words);
    else if (!message.toString().isEmpty())
        words.message = message.toString();
    const QJsonValue code = error.value(QLatin1String("code"));
    words.code = code.isUndefined() || code.isNull() ? words.code : text(code);
    words.number = words.code.toInt();
    words.type = error.value(QLatin1String("type")).toString();
    words.status = error.value(QLatin1String("status")).toString();
    if (const QString parameter = error.value(QLatin1String("param")).toString(); !parameter.isEmpty())
        words.parameter = parameter;
    readMetadata(error, words);
}

ErrorWords wordsOf(const QJsonObject& root)
{
    ErrorWords words;
    const QJsonValue error = root.value(QLatin1String("error"));
    const QJsonValue detail = root.value(QLatin1String("detail"));
    if (error.isObject())
        readErrorFields(error.toObject(), words);
    else if (error.isString())
        words.message = error.toString();
    else if (detail.isArray())
        readDetailList(detail.toArray(), words);
    else if (detail.isString())
        words.message = detail.toString();
    else
        readErrorFields(root, words);
    if (words.message.isEmpty())
        words.message = root.value(QLatin1String("message")).toString();
    return words;
}

std::optional<qint64> waitInMessage(const QString& message)
{
    static const QRegularExpression pattern(
        QStringLiteral("(?:try again|retry)(?: in| after)? ([0-9.]+) ?(ms|s|seconds?|m|minutes?)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(message);
    if (!match.hasMatch())
        return std::nullopt;
    const double number = match.captured(1).toDouble();
    const QString unit = match.captured(2).toLower();
    const double factor = unit == QLatin1String("ms") ? 1 : unit.startsWith(u'm') ? 60'000 : 1000;
    return number < 1e6 ? std::optional<qint64>(std::llround(number * factor)) : std::nullopt;
}

bool isBilling(int status, const ErrorWords& words, const HttpHeaders& headers)
{
    const QString codes = words.code + u' ' + words.type + u' ' + words.inner;
    if (has(codes, "credit_balance_exhausted|spend_limit|usage_limit_exceeded|billing|insufficient_balance"))
        return true;
    if (has(words.message, "credit balance is too low|insufficient balance|insufficient credits"))
        return true;
    if (status == 429 && has(codes, "PerDay"))
        return true;
    if (!has(codes, "insufficient_quota"))
        return false;
    // Azure says insufficient_quota for a full minute too; then it names a wait.
    bool fine = false;
    const double wait = headers.value("retry-after").toDouble(&fine);
    return !(fine && wait <= 3600);
}

bool isPolicy(int status, const ErrorWords& words)
{
    const QString codes = words.code + u' ' + words.type + u' ' + words.inner;
    if (has(codes, "content_filter|content_policy|ResponsibleAIPolicyViolation|moderation|invalid_prompt"))
        return true;
    return status == 400 &&
           has(words.message, "content (management )?policy|flagged (as|by|for)|safety system");
}

bool isTooLong(const ErrorWords& words)
{
    const QString codes = words.code + u' ' + words.type;
    if (has(codes, "context_length_exceeded|exceed_context_size|context_window|string_above_max_length"))
        return true;
    return has(words.message,
               "maximum context length|context (length|size|window)[^.]*exceed|exceeds? (the )?"
               "(available |maximum |model'?s? )*context|prompt is too long|input is too long|"
               "input token count[^.]*exceeds|too many input tokens|longer than the (model|maximum)");
}

bool isTemplateRefusal(const ErrorWords& words)
{
    return has(words.message,
               "raise_exception|conversation roles must|system role (is )?not supported|"
               "(system|developer)( role| message| instruction)[^.]{0,40}(not (supported|enabled|allowed))|"
               "does not support[^.]{0,20}system");
}

Completion judged(FinishReason finish, const ErrorWords& words)
{
    Completion completion;
    completion.finish = finish;
    completion.detail = words.message.left(longestMessage);
    completion.usage = TokenUsage{0, 0, 0, -1}; // refused before the model ran: not billed
    return completion;
}

// A 404 is of the model only where the server says so; else the address leads nowhere. Azure calls a model a
// deployment, OpenRouter names its endpoints.
bool isAboutModel(const ErrorWords& words)
{
    return has(words.code + u' ' + words.type + u' ' + words.parameter, "model|deployment")
           || has(words.message, "\\bmodels?\\b(?! server)|\\bdeployment\\b|no endpoints found for");
}

ErrorKind kindOfStatus(int status, const ErrorWords& words)
{
    if (status >= 300 && status < 400)
        return ErrorKind::RedirectRefused;
    if (status == 401 || status == 403 || has(words.inner, "API_KEY_INVALID"))
        return ErrorKind::Unauthorized;
    if (status == 402)
        return ErrorKind::PaymentNeeded;
    if (status == 404)
        return isAboutModel(words) ? ErrorKind::NoSuchModel : ErrorKind::NoSuchEndpoint;
    if (status == 429 || (status == 503 && words.status == QLatin1String("RESOURCE_EXHAUSTED")))
        return ErrorKind::RateLimited;
    if (status == 408 || status == 409 || status == 498 || status >= 500)
        return ErrorKind::ServerFailure;
    return status >= 400 ? ErrorKind::RequestRejected : ErrorKind::MalformedResponse;
}

WireReply judge(int status, const HttpHeaders& headers, const ErrorWords& words)
{
    if (isPolicy(status, words) && status != 401 && status < 500 && status != 429)
        return judged(FinishReason::PolicyRejected, words);
    if ((status == 400 || status == 413 || status == 422 || status == 500) && isTooLong(words))
        return judged(FinishReason::ContextTooLong, words);
    WireFailure failure;
    failure.kind = kindOfStatus(status, words);
    if ((status == 429 || status == 400 || status == 403) && isBilling(status, words, headers))
        failure.kind = ErrorKind::PaymentNeeded;
    failure.message = wellFormed(words.message.simplified()).left(longestMessage);
    failure.code = words.code.isEmpty() ? words.type : words.code;
    failure.parameter = words.parameter;
    failure.templateRefusal = (status == 400 || status == 422 || status == 500) && isTemplateRefusal(words);
    failure.loading = status == 503 && has(words.message, "loading model|model is (currently )?loading");
    failure.worthAnotherTry =
        (failure.kind == ErrorKind::RateLimited || failure.kind == ErrorKind::ServerFailure) &&
        !failure.templateRefusal;
    if (const QByteArray advice = headers.value("x-should-retry"); !advice.isEmpty() && status >= 400)
        failure.worthAnotherTry = advice == "true" && failure.kind != ErrorKind::PaymentNeeded;
    failure.waitMilliseconds = words.waitMilliseconds ? words.waitMilliseconds : waitInMessage(words.message);
    return tl::unexpected(failure);
}

ErrorWords wordsOfPlainText(int status, const QByteArray& body)
{
    const QString plain = QString::fromUtf8(body.left(4 * longestMessage)).simplified();
    ErrorWords words;
    if (plain.startsWith(u'<'))
        words.message = QStringLiteral("The response is a web page, not an answer of a model server.");
    else if (status >= 200 && status < 300)
        words.message = plain.isEmpty()
                            ? QStringLiteral("The response is empty.")
                            : QStringLiteral("The response is no complete JSON: ") + plain.left(120);
    else
        words.message = plain.left(longestMessage);
    return words;
}

} // namespace

tl::unexpected<WireFailure> wireFailure(ErrorKind kind, const QString& message, AnotherTry anotherTry)
{
    WireFailure failure;
    failure.kind = kind;
    failure.message = message;
    failure.worthAnotherTry = anotherTry == AnotherTry::Worthwhile;
    return tl::unexpected(failure);
}

bool holdsError(const QJsonObject& object)
{
    const QJsonValue error = object.value(QLatin1String("error"));
    return error.isObject() || (error.isString() && !error.toString().isEmpty()) ||
           object.value(QLatin1String("object")).toString() == QLatin1String("error") ||
           object.value(QLatin1String("type")).toString() == QLatin1String("error");
}

WireReply readErrorObject(int status, const HttpHeaders& headers, const QJsonObject& holder)
{
    const ErrorWords words = wordsOf(holder);
    if (status >= 200 && status < 300) {
        const bool isStatus = words.number >= 400 && words.number < 600;
        return judge(isStatus ? words.number : 500, headers, words);
    }
    return judge(status, headers, words);
}

WireReply readErrorBody(int status, const HttpHeaders& headers, const QByteArray& body)
{
    std::optional<QJsonObject> root = readJsonObject(body);
    if (!root && body.trimmed().startsWith('[')) // Gemini's compatible endpoint wraps it into an array
        root = readJsonObject(body.trimmed().mid(1, body.trimmed().lastIndexOf(']') - 1));
    if (root)
        return readErrorObject(status, headers, *root);
    const ErrorWords words = wordsOfPlainText(status, body);
    if (status < 200 || status > 299)
        return judge(status, headers, words);
    const bool page = body.trimmed().startsWith('<');
    return wireFailure(ErrorKind::MalformedResponse, wellFormed(words.message),
                       page ? AnotherTry::Useless : AnotherTry::Worthwhile);
}

} // namespace metaspo
