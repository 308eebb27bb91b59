#include "core/tasks/CellTally.h"

#include <QTest>

using namespace metaspo;

namespace {

constexpr qint64 one = Score::one;

Metric metric(MetricKind kind)
{
    Metric result;
    result.kind = kind;
    return result;
}

Outcome outcome(OutcomeKind kind, const QString& prediction, qint64 nano)
{
    Outcome result;
    result.kind = kind;
    result.prediction = prediction;
    result.score = Score{nano};
    return result;
}

/// An answer under accuracy or F1, right if it is the gold label; an empty text is an unreadable one.
struct Answer
{
    const char* gold;
    const char* prediction;
};

CellTally tallyOf(MetricKind kind, const QStringList& labels, const QList<Answer>& answers)
{
    CellTally tally(metric(kind), labels);
    for (const Answer& answer : answers) {
        const QString gold = QString::fromLatin1(answer.gold);
        const QString prediction = QString::fromLatin1(answer.prediction);
        const bool isUnreadable = prediction.startsWith(u'?');
        const OutcomeKind result = isUnreadable         ? OutcomeKind::Unreadable
                                   : gold == prediction ? OutcomeKind::Correct
                                                        : OutcomeKind::Wrong;
        tally.add(gold, outcome(result, prediction, result == OutcomeKind::Correct ? one : 0));
    }
    return tally;
}

const QStringList yesNo{QStringLiteral("no"), QStringLiteral("yes")};

} // namespace

/// What the outcomes of a cell add up to under each metric.
class CellTallyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void macroF1Cases_data();
    void macroF1Cases();
    void unreadableIsAMissNoClass();
    void orderDoesNotMatter();
    void meansAreRoundedOnce();
    void countsOfACell();
    void nothingAdded();
};

void CellTallyTest::macroF1Cases_data()
{
    QTest::addColumn<QList<int>>(
        "cells"); // gold no: said no, yes, unreadable; gold yes: said no, yes, unreadable
    QTest::addColumn<qint64>("nano");
    const auto add = [](const char* name, const QList<int>& cells, qint64 nano) {
        QTest::newRow(name) << cells << nano;
    };
    add("all right", {5, 0, 0, 0, 5, 0}, one);
    add("all wrong", {0, 5, 0, 5, 0, 0}, 0);
    add("always the majority", {0, 2, 0, 0, 8, 0}, 444'444'444);                   // (0 + 16/18) / 2
    add("mixed", {3, 1, 0, 2, 4, 0}, 696'969'697);                                 // (6/9 + 8/11) / 2
    add("unreadable: misses of their own label", {3, 1, 1, 2, 4, 3}, 585'714'286); // (6/10 + 8/14) / 2
    add("nothing readable", {0, 0, 4, 0, 0, 4}, 0);
}

void CellTallyTest::macroF1Cases()
{
    QFETCH(QList<int>, cells);
    QFETCH(qint64, nano);
    const char* const said[] = {"no", "yes", "?"};
    QList<Answer> answers;
    for (int cell = 0; cell < 6; ++cell)
        for (int i = 0; i < cells[cell]; ++i)
            answers.append(Answer{cell < 3 ? "no" : "yes", said[cell % 3]});
    QCOMPARE(tallyOf(MetricKind::MacroF1, yesNo, answers).score().score.nano, nano);
}

void CellTallyTest::unreadableIsAMissNoClass()
{
    // F1(yes) = 2/3, F1(no) = 1. The reference variant adds each unreadable text as a class with F1 0.
    const QList<Answer> answers{{"no", "no"}, {"yes", "yes"}, {"yes", "?a"}};
    QCOMPARE(tallyOf(MetricKind::MacroF1, yesNo, answers).score().score.nano, 833'333'333);
    QCOMPARE(tallyOf(MetricKind::MacroF1Reference, yesNo, answers).score().score.nano, 555'555'556);
    const QList<Answer> two{{"no", "no"}, {"yes", "yes"}, {"yes", "?a"}, {"yes", "?b"}, {"yes", "?b"}};
    QCOMPARE(tallyOf(MetricKind::MacroF1Reference, yesNo, two).score().score.nano,
             350'000'000); // (1 + 0.4 + 0 + 0) / 4
    // A label that no gold answer has is no class either.
    QCOMPARE(tallyOf(MetricKind::MacroF1, {QStringLiteral("yes")}, {{"yes", "yes"}, {"yes", "no"}})
                 .score()
                 .score.nano,
             666'666'667);
}

void CellTallyTest::orderDoesNotMatter()
{
    QList<Answer> answers;
    for (int i = 0; i < 60; ++i)
        answers.append(Answer{i % 3 ? "yes" : "no", i % 7 == 0 ? "?" : i % 4 ? "yes" : "no"});
    QList<Answer> reversed(answers.rbegin(), answers.rend());
    for (const MetricKind kind : {MetricKind::MacroF1, MetricKind::MacroF1Reference, MetricKind::Accuracy})
        QCOMPARE(tallyOf(kind, yesNo, reversed).score(), tallyOf(kind, yesNo, answers).score());
}

void CellTallyTest::meansAreRoundedOnce()
{
    CellTally accuracy(metric(MetricKind::Accuracy), {});
    accuracy.add({}, outcome(OutcomeKind::Correct, {}, one));
    accuracy.add({}, outcome(OutcomeKind::Correct, {}, one));
    accuracy.add({}, outcome(OutcomeKind::Wrong, {}, 0));
    QCOMPARE(accuracy.score().score.nano, 666'666'667);
    CellTally graded(metric(MetricKind::TokenF1), {});
    graded.add({}, outcome(OutcomeKind::Wrong, {}, 333'333'333));
    graded.add({}, outcome(OutcomeKind::Wrong, {}, 800'000'000));
    QCOMPARE(graded.score().score.nano, 566'666'667); // half up
    QCOMPARE(graded.sumOfScores(), 1'133'333'333);
}

void CellTallyTest::countsOfACell()
{
    const CellScore score =
        tallyOf(MetricKind::Accuracy, yesNo, {{"yes", "yes"}, {"yes", "no"}, {"no", "?"}, {"no", "no"}})
            .score();
    QCOMPARE(score.n, 4);
    QCOMPARE(score.right, 2);
    QCOMPARE(score.unreadable, 1);
    QCOMPARE(score.score.nano, one / 2);
}

void CellTallyTest::nothingAdded()
{
    for (const MetricKind kind : {MetricKind::Accuracy, MetricKind::MacroF1, MetricKind::MacroF1Reference})
        QCOMPARE(CellTally(metric(kind), yesNo).score(), CellScore{});
}

QTEST_GUILESS_MAIN(CellTallyTest)
#include "CellTallyTest.moc"
