#include "core/analysis/Bootstrap.h"
#include "core/tasks/CellTally.h"
#include "tests/core/analysis/AnswerSamples.h"
#include "tests/core/analysis/Near.h"

#include <QTest>
#include <algorithm>

using namespace metaspo;

namespace {

const QList<MetricKind> someKinds{MetricKind::Accuracy, MetricKind::MacroF1, MetricKind::MacroF1Reference,
                                  MetricKind::TokenF1};

double width(const Interval& interval)
{
    return interval.high - interval.low;
}

QStringList goldLabels(const JudgedCell& cell)
{
    QStringList labels;
    for (const JudgedExample& answer : cell)
        if (!labels.contains(answer.gold))
            labels.append(answer.gold);
    return labels;
}

QList<LabelCount> countsOf(const JudgedCell& cell)
{
    QList<LabelCount> counts;
    for (const JudgedExample& answer : cell) {
        const bool isUnreadable = answer.outcome.kind == OutcomeKind::Unreadable;
        const QString predicted = isUnreadable ? QString() : answer.outcome.prediction;
        const auto known = std::find_if(counts.begin(), counts.end(), [&](const LabelCount& count) {
            return count.gold == answer.gold && count.predicted == predicted;
        });
        if (known == counts.end())
            counts.append({answer.gold, predicted, 1});
        else
            ++known->n;
    }
    return counts;
}

} // namespace

class BootstrapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void macroF1HasTheFiguresOfScikitLearn_data();
    void macroF1HasTheFiguresOfScikitLearn();
    void metricIsTheOneThatRunsDecideBy();
    void metricIsTheMeanOverPrompts();
    void metricOfNothingIsUnknown();
    void sameAnswersSameInterval();
    void intervalContainsThePoint();
    void intervalOfIdenticalAnswersHasNoWidth_data();
    void intervalOfIdenticalAnswersHasNoWidth();
    void intervalIsAsWideAsTheory();
    void intervalCoversTheTruth();
    void answersToAQuestionAreDrawnTogether();
    void promptsWithOtherQuestionsAreNoTrouble();
    void countsGiveTheIntervalOfTheAnswers();
    void differenceIsPaired();
    void differenceOfEqualAnswersIsNothing();
    void differenceCoversTheTruth();
    void nothingIsUnknown();
};

// sklearn.metrics.f1_score(gold, predicted, average="macro", zero_division=0), for macro-F1 with
// labels=set(gold); an unreadable answer is a prediction of its own text.
void BootstrapTest::macroF1HasTheFiguresOfScikitLearn_data()
{
    QTest::addColumn<QString>("golds");
    QTest::addColumn<QString>("predictions");
    QTest::addColumn<double>("macroF1");
    QTest::addColumn<double>("reference");
    const auto row = [](const char* golds, const char* predictions, double macroF1, double reference) {
        QTest::newRow(predictions) << QString::fromLatin1(golds) << QString::fromLatin1(predictions)
                                   << macroF1 << reference;
    };
    row("yynnn", "ynnny", 0.5833333333333333, 0.5833333333333333);
    row("aabbcc", "abbbca", 0.6555555555555556, 0.6555555555555556);
    row("yyynn", "yy1nn", 0.9, 0.6);
    row("yynn", "1111", 0.0, 0.0);
    row("yynn", "1234", 0.0, 0.0);
    row("yyyynn", "yy12nn", 0.8333333333333333, 0.41666666666666663);
    row("yyyy", "yyny", 0.8571428571428571, 0.42857142857142855);
    row("aabb", "aacc", 0.5, 0.3333333333333333);
}

void BootstrapTest::macroF1HasTheFiguresOfScikitLearn()
{
    QFETCH(QString, golds);
    QFETCH(QString, predictions);
    QFETCH(double, macroF1);
    QFETCH(double, reference);
    const JudgedCell cell = labelled(golds.toLatin1().constData(), predictions.toLatin1().constData());
    QCOMPARE(off(metricOf(metricOfKind(MetricKind::MacroF1), {cell}), macroF1, 1e-12), QString());
    QCOMPARE(off(metricOf(metricOfKind(MetricKind::MacroF1Reference), {cell}), reference, 1e-12), QString());
}

void BootstrapTest::metricIsTheOneThatRunsDecideBy()
{
    for (int trial = 0; trial < 60; ++trial) {
        Draw draw(20, QString::number(trial));
        const JudgedCell cell = randomAnswers(draw, 1 + static_cast<int>(draw.below(40)));
        for (const MetricKind kind : someKinds) {
            CellTally tally(metricOfKind(kind), goldLabels(cell));
            for (JudgedExample answer : cell) {
                if (kind == MetricKind::Accuracy) // the grader gives whole scores there
                    answer.outcome.score =
                        Score{answer.outcome.kind == OutcomeKind::Correct ? Score::one : 0};
                tally.add(answer.gold, answer.outcome);
            }
            QCOMPARE(off(metricOf(metricOfKind(kind), {cell}), tally.score().score.value(), 1.01e-9),
                     QString());
        }
    }
}

