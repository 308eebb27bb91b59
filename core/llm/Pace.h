#pragma once

#include "core/llm/RateBudget.h"

namespace metaspo {

/// When the next call of an endpoint may leave: not in a cool-down, staggered after it (over as long as it
/// lasted, a second at most), and within the stated limits. Learns from the responses how large calls usually
/// are. The clock is handed in. Not thread-safe.
class Pace
{
public:
    explicit Pace(RateBudget::RequestWindow requestWindow)
        : m_budget(requestWindow)
    {}

    /// Estimate before sending; `outputTokens` is the limit of the call.
    CallSize sizeOf(qint64 bodyBytes, int outputTokens) const;
    Clock::time_point earliest(const CallSize& size, Clock::time_point now) const;
    void left(const CallSize& size, int width, Clock::time_point now);
    void coolDown(Clock::time_point until, Clock::time_point now);
    void warmUp() { m_coolDownUntil = m_nextStart = {}; }
    Clock::time_point coolDownUntil() const { return m_coolDownUntil; }

    void readHeaders(const HttpHeaders& headers, int othersInFlight, Clock::time_point now,
                     qint64 nowUnixMilliseconds);
    void learnSize(qint64 bodyBytes, const TokenUsage& usage);
    QString limits() const { return m_budget.sentence(); }

private:
    RateBudget m_budget;
    CallSize m_usual{};
    double m_inputTokensPerByte = 0.25;
    Clock::time_point m_coolDownUntil{};
    Clock::time_point m_nextStart{};
    milliseconds m_staggered{0}; ///< after the cool-down
};

} // namespace metaspo
