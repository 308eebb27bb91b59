#pragma once

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>

/// What the benchmarks of the window measure with.
namespace metaspo {

inline double milliseconds(const QElapsedTimer& clock)
{
    return double(clock.nsecsElapsed()) / 1e6;
}

inline void print(const char* what, double figure, double limit)
{
    std::printf("%-58s %8.1f ms  limit %6.0f ms  ratio %5.2f\n", what, figure, limit, figure / limit);
    std::fflush(stdout);
}

/// The longest time between two turns of the event loop, to a millisecond.
class Heartbeat
{
public:
    Heartbeat()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1); // 0 would keep a core busy that the readers need
        QObject::connect(&m_timer, &QTimer::timeout, [this] { beat(); });
        m_clock.start();
        m_timer.start();
    }
    double longestPause() const { return m_longest; }
    void forget() { m_longest = 0; }

private:
    void beat()
    {
        m_longest = std::max(m_longest, milliseconds(m_clock));
        m_clock.restart();
    }

    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_longest = 0;
};

/// Milliseconds until it holds; the event loop turns meanwhile. Ends the program after a minute, or `patience`
/// milliseconds.
inline double timeUntil(const std::function<bool()>& holds, int patience = 60'000)
{
    QElapsedTimer clock;
    clock.start();
    while (!holds()) {
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        if (milliseconds(clock) > patience) {
            std::fprintf(stderr, "waited in vain\n");
            std::exit(1);
        }
    }
    return milliseconds(clock);
}

inline void settle(int time)
{
    QElapsedTimer clock;
    clock.start();
    const Heartbeat heart; // wakes the loop
    while (clock.elapsed() < time)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
}

} // namespace metaspo