void BootstrapTest::metricIsTheMeanOverPrompts()
{
    const QList<JudgedCell> cells{labelled("yynnn", "ynnny"), labelled("yynnn", "yynnn"),
                                  labelled("yynnn", "11111")};
    QCOMPARE(off(metricOf(metricOfKind(MetricKind::MacroF1), cells), (0.5833333333333333 + 1 + 0) / 3),
             QString());
    QCOMPARE(off(metricOf(metricOfKind(MetricKind::Accuracy), cells), (0.6 + 1 + 0) / 3), QString());
    QCOMPARE(
        off(metricOf(metricOfKind(MetricKind::TokenF1), {graded({0.5, 0.25}), graded({1, 0.75})}), 0.625),
        QString());
}

void BootstrapTest::metricOfNothingIsUnknown()
{
    for (const MetricKind kind : someKinds) {
        QVERIFY(qIsNaN(metricOf(metricOfKind(kind), {})));
        QVERIFY(qIsNaN(metricOf(metricOfKind(kind), {JudgedCell()})));
    }
}

void BootstrapTest::sameAnswersSameInterval()
{
    for (const MetricKind kind : someKinds) {
        Draw draw(21, name(kind));
        QList<JudgedCell> cells{randomAnswers(draw, 30), randomAnswers(draw, 30)};
        const Interval first = bootstrap95(metricOfKind(kind), cells);
        const Interval difference = bootstrapDifference95(metricOfKind(kind), {cells[0]}, {cells[1]});
        QCOMPARE(bootstrap95(metricOfKind(kind), cells), first);
        for (JudgedCell& cell : cells)
            draw.shuffle(cell);
        QCOMPARE(off(bootstrap95(metricOfKind(kind), cells), first.low, first.high), QString());
        QCOMPARE(off(bootstrapDifference95(metricOfKind(kind), {cells[0]}, {cells[1]}), difference.low,
                     difference.high),
                 QString());
        std::swap(cells[0], cells[1]);
        QCOMPARE(off(bootstrap95(metricOfKind(kind), cells), first.low, first.high), QString());
    }
}

void BootstrapTest::intervalContainsThePoint()
{
    for (int trial = 0; trial < 8; ++trial)
        for (const MetricKind kind : someKinds) {
            Draw draw(22, QString::number(trial));
            const QList<JudgedCell> cells{randomAnswers(draw, 40), randomAnswers(draw, 40)};
            const Interval interval = bootstrap95(metricOfKind(kind), cells);
            QVERIFY(interval.contains(metricOf(metricOfKind(kind), cells)));
            QVERIFY(interval.low >= 0 && interval.high <= 1 && width(interval) > 0.05);
        }
}

void BootstrapTest::intervalOfIdenticalAnswersHasNoWidth_data()
{
    QTest::addColumn<JudgedCell>("cell");
    QTest::addColumn<MetricKind>("kind");
    QTest::addColumn<double>("value");
    QTest::newRow("all right") << rightOf(20, 20) << MetricKind::Accuracy << 1.0;
    QTest::newRow("all wrong") << rightOf(0, 20) << MetricKind::Accuracy << 0.0;
    QTest::newRow("all half") << graded(QList<double>(20, 0.5)) << MetricKind::TokenF1 << 0.5;
    QTest::newRow("all labels right") << labelled("aabbcc", "aabbcc") << MetricKind::MacroF1 << 1.0;
    QTest::newRow("none readable") << labelled("aabbcc", "111111") << MetricKind::MacroF1 << 0.0;
    QTest::newRow("one question") << graded({0.25}) << MetricKind::Command << 0.25;
}

void BootstrapTest::intervalOfIdenticalAnswersHasNoWidth()
{
    QFETCH(JudgedCell, cell);
    QFETCH(MetricKind, kind);
    QFETCH(double, value);
    QCOMPARE(off(bootstrap95(metricOfKind(kind), {cell}), value, value), QString());
}

void BootstrapTest::intervalIsAsWideAsTheory()
{
    // 200 answers, spread evenly over [0,1): mean 0.4975, standard deviation 0.2887, so 1.96 sd / sqrt(200) =
    // 0.0400.
    QList<double> scores;
    for (int index = 0; index < 200; ++index)
        scores.append(index / 200.0);
    const Interval interval = bootstrap95(metricOfKind(MetricKind::TokenF1), {graded(scores)});
    QCOMPARE(off(interval, 0.4975 - 0.0400, 0.4975 + 0.0400, 0.004), QString());
}

void BootstrapTest::intervalCoversTheTruth()
{
    int covered = 0;
    constexpr int trials = 100;
    for (int trial = 0; trial < trials; ++trial) {
        Draw draw(23, QString::number(trial));
        QList<double> scores;
        for (int example = 0; example < 50; ++example)
            scores.append(draw.unit()); // true mean 0.5
        covered += bootstrap95(metricOfKind(MetricKind::TokenF1), {graded(scores)}).contains(0.5) ? 1 : 0;
    }
    // About 94 % for 50 questions; 100 trials scatter by 2.4 %.
    QVERIFY2(covered >= 88 && covered <= 99, qPrintable(QString::number(covered)));
}

