#include "core/engine/LabelScores.h"
#include "core/tasks/CellTally.h"

#include <QTest>
#include <cmath>

using namespace metaspo;

/// Macro-F1 from counts by label.
class LabelScoresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areThoseOfTheMethod();
};

void LabelScoresTest::areThoseOfTheMethod()
{
    // Four examples, of which one label is never predicted and one prediction is no label.
    const QStringList golds{QStringLiteral("yes"), QStringLiteral("yes"), QStringLiteral("no"),
                            QStringLiteral("maybe")};
    const QStringList predictions{QStringLiteral("yes"), QStringLiteral("no"), QStringLiteral("no"), QString()};
    RunSetup setup;
    RunTask task;
    task.task.name = QStringLiteral("anatomy");
    Metric metric;
    metric.kind = MetricKind::MacroF1;
    CellRecord cell;
    cell.run = 3;
    cell.cell.task = task.task.name;
    cell.cell.split = Split::Test;
    cell.metric = metric;
    cell.planned = 4;
    cell.score.n = 4;
    cell.isScored = false;
    CellTally tally(metric, {QStringLiteral("maybe"), QStringLiteral("no"), QStringLiteral("yes")});
    QList<CellLabelCount> counts;
    for (int index = 0; index < golds.size(); ++index) {
        task.task.examples.append({index, Split::Test, {}, {golds[index]}, {}});
        task.golds.insert(index, golds[index]);
        counts.append({cell.cell, golds[index], predictions[index], 1});
        Outcome outcome;
        outcome.kind = predictions[index].isEmpty()            ? OutcomeKind::Unreadable
                       : predictions[index] == golds[index] ? OutcomeKind::Correct
                                                            : OutcomeKind::Wrong;
        outcome.prediction = predictions[index];
        tally.add(golds[index], outcome);
    }
    setup.tasks.append(task);
    CellRecord other = cell; // the counts do not tell its unreadable answers apart
    other.metric.kind = MetricKind::MacroF1Reference;
    CellRecord partial = cell;
    partial.planned = 5;
    QVERIFY(!cell.isFinished());

    KnownIntervals known;
    QList<CellRecord> cells{cell, other, partial};
    addLabelScores(setup, counts, known, cells);
    QVERIFY(cells[0].isFinished());
    QCOMPARE(cells[0].score.score, tally.score().score);
    QVERIFY(cells[0].score.score.nano > 0);
    QVERIFY(cells[0].low95 < cells[0].score.score.value() && cells[0].score.score.value() < cells[0].high95);
    QVERIFY(!cells[1].isFinished());
    QVERIFY(!cells[2].isFinished());
    QVERIFY(std::isnan(cells[2].low95));
    QCOMPARE(known.size(), 1);
    known.begin()->second = {0.25, 0.75}; // a known interval is not computed again, unless the score is another one
    addLabelScores(setup, counts, known, cells);
    QCOMPARE(cells[0].low95, 0.25);
    cells[0].score.right = 1;
    addLabelScores(setup, counts, known, cells);
    QVERIFY(cells[0].low95 != 0.25);
}

QTEST_GUILESS_MAIN(LabelScoresTest)
#include "LabelScoresTest.moc"
