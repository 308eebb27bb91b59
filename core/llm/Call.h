#pragma once

#include "core/llm/AttemptResult.h"
#include "core/llm/ChatService.h"

namespace metaspo {

/// Once: a connection test wants to know now, not in a minute.
enum class Patience { Retry, Once };

/// One call on its way, from the queue through its attempts to its reply.
struct Call
{
    quint64 sequence = 0; ///< the order of arrival; kept over retries
    ChatRequest request;
    std::function<void(ChatReply)> done;
    QList<FailedAttempt> failedAttempts;
    qint64 firstSentUnixMilliseconds = 0;
    AttemptHistory history;
    std::optional<Clock::time_point> firstRateLimit;
    Patience patience = Patience::Retry;
    bool draining = false; ///< cancelled, but its attempt in flight may still answer

    quint64 exchange = 0; ///< 0: not in flight
    Clock::time_point sent{};
    Clock::time_point deadline{};
    qint64 sentUnixMilliseconds = 0;
    int lessonsWhenSent = 0;
    int sentAgainAfterLesson = 0;
    WireCall wire;
    qint64 bodyBytes = 0;

    /// Puts a failed attempt on the books; `message` is redacted.
    void note(ErrorKind kind, int status, const QString& message, bool possiblyPaid);
};

} // namespace metaspo
