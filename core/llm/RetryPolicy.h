#pragma once

#include "core/llm/ChatService.h"
#include "core/llm/transport/Transport.h"

#include <chrono>
#include <optional>

namespace metaspo {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

/// An attempt that brought no answer, as far as deciding about another one needs to know.
struct AttemptFailure
{
    ErrorKind kind = ErrorKind::ServerFailure;
    bool worthAnotherTry = true;
    bool loading = false;                   ///< the server loads the model: wait, do not count
    std::optional<milliseconds> serverWait; ///< what the server asked for
};

/// What has happened to a call so far.
struct AttemptHistory
{
    int counted = 0;    ///< failures of server and network, this one included
    int paid = 0;       ///< those that may have been paid for, this one included
    int rateLimits = 0; ///< this one included
    milliseconds sinceFirstRateLimit{0};
};

struct RetryDecision
{
    bool again = false;
    milliseconds wait{0};
    bool everybodyWaits = false; ///< the whole endpoint cools down, not only this call
    bool operator==(const RetryDecision&) const = default;
};

/// When a call is tried again (connections.md, "Retries"). Pure: no clock, no random of its own.
class RetryPolicy
{
public:
    /// A timed-out or unreadable answer may have been paid: it is asked for three times at most.
    static constexpr int mostPaidAttempts = 3;

    explicit RetryPolicy(const ServiceOptions& options)
        : m_options(options)
    {}
    /// `random` in [0,1).
    RetryDecision decide(const AttemptFailure& failure, const AttemptHistory& history, double random) const;
    /// min(first · 2^k, longest) · (1 − random/4), k failures before this one.
    milliseconds backoff(int failuresBefore, double random) const;

private:
    ServiceOptions m_options;
};

/// The wait a response asks for: retry-after-ms, Retry-After in seconds or as a date, x-ratelimit-reset-*.
/// Nothing: it does not say, or not sensibly (negative, in the past).
std::optional<milliseconds> statedWait(const HttpHeaders& headers, qint64 nowUnixMilliseconds);
/// "1s", "6m0s", "17ms", "1h2m3.5s", or plain seconds.
std::optional<milliseconds> readDuration(const QByteArray& text);

} // namespace metaspo
