#pragma once

#include "core/llm/RetryPolicy.h"

#include <array>

namespace metaspo {

/// What a call is expected to take from each limit.
struct CallSize
{
    double inputTokens = 0;
    double outputTokens = 0;
};

/// Requests and tokens a minute as the response headers state them (x-ratelimit-*, anthropic-ratelimit-*): a
/// token bucket for each, paced at 98 % so that no call has to be refused. Without such headers it never
/// holds anything back. The clock is handed in. Not thread-safe.
class RateBudget
{
public:
    enum class RequestWindow { Minute, Day };

    explicit RateBudget(RequestWindow requestWindow = RequestWindow::Minute)
        : m_requestWindow(requestWindow)
    {}
    /// Zero: may go now; else look again after this long.
    milliseconds wait(const CallSize& size, Clock::time_point now) const;
    void spend(const CallSize& size, Clock::time_point now);
    /// What the headers of a response say; `othersInFlight`: calls out that the server may not have counted
    /// yet.
    void read(const HttpHeaders& headers, int othersInFlight, const CallSize& usualSize,
              Clock::time_point now, qint64 nowUnixMilliseconds);
    bool isKnown() const;
    /// "3000 requests and 250000 tokens a minute"; empty: unknown.
    QString sentence() const;

private:
    enum Kind { Requests, Tokens, InputTokens, OutputTokens, kinds };
    struct Bucket
    {
        bool known = false;
        double limit = 0;
        double level = 0;
        double windowSeconds = 0; ///< in which the limit fills up again
        Clock::time_point at{};
    };

    static double share(int kind, const CallSize& size);
    static double refillPerSecond(const Bucket& bucket);
    static double levelAt(const Bucket& bucket, Clock::time_point now);

    RequestWindow m_requestWindow;
    std::array<Bucket, kinds> m_buckets;
};

} // namespace metaspo
