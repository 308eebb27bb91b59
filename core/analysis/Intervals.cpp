#include "core/analysis/Intervals.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace metaspo {

namespace {

double normal975()
{
    static const double quantile = boost::math::quantile(boost::math::normal(), 0.975);
    return quantile;
}

double square(double value)
{
    return value * value;
}

// Newcombe's phi: the correlation of the two answers, with a continuity correction where it is positive.
double correlation(const PairedCounts& counts)
{
    const auto bothRight = static_cast<double>(counts.bothRight);
    const auto fixed = static_cast<double>(counts.fixed);
    const auto broken = static_cast<double>(counts.broken);
    const auto bothWrong = static_cast<double>(counts.bothWrong);
    const double margins =
        (bothRight + broken) * (fixed + bothWrong) * (bothRight + fixed) * (broken + bothWrong);
    if (margins <= 0)
        return 0;
    double numerator = bothRight * bothWrong - fixed * broken;
    if (numerator > 0)
        numerator = std::max(numerator - static_cast<double>(counts.n()) / 2, 0.0);
    return numerator / std::sqrt(margins);
}

} // namespace

Interval wilson95(double share, double n)
{
    if (!(n > 0) || qIsNaN(share))
        return {};
    const double z2 = square(normal975());
    const double centre = (share + z2 / (2 * n)) / (1 + z2 / n);
    const double half = normal975() / (1 + z2 / n) * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
    return {share <= 0 ? 0.0 : std::max(0.0, centre - half), share >= 1 ? 1.0 : std::min(1.0, centre + half)};
}

Interval clusteredWilson95(const QList<QuestionTally>& questions)
{
    double right = 0;
    double answers = 0;
    double asked = 0;
    for (const QuestionTally& question : questions) {
        right += question.right;
        answers += question.answers;
        asked += question.answers > 0 ? 1 : 0;
    }
    if (answers <= 0)
        return {};
    const double share = right / answers;
    // All times `answers`, so that equal questions differ by exactly 0 and not by the rounding of the share.
    double squares = 0;
    for (const QuestionTally& question : questions)
        squares += square(question.right * answers - right * question.answers);
    const double variance = squares / square(square(answers));
    const double independent = variance > 0 ? share * (1 - share) / variance : asked;
    return wilson95(share, std::clamp(independent, 1.0, answers));
}

Interval pairedDifference95(const PairedCounts& counts)
{
    const auto n = static_cast<double>(counts.n());
    if (n <= 0)
        return {};
    const double before = static_cast<double>(counts.bothRight + counts.broken) / n;
    const double after = static_cast<double>(counts.bothRight + counts.fixed) / n;
    const Interval ofBefore = wilson95(before, n);
    const Interval ofAfter = wilson95(after, n);
    const double phi = correlation(counts);
    const auto reach = [phi](double first, double second) {
        return std::sqrt(std::max(0.0, square(first) - 2 * phi * first * second + square(second)));
    };
    const double difference = after - before;
    return {std::max(-1.0, difference - reach(after - ofAfter.low, ofBefore.high - before)),
            std::min(1.0, difference + reach(ofAfter.high - after, before - ofBefore.low))};
}

Interval studentMean95(const QList<double>& values)
{
    const bool allTheSame =
        std::all_of(values.begin(), values.end(), [&](double value) { return value == values.first(); });
    if (values.size() < 2 || allTheSame)
        return {};
    const auto n = static_cast<double>(values.size());
    double mean = 0;
    for (const double value : values)
        mean += value / n;
    double squares = 0;
    for (const double value : values)
        squares += square(value - mean);
    const double quantile = boost::math::quantile(boost::math::students_t(n - 1), 0.975);
    const double half = quantile * std::sqrt(squares / (n - 1) / n);
    return {mean - half, mean + half};
}

Estimate meanOverTasks(const QList<Estimate>& tasks)
{
    Estimate result;
    if (tasks.isEmpty())
        return result;
    const auto count = static_cast<double>(tasks.size());
    double sum = 0;
    double below = 0;
    double above = 0;
    for (const Estimate& task : tasks) {
        sum += task.value;
        result.n += task.n;
        // A percentile interval may lie beside its value; a negative reach would count as a positive one.
        below += square(std::max(0.0, task.value - task.interval.low));
        above += square(std::max(0.0, task.interval.high - task.value));
    }
    result.value = sum / count;
    const bool known =
        std::all_of(tasks.begin(), tasks.end(), [](const Estimate& task) { return task.interval.isKnown(); });
    if (known)
        result.interval = {result.value - std::sqrt(below) / count, result.value + std::sqrt(above) / count};
    return result;
}

} // namespace metaspo
