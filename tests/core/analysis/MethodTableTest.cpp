#include "core/analysis/MethodTable.h"
#include "core/analysis/MethodTableExport.h"
#include "core/analysis/TableWriter.h"
#include "tests/core/analysis/Near.h"

#include <QTest>

using namespace metaspo;

namespace {

const QString own = QStringLiteral("own: {question}");

TaskSummary task(const char* name, const char* domain = "Domain", MetricKind metric = MetricKind::Accuracy)
{
    TaskSummary summary;
    summary.task.name = QString::fromLatin1(name);
    summary.task.domain = QString::fromLatin1(domain);
    summary.task.userPrompt = own;
    summary.task.metric.kind = metric;
    return summary;
}

MethodPrompts prompts(qint64 run, PromptOrigin origin, const char* system, const QMap<QString, QStringList>& users = {})
{
    MethodPrompts made;
    made.run = run;
    made.origin = origin;
    made.number = origin == PromptOrigin::Given ? 1 : 0;
    made.baseModel = QStringLiteral("model");
    made.systemPrompt = QString::fromLatin1(system);
    made.userPrompts = users;
    return made;
}

MethodScore score(qint64 run, const char* system, const char* taskName, double value, const char* examples = "all",
                  const QString& user = own, qint64 n = 100)
{
    MethodScore made;
    made.run = run;
    made.baseModel = QStringLiteral("model");
    made.systemPrompt = QString::fromLatin1(system);
    made.userPrompts = {user};
    made.task = QString::fromLatin1(taskName);
    made.domain = QStringLiteral("Domain");
    made.score = {value, {value - 0.1, value + 0.1}, n};
    made.unreadable = 0.02;
    made.examples = examples;
    made.baseline.label = QStringLiteral("A");
    made.baseline.majority = 0.4;
    made.baseline.chance = 0.25;
    made.cells = {Cell{Step{}, Step{0, Loop::Start, made.task, 0}, made.task, Split::Test}};
    return made;
}

QString columnsOf(const MethodTable& table)
{
    QStringList list;
    for (const MethodColumn& column : table.columns)
        list.append(QStringLiteral("%1/%2/%3").arg(column.domain, column.task, name(column.metric)));
    return list.join(u' ');
}

// "50.0" comparable, "50.0!" best, "50.0?" on other examples, "-" missing; a row a word list.
QString cellsOf(const MethodTable& table)
{
    QStringList rows;
    for (const MethodRow& row : table.rows) {
        QStringList cells;
        for (const MethodCell& cell : row.cells)
            cells.append(!cell.score ? QStringLiteral("-")
                                     : QString::number(100 * cell.score->score.value, 'f', 0)
                                           + (cell.isBest ? QStringLiteral("!") : QString())
                                           + (cell.isComparable ? QString() : QStringLiteral("?")));
        rows.append(cells.join(u' '));
    }
    return rows.join(QStringLiteral("; "));
}

const QMap<QString, QStringList> ownOfA{{QStringLiteral("a"), {own}}};
const QMap<QString, QStringList> foundForA{{QStringLiteral("a"), {QStringLiteral("found: {question}")}}};

} // namespace

/// Methods by tasks: whose score stands where, and what may be compared.
class MethodTableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void columnsAreTasksUnderTheirMetric();
    void scoresComeFromAnyRun();
    void modelsAndUserPromptsAreNotMixed();
    void samePromptsAreOneRow_data();
    void samePromptsAreOneRow();
    void otherExamplesAreMarkedAndNeverBest();
    void tiesAreAllBest();
    void meansAreComparedOverTheSameTasks();
    void baselinesAreThoseOfTheExamples();
    void programsGetARowPerScore();
    void peopleGetTheTable();
};

void MethodTableTest::columnsAreTasksUnderTheirMetric()
{
    MethodScore formerMetric = score(1, "S", "b", 0.5);
    formerMetric.metric.kind = MetricKind::MacroF1;
    MethodScore gone = score(1, "S", "gone", 0.5);
    gone.domain = QStringLiteral("Attic");
    const MethodTable table = methodTable({prompts(1, PromptOrigin::Initial, "S")}, {formerMetric, gone},
                                          {task("b"), task("a"), task("z", "Another")});
    QCOMPARE(columnsOf(table),
             QStringLiteral("Another/z/accuracy Attic/gone/accuracy Domain/a/accuracy Domain/b/accuracy "
                            "Domain/b/macro-f1"));
    QStringList current;
    for (const MethodColumn& column : table.columns)
        if (column.userPrompt)
            current.append(column.task);
    QCOMPARE(current.join(u' '), QStringLiteral("z a b"));
    QCOMPARE(columnsOf(table.scoredOnly()), QString()); // gone has no user prompt that the row could go with
}

