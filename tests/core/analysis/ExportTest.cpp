#include "core/analysis/TableWriter.h"
#include "tests/core/analysis/ExportSamples.h"

#include <QTest>
#include <QTimeZone>

using namespace metaspo;

class ExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void columnsAreTheContract_data();
    void columnsAreTheContract();
    void runs();
    void runsThatHaveNotStarted();
    void candidates_data();
    void candidates();
    void calls_data();
    void calls();
    void pointsOfTheChart();
    void rowsFitTheirFiles();
};

// The table of CSV files in the description of the command line.
void ExportTest::columnsAreTheContract_data()
{
    QTest::addColumn<ExportTable>("table");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("names");
    const auto row = [](ExportTable table, const char* file, const char* names) {
        QTest::newRow(file) << table << QString::fromLatin1(file) << QString::fromLatin1(names);
    };
    row(ExportTable::Runs, "runs.csv",
        "run, method, scope, preset, seed, state, started_utc, finished_utc, base_model, optimizer_model, "
        "base_calls, "
        "optimizer_calls, input_tokens, cached_tokens, output_tokens, cost_usd");
    row(ExportTable::Candidates, "candidates.csv",
        "run, candidate, kind, task, iteration, slot, parents, origin, state, reason, meta_score, text");
    row(ExportTable::Scores, "scores.csv",
        "run, candidate, system_candidate, task, domain, split, metric, n, right, unreadable, score, low_95, "
        "high_95, "
        "majority");
    row(ExportTable::Evaluations, "evaluations.csv",
        "run, system_candidate, user_candidate, task, split, example, question, expected, response, "
        "prediction, outcome, "
        "latency_ms, input_tokens, output_tokens");
    row(ExportTable::Calls, "calls.csv",
        "run, step, role, model, state, attempts, latency_ms, input_tokens, cached_tokens, output_tokens, "
        "cost_usd, "
        "finish_reason");
    row(ExportTable::AccuracyPerDomain, "accuracy_per_domain.csv",
        "run, iteration, stage, domain, split, n, score, low_95, high_95");
}

void ExportTest::columnsAreTheContract()
{
    QFETCH(ExportTable, table);
    QFETCH(QString, file);
    QFETCH(QString, names);
    QStringList actual;
    for (const Column& column : columns(table))
        actual.append(column.name);
    QCOMPARE(actual.join(QStringLiteral(", ")), names);
    QCOMPARE(fileName(table), file);
}

