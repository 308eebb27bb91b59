#pragma once

#include "core/domain/Cell.h"

#include <QMap>
#include <QStringList>
#include <vector>

namespace metaspo {

/// Predictions of one cell by gold label; what macro-F1 is computed from. An empty prediction is an
/// unreadable answer.
using Confusion = QMap<QString, QMap<QString, int>>;

/// Mean over the gold labels of 2·tp / (2·tp + fp + fn), rounded once to 1e-9 by exact integer arithmetic, so
/// that no order of adding shows. A prediction outside the labels is a miss and no class of its own.
Score macroF1(const Confusion& confusion, const QStringList& labels);

/// What macro-F1 needs of one label.
struct LabelCounts
{
    qint64 truePositives = 0;
    qint64 predicted = 0;
    qint64 gold = 0;
};

/// The same from counts; `otherClasses` more classes with an F1 of 0 count in the mean (macro-F1 reference).
/// Rises with every F1, so bounds of the F1s give bounds of the result.
Score macroF1(const std::vector<LabelCounts>& labels, qint64 otherClasses);

/// What the outcomes of one cell add up to under a metric (methods.md, section 4). Order of adding does not
/// matter.
class CellTally
{
public:
    /// `goldLabels`: the labels that occur as gold answers in the cell's examples (macro-F1 is the mean over
    /// them).
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
