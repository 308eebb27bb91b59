#include "tests/ui/WorkbenchFixture.h"

#include "ui/run/RunTreeModel.h"
#include "ui/run/StepText.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace metaspo;

namespace {

Step step(const char* text)
{
    return *parseStep(QString::fromLatin1(text));
}

MetaScore meta(double value, int tasks)
{
    return {static_cast<qint64>(value * 1e9) * tasks, tasks};
}

Candidate system(const char* at, const char* words, CandidateState state = CandidateState::Proposed)
{
    Candidate candidate;
    candidate.step = step(at);
    candidate.text = QString::fromLatin1(words);
    candidate.state = state;
    candidate.origin = state == CandidateState::Initial ? Origin::Initial : Origin::Failures;
    if (candidate.origin == Origin::Failures)
        candidate.parents = {Step{}};
    return candidate;
}

Candidate user(const char* at, CandidateState state = CandidateState::Proposed)
{
    Candidate candidate = system(at, "Answer. {question}", state);
    candidate.kind = PromptKind::User;
    candidate.task = candidate.step.task;
    if (!candidate.parents.isEmpty())
        candidate.parents = {Step{0, Loop::Start, candidate.task, 0}};
    return candidate;
}

/// One iteration with two tasks, as the method tells it.
QList<Fact> factsOfARun()
{
    const Cell cell{step("1/outer/1"), step("1/inner/alpha/1"), QStringLiteral("alpha"), Split::Validation};
    const Cell given{step("0/start"), step("0/start/alpha"), QStringLiteral("alpha"), Split::Validation};
    Candidate rejected = system("1/outer/3", "", CandidateState::Rejected);
    rejected.reason = QStringLiteral("No answer was found in the tag <system_prompt>");
    Candidate alias = system("1/outer/4", "Given", CandidateState::Alias);
    alias.aliasOf = step("0/start");
    StageReached start{step("0/start"), Step{}, {{QStringLiteral("alpha"), step("0/start/alpha")}}};
    StageReached outer{step("1/outer"), step("1/outer/1"), {{QStringLiteral("alpha"), step("1/inner/alpha/1")}}};
    return {CandidateProposed{system("0/start", "Given", CandidateState::Initial)},
            CandidateProposed{user("0/start/alpha", CandidateState::Initial)},
            CandidateProposed{user("0/start/beta", CandidateState::Initial)},
            CellFinished{given, {16, 8, 1, {Score::one / 2}}},
            CandidateJudged{step("0/start"), CandidateState::Initial, meta(0.5, 2), {}},
            BeamChosen{step("0/start"), QStringLiteral("alpha"), {step("0/start/alpha")}},
            start,
            CandidateProposed{user("1/inner/alpha/1")},
            CandidateProposed{user("1/inner/alpha/2")},
            CandidateJudged{step("1/inner/alpha/1"), CandidateState::Scored, meta(0.6, 1), {}},
            CandidateJudged{step("1/inner/alpha/1"), CandidateState::Kept, meta(0.6, 1), {}},
            CandidateJudged{step("1/inner/alpha/2"), CandidateState::Scored, meta(0.4, 1), {}},
            BeamChosen{step("1/inner"), QStringLiteral("alpha"), {step("1/inner/alpha/1"), step("0/start/alpha")}},
            CandidateProposed{system("1/outer/1", "Think first.")},
            CandidateProposed{system("1/outer/2", "Be brief.")},
            CandidateProposed{rejected},
            CandidateProposed{alias},
            CellFinished{cell, {16, 11, 0, {Score::one * 11 / 16}}},
            CandidateDropped{step("1/outer/2"), meta(0.45, 2), 12, 32},
            CandidateJudged{step("1/outer/1"), CandidateState::Adopted, meta(0.65, 2), {}},
            IncumbentChosen{step("1/outer"), Step{}, step("1/outer/1"), meta(0.5, 2), meta(0.65, 2), {}},
            outer,
            RunEnded{EndReason::AllIterationsDone, {}, step("1/outer/1"), {}}};
}

/// What the file tells about the same run: latest states, finished and unfinished cells, decisions.
RunOverview overviewOf(const RunTree& tree, const QList<Fact>& facts)
{
    RunOverview overview;
    overview.record.id = 1;
    for (const Candidate& candidate : tree.candidates())
        overview.candidates.prepend(CandidateRecord{1, candidate, {}});
    for (auto cell = tree.cells().begin(); cell != tree.cells().end(); ++cell) {
        CellRecord record;
        record.cell = cell.key();
        record.score = cell.value();
        record.planned = cell->n;
        overview.cells.append(record);
    }
    CellRecord unfinished;
    unfinished.cell = {step("1/outer/2"), step("1/inner/alpha/1"), QStringLiteral("alpha"), Split::Validation};
    unfinished.score.n = 12;
    unfinished.planned = 16;
    overview.cells.append(unfinished);
    for (const Fact& fact : facts)
        if (std::holds_alternative<BeamChosen>(fact) || std::holds_alternative<IncumbentChosen>(fact)
            || std::holds_alternative<StageReached>(fact) || std::holds_alternative<RunEnded>(fact))
            overview.decisions.append(fact);
    return overview;
}

RunTree treeOf(const QList<Fact>& facts)
{
    RunTree tree;
    for (const Fact& fact : facts)
        tree.apply(fact);
    return tree;
}

QStringList rowsBelow(const RunTreeModel& model, const QModelIndex& parent, const QString& indent = {})
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        rows += indent + index.data().toString();
        rows += rowsBelow(model, index, indent + QLatin1Char('.'));
    }
    return rows;
}

} // namespace

