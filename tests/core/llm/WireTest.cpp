#include "core/llm/wire/Wire.h"
#include "core/llm/wire/ErrorBody.h"
#include "core/llm/wire/OpenAiChat.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace metaspo;

Q_DECLARE_METATYPE(metaspo::WireFormat)
Q_DECLARE_METATYPE(metaspo::FinishReason)
Q_DECLARE_METATYPE(metaspo::ErrorKind)
Q_DECLARE_METATYPE(metaspo::TokenUsage)

namespace {

WireCall call()
{
    WireCall result;
    result.model = QStringLiteral("m");
    result.messages = {{MessageRole::System, QStringLiteral("Be brief.")},
                       {MessageRole::User, QStringLiteral("Why?")}};
    result.parameters.outputTokens = 100;
    return result;
}

QJsonObject object(const QByteArray& bytes)
{
    return QJsonDocument::fromJson(bytes).object();
}

QByteArray answerWith(const QByteArray& message, const QByteArray& finish = "stop")
{
    return R"({"model":"m-1","choices":[{"finish_reason":")" + finish + R"(","message":)" + message +
           R"(}],"usage":{"prompt_tokens":10,"completion_tokens":4}})";
}

} // namespace

class WireTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void openAiBody();
    void anthropicBody();
    void schemaInTheBody();
    void ownFieldsAndQuirks();
    void systemTextIsMerged();
    void loneSurrogatesBecomeReplacementCharacters();
    void answers_data();
    void answers();
    void usage_data();
    void usage();
    void errors_data();
    void errors();
    void judgedRequests_data();
    void judgedRequests();
    void waitsStatedInBodies();
    void everyBeginningOfAResponseIsHandled();
};

void WireTest::openAiBody()
{
    const QJsonObject body = object(requestBody(WireFormat::OpenAiChat, call()));
    QCOMPARE(body.value(QLatin1String("model")).toString(), QStringLiteral("m"));
    QCOMPARE(body.value(QLatin1String("temperature")), QJsonValue(0.0));
    QCOMPARE(body.value(QLatin1String("max_tokens")).toInt(), 100);
    const QJsonArray messages = body.value(QLatin1String("messages")).toArray();
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages.at(0).toObject().value(QLatin1String("role")).toString(), QStringLiteral("system"));
    QCOMPARE(messages.at(1).toObject().value(QLatin1String("content")).toString(), QStringLiteral("Why?"));
}

void WireTest::anthropicBody()
{
    const QJsonObject body = object(requestBody(WireFormat::AnthropicMessages, call()));
    QCOMPARE(body.value(QLatin1String("system")).toString(), QStringLiteral("Be brief."));
    QCOMPARE(body.value(QLatin1String("max_tokens")).toInt(), 100);
    QCOMPARE(body.value(QLatin1String("messages")).toArray().size(), 1);
    WireCall bare = call();
    bare.messages.first().text = QStringLiteral("  ");
    QVERIFY(!object(requestBody(WireFormat::AnthropicMessages, bare)).contains(QLatin1String("system")));
}

void WireTest::schemaInTheBody()
{
    WireCall with = call();
    with.parameters.jsonSchema = QStringLiteral(R"({"type":"object"})");
    const QJsonObject openAi = object(requestBody(WireFormat::OpenAiChat, with));
    QCOMPARE(openAi.value(QLatin1String("response_format"))
                 .toObject()
                 .value(QLatin1String("json_schema"))
                 .toObject()
                 .value(QLatin1String("schema"))
                 .toObject()
                 .value(QLatin1String("type"))
                 .toString(),
             QStringLiteral("object"));
    const QJsonObject anthropic = object(requestBody(WireFormat::AnthropicMessages, with));
    QVERIFY(anthropic.value(QLatin1String("output_config")).toObject().contains(QLatin1String("format")));
}

