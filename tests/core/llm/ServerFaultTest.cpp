#include "tests/core/llm/CallCollector.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QSslSocket>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace metaspo;

Q_DECLARE_METATYPE(metaspo::Fault)
Q_DECLARE_METATYPE(metaspo::ErrorKind)
Q_DECLARE_METATYPE(metaspo::FinishReason)

namespace {

const QByteArray canary("sk-canary-0123456789abcdefABCDEF");

Connection withKey(const ScriptedModelServer& server, int width = 8)
{
    Connection connection = connectionTo(server, width);
    connection.keySource = QStringLiteral("env:METASPO_CANARY_KEY");
    return connection;
}

QString everythingSaid(const ChatReply& reply, const EndpointStatus& status)
{
    QString text = reply.completion ? reply.completion->text + reply.completion->detail +
                                          reply.completion->model + reply.completion->requestId
                                    : sentence(reply.completion.error());
    for (const FailedAttempt& attempt : reply.failedAttempts)
        text += attempt.message + attempt.outcome;
    return text + status.trouble + status.quirks.join(u' ');
}

/// Every line that Qt or we log in this program.
QString logged;
QtMessageHandler previousHandler = nullptr;
void collect(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    logged += text;
    previousHandler(type, context, text);
}

/// A server with TLS and a certificate of its own; says "ok" to everything.
class TlsServer : public QTcpServer
{
public:
    TlsServer(const QString& certificate, const QString& key)
        : m_certificate(certificate)
        , m_key(key)
    {}
    int requests = 0;

protected:
    void incomingConnection(qintptr handle) override
    {
        auto* socket = new QSslSocket(this);
        socket->setSocketDescriptor(handle);
        socket->setLocalCertificate(m_certificate);
        socket->setPrivateKey(m_key);
        connect(socket, &QSslSocket::readyRead, this, [this, socket] {
            const QByteArray bytes = socket->readAll();
            if (!bytes.contains("\r\n\r\n"))
                return;
            ++requests;
            const QByteArray body = R"({"choices":[{"finish_reason":"stop","message":{"content":"ok"}}]})";
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) +
                          "\r\n\r\n" + body);
        });
        socket->startServerEncryption();
    }

private:
    QString m_certificate;
    QString m_key;
};

bool makeCertificate(const QTemporaryDir& folder, const QString& host)
{
    QProcess openssl;
    openssl.start(QStringLiteral("openssl"),
                  {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                   QStringLiteral("rsa:2048"), QStringLiteral("-nodes"), QStringLiteral("-days"),
                   QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=") + host,
                   QStringLiteral("-addext"), QStringLiteral("subjectAltName=DNS:") + host,
                   QStringLiteral("-keyout"), folder.filePath(QStringLiteral("key.pem")),
                   QStringLiteral("-out"), folder.filePath(QStringLiteral("cert.pem"))});
    return openssl.waitForFinished(60'000) && openssl.exitCode() == 0;
}

} // namespace

/// What happens when servers misbehave: every case ends in an answer, or in an error of the right kind, after
/// the right number of requests, and no key is ever told.
class ServerFaultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void faultsThatPass_data();
    void faultsThatPass();
    void faultsThatStay_data();
    void faultsThatStay();
    void oddAnswers_data();
    void oddAnswers();
    void hugeBodiesAreCutOff();
    void deadlinesBoundEverything_data();
    void deadlinesBoundEverything();
    void redirectsAreNotFollowed();
    void droppedConnectionsAreNotRetriedBehindOurBack();
    void rateLimitStorm_data();
    void rateLimitStorm();
    void breakerOpensAndCloses();
    void oneBrokenMomentIsSurvived();
    void quirksAreLearnedOncePerEndpoint();
    void missingKeyAndBareHttp();
    void unreachableServer();
    void certificates();
    void keyIsNeverTold();
    void cleanupTestCase();
};

void ServerFaultTest::initTestCase()
{
    qputenv("METASPO_CANARY_KEY", canary);
    previousHandler = qInstallMessageHandler(collect);
}

