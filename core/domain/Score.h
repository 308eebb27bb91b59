#pragma once

#include <QtGlobal>
#include <compare>

namespace metaspo {

/// A score in units of 1e-9, in [0, 1e9]. Scores are rounded to this once and compared only as integers, so
/// equal is equal (methods.md, section 4).
struct Score
{
    static constexpr qint64 one = 1'000'000'000;
    qint64 nano = 0;

    auto operator<=>(const Score&) const = default;
    double value() const { return static_cast<double>(nano) / static_cast<double>(one); }
};

/// numerator / denominator rounded half up; both non-negative, denominator positive.
constexpr qint64 roundedDivision(qint64 numerator, qint64 denominator)
{
    return (2 * numerator + denominator) / (2 * denominator);
}

/// The mean over source tasks of the mean over that task's kept user prompts (paper, Algorithm 3, line 14).
/// Held as the sum of the rounded task means: all candidates of a loop have the same tasks, so sums compare
/// like means.
struct MetaScore
{
    qint64 sumOfTaskMeans = 0;
    int tasks = 0;

    bool operator==(const MetaScore&) const = default;
    auto operator<=>(const MetaScore& other) const { return sumOfTaskMeans <=> other.sumOfTaskMeans; }
    double value() const
    {
        return tasks == 0 ? 0.0 : static_cast<double>(sumOfTaskMeans) / (1e9 * static_cast<double>(tasks));
    }
};

} // namespace metaspo
