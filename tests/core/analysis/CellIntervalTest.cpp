#include "core/analysis/Intervals.h"
#include "tests/core/analysis/AnswerSamples.h"
#include "tests/core/analysis/Near.h"

#include <QTest>

using namespace metaspo;

namespace {

CellRecord record(MetricKind kind, int n, int right, double score)
{
    CellRecord cell;
    cell.metric = metricOfKind(kind);
    cell.planned = n;
    cell.score = CellScore{n, right, 0, Score{static_cast<qint64>(score * 1e9 + 0.5)}};
    return cell;
}

} // namespace

class CellIntervalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMetricHasItsFamily_data();
    void everyMetricHasItsFamily();
    void oneRightWrongCellIsWilson();
    void severalPromptsAreClusteredByQuestion();
    void otherFamiliesAreBootstrapped();
    void differenceOfOnePromptEachIsNewcombe();
    void differenceOfSeveralPromptsIsBootstrapped();
    void differencesAreRoundedLikeScores();
    void onlyCommonExamplesAreCompared();
    void pairsAreFoundByExample();
    void summaryCells_data();
    void summaryCells();
    void summaryCellOfMacroF1NeedsItsCounts();
};

void CellIntervalTest::everyMetricHasItsFamily_data()
{
    QTest::addColumn<MetricKind>("kind");
    QTest::addColumn<MetricFamily>("family");
    QTest::newRow("accuracy") << MetricKind::Accuracy << MetricFamily::RightWrong;
    QTest::newRow("macro-f1") << MetricKind::MacroF1 << MetricFamily::Labels;
    QTest::newRow("reference") << MetricKind::MacroF1Reference << MetricFamily::Labels;
    QTest::newRow("exact") << MetricKind::ExactMatch << MetricFamily::RightWrong;
    QTest::newRow("token-f1") << MetricKind::TokenF1 << MetricFamily::Graded;
    QTest::newRow("contains") << MetricKind::Contains << MetricFamily::RightWrong;
    QTest::newRow("numeric") << MetricKind::Numeric << MetricFamily::RightWrong;
    QTest::newRow("judge") << MetricKind::Judge << MetricFamily::RightWrong;
    QTest::newRow("command") << MetricKind::Command << MetricFamily::Graded;
}

void CellIntervalTest::everyMetricHasItsFamily()
{
    QFETCH(MetricKind, kind);
    QFETCH(MetricFamily, family);
    QCOMPARE(familyOf(kind), family);
}

void CellIntervalTest::oneRightWrongCellIsWilson()
{
    const Estimate found = estimate(metricOfKind(MetricKind::Accuracy), {answers("+++-?")});
    QCOMPARE(found.n, 5);
    QCOMPARE(off(found.value, 0.6), QString()); // unreadable counts as not right
    const Interval expected = wilson95(0.6, 5);
    QCOMPARE(off(found.interval, expected.low, expected.high), QString());
    QCOMPARE(estimate(metricOfKind(MetricKind::Accuracy), {}).n, 0);
    QVERIFY(qIsNaN(estimate(metricOfKind(MetricKind::Accuracy), {JudgedCell()}).value));
}

void CellIntervalTest::severalPromptsAreClusteredByQuestion()
{
    const Estimate found =
        estimate(metricOfKind(MetricKind::Accuracy), {answers("+-++-"), answers("+-+++"), answers("+--+-")});
    QCOMPARE(found.n, 5); // questions, not answers
    QCOMPARE(off(found.value, 9.0 / 15), QString());
    const Interval expected = clusteredWilson95({{3, 3}, {0, 3}, {2, 3}, {3, 3}, {1, 3}});
    QCOMPARE(off(found.interval, expected.low, expected.high), QString());
}

void CellIntervalTest::otherFamiliesAreBootstrapped()
{
    for (const MetricKind kind : {MetricKind::MacroF1, MetricKind::TokenF1}) {
        Draw draw(40, name(kind));
        const QList<JudgedCell> cells{randomAnswers(draw, 30), randomAnswers(draw, 30)};
        const Estimate found = estimate(metricOfKind(kind), cells);
        QCOMPARE(found.n, 30);
        QCOMPARE(off(found.value, metricOf(metricOfKind(kind), cells)), QString());
        QCOMPARE(found.interval, bootstrap95(metricOfKind(kind), cells));
    }
}

void CellIntervalTest::differenceOfOnePromptEachIsNewcombe()
{
    const Estimate found =
        estimateDifference(metricOfKind(MetricKind::Accuracy), {answers("++--+-?")}, {answers("+++-+++")});
    QCOMPARE(found.n, 7);
    QCOMPARE(off(found.value, 3.0 / 7), QString());
    const Interval expected = pairedDifference95({3, 3, 0, 1});
    QCOMPARE(off(found.interval, expected.low, expected.high), QString());
    for (const QList<JudgedCell>& other :
         {QList<JudgedCell>(), QList<JudgedCell>{JudgedCell()}, QList<JudgedCell>{answers(" +")}})
        for (const Estimate& none :
             {estimateDifference(metricOfKind(MetricKind::Accuracy), other, {answers("+")}),
              estimateDifference(metricOfKind(MetricKind::Accuracy), {answers("+")}, other)})
            QVERIFY(qIsNaN(none.value) && !none.interval.isKnown() && none.n == 0);
}

