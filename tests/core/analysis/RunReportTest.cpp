#include "tests/core/analysis/Near.h"
#include "tests/core/analysis/ReportSamples.h"

#include <QTest>

using namespace metaspo;

namespace {

QStringList texts(const Row& row)
{
    QStringList list;
    for (const Value& value : row)
        list.append(exactText(value));
    return list;
}

QString exactField(const RunReport& report, const char* name)
{
    const Table table = exactTable(report);
    for (qsizetype index = 0; index < table.columns.size(); ++index)
        if (table.columns[index].name == QLatin1String(name))
            return exactText(table.rows.first()[index]);
    return QStringLiteral("no such column");
}

} // namespace

class RunReportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void taskHasBothScoresAndTheDifference();
    void differentSplitsAreNotCompared();
    void aSideWithoutAnswersIsNotCompared();
    void fixedUnreadableAnswersAreCounted();
    void allTasksAreSummedUp();
    void nothingFinishedSaysNothing();
    void exactTableHasItsColumns();
    void readableTableIsForPeople();
    void readableTableNamesDifferentSplits();
};

void RunReportTest::taskHasBothScoresAndTheDifference()
{
    const RunReport report =
        runReport(settingsOf(Method::MetaSpo),
                  {withMajority(outcome("anatomy", marks(10, 28, 2), marks(25, 14, 1)), 0.4)});
    const TaskReport& task = report.tasks.first();
    QCOMPARE(task.task, QStringLiteral("anatomy"));
    QCOMPARE(off(task.initialScore.value, 0.25), QString());
    QCOMPARE(off(task.finalScore.value, 0.625), QString());
    QCOMPARE(off(task.initialUnreadable, 0.05), QString());
    QCOMPARE(off(task.finalUnreadable, 0.025), QString());
    QCOMPARE(task.majority, 0.4);
    QVERIFY(task.comparison.has_value());
    QCOMPARE(off(task.comparison->difference.value, 0.375), QString());
    QCOMPARE(report.all->difference.n, 1);
}

void RunReportTest::differentSplitsAreNotCompared()
{
    const RunReport report =
        runReport(settingsOf(Method::MetaSpo, 0),
                  {onSplits(outcome("t", rightOf(10, 40), rightOf(30, 40)), Split::Train, Split::Test)});
    QVERIFY(!report.tasks.first().comparison.has_value());
    QVERIFY(!report.all.has_value());
    QCOMPARE(off(report.tasks.first().finalScore.value, 0.75), QString());
}

void RunReportTest::aSideWithoutAnswersIsNotCompared()
{
    const RunReport report = runReport(settingsOf(Method::Evaluate), {outcome("t", {}, marks(30, 8, 2))});
    QVERIFY(!report.tasks.first().comparison.has_value());
    QVERIFY(!report.all.has_value());
    QVERIFY(qIsNaN(report.tasks.first().initialUnreadable)); // not known, not 0
    QCOMPARE(exactField(report, "initial_unreadable"), QString());
    QCOMPARE(exactField(report, "final_unreadable"), QStringLiteral("0.05"));
    QCOMPARE(exactField(report, "initial_n"), QStringLiteral("0"));
    QCOMPARE(readableText(readableTable(report).rows.first().last(), {}), QStringLiteral("n/a to 5.0"));
}

void RunReportTest::fixedUnreadableAnswersAreCounted()
{
    const RunReport report =
        runReport(settingsOf(Method::MetaSpo), {outcome("t", answers("??+?--++"), answers("+++?+-+-"))});
    QCOMPARE(report.tasks.first().fixedUnreadable, 2);
    QCOMPARE(report.tasks.first().comparison->counts, (PairedCounts{2, 3, 1, 2}));
}

void RunReportTest::allTasksAreSummedUp()
{
    const RunReport report =
        runReport(settingsOf(Method::MetaSpo),
                  {outcome("a", rightOf(10, 40), rightOf(20, 40)),
                   outcome("b", rightOf(10, 40), rightOf(8, 40)), outcome("c", {}, rightOf(8, 40))});
    QCOMPARE(report.all->difference.n, 2);
    QCOMPARE(report.all->wins, 1);
    QCOMPARE(report.all->losses, 1);
    QCOMPARE(off(report.all->difference.value, 0.1), QString());
}

void RunReportTest::nothingFinishedSaysNothing()
{
    const RunReport report = runReport(settingsOf(Method::MetaSpo), {});
    QVERIFY(report.tasks.isEmpty() && !report.all.has_value() && report.sentences.isEmpty());
    QVERIFY(exactTable(report).rows.isEmpty());
    QVERIFY(readableTable(report).rows.isEmpty());
}

