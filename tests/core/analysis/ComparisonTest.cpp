#include "core/analysis/Comparison.h"
#include "tests/core/analysis/AnswerSamples.h"
#include "tests/core/analysis/Near.h"

#include <QTest>

using namespace metaspo;

namespace {

TaskPair pair(const char* task, const char* domain, const QList<JudgedCell>& before,
              const QList<JudgedCell>& after, MetricKind kind = MetricKind::Accuracy)
{
    return {QLatin1String(task), QLatin1String(domain), metricOfKind(kind), Split::Test, before, after};
}

TaskComparison compared(const char* domain, int before, int after, int n = 10)
{
    return compareTask(pair("task", domain, {rightOf(before, n)}, {rightOf(after, n)}));
}

QStringList namesOf(const QList<Column>& columns)
{
    QStringList names;
    for (const Column& column : columns)
        names.append(column.name);
    return names;
}

QStringList texts(const Row& row)
{
    QStringList list;
    for (const Value& value : row)
        list.append(exactText(value));
    return list;
}

} // namespace

class ComparisonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onePromptEachIsTestedByMcNemar();
    void macroF1IsTestedByItsRightAnswers();
    void gradedIsTestedByItsQuestions();
    void severalPromptsAreClusteredByQuestion();
    void thirdsThatCancelAreNoDifference();
    void onlyCommonExamplesCount();
    void nothingToCompare_data();
    void nothingToCompare();
    void groupsCountWinsLossesAndTies();
    void groupsKeepTheOrderOfDomains();
    void pComesFromTasksAlone();
    void equalDifferencesAreTies();
    void groupsWithoutScatterSayNoMoreThanTheyKnow();
    void tasksWithoutComparisonAreLeftOut();
    void tablesHaveTheirColumns();
};

void ComparisonTest::onePromptEachIsTestedByMcNemar()
{
    const TaskComparison found =
        compareTask(pair("anatomy", "Medical", {answers("++++----------------------------------------")},
                         {answers("+++-+++++++++-------------------------------")}));
    QCOMPARE(found.task, QStringLiteral("anatomy"));
    QCOMPARE(found.domain, QStringLiteral("Medical"));
    QCOMPARE(found.split, Split::Test);
    QCOMPARE(found.questions, 44);
    QCOMPARE(found.counts, (PairedCounts{3, 9, 1, 31}));
    QCOMPARE(off(found.before, 4.0 / 44), QString());
    QCOMPARE(off(found.after, 12.0 / 44), QString());
    QCOMPARE(off(found.difference.value, 8.0 / 44, 1e-9), QString());
    QCOMPARE(off(found.p, 0.021484375, 1e-12), QString()); // scipy.stats.binomtest(9, 10, 0.5)
    QCOMPARE(off(found.smallestDetectable.value(), smallestDetectableDifference(44, 10.0 / 44).value()),
             QString());
    QCOMPARE(found.difference,
             estimateDifference(found.metric, {answers("++++----------------------------------------")},
                                {answers("+++-+++++++++-------------------------------")}));
}

void ComparisonTest::macroF1IsTestedByItsRightAnswers()
{
    const TaskComparison found = compareTask(
        pair("t", "d", {labelled("yyynnn", "ynnnnn")}, {labelled("yyynnn", "yyynn1")}, MetricKind::MacroF1));
    QCOMPARE(found.counts, (PairedCounts{3, 2, 1, 0}));
    QCOMPARE(found.p, 1.0);
    QCOMPARE(off(found.before, metricOf(found.metric, {labelled("yyynnn", "ynnnnn")})), QString());
    QCOMPARE(off(found.difference.value, found.after - found.before, 1.1e-9), QString());
}

void ComparisonTest::gradedIsTestedByItsQuestions()
{
    const TaskComparison found = compareTask(pair("t", "d", {graded({0.5, 0.25, 1, 0, 0.75})},
                                                  {graded({0.75, 0.5, 1, 0.5, 0.5})}, MetricKind::TokenF1));
    // scipy.stats.ttest_1samp([0.25, 0.25, 0, 0.5, -0.25], 0); standard deviation 0.2850438562747845
    QCOMPARE(off(found.p, 0.3045587846805348), QString());
    QCOMPARE(off(found.smallestDetectable.value(),
                 smallestDetectableMeanDifference(5, 0.2850438562747845).value()),
             QString());
}