void WireTest::ownFieldsAndQuirks()
{
    WireCall with = call();
    with.extra = {{QStringLiteral("top_p"), QStringLiteral("0.5")},
                  {QStringLiteral("reasoning_effort"), QStringLiteral("high")}, // no JSON: taken as text
                  {QStringLiteral("chat_template_kwargs"), QStringLiteral(R"({"enable_thinking":false})")},
                  {QStringLiteral("temperature"), QStringLiteral("null")},
                  {QStringLiteral("model"), QStringLiteral("\"other\"")}};
    with.quirks.renamed.insert(QStringLiteral("max_tokens"), QStringLiteral("max_completion_tokens"));
    with.quirks.dropped.insert(QStringLiteral("top_p"));
    with.quirks.outputTokensAtMost = 64;
    const QJsonObject body = object(requestBody(WireFormat::OpenAiChat, with));
    QVERIFY(!body.contains(QLatin1String("top_p")));
    QVERIFY(!body.contains(QLatin1String("temperature")));
    QVERIFY(!body.contains(QLatin1String("max_tokens")));
    QCOMPARE(body.value(QLatin1String("max_completion_tokens")).toInt(), 64);
    QCOMPARE(body.value(QLatin1String("reasoning_effort")).toString(), QStringLiteral("high"));
    QCOMPARE(
        body.value(QLatin1String("chat_template_kwargs")).toObject().value(QLatin1String("enable_thinking")),
        QJsonValue(false));
    QCOMPARE(body.value(QLatin1String("model")).toString(), QStringLiteral("m"));
}

void WireTest::systemTextIsMerged()
{
    WireCall with = call();
    with.quirks.mergesSystem = true;
    with.messages << Message{MessageRole::Assistant, QStringLiteral("Because.")}
                  << Message{MessageRole::User, QStringLiteral("a")}
                  << Message{MessageRole::User, QStringLiteral("b")};
    const QJsonArray messages =
        object(requestBody(WireFormat::OpenAiChat, with)).value(QLatin1String("messages")).toArray();
    QCOMPARE(messages.size(), 3);
    QCOMPARE(messages.at(0).toObject().value(QLatin1String("content")).toString(),
             QStringLiteral("Be brief.\n\nWhy?"));
    QCOMPARE(messages.at(2).toObject().value(QLatin1String("content")).toString(), QStringLiteral("a\n\nb"));
}

void WireTest::loneSurrogatesBecomeReplacementCharacters()
{
    WireCall with = call();
    with.messages.last().text = QStringLiteral("x") + QChar(0xD83D) + QStringLiteral("y") + QChar(0xDE00);
    for (const WireFormat format : {WireFormat::OpenAiChat, WireFormat::AnthropicMessages}) {
        const QByteArray body = requestBody(format, with);
        QVERIFY(!body.contains("\\ud83d"));
        QVERIFY(body.contains("x\xEF\xBF\xBDy\xEF\xBF\xBD"));
    }
    const WireReply reply = readOpenAiChat({}, answerWith(R"({"content":"half \ud83d pair"})"));
    QVERIFY(reply.has_value());
    QVERIFY(reply->text.isValidUtf16());
    QCOMPARE(wellFormed(QStringLiteral("😀 stays")), QStringLiteral("😀 stays"));
}

