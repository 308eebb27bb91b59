#pragma once

#include "core/engine/RunExecution.h"
#include "core/engine/RunSession.h"
#include "core/store/CallRows.h"
#include "core/store/Store.h"

#include <condition_variable>
#include <future>
#include <thread>

namespace metaspo {

/// What is needed to start or resume a stored run.
struct LiveRunParts
{
    std::shared_ptr<Store> store;
    std::unique_ptr<Lease> lease;
    std::unique_ptr<Reader> reader;        ///< of the method's thread
    std::unique_ptr<Reader> commandReader; ///< of the thread that listens to other programs
    std::shared_ptr<ChatService> chat;
    RunSetup setup;
    QList<Ancestor> ancestors;
    Connection base;
    Connection optimizer;
    RunLimits limits;
    RunSpending spending;
    bool isResumed = false; ///< not its first time at work
    std::shared_ptr<RequestsInFlight> requests; ///< of the project
};

/// The method's thread of one run with its gate, monitor and execution, and a thread that obeys the commands of other
/// programs. Public functions are for any thread unless noted.
class LiveRun
{
public:
    explicit LiveRun(LiveRunParts parts);
    ~LiveRun(); ///< ends the method (calls in flight are finished) and waits for it
    void join(); ///< waits until the method has ended by itself or by a stop; not on the main thread

    qint64 run() const { return m_parts.setup.record.id; }
    RunMonitor& monitor() { return m_monitor; }
    /// Why it is paused, if it is: that is also why it ends now.
    QString reasonToEnd(const QString& otherwise) const;
    /// Once. `ended` is called on the method's thread when it is over and the lease is given back.
    void start(const FirstStop& firstStop, std::function<void()> ended);
    void forgetEnded(); ///< `ended` is not called any more

    void pause(const QString& reason);
    void resume();
    void step(Grain grain);
    void runTo(const Step& place);
    void stop(RunSession::StopMode mode, RunState endState, const QString& reason);
    /// Into the file, where it waits for the next loop of its kind. `stored` is called on the writer's thread.
    void insert(const Insertion& insertion, const Writer::Done<void>& stored);
    Result<void> setLimits(const RunLimits& limits);
    Result<void> setBreakpoints(const QStringList& breakpoints); ///< and nothing else
    RunLimits limits() const;                                    ///< in force, with the breakpoints' hits
    /// Writing has failed, or works again.
    void storageTrouble(const Result<void>& state);

private:
    void runMethodToItsEnd();
    void end(RunState state, const QString& reason, std::optional<ErrorKind> endedBy);
    RunState stateAfter(const Error& error) const;
    void gateChanged(RunState state, const QString& reason);
    void listen();
    void obey(const RunCommand& command);
    void obeyInsertion(const RunCommand& command);
    void tellUnused();
    Result<void> changeLimits(const std::function<void(RunLimits&)>& change);
    void keepHits();
    void keepLimits(); ///< with m_limitsMutex held

    LiveRunParts m_parts;
    Gate m_gate;
    RunMonitor m_monitor;
    RunBudget m_budget;
    std::unique_ptr<RunExecution> m_execution;
    std::future<Result<void>> m_begun; ///< that the run is at work is in the file
    std::mutex m_endedMutex;           ///< held while m_ended is called
    std::function<void()> m_ended;
    std::atomic<RunState> m_endState{RunState::Stopped}; ///< what a stop means
    std::thread m_method;
    std::thread m_listener;
    QSet<qint64> m_insertionsSeen; ///< commands; of the listener's thread
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_isOver = false;
    mutable std::mutex m_limitsMutex; ///< limits, budget, monitor and writer change together; before any other lock
    RunLimits m_limits;
};

} // namespace metaspo
