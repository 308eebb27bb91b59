#pragma once

#include "core/engine/RunProgress.h"

#include <QObject>
#include <memory>

namespace metaspo {

class RunSessionPrivate;

/// One live run of one file: owns the run's lease, the method's thread and its gate. Lives on the thread that made
/// it (an event loop is needed for its signals); no function waits. Whatever ends the run early (budget, server,
/// disk, user) is a state with a sentence; everything paid is in the file by then, and `Project::resumeRun` goes on.
class RunSession : public QObject
{
    Q_OBJECT

public:
    enum class StopMode {
        FinishInFlight, ///< calls in flight are waited for: they are paid
        AtOnce
    };

    explicit RunSession(std::unique_ptr<RunSessionPrivate> parts, QObject* parent = nullptr);
    ~RunSession() override; ///< stops with FinishInFlight and waits for the method's thread

    qint64 run() const;
    RunProgress progress() const;

public Q_SLOTS:
    void pause();
    void resume();
    void step(metaspo::Grain grain);
    void stop(metaspo::RunSession::StopMode mode);
    void insert(const metaspo::Insertion& insertion); ///< taken at the next gate of a loop of its kind
    void setLimits(const metaspo::RunLimits& limits); ///< width, budget, calls, breakpoints: at once

Q_SIGNALS:
    void changed(const metaspo::RunChange& change);
    /// The method's thread has ended: finished, failed, stopped, or paused by a budget. After this the session may
    /// be deleted.
    void ended(metaspo::RunState state, const QString& reason);

private:
    std::unique_ptr<RunSessionPrivate> d;
};

} // namespace metaspo
