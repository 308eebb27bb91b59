#pragma once

#include "core/engine/RunProgress.h"

#include <QElapsedTimer>
#include <deque>
#include <functional>
#include <mutex>

namespace metaspo {

/// Where a live run's threads leave what happened, and the session takes it in batches. Thread-safe; cheap.
class RunMonitor
{
public:
    explicit RunMonitor(const RunProgress& start);

    void update(const std::function<void(RunProgress&)>& change);
    void answered(bool isRemembered, ModelRole role);
    void recorded(const Fact& fact);
    void log(const QString& sentence);

    RunProgress progress() const;
    /// What happened since the last call; nothing if nothing did.
    std::optional<RunChange> take();

private:
    RunProgress withTimeLeft() const;

    mutable std::mutex m_mutex;
    RunProgress m_progress;
    QList<Fact> m_facts;
    QStringList m_log;
    qint64 m_answered = 0;
    bool m_isDirty = true;
    QElapsedTimer m_clock;
    std::deque<qint64> m_paidAnswers; ///< milliseconds of the last answers that were waited for
};

} // namespace metaspo
