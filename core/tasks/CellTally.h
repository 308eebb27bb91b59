#pragma once

#include "core/domain/Cell.h"

#include <QMap>
#include <QStringList>

namespace metaspo {

/// Predictions of one cell by gold label; what macro-F1 is computed from. An empty prediction is an unreadable answer.
using Confusion = QMap<QString, QMap<QString, int>>;

/// Mean over the gold labels of 2·tp / (2·tp + fp + fn), rounded once to 1e-9 by exact integer arithmetic, so that no
/// order of adding shows. A prediction outside the labels is a miss and no class of its own.
Score macroF1(const Confusion& confusion, const QStringList& labels);

/// What the outcomes of one cell add up to under a metric (methods.md, section 4). Order of adding does not matter.
class CellTally
{
public:
    /// `goldLabels`: the labels that occur as gold answers in the cell's examples (macro-F1 is the mean over them).
    CellTally(const Metric& metric, const QStringList& goldLabels);

    void add(const QString& gold, const Outcome& outcome);
    /// The metric over what was added so far. Nothing added: score 0.
    CellScore score() const;
    qint64 sumOfScores() const { return m_sumOfScores; }
    const Confusion& confusion() const { return m_confusion; }
    const QStringList& goldLabels() const { return m_goldLabels; }

private:
    Metric m_metric;
    CellScore m_counts;
    qint64 m_sumOfScores = 0;
    QStringList m_goldLabels;
    Confusion m_confusion;
};

} // namespace metaspo
