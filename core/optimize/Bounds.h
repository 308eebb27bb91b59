#pragma once

#include "core/domain/Cell.h"
#include "core/optimize/ScoredTask.h"
#include "core/tasks/CellTally.h"

#include <QSet>

namespace metaspo {

/// The highest and lowest score that a cell can still get, exact and rounded like the score itself (performance.md,
/// section 1). Right/wrong and graded metrics: every open example right, or worth nothing. Macro-F1: every open
/// example right; least: for each label on its own its open examples are missed and all other open ones are taken for
/// it. Macro-F1 (reference): the same, and each open example may add a class. Both bounds meet when nothing is open.
class CellBounds
{
public:
    /// `examples` outlives this.
    CellBounds(const Metric& metric, const SplitExamples& examples);

    /// Each position once, in any order.
    void add(int position, const Outcome& outcome);

    int open() const { return m_examples->size() - m_counts.n; }
    Score atMost() const { return m_atMost; }
    Score atLeast() const { return m_atLeast; }
    /// The metric over the whole cell; nothing may be open.
    CellScore score() const;

private:
    bool isF1() const;
    void addToLabels(int position, const Outcome& outcome);
    void update();
    void updateF1();

    MetricKind m_metric;
    const SplitExamples* m_examples;
    CellScore m_counts;
    qint64 m_sumOfScores = 0;
    std::vector<LabelCounts> m_labels; ///< F1: gold counts are of the whole cell
    std::vector<qint64> m_openOfLabel;
    QSet<QString> m_otherClasses; ///< macro-F1 (reference)
    Score m_atMost;
    Score m_atLeast;
};

} // namespace metaspo
