#include "core/llm/WidthControl.h"

#include <algorithm>

namespace metaspo {

namespace {

constexpr double keptByRateLimit = 0.8;
constexpr double growth = 0.05;
constexpr double usedEnough = 0.8;    ///< of the width, for a round to say something
constexpr double worthDoubling = 1.2; ///< answers a second, after against before
constexpr int fewestAnswersInRound = 4;
constexpr int roundsUntilAnotherLook = 32;

} // namespace

WidthControl::WidthControl(Bounds bounds)
    : m_bounds(bounds)
    , m_width(std::clamp(bounds.start, 1, bounds.most))
{}

void WidthControl::pin(int width)
{
    m_pinned = std::clamp(width, 0, m_bounds.most);
}

void WidthControl::serverHas(int places)
{
    m_bounds.most = std::clamp(places, 1, m_bounds.most);
    m_width = m_bounds.most;
    m_doubling = false;
}

void WidthControl::started(int inFlight, Clock::time_point now)
{
    if (m_roundBegin == Clock::time_point{})
        beginRound(now);
    m_roundPeak = std::max(m_roundPeak, inFlight);
}

void WidthControl::answered(Clock::time_point sent, Clock::time_point now, bool first)
{
    if (now < m_episodeEnd) { // still draining what was too much
        beginRound(now);
        return;
    }
    ++m_roundAll;
    if (first && sent >= m_roundBegin)
        ++m_roundAnswers;
    if (m_roundAnswers >= std::max(m_width, fewestAnswersInRound))
        endRound(now);
}

void WidthControl::rateLimited(Clock::time_point now, milliseconds wait)
{
    if (now >= m_episodeEnd) {
        m_width = std::max(1, static_cast<int>(keptByRateLimit * m_width));
        m_doubling = false;
        m_roundsHeld = -1;
        m_episodeEnd = now + std::max(m_bounds.debounce, wait);
    } else {
        m_episodeEnd = std::max(m_episodeEnd, now + wait);
    }
    beginRound(now);
}

void WidthControl::troubled(Clock::time_point)
{
    m_roundClean = false;
}

void WidthControl::beginRound(Clock::time_point now)
{
    m_roundBegin = now;
    m_roundAnswers = 0;
    m_roundAll = 0;
    m_roundPeak = 0;
    m_roundClean = true;
}

void WidthControl::endRound(Clock::time_point now)
{
    const double seconds = std::chrono::duration<double>(now - m_roundBegin).count();
    const double rate = m_roundAll / std::max(seconds, 1e-6);
    const bool says = m_roundClean && m_roundPeak >= usedEnough * m_width;
    beginRound(now);
    if (!says)
        return;
    if (m_roundsHeld >= 0) {
        if (++m_roundsHeld < roundsUntilAnotherLook)
            return;
        m_roundsHeld = -1;
        m_rateBefore = rate;
        m_width = std::min(m_bounds.most, 2 * m_width);
        return;
    }
    if (!m_doubling) {
        m_width = std::min(m_bounds.most, m_width + std::max(1, static_cast<int>(growth * m_width)));
        return;
    }
    if (m_rateBefore > 0 && rate < worthDoubling * m_rateBefore) {
        m_width = std::max(1, m_width / 2);
        m_roundsHeld = 0;
        return;
    }
    m_rateBefore = rate;
    m_width = std::min(m_bounds.most, 2 * m_width);
}

} // namespace metaspo