void ServerFaultTest::faultsThatPass_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("argument");
    QTest::addColumn<bool>("possiblyPaid");
    const auto row = [](Fault fault, const char* argument, bool paid) {
        QTest::newRow(qPrintable(name(fault) + QLatin1String(argument)))
            << fault << QString::fromLatin1(argument) << paid;
    };
    for (const char* status : {"408", "409", "498", "500", "502", "503", "504", "524", "529"})
        row(Fault::Status, status, false);
    row(Fault::RateLimited, "", false);
    row(Fault::Loading, "", false);
    row(Fault::ResetBefore, "", true);
    row(Fault::ResetInBody, "", true);
    row(Fault::CutJson, "", true);
    row(Fault::LongContentLength, "", true);
    row(Fault::ErrorInside, "", true);
    row(Fault::NoChoices, "", true);
}

/// The first two requests fail, the third is answered.
void ServerFaultTest::faultsThatPass()
{
    QFETCH(Fault, fault);
    QFETCH(QString, argument);
    QFETCH(bool, possiblyPaid);
    ScriptedModelServer server(scriptWith(fault, argument, 1, 2));
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.send(withKey(server), QStringLiteral("Q [[answer=B]]"));
    QVERIFY(calls.wait());
    const ChatReply reply = calls.only();
    QVERIFY2(reply.completion, reply.completion ? "" : qPrintable(sentence(reply.completion.error())));
    QCOMPARE(reply.completion->attempts, 3);
    QCOMPARE(reply.failedAttempts.size(), 2);
    for (const FailedAttempt& attempt : reply.failedAttempts) {
        QCOMPARE(attempt.possiblyPaid, possiblyPaid);
        QVERIFY(attempt.endedUnixMilliseconds >= attempt.sentUnixMilliseconds);
    }
    QCOMPARE(reply.failedAttempts.at(1).attempt, 2);
    QCOMPARE(server.calls().size(), 3);
    QCOMPARE(service.status(withKey(server)).possiblyPaid, possiblyPaid ? 2 : 0);
}

void ServerFaultTest::faultsThatStay_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("argument");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<int>("requests");
    const auto row = [](Fault fault, const char* argument, ErrorKind kind, int requests) {
        QTest::newRow(qPrintable(name(fault) + QLatin1String(argument)))
            << fault << QString::fromLatin1(argument) << kind << requests;
    };
    row(Fault::Status, "400", ErrorKind::RequestRejected, 1);
    row(Fault::Status, "401", ErrorKind::Unauthorized, 1);
    row(Fault::Status, "402", ErrorKind::PaymentNeeded, 1);
    row(Fault::Status, "403", ErrorKind::Unauthorized, 1);
    row(Fault::Status, "404", ErrorKind::NoSuchEndpoint, 1);
    row(Fault::Status, "422", ErrorKind::RequestRejected, 1);
    row(Fault::Status, "500", ErrorKind::ServerFailure, 6);
    row(Fault::Status, "302", ErrorKind::RedirectRefused, 1);
    row(Fault::Billing, "", ErrorKind::PaymentNeeded, 1);
    row(Fault::HtmlPage, "", ErrorKind::MalformedResponse, 1);
    row(Fault::CutJson, "", ErrorKind::MalformedResponse, 3); // perhaps paid: not more often
    row(Fault::ResetBefore, "", ErrorKind::ConnectionFailed, 3);
    row(Fault::EchoKey, "", ErrorKind::Unauthorized, 1);
}

void ServerFaultTest::faultsThatStay()
{
    QFETCH(Fault, fault);
    QFETCH(QString, argument);
    QFETCH(ErrorKind, kind);
    QFETCH(int, requests);
    ScriptedModelServer server(scriptWith(fault, argument));
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.send(withKey(server), QStringLiteral("Q [[answer=B]]"));
    QVERIFY(calls.wait());
    QVERIFY(!calls.only().completion);
    const Error error = calls.only().completion.error();
    QCOMPARE(identifier(error.kind), identifier(kind));
    QCOMPARE(server.calls().size(), requests);
    QCOMPARE(calls.only().failedAttempts.size(), requests);
    QVERIFY(sentence(error).contains(QLatin1String("127.0.0.1")));
    QVERIFY(sentence(error).count(u'.') >= 2); // what, why or what to do
}

