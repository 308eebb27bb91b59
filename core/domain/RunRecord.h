#pragma once

#include "core/domain/Cell.h"
#include "core/domain/Connection.h"
#include "core/domain/RunSettings.h"

#include <QDateTime>
#include <limits>
#include <optional>

/// What the store tells about runs: rows of the tables that the window shows and the CSV files hold (cli.md).
namespace metaspo {

enum class RunState { Created, Running, Paused, Finished, Failed, Stopped, Interrupted };

struct RunRecord
{
    qint64 id = 0; ///< 1, 2, 3 ...
    QString uuid;
    Method method = Method::MetaSpo;
    RunState state = RunState::Created;
    RunSettings settings;
    RunLimits limits;
    QString baseModel;
    QString optimizerModel;
    QString baseConnectionId;
    QString optimizerConnectionId;
    QString stateReason;     ///< the sentence behind failed, paused, stopped
    QDateTime createdUtc;
    QDateTime startedUtc;
    QDateTime finishedUtc;
    std::optional<qint64> forkedFrom;
    std::optional<Step> forkStep;
    bool recorded = false; ///< came with the sample, was not run here
    QString note;
    qint64 baseCalls = 0; ///< paid: answered, not reused
    qint64 optimizerCalls = 0;
    qint64 reusedCalls = 0;
    qint64 possiblyPaidCalls = 0; ///< tries without an answer that may have been paid: timed out, stopped, program died
    qint64 inputTokens = 0;
    qint64 cachedTokens = 0;
    qint64 outputTokens = 0;
    std::optional<qint64> costNanoDollars; ///< absent: a price is unknown
};

struct CandidateRecord
{
    qint64 run = 0;
    Candidate candidate;
    QString editedFrom;
};

/// A summary cell, finished or not.
struct CellRecord
{
    qint64 run = 0;
    Cell cell;
    QString domain;
    Metric metric;
    CellScore score;
    bool isScored = true;    ///< false: the counts are there, but not the metric (macro-F1, while its loop is at work)
    int planned = 0;         ///< examples the cell has in this run
    double majority = 0;     ///< always the most frequent train label, on the same examples; NaN: undefined
    double low95 = std::numeric_limits<double>::quiet_NaN(); ///< macro-F1, whose interval needs counts by label, when
    double high95 = std::numeric_limits<double>::quiet_NaN(); ///< finished; NaN: not known, or another metric
    std::optional<Step> droppedCandidate;

    /// Every example is answered, and the score is the metric over them.
    bool isFinished() const { return score.n > 0 && score.n >= planned && isScored; }
};

/// A point of the accuracy chart: the mean over a domain's tasks after a loop.
struct DomainPoint
{
    qint64 run = 0;
    Step loop; ///< of the stage
    QString domain;
    Split split = Split::Train;
    int n = 0;
    double score = 0;
    double low95 = 0;
    double high95 = 0;
    bool operator==(const DomainPoint&) const = default;
};

enum class CommandKind { Pause, Resume, Step, Stop, Insert, SetBudget };

/// What another process asks of a live run.
struct RunCommand
{
    qint64 id = 0;
    qint64 run = 0;
    CommandKind kind = CommandKind::Pause;
    QString argument; ///< step: grain; insert: JSON; set_budget: nano-dollars
};

template <>
struct Names<RunState>
{
    static constexpr std::array<std::pair<RunState, const char*>, 7> table{{{RunState::Created, "created"},
                                                                            {RunState::Running, "running"},
                                                                            {RunState::Paused, "paused"},
                                                                            {RunState::Finished, "finished"},
                                                                            {RunState::Failed, "failed"},
                                                                            {RunState::Stopped, "stopped"},
                                                                            {RunState::Interrupted, "interrupted"}}};
};
template <>
struct Names<CommandKind>
{
    static constexpr std::array<std::pair<CommandKind, const char*>, 6> table{{{CommandKind::Pause, "pause"},
                                                                               {CommandKind::Resume, "resume"},
                                                                               {CommandKind::Step, "step"},
                                                                               {CommandKind::Stop, "stop"},
                                                                               {CommandKind::Insert, "insert"},
                                                                               {CommandKind::SetBudget, "set_budget"}}};
};

} // namespace metaspo
