#include "ui/run/BreakpointText.h"

#include "ui/kit/Numbers.h"

#include <QCoreApplication>
#include <QLocale>

namespace metaspo {

namespace {

struct BreakpointWords
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::BreakpointText)
};

} // namespace

QString eventText(StopEvent event)
{
    switch (event) {
    case StopEvent::Iteration: return BreakpointWords::tr("before an iteration");
    case StopEvent::IterationEnd: return BreakpointWords::tr("after an iteration");
    case StopEvent::Loop: return BreakpointWords::tr("before any loop");
    case StopEvent::InnerLoop: return BreakpointWords::tr("before an inner loop");
    case StopEvent::InnerLoopEnd: return BreakpointWords::tr("after an inner loop");
    case StopEvent::OuterLoop: return BreakpointWords::tr("before an outer loop");
    case StopEvent::OuterLoopEnd: return BreakpointWords::tr("after an outer loop");
    case StopEvent::FinalTest: return BreakpointWords::tr("before the final test");
    case StopEvent::Candidate: return BreakpointWords::tr("before every candidate");
    case StopEvent::Place: return BreakpointWords::tr("before one place of the run");
    case StopEvent::Better: return BreakpointWords::tr("a candidate beats the incumbent by at least");
    case StopEvent::WorseInDomain: return BreakpointWords::tr("a system prompt is worse in a domain by at least");
    case StopEvent::Adopting: return BreakpointWords::tr("before a system prompt is adopted");
    case StopEvent::Adopted: return BreakpointWords::tr("a system prompt was adopted");
    case StopEvent::WorseOnATask: return BreakpointWords::tr("an adopted system prompt is worse on a task");
    case StopEvent::UnreadableProposal: return BreakpointWords::tr("an answer of the optimizer could not be used");
    case StopEvent::Rejected: return BreakpointWords::tr("a proposal was rejected");
    case StopEvent::UnreadableAnswers: return BreakpointWords::tr("more answers of a task are unreadable than");
    case StopEvent::Retries: return BreakpointWords::tr("a call failed at least so many times");
    case StopEvent::BudgetShare: return BreakpointWords::tr("more of the budget is spent than");
    case StopEvent::Spent: return BreakpointWords::tr("at least so much is spent");
    }
    return {};
}

QString amountSuffix(StopEvent event)
{
    switch (event) {
    case StopEvent::Better:
    case StopEvent::WorseInDomain: return BreakpointWords::tr(" points");
    case StopEvent::UnreadableAnswers:
    case StopEvent::BudgetShare: return BreakpointWords::tr(" %");
    case StopEvent::Retries: return BreakpointWords::tr(" times");
    case StopEvent::Spent: return BreakpointWords::tr(" $");
    default: return {};
    }
}

QString breakpointText(const Breakpoint& breakpoint)
{
    if (breakpoint.event == StopEvent::Place)
        return BreakpointWords::tr("before %1").arg(text(breakpoint.place));
    if (!hasAmount(breakpoint.event))
        return eventText(breakpoint.event);
    //: what is waited for, and how much of it
    return BreakpointWords::tr("%1 %2").arg(eventText(breakpoint.event),
                                  QLocale().toString(breakpoint.amount) + amountSuffix(breakpoint.event));
}

QList<std::optional<StopEvent>> eventChoice()
{
    return {StopEvent::Better,       StopEvent::WorseInDomain,      StopEvent::Adopting,
            StopEvent::Adopted,      StopEvent::WorseOnATask,       std::nullopt,
            StopEvent::Iteration,    StopEvent::IterationEnd,       StopEvent::InnerLoop,
            StopEvent::InnerLoopEnd, StopEvent::OuterLoop,          StopEvent::OuterLoopEnd,
            StopEvent::Loop,         StopEvent::Candidate,          StopEvent::FinalTest,
            std::nullopt,            StopEvent::UnreadableProposal, StopEvent::Rejected,
            StopEvent::UnreadableAnswers, StopEvent::Retries,       std::nullopt,
            StopEvent::BudgetShare,  StopEvent::Spent};
}

} // namespace metaspo