void ServerFaultTest::oddAnswers_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<FinishReason>("finish");
    QTest::newRow("cut off") << Fault::CutOff << FinishReason::Length;
    QTest::newRow("empty") << Fault::Empty << FinishReason::Empty;
    QTest::newRow("filtered") << Fault::ContentFilter << FinishReason::ContentFilter;
    QTest::newRow("refused") << Fault::Refusal << FinishReason::Refusal;
    QTest::newRow("too long") << Fault::ContextTooLong << FinishReason::ContextTooLong;
    QTest::newRow("policy") << Fault::PolicyRejected << FinishReason::PolicyRejected;
    QTest::newRow("no usage") << Fault::NoUsage << FinishReason::Stop;
    QTest::newRow("connection closed after the answer") << Fault::ResetAfter << FinishReason::Stop;
}

/// Kinds of their own, never an error and never asked again.
void ServerFaultTest::oddAnswers()
{
    QFETCH(Fault, fault);
    QFETCH(FinishReason, finish);
    ScriptedModelServer server(scriptWith(fault));
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.sendMany(withKey(server, 2), 5);
    QVERIFY(calls.wait());
    QCOMPARE(calls.answered(), 5);
    QCOMPARE(server.calls().size(), 5);
    QCOMPARE(name(calls.only().completion->finish), name(finish));
    if (fault == Fault::NoUsage)
        QCOMPARE(calls.only().completion->usage, TokenUsage{});
}

void ServerFaultTest::hugeBodiesAreCutOff()
{
    ScriptedModelServer server(scriptWith(Fault::HugeBody));
    ServiceOptions options = quickOptions();
    options.largestBodyBytes = 1024 * 1024;
    ChatService service(options);
    CallCollector calls(service);
    calls.send(withKey(server), QStringLiteral("Q"));
    QVERIFY(calls.wait());
    QCOMPARE(calls.only().completion.error().kind, ErrorKind::ResponseTooLarge);
    QVERIFY(calls.only().failedAttempts.first().possiblyPaid);
    QCOMPARE(server.calls().size(), 1);
}

void ServerFaultTest::deadlinesBoundEverything_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::newRow("silence") << Fault::Silence;
    QTest::newRow("one byte at a time") << Fault::SlowBody;
    QTest::newRow("endless headers") << Fault::EndlessHeaders;
}

void ServerFaultTest::deadlinesBoundEverything()
{
    QFETCH(Fault, fault);
    ScriptedModelServer server(scriptWith(fault, {}, 1, 1));
    ChatService service(quickOptions());
    CallCollector calls(service);
    Connection connection = withKey(server);
    connection.timeoutSeconds = 1;
    QElapsedTimer clock;
    clock.start();
    calls.send(connection, QStringLiteral("Q [[answer=B]]"));
    QVERIFY(calls.wait());
    QVERIFY(clock.elapsed() >= 990); // and it came to an end
    const ChatReply reply = calls.only();
    QVERIFY2(reply.completion, reply.completion ? "" : qPrintable(sentence(reply.completion.error())));
    QCOMPARE(reply.failedAttempts.size(), 1);
    QCOMPARE(reply.failedAttempts.first().outcome, identifier(ErrorKind::TimedOut));
    QVERIFY(reply.failedAttempts.first().possiblyPaid);
}

void ServerFaultTest::redirectsAreNotFollowed()
{
    ScriptedModelServer other;
    ScriptedModelServer server(scriptWith(
        Fault::Redirect,
        QStringLiteral("http://localhost:%1/v1/chat/completions?key=secret-in-address").arg(other.port())));
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.send(withKey(server), QStringLiteral("Q"));
    QVERIFY(calls.wait());
    QCOMPARE(calls.only().completion.error().kind, ErrorKind::RedirectRefused);
    QVERIFY(
        sentence(calls.only().completion.error()).contains(QStringLiteral("localhost:%1").arg(other.port())));
    QVERIFY(!sentence(calls.only().completion.error()).contains(QLatin1String("secret-in-address")));
    QCOMPARE(server.calls().size(), 1);
    QThread::msleep(50);
    QCOMPARE(other.requests().size(), 0);
    QCOMPARE(other.connectionsMade(), 0);
}