void WireTest::answers_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<FinishReason>("finish");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("reasoning");
    const auto openAi = [](const char* name, const QByteArray& body, FinishReason finish, const QString& text,
                           const QString& reasoning = {}) {
        QTest::newRow(name) << WireFormat::OpenAiChat << body << finish << text << reasoning;
    };
    const auto anthropic = [](const char* name, const QByteArray& content, const char* stop,
                              FinishReason finish, const QString& text, const QString& reasoning = {}) {
        QTest::newRow(name) << WireFormat::AnthropicMessages
                            << QByteArray(R"({"type":"message","content":)" + content +
                                          R"(,"stop_reason":")" + stop + "\"}")
                            << finish << text << reasoning;
    };
    const QString four = QStringLiteral("4");
    const QString thought = QStringLiteral("2 and 2");
    openAi("plain", answerWith(R"({"content":"4"})"), FinishReason::Stop, four);
    openAi("leading blank lines", "\n\n \n" + answerWith(R"({"content":"4"})"), FinishReason::Stop, four);
    openAi("invalid UTF-8", answerWith("{\"content\":\"4\xff\"}"), FinishReason::Stop, four + QChar(0xFFFD));
    openAi("no finish reason", R"({"choices":[{"message":{"content":"4"},"finish_reason":null}]})",
           FinishReason::Stop, four);
    openAi("vLLM eos", answerWith(R"({"content":"4"})", "eos"), FinishReason::Stop, four);
    openAi("length", answerWith(R"({"content":"4 and"})", "length"), FinishReason::Length,
           QStringLiteral("4 and"));
    openAi("length, nothing written", answerWith(R"({"content":null})", "length"), FinishReason::Length, {});
    openAi("Mistral model_length", answerWith(R"({"content":"4"})", "model_length"), FinishReason::Length,
           four);
    openAi("content filter", answerWith(R"({"content":""})", "content_filter"), FinishReason::ContentFilter,
           {});
    openAi("Gemini safety", answerWith(R"({"content":null})", "SAFETY"), FinishReason::ContentFilter, {});
    openAi("refusal", answerWith(R"({"content":null,"refusal":"No."})"), FinishReason::Refusal, {});
    openAi("empty", answerWith(R"({"content":""})"), FinishReason::Empty, {});
    openAi("blank", answerWith(R"({"content":"\n"})"), FinishReason::Empty, QStringLiteral("\n"));
    openAi("null", answerWith(R"({"content":null})"), FinishReason::Empty, {});
    openAi("unknown finish", answerWith(R"({"content":"4"})", "tool_calls"), FinishReason::Other, four);
    openAi("reasoning_content", answerWith(R"({"content":"4","reasoning_content":"2 and 2"})"),
           FinishReason::Stop, four, thought);
    openAi("reasoning", answerWith(R"({"content":"4","reasoning":"2 and 2"})"), FinishReason::Stop, four,
           thought);
    openAi(
        "reasoning_details",
        answerWith(
            R"({"content":"4","reasoning":"short","reasoning_details":[{"type":"reasoning.text","text":"2 and 2"}]})"),
        FinishReason::Stop, four, thought);
    openAi("think tag", answerWith(R"({"content":"<think>2 and 2</think>\n4"})"), FinishReason::Stop, four,
           thought);
    openAi("think tag opened by the template", answerWith(R"({"content":"2 and 2\n</think>\n\n4"})"),
           FinishReason::Stop, four, thought);
    openAi("unfinished thought", answerWith(R"({"content":"<think>2 and 2"})", "length"),
           FinishReason::Length, {}, thought);
    openAi("thought without answer", answerWith(R"({"content":"<think>2 and 2</think>"})"),
           FinishReason::Empty, {}, thought);
    openAi(
        "typed chunks",
        answerWith(
            R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"2 and 2"}]},{"type":"text","text":"4"}]})"),
        FinishReason::Stop, four, thought);
    openAi("think tag quoted in the middle", answerWith(R"({"content":"Use <think> tags"})"),
           FinishReason::Stop, QStringLiteral("Use <think> tags"));

    anthropic("Anthropic text", R"([{"type":"text","text":"4"}])", "end_turn", FinishReason::Stop, four);
    anthropic(
        "Anthropic thinking",
        R"([{"type":"thinking","thinking":"2 and 2"},{"type":"redacted_thinking","data":"x"},{"type":"text","text":"4"}])",
        "end_turn", FinishReason::Stop, four, thought);
    anthropic("Anthropic two blocks", R"([{"type":"text","text":"4"},{"type":"text","text":"!"}])",
              "stop_sequence", FinishReason::Stop, QStringLiteral("4!"));
    anthropic("Anthropic length", R"([{"type":"text","text":"4 and"}])", "max_tokens", FinishReason::Length,
              QStringLiteral("4 and"));
    anthropic("Anthropic context", R"([{"type":"text","text":"4"}])", "model_context_window_exceeded",
              FinishReason::Length, four);
    anthropic("Anthropic refusal", R"([])", "refusal", FinishReason::Refusal, {});
    anthropic("Anthropic empty", R"([])", "end_turn", FinishReason::Empty, {});
    anthropic("Anthropic pause", R"([{"type":"text","text":"4"}])", "pause_turn", FinishReason::Other, four);
}

