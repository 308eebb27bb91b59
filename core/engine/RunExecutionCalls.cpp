// How a live run keeps its endpoints full: the part of RunExecution that sends and takes calls.

#include "core/engine/RunExecution.h"

namespace metaspo {

namespace {

// A slot is free once its answer has arrived, not once it is stored: a few more calls than the endpoint takes are
// under way, so that it never waits for a commit.
int withLookAhead(int width)
{
    return width + 1 + width / 8;
}

} // namespace

bool RunExecution::isSingleFile() const
{
    std::lock_guard lock(m_mutex);
    return m_parts.gate.isSingleFile() || m_breakpoints.stopsAtCandidates();
}

int RunExecution::places(const Connection& connection) const
{
    return isSingleFile() ? 1 : withLookAhead(m_parts.chat.width(connection));
}

void RunExecution::pump(ModelRole role, const Source& next)
{
    try {
        keepFull(role, next);
    } catch (...) {
        // Whatever it is: what was sent is paid, and has to be in the file before the lease goes back.
        m_calls.close(Cancellation::Drain);
        while (!m_out.isEmpty())
            for (const CallArrival& arrival : m_calls.take())
                settle(arrival);
        throw;
    }
}

void RunExecution::keepFull(ModelRole role, const Source& next)
{
    const Connection& connection = m_requests.connection(role);
    std::optional<Wanted> wanted; // drawn from the source, but not under way yet
    bool isExhausted = false;     // until an answer changes it
    bool isOverBudget = false;
    bool isBehindBorder = false; // the gate was passed for the next call already
    for (;;) {
        const auto mayStart = [&] { return !m_failure && !isExhausted && !isOverBudget; };
        while (mayStart() && static_cast<int>(m_out.size()) < places(connection)) {
            if (!wanted && !(wanted = next())) {
                isExhausted = true;
                break;
            }
            if (answerFromMemory(*wanted) || joinTwin(*wanted)) {
                wanted.reset();
                continue;
            }
            pauseIf([&](Breakpoints& events) {
                return events.atCall(wanted->candidate, wanted->call.role, toldAtBorder());
            });
            const bool isPassed = std::exchange(isBehindBorder, false);
            if (isSingleFile() && isPassed)
                m_lastCandidate = wanted->candidate;
            else if (isSingleFile() && m_out.isEmpty())
                passCallBorders(*wanted);
            if (m_parts.gate.isClosed(Grain::Call) && !isSingleFile())
                break;
            if (start(*wanted, connection))
                wanted.reset();
            else
                isOverBudget = true;
        }
        if (!m_out.isEmpty()) {
            takeArrivals();
            isExhausted = isOverBudget = false;
            continue;
        }
        if (m_failure)
            throw RunInterrupted{*std::exchange(m_failure, std::nullopt)};
        throwIfFailed();
        if (isOverBudget)
            throw RunInterrupted{Error{ErrorKind::BudgetReached, QStringLiteral("The budget is used up"),
                                       m_parts.budget.refusal(), {}}};
        if (isExhausted && !wanted)
            return;
        passBorder(Grain::Call, wanted ? described(*wanted) : QStringLiteral("The next call"));
        isBehindBorder = true;
    }
}

bool RunExecution::answerFromMemory(Wanted& wanted)
{
    if (const RememberedCall* own = m_memory.own(wanted.call.key)) {
        checkSame(wanted, *own);
        handOver(wanted, own->completion, own->call, true);
        return true;
    }
    if (const RememberedCall* inherited = m_memory.inherited(wanted.call.key)) {
        checkSame(wanted, *inherited);
        reuse(std::move(wanted), *inherited);
        return true;
    }
    if (wanted.isInherited)
        throw RunInterrupted{Error{ErrorKind::StepDiffers,
                                   QStringLiteral("Step '%1' comes before the fork, but run %2 does not have it")
                                       .arg(wanted.call.key)
                                       .arg(m_parts.ancestors.front().run),
                                   {}, QStringLiteral("Fork that run earlier, or start a new one.")}};
    if (wanted.call.parameters.temperature > 0)
        return false;
    const auto same = m_memory.sameRequest(wanted.call.digest);
    if (!same)
        throw RunInterrupted{same.error()};
    if (!*same)
        return false;
    reuse(std::move(wanted), **same);
    return true;
}

void RunExecution::checkSame(const Wanted& wanted, const RememberedCall& remembered)
{
    if (wanted.call.digest != remembered.digest)
        throw RunInterrupted{stepDiffers(wanted.call.key)};
}

bool RunExecution::joinTwin(Wanted& wanted)
{
    const auto twin = m_outByDigest.constFind(wanted.call.digest);
    if (wanted.call.parameters.temperature > 0 || twin == m_outByDigest.constEnd())
        return false;
    m_out[*twin].twins.push_back(std::move(wanted));
    return true;
}

bool RunExecution::start(Wanted& wanted, const Connection& connection)
{
    const qint64 reserved = RunBudget::reserve(connection, wanted.messages, wanted.call.parameters);
    if (!m_parts.budget.take(reserved))
        return false;
    m_isLive = true;
    wanted.call.reservedNanoDollars = reserved;
    const quint64 tag = m_calls.send(wanted.call, connection, wanted.messages);
    if (wanted.call.parameters.temperature <= 0)
        m_outByDigest.insert(wanted.call.digest, tag);
    m_out.insert(tag, Out{std::move(wanted), reserved, false, {}});
    m_parts.monitor.update([&](RunProgress& progress) {
        progress.inFlight = m_calls.inFlight();
        progress.width = m_parts.chat.width(connection);
        m_parts.budget.tell(progress);
    });
    return true;
}

void RunExecution::reuse(Wanted wanted, const RememberedCall& original)
{
    const quint64 tag = m_calls.reuse(wanted.call, original.call, original.completion);
    m_out.insert(tag, Out{std::move(wanted), 0, true, {}});
}

void RunExecution::takeArrivals()
{
    for (CallArrival& arrival : m_calls.take())
        arrived(std::move(arrival));
    noteSpending();
}

RunExecution::Out RunExecution::settle(const CallArrival& arrival)
{
    Out out = std::move(m_out[arrival.tag]);
    m_out.remove(arrival.tag);
    if (m_outByDigest.value(out.wanted.call.digest) == arrival.tag)
        m_outByDigest.remove(out.wanted.call.digest);
    if (!out.isReused)
        m_parts.budget.settle(out.reserved, arrival.completion.has_value(), arrival.costNanoDollars,
                              arrival.possiblyPaid);
    if (arrival.failedAttempts > 0)
        m_parts.monitor.update([&](RunProgress& progress) { progress.failedAttempts += arrival.failedAttempts; });
    return out;
}

void RunExecution::arrived(CallArrival arrival)
{
    Out out = settle(arrival);
    pauseIf([&](Breakpoints& events) {
        return events.atFailedAttempts(out.wanted.call.key, arrival.failedAttempts);
    });
    if (!arrival.completion) {
        // The first failure is the reason; what follows from giving up the rest is not.
        if (!m_failure) {
            m_failure = arrival.completion.error();
            m_calls.close(Cancellation::Drain);
        }
        return;
    }
    handOver(out.wanted, *arrival.completion, arrival.call, out.isReused);
    RememberedCall original;
    original.call = arrival.call;
    original.completion = *arrival.completion;
    for (Wanted& twin : out.twins)
        reuse(std::move(twin), original);
}

void RunExecution::handOver(Wanted& wanted, const Completion& completion, qint64 row, bool isRemembered)
{
    wanted.deliver(completion, row, isRemembered);
    m_parts.monitor.answered(isRemembered, wanted.call.role);
}

void RunExecution::noteSpending()
{
    m_parts.monitor.update([this](RunProgress& progress) {
        progress.inFlight = m_calls.inFlight();
        m_parts.budget.tell(progress);
    });
    pauseIf([this](Breakpoints& events) {
        return events.atSpending(m_parts.budget.counted(), m_parts.budget.cap(), Breakpoints::Told::ForTheFirstTime);
    });
}

void RunExecution::passBorder(Grain border, const QString& next)
{
    if (m_parts.gate.pass(border, next) == Gate::Passage::Stop)
        throw RunInterrupted{Error{ErrorKind::Stopped, m_parts.gate.reason(), {}, {}}};
}

QString RunExecution::described(const Wanted& wanted) const
{
    return wanted.candidate == m_lastCandidate ? QStringLiteral("Call %1").arg(wanted.call.key)
                                               : QStringLiteral("Candidate %1").arg(text(wanted.candidate));
}

// While somebody steps by call or candidate: nothing else is in flight, so waiting here holds nothing up.
void RunExecution::passCallBorders(const Wanted& wanted)
{
    const QString next = described(wanted);
    const bool isNewCandidate = wanted.candidate != std::exchange(m_lastCandidate, wanted.candidate);
    if (isNewCandidate)
        pauseIf([&](Breakpoints& events) { return events.atCandidate(wanted.candidate, toldAtBorder()); });
    passBorder(isNewCandidate ? Grain::Candidate : Grain::Call, next);
}

} // namespace metaspo
