#include "tests/core/store/StoreSamples.h"

#include <QTest>

using namespace metaspo;
using namespace metaspo::samples;

namespace {

const QString letters = QStringLiteral("letters");
const QString numbers = QStringLiteral("numbers");

Result<void> tell(const samples::Project& made, const Fact& fact)
{
    return written<void>([&](auto done) { made.writer().record(made.run, fact, done); });
}

Result<void> end(const samples::Project& made, RunState state)
{
    return written<void>([&](auto done) { made.writer().setRunState(made.run, state, {}, done); });
}

// Sent and answered at these seconds.
Result<void> call(const samples::Project& made, const QString& key, const char* wave, int sent, int latency,
                  std::optional<qint64> cost = 1000)
{
    NewCall sending = optimizerCall(made.run, key);
    sending.wave = QString::fromLatin1(wave);
    const Result<qint64> id = written<qint64>([&](auto done) { made.writer().callSent(sending, done); });
    if (!id)
        return tl::unexpected(id.error());
    AnsweredCall answered = answer(*id, QStringLiteral("Fine."));
    answered.sentUnixMilliseconds = 1000LL * sent;
    answered.completion.latencyMicroseconds = 1'000'000LL * latency;
    answered.costNanoDollars = cost;
    return written<void>([&](auto done) { made.writer().callAnswered(answered, done); });
}

} // namespace

/// What finished runs scored, and what their loops cost.
class StoreScoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyFinishedRunsCount();
    void onlyTheSplitAskedFor();
    void promptsOfTheEndAreThereWithoutCells();
    void sameExamplesHaveTheSameDigest();
    void loopsCostWhatTheirCallsCost();
    void answersUsedAgainCostNothing();
    void onePriceUnknownMakesTheCostUnknown();
};

void StoreScoreTest::onlyFinishedRunsCount()
{
    const samples::Project made = samples::project();
    for (const RunState state : {RunState::Created, RunState::Paused, RunState::Failed, RunState::Stopped}) {
        COMPARE_OK(end(made, state));
        COMPARE_OK(made.reader->finishedScores(Split::Test));
        QCOMPARE(made.reader->finishedScores(Split::Test)->size(), 0);
    }
    COMPARE_OK(end(made, RunState::Finished));
    const auto scores = made.reader->finishedScores(Split::Test);
    COMPARE_OK(scores);
    QCOMPARE(scores->size(), 1);
    QCOMPARE(scores->first().record.id, made.run);
    QVERIFY(!scores->first().ended);
    QVERIFY(scores->first().cells.isEmpty());
}

void StoreScoreTest::onlyTheSplitAskedFor()
{
    const samples::Project made = samples::project();
    evaluate(made.writer(), made.run, place(letters, 0, Split::Train), OutcomeKind::Wrong, QStringLiteral("B"));
    evaluate(made.writer(), made.run, place(letters, 3, Split::Test), OutcomeKind::Correct, QStringLiteral("A"));
    evaluate(made.writer(), made.run, place(letters, 4, Split::Test), OutcomeKind::Unreadable, QString());
    COMPARE_OK(end(made, RunState::Finished));
    const FinishedScores scores = made.reader->finishedScores(Split::Test)->first();
    QCOMPARE(scores.cells.size(), 1);
    QCOMPARE(scores.cells.first().cell.split, Split::Test);
    QCOMPARE(scores.cells.first().score.n, 2);
    QCOMPARE(scores.cells.first().planned, 2);
    int labelled = 0;
    for (const CellLabelCount& count : scores.labels) {
        QCOMPARE(count.cell.split, Split::Test);
        labelled += count.n;
    }
    QCOMPARE(labelled, 2);
    QCOMPARE(scores.tasks.size(), 2);
    QCOMPARE(scores.tasks.first().task.name, letters);
    QCOMPARE(scores.tasks.first().golds, (QStringList{QStringLiteral("A"), QStringLiteral("A")}));
    QCOMPARE(scores.tasks.first().trainGolds.size(), 2);
    QCOMPARE(scores.prompts.value(Step{}).text, QStringLiteral("You are a helpful assistant."));
    QCOMPARE(made.reader->finishedScores(Split::Train)->first().cells.first().score.n, 1);
}

void StoreScoreTest::promptsOfTheEndAreThereWithoutCells()
{
    const samples::Project made = samples::project();
    const Candidate system = systemPrompt("1/outer/1", QStringLiteral("Think first."));
    const Candidate user = userPrompt("1/inner/letters/1", letters, QStringLiteral("Read: {question}"));
    const Candidate unused = systemPrompt("1/outer/2", QStringLiteral("Nobody asked."));
    for (const Candidate& candidate : {system, user, unused})
        COMPARE_OK(tell(made, CandidateProposed{candidate}));
    COMPARE_OK(tell(
        made, RunEnded{EndReason::AllIterationsDone, QStringLiteral("Done."), system.step, {{letters, user.step}}}));
    COMPARE_OK(end(made, RunState::Finished));
    const FinishedScores scores = made.reader->finishedScores(Split::Test)->first();
    QVERIFY(scores.ended.has_value());
    QCOMPARE(scores.ended->incumbent, system.step);
    QCOMPARE(scores.prompts.value(system.step).text, system.text);
    QCOMPARE(scores.prompts.value(user.step).text, user.text);
    QCOMPARE(scores.prompts.value(user.step).kind, PromptKind::User);
    QVERIFY(!scores.prompts.contains(unused.step)); // of thirty thousand only what is shown
    QVERIFY(scores.prompts.contains(step("0/start/letters")));
}

