#pragma once

#include "core/domain/Completion.h"
#include "core/engine/RunProgress.h"

#include <chrono>
#include <deque>
#include <functional>
#include <mutex>

namespace metaspo {

/// Where a live run's threads leave what happened, and the session takes it in batches. Thread-safe; cheap.
class RunMonitor
{
public:
    using Clock = std::function<std::chrono::milliseconds()>; ///< from any beginning, never backwards

    explicit RunMonitor(const RunProgress& start, Clock clock = {});

    void update(const std::function<void(RunProgress&)>& change);
    void answered(bool isRemembered, ModelRole role);
    void recorded(const Fact& fact);
    void log(const QString& sentence);

    RunProgress progress() const;
    /// What happened since the last call; nothing if nothing did.
    std::optional<RunChange> take();

private:
    RunProgress withTimeLeft() const;
    std::chrono::milliseconds worked() const;

    mutable std::mutex m_mutex;
    RunProgress m_progress;
    QList<Fact> m_facts;
    QStringList m_log;
    qint64 m_answered = 0;
    bool m_isDirty = true;
    Clock m_clock;
    std::chrono::milliseconds m_since;     ///< when the run began to be at work, or to stand still
    std::chrono::milliseconds m_worked{0}; ///< before that; pauses do not count
    std::deque<std::chrono::milliseconds> m_paidAnswers; ///< worked until then: the last answers that were waited for
};

} // namespace metaspo
