#include "core/analysis/Intervals.h"
#include "core/domain/Draw.h"
#include "tests/core/analysis/Near.h"

#include <QTest>

using namespace metaspo;


class IntervalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wilsonHasThePublishedLimits_data();
    void wilsonHasThePublishedLimits();
    void wilsonStaysInsideAndContainsTheShare();
    void wilsonOfNothingIsUnknown();
    void clusteredWilsonCountsIndependentAnswers_data();
    void clusteredWilsonCountsIndependentAnswers();
    void clusteredWilsonOfOneAnswerEachIsWilson();
    void equalQuestionsCountOncePerQuestion_data();
    void equalQuestionsCountOncePerQuestion();
    void pairedDifferenceHasThePublishedLimits_data();
    void pairedDifferenceHasThePublishedLimits();
    void pairedDifferenceTurnsRoundWithItsSides();
    void pairedDifferenceCoversTheTruth();
    void studentHasTheFiguresOfScipy_data();
    void studentHasTheFiguresOfScipy();
    void studentNeedsScatter_data();
    void studentNeedsScatter();
    void oneTaskKeepsItsInterval();
    void meanOverTasksSquaresAndAdds();
    void oneUnknownIntervalMakesTheMeansUnknown();
    void aReachIsNeverNegative();
};

// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998),
// table I, method 3; to more digits by statsmodels.stats.proportion.proportion_confint(right, n,
// method="wilson").
void IntervalsTest::wilsonHasThePublishedLimits_data()
{
    QTest::addColumn<int>("right");
    QTest::addColumn<int>("n");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("81 of 263") << 81 << 263 << 0.2552885198782742 << 0.36620957698280004;
    QTest::newRow("15 of 148") << 15 << 148 << 0.06238639953073628 << 0.16048724172330803;
    QTest::newRow("0 of 20") << 0 << 20 << 0.0 << 0.1611251580528194;
    QTest::newRow("1 of 29") << 1 << 29 << 0.006113214292762667 << 0.17175521879320294;
    QTest::newRow("20 of 20") << 20 << 20 << 0.8388748419471804 << 1.0;
}

void IntervalsTest::wilsonHasThePublishedLimits()
{
    QFETCH(int, right);
    QFETCH(int, n);
    QFETCH(double, low);
    QFETCH(double, high);
    QCOMPARE(off(wilson95(static_cast<double>(right) / n, n), low, high, 1e-12), QString());
}

void IntervalsTest::wilsonStaysInsideAndContainsTheShare()
{
    for (int n = 1; n <= 60; ++n)
        for (int right = 0; right <= n; ++right) {
            const double share = static_cast<double>(right) / n;
            const Interval interval = wilson95(share, n);
            QVERIFY(interval.low >= 0 && interval.high <= 1);
            QVERIFY2(interval.contains(share), qPrintable(QStringLiteral("%1 of %2").arg(right).arg(n)));
            const Interval mirrored = wilson95(static_cast<double>(n - right) / n, n);
            QCOMPARE(off(mirrored, 1 - interval.high, 1 - interval.low), QString());
        }
}

void IntervalsTest::wilsonOfNothingIsUnknown()
{
    QVERIFY(!wilson95(0.5, 0).isKnown());
    QVERIFY(!wilson95(qQNaN(), 10).isKnown());
    QVERIFY(!wilson95(0.5, qQNaN()).isKnown());
    QVERIFY(!clusteredWilson95({}).isKnown());
    QVERIFY(!clusteredWilson95({{0, 0}, {0, 0}}).isKnown());
    QVERIFY(!pairedDifference95({}).isKnown());
    QVERIFY(!Interval().contains(0));
}

// The variance: statsmodels OLS(answers, ones).fit(cov_type="cluster", cov_kwds={"groups": question,
// "use_correction": False}); n = p (1 - p) / variance; then proportion_confint(p n, n, method="wilson").
void IntervalsTest::clusteredWilsonCountsIndependentAnswers_data()
{
    QTest::addColumn<QList<QuestionTally>>("questions");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("three prompts") << QList<QuestionTally>{{3, 3}, {0, 3}, {2, 3}, {3, 3}, {1, 3}}
                                   << 0.2857779526972891 << 0.8490166204057873;
    QTest::newRow("prompts that agree")
        << QList<QuestionTally>{{2, 2}, {0, 2}, {2, 2}, {0, 2}} << 0.15003898914915253 << 0.8499610108508475;
    QTest::newRow("unequal numbers of answers")
        << QList<QuestionTally>{{1, 4}, {4, 4}, {2, 2}, {0, 1}} << 0.25829954477298417 << 0.8978955190222366;
    QTest::newRow("a question without answers")
        << QList<QuestionTally>{{1, 4}, {0, 0}, {4, 4}, {2, 2}, {0, 1}} << 0.25829954477298417
        << 0.8978955190222366;
}