void StoreScoreTest::sameExamplesHaveTheSameDigest()
{
    const samples::Project made = samples::project();
    NewRun backwards = newRun(made.tasks);
    for (RunTask& used : backwards.tasks)
        std::reverse(used.task.examples.begin(), used.task.examples.end());
    NewRun fewer = newRun(made.tasks);
    fewer.tasks.first().task.examples.removeLast();
    for (const NewRun& run : {backwards, fewer}) {
        const Result<qint64> id = written<qint64>([&](auto done) { made.writer().createRun(run, done); });
        COMPARE_OK(id);
        COMPARE_OK(written<void>([&](auto done) { made.writer().setRunState(*id, RunState::Finished, {}, done); }));
    }
    COMPARE_OK(end(made, RunState::Finished));
    const auto scores = made.reader->finishedScores(Split::Test);
    QCOMPARE(scores->size(), 3);
    const auto digest = [&](int run, int task) { return scores->at(run).tasks.at(task).examplesDigest; };
    QCOMPARE(digest(1, 0), digest(0, 0)); // the order of drawing says nothing
    QVERIFY(digest(2, 0) != digest(0, 0));
    QCOMPARE(digest(2, 1), digest(0, 1));
    QVERIFY(digest(0, 0) != digest(0, 1));
    QVERIFY(made.reader->finishedScores(Split::Validation)->first().tasks.first().examplesDigest != digest(0, 0));
}

void StoreScoreTest::loopsCostWhatTheirCallsCost()
{
    const samples::Project made = samples::project();
    COMPARE_OK(call(made, QStringLiteral("a"), "2/outer", 40, 2));
    COMPARE_OK(call(made, QStringLiteral("b"), "0/start", 10, 1, 500));
    COMPARE_OK(call(made, QStringLiteral("c"), "0/start", 12, 1, 700));
    COMPARE_OK(call(made, QStringLiteral("d"), "1/inner", 20, 5));
    const auto open = written<qint64>(
        [&](auto done) { made.writer().callSent(optimizerCall(made.run, QStringLiteral("open")), done); });
    COMPARE_OK(open);
    const auto efforts = made.reader->loopEfforts(made.run);
    COMPARE_OK(efforts);
    QCOMPARE(efforts->size(), 3);
    const LoopEffort& start = efforts->first();
    QCOMPARE(text(start.loop), QStringLiteral("0/start"));
    QCOMPARE(start.calls, 2);
    QCOMPARE(start.tokens, 2 * (120 + 30));
    QCOMPARE(start.nanoDollars, std::optional<qint64>(1200));
    const auto pace = made.reader->pace(made.run);
    COMPARE_OK(pace);
    qint64 atWork = 0;
    for (const LoopEffort& effort : *efforts)
        atWork += effort.milliseconds;
    QVERIFY(start.milliseconds > 0);
    QCOMPARE(atWork, pace->milliseconds); // the loops divide the time of the run
    QCOMPARE(text(efforts->at(1).loop), QStringLiteral("1/inner"));
    QCOMPARE(text(efforts->at(2).loop), QStringLiteral("2/outer"));
}

void StoreScoreTest::answersUsedAgainCostNothing()
{
    const samples::Project made = samples::project();
    const qint64 original =
        evaluate(made.writer(), made.run, place(letters, 0), OutcomeKind::Correct, QStringLiteral("A"));
    const auto again = written<qint64>(
        [&](auto done) { made.writer().callReused(evaluationCall(made.run, place(letters, 1)), original, done); });
    COMPARE_OK(again);
    const auto efforts = made.reader->loopEfforts(made.run);
    QCOMPARE(efforts->size(), 1);
    QCOMPARE(efforts->first().calls, 1);
    QCOMPARE(efforts->first().nanoDollars, std::optional<qint64>(1250));
}

void StoreScoreTest::onePriceUnknownMakesTheCostUnknown()
{
    const samples::Project made = samples::project();
    COMPARE_OK(call(made, QStringLiteral("a"), "0/start", 1, 1));
    COMPARE_OK(call(made, QStringLiteral("b"), "0/start", 2, 1, std::nullopt));
    COMPARE_OK(call(made, QStringLiteral("c"), "1/inner", 3, 1));
    const auto efforts = made.reader->loopEfforts(made.run);
    QVERIFY(!efforts->first().nanoDollars);
    QCOMPARE(efforts->last().nanoDollars, std::optional<qint64>(1000));
    QCOMPARE(made.reader->loopEfforts(made.run + 1)->size(), 0);
}

QTEST_GUILESS_MAIN(StoreScoreTest)
#include "StoreScoreTest.moc"