/// The value behind the run page and its tree.
class RunTreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void factsAndFileGiveTheSame();
    void factsToldTwiceChangeNothing();
    void fileReadInTheMiddleOfFactsGivesTheSame();
    void incumbentsAndBeamsFollowTheDecisions();
    void rowsStandWhereTheirStepsAre();
    void rowsComeInAnyOrder();
    void rowsOutliveAnOlderTree();
    void verdictsSayWhy_data();
    void verdictsSayWhy();
};

void RunTreeTest::factsAndFileGiveTheSame()
{
    const RunTree live = treeOf(factsOfARun());
    QCOMPARE(live.candidates().size(), 9);
    QVERIFY(RunTree::of(overviewOf(live, factsOfARun())) == live);
}

// A resumed run tells everything again from its first line.
void RunTreeTest::factsToldTwiceChangeNothing()
{
    RunTree tree = treeOf(factsOfARun());
    const RunTree once = tree;
    for (const Fact& fact : factsOfARun())
        tree.apply(fact);
    QVERIFY(tree == once);
}

void RunTreeTest::fileReadInTheMiddleOfFactsGivesTheSame()
{
    const QList<Fact> facts = factsOfARun();
    const RunTree whole = treeOf(facts);
    for (qsizetype asked = 0; asked <= facts.size(); ++asked) {
        for (qsizetype read = asked; read <= facts.size(); ++read) { // the file may know more than was told so far
            RunTree tree = RunTree::of(overviewOf(treeOf(facts.first(read)), facts.first(read)));
            for (const Fact& fact : facts.sliced(asked))
                tree.apply(fact);
            QVERIFY2(tree == whole, qPrintable(QStringLiteral("asked at %1, read at %2").arg(asked).arg(read)));
        }
    }
}

void RunTreeTest::incumbentsAndBeamsFollowTheDecisions()
{
    const RunTree tree = treeOf(factsOfARun());
    QCOMPARE(tree.incumbentBefore(step("1/outer")), std::optional(Step{}));
    QCOMPARE(tree.incumbent(), std::optional(step("1/outer/1")));
    QCOMPARE(tree.beam(QStringLiteral("alpha")), QList<Step>({step("1/inner/alpha/1"), step("0/start/alpha")}));
    QCOMPARE(tree.rivalOf(step("1/outer/1")), std::optional(Step{}));
    QCOMPARE(tree.rivalOf(step("1/inner/alpha/2")), std::optional(step("0/start/alpha")));
    QCOMPARE(tree.rivalOf(Step{}), std::nullopt);
    QCOMPARE(RunTree().incumbent(), std::nullopt);
}

