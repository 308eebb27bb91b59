#pragma once

#include "core/analysis/Interval.h"
#include "core/store/CellRows.h"
#include "core/store/StoreRows.h"

#include <QHash>

namespace metaspo {

/// Intervals that take a bootstrap, of finished cells by run and cell, with the score they belong to.
using KnownIntervals = QHash<std::pair<qint64, Cell>, std::pair<CellScore, Interval>>;

/// Fills in what macro-F1 needs the counts by label for: the score of cells that the method has not finished yet, and
/// the interval of those whose examples are all answered. Macro-F1 (reference) has its score from the method alone: the
/// counts do not tell unreadable answers apart.
void addLabelScores(const RunSetup& setup, const QList<CellLabelCount>& counts, KnownIntervals& known,
                    QList<CellRecord>& cells);

} // namespace metaspo