void BootstrapTest::answersToAQuestionAreDrawnTogether()
{
    Draw draw(24, QStringLiteral("clusters"));
    const JudgedCell cell = randomAnswers(draw, 60);
    const Metric metric = metricOfKind(MetricKind::Accuracy);
    const double once = width(bootstrap95(metric, {cell}));
    const double fourTimes = width(bootstrap95(metric, {cell, cell, cell, cell}));
    QVERIFY2(std::abs(fourTimes - once) < 0.15 * once, "answering alike four times tells nothing new");
    QList<JudgedCell> unlike;
    for (int prompt = 0; prompt < 4; ++prompt)
        unlike.append(randomAnswers(draw, 60));
    QVERIFY(width(bootstrap95(metric, unlike)) < 0.7 * once);
}

void BootstrapTest::promptsWithOtherQuestionsAreNoTrouble()
{
    for (const MetricKind kind : someKinds) {
        Draw draw(25, name(kind));
        JudgedCell few = randomAnswers(draw, 2); // many resamples draw neither of its questions
        for (JudgedExample& answer : few)
            answer.example += 100;
        const QList<JudgedCell> cells{randomAnswers(draw, 30), few};
        const Interval interval = bootstrap95(metricOfKind(kind), cells);
        QVERIFY(interval.isKnown() && interval.low <= interval.high);
        const QList<JudgedCell> withEmpty{cells[0], JudgedCell()};
        QCOMPARE(metricOf(metricOfKind(kind), withEmpty), metricOf(metricOfKind(kind), {cells[0]}));
    }
}

void BootstrapTest::countsGiveTheIntervalOfTheAnswers()
{
    for (int trial = 0; trial < 10; ++trial) {
        Draw draw(26, QString::number(trial));
        const JudgedCell cell = randomAnswers(draw, 50);
        QList<LabelCount> counts = countsOf(cell);
        const Interval expected = bootstrap95(metricOfKind(MetricKind::MacroF1), {cell});
        QCOMPARE(bootstrapMacroF195(counts), expected);
        draw.shuffle(counts);
        QCOMPARE(bootstrapMacroF195(counts), expected);
    }
}

void BootstrapTest::differenceIsPaired()
{
    // 60 questions, 30 of them hard: both prompts fail these; the second fixes 6 more than it breaks.
    JudgedCell before = rightOf(30, 60);
    JudgedCell after = rightOf(36, 60);
    const Metric metric = metricOfKind(MetricKind::Accuracy);
    const Interval paired = bootstrapDifference95(metric, {before}, {after});
    QVERIFY(paired.contains(0.1));
    // By question: sd of the 60 differences is 0.3025, so 1.96 sd / sqrt(60) = 0.0765; unpaired it would be
    // 0.178.
    QCOMPARE(off(paired, 0.1 - 0.0765, 0.1 + 0.0765, 0.012), QString());
    const Interval back = bootstrapDifference95(metric, {after}, {before});
    QCOMPARE(off(back, -paired.high, -paired.low, 0.017), QString());
}

void BootstrapTest::differenceOfEqualAnswersIsNothing()
{
    for (const MetricKind kind : someKinds) {
        Draw draw(27, name(kind));
        const JudgedCell cell = randomAnswers(draw, 40);
        QCOMPARE(bootstrapDifference95(metricOfKind(kind), {cell}, {cell}), (Interval{0, 0}));
    }
}

void BootstrapTest::differenceCoversTheTruth()
{
    int covered = 0;
    constexpr int trials = 100;
    for (int trial = 0; trial < trials; ++trial) {
        Draw draw(28, QString::number(trial));
        QList<double> before;
        QList<double> after;
        for (int example = 0; example < 50; ++example) {
            const double ease = draw.unit();
            before.append(0.8 * ease);
            after.append(0.8 * ease + 0.2 * draw.unit()); // better by 0.1 in the mean
        }
        covered += bootstrapDifference95(metricOfKind(MetricKind::TokenF1), {graded(before)}, {graded(after)})
                           .contains(0.1)
                       ? 1
                       : 0;
    }
    QVERIFY2(covered >= 88 && covered <= 99, qPrintable(QString::number(covered)));
}

void BootstrapTest::nothingIsUnknown()
{
    for (const MetricKind kind : someKinds) {
        const Metric metric = metricOfKind(kind);
        const JudgedCell cell = labelled("ab", "ab");
        QVERIFY(!bootstrap95(metric, {}).isKnown());
        QVERIFY(!bootstrap95(metric, {JudgedCell()}).isKnown());
        QVERIFY(!bootstrapDifference95(metric, {}, {}).isKnown());
        QVERIFY(!bootstrapDifference95(metric, {cell}, {}).isKnown());
        QVERIFY(!bootstrapDifference95(metric, {}, {cell}).isKnown());
    }
    QVERIFY(!bootstrapMacroF195({}).isKnown());
}

QTEST_GUILESS_MAIN(BootstrapTest)
#include "BootstrapTest.moc"