void RunTreeTest::rowsStandWhereTheirStepsAre()
{
    RunTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(treeOf(factsOfARun()));
    const QStringList expected{
        QStringLiteral("Start"),        QStringLiteral(".System prompt"), QStringLiteral(".alpha"),
        QStringLiteral(".beta"),        QStringLiteral("Iteration 1"),    QStringLiteral(".Inner loop"),
        QStringLiteral("..alpha"),      QStringLiteral("...Proposal 1"),  QStringLiteral("...Proposal 2"),
        QStringLiteral(".Outer loop"),  QStringLiteral("..Proposal 1"),   QStringLiteral("..Proposal 2"),
        QStringLiteral("..Proposal 3"), QStringLiteral("..Proposal 4")};
    QCOMPARE(rowsBelow(model, {}), expected);
    const QModelIndex adopted = model.indexOf(step("1/outer/1"));
    QCOMPARE(model.candidateAt(adopted), std::optional(step("1/outer/1")));
    QCOMPARE(adopted.siblingAtColumn(RunTreeModel::ScoreColumn).data().toString(), QStringLiteral("65.0 %"));
    QVERIFY(adopted.data(RunTreeModel::InForceRole).toBool());
    QVERIFY(!model.indexOf(step("0/start")).data(RunTreeModel::InForceRole).toBool());
    QCOMPARE(model.indexOf(step("1/outer")).data().toString(), QStringLiteral("Outer loop"));
    QCOMPARE(model.candidateAt(model.indexOf(step("1/outer"))), std::nullopt);
}

// Live rows are inserted where they belong; what is there keeps its place.
void RunTreeTest::rowsComeInAnyOrder()
{
    RunTreeModel whole;
    whole.show(treeOf(factsOfARun()));
    QRandomGenerator chance(7);
    for (int round = 0; round < 20; ++round) {
        QList<Fact> facts = factsOfARun();
        std::shuffle(facts.begin(), facts.end(), chance);
        std::stable_partition(facts.begin(), facts.end(),
                              [](const Fact& fact) { return std::holds_alternative<CandidateProposed>(fact); });
        RunTreeModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        RunTree tree;
        for (const Fact& fact : std::as_const(facts)) {
            tree.apply(fact);
            model.show(tree);
        }
        QCOMPARE(rowsBelow(model, {}), rowsBelow(whole, {}));
        QCOMPARE(resets.count(), 1); // the first tree
    }
}

// The file as it was read before the newest candidate came.
void RunTreeTest::rowsOutliveAnOlderTree()
{
    const QList<Fact> facts = factsOfARun();
    RunTreeModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(treeOf(facts));
    const QStringList rows = rowsBelow(model, {});
    model.show(treeOf(facts.first(7)));
    QCOMPARE(rowsBelow(model, {}).size(), rows.size());
    const QModelIndex unknown = model.index(0, 0, model.index(1, 0, model.index(1, 0)));
    QCOMPARE(unknown.data().toString(), QStringLiteral("1/outer/1"));
    QVERIFY(!unknown.siblingAtColumn(RunTreeModel::StateColumn).data().isValid());
    model.show(treeOf(facts));
    QCOMPARE(rowsBelow(model, {}), rows);
}

void RunTreeTest::verdictsSayWhy_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* at, const char* words) {
        QTest::newRow(name) << QString::fromLatin1(at) << QString::fromLatin1(words);
    };
    row("adopted", "1/outer/1",
        "Adopted: its meta score of 65.0 % is above the incumbent's 50.0 % (0/start). It is the "
        "system prompt in force.");
    row("dropped", "1/outer/2",
        "Scoring stopped early: it could no longer win. Dropped after 12 of 32 answers: it could "
        "reach at most 45.00 %.");
    row("rejected", "1/outer/3", "Rejected before any answer was paid for. No answer was found in the tag "
                                 "<system_prompt>.");
    row("alias", "1/outer/4", "The same text as 0/start, so it has the same scores and costs nothing.");
    row("given", "0/start", "Given at the start. In force until it was replaced by 1/outer/1.");
    row("kept", "1/inner/alpha/1", "Kept: the best user prompt of alpha so far, with a score of 60.0 %.");
    row("not kept", "1/inner/alpha/2",
        "Not kept: 1/inner/alpha/2 has a score of 40.0 %, the last of those kept for alpha "
        "has n/a");
}

void RunTreeTest::verdictsSayWhy()
{
    QFETCH(QString, at);
    QFETCH(QString, words);
    const QString said = verdict(treeOf(factsOfARun()), *parseStep(at));
    const QString unknown = QStringLiteral("n/a"); // how a missing score is written is not the matter here
    if (words.endsWith(unknown))
        QVERIFY2(said.startsWith(words.chopped(unknown.size())), qPrintable(said));
    else
        QCOMPARE(said, words);
}

METASPO_UI_TEST(RunTreeTest)
#include "RunTreeTest.moc"
