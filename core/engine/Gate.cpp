#include "core/engine/Gate.h"

namespace metaspo {

void Gate::setListener(StateListener listener)
{
    std::lock_guard lock(m_mutex);
    m_listener = std::move(listener);
}

void Gate::changeMode(Mode mode, RunState state, const QString& reason)
{
    // Held over both: the method's thread may reach the next closed border before this thread has said "running".
    std::lock_guard order(m_announcing);
    StateListener listener;
    {
        std::lock_guard lock(m_mutex);
        if (m_mode == Mode::Stopped)
            return;
        m_mode = mode;
        m_reason = reason;
        m_stepTaken = false;
        listener = m_listener;
    }
    m_changed.notify_all();
    if (listener && state != RunState::Paused) // paused is said once the gate really holds
        listener(state, reason);
}

void Gate::announcePause(Grain border)
{
    std::lock_guard order(m_announcing);
    StateListener listener;
    QString reason;
    {
        std::lock_guard lock(m_mutex);
        if (!isClosedLocked(border) || m_mode == Mode::Stopped)
            return;
        reason = m_mode == Mode::Stepping ? QStringLiteral("One %1 done").arg(name(m_stepGrain)) : m_reason;
        listener = m_listener;
    }
    if (listener)
        listener(RunState::Paused, reason);
}

void Gate::pause(const QString& reason)
{
    changeMode(Mode::Pausing, RunState::Paused, reason);
}

void Gate::resume()
{
    changeMode(Mode::Running, RunState::Running, {});
}

void Gate::step(Grain grain, StepFrom from)
{
    {
        std::lock_guard lock(m_mutex);
        m_stepGrain = grain;
        m_stepFrom = from;
    }
    changeMode(Mode::Stepping, RunState::Running, {});
}

void Gate::stop(const QString& reason)
{
    changeMode(Mode::Stopped, RunState::Stopped, reason);
}

void Gate::end()
{
    std::lock_guard order(m_announcing); // a change that is being told is told before
    std::lock_guard lock(m_mutex);
    m_mode = Mode::Stopped;
}

bool Gate::isClosedLocked(Grain border) const
{
    switch (m_mode) {
    case Mode::Running:
        return false;
    case Mode::Stepping:
        return m_stepTaken && border >= m_stepGrain;
    case Mode::Pausing:
    case Mode::Stopped:
        return true;
    }
    return true;
}

// Loops are only entered on the way to a call or a candidate; a candidate's border is that of its first call too.
bool Gate::isStep(Grain border) const
{
    return m_stepFrom == StepFrom::Border || m_stepGrain >= Grain::Loop || border <= Grain::Candidate;
}

bool Gate::isClosed(Grain border) const
{
    std::lock_guard lock(m_mutex);
    return isClosedLocked(border);
}

Gate::Passage Gate::pass(Grain border, const QString& next)
{
    std::unique_lock lock(m_mutex);
    m_next = next;
    while (isClosedLocked(border) && m_mode != Mode::Stopped) {
        lock.unlock();
        announcePause(border);
        lock.lock();
        if (isClosedLocked(border) && m_mode != Mode::Stopped)
            m_changed.wait(lock);
    }
    if (m_mode == Mode::Stepping && isStep(border))
        m_stepTaken = true;
    m_next.clear();
    return m_mode == Mode::Stopped ? Passage::Stop : Passage::Go;
}

bool Gate::isSingleFile() const
{
    std::lock_guard lock(m_mutex);
    return m_mode == Mode::Stepping && m_stepGrain <= Grain::Candidate;
}

bool Gate::isStopped() const
{
    std::lock_guard lock(m_mutex);
    return m_mode == Mode::Stopped;
}

QString Gate::reason() const
{
    std::lock_guard lock(m_mutex);
    return m_reason;
}

QString Gate::next() const
{
    std::lock_guard lock(m_mutex);
    return m_next;
}

} // namespace metaspo
