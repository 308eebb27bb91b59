#include "tests/core/optimize/ScriptedModels.h"

#include "core/optimize/Contest.h"

#include <QTest>

using namespace metaspo;

/// `exact` decides like `exhaustive`, whatever the answers, their order and the number in flight.
class ExactPruningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decidesLikeExhaustive();
    void savesCalls();
    void dropsOnlyWhoCannotWin_data();
    void dropsOnlyWhoCannotWin();
    void orderOfArrivalChangesNothingInExhaustive();
};

namespace {

/// What a run decided: all facts but scores and drops of those who lost.
QList<Fact> decisions(const MemoryExecution& execution)
{
    QList<Fact> result;
    for (const Fact& fact : execution.facts)
        if (!std::holds_alternative<CandidateJudged>(fact) && !std::holds_alternative<CandidateDropped>(fact)
            && !std::holds_alternative<CellFinished>(fact))
            result.append(fact);
    return result;
}

/// The cells of what was kept: after every loop the incumbent with every prompt of the beams.
QSet<Cell> winners(const MemoryExecution& execution, Split selection)
{
    QSet<Cell> result;
    QHash<QString, QList<Step>> beams;
    for (const Fact& fact : execution.facts) {
        if (const auto* beam = std::get_if<BeamChosen>(&fact))
            beams.insert(beam->task, beam->beam);
        else if (const auto* stage = std::get_if<StageReached>(&fact))
            for (auto kept = beams.cbegin(); kept != beams.cend(); ++kept)
                for (const Step& user : *kept)
                    result.insert({stage->incumbent, user, kept.key(), selection});
    }
    return result;
}

/// Every finished cell of one is in the other with the same score; the winners' cells are in both.
bool agreeOnCells(const MemoryExecution& exact, const MemoryExecution& exhaustive, Split selection)
{
    QHash<Cell, CellScore> all;
    for (const CellFinished& fact : exhaustive.factsOf<CellFinished>())
        all.insert(fact.cell, fact.score);
    QSet<Cell> finished;
    for (const CellFinished& fact : exact.factsOf<CellFinished>()) {
        if (!all.contains(fact.cell) || all.value(fact.cell) != fact.score)
            return false;
        finished.insert(fact.cell);
    }
    const QSet<Cell> kept = winners(exhaustive, selection);
    return !kept.isEmpty() && finished.contains(kept);
}

struct RandomCase
{
    MethodInput input;
    AnswerTable table;
    PromptWriter writer;
    int width = 1;
};

RandomCase randomCase(quint64 number)
{
    Draw draw(number, u"case");
    const auto between = [&draw](int low, int high) { return low + static_cast<int>(draw.below(high - low + 1)); };
    RandomCase result;
    RunSettings settings = presetSettings(Preset::Recommended);
    settings.iterations = between(1, 2);
    settings.userCandidates = between(1, 3);
    settings.kept = between(1, 3);
    settings.systemCandidates = between(1, 4);
    settings.train = between(1, 5);
    settings.validation = draw.below(3) == 0 ? between(1, 4) : 0;
    settings.test = draw.below(4) == 0 ? 2 : 0;
    settings.seed = number;
    settings.finalTest = draw.below(2) == 0 ? FinalTest::WholeBeams : FinalTest::InitialAndFinal;
    const MetricKind metrics[] = {MetricKind::Accuracy, MetricKind::MacroF1, MetricKind::MacroF1Reference};
    const int choices = between(2, 3);
    QList<Task> tasks;
    for (int task = between(1, 3); task > 0; --task)
        tasks.append(choiceTask(QStringLiteral("t%1").arg(task), metrics[draw.below(3)], choices, settings.train,
                                settings.validation, settings.test));
    result.input = methodInputFor(settings, tasks);
    result.table = {number, choices, between(20, 95), between(0, 60), between(0, 30)};
    result.writer = {number, draw.below(3) == 0 ? 4 : 1000, draw.below(3) == 0 ? 3 : 0};
    const int widths[] = {1, 2, 5, 16, 1000};
    result.width = widths[draw.below(5)];
    return result;
}

MemoryExecution runCase(const RandomCase& random, Pruning pruning, int width, quint64 arrival)
{
    MemoryExecution execution;
    execution.base = [&](const EvaluationRequest& request) { return tableAnswer(random.table, request); };
    execution.optimizer = [&](const OptimizerRequest& request) { return writtenPrompt(random.writer, request); };
    execution.width = width;
    execution.arrival = arrival;
    MethodInput input = random.input;
    input.settings.pruning = pruning;
    runMethod(execution, input);
    return execution;
}

} // namespace

