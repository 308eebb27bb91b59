#pragma once

#include "core/analysis/Interval.h"
#include "core/domain/Connection.h"
#include "core/domain/Task.h"

#include <QDateTime>
#include <optional>

namespace metaspo {

/// What is to be measured: a connection by name (empty: the local model) on a task of the project (empty: its first
/// source task).
struct CalibrationRequest
{
    QString connection;
    QString task;
};

/// What a calibration will ask, known before anything is sent.
struct CalibrationPlan
{
    Connection connection; ///< with its price
    Task task;             ///< with the examples that are asked, and no others
    QStringList systemPrompts;
    int repeats = 2;
    int kept = 0;          ///< answers of one that did not come to its end; they are not asked for again
    QString host;          ///< that will receive the examples; empty: this machine
    std::optional<qint64> costNanoDollarsMost; ///< absent: the price is unknown

    int answers() const
    {
        return static_cast<int>(task.examples.size() * systemPrompts.size()) * repeats;
    }
    int calls() const { return answers() - kept; }
};

struct CalibrationProgress
{
    int answered = 0; ///< with those that were kept
    int answers = 0;  ///< in all
    int inFlight = 0;
};

/// A figure of all answers: its middle, and what nine of ten do not exceed.
struct Spread
{
    qint64 median = 0;
    qint64 ninth = 0;
    bool operator==(const Spread&) const = default;
};

/// What a calibration found. Every figure is one of answers that came; a failed call is none of them.
struct CalibrationResult
{
    QString connection; ///< its name when it was measured
    QString model;
    QString task;
    QDateTime measuredUtc; ///< of the last answer
    int examples = 0;
    int systemPrompts = 0;
    int repeats = 0;
    int width = 0; ///< calls in flight; 0: found out

    int answers = 0;
    int pairs = 0;       ///< example and system prompt, asked more than once
    int flipped = 0;     ///< pairs whose answers were not read as the same
    Estimate flips;      ///< share of the pairs; the interval knows that pairs share their questions
    int unreadable = 0;
    Estimate unreadables; ///< share of the answers
    std::optional<Spread> outputTokens; ///< absent: not reported
    double outputTokensMean = 0;        ///< where outputTokens is there
    Spread latencyMilliseconds;
    double secondsPerCall = 0;          ///< while the examples were first asked, with as many in flight as there were
    std::optional<double> cachedFirst;  ///< share of the prompt tokens served from the provider's cache; not reported
    std::optional<double> cachedAgain;  ///< the same of the repeats, whose whole prompts had been asked before
    std::optional<qint64> costNanoDollars; ///< absent: price or usage is unknown
    int possiblyPaid = 0; ///< tries that got no answer but may have been paid for
    bool operator==(const CalibrationResult&) const = default;
};

} // namespace metaspo
