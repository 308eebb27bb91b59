#include "core/engine/MethodReading.h"

#include "core/analysis/CellInterval.h"
#include "core/analysis/Export.h"
#include "core/analysis/Intervals.h"
#include "core/engine/RunReading.h"
#include "tests/core/store/StoreSamples.h"

#include <QTest>

using namespace metaspo;
using namespace metaspo::samples;

namespace {

const QString letters = QStringLiteral("letters");
const QString numbers = QStringLiteral("numbers");

void tell(const samples::Project& made, qint64 run, const Fact& fact)
{
    const auto told = written<void>([&](auto done) { made.writer().record(run, fact, done); });
    if (!told)
        qFatal("%s", qPrintable(sentence(told.error())));
}

void finish(const samples::Project& made, qint64 run)
{
    const auto done = written<void>([&](auto then) { made.writer().setRunState(run, RunState::Finished, {}, then); });
    if (!done)
        qFatal("%s", qPrintable(sentence(done.error())));
}

void score(const samples::Project& made, qint64 run, const char* system, const QString& user, const QString& task,
           const QList<OutcomeKind>& outcomes)
{
    for (int test = 0; test < outcomes.size(); ++test) {
        EvaluationPlace at = place(task, 3 + test, Split::Test);
        at.system = step(system);
        at.user = *parseStep(user);
        evaluate(made.writer(), run, at, outcomes.at(test),
                 outcomes.at(test) == OutcomeKind::Correct ? QStringLiteral("A") : QStringLiteral("B"));
    }
}

const QList<OutcomeKind> allRight{OutcomeKind::Correct, OutcomeKind::Correct};
const QList<OutcomeKind> halfRight{OutcomeKind::Correct, OutcomeKind::Wrong};
const QList<OutcomeKind> unreadable{OutcomeKind::Unreadable, OutcomeKind::Wrong};

// A run that ends with another system prompt and, for letters, another user prompt.
samples::Project finishedProject()
{
    samples::Project made = samples::project();
    const Candidate system = systemPrompt("1/outer/1", QStringLiteral("Think first."));
    const Candidate user = userPrompt("1/inner/letters/1", letters, QStringLiteral("Read: {question}"));
    tell(made, made.run, CandidateProposed{system});
    tell(made, made.run, CandidateProposed{user});
    score(made, made.run, "0/start", QStringLiteral("0/start/letters"), letters, halfRight);
    score(made, made.run, "0/start", QStringLiteral("0/start/numbers"), numbers, unreadable);
    score(made, made.run, "1/outer/1", QStringLiteral("1/inner/letters/1"), letters, allRight);
    tell(made, made.run,
         RunEnded{EndReason::AllIterationsDone, QStringLiteral("Done."), system.step,
                  {{letters, user.step}, {numbers, step("0/start/numbers")}}});
    finish(made, made.run);
    return made;
}

// A run of the method evaluate with one system prompt and these user prompts for numbers.
qint64 evaluation(const samples::Project& made, const QString& system, const QStringList& users,
                  const QList<QList<OutcomeKind>>& outcomes)
{
    NewRun run = newRun({made.tasks.at(1)});
    run.settings.method = Method::Evaluate;
    const auto id = written<qint64>([&](auto done) { made.writer().createRun(run, done); });
    tell(made, *id, CandidateProposed{systemPrompt("0/outer/1", system)});
    for (int user = 0; user < users.size(); ++user) {
        const QString at =
            users.size() == 1 ? QStringLiteral("0/start/numbers") : QStringLiteral("0/start/numbers/%1").arg(user + 1);
        tell(made, *id, CandidateProposed{userPrompt(at.toLatin1().constData(), numbers, users.at(user))});
        score(made, *id, "0/outer/1", at, numbers, outcomes.at(user));
    }
    finish(made, *id);
    return *id;
}

QString shown(const MethodCell& cell)
{
    return cell.score ? QString::number(100 * cell.score->score.value) : QStringLiteral("-");
}

QString pictureOf(const MethodTable& table)
{
    QStringList rows;
    for (const MethodRow& row : table.rows) {
        QStringList cells{methodName(row.prompts)};
        for (const MethodCell& cell : row.cells)
            cells.append(shown(cell));
        rows.append(cells.join(u' '));
    }
    return rows.join(QStringLiteral("; "));
}

Result<MethodTable> methodsOf(const samples::Project& made)
{
    KnownIntervals known;
    return readMethods(*made.reader, known);
}

} // namespace