void ExactPruningTest::decidesLikeExhaustive()
{
    qint64 paid = 0;
    qint64 all = 0;
    qint64 adoptions = 0;
    qint64 dropped = 0;
    qint64 aliases = 0;
    for (quint64 number = 1; number <= METASPO_RANDOM_TABLES; ++number) {
        const RandomCase random = randomCase(number);
        const MemoryExecution exhaustive = runCase(random, Pruning::Exhaustive, 1, 1);
        const MemoryExecution exact = runCase(random, Pruning::Exact, random.width, number);
        QVERIFY2(decisions(exact) == decisions(exhaustive), qPrintable(QStringLiteral("case %1").arg(number)));
        QVERIFY2(agreeOnCells(exact, exhaustive, random.input.settings.selectionSplit()),
                 qPrintable(QStringLiteral("case %1").arg(number)));
        QVERIFY(exact.baseCalls <= exhaustive.baseCalls);
        paid += exact.baseCalls;
        all += exhaustive.baseCalls;
        dropped += exact.factsOf<CandidateDropped>().size();
        for (const IncumbentChosen& choice : exact.factsOf<IncumbentChosen>())
            adoptions += choice.incumbent != choice.before ? 1 : 0;
        for (const CandidateProposed& proposed : exact.factsOf<CandidateProposed>())
            aliases += proposed.candidate.state == CandidateState::Alias ? 1 : 0;
        QVERIFY(exhaustive.factsOf<CandidateDropped>().isEmpty());
    }
    // The tables must hold what the claim is about.
    QVERIFY(adoptions > METASPO_RANDOM_TABLES / 4);
    QVERIFY(dropped > METASPO_RANDOM_TABLES / 4);
    QVERIFY(aliases > METASPO_RANDOM_TABLES / 10);
    QVERIFY2(paid < all, qPrintable(QStringLiteral("%1 of %2").arg(paid).arg(all)));
}

void ExactPruningTest::savesCalls()
{
    RunSettings settings = presetSettings(Preset::Reference);
    settings.iterations = 1;
    settings.test = 0;
    QList<Task> tasks;
    for (int task = 1; task <= 4; ++task)
        tasks.append(choiceTask(QStringLiteral("t%1").arg(task), MetricKind::Accuracy, 4, 50, 0, 0));
    RandomCase random{methodInputFor(settings, tasks), {5, 4, 60, 5, 10}, {}, 16};
    const qint64 all = runCase(random, Pruning::Exhaustive, 16, 1).baseCalls;
    const qint64 paid = runCase(random, Pruning::Exact, 16, 1).baseCalls;
    QCOMPARE(all, 200 + 600 + 5400);
    QVERIFY2(10 * paid < 9 * all, qPrintable(QStringLiteral("%1 of %2").arg(paid).arg(all)));
}

void ExactPruningTest::dropsOnlyWhoCannotWin_data()
{
    QTest::addColumn<QList<int>>("atLeast");
    QTest::addColumn<QList<int>>("atMost");
    QTest::addColumn<int>("keep");
    QTest::addColumn<QList<bool>>("dropped");
    QTest::newRow("below for certain") << QList<int>{5, 0} << QList<int>{5, 4} << 1 << QList<bool>{false, true};
    QTest::newRow("equal, the earlier wins") << QList<int>{5, 0} << QList<int>{5, 5} << 1 << QList<bool>{false, true};
    QTest::newRow("equal, the later does not") << QList<int>{0, 5} << QList<int>{5, 5} << 1
        << QList<bool>{false, false};
    QTest::newRow("the later wins if above") << QList<int>{0, 6} << QList<int>{5, 6} << 1 << QList<bool>{true, false};
    QTest::newRow("still possible") << QList<int>{5, 0} << QList<int>{5, 6} << 1 << QList<bool>{false, false};
    QTest::newRow("two are kept") << QList<int>{5, 5, 0} << QList<int>{5, 5, 5} << 2 << QList<bool>{false, false, true};
    QTest::newRow("one place is open") << QList<int>{5, 0, 0} << QList<int>{5, 5, 5} << 2
        << QList<bool>{false, false, false};
}

void ExactPruningTest::dropsOnlyWhoCannotWin()
{
    QFETCH(QList<int>, atLeast);
    QFETCH(QList<int>, atMost);
    QFETCH(int, keep);
    QFETCH(QList<bool>, dropped);
    std::vector<Standing> standings;
    for (qsizetype index = 0; index < atLeast.size(); ++index) {
        Standing standing;
        standing.atLeast.sumOfTaskMeans = atLeast[index];
        standing.atMost.sumOfTaskMeans = atMost[index];
        standing.planned = 10;
        standing.answered = atLeast[index] == atMost[index] ? 10 : 5;
        standings.push_back(standing);
    }
    const int count = dropHopeless(standings, keep);
    QCOMPARE(count, static_cast<int>(dropped.count(true)));
    for (qsizetype index = 0; index < dropped.size(); ++index)
        QCOMPARE(standings[static_cast<std::size_t>(index)].isDropped, dropped[index]);
    QCOMPARE(dropHopeless(standings, keep), 0);
}

void ExactPruningTest::orderOfArrivalChangesNothingInExhaustive()
{
    for (quint64 number = 1; number <= 200; ++number) {
        const RandomCase random = randomCase(number);
        const MemoryExecution one = runCase(random, Pruning::Exhaustive, 1, 1);
        const MemoryExecution other = runCase(random, Pruning::Exhaustive, 64, number);
        QVERIFY2(one.facts == other.facts, qPrintable(QStringLiteral("case %1").arg(number)));
        QCOMPARE(one.baseCalls, other.baseCalls);
    }
}

QTEST_APPLESS_MAIN(ExactPruningTest)
#include "ExactPruningTest.moc"
