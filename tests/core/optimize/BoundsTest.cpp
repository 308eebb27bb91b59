#include "tests/core/optimize/ScriptedModels.h"

#include "core/optimize/Bounds.h"
#include "core/tasks/CellTally.h"

#include <QTest>

using namespace metaspo;

/// The bounds of a cell hold for every way in which its open examples can still be answered.
class BoundsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdForEveryCompletion_data();
    void holdForEveryCompletion();
    void gradedScoresCountWithTheirValue();
};

namespace {

/// All that an answer can be: every label, one that is no gold label, two unreadable texts.
QList<Outcome> possibleOutcomes(const QStringList& labels, const QString& gold)
{
    QList<Outcome> outcomes;
    QStringList readable = labels;
    readable.append(QStringLiteral("Z"));
    for (const QString& label : readable)
        outcomes.append({label == gold ? OutcomeKind::Correct : OutcomeKind::Wrong, label, {},
                         Score{label == gold ? Score::one : 0}});
    outcomes.append({OutcomeKind::Unreadable, QStringLiteral("?"), {}, {}});
    outcomes.append({OutcomeKind::Unreadable, QStringLiteral("!"), {}, {}});
    return outcomes;
}

Score tallied(const ScoredTask& task, const QList<Outcome>& outcomes)
{
    const SplitExamples& examples = task.examples(Split::Train);
    CellTally tally(task.task().metric, examples.labels);
    for (qsizetype position = 0; position < outcomes.size(); ++position)
        tally.add(examples.examples[position].answers.front(), outcomes[position]);
    return tally.score().score;
}

struct Extremes
{
    Score lowest{Score::one};
    Score highest;
};

void complete(const ScoredTask& task, QList<Outcome>& outcomes, Extremes& extremes)
{
    const SplitExamples& examples = task.examples(Split::Train);
    if (outcomes.size() == examples.size()) {
        const Score score = tallied(task, outcomes);
        extremes.lowest = std::min(extremes.lowest, score);
        extremes.highest = std::max(extremes.highest, score);
        return;
    }
    for (const Outcome& outcome :
         possibleOutcomes(examples.labels, examples.examples[outcomes.size()].answers.front())) {
        outcomes.append(outcome);
        complete(task, outcomes, extremes);
        outcomes.removeLast();
    }
}

} // namespace

void BoundsTest::holdForEveryCompletion_data()
{
    QTest::addColumn<MetricKind>("metric");
    QTest::addColumn<int>("choices");
    for (const MetricKind metric : {MetricKind::Accuracy, MetricKind::ExactMatch, MetricKind::MacroF1,
                                    MetricKind::MacroF1Reference})
        for (const int choices : {2, 3})
            QTest::addRow("%s %d", qPrintable(name(metric)), choices) << metric << choices;
}

void BoundsTest::holdForEveryCompletion()
{
    QFETCH(MetricKind, metric);
    QFETCH(int, choices);
    for (quint64 number = 1; number <= 25; ++number) {
        Draw draw(number, u"bounds");
        const ScoredTask task(choiceTask(QStringLiteral("t%1").arg(number), metric, choices, 5, 0, 0));
        const SplitExamples& examples = task.examples(Split::Train);
        CellBounds bounds(task.task().metric, examples);
        QList<Outcome> known;
        for (int position = 0; position <= examples.size(); ++position) {
            if (examples.size() - position <= 3) {
                Extremes extremes;
                QList<Outcome> outcomes = known;
                complete(task, outcomes, extremes);
                QCOMPARE(bounds.atMost().nano, extremes.highest.nano); // the upper bound is reached
                QVERIFY(bounds.atLeast() <= extremes.lowest);
                if (bounds.open() == 0)
                    QCOMPARE(bounds.atLeast().nano, bounds.score().score.nano);
            }
            if (position == examples.size())
                break;
            const QList<Outcome> possible =
                possibleOutcomes(examples.labels, examples.examples[position].answers.front());
            known.append(possible[draw.below(possible.size())]);
            bounds.add(position, known.back());
        }
        QCOMPARE(bounds.score().score.nano, tallied(task, known).nano);
    }
}

void BoundsTest::gradedScoresCountWithTheirValue()
{
    const ScoredTask task(choiceTask(QStringLiteral("t"), MetricKind::TokenF1, 2, 3, 0, 0));
    CellBounds bounds(task.task().metric, task.examples(Split::Train));
    bounds.add(1, {OutcomeKind::Wrong, QStringLiteral("x"), {}, Score{333'333'333}});
    QCOMPARE(bounds.atMost().nano, roundedDivision(2'333'333'333, 3));
    QCOMPARE(bounds.atLeast().nano, roundedDivision(333'333'333, 3));
    QCOMPARE(bounds.open(), 2);
}

QTEST_APPLESS_MAIN(BoundsTest)
#include "BoundsTest.moc"
