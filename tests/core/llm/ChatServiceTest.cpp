#include "tests/core/llm/CallCollector.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QSet>
#include <QTest>
#include <atomic>

using namespace metaspo;

/// The way of a call through queue and network when the server is well: order, width, limits, cancelling.
class ChatServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersComeBackWithAllThatIsKnown();
    void anthropicAnswers();
    void widthIsKept();
    void manyMoreThanTheWidthAreServedOnceEach();
    void servedInOrderOfArrival();
    void retriedCallsGoBeforeYoungerOnes();
    void endpointsDoNotWaitForEachOther();
    void widthIsPinnedLive();
    void widthIsFoundOut();
    void widthComesFromTheServersSlots();
    void statedLimitsAreKept();
    void unstatedLimitsAreFound();
    void cancelledWhileWaiting();
    void cancelledInFlight();
    void drainedInFlight();
    void cancelAllLeavesNothing();
    void endOfTheServiceEndsEveryCall();
    void callsFromInsideDone();
    void callsFromManyThreads();
    void requestBodyIsWhatIsSent();
};

void ChatServiceTest::answersComeBackWithAllThatIsKnown()
{
    ServerScript script;
    script.accuracy = 1;
    script.unreadable = 0;
    script.reasoning = true;
    script.latencyMilliseconds = 20;
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    const quint64 tag = calls.send(connectionTo(server), QStringLiteral("Q [[answer=yes|no]]"));
    QVERIFY(calls.wait());
    const ChatReply reply = calls.only();
    QCOMPARE(reply.tag, tag);
    QVERIFY2(reply.completion, reply.completion ? "" : qPrintable(sentence(reply.completion.error())));
    QVERIFY(reply.completion->text.contains(QLatin1String("<answer>yes</answer>")));
    QCOMPARE(reply.completion->reasoning, QStringLiteral("I weigh the options."));
    QCOMPARE(reply.completion->finish, FinishReason::Stop);
    QCOMPARE(reply.completion->attempts, 1);
    QCOMPARE(reply.completion->model, QStringLiteral("scripted"));
    QVERIFY(reply.completion->usage.input > 0 && reply.completion->usage.output > 0);
    QVERIFY(reply.completion->latencyMicroseconds >= 20'000);
    QVERIFY(reply.sentUnixMilliseconds > 1'700'000'000'000);
    QVERIFY(reply.failedAttempts.isEmpty());
    const RequestRecord record = server.calls().value(0);
    QCOMPARE(record.userAgent, QByteArray("metaspo-workbench/" METASPO_VERSION));
    QVERIFY(!record.hadKey);
}

void ChatServiceTest::anthropicAnswers()
{
    ServerScript script;
    script.reasoning = true;
    script.key = QStringLiteral("k-123456");
    ScriptedModelServer server(script);
    qputenv("METASPO_TEST_ANTHROPIC", "k-123456");
    ChatService service(quickOptions());
    CallCollector calls(service);
    Connection connection = connectionTo(server);
    connection.wire = WireFormat::AnthropicMessages;
    connection.keySource = QStringLiteral("env:METASPO_TEST_ANTHROPIC");
    calls.send(connection, QStringLiteral("Q [[answer=yes|no]]"));
    QVERIFY(calls.wait());
    const ChatReply reply = calls.only();
    QVERIFY2(reply.completion, reply.completion ? "" : qPrintable(sentence(reply.completion.error())));
    QCOMPARE(reply.completion->reasoning, QStringLiteral("I weigh the options."));
    QVERIFY(reply.completion->usage.cached > 0);
    QCOMPARE(server.calls().value(0).path, QByteArray("/v1/messages"));
}

void ChatServiceTest::widthIsKept()
{
    ServerScript script;
    script.latencyMilliseconds = 60;
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.sendMany(connectionTo(server, 5), 60);
    QVERIFY(calls.wait());
    QCOMPARE(calls.answered(), 60);
    QCOMPARE(server.mostAtOnce(), 5);
    QCOMPARE(service.width(connectionTo(server, 5)), 5);
    QVERIFY(server.connectionsMade() <= 6);
}

void ChatServiceTest::manyMoreThanTheWidthAreServedOnceEach()
{
    ScriptedModelServer server;
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.sendMany(connectionTo(server, 40), 1500);
    QVERIFY(calls.wait());
    QVERIFY(calls.eachOnce());
    QCOMPARE(calls.answered(), 1500);
    QSet<QByteArray> digests;
    const QList<RequestRecord> received = server.calls();
    for (const RequestRecord& record : received)
        digests << record.digest;
    QCOMPARE(received.size(), 1500);
    QCOMPARE(digests.size(), 1500); // no request came twice
    const EndpointStatus status = service.status(connectionTo(server, 40));
    QCOMPARE(status.answered, 1500);
    QCOMPARE(status.inFlight + status.queued, 0);
    QCOMPARE(status.possiblyPaid, 0);
}

void ChatServiceTest::servedInOrderOfArrival()
{
    ServerScript script;
    script.latencyMilliseconds = 2;
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector first(service);
    CallCollector second(service);
    for (int i = 0; i < 30; ++i) { // two runs take turns handing over
        first.send(connectionTo(server, 1), QStringLiteral("first %1").arg(i));
        second.send(connectionTo(server, 1), QStringLiteral("second %1").arg(i));
    }
    QVERIFY(first.waitFor(15));
    QVERIFY(second.replies().size() >= 14); // neither starves
    QVERIFY(first.wait() && second.wait());
    quint64 last = 0;
    for (const ChatReply& reply : first.replies()) {
        QVERIFY(reply.tag > last);
        last = reply.tag;
    }
}

void ChatServiceTest::retriedCallsGoBeforeYoungerOnes()
{
    ServerScript script = scriptWith(Fault::Status, QStringLiteral("500"), 1, 1);
    script.latencyMilliseconds = 10;
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.sendMany(connectionTo(server, 1), 40);
    QVERIFY(calls.wait());
    QCOMPARE(calls.answered(), 40);
    const QByteArray failedFirst = server.calls().value(0).digest;
    int place = 0;
    const QList<RequestRecord> received = server.calls();
    for (int i = 1; i < received.size(); ++i)
        if (received.at(i).digest == failedFirst)
            place = i;
    QVERIFY2(place >= 1 && place <= 4, qPrintable(QString::number(place)));
}

void ChatServiceTest::endpointsDoNotWaitForEachOther()
{
    ServerScript slow;
    slow.latencyMilliseconds = 120'000;
    ScriptedModelServer slowServer(slow);
    ScriptedModelServer quickServer;
    ChatService service(quickOptions());
    CallCollector slowCalls(service);
    CallCollector quickCalls(service);
    slowCalls.sendMany(connectionTo(slowServer, 1), 2);
    quickCalls.sendMany(connectionTo(quickServer, 4), 100);
    QVERIFY(quickCalls.wait());
    QVERIFY(slowCalls.replies().isEmpty());
}

void ChatServiceTest::widthIsPinnedLive()
{
    ServerScript script;
    script.latencyMilliseconds = 150; // time for 30 to arrive
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    const Connection connection = connectionTo(server, 2);
    std::atomic<int> changes{0};
    const int listener = service.addWidthListener([&] { ++changes; });
    calls.sendMany(connection, 200);
    QVERIFY(calls.waitFor(8));
    QCOMPARE(server.mostAtOnce(), 2);
    service.setWidth(connection, 30);
    QVERIFY(calls.wait());
    QCOMPARE(server.mostAtOnce(), 30);
    QCOMPARE(service.width(connection), 30);
    QVERIFY(service.status(connection).widthPinned);
    QVERIFY(changes >= 2);
    service.removeWidthListener(listener);
    const int before = changes;
    service.setWidth(connection, 0);
    QVERIFY(eventually([&] { return service.width(connection) == 2; })); // as the connection says
    QCOMPARE(changes.load(), before);
}

void ChatServiceTest::widthIsFoundOut()
{
    ServerScript script;
    script.latencyMilliseconds = 150; // time for all to arrive
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    const Connection connection = connectionTo(server, 0);
    QCOMPARE(service.width(connection), ServiceOptions().startWidth);
    calls.sendMany(connection, 300);
    QVERIFY(calls.wait());
    // That it tried. Whether more is kept depends on what else the machine does; the rule has tests with a clock.
    QVERIFY2(server.mostAtOnce() > ServiceOptions().startWidth, qPrintable(QString::number(server.mostAtOnce())));
    QVERIFY(!service.status(connection).widthPinned);
}

void ChatServiceTest::widthComesFromTheServersSlots()
{
    ServerScript script;
    script.latencyMilliseconds = 20;
    script.slotCount = 6;
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    Connection connection = connectionTo(server, 0);
    connection.preset = QStringLiteral("llama-server");
    calls.sendMany(connection, 100);
    QVERIFY(calls.wait());
    QCOMPARE(service.width(connection), 7); // one waits there and hides the way back and forth
    QVERIFY(server.mostAtOnce() <= 7);
}

void ChatServiceTest::statedLimitsAreKept()
{
    ServerScript script;
    script.requestsPerMinute = 6000; // 100 a second
    script.burst = 20;
    script.latencyMilliseconds = 30;
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    QElapsedTimer clock;
    clock.start();
    constexpr int count = 250;
    calls.sendMany(connectionTo(server, 0), count);
    QVERIFY(calls.wait());
    const double ideal = (count - 20) / 100.0;
    const double seconds = double(clock.elapsed()) / 1000;
    QCOMPARE(calls.answered(), count);
    QVERIFY2(seconds > 0.95 * ideal, qPrintable(QString::number(seconds)));
    QVERIFY2(seconds < 5 * ideal, qPrintable(QString::number(seconds))); // a busy machine, not a wait too many
    const qsizetype refused = server.calls().size() - count; // stale news on a busy machine, never a storm
    QVERIFY2(refused <= count / 10, qPrintable(QString::number(refused)));
}

void ChatServiceTest::unstatedLimitsAreFound()
{
    ServerScript script;
    script.requestsPerMinute = 6000;
    script.burst = 20;
    script.limitHeaders = false;
    script.latencyMilliseconds = 30;
    ScriptedModelServer server(script);
    ServiceOptions options = quickOptions();
    options.firstBackoffMilliseconds = 50;
    ChatService service(options);
    CallCollector calls(service);
    calls.sendMany(connectionTo(server, 0), 150);
    QVERIFY(calls.wait());
    QCOMPARE(calls.answered(), 150); // rate limits never end a call
    const qsizetype refused = server.calls().size() - 150;
    QVERIFY2(refused > 0 && refused < 150, qPrintable(QString::number(refused))); // and nobody storms
    QVERIFY(service.width(connectionTo(server, 0)) < 64);
}

void ChatServiceTest::cancelledWhileWaiting()
{
    ServerScript script;
    script.latencyMilliseconds = 500;
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.send(connectionTo(server, 1), QStringLiteral("first"));
    const quint64 waiting = calls.send(connectionTo(server, 1), QStringLiteral("second"));
    service.cancel(waiting, Cancellation::Drain);
    QVERIFY(calls.wait());
    QVERIFY(calls.eachOnce());
    QCOMPARE(calls.only().tag, waiting); // ended at once
    QCOMPARE(calls.only().completion.error().kind, ErrorKind::Stopped);
    QCOMPARE(calls.only().sentUnixMilliseconds, 0);
    QCOMPARE(server.calls().size(), 1);
    service.cancel(12'345'678, Cancellation::Abort); // unknown: nothing
}

void ChatServiceTest::cancelledInFlight()
{
    ServerScript script;
    script.latencyMilliseconds = 120'000;
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    const quint64 tag = calls.send(connectionTo(server), QStringLiteral("Q"));
    QVERIFY(eventually([&] { return server.calls().size() == 1; }));
    service.cancel(tag, Cancellation::Abort);
    QVERIFY(calls.wait()); // which is shorter than the server would take
    QCOMPARE(calls.only().completion.error().kind, ErrorKind::Stopped);
    QCOMPARE(calls.only().failedAttempts.size(), 1);
    QVERIFY(calls.only().failedAttempts.first().possiblyPaid);
    QCOMPARE(service.status(connectionTo(server)).inFlight, 0);
}

void ChatServiceTest::drainedInFlight()
{
    ServerScript script = scriptWith(Fault::Status, QStringLiteral("500"), 2, 1);
    script.latencyMilliseconds = 600;
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    const quint64 answered = calls.send(connectionTo(server), QStringLiteral("first"));
    QVERIFY(eventually([&] { return server.calls().size() == 1; }));
    const quint64 failing = calls.send(connectionTo(server), QStringLiteral("second"));
    QVERIFY(eventually([&] { return server.calls().size() == 2; }));
    service.cancel(answered, Cancellation::Drain);
    service.cancel(failing, Cancellation::Drain);
    QVERIFY(calls.wait());
    for (const ChatReply& reply : calls.replies()) {
        if (reply.tag == answered)
            QVERIFY(reply.completion.has_value()); // paid, therefore kept
        else
            QCOMPARE(reply.completion.error().kind, ErrorKind::Stopped); // not tried again
    }
    QCOMPARE(server.calls().size(), 2);
}

void ChatServiceTest::cancelAllLeavesNothing()
{
    ServerScript script;
    script.latencyMilliseconds = 600;
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    CallCollector calls(service);
    calls.sendMany(connectionTo(server, 4), 50);
    QVERIFY(eventually([&] { return server.calls().size() == 4; }));
    service.cancelAll(Cancellation::Abort);
    QVERIFY(calls.wait());
    QVERIFY(calls.eachOnce());
    QCOMPARE(calls.answered(), 0);
    QCOMPARE(server.calls().size(), 4); // nothing that waited was started by the room that became free
    calls.send(connectionTo(server, 4), QStringLiteral("and again"));
    QVERIFY(calls.wait());
    QCOMPARE(calls.answered(), 1);
}

void ChatServiceTest::endOfTheServiceEndsEveryCall()
{
    ServerScript script;
    script.latencyMilliseconds = 120'000;
    ScriptedModelServer server(script);
    int ended = 0;
    int endedLater = 0;
    {
        ChatService service(quickOptions());
        for (int i = 0; i < 10; ++i) {
            ChatRequest request;
            request.connection = connectionTo(server, 3);
            request.messages = {{MessageRole::User, QStringLiteral("Q")}};
            service.send(request, [&, request](const ChatReply& reply) {
                ended += reply.completion ? 100 : 1;
                service.send(request, [&](const ChatReply&) { ++endedLater; }); // somebody does not give up
            });
        }
        QVERIFY(eventually([&] { return server.calls().size() == 3; }));
    }
    QCOMPARE(ended, 10);
    QCOMPARE(endedLater, 10);
}

void ChatServiceTest::callsFromInsideDone()
{
    ScriptedModelServer server;
    ChatService service(quickOptions());
    std::atomic<int> count{0};
    std::function<void(ChatReply)> next = [&](const ChatReply& reply) {
        if (!reply.completion || ++count >= 50)
            return;
        ChatRequest request;
        request.connection = connectionTo(server);
        request.messages = {{MessageRole::User, QStringLiteral("Q %1").arg(count.load())}};
        service.send(request, next);
        (void)service.status(request.connection);
        (void)service.width(request.connection);
    };
    next(ChatReply{});
    QVERIFY(eventually([&] { return count == 50; }));
}

void ChatServiceTest::callsFromManyThreads()
{
    ScriptedModelServer server;
    ChatService service(quickOptions());
    std::vector<std::unique_ptr<CallCollector>> collectors;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < 4; ++i)
        collectors.push_back(std::make_unique<CallCollector>(service));
    std::atomic<quint64> tags{1'000'000};
    std::atomic<int> ended{0};
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(QThread::create([&, i] {
            for (int k = 0; k < 100; ++k) {
                ChatRequest request;
                request.connection = connectionTo(server, 16);
                request.messages = {{MessageRole::User, QStringLiteral("Q %1 %2").arg(i).arg(k)}};
                request.tag = ++tags;
                const quint64 tag = request.tag;
                service.send(std::move(request), [&](const ChatReply&) { ++ended; });
                if (k % 5 == 0)
                    service.cancel(tag, Cancellation::Abort);
                (void)service.status(connectionTo(server, 16));
                service.setWidth(connectionTo(server, 16), 4 + k % 10);
            }
        }));
        threads.back()->start();
    }
    for (const auto& thread : threads)
        thread->wait();
    QVERIFY(eventually([&] { return ended == 400; }));
}

void ChatServiceTest::requestBodyIsWhatIsSent()
{
    ServerScript script = scriptWith(Fault::UnsupportedField, QStringLiteral("temperature"));
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    ChatRequest request;
    request.connection = connectionTo(server);
    request.messages = {{MessageRole::User, QStringLiteral("Q 1 [[answer=B]]")}};
    const QByteArray before = service.requestBody(request);
    QVERIFY(before.contains("temperature"));
    std::atomic<bool> ended{false};
    service.send(request, [&](const ChatReply& reply) { ended = reply.completion.has_value(); });
    QVERIFY(eventually([&] { return ended.load(); }));
    const QByteArray after = service.requestBody(request);
    QVERIFY(!after.contains("temperature"));
    const QList<RequestRecord> received = server.calls();
    QCOMPARE(received.size(), 2);
    QCOMPARE(received.at(0).digest, QCryptographicHash::hash(before, QCryptographicHash::Sha256).toHex());
    QCOMPARE(received.at(1).digest, QCryptographicHash::hash(after, QCryptographicHash::Sha256).toHex());
}

QTEST_GUILESS_MAIN(ChatServiceTest)
#include "ChatServiceTest.moc"