void IntervalsTest::clusteredWilsonCountsIndependentAnswers()
{
    QFETCH(QList<QuestionTally>, questions);
    QFETCH(double, low);
    QFETCH(double, high);
    QCOMPARE(off(clusteredWilson95(questions), low, high, 1e-9), QString());
}

void IntervalsTest::clusteredWilsonOfOneAnswerEachIsWilson()
{
    for (int n = 1; n <= 40; ++n)
        for (int right = 0; right <= n; ++right) {
            QList<QuestionTally> questions;
            for (int question = 0; question < n; ++question)
                questions.append({question < right ? 1 : 0, 1});
            const Interval plain = wilson95(static_cast<double>(right) / n, n);
            QCOMPARE(off(clusteredWilson95(questions), plain.low, plain.high), QString());
        }
}

// No scatter between the questions: as many answers as there are questions. 49 because 1.0 / 49 * 49 is
// not 1.
void IntervalsTest::equalQuestionsCountOncePerQuestion_data()
{
    QTest::addColumn<QuestionTally>("tally");
    QTest::newRow("all right") << QuestionTally{3, 3};
    QTest::newRow("all wrong") << QuestionTally{0, 3};
    QTest::newRow("each half right") << QuestionTally{1, 2};
    QTest::newRow("each one of 49") << QuestionTally{1, 49};
    QTest::newRow("each 3 of 10") << QuestionTally{3, 10};
}

void IntervalsTest::equalQuestionsCountOncePerQuestion()
{
    QFETCH(QuestionTally, tally);
    const Interval expected = wilson95(static_cast<double>(tally.right) / tally.answers, 12);
    QCOMPARE(off(clusteredWilson95(QList<QuestionTally>(12, tally)), expected.low, expected.high), QString());
}

void IntervalsTest::pairedDifferenceHasThePublishedLimits_data()
{
    QTest::addColumn<PairedCounts>("counts");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    // Newcombe, "Improved confidence intervals for the difference between binomial proportions based on
    // paired data", Statistics in Medicine 17 (1998), table II, method 10.
    QTest::newRow("36 12 2 0") << PairedCounts{36, 12, 2, 0} << 0.0569 << 0.3404;
    // Fagerland, Lydersen, Laake, "Statistical Analysis of Contingency Tables" (2017), chapter 8: complete
    // response before and after consolidation therapy (Cavo et al. 2012).
    QTest::newRow("59 6 16 80") << PairedCounts{59, 6, 16, 80} << -0.1186 << -0.0046;
    // The formula by hand from statsmodels.stats.proportion.proportion_confint(method="wilson").
    QTest::newRow("small correlation is none") << PairedCounts{12, 7, 1, 1} << 0.0256 << 0.5069;
    QTest::newRow("negative correlation") << PairedCounts{0, 14, 36, 0} << -0.6505 << -0.1667;
    QTest::newRow("nothing changed") << PairedCounts{43, 0, 0, 7} << -0.0638 << 0.0638;
    QTest::newRow("all right") << PairedCounts{54, 0, 0, 0} << -0.0664 << 0.0664;
    QTest::newRow("all fixed") << PairedCounts{0, 30, 0, 0} << 0.8395 << 1.0;
}

void IntervalsTest::pairedDifferenceHasThePublishedLimits()
{
    QFETCH(PairedCounts, counts);
    QFETCH(double, low);
    QFETCH(double, high);
    QCOMPARE(off(pairedDifference95(counts), low, high, 0.00005001), QString());
}

void IntervalsTest::pairedDifferenceTurnsRoundWithItsSides()
{
    for (qint64 bothRight = 0; bothRight <= 6; ++bothRight)
        for (qint64 fixed = 0; fixed <= 6; ++fixed)
            for (qint64 broken = 0; broken <= 6; ++broken)
                for (qint64 bothWrong = 0; bothWrong <= 6; ++bothWrong) {
                    const PairedCounts counts{bothRight, fixed, broken, bothWrong};
                    if (counts.n() == 0)
                        continue;
                    const Interval there = pairedDifference95(counts);
                    const Interval back = pairedDifference95({bothRight, broken, fixed, bothWrong});
                    QCOMPARE(off(back, -there.high, -there.low), QString());
                    const Interval ofWrongAnswers = pairedDifference95({bothWrong, broken, fixed, bothRight});
                    QCOMPARE(off(ofWrongAnswers, -there.high, -there.low), QString());
                    QVERIFY(there.low >= -1 && there.high <= 1);
                    QVERIFY(there.low <= counts.difference() && counts.difference() <= there.high);
                }
}

