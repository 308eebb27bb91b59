#include "core/analysis/Bootstrap.h"

#include "core/analysis/CellInterval.h"
#include "core/domain/Draw.h"

#include <QCryptographicHash>
#include <QHash>
#include <algorithm>
#include <vector>

namespace metaspo {

namespace {

constexpr std::size_t resamples = 1999;
constexpr std::size_t lowRank = 49;    // of 0 ... 1998: the 2.5 % point
constexpr std::size_t highRank = 1949; // the 97.5 % point

/// How often each question was drawn.
using Weights = std::vector<int>;

/// One answer with its question and labels as small numbers.
struct Answer
{
    std::size_t question = 0;
    std::size_t gold = 0;
    std::size_t predicted = 0; ///< the number of labels: none of them
    double score = 0;
};

/// The answers of one or more cells, ready to be weighted again and again.
class WeighedMetric
{
public:
    WeighedMetric(const Metric& metric, const QList<JudgedCell>& cells,
                  const QHash<int, std::size_t>& questions)
        : m_metric(metric)
    {
        for (const JudgedCell& cell : cells)
            m_cells.push_back(answersOf(cell, questions));
    }

    /// The mean over the cells that have an answer to what was drawn; none: not a number.
    double value(const Weights& weights) const
    {
        double sum = 0;
        int counted = 0;
        for (const std::vector<Answer>& cell : m_cells) {
            const double ofCell = familyOf(m_metric.kind) == MetricFamily::Labels ? macroF1(cell, weights)
                                                                                  : mean(cell, weights);
            sum += qIsNaN(ofCell) ? 0 : ofCell;
            counted += qIsNaN(ofCell) ? 0 : 1;
        }
        return counted > 0 ? sum / counted : qQNaN();
    }

private:
    std::vector<Answer> answersOf(const JudgedCell& cell, const QHash<int, std::size_t>& questions)
    {
        std::vector<Answer> answers;
        for (const JudgedExample& judged : cell) {
            Answer answer;
            answer.question = questions.value(judged.example);
            answer.gold = labelNumber(judged.gold);
            const bool isUnreadable = judged.outcome.kind == OutcomeKind::Unreadable;
            // macro-F1: a miss and no class; macro-F1 (reference): each unreadable text is a class of its
            // own.
            if (isUnreadable && m_metric.kind == MetricKind::MacroF1Reference)
                answer.predicted = labelNumber(QStringLiteral("unreadable ") + judged.outcome.prediction);
            else
                answer.predicted = isUnreadable ? noLabel : labelNumber(judged.outcome.prediction);
            if (familyOf(m_metric.kind) == MetricFamily::RightWrong)
                answer.score = judged.outcome.kind == OutcomeKind::Correct ? 1 : 0;
            else
                answer.score = judged.outcome.score.value();
            answers.push_back(answer);
        }
        return answers;
    }

    std::size_t labelNumber(const QString& label)
    {
        const auto next = static_cast<std::size_t>(m_labels.size());
        return m_labels.emplace(label, m_labels.value(label, next)).value();
    }

    static double mean(const std::vector<Answer>& cell, const Weights& weights)
    {
        double sum = 0;
        double n = 0;
        for (const Answer& answer : cell) {
            sum += weights[answer.question] * answer.score;
            n += weights[answer.question];
        }
        return n > 0 ? sum / n : qQNaN();
    }

    double macroF1(const std::vector<Answer>& cell, const Weights& weights) const
    {
        const auto labels = static_cast<std::size_t>(m_labels.size());
        std::vector<double> hits(labels), golds(labels), predictions(labels);
        for (const Answer& answer : cell) {
            const double weight = weights[answer.question];
            golds[answer.gold] += weight;
            if (answer.predicted == noLabel)
                continue;
            predictions[answer.predicted] += weight;
            hits[answer.gold] += answer.predicted == answer.gold ? weight : 0;
        }
        double sum = 0;
        int counted = 0;
        for (std::size_t label = 0; label < labels; ++label) {
            const bool isClass = m_metric.kind == MetricKind::MacroF1Reference
                                     ? golds[label] + predictions[label] > 0
                                     : golds[label] > 0;
            if (!isClass)
                continue;
            ++counted;
            sum += 2 * hits[label] / (golds[label] + predictions[label]);
        }
        return counted > 0 ? sum / counted : qQNaN();
    }

    static constexpr std::size_t noLabel = static_cast<std::size_t>(-1);

