#include "core/engine/LabelScores.h"

#include "core/analysis/CellInterval.h"
#include "core/tasks/CellTally.h"

#include <QSet>

namespace metaspo {

namespace {

QStringList goldLabels(const RunSetup& setup, const Cell& cell)
{
    QSet<QString> labels;
    for (const RunTask& task : setup.tasks)
        if (task.task.name == cell.task)
            for (const Example& example : task.task.examples)
                if (example.split == cell.split)
                    labels.insert(task.golds.value(example.index));
    return labels.values();
}

Score scoreOf(const QList<LabelCount>& counts, const QStringList& labels)
{
    Confusion confusion;
    for (const LabelCount& count : counts)
        confusion[count.gold][count.predicted] += count.n;
    return macroF1(confusion, labels);
}

} // namespace

void addLabelScores(const RunSetup& setup, const QList<CellLabelCount>& counts, KnownIntervals& known,
                    QList<CellRecord>& cells)
{
    QHash<Cell, QList<LabelCount>> byCell;
    for (const CellLabelCount& count : counts)
        byCell[count.cell].append({count.gold, count.predicted, count.n});
    for (CellRecord& cell : cells) {
        const auto labels = byCell.constFind(cell.cell);
        if (cell.metric.kind != MetricKind::MacroF1 || labels == byCell.constEnd())
            continue;
        if (!cell.isScored) {
            cell.score.score = scoreOf(*labels, goldLabels(setup, cell.cell));
            cell.isScored = true;
        }
        if (!cell.isFinished())
            continue;
        auto& [score, interval] = known[std::pair(cell.run, cell.cell)];
        if (!interval.isKnown() || score != cell.score) {
            score = cell.score;
            interval = cellInterval95(cell, *labels);
        }
        cell.low95 = interval.low;
        cell.high95 = interval.high;
    }
}

} // namespace metaspo