void IntervalsTest::pairedDifferenceCoversTheTruth()
{
    int covered = 0;
    constexpr int trials = 2000;
    for (int trial = 0; trial < trials; ++trial) {
        Draw draw(7, QString::number(trial));
        PairedCounts counts;
        for (int example = 0; example < 50; ++example) {
            const double where = draw.unit(); // 0.4 both right, 0.25 fixed, 0.1 broken, 0.25 both wrong
            ++(where < 0.4    ? counts.bothRight
               : where < 0.65 ? counts.fixed
               : where < 0.75 ? counts.broken
                              : counts.bothWrong);
        }
        covered += pairedDifference95(counts).contains(0.15) ? 1 : 0;
    }
    QVERIFY2(covered > 0.93 * trials && covered < 0.975 * trials, qPrintable(QString::number(covered)));
}

// scipy.stats.t.interval(0.95, n - 1, loc=mean, scale=scipy.stats.sem(values))
void IntervalsTest::studentHasTheFiguresOfScipy_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("five") << QList<double>{0.02, 0.05, -0.01, 0.07, 0.03} << -0.00566153376696877
                          << 0.06966153376696876;
    QTest::newRow("four") << QList<double>{0.1, 0.1, 0.1, 0.2} << 0.045438842367907295 << 0.2045611576320927;
    QTest::newRow("two") << QList<double>{0.04, -0.03} << -0.43971716576611436 << 0.44971716576611437;
}

void IntervalsTest::studentHasTheFiguresOfScipy()
{
    QFETCH(QList<double>, values);
    QFETCH(double, low);
    QFETCH(double, high);
    QCOMPARE(off(studentMean95(values), low, high, 1e-12), QString());
}

void IntervalsTest::studentNeedsScatter_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::newRow("none") << QList<double>{};
    QTest::newRow("one") << QList<double>{0.3};
    QTest::newRow("three alike") << QList<double>{0.1, 0.1, 0.1};
    QTest::newRow("three times nothing") << QList<double>{0, 0, 0};
}

void IntervalsTest::studentNeedsScatter()
{
    QFETCH(QList<double>, values);
    QVERIFY(!studentMean95(values).isKnown());
}

void IntervalsTest::oneTaskKeepsItsInterval()
{
    const Estimate task{0.62, {0.5, 0.7}, 50};
    const Estimate mean = meanOverTasks({task});
    QCOMPARE(mean.value, 0.62);
    QCOMPARE(mean.n, 50);
    QCOMPARE(off(mean.interval, 0.5, 0.7), QString());
}

void IntervalsTest::meanOverTasksSquaresAndAdds()
{
    const Estimate mean = meanOverTasks({{0.6, {0.57, 0.63}, 100}, {0.4, {0.36, 0.48}, 50}});
    QCOMPARE(off(mean.value, 0.5), QString());
    QCOMPARE(mean.n, 150);
    QCOMPARE(off(mean.interval, 0.5 - 0.05 / 2, 0.5 + std::sqrt(0.03 * 0.03 + 0.08 * 0.08) / 2), QString());
    const Estimate none = meanOverTasks({});
    QVERIFY(qIsNaN(none.value) && !none.interval.isKnown() && none.n == 0);
}

void IntervalsTest::oneUnknownIntervalMakesTheMeansUnknown()
{
    const Estimate mean = meanOverTasks({{0.6, {0.57, 0.63}, 100}, {0.4, {}, 50}});
    QCOMPARE(off(mean.value, 0.5), QString());
    QVERIFY(!mean.interval.isKnown());
}

void IntervalsTest::aReachIsNeverNegative()
{
    const Estimate mean = meanOverTasks({{0.5, {0.6, 0.7}, 10}, {0.5, {0.4, 0.5}, 10}});
    QCOMPARE(off(mean.interval, 0.5 - 0.05, 0.5 + 0.1), QString());
}

QTEST_GUILESS_MAIN(IntervalsTest)
#include "IntervalsTest.moc"
