#include "core/analysis/Intervals.h"
#include "core/engine/CalibrationRecord.h"

#include <QMap>
#include <algorithm>

// What the answers of a calibration add up to.
namespace metaspo {

namespace {

using Answers = QList<CalibrationAnswer>;

Spread spread(QList<qint64> values)
{
    std::sort(values.begin(), values.end());
    const auto at = [&](int tenths) {
        return values.at(std::max<qsizetype>(0, (values.size() * tenths + 9) / 10 - 1));
    };
    return {at(5), at(9)};
}

Estimate estimate(int hits, int n, const QMap<int, QuestionTally>& questions)
{
    if (n == 0)
        return {};
    return {static_cast<double>(hits) / n, clusteredWilson95(questions.values()), n};
}

bool isReadTheSame(const CalibrationAnswer& one, const CalibrationAnswer& other)
{
    return one.isReadable == other.isReadable && one.reading == other.reading;
}

void countFlips(CalibrationResult& result, const Answers& answers)
{
    QMap<std::pair<int, int>, Answers> byPair;
    for (const CalibrationAnswer& answer : answers)
        byPair[{answer.place.example, answer.place.prompt}].append(answer);
    QMap<int, QuestionTally> questions;
    for (auto pair = byPair.cbegin(); pair != byPair.cend(); ++pair) {
        if (pair->size() < 2)
            continue;
        const bool isFlipped = !std::all_of(pair->begin(), pair->end(), [&](const CalibrationAnswer& answer) {
            return isReadTheSame(answer, pair->first());
        });
        QuestionTally& question = questions[pair.key().first];
        question.right += isFlipped ? 1 : 0;
        ++question.answers;
        ++result.pairs;
        result.flipped += isFlipped ? 1 : 0;
    }
    result.flips = estimate(result.flipped, result.pairs, questions);
}

void countUnreadable(CalibrationResult& result, const Answers& answers)
{
    QMap<int, QuestionTally> questions;
    for (const CalibrationAnswer& answer : answers) {
        QuestionTally& question = questions[answer.place.example];
        question.right += answer.isReadable ? 0 : 1;
        ++question.answers;
        result.unreadable += answer.isReadable ? 0 : 1;
    }
    result.unreadables = estimate(result.unreadable, result.answers, questions);
}

void measureTokens(CalibrationResult& result, const Answers& answers)
{
    QList<qint64> output;
    qint64 sum = 0;
    for (const CalibrationAnswer& answer : answers) {
        if (answer.usage.output < 0)
            return;
        output.append(answer.usage.output);
        sum += answer.usage.output;
    }
    result.outputTokens = spread(output);
    result.outputTokensMean = static_cast<double>(sum) / static_cast<double>(output.size());
}

// A server that reports no cached tokens for any answer does not report them; 0 for some is a 0.
std::optional<double> cachedShare(const Answers& answers, bool isRepeat)
{
    qint64 cached = 0;
    qint64 input = 0;
    for (const CalibrationAnswer& answer : answers) {
        if ((answer.place.repeat > 0) != isRepeat || answer.usage.cached < 0 || answer.usage.input <= 0)
            continue;
        cached += answer.usage.cached;
        input += answer.usage.input;
    }
    return input > 0 ? std::optional(static_cast<double>(cached) / static_cast<double>(input)) : std::nullopt;
}

std::optional<qint64> costOf(const Answers& answers)
{
    qint64 sum = 0;
    for (const CalibrationAnswer& answer : answers) {
        if (!answer.costNanoDollars)
            return std::nullopt;
        sum += *answer.costNanoDollars;
    }
    return sum;
}

// Times at which nothing was out, because somebody had stopped it, do not count.
double secondsPerCall(const Answers& answers)
{
    QList<std::pair<qint64, qint64>> times;
    for (const CalibrationAnswer& answer : answers)
        if (answer.place.repeat == 0)
            times.append({answer.sentUnixMilliseconds, answer.answeredUnixMilliseconds});
    if (times.isEmpty())
        return 0;
    std::sort(times.begin(), times.end());
    qint64 atWork = 0;
    qint64 until = times.first().first;
    for (const auto& [sent, answered] : times) {
        atWork += std::max<qint64>(0, answered - std::max(until, sent));
        until = std::max(until, answered);
    }
    return static_cast<double>(atWork) / 1000 / static_cast<double>(times.size());
}

} // namespace

CalibrationResult calibrationResult(const CalibrationRecord& record)
{
    CalibrationResult result;
    result.connection = record.connection;
    result.model = record.model;
    result.task = record.task;
    result.measuredUtc = record.startedUtc;
    result.examples = record.examples;
    result.systemPrompts = record.systemPrompts;
    result.repeats = record.repeats;
    result.width = record.width;
    result.answers = static_cast<int>(record.answers.size());
    result.possiblyPaid = record.possiblyPaid + static_cast<int>(record.open.size());
    if (record.answers.isEmpty())
        return result;
    QList<qint64> latencies;
    for (const CalibrationAnswer& answer : record.answers) {
        latencies.append(answer.latencyMicroseconds / 1000);
        result.possiblyPaid += answer.possiblyPaid;
        result.measuredUtc = std::max(
            result.measuredUtc, QDateTime::fromMSecsSinceEpoch(answer.answeredUnixMilliseconds, Qt::UTC));
    }
    result.latencyMilliseconds = spread(latencies);
    countFlips(result, record.answers);
    countUnreadable(result, record.answers);
    measureTokens(result, record.answers);
    result.secondsPerCall = secondsPerCall(record.answers);
    result.cachedFirst = cachedShare(record.answers, false);
    result.cachedAgain = cachedShare(record.answers, true);
    result.costNanoDollars = costOf(record.answers);
    return result;
}

} // namespace metaspo