void ComparisonTest::severalPromptsAreClusteredByQuestion()
{
    const TaskComparison found = compareTask(
        pair("t", "d", {answers("+--+-+"), answers("+---++")}, {answers("++-+++"), answers("-++-++")}));
    QCOMPARE(found.questions, 6);
    QCOMPARE(found.counts.n(), 12); // an answer per prompt
    QCOMPARE(found.counts, (PairedCounts{5, 4, 1, 2}));
    // scipy.stats.ttest_1samp([-0.5, 1, 0.5, 0, 0.5, 0], 0)
    QCOMPARE(off(found.p, 0.2955586447345286), QString());
    QCOMPARE(off(found.difference.value, 0.25), QString());
    QCOMPARE(found.difference.n, 6);
}

void ComparisonTest::thirdsThatCancelAreNoDifference()
{
    // Per question the same share, of other prompts: no difference and no scatter.
    const QList<JudgedCell> before{answers("+-"), answers("-+"), answers("--")};
    const QList<JudgedCell> after{answers("--"), answers("+-"), answers("-+")};
    const TaskComparison found = compareTask(pair("t", "d", before, after));
    QCOMPARE_EQ(found.difference.value, 0.0);
    QCOMPARE(found.p, 1.0);
    // Six sixths do not add up to exactly one; six prompts that agree with one other prompt are no
    // difference.
    const TaskComparison sixths =
        compareTask(pair("t", "d", QList<JudgedCell>(6, answers("+-+")), {answers("+-+")}));
    QCOMPARE_EQ(sixths.difference.value, 0.0);
    QCOMPARE(sixths.p, 1.0);
}

void ComparisonTest::onlyCommonExamplesCount()
{
    const TaskComparison found = compareTask(pair("t", "d", {answers("++--  ")}, {answers(" +++++")}));
    QCOMPARE(found.questions, 3);
    QCOMPARE(off(found.before, 1.0 / 3), QString());
    QCOMPARE(off(found.after, 1.0), QString());
    QCOMPARE(found.counts, (PairedCounts{1, 2, 0, 0}));
}

void ComparisonTest::nothingToCompare_data()
{
    QTest::addColumn<QList<JudgedCell>>("before");
    QTest::addColumn<QList<JudgedCell>>("after");
    QTest::newRow("nothing") << QList<JudgedCell>{} << QList<JudgedCell>{};
    QTest::newRow("no cell before") << QList<JudgedCell>{} << QList<JudgedCell>{answers("+")};
    QTest::newRow("no cell after") << QList<JudgedCell>{answers("+")} << QList<JudgedCell>{};
    QTest::newRow("no answer after") << QList<JudgedCell>{answers("+")} << QList<JudgedCell>{JudgedCell()};
    QTest::newRow("no common example") << QList<JudgedCell>{answers("+")} << QList<JudgedCell>{answers(" +")};
}

void ComparisonTest::nothingToCompare()
{
    QFETCH(QList<JudgedCell>, before);
    QFETCH(QList<JudgedCell>, after);
    const TaskComparison found = compareTask(pair("t", "d", before, after));
    QCOMPARE(found.questions, 0);
    QCOMPARE(found.task, QStringLiteral("t"));
    QVERIFY(qIsNaN(found.difference.value) && qIsNaN(found.p) && !found.smallestDetectable.has_value());
    QCOMPARE(compareGroups({found}).last().difference.n, 0);
}

void ComparisonTest::groupsCountWinsLossesAndTies()
{
    const QList<GroupComparison> groups =
        compareGroups({compared("Medical", 3, 5), compared("Medical", 4, 3), compared("Medical", 2, 2),
                       compared("Review", 1, 6)});
    QCOMPARE(groups.size(), 3);
    QCOMPARE(groups[0].name, QStringLiteral("Medical"));
    QCOMPARE(groups[0].wins, 1);
    QCOMPARE(groups[0].losses, 1);
    QCOMPARE(groups[0].ties, 1);
    QCOMPARE(groups[0].counts, (PairedCounts{8, 2, 1, 19})); // 3 to 5, 4 to 3 and 2 to 2 of 10 each
    QCOMPARE(off(groups[0].difference.value, 0.1 / 3, 1e-9), QString());
    QCOMPARE(groups[2].name, QString());
    QCOMPARE(groups[2].wins, 2);
    QCOMPARE(groups[2].difference.n, 4);
    QCOMPARE(off(groups[2].difference.value, 0.15, 1e-9), QString());
    // scipy.stats.t.interval(0.95, 3, loc=0.15, scale=sem([0.2, -0.1, 0, 0.5])), ttest_1samp, wilcoxon(exact,
    // without 0)
    QCOMPARE(off(groups[2].difference.interval, -0.27099807422985156, 0.5709980742298516, 1e-8), QString());
    QCOMPARE(off(groups[2].t.p, 0.3392540508564546, 1e-8), QString());
    QCOMPARE(off(groups[2].wilcoxon.p, 0.5), QString());
}

