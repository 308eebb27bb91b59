#pragma once

#include "core/domain/CallPlan.h"
#include "core/domain/Fact.h"
#include "core/domain/RunRecord.h"

#include <QList>
#include <optional>

namespace metaspo {

/// How far a step goes: into (the next call), over (the next candidate), out (the end of the loop), or to the end
/// of the iteration. Ordered: a gate of a coarser grain also stops a finer step.
enum class Grain { Call, Candidate, Loop, Iteration };

template <>
struct Names<Grain>
{
    static constexpr std::array<std::pair<Grain, const char*>, 4> table{{{Grain::Call, "call"},
                                                                         {Grain::Candidate, "candidate"},
                                                                         {Grain::Loop, "loop"},
                                                                         {Grain::Iteration, "iteration"}}};
};

/// Where a run that is opened pauses by itself for the first time.
struct FirstStop
{
    FirstStop() = default;
    FirstStop(Grain work) : after(work) {}
    FirstStop(std::optional<Grain> work, std::optional<Step> place = {}) : after(work), at(std::move(place)) {}

    std::optional<Grain> after; ///< so much work
    std::optional<Step> at;     ///< a loop, task or candidate that lies ahead
};

/// A picture of a live run, cheap to copy. Counts are of this run; calls remembered from before are done calls.
struct RunProgress
{
    qint64 run = 0;
    RunState state = RunState::Created;
    QString reason;   ///< why paused, failed or stopped: a sentence
    std::optional<ErrorKind> endedBy; ///< what ended the method early, once it has ended
    Step position;    ///< the loop or candidate at work
    QString nextStep; ///< while paused: what comes next, with its calls
    qint64 callsDone = 0;
    qint64 callsExpected = 0; ///< best estimate for the whole run; recomputed at the start of each loop
    qint64 callsMost = 0;
    qint64 baseCallsDone = 0;
    qint64 optimizerCallsDone = 0;
    qint64 remembered = 0; ///< answered without a call: replayed or shared
    int inFlight = 0; ///< noted as sent: up to a few more than the width wait for a place, or to be stored
    int width = 0;    ///< of the model that is asked now
    qint64 failedAttempts = 0;
    std::optional<qint64> spentNanoDollars; ///< absent: a price is unknown
    std::optional<qint64> budgetNanoDollars;
    qint64 reservedNanoDollars = 0; ///< the most that the calls in flight may cost
    qint64 countedCalls = 0;        ///< paid for by this run, or in flight: what maximumCalls limits
    std::optional<qint64> maximumCalls;
    QStringList breakpoints; ///< as they are now, with their hits (Breakpoint.h)
    std::optional<qint64> secondsLeft; ///< absent until 20 calls were measured
};

/// What happened in a live run since the last batch; at most 20 batches a second.
struct RunChange
{
    RunProgress progress;
    QList<Fact> facts;
    QStringList log;   ///< sentences: quirks learned, retries, breakpoints hit
    qint64 answered = 0; ///< new responses since the last batch: tables may have new rows
};

} // namespace metaspo