void MethodTableTest::scoresComeFromAnyRun()
{
    const QList<MethodPrompts> methods{prompts(1, PromptOrigin::Final, "S", foundForA)};
    const QString found = foundForA.first().first();
    const MethodTable table =
        methodTable(methods, {score(1, "S", "a", 0.6, "all", found), score(7, "S", "b", 0.7), score(7, "S", "a", 0.3)},
                    {task("a"), task("b"), task("c")});
    QCOMPARE(cellsOf(table), QStringLiteral("60 70 -"));
    QCOMPARE(table.rows.first().cells.at(1).runs, QList<qint64>{7});
    QCOMPARE(table.rows.first().scoredTasks, 2);
    QCOMPARE(off(table.rows.first().mean.value, 0.65), QString());
    QVERIFY(table.rows.first().mean.interval.isKnown());
}

void MethodTableTest::modelsAndUserPromptsAreNotMixed()
{
    MethodScore ofOtherModel = score(2, "S", "a", 0.9);
    ofOtherModel.baseModel = QStringLiteral("other");
    const MethodTable table = methodTable({prompts(1, PromptOrigin::Initial, "S", ownOfA)},
                                          {ofOtherModel, score(1, "S", "a", 0.8, "all", foundForA.first().first()),
                                           score(1, "T", "a", 0.7)},
                                          {task("a")});
    QCOMPARE(cellsOf(table), QStringLiteral("-"));
}

void MethodTableTest::samePromptsAreOneRow_data()
{
    QTest::addColumn<MethodPrompts>("first");
    QTest::addColumn<MethodPrompts>("second");
    QTest::addColumn<int>("rows");
    const auto row = [](const char* name, const MethodPrompts& first, const MethodPrompts& second, int rows) {
        QTest::newRow(name) << first << second << rows;
    };
    const MethodPrompts initial = prompts(1, PromptOrigin::Initial, "S", ownOfA);
    const MethodPrompts final = prompts(3, PromptOrigin::Final, "S", foundForA);
    row("two runs begin alike", initial, prompts(2, PromptOrigin::Initial, "S", ownOfA), 1);
    row("with other tasks", initial, prompts(2, PromptOrigin::Initial, "S", {{QStringLiteral("b"), {own}}}), 1);
    row("with another system prompt", initial, prompts(2, PromptOrigin::Initial, "T", ownOfA), 2);
    row("with another user prompt", initial, prompts(2, PromptOrigin::Initial, "S", foundForA), 2);
    row("a beginning is no end", initial, prompts(1, PromptOrigin::Final, "S", ownOfA), 2);
    row("what was scored later", final, prompts(7, PromptOrigin::Given, "S", {{QStringLiteral("b"), {own}}}), 1);
    row("what was scored later with another user prompt", final, prompts(7, PromptOrigin::Given, "S", ownOfA), 2);
    MethodPrompts ofOtherModel = prompts(2, PromptOrigin::Initial, "S", ownOfA);
    ofOtherModel.baseModel = QStringLiteral("other");
    row("with another model", initial, ofOtherModel, 2);
}

void MethodTableTest::samePromptsAreOneRow()
{
    QFETCH(MethodPrompts, first);
    QFETCH(MethodPrompts, second);
    QFETCH(int, rows);
    const MethodTable table = methodTable({first, second}, {}, {task("a"), task("b")});
    QCOMPARE(table.rows.size(), rows);
    QCOMPARE(table.rows.first().prompts.run, first.run);
    QCOMPARE(table.rows.first().same.size(), 2 - rows);
    if (rows == 1)
        for (auto user = second.userPrompts.begin(); user != second.userPrompts.end(); ++user)
            QCOMPARE(table.rows.first().prompts.userPrompts.value(user.key()), user.value());
}

void MethodTableTest::otherExamplesAreMarkedAndNeverBest()
{
    const QList<MethodPrompts> methods{prompts(1, PromptOrigin::Initial, "S"), prompts(1, PromptOrigin::Final, "T"),
                                       prompts(2, PromptOrigin::Final, "U")};
    const MethodTable table = methodTable(
        methods, {score(1, "S", "a", 0.5), score(1, "T", "a", 0.6), score(2, "U", "a", 0.9, "others", own, 20)},
        {task("a")});
    QCOMPARE(cellsOf(table), QStringLiteral("50; 60!; 90?"));
    // The same prompts on both sets: the one that can be compared is shown.
    const MethodTable both = methodTable(methods,
                                         {score(1, "S", "a", 0.5), score(1, "T", "a", 0.6), score(1, "U", "a", 0.4),
                                          score(2, "U", "a", 0.9, "others", own, 500)},
                                         {task("a")});
    QCOMPARE(cellsOf(both), QStringLiteral("50; 60!; 40"));
    QCOMPARE(both.rows.at(2).cells.first().runs, (QList<qint64>{1, 2}));
}

