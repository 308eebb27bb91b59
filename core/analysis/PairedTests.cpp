#include "core/analysis/PairedTests.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numeric>
#include <vector>

namespace metaspo {

namespace {

constexpr double zTwoSided5 = 1.959963984540054; // 97.5 % point of the normal distribution
constexpr double zPower80 = 0.8416212335729143;  // 80 % point
constexpr int mostForExactRanks = 100;

double upperNormal(double z)
{
    return boost::math::cdf(boost::math::complement(boost::math::normal(), z));
}

// Twice the mid-ranks of the absolute differences, so that they are integers; ties share theirs.
std::vector<int> doubledRanks(const std::vector<double>& differences, double& tieCorrection)
{
    std::vector<std::size_t> order(differences.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return std::abs(differences[left]) < std::abs(differences[right]);
    });
    std::vector<int> ranks(differences.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first + 1;
        while (end < order.size() && std::abs(differences[order[end]]) == std::abs(differences[order[first]]))
            ++end;
        const auto tied = static_cast<double>(end - first);
        tieCorrection += tied * tied * tied - tied;
        for (std::size_t place = first; place < end; ++place)
            ranks[order[place]] = static_cast<int>(first + end + 1);
        first = end;
    }
    return ranks;
}

// P(rank sum <= smaller) when every sign is a fair coin, by counting sign patterns per sum.
double exactLowerTail(const std::vector<int>& ranks, int smaller)
{
    const int total = std::accumulate(ranks.begin(), ranks.end(), 0);
    std::vector<double> share(static_cast<std::size_t>(total) + 1, 0.0);
    share[0] = 1;
    int reached = 0;
    for (const int rank : ranks) {
        reached += rank;
        for (int sum = reached; sum >= 0; --sum) {
            const double with = sum >= rank ? share[static_cast<std::size_t>(sum - rank)] : 0.0;
            share[static_cast<std::size_t>(sum)] = (share[static_cast<std::size_t>(sum)] + with) / 2;
        }
    }
    return std::accumulate(share.begin(), share.begin() + smaller + 1, 0.0);
}

} // namespace

double mcnemarExact(const PairedCounts& counts)
{
    const qint64 discordant = counts.discordant();
    if (discordant == 0)
        return 1;
    const boost::math::binomial coin(static_cast<double>(discordant), 0.5);
    return std::min(1.0,
                    2 * boost::math::cdf(coin, static_cast<double>(std::min(counts.fixed, counts.broken))));
}

TestResult pairedT(const QList<double>& differences)
{
    TestResult result;
    result.n = static_cast<int>(differences.size());
    if (differences.size() < 2)
        return result;
    const auto n = static_cast<double>(differences.size());
    const double mean = std::accumulate(differences.begin(), differences.end(), 0.0) / n;
    double squares = 0;
    for (const double difference : differences)
        squares += (difference - mean) * (difference - mean);
    const bool allTheSame = std::all_of(differences.begin(), differences.end(),
                                        [&](double difference) { return difference == differences.first(); });
    if (allTheSame) { // the rounding of the mean must not pass for scatter
        if (differences.first() == 0) {
            result.statistic = 0;
            result.p = 1;
        }
        return result;
    }
    result.statistic = mean / std::sqrt(squares / (n - 1) / n);
    const boost::math::students_t distribution(n - 1);
    result.p = 2 * boost::math::cdf(boost::math::complement(distribution, std::abs(result.statistic)));
    return result;
}

TestResult wilcoxonSignedRank(const QList<double>& differences)
{
    std::vector<double> nonZero;
    for (const double difference : differences)
        if (difference != 0)
            nonZero.push_back(difference);
    TestResult result;
    result.n = static_cast<int>(nonZero.size());
    if (nonZero.empty()) {
        if (!differences.isEmpty()) {
            result.statistic = 0;
            result.p = 1;
        }
        return result;
    }
    double tieCorrection = 0;
    const std::vector<int> ranks = doubledRanks(nonZero, tieCorrection);
    int positive = 0;
    for (std::size_t index = 0; index < ranks.size(); ++index)
        positive += nonZero[index] > 0 ? ranks[index] : 0;
    const int total = std::accumulate(ranks.begin(), ranks.end(), 0);
    const int smaller = std::min(positive, total - positive);
    result.statistic = smaller / 2.0;
    if (result.n <= mostForExactRanks) {
        result.p = std::min(1.0, 2 * exactLowerTail(ranks, smaller));
        return result;
    }
    const auto n = static_cast<double>(result.n);
    const double mean = n * (n + 1) / 4;
    const double variance = n * (n + 1) * (2 * n + 1) / 24 - tieCorrection / 48;
    result.p =
        std::min(1.0, 2 * upperNormal(std::max(0.0, mean - result.statistic - 0.5) / std::sqrt(variance)));
    return result;
}

QList<double> holm(const QList<double>& p)
{
    QList<qsizetype> order;
    for (qsizetype index = 0; index < p.size(); ++index)
        if (!qIsNaN(p[index]))
            order.append(index);
    std::stable_sort(order.begin(), order.end(),
                     [&](qsizetype left, qsizetype right) { return p[left] < p[right]; });
    QList<double> adjusted(p.size(), qQNaN());
    double highest = 0;
    for (qsizetype place = 0; place < order.size(); ++place) {
        highest =
            std::max(highest, std::min(1.0, static_cast<double>(order.size() - place) * p[order[place]]));
        adjusted[order[place]] = highest;
    }
    return adjusted;
}

std::optional<double> smallestDetectableDifference(qint64 n, double discordantShare)
{
    if (n <= 0 || qIsNaN(discordantShare))
        return std::nullopt;
    // sqrt(n) d grows faster in d than what it is held against, so there is one crossing.
    const auto isDetected = [&](double difference) {
        const double psi = std::max(discordantShare, difference);
        const double needed =
            zTwoSided5 * std::sqrt(psi) + zPower80 * std::sqrt(std::max(0.0, psi - difference * difference));
        return std::sqrt(static_cast<double>(n)) * difference >= needed;
    };
    if (!isDetected(1))
        return std::nullopt;
    double missed = 0;
    double detected = 1;
    for (int halving = 0; halving < 60; ++halving) {
        const double middle = (missed + detected) / 2;
        (isDetected(middle) ? detected : missed) = middle;
    }
    return detected;
}

std::optional<double> smallestDetectableMeanDifference(qint64 n, double standardDeviation)
{
    if (n <= 0 || qIsNaN(standardDeviation))
        return std::nullopt;
    return (zTwoSided5 + zPower80) * standardDeviation / std::sqrt(static_cast<double>(n));
}

} // namespace metaspo
