#include "core/analysis/Baselines.h"

#include "core/analysis/CellInterval.h"
#include "core/domain/Draw.h"

#include <QMap>
#include <QSet>
#include <algorithm>
#include <cmath>
#include <vector>

namespace metaspo {

namespace {

QStringList possibleAnswers(const AnswerFormat& format, const QStringList& trainGolds)
{
    QStringList answers;
    switch (format.kind) {
    case AnswerKind::Choice:
        answers = format.choices;
        break;
    case AnswerKind::Label:
        for (const Label& label : format.labels)
            answers.append(label.name);
        break;
    case AnswerKind::Number:
        answers = trainGolds;
        answers.removeDuplicates();
        std::sort(answers.begin(), answers.end(), [](const QString& left, const QString& right) {
            return left.toDouble() != right.toDouble() ? left.toDouble() < right.toDouble() : left < right;
        });
        break;
    case AnswerKind::Text:
        break;
    }
    for (const QString& gold : trainGolds) // a gold outside the closed set is still something to guess
        if (format.kind != AnswerKind::Text && !answers.contains(gold))
            answers.append(gold);
    return answers;
}

bool isRight(const QString& answer, const QString& gold, const Metric& metric)
{
    if (answer == gold)
        return true;
    if (metric.kind != MetricKind::Numeric)
        return false;
    bool areNumbers = false;
    const double left = answer.toDouble(&areNumbers);
    if (!areNumbers)
        return false;
    const double right = gold.toDouble(&areNumbers);
    return areNumbers && std::abs(left - right) <= metric.tolerance;
}

double scoreOfAlways(const QString& answer, const QStringList& golds, const Metric& metric)
{
    const auto n = static_cast<double>(golds.size());
    const auto right = static_cast<double>(std::count_if(
        golds.begin(), golds.end(), [&](const QString& gold) { return isRight(answer, gold, metric); }));
    if (familyOf(metric.kind) == MetricFamily::RightWrong)
        return right / n;
    // Only this label is ever predicted: its precision is right/n, its recall 1, every other label's F1 is 0.
    const QSet<QString> labels(golds.begin(), golds.end());
    return right == 0 ? 0.0 : 2 * right / (right + n) / static_cast<double>(labels.size());
}

double scoreOfGuessing(const QStringList& answers, const QStringList& golds, const Metric& metric)
{
    const auto n = static_cast<double>(golds.size());
    const auto guesses = static_cast<double>(answers.size());
    if (familyOf(metric.kind) == MetricFamily::RightWrong) {
        double sum = 0;
        for (const QString& answer : answers)
            sum += scoreOfAlways(answer, golds, metric);
        return sum / guesses;
    }
    QMap<QString, int> counts;
    for (const QString& gold : golds)
        ++counts[gold];
    double sum = 0;
    for (auto label = counts.begin(); label != counts.end(); ++label)
        if (answers.contains(label.key())) // expected: a share 1/k of the label hit, n/k predictions of it
            sum += 2 * (label.value() / guesses) / (label.value() + n / guesses);
    const auto classes = metric.kind == MetricKind::MacroF1Reference
                             ? static_cast<double>((QSet<QString>(golds.begin(), golds.end()) +
                                                    QSet<QString>(answers.begin(), answers.end()))
                                                       .size())
                             : static_cast<double>(counts.size());
    return sum / classes;
}

// Every example is a guess of its own; its chance is how many of the answers are right for it.
double deviationOfShares(const QStringList& answers, const QStringList& golds, const Metric& metric)
{
    QMap<QString, int> counts;
    for (const QString& gold : golds)
        ++counts[gold];
    double variance = 0;
    for (auto gold = counts.begin(); gold != counts.end(); ++gold) {
        const auto right = std::count_if(answers.begin(), answers.end(), [&](const QString& answer) {
            return isRight(answer, gold.key(), metric);
        });
        const double share = static_cast<double>(right) / static_cast<double>(answers.size());
        variance += gold.value() * share * (1 - share);
    }
    return std::sqrt(variance) / static_cast<double>(golds.size());
}

constexpr int guessers = 400;

// Macro-F1 of one guesser: labels as small numbers, those that are no gold last.
double macroF1OfGuesses(Draw& draw, const std::vector<int>& golds, std::size_t labels, bool isReference)
{
    std::vector<double> hits(labels), guesses(labels);
    for (std::size_t label = 0; label < golds.size(); ++label)
        for (int example = 0; example < golds[label]; ++example) {
            const auto guess = static_cast<std::size_t>(draw.below(static_cast<qsizetype>(labels)));
            ++guesses[guess];
            hits[label] += guess == label ? 1 : 0;
        }
    double sum = 0;
    int classes = 0;
    for (std::size_t label = 0; label < labels; ++label) {
        const int gold = label < golds.size() ? golds[label] : 0;
        if (gold == 0 && !(isReference && guesses[label] > 0))
            continue;
        ++classes;
        sum += 2 * hits[label] / (gold + guesses[label]);
    }
    return sum / classes;
}

// No formula at hand: some guessers are drawn, always the same ones.
double deviationOfMacroF1(const QStringList& answers, const QStringList& golds, const Metric& metric)
{
    QMap<QString, int> counts;
    for (const QString& gold : golds)
        ++counts[gold];
    std::vector<int> goldCounts;
    for (auto gold = counts.begin(); gold != counts.end(); ++gold)
        goldCounts.push_back(gold.value());
    const auto others = std::count_if(answers.begin(), answers.end(),
                                      [&](const QString& answer) { return !counts.contains(answer); });
    const std::size_t labels = goldCounts.size() + static_cast<std::size_t>(others);
    Draw draw(0, u"guessers");
    double sum = 0;
    double squares = 0;
    for (int guesser = 0; guesser < guessers; ++guesser) {
        const double score =
            macroF1OfGuesses(draw, goldCounts, labels, metric.kind == MetricKind::MacroF1Reference);
        sum += score;
        squares += score * score;
    }
    const double mean = sum / guessers;
    return std::sqrt(std::max(0.0, squares / guessers - mean * mean) * guessers / (guessers - 1));
}

} // namespace

Baseline baseline(const AnswerFormat& format, const Metric& metric, const QStringList& trainGolds,
                  const QStringList& cellGolds)
{
    Baseline result;
    const QStringList answers = possibleAnswers(format, trainGolds);
    const bool isGradedOtherwise =
        familyOf(metric.kind) == MetricFamily::Graded || metric.kind == MetricKind::Judge;
    if (isGradedOtherwise || answers.isEmpty() || trainGolds.isEmpty() || cellGolds.isEmpty())
        return result;
    QMap<QString, int> counts;
    for (const QString& gold : trainGolds)
        ++counts[gold];
    result.label =
        *std::max_element(answers.begin(), answers.end(), [&](const QString& left, const QString& right) {
            return counts.value(left) < counts.value(right);
        });
    result.majority = scoreOfAlways(result.label, cellGolds, metric);
    result.chance = scoreOfGuessing(answers, cellGolds, metric);
    return result;
}

double chanceDeviation(const AnswerFormat& format, const Metric& metric, const QStringList& trainGolds,
                       const QStringList& cellGolds)
{
    if (!baseline(format, metric, trainGolds, cellGolds).isDefined())
        return qQNaN();
    const QStringList answers = possibleAnswers(format, trainGolds);
    return familyOf(metric.kind) == MetricFamily::RightWrong ? deviationOfShares(answers, cellGolds, metric)
                                                             : deviationOfMacroF1(answers, cellGolds, metric);
}

} // namespace metaspo