/// Qt sends a request again when a connection breaks before the first byte of a response; ours cannot be.
void ServerFaultTest::droppedConnectionsAreNotRetriedBehindOurBack()
{
    ScriptedModelServer server(
        scriptWith(Fault::ResetBefore, {}, 2, 3)); // on a fresh and on a used connection
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.sendMany(withKey(server, 1), 4);
    QVERIFY(calls.wait());
    QVERIFY(calls.answered() >= 3); // one call may have been perhaps paid three times: that is enough
    qsizetype failedAttempts = 0;
    for (const ChatReply& reply : calls.replies())
        for (const FailedAttempt& attempt : reply.failedAttempts) {
            ++failedAttempts;
            QVERIFY(attempt.possiblyPaid);
        }
    // Everything the server saw is on our books: answered or noted as a failed attempt.
    QCOMPARE(server.calls().size(), calls.answered() + failedAttempts);
    QCOMPARE(service.status(withKey(server, 1)).possiblyPaid, failedAttempts);
}

void ServerFaultTest::rateLimitStorm_data()
{
    QTest::addColumn<QString>("headers");
    QTest::addColumn<int>("atLeastMilliseconds");
    QTest::newRow("bare") << QString() << 200;
    QTest::newRow("milliseconds") << QStringLiteral("retry-after-ms: 300") << 300;
    QTest::newRow("seconds") << QStringLiteral("Retry-After: 1") << 1000;
    QTest::newRow("date in the past") << QStringLiteral("Retry-After: Wed, 21 Oct 2015 07:28:00 GMT") << 200;
    QTest::newRow("absurd") << QStringLiteral("Retry-After: 99999999999") << 500; // the cap of this test
    QTest::newRow("nonsense") << QStringLiteral("Retry-After: soon") << 200;
    QTest::newRow("reset") << QStringLiteral("x-ratelimit-remaining-requests: 0|x-ratelimit-limit-requests: "
                                             "60000|x-ratelimit-reset-requests: 250ms")
                           << 250;
}

/// All wait together, come back staggered, and each call is answered in the end.
void ServerFaultTest::rateLimitStorm()
{
    QFETCH(QString, headers);
    QFETCH(int, atLeastMilliseconds);
    ScriptedModelServer server(scriptWith(Fault::RateLimited, headers, 1, 16));
    ServiceOptions options = quickOptions();
    options.firstBackoffMilliseconds = options.longestBackoffMilliseconds = 300;
    options.longestCoolDownMilliseconds = 500;
    if (atLeastMilliseconds == 1000)
        options.longestCoolDownMilliseconds = 10'000;
    ChatService service(options);
    CallCollector calls(service);
    calls.sendMany(withKey(server, 16), 40);
    QVERIFY(calls.wait());
    QCOMPARE(calls.answered(), 40);
    const QList<RequestRecord> received = server.calls();
    QCOMPARE(received.size(), 56);
    const qint64 pause = received.at(16).arrivedMilliseconds - received.at(0).arrivedMilliseconds;
    QVERIFY2(pause >= atLeastMilliseconds - 2, qPrintable(QString::number(pause)));
    const qint64 spread = received.at(31).arrivedMilliseconds - received.at(16).arrivedMilliseconds;
    QVERIFY2(spread >= atLeastMilliseconds / 2, qPrintable(QString::number(spread))); // not all at once
}