void ExportTest::runs()
{
    RunRecord run;
    run.id = 3;
    run.method = Method::MetaSpo;
    run.state = RunState::Finished;
    run.settings.scope = Scope::Global;
    run.settings.preset = Preset::Small;
    run.settings.seed = 18446744073709551615U;
    run.baseModel = QStringLiteral("qwen2.5-0.5b");
    run.optimizerModel = QStringLiteral("gpt, mini");
    run.startedUtc = QDateTime(QDate(2026, 3, 1), QTime(12, 0), QTimeZone::utc());
    run.finishedUtc = run.startedUtc.addMSecs(61'005);
    run.baseCalls = 900;
    run.optimizerCalls = 36;
    run.inputTokens = 123'456;
    run.cachedTokens = 3'000;
    run.outputTokens = 45'678;
    run.costNanoDollars = 1'234'500'001;
    QCOMPARE(named(ExportTable::Runs, row(run)).join(u' '),
             QStringLiteral(
                 "run=3 method=metaspo scope=global preset=small seed=18446744073709551615 state=finished "
                 "started_utc=2026-03-01T12:00:00.000Z finished_utc=2026-03-01T12:01:01.005Z "
                 "base_model=qwen2.5-0.5b optimizer_model=gpt, mini base_calls=900 optimizer_calls=36 "
                 "input_tokens=123456 cached_tokens=3000 output_tokens=45678 cost_usd=1.234500001"));
}

void ExportTest::runsThatHaveNotStarted()
{
    RunRecord run;
    run.id = 1;
    for (const char* name : {"started_utc", "finished_utc", "base_model", "optimizer_model", "cost_usd"})
        QCOMPARE(field(ExportTable::Runs, row(run), name), QStringLiteral("nothing"));
    QCOMPARE(field(ExportTable::Runs, row(run), "base_calls"), QStringLiteral("0"));
    run.costNanoDollars = 0; // known to be free
    QCOMPARE(field(ExportTable::Runs, row(run), "cost_usd"), QStringLiteral("0"));
}

void ExportTest::candidates_data()
{
    QTest::addColumn<CandidateRecord>("record");
    QTest::addColumn<QString>("fields");
    CandidateRecord system;
    system.run = 3;
    system.candidate.step = Step{2, Loop::Outer, {}, 4};
    system.candidate.text = QStringLiteral("You are careful.");
    system.candidate.parents = {Step{1, Loop::Outer, {}, 1}};
    system.candidate.origin = Origin::Failures;
    system.candidate.state = CandidateState::Adopted;
    system.candidate.score = MetaScore{1'200'000'000, 2};
    QTest::newRow("system")
        << system
        << QStringLiteral("run=3 candidate=2/outer/4 kind=system iteration=2 slot=4 parents=1/outer/1 "
                          "origin=failures state=adopted meta_score=0.6 text=You are careful.");
    CandidateRecord user;
    user.run = 3;
    user.candidate.step = Step{1, Loop::Inner, QStringLiteral("a/b"), 2};
    user.candidate.kind = PromptKind::User;
    user.candidate.task = QStringLiteral("a/b");
    user.candidate.parents = {Step{0, Loop::Start, QStringLiteral("a/b"), 0},
                              Step{1, Loop::Inner, QStringLiteral("a/b"), 1}};
    user.candidate.origin = Origin::Evo;
    user.candidate.state = CandidateState::Rejected;
    user.candidate.reason = QStringLiteral("No {question}.");
    QTest::newRow("user") << user
                          << QStringLiteral(
                                 "run=3 candidate=1/inner/a%2Fb/2 kind=user task=a/b iteration=1 slot=2 "
                                 "parents=0/start/a%2Fb 1/inner/a%2Fb/1 origin=evo state=rejected "
                                 "reason=No {question}. text=");
}

void ExportTest::candidates()
{
    QFETCH(CandidateRecord, record);
    QFETCH(QString, fields);
    QCOMPARE(named(ExportTable::Candidates, row(record)).join(u' '), fields);
}

void ExportTest::calls_data()
{
    QTest::addColumn<CallRecord>("call");
    QTest::addColumn<QString>("fields");
    CallRecord call;
    call.run = 3;
    call.step = QStringLiteral("1/inner/anatomy/2/rewrite");
    call.role = ModelRole::Optimizer;
    call.model = QStringLiteral("gpt");
    call.state = CallState::Ok;
    call.attempts = 2;
    call.latencyMicroseconds = 1'500'000;
    call.usage = {100, 60, 20, 5};
    call.costNanoDollars = 75'000;
    call.finish = FinishReason::Length;
    QTest::newRow("answered")
        << call
        << QStringLiteral("run=3 step=1/inner/anatomy/2/rewrite role=optimizer model=gpt state=ok attempts=2 "
                          "latency_ms=1500 input_tokens=100 cached_tokens=60 output_tokens=20 "
                          "cost_usd=0.000075 finish_reason=length");
    call.state = CallState::Failed;
    call.usage = {};
    call.costNanoDollars.reset();
    call.finish.reset();
    QTest::newRow("failed")
        << call
        << QStringLiteral(
               "run=3 step=1/inner/anatomy/2/rewrite role=optimizer model=gpt state=failed attempts=2");
}

void ExportTest::calls()
{
    QFETCH(CallRecord, call);
    QFETCH(QString, fields);
    QCOMPARE(named(ExportTable::Calls, row(call)).join(u' '), fields);
}

void ExportTest::pointsOfTheChart()
{
    const DomainPoint point{
        3, Step{2, Loop::Outer, {}, 0}, QStringLiteral("Medical"), Split::Test, 160, 0.625, 0.55, qQNaN()};
    QCOMPARE(named(ExportTable::AccuracyPerDomain, row(point)).join(u' '),
             QStringLiteral(
                 "run=3 iteration=2 stage=outer domain=Medical split=test n=160 score=0.625 low_95=0.55"));
}

void ExportTest::rowsFitTheirFiles()
{
    // As many values as columns, and a formula in a question is guarded for spreadsheets alone.
    Table table;
    table.columns = columns(ExportTable::Evaluations);
    table.rows = {row(evaluation({QStringLiteral("-1"), QStringLiteral("B")}))};
    QCOMPARE(tableText(table, TableFormat::Csv).section(QStringLiteral("\r\n"), 1),
             QStringLiteral("3,0/start,0/start/anatomy,anatomy,test,12,\"=Which bone, \"\"the "
                            "longest\"\"?\",\"[\"\"-1\"\",\"\"B\"\"]\","
                            "\"Well,\n<answer>B</answer>\",B,correct,1234.567,210,\r\n"));
    QVERIFY(tableText(table, TableFormat::SpreadsheetCsv).contains(QStringLiteral(",12,\"'=Which bone, ")));
    QCOMPARE(row(RunRecord()).size(), columns(ExportTable::Runs).size());
    QCOMPARE(row(CandidateRecord()).size(), columns(ExportTable::Candidates).size());
    QCOMPARE(row(CellRecord()).size(), columns(ExportTable::Scores).size());
    QCOMPARE(row(EvaluationRecord()).size(), columns(ExportTable::Evaluations).size());
    QCOMPARE(row(CallRecord()).size(), columns(ExportTable::Calls).size());
    QCOMPARE(row(DomainPoint()).size(), columns(ExportTable::AccuracyPerDomain).size());
}

QTEST_GUILESS_MAIN(ExportTest)
#include "ExportTest.moc"
