#include "core/llm/Pace.h"

#include <algorithm>

namespace metaspo {

namespace {

constexpr milliseconds longestStagger{1000};
constexpr double weight = 0.05; ///< of one call in the running means

void learn(double& mean, double value)
{
    mean += (mean > 0 ? weight : 1.0) * (value - mean);
}

} // namespace

CallSize Pace::sizeOf(qint64 bodyBytes, int outputTokens) const
{
    CallSize size;
    size.inputTokens = m_inputTokensPerByte * static_cast<double>(bodyBytes);
    size.outputTokens = outputTokens;
    if (m_usual.outputTokens > 0)
        size.outputTokens = std::min(size.outputTokens, 2 * m_usual.outputTokens);
    return size;
}

Clock::time_point Pace::earliest(const CallSize& size, Clock::time_point now) const
{
    const Clock::time_point allowed = std::max(m_coolDownUntil, m_nextStart);
    return m_budget.isKnown() ? std::max(allowed, now + m_budget.wait(size, now)) : allowed;
}

void Pace::left(const CallSize& size, int width, Clock::time_point now)
{
    m_budget.spend(size, now);
    if (m_coolDownUntil != Clock::time_point{} && now < m_coolDownUntil + m_staggered)
        m_nextStart = now + m_staggered / std::max(width, 1);
}

void Pace::coolDown(Clock::time_point until, Clock::time_point now)
{
    if (until <= m_coolDownUntil)
        return;
    m_coolDownUntil = until;
    m_staggered = std::min(longestStagger, std::chrono::duration_cast<milliseconds>(until - now));
}

void Pace::readHeaders(const HttpHeaders& headers, int othersInFlight, Clock::time_point now,
                       qint64 nowUnixMilliseconds)
{
    m_budget.read(headers, othersInFlight, m_usual, now, nowUnixMilliseconds);
}

void Pace::learnSize(qint64 bodyBytes, const TokenUsage& usage)
{
    if (usage.output > 0)
        learn(m_usual.outputTokens, static_cast<double>(usage.output));
    if (usage.input <= 0 || bodyBytes <= 0)
        return;
    learn(m_usual.inputTokens, static_cast<double>(usage.input));
    learn(m_inputTokensPerByte, static_cast<double>(usage.input) / static_cast<double>(bodyBytes));
}

} // namespace metaspo
