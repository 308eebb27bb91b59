#pragma once

#include "core/domain/RunRecord.h"
#include "core/engine/RunProgress.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>

namespace metaspo {

/// Where a run waits: paused by the user, by a breakpoint or by an error, or stepping. The method's thread passes
/// borders (before a call, a candidate, a loop, an iteration); any thread may command. Thread-safe.
class Gate
{
public:
    enum class Passage { Go, Stop };

    /// Called on the thread that changed the state, one call at a time and in the order of the changes. It may ask the
    /// gate, not command it.
    using StateListener = std::function<void(RunState state, const QString& reason)>;
    void setListener(StateListener listener);

    void pause(const QString& reason);
    void resume();
    /// Where a step begins to count: at the border where the run waits, or, for a run that was taken up anew, which
    /// stands before the same loop again every time, at its first work.
    enum class StepFrom { Border, Work };
    void step(Grain grain, StepFrom from = StepFrom::Border);
    void stop(const QString& reason);
    /// As stop(), but nobody is told: the method has ended. After this no command changes anything.
    void end();

    /// Would pass() wait or refuse here? Then calls in flight are to be finished first.
    bool isClosed(Grain border) const;
    /// Method's thread: waits while paused. `next` describes what comes, for the person who looks.
    Passage pass(Grain border, const QString& next);
    /// One call at a time, candidates in slot order: somebody is stepping by call or candidate.
    bool isSingleFile() const;

    bool isStopped() const;
    QString reason() const;
    QString next() const; ///< what was announced by the pass() that waits

private:
    enum class Mode { Running, Stepping, Pausing, Stopped };

    bool isClosedLocked(Grain border) const;
    bool isStep(Grain border) const;
    void changeMode(Mode mode, RunState state, const QString& reason);
    void announcePause(Grain border);

    std::mutex m_announcing; ///< taken before m_mutex: the listener hears changes in their order
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    StateListener m_listener;
    Mode m_mode = Mode::Running;
    Grain m_stepGrain = Grain::Call;
    StepFrom m_stepFrom = StepFrom::Border;
    bool m_stepTaken = false; ///< stepping: the one border that the step passes is behind us
    QString m_reason;
    QString m_next;
};

} // namespace metaspo
