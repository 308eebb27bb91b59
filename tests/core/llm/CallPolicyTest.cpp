#include "core/llm/Breaker.h"
#include "core/llm/Pace.h"
#include "core/llm/QuirkMemory.h"
#include "core/llm/RetryPolicy.h"
#include "core/llm/WidthControl.h"

#include <QDateTime>
#include <QTest>

using namespace metaspo;
using namespace std::chrono_literals;

Q_DECLARE_METATYPE(metaspo::ErrorKind)

namespace {

constexpr qint64 nowUnix = 1'792'567'680'000; // Wed, 21 Oct 2026 07:28:00 GMT

HttpHeaders headers(std::initializer_list<std::pair<const char*, const char*>> lines)
{
    HttpHeaders result;
    for (const auto& [name, value] : lines)
        result.lines.emplaceBack(name, value);
    return result;
}

/// A server that answers `capacity` calls at a time, each in `latency`, and refuses more than `limit` at
/// once.
struct SimulatedServer
{
    int limit = 1'000'000;
    int capacity = 1'000'000;
    milliseconds latency{100};

    int run(WidthControl& control, int rounds, Clock::time_point& now) const
    {
        int refused = 0;
        for (int round = 0; round < rounds; ++round) {
            const int width = control.width();
            const Clock::time_point sent = now;
            for (int i = 1; i <= width; ++i)
                control.started(i, now);
            for (int i = 0; i < width; ++i) {
                if (i >= limit) {
                    ++refused;
                    control.rateLimited(now, 0ms);
                    continue;
                }
                if (i % capacity == 0)
                    now += latency;
                control.answered(sent, now, true);
            }
        }
        return refused;
    }
};

WireFailure refusal(const char* message, const char* parameter = "",
                    const char* code = "unsupported_parameter")
{
    WireFailure failure;
    failure.kind = ErrorKind::RequestRejected;
    failure.message = QString::fromUtf8(message);
    failure.parameter = QString::fromUtf8(parameter);
    failure.code = QString::fromUtf8(code);
    return failure;
}

WireCall sentCall()
{
    WireCall call;
    call.model = QStringLiteral("m");
    call.parameters.outputTokens = 20'000;
    call.extra.insert(QStringLiteral("seed"), QStringLiteral("1"));
    call.extra.insert(QStringLiteral("top_k"), QStringLiteral("5"));
    call.extra.insert(QStringLiteral("min_p"), QStringLiteral("0.1"));
    call.extra.insert(QStringLiteral("logit_bias"), QStringLiteral("{}"));
    return call;
}

} // namespace

class CallPolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durations_data();
    void durations();
    void statedWaits_data();
    void statedWaits();
    void backoffGrowsToItsBound();
    void decisions_data();
    void decisions();
    void breakerWantsFailuresThatPersist();
    void widthDoublesThenStepsBackOncePerEpisode();
    void widthStopsWhereMoreBringsNothing();
    void widthIgnoresRoundsThatWereNotFull();
    void pinAndServerPlaces();
    void budgetPacesRequests();
    void budgetReadsWindows();
    void budgetCountsTokens();
    void paceStaggersAfterACoolDown();
    void quirks_data();
    void quirks();
    void atMostFourLessons();
    void outputLimitIsNeverDropped();
};