void RunReportTest::exactTableHasItsColumns()
{
    const Table table = exactTable(runReport(
        settingsOf(Method::MetaSpo), {withMajority(outcome("t", marks(1, 2, 1), rightOf(3, 4)), 0.25)}));
    QStringList names;
    for (const Column& column : table.columns)
        names.append(column.name);
    QCOMPARE(
        names.join(u' '),
        QStringLiteral(
            "task domain metric initial_split initial_n initial_score initial_low_95 initial_high_95 "
            "initial_unreadable final_split final_n final_score final_low_95 final_high_95 final_unreadable "
            "majority difference difference_low_95 difference_high_95 p smallest_detectable_difference"));
    const QStringList row = texts(table.rows.first());
    QCOMPARE(row.size(), names.size());
    QCOMPARE(row.first(6).join(u' '), QStringLiteral("t Medical accuracy test 4 0.25"));
    QCOMPARE(row.sliced(8, 4).join(u' '), QStringLiteral("0.25 test 4 0.75"));
    QCOMPARE(row.sliced(14, 3).join(u' '), QStringLiteral("0 0.25 0.5"));
    QCOMPARE(row[19], QStringLiteral("0.5"));
}

void RunReportTest::readableTableIsForPeople()
{
    const QList<TaskOutcome> tasks{withMajority(outcome("a", rightOf(20, 40), rightOf(23, 40)), 0.4),
                                   withMajority(outcome("b", marks(10, 28, 2), rightOf(20, 40)), 0.5)};
    Table table = readableTable(runReport(settingsOf(Method::MetaSpo), tasks));
    QCOMPARE(table.rows.size(), 3);
    QStringList cells;
    for (qsizetype index = 0; index < table.columns.size(); ++index)
        cells.append(readableText(table.rows[0][index], table.columns[index]));
    QCOMPARE(
        cells.join(u'|'),
        QStringLiteral("a|40|50.0 (35.2 to 64.8)|57.5 (42.2 to 71.5)|+7.5 (-1.8 to +16.4)|40.0|0.0 to 0.0"));
    QCOMPARE(exactText(table.rows[1].last()), QStringLiteral("5.0 to 0.0"));
    QCOMPARE(exactText(table.rows[2][0]), QStringLiteral("mean of 2 tasks"));
    QCOMPARE(exactText(table.rows[2][1]), QStringLiteral("80"));
    QVERIFY(exactText(table.rows[2][2]).startsWith(QStringLiteral("37.5 (")));
    QVERIFY(exactText(table.rows[2][4]).startsWith(QStringLiteral("+16.2 (")) ||
            exactText(table.rows[2][4]).startsWith(QStringLiteral("+16.3 (")));
    QCOMPARE(readableText(table.rows[2][5], table.columns[5]), QStringLiteral("45.0"));
    // No mean where a task has no difference, none of one task.
    QCOMPARE(
        readableTable(runReport(settingsOf(Method::MetaSpo), {tasks[0], outcome("c", {}, rightOf(1, 4))}))
            .rows.size(),
        2);
    QCOMPARE(readableTable(runReport(settingsOf(Method::MetaSpo), {tasks[0]})).rows.size(), 1);
}

void RunReportTest::readableTableNamesDifferentSplits()
{
    const auto cells = [](const QList<TaskOutcome>& tasks) {
        const Table table = readableTable(runReport(settingsOf(Method::MetaSpo, 0), tasks));
        QStringList list;
        for (const Row& row : table.rows)
            list.append({exactText(row[2]).section(u' ', 0, 1), exactText(row[3]).section(u' ', 0, 1),
                         exactText(row[4]).section(u' ', 0, 0)});
        return list.join(u'|');
    };
    const TaskOutcome task = outcome("t", rightOf(20, 40), rightOf(30, 40));
    QCOMPARE(cells({onSplits(task, Split::Train, Split::Test)}), QStringLiteral("train 50.0|test 75.0|n/a"));
    // Two tasks on two splits have no mean.
    QCOMPARE(cells({task, onSplits(task, Split::Validation, Split::Validation)}),
             QStringLiteral("test 50.0|test 75.0|+25.0|validation 50.0|validation 75.0|+25.0"));
}

QTEST_GUILESS_MAIN(RunReportTest)
#include "RunReportTest.moc"
