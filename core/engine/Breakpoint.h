#pragma once

#include "core/domain/Error.h"
#include "core/domain/Names.h"
#include "core/domain/Step.h"

#include <QList>
#include <QStringList>

namespace metaspo {

/// When a run pauses by itself. Borders: in front of what is named. What concerns the choice of a loop pauses before
/// that choice takes effect.
enum class StopEvent {
    Iteration,
    IterationEnd,
    Loop, ///< of any kind, the start and the final test as well
    InnerLoop,
    InnerLoopEnd,
    OuterLoop,
    OuterLoopEnd,
    FinalTest,
    Candidate, ///< every one; scores one candidate at a time
    Place,     ///< one loop, task or candidate
    Better,    ///< a candidate beats the incumbent by at least `amount` percentage points
    WorseInDomain, ///< a system prompt is worse than the incumbent in a domain, by at least `amount` points
    Adopting,      ///< before a system prompt is adopted
    Adopted,
    WorseOnATask,       ///< an adopted system prompt is worse on a task
    UnreadableProposal, ///< the optimizer's answer could not be used
    Rejected,           ///< a proposal was given up
    UnreadableAnswers,  ///< more than `amount` percent of a cell
    Retries,            ///< a call that failed `amount` times or more
    BudgetShare,        ///< more than `amount` percent of the budget are spent
    Spent               ///< `amount` dollars or more
};

/// One of them, with what the user asked of it and how often it was hit.
struct Breakpoint
{
    StopEvent event = StopEvent::Loop;
    double amount = 0; ///< unit by event; 0 where it has none
    Step place;        ///< Place only
    bool isEnabled = true;
    bool isOnce = false; ///< disabled by its first hit
    int hits = 0;
    bool operator==(const Breakpoint&) const = default;
};

bool hasAmount(StopEvent event);
/// What is usually meant; 0 where the event has no amount.
double usualAmount(StopEvent event);

/// As stored with a run's limits and written behind `--break`: the condition, in front of it what differs from a new one:
/// "adopted", "once better>=2", "off hits=3 at:2/outer/4".
QString text(const Breakpoint& breakpoint);
/// Without hits and switches.
QString conditionText(const Breakpoint& breakpoint);
Result<Breakpoint> parseBreakpoint(const QString& text);

QStringList texts(const QList<Breakpoint>& breakpoints);
Result<QList<Breakpoint>> parseBreakpoints(const QStringList& texts);

/// Does a step belong to the place that a breakpoint names: that loop, a task in it, or that candidate?
bool isAt(const Step& step, const Step& place);

template <>
struct Names<StopEvent>
{
    static constexpr std::array<std::pair<StopEvent, const char*>, 21> table{
        {{StopEvent::Iteration, "iteration"},
         {StopEvent::IterationEnd, "iteration-end"},
         {StopEvent::Loop, "loop"},
         {StopEvent::InnerLoop, "inner"},
         {StopEvent::InnerLoopEnd, "inner-end"},
         {StopEvent::OuterLoop, "outer"},
         {StopEvent::OuterLoopEnd, "outer-end"},
         {StopEvent::FinalTest, "test"},
         {StopEvent::Candidate, "candidate"},
         {StopEvent::Place, "at"},
         {StopEvent::Better, "better"},
         {StopEvent::WorseInDomain, "worse-in-a-domain"},
         {StopEvent::Adopting, "adopting"},
         {StopEvent::Adopted, "adopted"},
         {StopEvent::WorseOnATask, "worse-on-a-task"},
         {StopEvent::UnreadableProposal, "unreadable-proposal"},
         {StopEvent::Rejected, "rejected"},
         {StopEvent::UnreadableAnswers, "unreadable"},
         {StopEvent::Retries, "retries"},
         {StopEvent::BudgetShare, "budget"},
         {StopEvent::Spent, "spent"}}};
};

} // namespace metaspo
