#include "core/analysis/PairedTests.h"
#include "core/domain/Draw.h"
#include "tests/core/analysis/Near.h"

#include <QTest>
#include <algorithm>

using namespace metaspo;

class PairedTestsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mcnemarIsTheBinomialTest_data();
    void mcnemarIsTheBinomialTest();
    void mcnemarLooksAtDiscordantExamplesAlone();
    void pairedTHasTheFiguresOfScipy_data();
    void pairedTHasTheFiguresOfScipy();
    void pairedTNeedsScatter_data();
    void pairedTNeedsScatter();
    void wilcoxonHasTheFiguresOfScipy_data();
    void wilcoxonHasTheFiguresOfScipy();
    void wilcoxonIsNormalForMany();
    void wilcoxonDoesNotSeeSidesOrOrder();
    void wilcoxonLeavesZerosOut_data();
    void wilcoxonLeavesZerosOut();
    void holmHasTheFiguresOfStatsmodels_data();
    void holmHasTheFiguresOfStatsmodels();
    void holmPassesOverWhatWasNotTested();
    void smallestDetectableDifferenceSolvesConnor_data();
    void smallestDetectableDifferenceSolvesConnor();
    void smallestDetectableDifferenceIsFoundWithItsPower();
    void nothingIsDetectableWithTooFewExamples_data();
    void nothingIsDetectableWithTooFewExamples();
    void smallestMeanDifferenceHasItsFormula();
};

// scipy.stats.binomtest(fixed, fixed + broken, 0.5).pvalue, the same as
// statsmodels.stats.contingency_tables.mcnemar([[n, broken], [fixed, n]], exact=True).pvalue
void PairedTestsTest::mcnemarIsTheBinomialTest_data()
{
    QTest::addColumn<int>("fixed");
    QTest::addColumn<int>("broken");
    QTest::addColumn<double>("p");
    QTest::newRow("nothing changed") << 0 << 0 << 1.0;
    QTest::newRow("one") << 1 << 0 << 1.0;
    QTest::newRow("even") << 5 << 5 << 1.0;
    QTest::newRow("12 to 2") << 12 << 2 << 0.012939453125;
    QTest::newRow("0 to 6") << 0 << 6 << 0.03125;
    QTest::newRow("7 to 1") << 7 << 1 << 0.0703125;
    QTest::newRow("3 to 14") << 3 << 14 << 0.012725830078125;
    QTest::newRow("40 to 20") << 40 << 20 << 0.01348929373119186;
}

void PairedTestsTest::mcnemarIsTheBinomialTest()
{
    QFETCH(int, fixed);
    QFETCH(int, broken);
    QFETCH(double, p);
    QCOMPARE(off(mcnemarExact({10, fixed, broken, 10}), p, 1e-12), QString());
    QCOMPARE(off(mcnemarExact({10, broken, fixed, 10}), p, 1e-12), QString());
}

void PairedTestsTest::mcnemarLooksAtDiscordantExamplesAlone()
{
    QCOMPARE(mcnemarExact({0, 9, 2, 0}), mcnemarExact({700, 9, 2, 80}));
    QCOMPARE(mcnemarExact({}), 1.0);
}

// scipy.stats.ttest_1samp(differences, 0)
void PairedTestsTest::pairedTHasTheFiguresOfScipy_data()
{
    QTest::addColumn<QList<double>>("differences");
    QTest::addColumn<double>("statistic");
    QTest::addColumn<double>("p");
    QTest::newRow("five") << QList<double>{0.02, 0.05, -0.01, 0.07, 0.03} << 2.3590712984783537
                          << 0.07774164094789986;
    QTest::newRow("mixed") << QList<double>{1, -1, 2, -2, 3} << 0.6469966392206304 << 0.5528894339334172;
    QTest::newRow("nearly alike") << QList<double>{0.1, 0.1, 0.1, 0.2} << 5.0 << 0.015392438073302294;
    QTest::newRow("two") << QList<double>{0.04, -0.03} << 0.14285714285714288 << 0.9096655293982672;
    QTest::newRow("negative") << QList<double>{-0.02, -0.05, 0.01, -0.07, -0.03} << -2.3590712984783537
                              << 0.07774164094789986;
}

void PairedTestsTest::pairedTHasTheFiguresOfScipy()
{
    QFETCH(QList<double>, differences);
    QFETCH(double, statistic);
    QFETCH(double, p);
    const TestResult result = pairedT(differences);
    QCOMPARE(off(result.statistic, statistic), QString());
    QCOMPARE(off(result.p, p, 1e-12), QString());
    QCOMPARE(result.n, differences.size());
}

