#pragma once

#include "core/engine/RunProgress.h"

#include <QFuture>
#include <QObject>
#include <QTimer>
#include <memory>

namespace metaspo {

class LiveRun;

/// One live run of one file: owns the run's lease, the method's thread and its gate. Lives on the thread that made
/// it (an event loop is needed for its signals); no function waits. Whatever ends the run early (budget, server,
/// disk, user) is a state with a sentence; everything paid is in the file by then, and `Project::openRun` goes on.
class RunSession : public QObject
{
    Q_OBJECT

public:
    enum class StopMode {
        FinishInFlight, ///< calls in flight are waited for: they are paid
        AtOnce
    };

    /// Starts the method's thread.
    explicit RunSession(std::unique_ptr<LiveRun> liveRun, const FirstStop& firstStop, QObject* parent = nullptr);
    ~RunSession() override; ///< stops with FinishInFlight and waits for the method's thread
    /// Hands the run over to whoever waits for its end; after this the session can only be deleted.
    std::unique_ptr<LiveRun> release();

    qint64 run() const;
    RunProgress progress() const;

    /// Width, budget, calls, breakpoints: at once. Fails on an unknown breakpoint, and on a budget where a price is
    /// unknown.
    Result<void> setLimits(const metaspo::RunLimits& limits);
    Result<void> setBreakpoints(const QStringList& breakpoints); ///< the rest stays, whoever changed it
    RunLimits limits() const;                                    ///< in force, with the breakpoints' hits

    /// Kept in the file from now on, which the future tells; taken at the next gate of a loop of its kind, in this session
    /// or a later one.
    QFuture<Result<void>> insert(const metaspo::Insertion& insertion);

    /// From the project: writing has failed, or works again.
    void storageTrouble(const Result<void>& state);

public Q_SLOTS:
    void pause();
    void resume();
    void step(metaspo::Grain grain);
    /// Goes on and pauses before the loop, task or candidate, unless something else stops it first.
    void runTo(const metaspo::Step& place);
    void stop(metaspo::RunSession::StopMode mode);
    void suspend(); ///< ends the session, calls in flight finished; the run stays paused

Q_SIGNALS:
    void changed(const metaspo::RunChange& change);
    /// The method's thread has ended: finished, failed, stopped, or paused by a budget. After this the session may
    /// be deleted.
    void ended(metaspo::RunState state, const QString& reason);

private:
    void takeBatch();
    void finish();

    std::unique_ptr<LiveRun> m_liveRun;
    QTimer m_batches;
};

} // namespace metaspo
