#include "core/llm/ConnectionTest.h"

#include "core/llm/FailureText.h"
#include "core/llm/Redaction.h"

#include <QJsonArray>
#include <QJsonObject>

namespace metaspo {

namespace {

using Verdict = ConnectionCheck::Verdict;

const QStringList checkNames{QStringLiteral("reachable"),   QStringLiteral("key"),
                             QStringLiteral("models"),      QStringLiteral("completion"),
                             QStringLiteral("latency"),     QStringLiteral("limits"),
                             QStringLiteral("system role"), QStringLiteral("usage")};
constexpr int tinyOutputTokens = 64;
constexpr int longestWaitSeconds = 120; ///< a local server may have to load the model first
constexpr qsizetype shownCharacters = 60;

QStringList modelNames(const QByteArray& body)
{
    QStringList names;
    const QJsonObject root = readJsonObject(body).value_or(QJsonObject());
    for (const char* list : {"data", "models"})
        for (const QJsonValue& entry : root.value(QLatin1String(list)).toArray()) {
            const QString id = entry.toObject().value(QLatin1String("id")).toString();
            const QString name = id.isEmpty() ? entry.toObject().value(QLatin1String("name")).toString() : id;
            if (!name.isEmpty() && !names.contains(name))
                names << name;
        }
    return names;
}

QString shown(const QString& text)
{
    const QString line = text.simplified();
    return line.size() > shownCharacters ? line.left(shownCharacters) + QStringLiteral(" …") : line;
}

Error getError(const HttpReply& reply, const Connection& connection, const SecretString& key)
{
    if (reply.end == HttpEnd::CertificateRefused || reply.end == HttpEnd::Unusable)
        return failureText(ErrorKind::TlsFailure, connection, 0, redacted(reply.message, key), 1);
    if (reply.end == HttpEnd::TooLarge)
        return failureText(ErrorKind::ResponseTooLarge, connection, reply.status, {}, 1);
    if (reply.end != HttpEnd::Answered)
        return failureText(ErrorKind::ConnectionFailed, connection, 0, redacted(reply.message, key), 1);
    const WireReply wire = readResponse(connection.wire, reply.status, reply.headers, reply.body);
    const WireFailure failure = wire ? WireFailure{} : wire.error();
    return failureText(failure.kind, connection, reply.status, redacted(failure.message, key), 1);
}

/// A GET with a deadline; `then` is called exactly once.
void get(Dispatcher& dispatcher, const HttpRequest& request, std::function<void(HttpReply)> then)
{
    auto callBack = std::make_shared<std::function<void(HttpReply)>>(std::move(then));
    const auto answer = [callBack](HttpReply reply) {
        if (const auto once = std::exchange(*callBack, nullptr))
            once(std::move(reply));
    };
    const quint64 number = dispatcher.transport().start(request, answer);
    QTimer::singleShot(longestWaitSeconds * 1000, &dispatcher, [&dispatcher, number, callBack, answer] {
        if (!*callBack)
            return;
        dispatcher.transport().abort(number);
        answer(HttpReply{HttpEnd::Interrupted, 0, {}, {}, QStringLiteral("There was no answer."), 1});
    });
}

} // namespace

void ConnectionTest::start(Dispatcher& dispatcher, const Connection& connection, Done done, Each each)
{
    Connection patientless = connection;
    patientless.timeoutSeconds = std::min(connection.timeoutSeconds, longestWaitSeconds);
    const std::shared_ptr<ConnectionTest> test(
        new ConnectionTest(dispatcher, patientless, std::move(done), std::move(each)));
    dispatcher.endpoint(connection).forgetTrouble();
    test->m_begin = Clock::now();
    dispatcher.endpoint(connection).access().prepare([test](const Result<void>& ready) {
        if (ready)
            return test->askForModels();
        const bool key = ready.error().kind == ErrorKind::NoKey;
        test->check(QStringLiteral("reachable"), key ? Verdict::Skipped : Verdict::Failed,
                    key ? QString() : sentence(ready.error()));
        if (key)
            test->check(QStringLiteral("key"), Verdict::Failed, sentence(ready.error()));
        test->skipRest();
    });
}

void ConnectionTest::listModels(Dispatcher& dispatcher, const Connection& connection,
                                std::function<void(Result<QStringList>)> done)
{
    dispatcher.endpoint(connection)
        .access()
        .prepare([&dispatcher, connection, done](const Result<void>& ready) {
            if (!ready)
                return done(tl::unexpected(ready.error()));
            const ServerAccess& access = dispatcher.endpoint(connection).access();
            const HttpRequest request =
                access.request(access.address().models, HttpVerb::Get, dispatcher.options().largestBodyBytes);
            get(dispatcher, request, [&dispatcher, connection, done](const HttpReply& reply) {
                if (reply.end == HttpEnd::Answered && reply.status == 200)
                    return done(modelNames(reply.body));
                const SecretString& key = dispatcher.endpoint(connection).access().key();
                done(tl::unexpected(getError(reply, connection, key)));
            });
        });
}

ConnectionTest::ConnectionTest(Dispatcher& dispatcher, Connection connection, Done done, Each each)
    : m_dispatcher(dispatcher)
    , m_connection(std::move(connection))
    , m_done(std::move(done))
    , m_each(std::move(each))
{}

void ConnectionTest::check(const QString& name, Verdict verdict, const QString& detail)
{
    const Clock::time_point now = Clock::now();
    const auto elapsed = std::chrono::duration_cast<milliseconds>(now - std::exchange(m_begin, now)).count();
    m_checks << ConnectionCheck{name, verdict, detail, elapsed};
    if (m_each)
        m_each(m_checks.last());
}

void ConnectionTest::skipRest()
{
    while (m_checks.size() < checkNames.size())
        check(checkNames.at(m_checks.size()), Verdict::Skipped, {});
    m_done(m_checks);
}

void ConnectionTest::askForModels()
{
    const ServerAccess& access = m_dispatcher.endpoint(m_connection).access();
    get(m_dispatcher,
        access.request(access.address().models, HttpVerb::Get, m_dispatcher.options().largestBodyBytes),
        [test = shared_from_this()](const HttpReply& reply) { test->readModels(reply); });
}

void ConnectionTest::readModels(const HttpReply& reply)
{
    const SecretString& key = m_dispatcher.endpoint(m_connection).access().key();
    if (reply.end != HttpEnd::Answered) {
        check(QStringLiteral("reachable"), Verdict::Failed, sentence(getError(reply, m_connection, key)));
        return skipRest();
    }
    check(QStringLiteral("reachable"), Verdict::Passed,
          QStringLiteral("%1 answers.").arg(QUrl(m_connection.baseUrl).host()));
    m_modelsStatus = reply.status;
    m_models = reply.status == 200 ? modelNames(reply.body) : QStringList();
    m_modelsTrouble = reply.status == 200 ? QString() : sentence(getError(reply, m_connection, key));
    if (reply.status == 401 || reply.status == 403) {
        check(QStringLiteral("key"), Verdict::Failed, m_modelsTrouble);
        return skipRest();
    }
    ask({{MessageRole::User, QStringLiteral("Reply with the single word OK.")}}, {},
        [test = shared_from_this()](const ChatReply& answer) { test->readCompletion(answer); });
}

void ConnectionTest::checkKeyAndModels(const ChatReply& reply)
{
    const bool answered = reply.completion.has_value();
    const bool refused = !answered && reply.completion.error().kind == ErrorKind::Unauthorized;
    if (refused)
        check(QStringLiteral("key"), Verdict::Failed, sentence(reply.completion.error()));
    else if (m_connection.keySource.isEmpty())
        check(QStringLiteral("key"), Verdict::Passed, QStringLiteral("None is needed."));
    else
        check(QStringLiteral("key"), answered ? Verdict::Passed : Verdict::Skipped,
              answered ? QStringLiteral("The key from %1 was taken.").arg(m_connection.keySource)
                       : QString());

    if (m_modelsStatus != 200)
        check(QStringLiteral("models"), Verdict::Skipped,
              QStringLiteral("The server gives no list of its models."));
    else if (m_models.contains(m_connection.model))
        check(
            QStringLiteral("models"), Verdict::Passed,
            QStringLiteral("%1 models, \"%2\" is among them.").arg(m_models.size()).arg(m_connection.model));
    else
        check(QStringLiteral("models"), answered ? Verdict::Passed : Verdict::Failed,
              QStringLiteral("\"%1\" is not in the list (%2).")
                  .arg(m_connection.model, shown(m_models.join(QStringLiteral(", ")))));
}

void ConnectionTest::readCompletion(const ChatReply& reply)
{
    checkKeyAndModels(reply);
    if (!reply.completion) {
        check(QStringLiteral("completion"), Verdict::Failed, sentence(reply.completion.error()));
        return skipRest();
    }
    m_first = *reply.completion;
    const QString schema = QStringLiteral(
        R"({"type":"object","properties":{"word":{"type":"string"}},"required":["word"],"additionalProperties":false})");
    ask({{MessageRole::User, QStringLiteral("Reply with a JSON object whose field \"word\" is \"OK\".")}},
        schema, [test = shared_from_this()](const ChatReply& answer) { test->readSchema(answer); });
}

void ConnectionTest::readSchema(const ChatReply& reply)
{
    const bool dropped =
        m_dispatcher.endpoint(m_connection).quirks().dropped.contains(QStringLiteral("response_format"));
    const bool held =
        reply.completion && !dropped && readJsonObject(reply.completion->text.trimmed().toUtf8());
    const bool wrote = m_first.finish == FinishReason::Stop;
    check(QStringLiteral("completion"), Verdict::Passed,
          (wrote ? QStringLiteral("It answered \"%1\".").arg(shown(m_first.text))
                 : QStringLiteral("It answered (%1).").arg(name(m_first.finish))) +
              (held ? QStringLiteral(" Answers by a JSON schema work.")
                    : QStringLiteral(" Answers by a JSON schema do not work.")));
    check(QStringLiteral("latency"), Verdict::Passed,
          QStringLiteral("%1 ms for the first call.").arg(m_first.latencyMicroseconds / 1000));
    const QString limits = m_dispatcher.endpoint(m_connection).limits();
    check(QStringLiteral("limits"), limits.isEmpty() ? Verdict::Skipped : Verdict::Passed,
          limits.isEmpty()
              ? QStringLiteral("The server states none; how many calls it takes at a time is found out.")
              : QStringLiteral("It allows %1.").arg(limits));
    ask({{MessageRole::System,
          QStringLiteral("Whatever you are asked, you reply with the single word BLUE.")},
         {MessageRole::User, QStringLiteral("Which word?")}},
        {}, [test = shared_from_this()](const ChatReply& answer) { test->readSystemRole(answer); });
}

void ConnectionTest::readSystemRole(const ChatReply& reply)
{
    const QString role = QStringLiteral("system role");
    const bool merged = m_dispatcher.endpoint(m_connection).quirks().mergesSystem;
    if (!reply.completion)
        check(role, Verdict::Failed, sentence(reply.completion.error()));
    else if (merged)
        check(role, Verdict::Skipped,
              QStringLiteral("There is none: the system prompt is put in front of the first user message."));
    else if (reply.completion->text.contains(QLatin1String("BLUE"), Qt::CaseInsensitive))
        check(role, Verdict::Passed, QStringLiteral("The system prompt is obeyed."));
    else
        check(role, Verdict::Failed,
              QStringLiteral("It was accepted, but the answer \"%1\" does not obey it.")
                  .arg(shown(reply.completion->text)));

    const TokenUsage usage = m_first.usage;
    const bool reported = usage.input >= 0 && usage.output >= 0;
    check(QStringLiteral("usage"), reported ? Verdict::Passed : Verdict::Failed,
          reported
              ? QStringLiteral("%1 tokens in, %2 out%3.")
                    .arg(usage.input)
                    .arg(usage.output)
                    .arg(usage.cached >= 0 ? QStringLiteral("; cached tokens are reported too") : QString())
              : QStringLiteral("The server does not say how many tokens were used: costs stay unknown."));
    m_done(m_checks);
}

void ConnectionTest::ask(const QList<Message>& messages, const QString& schema,
                         std::function<void(ChatReply)> then)
{
    ChatRequest request;
    request.connection = m_connection;
    request.messages = messages;
    request.parameters.outputTokens = tinyOutputTokens;
    request.parameters.jsonSchema = schema;
    m_dispatcher.send(std::move(request), std::move(then), Patience::Once);
}

} // namespace metaspo
