#pragma once

#include "core/analysis/Interval.h"
#include "core/analysis/PairedCounts.h"

#include <QList>

namespace metaspo {

/// Closed-form 95 % intervals of shares and means. Pure functions, any thread; nothing fails: what cannot be
/// said is an unknown interval.

/// Wilson's score interval (Wilson 1927). Also usable for the mean of values in [0,1]: their variance is at
/// most that of right/wrong answers with the same mean, so the interval is then too wide rather than too
/// narrow.
Interval wilson95(double share, double n);

/// The answers to one question, over the user prompts it was asked with.
struct QuestionTally
{
    int right = 0;
    int answers = 0;
    bool operator==(const QuestionTally&) const = default;
};

/// Share of right answers when several answers belong to the same question: Wilson with the number of
/// independent answers that has the same variance as the question-clustered estimate (Miller, "Adding Error
/// Bars to Evals", 2024). One answer per question is plain Wilson. All right or all wrong: as many as there
/// are questions.
Interval clusteredWilson95(const QList<QuestionTally>& questions);

/// Difference of two shares on the same examples, after minus before: square-and-add of the two Wilson
/// intervals with their correlation (Newcombe, Statistics in Medicine 17, 1998, method 10).
Interval pairedDifference95(const PairedCounts& counts);

/// Mean of a few values taken as draws from a larger world (tasks, runs): Student's t. Fewer than two,
/// or all the same (no scatter to judge by): unknown.
Interval studentMean95(const QList<double>& values);

/// Mean over the tasks of a domain, each with its own interval: how it would move with other questions of the
/// same tasks. Square-and-add (Zou, Donner 2008), so one task keeps its interval. n is the sum. One unknown
/// interval makes the interval of the mean unknown. For the claim "on other tasks too" use studentMean95.
Estimate meanOverTasks(const QList<Estimate>& tasks);

} // namespace metaspo