void WireTest::answers()
{
    QFETCH(WireFormat, format);
    QFETCH(QByteArray, body);
    QFETCH(FinishReason, finish);
    const WireReply reply = readResponse(format, 200, {}, body);
    QVERIFY2(reply.has_value(), qPrintable(reply ? QString() : reply.error().message));
    QCOMPARE(name(reply->finish), name(finish));
    QTEST(reply->text, "text");
    QTEST(reply->reasoning, "reasoning");
    QCOMPARE(reply->detail.isEmpty(), finish == FinishReason::Stop);
}

void WireTest::usage_data()
{
    QTest::addColumn<WireFormat>("format");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<TokenUsage>("usage");
    const auto row = [](const char* name, const QByteArray& fields, const TokenUsage& usage) {
        QTest::newRow(name) << WireFormat::OpenAiChat << fields << usage;
    };
    row("OpenAI",
        R"("usage":{"prompt_tokens":1200,"completion_tokens":40,"total_tokens":1240,"prompt_tokens_details":{"cached_tokens":1024},"completion_tokens_details":{"reasoning_tokens":8}})",
        {1200, 1024, 40, 8});
    row("bare", R"("usage":{"prompt_tokens":12,"completion_tokens":4})", {12, -1, 4, -1});
    row("DeepSeek",
        R"("usage":{"prompt_tokens":12,"completion_tokens":4,"prompt_cache_hit_tokens":5,"prompt_cache_miss_tokens":7})",
        {12, 5, 4, -1});
    row("llama-server", R"("usage":{"prompt_tokens":12,"completion_tokens":4},"timings":{"cache_n":9})",
        {12, 9, 4, -1});
    row("Gemini leaves out thoughts",
        R"("usage":{"prompt_tokens":12,"completion_tokens":4,"total_tokens":30})", {12, -1, 18, -1});
    row("null", R"("usage":null)", {});
    row("missing", R"("x":1)", {});
    QTest::newRow("Anthropic")
        << WireFormat::AnthropicMessages
        << QByteArray(
               R"("usage":{"input_tokens":5,"cache_creation_input_tokens":3,"cache_read_input_tokens":2,"output_tokens":7})")
        << TokenUsage{10, 2, 7, -1};
    QTest::newRow("Anthropic, none") << WireFormat::AnthropicMessages << QByteArray(R"("x":1)")
                                     << TokenUsage{};
}

void WireTest::usage()
{
    QFETCH(WireFormat, format);
    QFETCH(QByteArray, fields);
    QFETCH(TokenUsage, usage);
    const QByteArray body =
        R"({"choices":[{"finish_reason":"stop","message":{"content":"4"}}],"content":[{"type":"text","text":"4"}],"stop_reason":"end_turn",)" +
        fields + '}';
    const WireReply reply = readResponse(format, 200, {}, body);
    QVERIFY(reply.has_value());
    QCOMPARE(reply->usage.input, usage.input);
    QCOMPARE(reply->usage.cached, usage.cached);
    QCOMPARE(reply->usage.output, usage.output);
    QCOMPARE(reply->usage.reasoning, usage.reasoning);
}

