#pragma once

#include "core/domain/Task.h"

#include <QStringList>
#include <QtNumeric>

namespace metaspo {

/// What no reading of the question at all would score on a cell's examples, under the task's metric.
struct Baseline
{
    QString label; ///< the most frequent train label; a tie goes to the one named first in the format
    double majority = qQNaN(); ///< always that label
    double chance = qQNaN();   ///< guessing among the labels, all alike (macro-F1: at the expected counts)
    bool isDefined() const { return !qIsNaN(majority); }
};

/// `trainGolds` and `cellGolds` are canonical gold answers (Grader::gold). Text tasks and graded metrics have
/// no baseline: not defined. Number tasks guess among the numbers seen in train.
Baseline baseline(const AnswerFormat& format, const Metric& metric, const QStringList& trainGolds,
                  const QStringList& cellGolds);

/// How guessers scatter around `chance` on these examples: standard deviation; NaN without a baseline. Macro-F1 takes
/// long: hundreds of guessers over all golds.
double chanceDeviation(const AnswerFormat& format, const Metric& metric, const QStringList& trainGolds,
                       const QStringList& cellGolds);

} // namespace metaspo
