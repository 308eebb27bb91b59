#include "core/engine/CallKey.h"
#include "core/engine/Gate.h"
#include "core/engine/InsertionJson.h"
#include "core/engine/RememberedCalls.h"

#include <QTest>
#include <thread>

using namespace metaspo;

/// The parts of a live run that stand alone.
class RunPartsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void forkSharesWhatComesBefore_data();
    void forkSharesWhatComesBefore();
    void digestDependsOnAllThatDecidesAnAnswer();
    void keysArePositions();
    void gateEntersLoopsOnTheWayToAStep();
    void gateStepsByGrain();
    void insertionSurvivesJson();
};

void RunPartsTest::forkSharesWhatComesBefore_data()
{
    QTest::addColumn<QString>("step");
    QTest::addColumn<QString>("fork");
    QTest::addColumn<bool>("isShared");
    QTest::newRow("earlier iteration") << "1/outer/9" << "2/inner" << true;
    QTest::newRow("inner before outer") << "2/inner/anatomy/3" << "2/outer/4" << true;
    QTest::newRow("earlier slot") << "2/outer/3" << "2/outer/4" << true;
    QTest::newRow("the fork itself") << "2/outer/4" << "2/outer/4" << false;
    QTest::newRow("later slot") << "2/outer/5" << "2/outer/4" << false;
    QTest::newRow("later loop") << "2/outer/1" << "2/inner/anatomy/1" << false;
    QTest::newRow("another task of the same inner loop") << "2/inner/surgery/2" << "2/inner/anatomy/1" << true;
    QTest::newRow("the start") << "0/start" << "1/inner" << true;
    QTest::newRow("the final test comes last") << "0/test" << "3/outer/1" << false;
    QTest::newRow("everything before the final test") << "3/outer/9" << "0/test" << true;
    QTest::newRow("an early test is no earlier step") << "2/test" << "3/test" << false;
}

void RunPartsTest::forkSharesWhatComesBefore()
{
    QFETCH(QString, step);
    QFETCH(QString, fork);
    QFETCH(bool, isShared);
    QCOMPARE(isBeforeFork(*parseStep(step), *parseStep(fork)), isShared);
}

void RunPartsTest::digestDependsOnAllThatDecidesAnAnswer()
{
    Connection connection;
    connection.id = QStringLiteral("one");
    connection.model = QStringLiteral("model");
    const QList<Message> messages{{MessageRole::System, QStringLiteral("s")}, {MessageRole::User, QStringLiteral("u")}};
    const CallParameters parameters{0, 100, {}};
    const QByteArray digest = requestDigest(connection, messages, parameters);
    QCOMPARE(digest.size(), 32);

    Connection elsewhere = connection;
    elsewhere.baseUrl = QStringLiteral("http://other");
    elsewhere.keySource = QStringLiteral("env:KEY");
    elsewhere.width = 9;
    QCOMPARE(requestDigest(elsewhere, messages, parameters), digest); // the way there decides nothing

    Connection other = connection;
    other.model = QStringLiteral("model2");
    QVERIFY(requestDigest(other, messages, parameters) != digest);
    other = connection;
    other.id = QStringLiteral("two");
    QVERIFY(requestDigest(other, messages, parameters) != digest);
    other = connection;
    other.parameters.insert(QStringLiteral("top_p"), QStringLiteral("0.5"));
    QVERIFY(requestDigest(other, messages, parameters) != digest);
    QVERIFY(requestDigest(connection, messages, {0.5, 100, {}}) != digest);
    QVERIFY(requestDigest(connection, messages, {0, 101, {}}) != digest);
    QVERIFY(requestDigest(connection, messages, parameters, 1) != digest);
    const QList<Message> joined{{MessageRole::System, QStringLiteral("su")}, {MessageRole::User, QString()}};
    QVERIFY(requestDigest(connection, joined, parameters) != digest);
}

void RunPartsTest::keysArePositions()
{
    EvaluationRequest request;
    request.system = *parseStep(u"2/outer/4");
    request.user = *parseStep(u"1/inner/anatomy/2");
    request.task = QStringLiteral("anatomy");
    request.example = 17;
    QCOMPARE(callKey(*parseStep(u"2/outer"), request),
             QStringLiteral("2/outer 2/outer/4 1/inner/anatomy/2 anatomy#17"));
    OptimizerRequest rewrite;
    rewrite.candidate = request.system;
    rewrite.role = OptimizerRole::RewriteSystemPrompt;
    QCOMPARE(callKey(rewrite), QStringLiteral("2/outer/4 rewrite-system-prompt"));
    rewrite.attempt = 2;
    QCOMPARE(callKey(rewrite), QStringLiteral("2/outer/4 rewrite-system-prompt.2"));
}

void RunPartsTest::gateEntersLoopsOnTheWayToAStep()
{
    Gate gate;
    gate.step(Grain::Call, Gate::StepFrom::Work);
    QCOMPARE(gate.pass(Grain::Iteration, {}), Gate::Passage::Go);
    QVERIFY(!gate.isClosed(Grain::Loop));
    QVERIFY(!gate.isClosed(Grain::Candidate)); // nothing was done yet
    QCOMPARE(gate.pass(Grain::Candidate, {}), Gate::Passage::Go);
    QVERIFY(gate.isClosed(Grain::Call));
    gate.step(Grain::Loop, Gate::StepFrom::Work);
    QCOMPARE(gate.pass(Grain::Iteration, {}), Gate::Passage::Go);
    QVERIFY(gate.isClosed(Grain::Loop));
}

void RunPartsTest::gateStepsByGrain()
{
    Gate gate;
    gate.pause(QStringLiteral("p"));
    QVERIFY(gate.isClosed(Grain::Call));
    gate.step(Grain::Loop);
    QVERIFY(!gate.isSingleFile());
    QCOMPARE(gate.pass(Grain::Loop, {}), Gate::Passage::Go); // the step that was asked for
    QVERIFY(!gate.isClosed(Grain::Call));
    QVERIFY(!gate.isClosed(Grain::Candidate));
    QVERIFY(gate.isClosed(Grain::Loop));
    QVERIFY(gate.isClosed(Grain::Iteration)); // coarser borders stop a finer step too
    gate.step(Grain::Call);
    QVERIFY(gate.isSingleFile());

    std::thread waiter([&] {
        gate.pass(Grain::Call, QStringLiteral("one"));
        QCOMPARE(gate.pass(Grain::Call, QStringLiteral("two")), Gate::Passage::Stop);
    });
    const bool isReached = QTest::qWaitFor([&] { return gate.next() == QLatin1String("two"); }, 60'000);
    gate.stop(QStringLiteral("enough"));
    waiter.join(); // before a check that ends the test
    QVERIFY(isReached);
    QCOMPARE(gate.reason(), QStringLiteral("enough"));
    gate.resume();
    QVERIFY(gate.isStopped()); // for good
}

void RunPartsTest::insertionSurvivesJson()
{
    const Insertion insertion{PromptKind::User, QStringLiteral("anatomy"), QStringLiteral("Do {question}\n\"now\""),
                              parseStep(u"1/inner/anatomy/2").value()};
    const auto back = insertionFromJson(insertionJson(insertion));
    QVERIFY(back.has_value());
    QCOMPARE(*back, insertion);
    QVERIFY(!insertionFromJson("{}").has_value());
    QVERIFY(!insertionFromJson("not json").has_value());
}

QTEST_GUILESS_MAIN(RunPartsTest)
#include "RunPartsTest.moc"