void ComparisonTest::groupsKeepTheOrderOfDomains()
{
    const QList<GroupComparison> groups =
        compareGroups({compared("Safety", 1, 2), compared("Medical", 1, 2), compared("Safety", 1, 3)});
    QCOMPARE(groups.size(), 3);
    QCOMPARE(groups[0].name, QStringLiteral("Safety"));
    QCOMPARE(groups[0].difference.n, 2);
    QCOMPARE(groups[1].name, QStringLiteral("Medical"));
    QCOMPARE(compareGroups({}).size(), 1);
}

void ComparisonTest::pComesFromTasksAlone()
{
    // A thousand answers of one task are one task.
    const QList<GroupComparison> groups = compareGroups({compared("Medical", 100, 900, 1000)});
    QCOMPARE(groups[1].wins, 1);
    QVERIFY(qIsNaN(groups[1].t.p) && !groups[1].difference.interval.isKnown());
    QCOMPARE(groups[1].wilcoxon.p, 1.0);
}

void ComparisonTest::equalDifferencesAreTies()
{
    // 0.6 - 0.5, 0.4 - 0.3 and 0.8 - 0.9: mid-ranks for three differences of one size, so p is that of 2
    // to 1.
    const GroupComparison all =
        compareGroups({compared("d", 5, 6), compared("d", 3, 4), compared("d", 9, 8)}).last();
    QCOMPARE(all.wilcoxon.statistic, 2.0);
    QCOMPARE(all.wilcoxon.p, 1.0);
    // Two of one size against one twice as large.
    QCOMPARE(compareGroups({compared("d", 5, 6), compared("d", 3, 4), compared("d", 9, 7)})
                 .last()
                 .wilcoxon.statistic,
             3.0);
}

void ComparisonTest::groupsWithoutScatterSayNoMoreThanTheyKnow()
{
    const GroupComparison all = compareGroups({compared("d", 5, 6), compared("d", 3, 4)}).last();
    QCOMPARE(off(all.difference.value, 0.1), QString());
    QVERIFY(qIsNaN(all.t.p));
    QVERIFY(!all.difference.interval.isKnown());
}

void ComparisonTest::tasksWithoutComparisonAreLeftOut()
{
    const QList<GroupComparison> groups =
        compareGroups({compared("d", 5, 6), compareTask(pair("t", "d", {}, {answers("+")}))});
    QCOMPARE(groups.last().difference.n, 1);
    QCOMPARE(groups.last().wins + groups.last().losses + groups.last().ties, 1);
}

void ComparisonTest::tablesHaveTheirColumns()
{
    const TaskComparison task = compareTask(pair("anatomy", "Medical", {answers("+---")}, {answers("+++-")}));
    const Table tasks = comparisonTable({task, compareTask(pair("t", "d", {}, {}))});
    QCOMPARE(
        namesOf(tasks.columns).join(u' '),
        QStringLiteral(
            "task domain split metric n both_right fixed broken both_wrong a b difference low_95 high_95 p "
            "smallest_detectable_difference"));
    QCOMPARE(texts(tasks.rows[0]).first(12).join(u' '),
             QStringLiteral("anatomy Medical test accuracy 4 1 2 0 1 0.25 0.75 0.5"));
    QCOMPARE(texts(tasks.rows[0])[14], QStringLiteral("0.5"));
    QCOMPARE(texts(tasks.rows[1]).sliced(9).join(QString()), QString()); // nothing, never 0
    const Table groups = groupTable(compareGroups({task}));
    QCOMPARE(namesOf(groups.columns).join(u' '),
             QStringLiteral("domain tasks wins losses ties both_right fixed broken both_wrong mean_difference "
                            "low_95 high_95 p_t p_wilcoxon"));
    QCOMPARE(texts(groups.rows[0]).join(u'|'), QStringLiteral("Medical|1|1|0|0|1|2|0|1|0.5||||1"));
    QCOMPARE(texts(groups.rows[1]).first(), QStringLiteral("all"));
    for (const Table& table : {tasks, groups})
        for (const Row& row : table.rows)
            QCOMPARE(row.size(), table.columns.size());
}

QTEST_GUILESS_MAIN(ComparisonTest)
#include "ComparisonTest.moc"
