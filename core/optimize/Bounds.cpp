#include "core/optimize/Bounds.h"

namespace metaspo {

CellBounds::CellBounds(const Metric& metric, const SplitExamples& examples)
    : m_metric(metric.kind), m_examples(&examples)
{
    if (isF1()) {
        m_labels.resize(static_cast<std::size_t>(examples.labels.size()));
        m_openOfLabel.resize(m_labels.size());
        for (const int label : examples.goldLabels) {
            ++m_labels[static_cast<std::size_t>(label)].gold;
            ++m_openOfLabel[static_cast<std::size_t>(label)];
        }
    }
    update();
}

bool CellBounds::isF1() const
{
    return m_metric == MetricKind::MacroF1 || m_metric == MetricKind::MacroF1Reference;
}

void CellBounds::add(int position, const Outcome& outcome)
{
    ++m_counts.n;
    m_counts.right += outcome.kind == OutcomeKind::Correct ? 1 : 0;
    m_counts.unreadable += outcome.kind == OutcomeKind::Unreadable ? 1 : 0;
    m_sumOfScores += outcome.score.nano;
    if (isF1())
        addToLabels(position, outcome);
    update();
}

void CellBounds::addToLabels(int position, const Outcome& outcome)
{
    const int gold = m_examples->goldLabels[static_cast<std::size_t>(position)];
    --m_openOfLabel[static_cast<std::size_t>(gold)];
    const bool isReadable = outcome.kind != OutcomeKind::Unreadable;
    const int predicted = isReadable ? m_examples->labelIndex.value(outcome.prediction, -1) : -1;
    if (predicted >= 0) {
        LabelCounts& counts = m_labels[static_cast<std::size_t>(predicted)];
        ++counts.predicted;
        counts.truePositives += predicted == gold ? 1 : 0;
    } else if (m_metric == MetricKind::MacroF1Reference) {
        m_otherClasses.insert(isReadable ? outcome.prediction : QChar(1) + outcome.prediction);
    }
}

void CellBounds::update()
{
    const int n = m_examples->size();
    if (n == 0)
        return;
    switch (m_metric) {
    case MetricKind::MacroF1:
    case MetricKind::MacroF1Reference:
        return updateF1();
    case MetricKind::Accuracy:
    case MetricKind::ExactMatch:
    case MetricKind::TokenF1:
    case MetricKind::Contains:
    case MetricKind::Numeric:
    case MetricKind::Judge:
    case MetricKind::Command:
        m_atMost = Score{roundedDivision(m_sumOfScores + open() * Score::one, n)};
        m_atLeast = Score{roundedDivision(m_sumOfScores, n)};
    }
}

void CellBounds::updateF1()
{
    const qint64 allOpen = open();
    std::vector<LabelCounts> best = m_labels;
    std::vector<LabelCounts> worst = m_labels;
    for (std::size_t label = 0; label < m_labels.size(); ++label) {
        best[label].truePositives += m_openOfLabel[label];
        best[label].predicted += m_openOfLabel[label];
        worst[label].predicted += allOpen - m_openOfLabel[label];
    }
    const qint64 others = m_otherClasses.size();
    m_atMost = macroF1(best, others);
    m_atLeast = macroF1(worst, m_metric == MetricKind::MacroF1Reference ? others + allOpen : 0);
}

CellScore CellBounds::score() const
{
    CellScore result = m_counts;
    result.score = m_atMost;
    return result;
}

} // namespace metaspo