void ServerFaultTest::breakerOpensAndCloses()
{
    ScriptedModelServer server(scriptWith(Fault::Status, QStringLiteral("503")));
    ChatService service(quickOptions());
    CallCollector calls(service);
    const Connection connection = withKey(server, 8);
    calls.sendMany(connection, 60);
    QVERIFY(calls.wait());
    QVERIFY(calls.eachOnce());
    QCOMPARE(calls.answered(), 0);
    int breaker = 0;
    for (const ChatReply& reply : calls.replies())
        breaker += reply.completion.error().kind == ErrorKind::BreakerOpen ? 1 : 0;
    QVERIFY2(breaker >= 50, qPrintable(QString::number(breaker)));
    QVERIFY(server.calls().size() <= 20 + 8);
    QVERIFY(service.status(connection).breakerOpen);
    QVERIFY(!service.status(connection).trouble.isEmpty());

    const qsizetype before = server.calls().size();
    calls.send(connection, QStringLiteral("one more"));
    QVERIFY(calls.wait());
    QCOMPARE(server.calls().size(), before); // nothing is sent
    server.setScript({});
    service.forgetTrouble(connection);
    calls.send(connection, QStringLiteral("after the pause"));
    QVERIFY(calls.wait());
    QCOMPARE(calls.answered(), 1);
    QVERIFY(!service.status(connection).breakerOpen);
    QVERIFY(service.status(connection).trouble.isEmpty());
}

/// The server is restarted with many calls in flight: all break at once, none is lost, the breaker stays
/// closed.
void ServerFaultTest::oneBrokenMomentIsSurvived()
{
    ServerScript script;
    script.latencyMilliseconds = 600; // still in flight when the connections are closed
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.sendMany(withKey(server, 40), 120);
    QVERIFY(eventually([&] { return server.calls().size() >= 40; }));
    server.closeConnections();
    QVERIFY(calls.wait());
    QCOMPARE(calls.answered(), 120);
    QVERIFY(!service.status(withKey(server, 40)).breakerOpen);
    QVERIFY(service.status(withKey(server, 40)).possiblyPaid >= 20);
}

void ServerFaultTest::quirksAreLearnedOncePerEndpoint()
{
    ServerScript script;
    script.faults << FaultRule{Fault::NoSystemRole, {}, 1, 1'000'000, 1};
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.sendMany(withKey(server, 6), 50);
    QVERIFY(calls.wait());
    QCOMPARE(calls.answered(), 50);
    const EndpointStatus status = service.status(withKey(server, 6));
    QCOMPARE(status.quirks.size(), 1);
    QVERIFY(status.quirks.first().contains(QLatin1String("system")));
    const qsizetype wasted = server.calls().size() - 50;
    QVERIFY2(wasted >= 1 && wasted <= 6,
             qPrintable(QString::number(wasted))); // those in flight when it was learned
}

void ServerFaultTest::missingKeyAndBareHttp()
{
    ScriptedModelServer server;
    ChatService service(quickOptions());
    CallCollector calls(service);
    Connection connection = connectionTo(server);
    connection.keySource = QStringLiteral("env:METASPO_NO_SUCH_KEY");
    calls.sendMany(connection, 3);
    QVERIFY(calls.wait());
    QCOMPARE(calls.only().completion.error().kind, ErrorKind::NoKey);
    QCOMPARE(server.calls().size(), 0);
    qputenv("METASPO_NO_SUCH_KEY", "now-it-is-there"); // and the run is resumed
    calls.send(connection, QStringLiteral("Q"));
    QVERIFY(calls.wait());
    QCOMPARE(calls.answered(), 1);
    QVERIFY(server.calls().first().hadKey);

    Connection bare = withKey(server);
    bare.baseUrl = QStringLiteral("http://model.example/v1");
    CallCollector bareCalls(service);
    bareCalls.send(bare, QStringLiteral("Q"));
    QVERIFY(bareCalls.wait());
    QCOMPARE(bareCalls.only().completion.error().kind, ErrorKind::TlsFailure);
    QVERIFY(sentence(bareCalls.only().completion.error()).contains(QLatin1String("unencrypted")));
}

void ServerFaultTest::unreachableServer()
{
    quint16 port = 0;
    {
        const ScriptedModelServer gone;
        port = gone.port();
    }
    Connection connection;
    connection.baseUrl = QStringLiteral("http://127.0.0.1:%1/v1").arg(port);
    connection.model = QStringLiteral("scripted");
    connection.width = 2;
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.send(connection, QStringLiteral("Q"));
    QVERIFY(calls.wait());
    QCOMPARE(calls.only().completion.error().kind, ErrorKind::ConnectionFailed);
    QCOMPARE(calls.only().failedAttempts.size(), 6);
    QVERIFY(!calls.only().failedAttempts.first().possiblyPaid); // nothing left this machine
    QCOMPARE(service.status(connection).possiblyPaid, 0);
}

