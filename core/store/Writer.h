#pragma once

#include "core/domain/Error.h"
#include "core/domain/TaskChange.h"
#include "core/store/CallRows.h"
#include "core/store/StoreRows.h"

#include <functional>

namespace metaspo {

/// The only writer of one open file: a thread that commits whatever is queued, at once (group commit), with BEGIN
/// IMMEDIATE under an exclusive flock on "<file>.lock". All functions are thread-safe and return at once; `done` is
/// called exactly once on the writer's thread, after the commit has reached the disk or has failed for good; it must be
/// quick and may queue more. Jobs are committed in the order they were queued.
///
/// When the disk is full, the file read-only or locked for long: jobs that hold something paid (answered, evaluated) or
/// typed (insert) stay in memory and are tried again until they are in the file; all other jobs fail with the reason, so
/// that nothing new is sent; the trouble listener is told once, and told again (with success) when writing works again.
class Writer
{
public:
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    virtual ~Writer() = default;
    virtual void setTroubleListener(std::function<void(Result<void>)> listener) = 0;

    /// Stores tasks, all or none; a task with a known id becomes a new version if a run used it, else is replaced.
    /// Names are unique in the file. Gives the ids.
    virtual void saveTasks(QList<Task> tasks, Done<QList<qint64>> done) = 0;
    /// The same for one stored task, writing only what the edit changes: the rest stays as somebody else may have made
    /// it meanwhile.
    virtual void changeTask(TaskChange change, Done<TaskChanged> done) = 0;
    /// Soft: a run keeps what it used.
    virtual void removeTask(qint64 id, Done<void> done) = 0;
    /// Takes the removal back. The task has this name then (empty: its own), or one like it where another task has that.
    /// NotFound: it is not removed.
    virtual void restoreTask(qint64 id, QString name, Done<TaskRestored> done) = 0;

    virtual void createRun(NewRun run, Done<qint64> done) = 0;
    /// `reason`: the sentence shown with it. Running sets started_utc the first time; Finished sets finished_utc.
    virtual void setRunState(qint64 run, RunState state, QString reason, Done<void> done) = 0;
    virtual void setRunLimits(qint64 run, RunLimits limits, Done<void> done) = 0;
    virtual void setRunNote(qint64 run, QString note, Done<void> done) = 0;
    /// Calls that a dead process left `sent` become `unknown`: possibly paid. Gives their number.
    virtual void markLostCalls(qint64 run, Done<int> done) = 0;

    /// The row `sent`; after `done` the request may leave. Gives the call's id.
    virtual void callSent(NewCall call, Done<qint64> done) = 0;
    /// The row `ok` with the whole response; after `done` the method may see it.
    virtual void callAnswered(AnsweredCall answer, Done<void> done) = 0;
    /// The call got no answer; it may be sent again later.
    virtual void callFailed(qint64 call, QList<FailedAttempt> failedAttempts, Done<void> done) = 0;
    /// A call of this run that is answered by another call's response, without cost. Gives the new call's id.
    virtual void callReused(NewCall call, qint64 original, Done<qint64> done) = 0;
    /// The outcome of an answered call; saying it twice is saying it once.
    virtual void evaluated(NewEvaluation evaluation) = 0;

    /// Stores a fact. Said before with the same content: nothing happens. With other content: StepDiffers. Drops and
    /// their states may differ.
    virtual void record(qint64 run, Fact fact, Done<void> done) = 0;
    /// A prompt written by hand: of a loop, or, without one, of the next loop of its kind, for which it waits in the
    /// file. The same text twice in one place is one.
    virtual void insert(qint64 run, std::optional<Step> loop, Insertion insertion, Done<void> done) = 0;
    /// The prompts of a kind that wait are from now on those of the loop.
    virtual void bindInsertions(qint64 run, Step loop, PromptKind kind, Done<void> done) = 0;
    virtual void log(qint64 run, QString sentence) = 0;

    virtual void postCommand(RunCommand command, Done<qint64> done) = 0;
    virtual void commandDone(qint64 command, Done<void> done) = 0;
    /// Commands to a run that nobody obeyed while it was at work are done, except those that bring something: an
    /// insertion, a budget.
    virtual void dropCommands(qint64 run, Done<void> done) = 0;
    /// Who runs the run, for display; the lock is the truth.
    virtual void noteOwner(qint64 run, QString owner, Done<void> done) = 0;

    /// `done` after everything queued before it is on disk.
    virtual void flush(Done<void> done) = 0;
    /// From now on what is kept because it cannot be written fails after a few more attempts, as it would at the end:
    /// whoever waits for it can end.
    virtual void giveUpSoon() = 0;
};

} // namespace metaspo
