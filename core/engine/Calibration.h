#pragma once

#include "core/domain/Error.h"
#include "core/engine/CalibrationResult.h"

#include <QObject>
#include <memory>

namespace metaspo {

class CalibrationWork;
class ChatService;

/// Measures a connection on a task: every example under two system prompts, all of it twice. How often an answer
/// changes when it is asked for again at temperature 0, how long answers are, how many cannot be read, how long they
/// take, what they cost. Both times are really asked. Made by Workspace::calibrate, at work from then on by itself.
/// Main thread; nothing waits.
class Calibration : public QObject
{
    Q_OBJECT

public:
    ~Calibration() override; ///< as cancel(); what is in flight is still kept

    const CalibrationPlan& plan() const { return m_plan; }
    CalibrationProgress progress() const { return m_progress; }
    /// What is in flight is finished; what was answered is kept, and the next calibration that asks the same goes on
    /// there. `ended` follows, with ErrorKind::Stopped.
    void cancel();

Q_SIGNALS:
    void progressed(const metaspo::CalibrationProgress& progress);
    /// Once. A call that got no answer, after all that is tried again, ends it too: it is never counted as one.
    void ended(const metaspo::Result<metaspo::CalibrationResult>& result);

private:
    friend class Workspace;
    explicit Calibration(CalibrationPlan plan);
    /// Makes the work, which somebody else runs. The connection as it is reached now.
    void begin(const Connection& connection, std::shared_ptr<ChatService> chat);
    void end(const Result<CalibrationResult>& result);

    CalibrationPlan m_plan;
    CalibrationProgress m_progress;
    std::shared_ptr<CalibrationWork> m_work; ///< null until the local model runs
    bool m_isCancelled = false;
    bool m_hasEnded = false;
};

} // namespace metaspo
