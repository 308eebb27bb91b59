#pragma once

#include "core/domain/Completion.h"
#include "core/domain/Error.h"
#include "core/engine/CalibrationResult.h"

#include <QByteArray>
#include <compare>

namespace metaspo {

/// Which of its answers a calibration asks for.
struct CalibrationPlace
{
    int example = 0; ///< Example::index
    int prompt = 0;
    int repeat = 0;
    auto operator<=>(const CalibrationPlace&) const = default;
};

/// One answer with what it took.
struct CalibrationAnswer
{
    CalibrationPlace place;
    QString response;
    QString reading; ///< canonical; empty if it could not be read
    bool isReadable = false;
    FinishReason finish = FinishReason::Stop;
    TokenUsage usage;
    qint64 latencyMicroseconds = 0;
    std::optional<qint64> costNanoDollars;
    qint64 sentUnixMilliseconds = 0;
    qint64 answeredUnixMilliseconds = 0;
    int possiblyPaid = 0; ///< of its tries before
    bool operator==(const CalibrationAnswer&) const = default;
};

/// A calibration as it is kept: what is asked, and what came of it so far.
struct CalibrationRecord
{
    QString connection;
    QString model;
    QString task;
    QByteArray asks; ///< digest of the endpoint and of every text that is sent: equal, and an answer may be kept
    QDateTime startedUtc;
    int width = 0;
    int examples = 0;
    int systemPrompts = 0;
    int repeats = 0;
    QList<CalibrationAnswer> answers;
    QList<CalibrationPlace> open; ///< handed over, and neither answered nor failed as far as the file knows
    int possiblyPaid = 0;         ///< of calls that failed

    bool isComplete() const { return examples > 0 && answers.size() >= examples * systemPrompts * repeats; }
};

/// The lines of a calibration's file: JSON Lines, a head and then what happens in order. Pure functions.
QByteArray headLine(const CalibrationRecord& record);
QByteArray sentLine(const CalibrationPlace& place);
QByteArray answerLine(const CalibrationAnswer& answer);
QByteArray failureLine(const CalibrationPlace& place, const Error& error, int possiblyPaid);
/// A line that was cut off by a crash is left out; without a head it is no calibration.
Result<CalibrationRecord> calibrationRecord(const QByteArray& lines);

/// What the answers of a record add up to. Pure; also of an incomplete one.
CalibrationResult calibrationResult(const CalibrationRecord& record);

} // namespace metaspo