void WireTest::errors_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("again");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, int status, const QByteArray& body, ErrorKind kind, bool again,
                        const char* message) {
        QTest::newRow(name) << status << body << kind << again << QString::fromUtf8(message);
    };
    row("OpenAI bad key", 401,
        R"({"error":{"message":"Incorrect API key","type":"invalid_request_error","param":null,"code":"invalid_api_key"}})",
        ErrorKind::Unauthorized, false, "Incorrect API key");
    row("forbidden", 403, R"({"error":{"message":"Country not supported"}})", ErrorKind::Unauthorized, false,
        "Country not supported");
    row("Gemini bad key, in an array", 400,
        R"([{"error":{"code":400,"message":"API key not valid.","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}])",
        ErrorKind::Unauthorized, false, "API key not valid.");
    row("no such model", 404,
        R"({"error":{"message":"The model `x` does not exist","code":"model_not_found"}})",
        ErrorKind::NoSuchModel, false, "The model `x` does not exist");
    row("Ollama string", 404, R"({"error":"model 'x' not found"})", ErrorKind::NoSuchModel, false,
        "model 'x' not found");
    row("Anthropic model", 404,
        R"({"type":"error","error":{"type":"not_found_error","message":"model: claude-x"}})",
        ErrorKind::NoSuchModel, false, "model: claude-x");
    row("Azure deployment", 404, R"({"error":{"code":"DeploymentNotFound","message":"It does not exist."}})",
        ErrorKind::NoSuchModel, false, "It does not exist.");
    row("OpenRouter model", 404, R"({"error":{"code":404,"message":"No endpoints found for a/b."}})",
        ErrorKind::NoSuchModel, false, "No endpoints found for a/b.");
    row("base URL without /v1, FastAPI", 404, R"({"detail":"Not Found"})", ErrorKind::NoSuchEndpoint, false,
        "Not Found");
    row("base URL without /v1, Ollama", 404, "404 page not found", ErrorKind::NoSuchEndpoint, false,
        "404 page not found");
    row("base URL without /v1, OpenAI", 404,
        R"x({"error":{"message":"Invalid URL (POST /chat/completions)","type":"invalid_request_error","code":null}})x",
        ErrorKind::NoSuchEndpoint, false, "Invalid URL (POST /chat/completions)");
    row("no model server at all", 404, "<html><title>404</title></html>", ErrorKind::NoSuchEndpoint, false,
        "The response is a web page, not an answer of a model server.");
    row("OpenRouter credits", 402, R"({"error":{"code":402,"message":"Insufficient credits"}})",
        ErrorKind::PaymentNeeded, false, "Insufficient credits");
    row("OpenAI quota", 429,
        R"({"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}})",
        ErrorKind::PaymentNeeded, false, "You exceeded your current quota");
    row("OpenAI spend limit", 429, R"({"error":{"message":"m","code":"organization_spend_limit_exceeded"}})",
        ErrorKind::PaymentNeeded, false, "m");
    row("Anthropic low credit", 400,
        R"({"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low"}})",
        ErrorKind::PaymentNeeded, false, "Your credit balance is too low");
    row("Anthropic spend limit", 429,
        R"({"type":"error","error":{"type":"rate_limit_error","message":"m","details":{"error_code":"enforced_spend_limit_reached"}}})",
        ErrorKind::PaymentNeeded, false, "m");
    row("Gemini day quota", 429,
        R"({"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProject"}]}]}})",
        ErrorKind::PaymentNeeded, false, "Quota");
    row("rate limit", 429, R"({"error":{"message":"Rate limit reached","code":"rate_limit_exceeded"}})",
        ErrorKind::RateLimited, true, "Rate limit reached");
    row("rate limit, plain text", 429, "slow down", ErrorKind::RateLimited, true, "slow down");
    row("Gemini 503 that is a limit", 503, R"({"error":{"message":"m","status":"RESOURCE_EXHAUSTED"}})",
        ErrorKind::RateLimited, true, "m");
    row("timeout", 408, "", ErrorKind::ServerFailure, true, "");
    row("conflict", 409, "{}", ErrorKind::ServerFailure, true, "");
    row("Groq flex", 498, R"({"error":{"message":"capacity"}})", ErrorKind::ServerFailure, true, "capacity");
    row("bad gateway page", 502, "<html>Bad Gateway</html>", ErrorKind::ServerFailure, true,
        "The response is a web page, not an answer of a model server.");
    row("Cloudflare", 524, "error code: 524", ErrorKind::ServerFailure, true, "error code: 524");
    row("Anthropic overloaded", 529,
        R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})",
        ErrorKind::ServerFailure, true, "Overloaded");
    row("llama-server loading", 503,
        R"({"error":{"code":503,"message":"Loading model","type":"unavailable_error"}})",
        ErrorKind::ServerFailure, true, "Loading model");
    row("template stumbles", 500,
        R"({"error":{"code":500,"message":"raise_exception: System role not supported"}})",
        ErrorKind::ServerFailure, false, "raise_exception: System role not supported");
    row("unsupported", 400,
        R"({"error":{"message":"Unsupported value","param":"temperature","code":"unsupported_value"}})",
        ErrorKind::RequestRejected, false, "Unsupported value");
    row("Mistral detail", 422,
        R"({"object":"error","message":{"detail":[{"loc":["body","seed"],"msg":"Extra inputs are not permitted","type":"extra_forbidden"}]}})",
        ErrorKind::RequestRejected, false, "seed: Extra inputs are not permitted");
    row("FastAPI detail", 422, R"({"detail":[{"loc":["body","top_k"],"msg":"bad","type":"value_error"}]})",
        ErrorKind::RequestRejected, false, "top_k: bad");
    row("vLLM flat", 400, R"({"object":"error","message":"bad request","code":400})",
        ErrorKind::RequestRejected, false, "bad request");
    row("redirect", 307, "", ErrorKind::RedirectRefused, false, "");
    row("200 with an error, number", 200, R"({"error":{"code":429,"message":"upstream limit"}})",
        ErrorKind::RateLimited, true, "upstream limit");
    row("200 with an error, word", 200, R"({"error":{"code":"oops","message":"broke"}})",
        ErrorKind::ServerFailure, true, "broke");
    row("200 with an error, string", 200, R"({"error":"broke"})", ErrorKind::ServerFailure, true, "broke");
    row("200 with credits gone", 200, R"({"error":{"code":402,"message":"pay"}})", ErrorKind::PaymentNeeded,
        false, "pay");
    row("error in the choice", 200, R"({"choices":[{"error":{"code":502,"message":"provider"}}]})",
        ErrorKind::ServerFailure, true, "provider");
    row("finish_reason error", 200, R"({"choices":[{"finish_reason":"error","message":{"content":"x"}}]})",
        ErrorKind::ServerFailure, true, "The model's server broke off while answering.");
    row("no choices", 200, R"({"choices":[]})", ErrorKind::ServerFailure, true,
        "The response holds no choice; the model may be warming up.");
    row("no choices field", 200, R"({"answer":"4"})", ErrorKind::MalformedResponse, false,
        "The response has no field \"choices\".");
    row("choice without message", 200, R"({"choices":[{}]})", ErrorKind::MalformedResponse, false,
        "The choice holds no message.");
    row("page under 200", 200, "  <html>Sign in</html>", ErrorKind::MalformedResponse, false,
        "The response is a web page, not an answer of a model server.");
    row("cut JSON", 200, R"({"choices":[{"mess)", ErrorKind::MalformedResponse, true,
        R"(The response is no complete JSON: {"choices":[{"mess)");
    row("empty", 200, "", ErrorKind::MalformedResponse, true, "The response is empty.");
    row("deep nesting", 200, QByteArray(3000, '['), ErrorKind::MalformedResponse, true, nullptr);
}