void PairedTestsTest::pairedTNeedsScatter_data()
{
    QTest::addColumn<QList<double>>("differences");
    QTest::addColumn<double>("p");
    QTest::newRow("none") << QList<double>{} << qQNaN();
    QTest::newRow("one") << QList<double>{0.2} << qQNaN();
    QTest::newRow("all the same") << QList<double>{0.1, 0.1, 0.1} << qQNaN();
    QTest::newRow("all zero") << QList<double>{0, 0, 0} << 1.0;
}

void PairedTestsTest::pairedTNeedsScatter()
{
    QFETCH(QList<double>, differences);
    QFETCH(double, p);
    QCOMPARE(off(pairedT(differences).p, p), QString());
}

void PairedTestsTest::wilcoxonHasTheFiguresOfScipy_data()
{
    QTest::addColumn<QList<double>>("differences");
    QTest::addColumn<double>("statistic");
    QTest::addColumn<double>("p");
    // scipy.stats.wilcoxon(differences, method="exact")
    QTest::newRow("five") << QList<double>{0.02, 0.05, -0.01, 0.07, 0.03} << 1.0 << 0.125;
    QTest::newRow("eight") << QList<double>{1, -2, 3, -4, 5, 6, 7, 8} << 6.0 << 0.109375;
    QTest::newRow("Darwin's plants") << QList<double>{6,  8,   14, 16, 23, 24,  28, 29,
                                                      41, -48, 49, 56, 60, -67, 75}
                                     << 24.0 << 0.041259765625;
    // scipy.stats.wilcoxon(differences without zeros, method=PermutationMethod(n_resamples=10**9)), which
    // goes through all sign patterns
    QTest::newRow("ties") << QList<double>{1, 1, -1, 2, 2, 3, -3, 4} << 8.5 << 0.2421875;
    QTest::newRow("ties and zeros") << QList<double>{0, 0, 1, 1, -1, 2, 2, 3, -3, 4} << 8.5 << 0.2421875;
    QTest::newRow("all of one size") << QList<double>{1, 1, 1, 1, -1} << 3.0 << 0.375;
}

void PairedTestsTest::wilcoxonHasTheFiguresOfScipy()
{
    QFETCH(QList<double>, differences);
    QFETCH(double, statistic);
    QFETCH(double, p);
    const TestResult result = wilcoxonSignedRank(differences);
    QCOMPARE(result.statistic, statistic);
    QCOMPARE(off(result.p, p, 1e-12), QString());
    QCOMPARE(result.n, differences.size() - differences.count(0));
}

void PairedTestsTest::wilcoxonIsNormalForMany()
{
    QList<double> differences; // 128 of 130 are not zero, and most are tied
    for (int index = 1; index <= 130; ++index)
        differences.append((index * 37 % 101 - 40) / 10.0);
    const TestResult result = wilcoxonSignedRank(differences);
    // scipy.stats.wilcoxon(differences, correction=True, method="asymptotic")
    QCOMPARE(result.n, 128);
    QCOMPARE(result.statistic, 2630.0);
    QCOMPARE(off(result.p, 0.00036880261415032835, 1e-12), QString());
}

void PairedTestsTest::wilcoxonDoesNotSeeSidesOrOrder()
{
    for (int trial = 0; trial < 50; ++trial) {
        Draw draw(3, QString::number(trial));
        QList<double> differences;
        for (qsizetype index = draw.below(14); index >= 0; --index)
            differences.append(static_cast<double>(draw.below(9) - 4));
        const TestResult expected = wilcoxonSignedRank(differences);
        draw.shuffle(differences);
        QCOMPARE(wilcoxonSignedRank(differences).p, expected.p);
        for (double& difference : differences)
            difference *= -3;
        QCOMPARE(wilcoxonSignedRank(differences).p, expected.p);
        QVERIFY(expected.p > 0 && expected.p <= 1);
    }
}

void PairedTestsTest::wilcoxonLeavesZerosOut_data()
{
    QTest::addColumn<QList<double>>("differences");
    QTest::addColumn<double>("p");
    QTest::newRow("nothing") << QList<double>{} << qQNaN();
    QTest::newRow("zeros") << QList<double>{0, 0} << 1.0;
    QTest::newRow("one") << QList<double>{0, 0.2, 0} << 1.0;
}

void PairedTestsTest::wilcoxonLeavesZerosOut()
{
    QFETCH(QList<double>, differences);
    QFETCH(double, p);
    QCOMPARE(off(wilcoxonSignedRank(differences).p, p), QString());
}

