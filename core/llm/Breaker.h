#pragma once

#include "core/llm/RetryPolicy.h"

namespace metaspo {

/// Opens after so many failures in a row. One broken moment can hit all calls in flight at once; therefore at
/// least one of the failures must be of a call that was sent after the first of them.
class Breaker
{
public:
    explicit Breaker(int failures)
        : m_limit(failures)
    {}
    void succeeded() { m_failures = 0; }
    void failed(Clock::time_point sent, Clock::time_point now)
    {
        if (m_failures == 0) {
            m_first = now;
            m_persists = false;
        }
        ++m_failures;
        m_persists = m_persists || sent >= m_first;
        m_open = m_open || (m_failures >= m_limit && m_persists);
    }
    void close()
    {
        m_open = false;
        m_failures = 0;
    }
    bool isOpen() const { return m_open; }
    int failuresInARow() const { return m_failures; }

private:
    int m_limit;
    int m_failures = 0;
    bool m_open = false;
    bool m_persists = false;
    Clock::time_point m_first{};
};

} // namespace metaspo