void WireTest::errors()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, message);
    const WireReply reply = readResponse(WireFormat::OpenAiChat, status, {}, body);
    QVERIFY(!reply.has_value());
    QCOMPARE(identifier(reply.error().kind), identifier(kind));
    QTEST(reply.error().worthAnotherTry, "again");
    if (!message.isNull())
        QCOMPARE(reply.error().message, message);
}

void WireTest::judgedRequests_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<FinishReason>("finish");
    const auto tooLong = [](const char* name, int status, const QByteArray& body) {
        QTest::newRow(name) << status << body << FinishReason::ContextTooLong;
    };
    const auto policy = [](const char* name, int status, const QByteArray& body) {
        QTest::newRow(name) << status << body << FinishReason::PolicyRejected;
    };
    tooLong(
        "OpenAI", 400,
        R"({"error":{"message":"This model's maximum context length is 128000 tokens","code":"context_length_exceeded"}})");
    tooLong(
        "llama-server", 400,
        R"({"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error"}})");
    tooLong(
        "Anthropic", 400,
        R"({"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}})");
    tooLong(
        "vLLM", 400,
        R"({"object":"error","message":"This model's maximum context length is 4096 tokens. However, you requested 5000","code":400})");
    tooLong(
        "Gemini", 400,
        R"({"error":{"code":400,"message":"The input token count (2000000) exceeds the maximum number of tokens allowed"}})");
    policy(
        "Azure", 400,
        R"({"error":{"message":"The response was filtered","code":"content_filter","innererror":{"code":"ResponsibleAIPolicyViolation"}}})");
    policy(
        "OpenAI", 400,
        R"({"error":{"message":"Invalid prompt: flagged as potentially violating our usage policy","code":"invalid_prompt"}})");
    policy(
        "OpenRouter moderation", 403,
        R"({"error":{"code":403,"message":"flagged","metadata":{"reasons":["violence"],"flagged_input":"x"}}})");
    policy("under 200", 200,
           R"({"error":{"code":403,"message":"flagged","metadata":{"reasons":["violence"]}}})");
}

