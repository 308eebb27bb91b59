#pragma once

#include "core/domain/CallPlan.h"
#include "core/engine/Breakpoints.h"
#include "core/engine/Gate.h"
#include "core/engine/RememberedCalls.h"
#include "core/engine/RunBudget.h"
#include "core/engine/RunCalls.h"
#include "core/engine/RunMonitor.h"
#include "core/engine/RunRequests.h"
#include "core/optimize/Execution.h"
#include "core/store/CallRows.h"

#include <QHash>
#include <QSet>
#include <atomic>
#include <functional>

namespace metaspo {

/// What a live run's execution works with; all of it outlives the execution.
struct RunParts
{
    const RunSetup& setup;
    Reader& reader; ///< of the method's thread
    Writer& writer;
    ChatService& chat;
    Gate& gate;
    RunMonitor& monitor;
    RunBudget& budget;
    QList<Ancestor> ancestors;
    Connection base;
    Connection optimizer;
    bool isResumed = false; ///< was at work before: the border it stands before has stopped it already
    std::shared_ptr<RequestsInFlight> requests; ///< of the project
    std::function<void()> breakpointsHit; ///< their counts are new; method's thread
};

/// The port of the methods over a real file and real models. Looks every call up before it is asked, keeps the
/// endpoints full, stores before it tells, waits at the gate. The port's functions are for the method's thread; the
/// others for any.
class RunExecution : public Execution
{
public:
    /// `breakpoints`: texts that were checked.
    RunExecution(const RunParts& parts, ScoreWatch scores, const QStringList& breakpoints);
    ~RunExecution() override;

    std::vector<Completion> complete(const Step& step, const std::vector<OptimizerRequest>& requests) override;
    void stream(const Step& step, EvaluationPlan& plan) override;
    void record(const Fact& fact) override;
    QList<Insertion> enter(const Step& step) override;

    /// Ends the run's calls from any thread: requests that wait are given up, those in flight finished or cut off.
    void close(Cancellation how);
    /// Fails, changing nothing, on an unknown event.
    Result<void> setBreakpoints(const QStringList& breakpoints);
    QStringList breakpoints() const; ///< their texts, with their hits
    /// Pauses once where the place begins; nothing: no such place any more.
    void runTo(const std::optional<Step>& place);
    /// After a failed write of something that was not paid.
    void fail(const Error& error);

private:
    /// A call that the method wants, until its answer is handed over.
    struct Wanted
    {
        NewCall call;
        QList<Message> messages;
        Step candidate;
        bool isInherited = false; ///< before a fork: never asked for, the answer is there
        std::function<void(const Completion& completion, qint64 row, bool isRemembered)> deliver;
    };
    struct Out
    {
        Wanted wanted;
        qint64 reserved = 0;
        bool isReused = false;
        std::vector<Wanted> twins; ///< the same request at temperature 0: answered by the same response
    };
    using Source = std::function<std::optional<Wanted>()>;

    void pump(ModelRole role, const Source& next);
    void keepFull(ModelRole role, const Source& next);
    bool answerFromMemory(Wanted& wanted);
    bool joinTwin(Wanted& wanted);
    bool start(Wanted& wanted, const Connection& connection);
    void reuse(Wanted wanted, const RememberedCall& original);
    void takeArrivals();
    void arrived(CallArrival arrival);
    Out settle(const CallArrival& arrival);
    void handOver(Wanted& wanted, const Completion& completion, qint64 row, bool isRemembered);

    Wanted wantedFor(const Step& wave, EvaluationRequest request, EvaluationPlan& plan);
    void replay(const Step& wave, EvaluationPlan& plan);
    void inherit(const Step& wave, EvaluationPlan& plan);
    static void checkSame(const Wanted& wanted, const RememberedCall& remembered);
    void grade(EvaluationPlan& plan, const EvaluationRequest& request, const Completion& completion, qint64 row,
               bool isGraded);

    void load(const Step& wave);
    bool wasEntered(const Step& loop);
    QList<Insertion> inheritedInsertions(const Step& loop);
    QList<Insertion> ownInsertions(const Step& loop, const QList<Insertion>& inherited);
    void passBorder(Grain border, const QString& next);
    void passCallBorders(const Wanted& wanted);
    QString described(const Wanted& wanted) const;
    bool isSingleFile() const;
    int places(const Connection& connection) const;
    void throwIfFailed() const;
    void noteSpending();
    Breakpoints::Told told() const;
    Breakpoints::Told toldAtBorder() const;
    bool pauseIf(const std::function<std::optional<QString>(Breakpoints&)>& ask);

    RunParts m_parts;
    RunRequests m_requests;
    RunCalls m_calls;
    RememberedCalls m_memory;
    const CallPlan m_plan;
    mutable std::mutex m_mutex; ///< breakpoints
    Breakpoints m_breakpoints;

    QHash<quint64, Out> m_out;
    QHash<QByteArray, quint64> m_outByDigest; ///< temperature 0
    std::optional<Error> m_failure;           ///< of a call
    QSet<qint64> m_replayed; ///< calls that were counted: a wave may be scored in two parts
    Step m_lastCandidate;
    std::optional<QSet<Step>> m_passed; ///< loops that were over when the run was taken up
    std::atomic<bool> m_isLive{false}; ///< something new was asked for: no longer a mere replay
};

} // namespace metaspo