void MethodTableTest::tiesAreAllBest()
{
    const QList<MethodPrompts> methods{prompts(1, PromptOrigin::Initial, "S"), prompts(1, PromptOrigin::Final, "T"),
                                       prompts(2, PromptOrigin::Final, "U")};
    const MethodTable table = methodTable(methods,
                                          {score(1, "S", "a", 0.5), score(1, "T", "a", 0.5), score(2, "U", "a", 0.4),
                                           score(1, "T", "b", 0.9), score(1, "S", "c", 0.7), score(1, "T", "c", 0.7)},
                                          {task("a"), task("b"), task("c")});
    QCOMPARE(cellsOf(table), QStringLiteral("50! - 70; 50! 90 70; 40 - -")); // all alike: none is best
}

void MethodTableTest::meansAreComparedOverTheSameTasks()
{
    const QList<MethodPrompts> methods{prompts(1, PromptOrigin::Initial, "S"), prompts(1, PromptOrigin::Final, "T"),
                                       prompts(2, PromptOrigin::Final, "U"), prompts(3, PromptOrigin::Final, "V")};
    const MethodTable table =
        methodTable(methods,
                    {score(1, "S", "a", 0.5), score(1, "S", "b", 0.5), score(1, "T", "a", 0.4), score(1, "T", "b", 0.7),
                     score(2, "U", "a", 0.99), score(3, "V", "a", 0.9), score(3, "V", "b", 0.9, "others")},
                    {task("a"), task("b")});
    QList<bool> best;
    for (const MethodRow& row : table.rows)
        best.append(row.isBestMean);
    QCOMPARE(best, (QList<bool>{false, true, false, false}));
    QCOMPARE(off(table.rows.at(1).mean.value, 0.55), QString());
}

void MethodTableTest::baselinesAreThoseOfTheExamples()
{
    MethodScore other = score(2, "U", "a", 0.9, "others");
    other.baseline.majority = 0.7;
    const MethodTable table =
        methodTable({prompts(1, PromptOrigin::Initial, "S")}, {other, score(1, "S", "a", 0.5), score(1, "T", "a", 0.6)},
                    {task("a"), task("b")});
    QCOMPARE(off(table.columns.first().baseline.majority, 0.4), QString());
    QVERIFY(!table.columns.at(1).baseline.isDefined());
    QCOMPARE(off(meanMajority(table), 0.4), QString()); // over what was scored
    QCOMPARE(off(meanChance(table), 0.25), QString());
}

void MethodTableTest::programsGetARowPerScore()
{
    const MethodTable table =
        methodTable({prompts(1, PromptOrigin::Initial, "S"), prompts(1, PromptOrigin::Final, "T")},
                    {score(1, "S", "a", 0.333333333), score(7, "S", "b", 0.5)}, {task("a"), task("b")});
    const Table exact = exactTable(table, {0, 1});
    QCOMPARE(exact.rows.size(), 2);
    const QString csv = tableText(exact, TableFormat::Csv);
    QVERIFY2(csv.contains(QStringLiteral(
                 "1,\"Run 1, initial\",metaspo,model,1,0/start/a,0/start,a,Domain,test,accuracy,100,0.02,"
                 "0.333333333,")),
             qPrintable(csv));
    QVERIFY2(csv.contains(QStringLiteral("1,\"Run 1, initial\",metaspo,model,7,")), qPrintable(csv));
    for (const Row& row : exact.rows)
        QCOMPARE(row.size(), exact.columns.size());
    QVERIFY(exactTable(table, {1}).rows.isEmpty());
}

void MethodTableTest::peopleGetTheTable()
{
    const MethodTable table = methodTable(
        {prompts(1, PromptOrigin::Initial, "S"), prompts(1, PromptOrigin::Final, "T")},
        {score(1, "S", "a", 0.5), score(1, "T", "a", 0.6), score(1, "T", "z", 0.8)}, {task("a"), task("z", "Other")});
    Table readable = readableTable(table, {0, 1});
    appendBaselines(table, readable);
    QCOMPARE(tableText(readable, TableFormat::Markdown),
             QStringLiteral("| method | Domain: a (accuracy) | Other: z (accuracy) | mean |\n"
                            "| --- | --- | --- | --- |\n"
                            "| Run 1, initial | 50.0 (40.0 to 60.0) | n/a | 50.0 (40.0 to 60.0), 1 of 2 tasks |\n"
                            "| Run 1, final | 60.0 (50.0 to 70.0) | 80.0 (70.0 to 90.0) | 70.0 (62.9 to 77.1) |\n"
                            "| always the most frequent answer | 40.0 | 40.0 | 40.0 |\n"
                            "| guessing | 25.0 | 25.0 | 25.0 |\n"));
    const QString latex = tableText(readable, TableFormat::Latex);
    QVERIFY2(latex.contains(QStringLiteral(" & \\multicolumn{1}{c}{Domain} & \\multicolumn{1}{c}{Other} &  \\\\\n"
                                           "\\cmidrule(lr){2-2}\\cmidrule(lr){3-3}\n")),
             qPrintable(latex));
}

QTEST_GUILESS_MAIN(MethodTableTest)
#include "MethodTableTest.moc"
