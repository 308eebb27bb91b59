#pragma once

#include "core/store/CallRows.h"
#include "core/store/Writer.h"
#include "core/store/write/GroupCommit.h"

namespace metaspo {

/// Writer over a GroupCommit.
class StoreWriter : public Writer
{
public:
    StoreWriter(QString path, std::unique_ptr<Database> database, OpenFile lock, Presence presence,
                WriterTiming timing = {});

    /// The next facts of this run are told from the beginning.
    void expectReplay(qint64 run);

    void setTroubleListener(std::function<void(Result<void>)> listener) override;
    void saveTasks(QList<Task> tasks, Done<QList<qint64>> done) override;
    void changeTask(TaskChange change, Done<TaskChanged> done) override;
    void removeTask(qint64 id, Done<void> done) override;
    void restoreTask(qint64 id, QString name, Done<TaskRestored> done) override;
    void createRun(NewRun run, Done<qint64> done) override;
    void setRunState(qint64 run, RunState state, QString reason, Done<void> done) override;
    void setRunLimits(qint64 run, RunLimits limits, Done<void> done) override;
    void setRunNote(qint64 run, QString note, Done<void> done) override;
    void markLostCalls(qint64 run, Done<int> done) override;
    void callSent(NewCall call, Done<qint64> done) override;
    void callAnswered(AnsweredCall answer, Done<void> done) override;
    void callFailed(qint64 call, QList<FailedAttempt> failedAttempts, Done<void> done) override;
    void callReused(NewCall call, qint64 original, Done<qint64> done) override;
    void evaluated(NewEvaluation evaluation) override;
    void record(qint64 run, Fact fact, Done<void> done) override;
    void insert(qint64 run, std::optional<Step> loop, Insertion insertion, Done<void> done) override;
    void bindInsertions(qint64 run, Step loop, PromptKind kind, Done<void> done) override;
    void log(qint64 run, QString sentence) override;
    void postCommand(RunCommand command, Done<qint64> done) override;
    void commandDone(qint64 command, Done<void> done) override;
    void dropCommands(qint64 run, Done<void> done) override;
    void noteOwner(qint64 run, QString owner, Done<void> done) override;
    void flush(Done<void> done) override;
    void giveUpSoon() override;

private:
    enum class Kind { Ordinary, Paid };
    template <typename T, typename Apply>
    void add(Kind kind, Apply apply, Done<T> done)
    {
        m_commits.add(std::make_unique<WriterJobOf<T, Apply>>(kind == Kind::Paid, std::move(apply), std::move(done)));
    }

    GroupCommit m_commits;
};

} // namespace metaspo
