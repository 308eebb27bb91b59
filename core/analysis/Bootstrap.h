#pragma once

#include "core/analysis/Interval.h"
#include "core/domain/Cell.h"

#include <QList>

namespace metaspo {

/// One answer as the grader judged it. `gold` is the canonical label, choice or number; empty for text.
struct JudgedExample
{
    int example = 0;
    QString gold;
    Outcome outcome;
    bool operator==(const JudgedExample&) const = default;
};

/// The answers of one cell.
using JudgedCell = QList<JudgedExample>;

/// How many answers of a cell had this gold label and this prediction.
struct LabelCount
{
    QString gold;
    QString predicted; ///< empty: unreadable
    int n = 0;
    bool operator==(const LabelCount&) const = default;
};

/// The metric of one cell, or the mean over several cells of one task (one per user prompt, same questions).
double metricOf(const Metric& metric, const QList<JudgedCell>& cells);

/// 95 % percentile bootstrap over questions (1,999 resamples). All answers to a question are drawn together.
/// The draws are seeded and depend on the answers alone, not on their order: the same answers give the same
/// interval everywhere. No questions: unknown.
Interval bootstrap95(const Metric& metric, const QList<JudgedCell>& cells);

/// The same for one macro-F1 cell of which only the counts are at hand.
Interval bootstrapMacroF195(const QList<LabelCount>& counts);

/// Metric after minus metric before; both sides on the same questions, which are drawn once for both.
Interval bootstrapDifference95(const Metric& metric, const QList<JudgedCell>& before,
                               const QList<JudgedCell>& after);

} // namespace metaspo
