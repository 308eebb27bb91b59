#pragma once

#include "core/analysis/Bootstrap.h"
#include "core/analysis/PairedCounts.h"
#include "core/domain/RunRecord.h"

namespace metaspo {

/// How a metric's uncertainty is found: right/wrong by Wilson, macro-F1 and graded by bootstrap over
/// questions.
enum class MetricFamily { RightWrong, Labels, Graded };
MetricFamily familyOf(MetricKind kind);

/// The metric with its interval from the answers themselves: one cell, or one per user prompt of a task on
/// the same questions (clustered by question). n counts questions.
Estimate estimate(const Metric& metric, const QList<JudgedCell>& cells);

/// The cells without the answers to examples that are not in every cell.
QList<JudgedCell> onCommonExamples(const QList<JudgedCell>& cells);

/// Right and wrong on the examples that both have answered.
PairedCounts pairedCounts(const JudgedCell& before, const JudgedCell& after);

/// After minus before on the examples that both have: Newcombe for right/wrong with one prompt each, else
/// bootstrap.
Estimate estimateDifference(const Metric& metric, const QList<JudgedCell>& before,
                            const QList<JudgedCell>& after);

/// The interval of a summary cell. Macro-F1 needs the counts by label (without them: what the record holds; always
/// unknown for macro-F1 (reference)); a graded metric gets a Wilson interval, which is wide enough for it.
Interval cellInterval95(const CellRecord& cell, const QList<LabelCount>& counts = {});

} // namespace metaspo
