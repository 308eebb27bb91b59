// What an endpoint does with a call that failed: learns from it, tries it again, or ends it.

#include "core/llm/Endpoint.h"
#include "core/llm/FailureText.h"
#include "core/llm/Redaction.h"

namespace metaspo {

namespace {

constexpr int mostLessonsPerCall = QuirkMemory::mostLessons + 1;

bool countsForBreaker(ErrorKind kind)
{
    return kind == ErrorKind::ServerFailure || kind == ErrorKind::ConnectionFailed ||
           kind == ErrorKind::TimedOut || kind == ErrorKind::MalformedResponse ||
           kind == ErrorKind::ResponseTooLarge;
}

} // namespace

/// True if the call was put back into the queue because the server is understood better now.
bool Endpoint::learned(const CallPtr& call, const AttemptTrouble& trouble)
{
    if (!trouble.wire || call->draining || call->sentAgainAfterLesson >= mostLessonsPerCall)
        return false;
    const bool mayTeach =
        trouble.httpStatus == 400 || trouble.httpStatus == 422 || trouble.wire->templateRefusal;
    if (!mayTeach)
        return false;
    const bool outdated = call->lessonsWhenSent < m_quirks.lessons();
    if (!outdated && !m_quirks.learn(*trouble.wire, trouble.httpStatus, call->wire))
        return false;
    ++call->sentAgainAfterLesson;
    note(*call, trouble.failure.kind, trouble.httpStatus, redacted(trouble.message, m_access.key()), false);
    m_ready.emplace(call->sequence, call);
    return true;
}

void Endpoint::attemptFailed(const CallPtr& call, const AttemptTrouble& trouble)
{
    const Clock::time_point now = Clock::now();
    const AttemptFailure& failure = trouble.failure;
    const QString message = redacted(trouble.message, m_access.key());
    note(*call, failure.kind, trouble.httpStatus, trouble.message, trouble.possiblyPaid);
    const Error error = failureText(failure.kind, m_connection, trouble.httpStatus, message,
                                    static_cast<int>(call->failedAttempts.size()));
    m_trouble = error.why.isEmpty() ? error.what : error.what + QStringLiteral(": ") + error.why;

    if (failure.kind == ErrorKind::RateLimited || failure.loading) {
        ++call->history.rateLimits;
        if (!call->firstRateLimit)
            call->firstRateLimit = now;
        call->history.sinceFirstRateLimit =
            std::chrono::duration_cast<milliseconds>(now - *call->firstRateLimit);
    } else {
        ++call->history.counted;
        call->history.paid += trouble.possiblyPaid ? 1 : 0;
        m_width.troubled(now);
        if (countsForBreaker(failure.kind))
            m_breaker.failed(call->sent, now);
    }
    tryAgainOrEnd(call, failure, error);
}

void Endpoint::tryAgainOrEnd(const CallPtr& call, const AttemptFailure& failure, const Error& error)
{
    const Clock::time_point now = Clock::now();
    const RetryDecision decision = m_policy.decide(failure, call->history, m_around.random());
    if (failure.kind == ErrorKind::RateLimited)
        m_width.rateLimited(now, decision.wait);
    if (decision.everybodyWaits)
        m_pace.coolDown(now + decision.wait, now);
    if (call->draining)
        return finish(call, tl::unexpected(stoppedText()));
    if (m_breaker.isOpen()) {
        const Error open = failureText(ErrorKind::BreakerOpen, m_connection, 0, m_trouble, 0);
        finish(call, tl::unexpected(open));
        return failWaiting(open);
    }
    if (!decision.again || call->patience == Patience::Once)
        return finish(call, tl::unexpected(error));
    const Clock::time_point due = now + decision.wait;
    m_later.emplace(due, call);
    m_around.wakeAt(due);
}

void Endpoint::note(Call& call, ErrorKind kind, int status, const QString& message, bool possiblyPaid)
{
    call.note(kind, status, redacted(message, m_access.key()), possiblyPaid);
    m_possiblyPaid += possiblyPaid ? 1 : 0;
}

} // namespace metaspo