    Metric m_metric;
    QHash<QString, std::size_t> m_labels;
    std::vector<std::vector<Answer>> m_cells;
};

// In ascending order of the examples, so that the order of the answers decides nothing.
QHash<int, std::size_t> questionsOf(const QList<JudgedCell>& cells)
{
    QList<int> examples;
    for (const JudgedCell& cell : cells)
        for (const JudgedExample& answer : cell)
            examples.append(answer.example);
    std::sort(examples.begin(), examples.end());
    examples.erase(std::unique(examples.begin(), examples.end()), examples.end());
    QHash<int, std::size_t> questions;
    for (const int example : examples)
        questions.insert(example, static_cast<std::size_t>(questions.size()));
    return questions;
}

// The answers themselves are the seed, in whatever order they and their cells come.
QString keyOf(const QList<JudgedCell>& cells)
{
    QStringList keys;
    for (JudgedCell cell : cells) {
        std::sort(cell.begin(), cell.end(),
                  [](const JudgedExample& a, const JudgedExample& b) { return a.example < b.example; });
        QCryptographicHash hash(QCryptographicHash::Sha256);
        for (const JudgedExample& answer : cell)
            hash.addData(QStringLiteral("%1|%2|%3|%4\n")
                             .arg(QString::number(answer.example), answer.gold, answer.outcome.prediction,
                                  QString::number(answer.outcome.score.nano))
                             .toUtf8());
        keys.append(QString::fromLatin1(hash.result().toHex()));
    }
    keys.sort();
    return keys.join(u' ');
}

template <typename Statistic>
Interval percentileInterval(std::size_t questions, const QString& key, const Statistic& statistic)
{
    if (questions == 0)
        return {};
    Draw draw(1, key);
    std::vector<double> values;
    values.reserve(resamples);
    Weights weights;
    while (values.size() < resamples) {
        weights.assign(questions, 0);
        for (std::size_t drawn = 0; drawn < questions; ++drawn)
            ++weights[static_cast<std::size_t>(draw.below(static_cast<qsizetype>(questions)))];
        values.push_back(statistic(weights));
        if (qIsNaN(values.back())) // a side without answers
            return {};
    }
    std::sort(values.begin(), values.end());
    return {values[lowRank], values[highRank]};
}

QList<LabelCount> labelCounts(const JudgedCell& cell)
{
    QHash<std::pair<QString, QString>, int> counts;
    for (const JudgedExample& answer : cell) {
        const bool isUnreadable = answer.outcome.kind == OutcomeKind::Unreadable;
        ++counts[std::pair(answer.gold, isUnreadable ? QString() : answer.outcome.prediction)];
    }
    QList<LabelCount> result;
    for (auto count = counts.begin(); count != counts.end(); ++count)
        result.append({count.key().first, count.key().second, count.value()});
    return result;
}

Interval questionBootstrap95(const Metric& metric, const QList<JudgedCell>& cells)
{
    const auto questions = questionsOf(cells);
    const WeighedMetric weighed(metric, cells, questions);
    return percentileInterval(static_cast<std::size_t>(questions.size()), keyOf(cells),
                              [&](const Weights& weights) { return weighed.value(weights); });
}

} // namespace

double metricOf(const Metric& metric, const QList<JudgedCell>& cells)
{
    const auto questions = questionsOf(cells);
    if (questions.isEmpty())
        return qQNaN();
    return WeighedMetric(metric, cells, questions)
        .value(Weights(static_cast<std::size_t>(questions.size()), 1));
}

Interval bootstrap95(const Metric& metric, const QList<JudgedCell>& cells)
{
    // By its counts, as where nothing else is at hand: a cell has one interval, not two that differ by the
    // seed.
    if (metric.kind == MetricKind::MacroF1 && cells.size() == 1)
        return bootstrapMacroF195(labelCounts(cells.first()));
    return questionBootstrap95(metric, cells);
}

Interval bootstrapMacroF195(const QList<LabelCount>& counts)
{
    QList<LabelCount> sorted = counts;
    std::sort(sorted.begin(), sorted.end(), [](const LabelCount& a, const LabelCount& b) {
        return std::pair(a.gold, a.predicted) < std::pair(b.gold, b.predicted);
    });
    JudgedCell cell;
    for (const LabelCount& count : std::as_const(sorted)) {
        Outcome outcome;
        outcome.prediction = count.predicted;
        outcome.kind = count.predicted.isEmpty()       ? OutcomeKind::Unreadable
                       : count.predicted == count.gold ? OutcomeKind::Correct
                                                       : OutcomeKind::Wrong;
        for (int answer = 0; answer < count.n; ++answer)
            cell.append({static_cast<int>(cell.size()), count.gold, outcome});
    }
    Metric metric;
    metric.kind = MetricKind::MacroF1;
    return questionBootstrap95(metric, {cell});
}

Interval bootstrapDifference95(const Metric& metric, const QList<JudgedCell>& before,
                               const QList<JudgedCell>& after)
{
    const auto questions = questionsOf(before + after);
    const WeighedMetric old(metric, before, questions);
    const WeighedMetric changed(metric, after, questions);
    return percentileInterval(
        static_cast<std::size_t>(questions.size()), keyOf(before) + keyOf(after),
        [&](const Weights& weights) { return changed.value(weights) - old.value(weights); });
}

} // namespace metaspo
