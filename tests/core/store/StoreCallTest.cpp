#include "tests/core/store/StoreSamples.h"

#include <QTest>
#include <algorithm>
#include <cmath>

using namespace metaspo;
using namespace metaspo::samples;

/// Calls, answers, evaluations and what they add up to.
class StoreCallTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesCallsBack();
    void rebuildsTheMessagesOfAnEvaluation();
    void usesTheRowOfAnUnansweredCallAgain();
    void neverChangesAnAnswer();
    void macroF1IsNoSumOfAnswers();
    void remembersAnswersOfAWave();
    void givesEvaluationsInOrder();
    void filtersEvaluations_data();
    void filtersEvaluations();
    void addsUpCells();
    void filtersCalls();
};

void StoreCallTest::givesCallsBack()
{
    const Project made = project();
    const NewCall call = optimizerCall(made.run, QStringLiteral("1/outer/1 rewrite-system-prompt"));
    const auto id = written<qint64>([&](auto done) { made.writer().callSent(call, done); });
    COMPARE_OK(id);
    QCOMPARE(made.reader->call(*id)->call.state, CallState::Sent);
    AnsweredCall answered = answer(*id, QStringLiteral("Line 1\r\nLine 2 — \u00e4\U0001F600"));
    answered.completion.reasoning = QStringLiteral("thought");
    answered.completion.finish = FinishReason::Length;
    answered.completion.detail = QStringLiteral("max_tokens");
    answered.completion.attempts = 2;
    answered.failedAttempts = {{1, QStringLiteral("rate_limited"), 429, QStringLiteral("slow down"), true, 5, 6}};
    COMPARE_OK(written<void>([&](auto done) { made.writer().callAnswered(answered, done); }));

    const auto detail = made.reader->call(*id);
    COMPARE_OK(detail);
    QCOMPARE(detail->messages, call.messages);
    QCOMPARE(detail->parameters, call.parameters);
    QCOMPARE(detail->completion, answered.completion);
    QCOMPARE(detail->failedAttempts, answered.failedAttempts);
    QCOMPARE(detail->sentUtc.toMSecsSinceEpoch(), answered.sentUnixMilliseconds);
    QVERIFY(!detail->evaluation);
    const CallRecord record = made.reader->calls({*id})->first();
    QCOMPARE(record.step, call.key);
    QCOMPARE(record.role, ModelRole::Optimizer);
    QCOMPARE(record.model, QStringLiteral("small-1-0613"));
    QCOMPARE(record.state, CallState::Ok);
    QCOMPARE(record.attempts, 2);
    QCOMPARE(record.usage, answered.completion.usage);
    QCOMPARE(record.costNanoDollars, answered.costNanoDollars);
    QCOMPARE(record.finish, FinishReason::Length);
    QVERIFY(!record.reused);
}

void StoreCallTest::rebuildsTheMessagesOfAnEvaluation()
{
    const Project made = project();
    const EvaluationPlace at = place(QStringLiteral("letters"), 1);
    const qint64 id = evaluate(made.writer(), made.run, at, OutcomeKind::Wrong, QStringLiteral("B"));
    const auto detail = made.reader->call(id);
    COMPARE_OK(detail);
    const QList<Message> expected{{MessageRole::System, QStringLiteral("You are a helpful assistant.")},
                                  {MessageRole::User, QStringLiteral("Answer: Question 1 of letters — ä?")}};
    QCOMPARE(detail->messages, expected);
    QVERIFY(detail->evaluation);
    QCOMPARE(detail->evaluation->outcome.prediction, QStringLiteral("B"));
    // A call for a prompt or an example that the run does not have is not sent.
    NewCall unknown = evaluationCall(made.run, at);
    unknown.key += u'x';
    unknown.evaluation->system = step("1/outer/9");
    QCOMPARE(written<qint64>([&](auto done) { made.writer().callSent(unknown, done); }).error().kind,
             ErrorKind::NotFound);
    unknown.evaluation = place(QStringLiteral("letters"), 3, Split::Train); // it is a test example
    QCOMPARE(written<qint64>([&](auto done) { made.writer().callSent(unknown, done); }).error().kind,
             ErrorKind::NotFound);
}