void CellIntervalTest::differenceOfSeveralPromptsIsBootstrapped()
{
    const QList<JudgedCell> before{answers("+-+-+-+-"), answers("++--++--")};
    const QList<JudgedCell> after{answers("+++-+++-")};
    const Estimate found = estimateDifference(metricOfKind(MetricKind::Accuracy), before, after);
    QCOMPARE(off(found.value, 0.25), QString());
    QCOMPARE(found.interval, bootstrapDifference95(metricOfKind(MetricKind::Accuracy), before, after));
}

void CellIntervalTest::differencesAreRoundedLikeScores()
{
    // 0.6 - 0.5 and 0.4 - 0.3 are not the same doubles; scores are, to 1e-9.
    const auto difference = [](int before, int after) {
        return estimateDifference(metricOfKind(MetricKind::Accuracy), {rightOf(before, 10)},
                                  {rightOf(after, 10)})
            .value;
    };
    QCOMPARE_EQ(difference(5, 6), difference(3, 4));
    QCOMPARE_EQ(difference(5, 6), -difference(9, 8));
    // The same three shares, added in another order.
    const QList<JudgedCell> before{rightOf(1, 10), rightOf(2, 10), rightOf(3, 10)};
    const QList<JudgedCell> after{rightOf(3, 10), rightOf(2, 10), rightOf(1, 10)};
    QCOMPARE_EQ(estimateDifference(metricOfKind(MetricKind::Accuracy), before, after).value, 0.0);
}

void CellIntervalTest::onlyCommonExamplesAreCompared()
{
    const QList<JudgedCell> common = onCommonExamples({answers("+-+ -"), answers("-++-"), answers(" +-++")});
    QCOMPARE(common.size(), 3);
    for (const JudgedCell& cell : common) {
        QCOMPARE(cell.size(), 2);
        QCOMPARE(cell[0].example, 1);
        QCOMPARE(cell[1].example, 2);
    }
    QVERIFY(onCommonExamples({}).isEmpty());
    const Estimate found =
        estimateDifference(metricOfKind(MetricKind::Accuracy), {answers("++--  ")}, {answers(" ++-++")});
    QCOMPARE(found.n, 3);
    QCOMPARE(off(found.value, 1.0 / 3), QString());
}

void CellIntervalTest::pairsAreFoundByExample()
{
    JudgedCell after = answers("+-?+ +");
    std::reverse(after.begin(), after.end());
    QCOMPARE(pairedCounts(answers("++--+ "), after), (PairedCounts{1, 1, 1, 1}));
    QCOMPARE(pairedCounts({}, after), PairedCounts());
}

void CellIntervalTest::summaryCells_data()
{
    QTest::addColumn<CellRecord>("cell");
    QTest::addColumn<double>("share");
    QTest::addColumn<double>("n");
    QTest::newRow("accuracy") << record(MetricKind::Accuracy, 40, 23, 0.575) << 23.0 / 40 << 40.0;
    QTest::newRow("exact match") << record(MetricKind::ExactMatch, 3, 1, 1.0 / 3) << 1.0 / 3 << 3.0;
    QTest::newRow("token F1: its mean, not its right answers")
        << record(MetricKind::TokenF1, 40, 5, 0.4) << 0.4 << 40.0;
    QTest::newRow("none") << record(MetricKind::Accuracy, 0, 0, 0) << 0.0 << 0.0;
}

void CellIntervalTest::summaryCells()
{
    QFETCH(CellRecord, cell);
    QFETCH(double, share);
    QFETCH(double, n);
    const Interval expected = wilson95(share, n);
    QCOMPARE(off(cellInterval95(cell), expected.low, expected.high), QString());
}

void CellIntervalTest::summaryCellOfMacroF1NeedsItsCounts()
{
    const QList<LabelCount> counts{{QStringLiteral("y"), QStringLiteral("y"), 12},
                                   {QStringLiteral("n"), {}, 5},
                                   {QStringLiteral("n"), QStringLiteral("n"), 9}};
    const CellRecord cell = record(MetricKind::MacroF1, 26, 21, 0.9);
    QVERIFY(!cellInterval95(cell).isKnown());
    QCOMPARE(cellInterval95(cell, counts), bootstrapMacroF195(counts));
    QVERIFY(cellInterval95(cell, counts).isKnown());
    CellRecord known = cell;
    known.low95 = 0.25;
    known.high95 = 0.75;
    QCOMPARE(cellInterval95(known), (Interval{0.25, 0.75}));
    QVERIFY(!cellInterval95(record(MetricKind::MacroF1Reference, 26, 21, 0.9), counts).isKnown());
}

QTEST_GUILESS_MAIN(CellIntervalTest)
#include "CellIntervalTest.moc"
