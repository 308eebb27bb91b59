#include "core/engine/Breakpoints.h"
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
    void breakpointsHit_data();
    void breakpointsHit();
    void budgetShareIsHitOnce();
    void otherEventsKeepWhatWasSeen();
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
    QCOMPARE(callKey(*parseStep(u"2/outer"), request), QStringLiteral("2/outer 2/outer/4 1/inner/anatomy/2 anatomy#17"));
    OptimizerRequest rewrite;
    rewrite.candidate = request.system;
    rewrite.role = OptimizerRole::RewriteSystemPrompt;
    QCOMPARE(callKey(rewrite), QStringLiteral("2/outer/4 rewrite-system-prompt"));
    rewrite.attempt = 2;
    QCOMPARE(callKey(rewrite), QStringLiteral("2/outer/4 rewrite-system-prompt.2"));
}

void RunPartsTest::breakpointsHit_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<int>("hitBy"); // index of the fact below; -1: none
    QTest::newRow("rejected") << "rejected" << 0;
    QTest::newRow("adopted") << "adopted" << 3;
    QTest::newRow("unreadable") << "unreadable>20" << 1;
    QTest::newRow("not so many unreadable") << "unreadable>30" << -1;
    QTest::newRow("worse on a task") << "worse-on-a-task" << 3;
    QTest::newRow("borders are no facts") << "loop" << -1;
}

void RunPartsTest::breakpointsHit()
{
    QFETCH(QString, event);
    QFETCH(int, hitBy);
    auto breakpoints = Breakpoints::parse({event});
    QVERIFY(breakpoints.has_value());
    Candidate rejected;
    rejected.state = CandidateState::Rejected;
    const QString task = QStringLiteral("anatomy");
    const Step first{0, Loop::Start, task, 0};
    const Step adopted{1, Loop::Outer, {}, 1};
    const QList<Fact> facts{CandidateProposed{rejected},
                            CellFinished{{Step{}, first, task, Split::Train}, {4, 3, 1, {750'000'000}}},
                            BeamChosen{Step{}, task, {first}},
                            IncumbentChosen{Step{1, Loop::Outer, {}, 0}, Step{}, adopted, {}, {}, {}}};
    breakpoints->hit(CellFinished{{adopted, first, task, Split::Train}, {4, 2, 0, {500'000'000}}});
    for (int index = 0; index < facts.size(); ++index)
        QCOMPARE(breakpoints->hit(facts[index]).has_value(), index == hitBy);
    QVERIFY(!Breakpoints::parse({QStringLiteral("sometimes")}).has_value());
}

void RunPartsTest::budgetShareIsHitOnce()
{
    auto breakpoints = Breakpoints::parse({QStringLiteral("budget>80")});
    QVERIFY(breakpoints.has_value());
    QVERIFY(!breakpoints->hitByBudget(80, 100));
    QVERIFY(breakpoints->hitByBudget(81, 100).has_value());
    QVERIFY(!breakpoints->hitByBudget(90, 100));
    breakpoints->replaceEvents(*Breakpoints::parse({QStringLiteral("loop"), QStringLiteral("budget>80")}));
    QVERIFY(!breakpoints->hitByBudget(91, 100)); // the share is the same
    QVERIFY(!breakpoints->hitByBudget(92, 200)); // more money
    QVERIFY(breakpoints->hitByBudget(161, 200).has_value());
    breakpoints->replaceEvents(*Breakpoints::parse({QStringLiteral("budget>90")}));
    QVERIFY(!breakpoints->hitByBudget(162, 200));
    QVERIFY(breakpoints->hitByBudget(181, 200).has_value());
}

void RunPartsTest::otherEventsKeepWhatWasSeen()
{
    const QString task = QStringLiteral("anatomy");
    const Step first{0, Loop::Start, task, 0};
    const Step adopted{1, Loop::Outer, {}, 1};
    auto breakpoints = Breakpoints::parse({QStringLiteral("loop")});
    breakpoints->hit(BeamChosen{Step{}, task, {first}});
    breakpoints->hit(CellFinished{{Step{}, first, task, Split::Train}, {4, 3, 0, {750'000'000}}});
    breakpoints->hit(CellFinished{{adopted, first, task, Split::Train}, {4, 2, 0, {500'000'000}}});
    breakpoints->replaceEvents(*Breakpoints::parse({QStringLiteral("worse-on-a-task")}));
    QVERIFY(!breakpoints->border());
    QVERIFY(breakpoints->hit(IncumbentChosen{Step{1, Loop::Outer, {}, 0}, Step{}, adopted, {}, {}, {}}).has_value());
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
