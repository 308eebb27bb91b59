#pragma once

#include "core/domain/Cell.h"
#include "core/domain/Completion.h"

#include <QHash>

namespace metaspo {

/// Reads the answers of one task out of responses and says what they are worth (methods.md, section 4). A pure
/// function of task, example and response; usable on any thread. Judge and command metrics are not graded here.
class Grader
{
public:
    explicit Grader(const Task& task);
    Outcome grade(const Completion& completion, const Example& example) const;
    /// The canonical form of the example's first accepted answer: the letter, label or number; "" for text.
    QString gold(const Example& example) const;

private:
    AnswerFormat m_format;
    Metric m_metric;
};

/// What the outcomes of one cell add up to under a metric. Order of adding does not matter.
class CellTally
{
public:
    /// `goldLabels`: the labels that occur as gold answers in the cell's examples (macro-F1 is the mean over them).
    CellTally(const Metric& metric, const QStringList& goldLabels);
    void add(const QString& gold, const Outcome& outcome);
    /// The metric over what was added so far; n, right and unreadable are counts. Empty: score 0.
    CellScore score() const;

private:
    Metric m_metric;
    CellScore m_counts;
    qint64 m_sumOfScores = 0;
    QStringList m_goldLabels;
    QHash<std::pair<QString, QString>, int> m_confusion; ///< (gold, predicted) to count; "" predicted: unreadable
};

} // namespace metaspo
