#pragma once

#include "core/llm/RetryPolicy.h"

namespace metaspo {

/// How many calls one endpoint is given at a time. Finds it out: doubled per clean round until the first rate
/// limit or until more calls bring no more answers a second; a rate limit takes a fifth off, once per
/// episode; then 5 % per clean round. Failures of the server stop growth and take nothing off. (Additive
/// increase, multiplicative decrease as in Inspect's AdaptiveConcurrencyController.) The clock is handed in.
/// Not thread-safe.
class WidthControl
{
public:
    struct Bounds
    {
        int start = 16;
        int most = 256;
        milliseconds debounce{15'000};
    };

    explicit WidthControl(Bounds bounds);
    int width() const { return m_pinned > 0 ? m_pinned : m_width; }
    bool isPinned() const { return m_pinned > 0; }
    /// 0: found out again, from where finding out had come.
    void pin(int width);
    /// The server says how many it serves at once; that is taken, and not grown beyond.
    void serverHas(int places);

    void started(int inFlight, Clock::time_point now);
    /// An answer; `first`: at the first attempt.
    void answered(Clock::time_point sent, Clock::time_point now, bool first);
    void rateLimited(Clock::time_point now, milliseconds wait);
    void troubled(Clock::time_point now);

private:
    void beginRound(Clock::time_point now);
    void endRound(Clock::time_point now);

    Bounds m_bounds;
    int m_pinned = 0;
    int m_width;
    bool m_doubling = true;
    int m_roundsHeld = -1;   ///< -1: growing; else clean rounds since more calls brought nothing
    double m_rateBefore = 0; ///< answers a second at half the width
    Clock::time_point m_episodeEnd{};
    Clock::time_point m_roundBegin{};
    int m_roundAnswers = 0; ///< of calls sent in this round
    int m_roundAll = 0;
    int m_roundPeak = 0;
    bool m_roundClean = true;
};

} // namespace metaspo