void ServerFaultTest::certificates()
{
    QTemporaryDir folder;
    if (!makeCertificate(folder, QStringLiteral("localhost")))
        QSKIP("The program openssl is not there to make a certificate with.");
    TlsServer server(folder.filePath(QStringLiteral("cert.pem")), folder.filePath(QStringLiteral("key.pem")));
    QVERIFY(server.listen(QHostAddress::LocalHost));
    ChatService service(quickOptions());
    const auto ask = [&](auto change) {
        Connection connection;
        connection.baseUrl = QStringLiteral("https://localhost:%1/v1").arg(server.serverPort());
        connection.model = QStringLiteral("m");
        connection.keySource = QStringLiteral("env:METASPO_CANARY_KEY");
        change(connection);
        auto calls = std::make_unique<CallCollector>(service);
        calls->send(connection, QStringLiteral("Q"));
        QElapsedTimer clock;
        clock.start();
        while (calls->replies().isEmpty() && clock.elapsed() < 60'000)
            QTest::qWait(5); // the server lives on this thread
        return calls->only();
    };
    const auto kind = [](const ChatReply& reply) {
        return reply.completion ? QStringLiteral("answered") : identifier(reply.completion.error().kind);
    };
    QCOMPARE(kind(ask([](Connection&) {})), identifier(ErrorKind::TlsFailure));
    QCOMPARE(server.requests, 0); // the key did not leave
    const QString ca = folder.filePath(QStringLiteral("cert.pem"));
    QCOMPARE(kind(ask([&](Connection& connection) { connection.caFile = ca; })), QStringLiteral("answered"));
    QCOMPARE(kind(ask([](Connection& connection) { connection.insecureTls = true; })),
             QStringLiteral("answered"));
    QCOMPARE(kind(ask([&](Connection& connection) { // trusted, but for another host
                 connection.caFile = ca;
                 connection.baseUrl.replace(QLatin1String("localhost"), QLatin1String("127.0.0.1"));
             })),
             identifier(ErrorKind::TlsFailure));
    QCOMPARE(kind(ask([&](Connection& connection) { connection.caFile = ca + u'x'; })),
             identifier(ErrorKind::TlsFailure));
    QCOMPARE(server.requests, 2);
}

void ServerFaultTest::keyIsNeverTold()
{
    ServerScript script;
    script.faults << FaultRule{Fault::EchoKey, {}, 1, 1, 1}
                  << FaultRule{Fault::Status, QStringLiteral("500"), 2, 1, 1}
                  << FaultRule{Fault::HtmlPage, {}, 3, 1, 1} << FaultRule{Fault::ResetBefore, {}, 4, 1, 1};
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    // The worst question: the prompt itself holds the key, and the server repeats it.
    for (int i = 0; i < 6; ++i)
        calls.send(withKey(server, 1), QStringLiteral("Q [[answer=%1]]").arg(QString::fromLatin1(canary)));
    QVERIFY(calls.wait());
    QVERIFY(server.calls().first().hadKey);
    QString told;
    for (const ChatReply& reply : calls.replies())
        told += everythingSaid(reply, service.status(withKey(server, 1)));
    QVERIFY(told.contains(QLatin1String("[key]"))); // it was there to be taken out
    QVERIFY2(!told.contains(QLatin1String("canary-0123")), qPrintable(told));
    ChatRequest request;
    request.connection = withKey(server, 1);
    request.messages = {{MessageRole::User, QStringLiteral("Q")}};
    QVERIFY(!service.requestBody(request).contains(canary));
}

void ServerFaultTest::cleanupTestCase()
{
    qInstallMessageHandler(previousHandler);
    QVERIFY(!logged.contains(QString::fromLatin1(canary)));
}

QTEST_GUILESS_MAIN(ServerFaultTest)
#include "ServerFaultTest.moc"
