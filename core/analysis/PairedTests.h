#pragma once

#include "core/analysis/PairedCounts.h"

#include <QList>
#include <QtNumeric>
#include <optional>

namespace metaspo {

/// Tests of "after is no different from before" on the same examples or the same tasks. Two-sided. Pure
/// functions; what cannot be tested has p = NaN.

struct TestResult
{
    double statistic = qQNaN();
    double p = qQNaN();
    int n = 0; ///< differences that entered the test
    bool operator==(const TestResult&) const = default;
};

/// Exact McNemar: fixed against broken is a fair coin. No discordant example: 1.
double mcnemarExact(const PairedCounts& counts);

/// Student's t on differences. All differences the same but not 0: cannot be tested (no scatter to judge by).
TestResult pairedT(const QList<double>& differences);

/// Wilcoxon's signed ranks; zeros are left out, ties get mid-ranks. Exact (the permutation distribution of
/// the ranks as they are) up to 100 differences, beyond that normal with tie and continuity correction. The
/// statistic is the smaller rank sum.
TestResult wilcoxonSignedRank(const QList<double>& differences);

/// Holm's step-down adjustment, in the order given. NaN stays NaN and counts for nothing.
QList<double> holm(const QList<double>& p);

/// The smallest true difference of shares that a paired two-sided 5 % test on n examples finds with 80 %
/// power, when `discordantShare` of the examples change (Connor 1987: n = (1.96 sqrt(psi) + 0.84 sqrt(psi -
/// d^2))^2 / d^2). A difference needs at least as many changes, so psi is never taken below it. Nothing can
/// be found: empty.
std::optional<double> smallestDetectableDifference(qint64 n, double discordantShare);

/// The same for a mean of differences with this standard deviation (normal approximation).
std::optional<double> smallestDetectableMeanDifference(qint64 n, double standardDeviation);

} // namespace metaspo