/// The table of methods by tasks from a file.
class MethodReadingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initialAndFinalPromptsAreRows();
    void scoresAreThoseOfTheExport();
    void evaluationsFillWhatIsMissing();
    void severalUserPromptsAreTheirMean();
    void unfinishedCellsAreMissing();
    void baselinesAreComputedOnce();
    void changesAreOfTheSameAnswers();
    void effortsAddUpToTheStage();
};

void MethodReadingTest::initialAndFinalPromptsAreRows()
{
    const samples::Project made = finishedProject();
    const auto table = methodsOf(made);
    COMPARE_OK(table);
    QCOMPARE(pictureOf(*table), QStringLiteral("Run 1, initial 50 0; Run 1, final 100 -"));
    const MethodRow& last = table->rows.at(1);
    QCOMPARE(last.prompts.systemPrompt, QStringLiteral("Think first."));
    QCOMPARE(last.prompts.userPrompts.value(letters), QStringList{QStringLiteral("Read: {question}")});
    QCOMPARE(last.prompts.baseModel, QStringLiteral("small-1"));
    QCOMPARE(last.prompts.baseConnectionId, QStringLiteral("c-1"));
    QCOMPARE(table->rows.first().cells.at(1).score->unreadable, 0.5);
    QCOMPARE(table->columns.first().baseline.label, QStringLiteral("A"));
    QCOMPARE(table->columns.first().baseline.majority, 1.0);
    QCOMPARE(table->columns.first().baseline.chance, 0.5);
}

void MethodReadingTest::scoresAreThoseOfTheExport()
{
    const samples::Project made = finishedProject();
    const auto table = methodsOf(made);
    QList<Cell> cells;
    QList<MethodScore> scores;
    for (const MethodRow& row : table->rows)
        for (const MethodCell& cell : row.cells)
            if (cell.score) {
                scores.append(*cell.score);
                cells += cell.score->cells;
            }
    QCOMPARE(cells.size(), 3);
    const auto overview = readOverview(*made.reader, made.run);
    COMPARE_OK(overview);
    QHash<Cell, Row> exported;
    for (const CellRecord& cell : overview->cells)
        exported.insert(cell.cell, row(cell));
    const QList<Column> names = columns(ExportTable::Scores);
    const auto field = [&](int place, const char* name) {
        for (qsizetype column = 0; column < names.size(); ++column)
            if (names.at(column).name == QLatin1String(name))
                return exactText(exported.value(cells.at(place)).value(column));
        return QString();
    };
    for (int place = 0; place < scores.size(); ++place) {
        QCOMPARE(exactText(scores.at(place).score.value), field(place, "score"));
        QCOMPARE(exactText(scores.at(place).score.interval.low), field(place, "low_95"));
        QCOMPARE(exactText(scores.at(place).score.interval.high), field(place, "high_95"));
        QCOMPARE(exactText(scores.at(place).baseline.majority), field(place, "majority"));
    }
}

void MethodReadingTest::evaluationsFillWhatIsMissing()
{
    const samples::Project made = finishedProject();
    const qint64 run =
        evaluation(made, QStringLiteral("Think first."), {QStringLiteral("Answer: {question}")}, {halfRight});
    const auto table = methodsOf(made);
    COMPARE_OK(table);
    QCOMPARE(pictureOf(*table), QStringLiteral("Run 1, initial 50 0; Run 1, final 100 50"));
    QCOMPARE(table->rows.at(1).cells.at(1).runs, QList<qint64>{run});
    QCOMPARE(table->rows.at(1).same.size(), 1);
    evaluation(made, QStringLiteral("Something else."), {QStringLiteral("Answer: {question}")}, {allRight});
    QCOMPARE(pictureOf(*methodsOf(made)),
             QStringLiteral("Run 1, initial 50 0; Run 1, final 100 50; Run 3, prompt 1 - 100"));
}