void CallPolicyTest::durations_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("expected");
    const std::initializer_list<std::pair<const char*, qint64>> rows{
        {"1s", 1000},  {"6m0s", 360'000}, {"17ms", 17},  {"1h2m3.5s", 3'723'500},
        {"0s", 0},     {"2", 2000},       {"1.5", 1500}, {"1d", 86'400'000},
        {"", -1},      {"soon", -1},      {"-3", -1},    {"3m", 180'000},
        {"1e400", -1}, {"nan", -1}};
    for (const auto& [text, expected] : rows)
        QTest::newRow(text) << QByteArray(text) << expected;
}

void CallPolicyTest::durations()
{
    QFETCH(QByteArray, text);
    QTEST(qint64(readDuration(text).value_or(-1ms).count()), "expected");
}

void CallPolicyTest::statedWaits_data()
{
    QTest::addColumn<QList<QByteArray>>("lines");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char* name, const QList<QByteArray>& lines, qint64 expected) {
        QTest::newRow(name) << lines << expected;
    };
    row("none", {}, -1);
    row("milliseconds win", {"retry-after-ms", "250", "Retry-After", "9"}, 250);
    row("seconds", {"Retry-After", "9"}, 9000);
    row("fraction", {"retry-after", "0.5"}, 500);
    row("date", {"Retry-After", "Wed, 21 Oct 2026 07:28:30 GMT"}, 30'000);
    row("date in the past", {"Retry-After", "Wed, 21 Oct 2025 07:28:30 GMT"}, -1);
    row("negative", {"Retry-After", "-5"}, -1);
    row("nonsense", {"Retry-After", "tomorrow"}, -1);
    row("absurd", {"Retry-After", "99999999"}, 99'999'999'000);
    row("what ran out says when",
        {"x-ratelimit-remaining-requests", "0", "x-ratelimit-reset-requests", "1m2s",
         "x-ratelimit-remaining-tokens", "100", "x-ratelimit-reset-tokens", "9h"},
        62'000);
    row("nothing ran out", {"x-ratelimit-remaining-requests", "5", "x-ratelimit-reset-requests", "1m"}, -1);
    row("Anthropic",
        {"anthropic-ratelimit-output-tokens-remaining", "0", "anthropic-ratelimit-output-tokens-reset",
         "2026-10-21T07:28:10Z"},
        10'000);
}

void CallPolicyTest::statedWaits()
{
    QFETCH(QList<QByteArray>, lines);
    HttpHeaders given;
    for (qsizetype i = 0; i + 1 < lines.size(); i += 2)
        given.lines.emplaceBack(lines.at(i), lines.at(i + 1));
    QTEST(qint64(statedWait(given, nowUnix).value_or(-1ms).count()), "expected");
}

void CallPolicyTest::backoffGrowsToItsBound()
{
    const RetryPolicy policy{ServiceOptions{}};
    QCOMPARE(policy.backoff(0, 0), 500ms);
    QCOMPARE(policy.backoff(3, 0), 4000ms);
    QCOMPARE(policy.backoff(3, 0.999999), 3000ms);
    QCOMPARE(policy.backoff(7, 0), 60'000ms);
    QCOMPARE(policy.backoff(1'000'000, 0), 60'000ms);
}

void CallPolicyTest::decisions_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<bool>("worth");
    QTest::addColumn<int>("counted");
    QTest::addColumn<int>("paid");
    QTest::addColumn<int>("rateLimits");
    QTest::addColumn<int>("serverWaitMs");
    QTest::addColumn<bool>("again");
    QTest::addColumn<int>("waitMs");
    QTest::addColumn<bool>("everybody");
    const auto row = [](const char* name, ErrorKind kind, bool worth, int counted, int paid, int limits,
                        int serverWait, bool again, int wait, bool everybody) {
        QTest::newRow(name) << kind << worth << counted << paid << limits << serverWait << again << wait
                            << everybody;
    };
    row("not worth it", ErrorKind::Unauthorized, false, 1, 0, 0, -1, false, 0, false);
    row("first failure", ErrorKind::ServerFailure, true, 1, 0, 0, -1, true, 500, false);
    row("fifth failure", ErrorKind::ServerFailure, true, 5, 0, 0, -1, true, 8000, false);
    row("sixth failure", ErrorKind::ServerFailure, true, 6, 0, 0, -1, false, 0, false);
    row("server says when", ErrorKind::ServerFailure, true, 1, 0, 0, 7000, true, 7000, true);
    row("unreachable", ErrorKind::ConnectionFailed, true, 2, 0, 0, -1, true, 1000, false);
    row("paid twice", ErrorKind::TimedOut, true, 2, 2, 0, -1, true, 1000, false);
    row("paid three times", ErrorKind::TimedOut, true, 3, 3, 0, -1, false, 0, false);
    row("rate limit", ErrorKind::RateLimited, true, 0, 0, 1, -1, true, 500, true);
    row("hundredth rate limit", ErrorKind::RateLimited, true, 5, 0, 100, -1, true, 60'000, true);
    row("rate limit with a wait", ErrorKind::RateLimited, true, 0, 0, 1, 20'000, true, 20'000, true);
    row("absurd wait", ErrorKind::RateLimited, true, 0, 0, 1, 100'000'000, true, 600'000, true);
}

void CallPolicyTest::decisions()
{
    QFETCH(ErrorKind, kind);
    QFETCH(bool, worth);
    QFETCH(int, counted);
    QFETCH(int, paid);
    QFETCH(int, rateLimits);
    QFETCH(int, serverWaitMs);
    AttemptFailure failure;
    failure.kind = kind;
    failure.worthAnotherTry = worth;
    if (serverWaitMs >= 0)
        failure.serverWait = milliseconds(serverWaitMs);
    const RetryPolicy policy{ServiceOptions{}};
    const RetryDecision decision = policy.decide(failure, {counted, paid, rateLimits, 0ms}, 0);
    QTEST(decision.again, "again");
    QTEST(int(decision.wait.count()), "waitMs");
    QTEST(decision.everybodyWaits, "everybody");
    if (kind == ErrorKind::RateLimited)
        QVERIFY(!policy.decide(failure, {counted, paid, rateLimits, 24h}, 0).again); // patience ends
}

void CallPolicyTest::breakerWantsFailuresThatPersist()
{
    const Clock::time_point start{1h};
    Breaker burst(20);
    for (int i = 0; i < 64; ++i) // everything in flight broke in one moment
        burst.failed(start, start + 1s + milliseconds(i));
    QVERIFY(!burst.isOpen());
    burst.failed(start + 2s, start + 3s); // and the next one as well
    QVERIFY(burst.isOpen());
    burst.close();
    QVERIFY(!burst.isOpen());

    Breaker slow(20);
    for (int i = 0; i < 19; ++i)
        slow.failed(start + i * 1s, start + i * 1s + 500ms);
    QVERIFY(!slow.isOpen());
    slow.succeeded();
    for (int i = 20; i < 39; ++i)
        slow.failed(start + i * 1s, start + i * 1s + 500ms);
    QVERIFY(!slow.isOpen());
    slow.failed(start + 60s, start + 61s);
    QVERIFY(slow.isOpen());
}

void CallPolicyTest::widthDoublesThenStepsBackOncePerEpisode()
{
    WidthControl control({16, 256, 15'000ms});
    Clock::time_point now{1h};
    SimulatedServer server;
    server.limit = 100;
    QCOMPARE(server.run(control, 3, now), 0);
    QCOMPARE(control.width(), 128);
    QCOMPARE(server.run(control, 1, now), 28); // one episode
    QCOMPARE(control.width(), 102);
    now += 20s;
    server.run(control, 1, now); // 2 refused: a second episode
    QCOMPARE(control.width(), 81);
    now += 20s;
    server.run(control, 2, now);
    QCOMPARE(control.width(), 89); // +5 % a round: 81, 85, 89
}

void CallPolicyTest::widthStopsWhereMoreBringsNothing()
{
    WidthControl control({4, 256, 15'000ms});
    Clock::time_point now{1h};
    SimulatedServer server;
    server.capacity = 32;
    server.run(control, 20, now);
    QVERIFY2(control.width() == 32 || control.width() == 64, qPrintable(QString::number(control.width())));
}

void CallPolicyTest::widthIgnoresRoundsThatWereNotFull()
{
    WidthControl control({16, 256, 15'000ms});
    Clock::time_point now{1h};
    for (int i = 0; i < 1000; ++i) { // somebody sends one call at a time
        control.started(1, now);
        now += 10ms;
        control.answered(now - 10ms, now, true);
    }
    QCOMPARE(control.width(), 16);
    SimulatedServer{}.run(control, 1, now);
    QCOMPARE(control.width(), 32);
    for (int i = 1; i <= 32; ++i)
        control.started(i, now);
    control.troubled(now); // a failure of the server: no growth, no step back
    for (int i = 0; i < 32; ++i)
        control.answered(now, now + 1s, true);
    QCOMPARE(control.width(), 32);
}

void CallPolicyTest::pinAndServerPlaces()
{
    WidthControl control({16, 256, 15'000ms});
    control.pin(7);
    QCOMPARE(control.width(), 7);
    Clock::time_point now{1h};
    control.rateLimited(now, 0ms);
    QCOMPARE(control.width(), 7);
    control.pin(1000);
    QCOMPARE(control.width(), 256);
    control.pin(0);
    QCOMPARE(control.width(), 12);
    control.serverHas(5);
    QCOMPARE(control.width(), 5);
    now += 1min;
    SimulatedServer{}.run(control, 5, now);
    QCOMPARE(control.width(), 5);
}

void CallPolicyTest::budgetPacesRequests()
{
    RateBudget budget;
    Clock::time_point now{1h};
    const CallSize size{100, 10};
    QCOMPARE(budget.wait(size, now), 0ms); // nothing known: nothing held back
    QVERIFY(budget.sentence().isEmpty());
    budget.read(headers({{"x-ratelimit-limit-requests", "600"},
                         {"x-ratelimit-remaining-requests", "3"},
                         {"x-ratelimit-reset-requests", "59.7s"}}),
                2, size, now, nowUnix);
    QCOMPARE(budget.sentence(), QStringLiteral("600 requests a minute"));
    int sent = 0;
    const Clock::time_point end = now + 10s;
    while (now < end) {
        const milliseconds wait = budget.wait(size, now);
        if (wait > 0ms) {
            now += wait;
            continue;
        }
        budget.spend(size, now);
        ++sent;
    }
    QVERIFY2(sent >= 97 && sent <= 100, qPrintable(QString::number(sent))); // 1 left + 98 % of 10 a second
}

void CallPolicyTest::budgetReadsWindows()
{
    const auto perSecond = [](const char* limit, const char* remaining, const char* reset,
                              RateBudget::RequestWindow window) {
        RateBudget budget(window);
        Clock::time_point now{1h};
        budget.read(headers({{"x-ratelimit-limit-requests", limit},
                             {"x-ratelimit-remaining-requests", remaining},
                             {"x-ratelimit-reset-requests", reset}}),
                    0, {}, now, nowUnix);
        for (int i = 0; i < 100'000 && budget.wait({}, now) == 0ms; ++i)
            budget.spend({}, now);
        const double wait = double(budget.wait({}, now).count());
        return 1000 / wait / 0.98;
    };
    using Window = RateBudget::RequestWindow;
    const auto near = [](double value, double expected) {
        return std::abs(value - expected) < 0.1 * expected;
    };
    QVERIFY(near(perSecond("60", "59", "1s", Window::Minute), 1)); // too little used to contradict
    QVERIFY(near(perSecond("60", "10", "50s", Window::Minute), 1));
    QVERIFY(near(perSecond("60", "0", "1h", Window::Minute), 60.0 / 3600)); // plainly an hour's limit
    QVERIFY(near(perSecond("86400", "86000", "400s", Window::Day), 1));
}

void CallPolicyTest::budgetCountsTokens()
{
    RateBudget budget;
    const Clock::time_point now{1h};
    budget.read(headers({{"anthropic-ratelimit-input-tokens-limit", "60000"},
                         {"anthropic-ratelimit-input-tokens-remaining", "1000"},
                         {"anthropic-ratelimit-input-tokens-reset", "2026-10-21T07:28:59Z"},
                         {"anthropic-ratelimit-output-tokens-limit", "6000"},
                         {"anthropic-ratelimit-output-tokens-remaining", "6000"},
                         {"anthropic-ratelimit-output-tokens-reset", "2026-10-21T07:28:00Z"}}),
                0, {}, now, nowUnix);
    QCOMPARE(budget.wait({900, 100}, now), 0ms);
    QCOMPARE(budget.wait({2960, 100}, now), 2000ms); // 1,960 more at 980 a second
    QCOMPARE(budget.wait({900, 6000}, now), 0ms);
    QCOMPARE(budget.sentence(), QStringLiteral("60000 input tokens a minute, 6000 output tokens a minute"));
    QVERIFY(budget.wait({1e9, 1}, now) < 61s); // larger than the limit: goes when the bucket is full
}

void CallPolicyTest::paceStaggersAfterACoolDown()
{
    Pace pace(RateBudget::RequestWindow::Minute);
    const CallSize size = pace.sizeOf(1000, 100);
    Clock::time_point now{1h};
    QVERIFY(pace.earliest(size, now) <= now);
    pace.coolDown(now + 5s, now);
    pace.coolDown(now + 1s, now); // never shortened
    QCOMPARE(pace.earliest(size, now), now + 5s);
    now += 5s;
    pace.left(size, 10, now);
    QCOMPARE(pace.earliest(size, now), now + 100ms);
    now += 2s;
    pace.left(size, 10, now);
    QVERIFY(pace.earliest(size, now) <= now);
}

void CallPolicyTest::quirks_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("parameter");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("dropped");
    QTest::addColumn<QString>("renamedTo");
    QTest::addColumn<int>("atMost");
    const auto row = [](const char* name, int status, const char* message, const char* parameter,
                        const char* code, const char* dropped, const char* renamedTo, int atMost) {
        QTest::newRow(name) << status << QString::fromUtf8(message) << QString::fromUtf8(parameter)
                            << QString::fromUtf8(code) << QString::fromUtf8(dropped)
                            << QString::fromUtf8(renamedTo) << atMost;
    };
    row("OpenAI limit", 400,
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' "
        "instead.",
        "max_tokens", "unsupported_parameter", "", "max_completion_tokens", 0);
    row("OpenAI temperature", 400,
        "Unsupported value: 'temperature' does not support 0.3 with this model. Only the default (1) value "
        "is supported.",
        "temperature", "unsupported_value", "temperature", "", 0);
    row("Anthropic temperature, no param", 400, "`temperature` is deprecated for this model.", "",
        "invalid_request_error", "temperature", "", 0);
    row("Mistral seed", 422, "seed: Extra inputs are not permitted", "seed", "extra_forbidden", "",
        "random_seed", 0);
    row("seed elsewhere", 400, "Unrecognized request argument supplied: seed", "", "", "seed", "", 0);
    row("Groq", 400, "property 'logit_bias' is unsupported", "", "", "logit_bias", "", 0);
    row("too many tokens", 400,
        "max_tokens is too large: 20000. This model supports at most 16384 completion tokens", "max_tokens",
        "invalid_value", "", "", 16384);
    row("Anthropic too many", 400,
        "max_tokens: 20000 > 8192, which is the maximum allowed number of output tokens", "",
        "invalid_request_error", "", "", 8192);
    row("nested parameter", 400, "Unsupported parameter", "response_format.json_schema",
        "unsupported_parameter", "response_format", "", 0);
    row("about something else", 400, "Bad image", "", "invalid_request_error", "", "", 0);
    row("not our field", 400, "Unsupported parameter: 'frobnicate'", "frobnicate", "unsupported_parameter",
        "", "", 0);
    row("model is never dropped", 400, "model 'x' is not supported", "model", "unsupported_value", "", "", 0);
    row("other status", 401, "'temperature' is not supported", "temperature", "", "", "", 0);
}

void CallPolicyTest::quirks()
{
    QFETCH(int, status);
    QFETCH(QString, message);
    QFETCH(QString, parameter);
    QFETCH(QString, code);
    QFETCH(QString, dropped);
    QFETCH(QString, renamedTo);
    QFETCH(int, atMost);
    QuirkMemory memory;
    const bool learned =
        memory.learn(refusal(message.toUtf8(), parameter.toUtf8(), code.toUtf8()), status, sentCall());
    const bool expected = !dropped.isEmpty() || !renamedTo.isEmpty() || atMost > 0;
    QCOMPARE(learned, expected);
    QCOMPARE(memory.sentences().size(), expected ? 1 : 0);
    QCOMPARE(QStringList(memory.quirks().dropped.values()).join(u','), dropped);
    QCOMPARE(QStringList(memory.quirks().renamed.values()).join(u','), renamedTo);
    QCOMPARE(memory.quirks().outputTokensAtMost, atMost);
}

void CallPolicyTest::atMostFourLessons()
{
    QuirkMemory memory;
    WireFailure roles;
    roles.templateRefusal = true;
    QVERIFY(memory.learn(roles, 500, sentCall()));
    QVERIFY(memory.quirks().mergesSystem);
    QVERIFY(!memory.learn(roles, 500, sentCall())); // known already: the failure stands
    for (const char* field : {"seed", "top_k", "min_p"})
        QVERIFY(memory.learn(refusal("not supported", field), 400, sentCall()));
    QCOMPARE(memory.lessons(), 4);
    QVERIFY(!memory.learn(refusal("not supported", "logit_bias"), 400, sentCall()));
}

void CallPolicyTest::outputLimitIsNeverDropped()
{
    QuirkMemory memory;
    QVERIFY(memory.learn(refusal("Unsupported parameter", "max_tokens"), 400, sentCall()));
    WireCall renamed = sentCall();
    renamed.quirks = memory.quirks();
    QVERIFY(!memory.learn(refusal("Unsupported parameter", "max_completion_tokens"), 400, renamed));
    QVERIFY(memory.quirks().dropped.isEmpty());
}

QTEST_GUILESS_MAIN(CallPolicyTest)
#include "CallPolicyTest.moc"
