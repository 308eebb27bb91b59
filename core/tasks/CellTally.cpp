#include "core/tasks/CellTally.h"

#include <numeric>

namespace metaspo {

namespace {

__extension__ typedef __int128 Wide; // products of 1e15 do not fit 64 bits

// A sum of fractions whose denominators are at most a few thousand: rounded at 1e-18 each, far below the 1e-9
// kept.
constexpr qint64 fineUnits = 1'000'000'000'000'000;

qint64 fineF1(qint64 truePositives, qint64 predicted, qint64 gold)
{
    const qint64 denominator = predicted + gold; // 2tp + fp + fn
    if (denominator == 0)
        return 0;
    const Wide numerator = static_cast<Wide>(2 * truePositives) * fineUnits;
    return static_cast<qint64>((2 * numerator + denominator) / (2 * static_cast<Wide>(denominator)));
}

} // namespace

Score macroF1(const std::vector<LabelCounts>& labels, qint64 otherClasses)
{
    const auto classes = static_cast<qint64>(labels.size()) + otherClasses;
    if (classes == 0)
        return {};
    Wide sum = 0;
    for (const LabelCounts& label : labels)
        sum += fineF1(label.truePositives, label.predicted, label.gold);
    const Wide divisor = static_cast<Wide>(classes) * (fineUnits / Score::one);
    return Score{static_cast<qint64>((2 * sum + divisor) / (2 * divisor))};
}

Score macroF1(const Confusion& confusion, const QStringList& labels)
{
    QMap<QString, qint64> predicted;
    QMap<QString, qint64> gold;
    for (auto row = confusion.begin(); row != confusion.end(); ++row)
        for (auto cell = row->begin(); cell != row->end(); ++cell) {
            gold[row.key()] += cell.value();
            predicted[cell.key()] += cell.value();
        }
    std::vector<LabelCounts> counts;
    for (const QString& label : labels)
        counts.push_back({confusion.value(label).value(label), predicted.value(label), gold.value(label)});
    return macroF1(counts, 0);
}

CellTally::CellTally(const Metric& metric, const QStringList& goldLabels)
    : m_metric(metric)
    , m_goldLabels(goldLabels)
{}

void CellTally::add(const QString& gold, const Outcome& outcome)
{
    ++m_counts.n;
    m_counts.right += outcome.kind == OutcomeKind::Correct ? 1 : 0;
    m_counts.unreadable += outcome.kind == OutcomeKind::Unreadable ? 1 : 0;
    m_sumOfScores += outcome.score.nano;
    const bool isReference = m_metric.kind == MetricKind::MacroF1Reference;
    if (m_metric.kind != MetricKind::MacroF1 && !isReference)
        return;
    QString predicted = outcome.prediction;
    if (outcome.kind ==
        OutcomeKind::Unreadable) // the mark keeps an unreadable text apart from a label of that name
        predicted = isReference ? QChar(1) + outcome.prediction : QString();
    ++m_confusion[gold][predicted];
}

CellScore CellTally::score() const
{
    CellScore result = m_counts;
    if (result.n == 0)
        return result;
    switch (m_metric.kind) {
    case MetricKind::MacroF1:
        result.score = macroF1(m_confusion, m_goldLabels);
        break;
    case MetricKind::MacroF1Reference: {
        QStringList classes = m_goldLabels;
        for (const auto& row : m_confusion)
            for (auto cell = row.begin(); cell != row.end(); ++cell)
                if (!classes.contains(cell.key()))
                    classes.append(cell.key());
        result.score = macroF1(m_confusion, classes);
        break;
    }
    default:
        result.score = Score{roundedDivision(m_sumOfScores, result.n)};
    }
    return result;
}

} // namespace metaspo