void WireTest::judgedRequests()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(FinishReason, finish);
    const WireReply reply = readResponse(WireFormat::OpenAiChat, status, {}, body);
    QVERIFY2(reply.has_value(), qPrintable(reply ? QString() : identifier(reply.error().kind)));
    QCOMPARE(name(reply->finish), name(finish));
    QVERIFY(!reply->detail.isEmpty());
    QCOMPARE(reply->usage.input, 0); // refused before the model ran
}

void WireTest::waitsStatedInBodies()
{
    const auto wait = [](const QByteArray& body) {
        return readResponse(WireFormat::OpenAiChat, 429, {}, body).error().waitMilliseconds.value_or(-1);
    };
    QCOMPARE(wait(R"({"error":{"message":"m","details":[{"retryDelay":"36.5s"}]}})"), 36'500);
    QCOMPARE(wait(R"({"error":{"message":"Please try again in 20ms."}})"), 20);
    QCOMPARE(wait(R"({"error":{"message":"Please try again in 1.2s."}})"), 1200);
    QCOMPARE(wait(R"({"error":{"message":"No hint."}})"), -1);
    const HttpHeaders azure{{{"Retry-After", "30"}}};
    const QByteArray quota = R"({"error":{"message":"m","code":"insufficient_quota"}})";
    QCOMPARE(readResponse(WireFormat::OpenAiChat, 429, azure, quota).error().kind, ErrorKind::RateLimited);
    const HttpHeaders advice{{{"x-should-retry", "false"}}};
    QVERIFY(!readResponse(WireFormat::OpenAiChat, 500, advice, "{}").error().worthAnotherTry);
}

/// No beginning of a valid response, and no response with a byte changed, may crash or count as a clean
/// answer with other text.
void WireTest::everyBeginningOfAResponseIsHandled()
{
    const QByteArray whole = answerWith(R"({"content":"four","reasoning_content":"2 and 2"})");
    for (qsizetype length = 0; length < whole.size(); ++length)
        QVERIFY(!readResponse(WireFormat::OpenAiChat, 200, {}, whole.left(length)).has_value());
    for (qsizetype place = 0; place < whole.size(); ++place)
        for (const char byte : {'"', '{', ']', '\0', '\xff', '9'}) {
            QByteArray changed = whole;
            changed[place] = byte;
            for (const WireFormat format : {WireFormat::OpenAiChat, WireFormat::AnthropicMessages})
                for (const int status : {200, 400, 500})
                    (void)readResponse(format, status, {}, changed);
        }
}

QTEST_GUILESS_MAIN(WireTest)
#include "WireTest.moc"
