#include "tests/support/ScriptedExchange.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>

namespace metaspo {

namespace {

QByteArray json(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

const char* reason(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 307:
        return "Temporary Redirect";
    case 401:
        return "Unauthorized";
    case 404:
        return "Not Found";
    case 429:
        return "Too Many Requests";
    default:
        return status < 400 ? "Fine" : "Trouble";
    }
}

QByteArray headerValue(const QByteArray& line)
{
    return line.mid(line.indexOf(':') + 1).trimmed();
}

void readHeader(const QByteArray& line, ScriptedRequest& request, qint64& length)
{
    const QByteArray name = line.left(line.indexOf(':')).toLower();
    if (name == "content-length")
        length = headerValue(line).toLongLong();
    else if (name == "user-agent")
        request.userAgent = headerValue(line);
    else if (name == "x-api-key" || name == "api-key")
        request.key = headerValue(line);
    else if (name == "authorization")
        request.key = headerValue(line).mid(static_cast<qsizetype>(sizeof("Bearer ")) - 1);
}

void readCall(ScriptedRequest& request)
{
    request.json = QJsonDocument::fromJson(request.body).object();
    request.model = request.json.value(QLatin1String("model")).toString();
    ScriptedQuestion& question = request.question;
    question.system = request.json.value(QLatin1String("system")).toString();
    for (const QJsonValue& value : request.json.value(QLatin1String("messages")).toArray()) {
        const QJsonObject message = value.toObject();
        const QString text = message.value(QLatin1String("content")).toString();
        if (message.value(QLatin1String("role")).toString() == QLatin1String("system"))
            question.system += text;
        else
            question.user += text;
    }
    const QJsonObject format = request.json.value(QLatin1String("response_format")).toObject();
    const QJsonObject schema =
        format.value(QLatin1String("json_schema")).toObject().value(QLatin1String("schema")).toObject();
    const QStringList fields = schema.value(QLatin1String("properties")).toObject().keys();
    question.schemaField = fields.isEmpty() ? QString() : fields.first();
}

qint64 tokens(const QString& text)
{
    return text.size() / 4 + 1;
}

struct AnswerParts
{
    QString text;
    QString finish = QStringLiteral("stop");
    QString refusal;
    bool usage = true;
};

QByteArray openAiAnswer(const ServerScript& script, const ScriptedRequest& request, const AnswerParts& parts)
{
    QJsonObject message{
        {QStringLiteral("role"), QStringLiteral("assistant")},
        {QStringLiteral("content"), parts.refusal.isEmpty() ? QJsonValue(parts.text) : QJsonValue()}};
    if (!parts.refusal.isEmpty())
        message.insert(QStringLiteral("refusal"), parts.refusal);
    if (script.reasoning)
        message.insert(QStringLiteral("reasoning_content"), QStringLiteral("I weigh the options."));
    QJsonObject root{
        {QStringLiteral("id"), QStringLiteral("scripted-%1").arg(QLatin1String(request.digest.left(12)))},
        {QStringLiteral("object"), QStringLiteral("chat.completion")},
        {QStringLiteral("model"), request.model},
        {QStringLiteral("choices"), QJsonArray{QJsonObject{{QStringLiteral("index"), 0},
                                                           {QStringLiteral("finish_reason"), parts.finish},
                                                           {QStringLiteral("message"), message}}}}};
    if (parts.usage) {
        const qint64 in = tokens(request.question.system + request.question.user);
        const qint64 out = tokens(parts.text);
        root.insert(QStringLiteral("usage"),
                    QJsonObject{{QStringLiteral("prompt_tokens"), in},
                                {QStringLiteral("completion_tokens"), out},
                                {QStringLiteral("total_tokens"), in + out},
                                {QStringLiteral("prompt_tokens_details"),
                                 QJsonObject{{QStringLiteral("cached_tokens"),
                                              tokens(request.question.system) - 1}}}});
    }
    return json(root);
}

QByteArray anthropicAnswer(const ServerScript& script, const ScriptedRequest& request,
                           const AnswerParts& parts)
{
    QJsonArray content;
    if (script.reasoning)
        content << QJsonObject{{QStringLiteral("type"), QStringLiteral("thinking")},
                               {QStringLiteral("thinking"), QStringLiteral("I weigh the options.")}};
    content << QJsonObject{{QStringLiteral("type"), QStringLiteral("text")},
                           {QStringLiteral("text"), parts.text}};
    static const QMap<QString, QString> reasons{{QStringLiteral("stop"), QStringLiteral("end_turn")},
                                                {QStringLiteral("length"), QStringLiteral("max_tokens")}};
    QJsonObject root{
        {QStringLiteral("id"), QStringLiteral("scripted-%1").arg(QLatin1String(request.digest.left(12)))},
        {QStringLiteral("type"), QStringLiteral("message")},
        {QStringLiteral("role"), QStringLiteral("assistant")},
        {QStringLiteral("model"), request.model},
        {QStringLiteral("content"), content},
        {QStringLiteral("stop_reason"),
         parts.refusal.isEmpty() ? reasons.value(parts.finish, parts.finish) : QStringLiteral("refusal")}};
    if (parts.usage)
        root.insert(QStringLiteral("usage"),
                    QJsonObject{{QStringLiteral("input_tokens"), tokens(request.question.user)},
                                {QStringLiteral("cache_creation_input_tokens"), 0},
                                {QStringLiteral("cache_read_input_tokens"), tokens(request.question.system)},
                                {QStringLiteral("output_tokens"), tokens(parts.text)}});
    return json(root);
}

/// Faults that are another response altogether; nothing: the answer, perhaps changed, is given.
std::optional<ScriptedResponse> faultyResponse(const FaultRule& rule, const ScriptedRequest& request)
{
    ScriptedResponse response;
    switch (rule.fault) {
    case Fault::Status:
        return errorResponse(rule.argument.toInt(), QStringLiteral("The scripted server has trouble."), {});
    case Fault::RateLimited:
        response =
            errorResponse(429, QStringLiteral("Too many requests."), QStringLiteral("rate_limit_exceeded"));
        for (const QString& line : rule.argument.split(u'|', Qt::SkipEmptyParts))
            response.headers += line.toLatin1() + "\r\n";
        return response;
    case Fault::Billing:
        return errorResponse(429, QStringLiteral("You exceeded your current quota."),
                             QStringLiteral("insufficient_quota"));
    case Fault::ContextTooLong:
        return errorResponse(400, QStringLiteral("This model's maximum context length is 4096 tokens."),
                             QStringLiteral("context_length_exceeded"));
    case Fault::PolicyRejected:
        return errorResponse(400, QStringLiteral("The prompt was filtered."),
                             QStringLiteral("content_filter"));
    case Fault::UnsupportedField:
        if (request.json.contains(rule.argument))
            return errorResponse(
                400,
                QStringLiteral("Unsupported parameter: '%1' is not supported with this model.")
                    .arg(rule.argument),
                QStringLiteral("unsupported_parameter"), rule.argument);
        return std::nullopt;
    case Fault::NoSystemRole:
        if (!request.question.system.isEmpty())
            return errorResponse(500, QStringLiteral("Jinja: raise_exception: System role not supported"),
                                 {});
        return std::nullopt;
    case Fault::Loading:
        return errorResponse(503, QStringLiteral("Loading model"), QStringLiteral("unavailable_error"));
    case Fault::HtmlPage:
        response.contentType = "text/html";
        response.body = "<!DOCTYPE html><html><body>Sign in to the network</body></html>";
        return response;
    case Fault::ErrorInside:
        response.body = R"({"error":{"code":502,"message":"Upstream provider failed"}})";
        return response;
    case Fault::NoChoices:
        response.body = R"({"id":"x","object":"chat.completion","choices":[]})";
        return response;
    case Fault::HugeBody:
        response.body = QByteArray(64 * 1024 * 1024, ' ');
        return response;
    case Fault::EndlessHeaders:
        response.ending = ScriptedResponse::Ending::Endless;
        return response;
    case Fault::Silence:
        response.ending = ScriptedResponse::Ending::Never;
        return response;
    case Fault::ResetBefore:
        response.cutAfterBytes = 0;
        response.ending = ScriptedResponse::Ending::Close;
        return response;
    case Fault::Redirect:
        response.status = 307;
        response.headers = "Location: " + rule.argument.toLatin1() + "\r\n";
        return response;
    case Fault::EchoKey:
        response =
            errorResponse(401,
                          QStringLiteral("Incorrect API key provided: %1 (header Authorization: Bearer %1).")
                              .arg(QString::fromLatin1(request.key)),
                          QStringLiteral("invalid_api_key"));
        response.headers = "WWW-Authenticate: Bearer\r\n"; // HTTP libraries like to react to it
        return response;
    default:
        return std::nullopt;
    }
}

void distort(ScriptedResponse& response, Fault fault)
{
    const qint64 whole = response.bytes().size();
    switch (fault) {
    case Fault::ResetInBody:
        response.cutAfterBytes = whole - response.body.size() / 2;
        response.ending = ScriptedResponse::Ending::Close;
        break;
    case Fault::ResetAfter:
        response.ending = ScriptedResponse::Ending::Close;
        break;
    case Fault::CutJson:
        response.body.truncate(response.body.size() / 2);
        break;
    case Fault::LongContentLength:
        response.announcedLength = response.body.size() + 1000;
        response.ending = ScriptedResponse::Ending::Close;
        break;
    case Fault::SlowBody:
        response.ending = ScriptedResponse::Ending::Drip;
        break;
    default:
        break;
    }
}

} // namespace

QByteArray ScriptedResponse::bytes() const
{
    QByteArray head =
        "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason(status) + "\r\nContent-Type: " + contentType +
        "\r\nContent-Length: " + QByteArray::number(announcedLength < 0 ? body.size() : announcedLength) +
        "\r\n" + headers;
    if (ending == Ending::Close)
        head += "Connection: close\r\n";
    return head + "\r\n" + body;
}

std::optional<ScriptedRequest> takeRequest(QByteArray& buffer)
{
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    ScriptedRequest request;
    qint64 length = 0;
    qsizetype lineBegin = 0;
    while (lineBegin < headEnd) {
        const qsizetype lineEnd = buffer.indexOf("\r\n", lineBegin);
        const QByteArray line = buffer.mid(lineBegin, lineEnd - lineBegin);
        if (lineBegin == 0) {
            const QList<QByteArray> words = line.split(' ');
            request.verb = words.value(0);
            request.path = words.value(1);
        } else {
            readHeader(line, request, length);
        }
        lineBegin = lineEnd + 2;
    }
    if (buffer.size() < headEnd + 4 + length)
        return std::nullopt;
    request.body = buffer.mid(headEnd + 4, length);
    buffer.remove(0, headEnd + 4 + length);
    request.isAnthropic = request.path.endsWith("/messages");
    request.isCall =
        request.verb == "POST" && (request.isAnthropic || request.path.contains("/chat/completions"));
    if (request.isCall) {
        request.digest = QCryptographicHash::hash(request.body, QCryptographicHash::Sha256).toHex();
        readCall(request);
    }
    return request;
}

ScriptedResponse errorResponse(int status, const QString& message, const QString& code,
                               const QString& parameter)
{
    ScriptedResponse response;
    response.status = status;
    QJsonObject error{{QStringLiteral("message"), message},
                      {QStringLiteral("type"), QStringLiteral("scripted_error")}};
    if (!code.isEmpty())
        error.insert(QStringLiteral("code"), code);
    if (!parameter.isEmpty())
        error.insert(QStringLiteral("param"), parameter);
    response.body = json(QJsonObject{{QStringLiteral("error"), error}});
    return response;
}

ScriptedResponse respond(const ServerScript& script, const ScriptedAnswers& answers,
                         const ScriptedRequest& request, const std::optional<FaultRule>& fault)
{
    ScriptedResponse response;
    if (fault)
        if (std::optional<ScriptedResponse> other = faultyResponse(*fault, request)) {
            other->fault = name(fault->fault);
            return *other;
        }
    if (!script.models.contains(request.model))
        return errorResponse(404, QStringLiteral("The model `%1` does not exist.").arg(request.model),
                             QStringLiteral("model_not_found"));
    const ScriptedAnswer answer = answers.answer(request.question);
    AnswerParts parts;
    parts.text = answer.text;
    const Fault kind = fault ? fault->fault : Fault::Status;
    if (kind == Fault::CutOff) {
        parts.finish = QStringLiteral("length");
        parts.text.truncate(parts.text.size() / 2);
    } else if (kind == Fault::Empty) {
        parts.text.clear();
    } else if (kind == Fault::ContentFilter) {
        parts.finish = QStringLiteral("content_filter");
        parts.text.clear();
    } else if (kind == Fault::Refusal) {
        parts.refusal = QStringLiteral("I will not answer that.");
    }
    parts.usage = kind != Fault::NoUsage;
    response.role = answer.role;
    response.body =
        request.isAnthropic ? anthropicAnswer(script, request, parts) : openAiAnswer(script, request, parts);
    if (fault) {
        response.fault = name(fault->fault);
        distort(response, kind);
    }
    return response;
}

} // namespace metaspo