void MethodReadingTest::severalUserPromptsAreTheirMean()
{
    const samples::Project made = samples::project();
    evaluation(made, QStringLiteral("S"), {QStringLiteral("One {question}"), QStringLiteral("Two {question}")},
               {allRight, halfRight});
    const auto table = methodsOf(made);
    COMPARE_OK(table);
    QCOMPARE(table->rows.size(), 1);
    const MethodScore& score = *table->rows.first().cells.at(1).score;
    QCOMPARE(score.score.value, 0.75);
    QCOMPARE(score.score.n, 2); // questions, not answers
    QCOMPARE(score.cells.size(), 2);
    QCOMPARE(score.score.interval, wilson95(0.75, 2)); // as wide as two answers make it
    // Never narrower than what clustering by question gives.
    QList<JudgedCell> answers;
    for (const Cell& cell : score.cells) {
        EvaluationFilter filter;
        filter.run = score.run;
        filter.user = cell.user;
        answers += *readAnswers(*made.reader, filter);
    }
    const Interval clustered = metaspo::estimate(score.metric, answers).interval;
    QVERIFY(score.score.interval.low <= clustered.low && score.score.interval.high >= clustered.high);
}

void MethodReadingTest::unfinishedCellsAreMissing()
{
    const samples::Project made = samples::project();
    score(made, made.run, "0/start", QStringLiteral("0/start/letters"), letters, {OutcomeKind::Correct}); // of two
    finish(made, made.run);
    QCOMPARE(pictureOf(*methodsOf(made)), QStringLiteral("Run 1, initial - -"));
}

// An overview is read up to twice a second while a run is at work.
void MethodReadingTest::baselinesAreComputedOnce()
{
    const samples::Project made = finishedProject();
    tell(made, made.run, StageReached{step("0/start"), Step{}, {{letters, step("0/start/letters")}}});
    KnownIntervals intervals;
    KnownBaselines baselines;
    const auto first = readOverview(*made.reader, made.run, intervals, baselines);
    COMPARE_OK(first);
    QVERIFY(!first->baselines.isEmpty());
    QCOMPARE(baselines.value(made.run), first->baselines);
    baselines[made.run].front().majority = 0.125; // what is known is asked for, not computed
    const auto again = readOverview(*made.reader, made.run, intervals, baselines);
    COMPARE_OK(again);
    QCOMPARE(again->baselines.front().majority, 0.125);
}

void MethodReadingTest::changesAreOfTheSameAnswers()
{
    const samples::Project made = finishedProject();
    const auto table = methodsOf(made);
    const MethodScore before = *table->rows.at(0).cells.at(0).score;
    const MethodScore after = *table->rows.at(1).cells.at(0).score;
    const auto changes = readChanges(*made.reader, {{before, after}});
    COMPARE_OK(changes);
    QCOMPARE(changes->size(), 1);
    QCOMPARE(changes->first().counts, (PairedCounts{1, 1, 0, 0}));
    QCOMPARE(changes->first().difference.value, 0.5);
    const MethodScore ofNumbers = *table->rows.at(0).cells.at(1).score;
    QCOMPARE(readChanges(*made.reader, {{ofNumbers, ofNumbers}})->first().counts, (PairedCounts{0, 0, 0, 2}));
}

void MethodReadingTest::effortsAddUpToTheStage()
{
    const samples::Project made = samples::project();
    const auto call = [&made](const QString& key, const char* wave) {
        NewCall sending = optimizerCall(made.run, key);
        sending.wave = QString::fromLatin1(wave);
        const auto id = written<qint64>([&](auto done) { made.writer().callSent(sending, done); });
        return written<void>(
            [&](auto done) { made.writer().callAnswered(answer(*id, QStringLiteral("Fine.")), done); });
    };
    COMPARE_OK(call(QStringLiteral("a"), "0/start"));
    COMPARE_OK(call(QStringLiteral("b"), "1/inner"));
    COMPARE_OK(call(QStringLiteral("c"), "1/inner"));
    COMPARE_OK(call(QStringLiteral("d"), "1/outer"));
    COMPARE_OK(call(QStringLiteral("e"), "2/inner")); // not over yet
    for (const char* loop : {"0/start", "1/inner", "1/outer"})
        tell(made, made.run, StageReached{step(loop), Step{}, {{letters, step("0/start/letters")}}});
    const auto efforts = readEfforts(*made.reader, made.run);
    COMPARE_OK(efforts);
    QList<qint64> calls;
    QList<qint64> cost;
    for (const StageEffort& stage : *efforts) {
        calls.append(stage.calls);
        cost.append(stage.costNanoDollars.value_or(-1));
        QCOMPARE(stage.tokens, 150 * stage.calls);
        QVERIFY(stage.milliseconds > 0);
    }
    QCOMPARE(calls, (QList<qint64>{1, 3, 4}));
    QCOMPARE(cost, (QList<qint64>{1250, 3750, 5000}));
}

QTEST_GUILESS_MAIN(MethodReadingTest)
#include "MethodReadingTest.moc"