void StoreCallTest::usesTheRowOfAnUnansweredCallAgain()
{
    const Project made = project();
    NewCall call = optimizerCall(made.run, QStringLiteral("1/outer/1 analyse-system-prompt"));
    const auto sent = [&] { return written<qint64>([&](auto done) { made.writer().callSent(call, done); }); };
    const auto first = sent();
    COMPARE_OK(first);
    COMPARE_OK(written<void>([&](auto done) {
        made.writer().callFailed(*first, {{1, QStringLiteral("server_failure"), 500, {}, false, 1, 2}}, done);
    }));
    QCOMPARE(made.reader->call(*first)->call.state, CallState::Failed);
    call.messages[1].text = QStringLiteral("Another one");
    QCOMPARE(*sent(), *first);
    QCOMPARE(made.reader->call(*first)->messages, call.messages);
    QCOMPARE(*written<int>([&](auto done) { made.writer().markLostCalls(made.run, done); }), 1);
    QCOMPARE(made.reader->call(*first)->call.state, CallState::Unknown);
    QCOMPARE(made.reader->spending(made.run)->possiblyPaid, 1);
    QCOMPARE(made.reader->spending(made.run)->nanoDollars, 90'000);
    QCOMPARE(*sent(), *first);
    COMPARE_OK(written<void>([&](auto done) {
        made.writer().callAnswered(answer(*first, QStringLiteral("better")), done);
    }));
    QCOMPARE(made.reader->call(*first)->failedAttempts.size(), 1);
    // What was lost may still have been paid.
    QCOMPARE(made.reader->run(made.run)->possiblyPaidCalls, 1);
    QCOMPARE(made.reader->spending(made.run)->nanoDollars, 91'250);
    QCOMPARE(sent().error().kind, ErrorKind::WrongUsage);
}

void StoreCallTest::neverChangesAnAnswer()
{
    const Project made = project();
    const EvaluationPlace at = place(QStringLiteral("letters"), 0);
    const qint64 id = evaluate(made.writer(), made.run, at, OutcomeKind::Correct, QStringLiteral("A"));
    const auto again = [&](const QString& text) {
        return written<void>([&](auto done) { made.writer().callAnswered(answer(id, text), done); });
    };
    COMPARE_OK(again(QStringLiteral("The answer is A.")));
    QCOMPARE(again(QStringLiteral("Something else")).error().kind, ErrorKind::WrongUsage);
    QCOMPARE(written<void>([&](auto done) { made.writer().callFailed(id, {}, done); }).error().kind,
             ErrorKind::NotFound);
    // Graded twice is graded once.
    made.writer().evaluated(evaluation(made.run, id, at, OutcomeKind::Wrong, QStringLiteral("B")));
    COMPARE_OK(flush(made.writer()));
    QCOMPARE(made.reader->cells(made.run)->size(), 1);
    QCOMPARE(made.reader->cells(made.run)->first().score.n, 1);
    QCOMPARE(made.reader->cells(made.run)->first().score.right, 1);
    QCOMPARE(made.reader->run(made.run)->baseCalls, 1);
}

void StoreCallTest::macroF1IsNoSumOfAnswers()
{
    Project made = project();
    made.tasks[0].metric.kind = MetricKind::MacroF1;
    const auto run = written<qint64>([&](auto done) { made.writer().createRun(newRun({made.tasks[0]}), done); });
    COMPARE_OK(run);
    const QString letters = QStringLiteral("letters");
    for (const Candidate& candidate : {systemPrompt("0/start", QStringLiteral("You are a helpful assistant.")),
                                       userPrompt("0/start/letters", letters, QStringLiteral("Answer: {question}"))})
        COMPARE_OK(written<void>([&](auto done) { made.writer().record(*run, CandidateProposed{candidate}, done); }));
    for (const int example : {3, 4})
        evaluate(made.writer(), *run, place(letters, example, Split::Test), OutcomeKind::Correct, QStringLiteral("A"));
    const CellRecord open = made.reader->cells(*run)->first();
    QCOMPARE(open.score.n, open.planned);
    QVERIFY(!open.isScored);
    QVERIFY(!open.isFinished()); // no score of 0 is shown for it
    COMPARE_OK(written<void>([&](auto done) {
        made.writer().record(*run, CellFinished{open.cell, {2, 2, 0, Score{Score::one}}}, done);
    }));
    QVERIFY(made.reader->cells(*run)->first().isFinished());
    QCOMPARE(made.reader->cells(*run)->first().score.score.nano, Score::one);
}

void StoreCallTest::remembersAnswersOfAWave()
{
    const Project made = project();
    const EvaluationPlace at = place(QStringLiteral("numbers"), 2, Split::Validation);
    const qint64 graded = evaluate(made.writer(), made.run, at, OutcomeKind::Correct, QStringLiteral("A"));
    const NewCall other = evaluationCall(made.run, place(QStringLiteral("numbers"), 0));
    const auto ungraded = written<qint64>([&](auto done) { made.writer().callSent(other, done); });
    QCOMPARE(made.reader->remembered(made.run, QStringLiteral("0/start"))->size(), 1);
    COMPARE_OK(written<void>([&](auto done) {
        made.writer().callAnswered(answer(*ungraded, QStringLiteral("B")), done);
    }));
    const auto calls = made.reader->remembered(made.run, QStringLiteral("0/start"));
    COMPARE_OK(calls);
    QCOMPARE(calls->size(), 2);
    QCOMPARE(calls->at(0).call, graded);
    QCOMPARE(calls->at(0).evaluation, std::optional(at));
    QVERIFY(calls->at(0).isGraded);
    QVERIFY(!calls->at(1).isGraded);
    QCOMPARE(calls->at(1).key, other.key);
    QCOMPARE(calls->at(1).digest, other.digest);
    QCOMPARE(calls->at(1).completion.text, QStringLiteral("B"));
    QCOMPARE(made.reader->remembered(made.run, QStringLiteral("1/outer"))->size(), 0);
    QCOMPARE((*made.reader->answeredCall(other.digest))->call, *ungraded);
    QVERIFY(!*made.reader->answeredCall(QByteArray(32, 'x')));
}

void StoreCallTest::givesEvaluationsInOrder()
{
    const Project made = project();
    for (const int example : {1, 0}) // order of arrival is not the order of the table
        for (const char* name : {"numbers", "letters"})
            evaluate(made.writer(), made.run, place(QString::fromLatin1(name), example), OutcomeKind::Wrong,
                     QStringLiteral("B"));
    EvaluationFilter filter;
    filter.run = made.run;
    const auto ids = made.reader->evaluationIds(filter);
    COMPARE_OK(ids);
    const auto rows = made.reader->evaluations(*ids);
    COMPARE_OK(rows);
    QStringList order;
    for (const EvaluationRecord& row : *rows)
        order << row.task + QString::number(row.example);
    QCOMPARE(order, (QStringList{QStringLiteral("letters0"), QStringLiteral("letters1"), QStringLiteral("numbers0"),
                                 QStringLiteral("numbers1")}));
    const EvaluationRecord& row = rows->first();
    QCOMPARE(row.question, QStringLiteral("Question 0 of letters — ä?"));
    QCOMPARE(row.expected, (QStringList{QStringLiteral("A"), QStringLiteral("a")}));
    QCOMPARE(row.gold, QStringLiteral("A"));
    QCOMPARE(row.response, QStringLiteral("The answer is B."));
    QCOMPARE(row.outcome.kind, OutcomeKind::Wrong);
    QCOMPARE(row.usage.output, 30);
    QCOMPARE(row.latencyMicroseconds, 1'500'000);
}

void StoreCallTest::filtersEvaluations_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("split");
    QTest::addColumn<bool>("wrongOnly");
    QTest::addColumn<QString>("contains");
    QTest::addColumn<int>("rows");
    const QString none;
    QTest::newRow("all") << none << none << none << false << none << 4;
    QTest::newRow("task") << QStringLiteral("letters") << none << none << false << none << 3;
    QTest::newRow("unknown task") << QStringLiteral("x") << none << none << false << none << 0;
    QTest::newRow("user") << none << QStringLiteral("0/start/numbers") << none << false << none << 1;
    QTest::newRow("unknown user") << none << QStringLiteral("1/inner/numbers/1") << none << false << none << 0;
    QTest::newRow("split") << none << none << QStringLiteral("validation") << false << none << 1;
    QTest::newRow("wrong") << none << none << none << true << none << 2;
    QTest::newRow("question") << none << none << none << false << QStringLiteral("QUESTION 1 of") << 1;
    QTest::newRow("response") << none << none << none << false << QStringLiteral("answer is B") << 1;
    QTest::newRow("no pattern") << none << none << none << false << QStringLiteral("answer%B") << 0;
    QTest::newRow("both") << QStringLiteral("letters") << none << none << true << QStringLiteral("?") << 2;
}

void StoreCallTest::filtersEvaluations()
{
    QFETCH(QString, task);
    QFETCH(QString, user);
    QFETCH(QString, split);
    QFETCH(bool, wrongOnly);
    QFETCH(QString, contains);
    QFETCH(int, rows);
    static const Project made = [] {
        Project filled = project();
        const QString letters = QStringLiteral("letters");
        evaluate(filled.writer(), filled.run, place(letters, 0), OutcomeKind::Correct, QStringLiteral("A"));
        evaluate(filled.writer(), filled.run, place(letters, 1), OutcomeKind::Wrong, QStringLiteral("B"));
        evaluate(filled.writer(), filled.run, place(letters, 2, Split::Validation), OutcomeKind::Unreadable,
                 QStringLiteral("unclear"));
        evaluate(filled.writer(), filled.run, place(QStringLiteral("numbers"), 0), OutcomeKind::Correct,
                 QStringLiteral("A"));
        return filled;
    }();
    EvaluationFilter filter;
    filter.run = made.run;
    filter.task = task;
    if (!user.isEmpty())
        filter.user = *parseStep(user);
    filter.split = fromName<Split>(split);
    filter.wrongOnly = wrongOnly;
    filter.contains = contains;
    const auto ids = made.reader->evaluationIds(filter);
    COMPARE_OK(ids);
    QCOMPARE(ids->size(), rows);
    filter.system = step("0/start");
    QCOMPARE(made.reader->evaluationIds(filter)->size(), rows);
    filter.system = step("1/outer/1");
    QCOMPARE(made.reader->evaluationIds(filter)->size(), 0);
}

void StoreCallTest::addsUpCells()
{
    const Project made = project();
    const QString letters = QStringLiteral("letters");
    evaluate(made.writer(), made.run, place(letters, 3, Split::Test), OutcomeKind::Correct, QStringLiteral("A"));
    const auto unfinished = made.reader->cells(made.run);
    COMPARE_OK(unfinished);
    QCOMPARE(unfinished->size(), 1);
    CellRecord cell = unfinished->first();
    QCOMPARE(cell.cell, (Cell{step("0/start"), step("0/start/letters"), letters, Split::Test}));
    QCOMPARE(cell.domain, QStringLiteral("Reasoning"));
    QCOMPARE(cell.score, (CellScore{1, 1, 0, Score{Score::one}}));
    QCOMPARE(cell.planned, 2);
    QVERIFY(std::isnan(cell.majority));
    QVERIFY(!cell.droppedCandidate);

    evaluate(made.writer(), made.run, place(letters, 4, Split::Test), OutcomeKind::Unreadable, QStringLiteral("hm"));
    QCOMPARE(made.reader->cells(made.run)->first().score, (CellScore{2, 1, 1, Score{500'000'000}}));
    const CellScore metric{2, 1, 1, Score{333'333'333}};
    COMPARE_OK(written<void>(
        [&](auto done) { made.writer().record(made.run, CellFinished{cell.cell, metric}, done); }));
    QCOMPARE(made.reader->cells(made.run)->first().score, metric);

    const auto labels = made.reader->cellLabels(made.run);
    COMPARE_OK(labels);
    QCOMPARE(labels->size(), 2);
    QCOMPARE(labels->at(0).predicted, QString()); // unreadable
    QCOMPARE(labels->at(1).predicted, QStringLiteral("A"));
    QCOMPARE(labels->at(1).gold, QStringLiteral("A"));
    QCOMPARE(labels->at(1).n, 1);
}

void StoreCallTest::filtersCalls()
{
    const Project made = project();
    const QString letters = QStringLiteral("letters");
    evaluate(made.writer(), made.run, place(letters, 0), OutcomeKind::Correct, QStringLiteral("A"));
    evaluate(made.writer(), made.run, place(letters, 1), OutcomeKind::Correct, QStringLiteral("A"));
    for (const char* key : {"1/outer/1 analyse-system-prompt", "1/outer/10 analyse-system-prompt"})
        COMPARE_OK(written<qint64>(
            [&](auto done) { made.writer().callSent(optimizerCall(made.run, QString::fromLatin1(key)), done); }));
    const auto count = [&](std::optional<ModelRole> role, std::optional<CallState> state, const char* prefix) {
        const auto ids = made.reader->callIds({made.run, role, state, QString::fromLatin1(prefix)});
        return ids && std::ranges::is_sorted(*ids) ? ids->size() : -1;
    };
    QCOMPARE(count({}, {}, ""), 4);
    QCOMPARE(count(ModelRole::Base, {}, ""), 2);
    QCOMPARE(count({}, CallState::Sent, ""), 2);
    QCOMPARE(count(ModelRole::Base, CallState::Sent, ""), 0);
    QCOMPARE(count({}, {}, "1/outer"), 2);
    QCOMPARE(count({}, {}, "1/outer/10"), 1);
    QCOMPARE(count({}, CallState::Ok, "0/start"), 2);
    QCOMPARE(made.reader->callIds({99, {}, {}, {}})->size(), 0);
}

QTEST_GUILESS_MAIN(StoreCallTest)
#include "StoreCallTest.moc"
