#include "tests/core/optimize/ScriptedModels.h"

#include <QTest>

using namespace metaspo;

/// Method evaluate: given prompts are scored, nothing is optimized.
class EvaluatePromptsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scoresEveryPair();
    void sameTextIsScoredOnce();
    void usesTheChosenSplit();
};

namespace {

MethodInput evaluationInput()
{
    RunSettings settings;
    settings.method = Method::Evaluate;
    MethodInput input = methodInputFor(settings, {choiceTask(QStringLiteral("one"), MetricKind::Accuracy, 3, 4, 0, 6),
                                                  choiceTask(QStringLiteral("two"), MetricKind::MacroF1, 3, 4, 0, 6)});
    input.tasks[1].domain = QStringLiteral("Safety"); // no domain is asked for
    input.evaluate.systemPrompts = {QStringLiteral("S1"), QStringLiteral("S2")};
    input.evaluate.userPrompts[QStringLiteral("two")] = {QStringLiteral("A {question}"),
        QStringLiteral("B {question}")};
    return input;
}

MemoryExecution executionFor()
{
    MemoryExecution run;
    run.base = [](const EvaluationRequest& request) { return tableAnswer({1, 3, 50, 20, 20}, request); };
    run.width = 8;
    return run;
}

} // namespace

void EvaluatePromptsTest::scoresEveryPair()
{
    MemoryExecution run = executionFor();
    runMethod(run, evaluationInput());
    QCOMPARE(run.baseCalls, 2 * (1 + 2) * 6);
    QCOMPARE(run.optimizerCalls, 0);
    const QList<CellFinished> cells = run.factsOf<CellFinished>();
    QCOMPARE(cells.size(), 6);
    QHash<Cell, Score> scores;
    for (const CellFinished& cell : cells) {
        QCOMPARE(cell.cell.split, Split::Test);
        QCOMPARE(cell.score.n, 6);
        scores.insert(cell.cell, cell.score.score);
    }
    const QList<CandidateJudged> judged = run.factsOf<CandidateJudged>();
    QCOMPARE(judged.size(), 2);
    QCOMPARE(text(judged[1].candidate), QStringLiteral("0/outer/2"));
    const Step system = judged[1].candidate;
    const QString two = QStringLiteral("two");
    const qint64 one = scores.value({system, Step{0, Loop::Start, QStringLiteral("one"), 0},
        QStringLiteral("one"), Split::Test}).nano;
    const qint64 sum = scores.value({system, Step{0, Loop::Start, two, 1}, two, Split::Test}).nano
                       + scores.value({system, Step{0, Loop::Start, two, 2}, two, Split::Test}).nano;
    QCOMPARE(judged[1].score->sumOfTaskMeans, one + roundedDivision(sum, 2));
    QCOMPARE(run.factsOf<RunEnded>().size(), 1);
    QCOMPARE(run.entered, QStringList{QStringLiteral("0/test")});
    for (const CandidateProposed& proposed : run.factsOf<CandidateProposed>()) // names can be read again
        QCOMPARE(parseStep(text(proposed.candidate.step)).value(), proposed.candidate.step);
}

void EvaluatePromptsTest::sameTextIsScoredOnce()
{
    MethodInput input = evaluationInput();
    input.evaluate.systemPrompts = {QStringLiteral("S1"), QStringLiteral(" S1")};
    MemoryExecution run = executionFor();
    runMethod(run, input);
    QCOMPARE(run.baseCalls, 3 * 6);
    QCOMPARE(run.factsOf<CandidateProposed>()[1].candidate.state, CandidateState::Alias);
}

void EvaluatePromptsTest::usesTheChosenSplit()
{
    MethodInput input = evaluationInput();
    input.evaluate.split = Split::Train;
    MemoryExecution run = executionFor();
    runMethod(run, input);
    QCOMPARE(run.baseCalls, 2 * 3 * 4);
}

QTEST_APPLESS_MAIN(EvaluatePromptsTest)
#include "EvaluatePromptsTest.moc"