// statsmodels.stats.multitest.multipletests(p, method="holm")[1]
void PairedTestsTest::holmHasTheFiguresOfStatsmodels_data()
{
    QTest::addColumn<QList<double>>("p");
    QTest::addColumn<QList<double>>("adjusted");
    QTest::newRow("four") << QList<double>{0.01, 0.04, 0.03, 0.005} << QList<double>{0.03, 0.06, 0.06, 0.02};
    QTest::newRow("never above 1") << QList<double>{0.5, 0.6} << QList<double>{1, 1};
    QTest::newRow("ties") << QList<double>{0.02, 0.02, 0.02} << QList<double>{0.06, 0.06, 0.06};
    QTest::newRow("order kept") << QList<double>{0.9, 0.001} << QList<double>{0.9, 0.002};
    QTest::newRow("one") << QList<double>{0.2} << QList<double>{0.2};
    QTest::newRow("none") << QList<double>{} << QList<double>{};
}

void PairedTestsTest::holmHasTheFiguresOfStatsmodels()
{
    QFETCH(QList<double>, p);
    QFETCH(QList<double>, adjusted);
    const QList<double> actual = holm(p);
    QCOMPARE(actual.size(), adjusted.size());
    for (qsizetype index = 0; index < actual.size(); ++index)
        QCOMPARE(off(actual[index], adjusted[index]), QString());
}

void PairedTestsTest::holmPassesOverWhatWasNotTested()
{
    const QList<double> actual = holm({0.01, qQNaN(), 0.04});
    QCOMPARE(off(actual[0], 0.02), QString());
    QVERIFY(qIsNaN(actual[1]));
    QCOMPARE(off(actual[2], 0.04), QString());
}

// scipy.optimize.brentq over Connor's formula with scipy.stats.norm.ppf
void PairedTestsTest::smallestDetectableDifferenceSolvesConnor_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<double>("discordant");
    QTest::addColumn<double>("smallest");
    QTest::newRow("50") << 50 << 0.2 << 0.17304170018350123;
    QTest::newRow("500") << 500 << 0.1 << 0.03952705186074111;
    QTest::newRow("needs more changes than were seen") << 40 << 0.05 << 0.18493135050770518;
    QTest::newRow("no change seen") << 100 << 0.0 << 0.07665613424622879;
    QTest::newRow("five") << 5 << 0.5 << 0.9393616165056544;
    QTest::newRow("four") << 4 << 0.0 << 0.9979617435138429;
}

void PairedTestsTest::smallestDetectableDifferenceSolvesConnor()
{
    QFETCH(int, n);
    QFETCH(double, discordant);
    QFETCH(double, smallest);
    const auto found = smallestDetectableDifference(n, discordant);
    QVERIFY(found.has_value());
    QCOMPARE(off(*found, smallest, 1e-9), QString());
}

// The formula is for large samples and McNemar's normal test; the power should be near 80 %.
void PairedTestsTest::smallestDetectableDifferenceIsFoundWithItsPower()
{
    constexpr int n = 400;
    constexpr double discordant = 0.2;
    const double difference = smallestDetectableDifference(n, discordant).value();
    const double fixedShare = (discordant + difference) / 2;
    int found = 0;
    constexpr int trials = 2000;
    for (int trial = 0; trial < trials; ++trial) {
        Draw draw(11, QString::number(trial));
        double fixed = 0;
        double broken = 0;
        for (int example = 0; example < n; ++example) {
            const double where = draw.unit();
            fixed += where < fixedShare ? 1 : 0;
            broken += where >= fixedShare && where < discordant ? 1 : 0;
        }
        found += std::abs(fixed - broken) > 1.959964 * std::sqrt(fixed + broken) ? 1 : 0;
    }
    QVERIFY2(found > 0.76 * trials && found < 0.84 * trials, qPrintable(QString::number(found)));
}

void PairedTestsTest::nothingIsDetectableWithTooFewExamples_data()
{
    QTest::addColumn<int>("n");
    QTest::addColumn<double>("discordant");
    QTest::newRow("none") << 0 << 0.2;
    QTest::newRow("three") << 3 << 0.0;
    QTest::newRow("unknown share") << 50 << qQNaN();
}

void PairedTestsTest::nothingIsDetectableWithTooFewExamples()
{
    QFETCH(int, n);
    QFETCH(double, discordant);
    QVERIFY(!smallestDetectableDifference(n, discordant).has_value());
}

void PairedTestsTest::smallestMeanDifferenceHasItsFormula()
{
    // (scipy.stats.norm.ppf(0.975) + norm.ppf(0.8)) * 0.4 / sqrt(40)
    QCOMPARE(off(smallestDetectableMeanDifference(40, 0.4).value(), 0.17718780696593192), QString());
    QVERIFY(!smallestDetectableMeanDifference(0, 0.4).has_value());
    QVERIFY(!smallestDetectableMeanDifference(40, qQNaN()).has_value());
}

QTEST_GUILESS_MAIN(PairedTestsTest)
#include "PairedTestsTest.moc"
