#include "tests/core/llm/CallCollector.h"

#include <QTest>

using namespace metaspo;

namespace {

using Verdict = ConnectionCheck::Verdict;

class Checked
{
public:
    Checked(const Connection& connection)
    {
        ChatService service(quickOptions());
        service.testConnection(
            connection,
            [this](const QList<ConnectionCheck>& checks) {
                const std::lock_guard lock(m_mutex);
                all = checks;
                m_done = true;
            },
            [this](const ConnectionCheck& check) {
                const std::lock_guard lock(m_mutex);
                oneByOne << check;
            });
        ended = eventually([this] {
            const std::lock_guard lock(m_mutex);
            return m_done;
        });
    }

    Verdict verdict(const char* name) const
    {
        for (const ConnectionCheck& check : all)
            if (check.name == QLatin1String(name))
                return check.verdict;
        return Verdict::Skipped;
    }
    QString detail(const char* name) const
    {
        for (const ConnectionCheck& check : all)
            if (check.name == QLatin1String(name))
                return check.detail;
        return {};
    }

    bool ended = false;
    QList<ConnectionCheck> all;
    QList<ConnectionCheck> oneByOne;

private:
    std::mutex m_mutex;
    bool m_done = false;
};

} // namespace

class ConnectionTestTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allIsWell();
    void nobodyThere();
    void wrongKey();
    void noKey();
    void unknownModel();
    void noSystemRoleNoUsage();
    void anthropic();
    void listsModels();
};

void ConnectionTestTest::allIsWell()
{
    ServerScript script;
    script.requestsPerMinute = 6000;
    script.models << QStringLiteral("second");
    ScriptedModelServer server(script);
    const Checked checked(connectionTo(server));
    QVERIFY(checked.ended);
    QCOMPARE(checked.all.size(), 8);
    QCOMPARE(checked.oneByOne, checked.all);
    for (const ConnectionCheck& check : checked.all) {
        QVERIFY2(check.verdict == Verdict::Passed, qPrintable(check.name + u' ' + check.detail));
        QVERIFY(!check.detail.isEmpty());
    }
    QVERIFY(checked.detail("models").startsWith(QLatin1String("2 models")));
    QVERIFY(checked.detail("limits").contains(QLatin1String("6000 requests")));
    QCOMPARE(server.calls().size(), 3); // three tiny calls
}

void ConnectionTestTest::nobodyThere()
{
    Connection connection;
    {
        const ScriptedModelServer gone;
        connection = connectionTo(gone);
    }
    const Checked checked(connection);
    QVERIFY(checked.ended);
    QCOMPARE(checked.all.size(), 8);
    QCOMPARE(checked.verdict("reachable"), Verdict::Failed);
    QVERIFY(checked.detail("reachable").contains(QLatin1String("could not be reached")));
    for (qsizetype i = 1; i < checked.all.size(); ++i)
        QCOMPARE(checked.all.at(i).verdict, Verdict::Skipped);
}

void ConnectionTestTest::wrongKey()
{
    ServerScript script;
    script.key = QStringLiteral("right-key");
    ScriptedModelServer server(script);
    Connection connection = connectionTo(server);
    qputenv("METASPO_WRONG_KEY", "wrong-key");
    connection.keySource = QStringLiteral("env:METASPO_WRONG_KEY");
    const Checked checked(connection);
    QVERIFY(checked.ended);
    QCOMPARE(checked.verdict("reachable"), Verdict::Passed);
    QCOMPARE(checked.verdict("key"), Verdict::Failed);
    QVERIFY(checked.detail("key").contains(QLatin1String("METASPO_WRONG_KEY")));
    QVERIFY(!checked.detail("key").contains(QLatin1String("wrong-key")));
    QCOMPARE(server.calls().size(), 0);
}

void ConnectionTestTest::noKey()
{
    ScriptedModelServer server;
    Connection connection = connectionTo(server);
    connection.keySource = QStringLiteral("env:METASPO_KEY_THAT_IS_NOT_SET");
    const Checked checked(connection);
    QVERIFY(checked.ended);
    QCOMPARE(checked.all.size(), 8);
    QCOMPARE(checked.verdict("key"), Verdict::Failed);
    QCOMPARE(server.requests().size(), 0);
}

void ConnectionTestTest::unknownModel()
{
    ScriptedModelServer server;
    Connection connection = connectionTo(server);
    connection.model = QStringLiteral("gpt-9000");
    const Checked checked(connection);
    QVERIFY(checked.ended);
    QCOMPARE(checked.verdict("models"), Verdict::Failed);
    QVERIFY(checked.detail("models").contains(QLatin1String("scripted"))); // what there is instead
    QCOMPARE(checked.verdict("completion"), Verdict::Failed);
    QCOMPARE(checked.verdict("usage"), Verdict::Skipped);
}

void ConnectionTestTest::noSystemRoleNoUsage()
{
    ServerScript script;
    script.faults << FaultRule{Fault::NoUsage, {}, 1, 1, 1}
                  << FaultRule{Fault::UnsupportedField, QStringLiteral("response_format"), 2, 1, 1}
                  << FaultRule{Fault::NoSystemRole, {}, 4, 100, 1};
    ScriptedModelServer server(script);
    const Checked checked(connectionTo(server));
    QVERIFY(checked.ended);
    QCOMPARE(checked.verdict("completion"), Verdict::Passed);
    QVERIFY(checked.detail("completion").contains(QLatin1String("do not work")));
    QCOMPARE(checked.verdict("limits"), Verdict::Skipped);
    QCOMPARE(checked.verdict("system role"), Verdict::Skipped);
    QVERIFY(checked.detail("system role").contains(QLatin1String("first user message")));
    QCOMPARE(checked.verdict("usage"), Verdict::Failed);
}

void ConnectionTestTest::anthropic()
{
    ScriptedModelServer server;
    Connection connection = connectionTo(server);
    connection.wire = WireFormat::AnthropicMessages;
    const Checked checked(connection);
    QVERIFY(checked.ended);
    QCOMPARE(checked.verdict("completion"), Verdict::Passed);
    QCOMPARE(checked.verdict("system role"), Verdict::Passed);
    QCOMPARE(checked.verdict("usage"), Verdict::Passed);
}

void ConnectionTestTest::listsModels()
{
    ServerScript script;
    script.models = {QStringLiteral("b"), QStringLiteral("a")};
    ScriptedModelServer server(script);
    ChatService service(quickOptions());
    const auto list = [&](const Connection& connection) {
        std::mutex mutex;
        std::optional<Result<QStringList>> models;
        service.listModels(connection, [&](const Result<QStringList>& found) {
            const std::lock_guard lock(mutex);
            models = found;
        });
        eventually([&] {
            const std::lock_guard lock(mutex);
            return models.has_value();
        });
        return models.value_or(failure(ErrorKind::Internal, QStringLiteral("no reply")));
    };
    QCOMPARE(list(connectionTo(server)).value(), script.models);
    Connection gone = connectionTo(server);
    gone.baseUrl = QStringLiteral("http://127.0.0.1:9/v1");
    QCOMPARE(list(gone).error().kind, ErrorKind::ConnectionFailed);
    gone.baseUrl = QStringLiteral("nowhere");
    QCOMPARE(list(gone).error().kind, ErrorKind::WrongUsage);
}

QTEST_GUILESS_MAIN(ConnectionTestTest)
#include "ConnectionTestTest.moc"
