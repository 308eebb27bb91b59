#pragma once

#include "core/domain/TaskChange.h"
#include "core/store/CallRows.h"
#include "core/store/StoreRows.h"
#include "core/store/write/WriteSession.h"

/// What the functions of Writer do inside the writer's transaction. All throw StoreFailure or SQLite::Exception.
namespace metaspo {

QList<qint64> saveTasks(WriteSession& session, const QList<Task>& tasks);
TaskChanged changeTask(WriteSession& session, const TaskChange& change);
void removeTask(WriteSession& session, qint64 id);
TaskRestored restoreTask(WriteSession& session, qint64 id, const QString& name);

qint64 createRun(WriteSession& session, const NewRun& run);
void setRunState(WriteSession& session, qint64 run, RunState state, const QString& reason);
void setRunLimits(WriteSession& session, qint64 run, const RunLimits& limits);
void setRunNote(WriteSession& session, qint64 run, const QString& note);
int markLostCalls(WriteSession& session, qint64 run);
qint64 postCommand(WriteSession& session, const RunCommand& command);
void commandDone(WriteSession& session, qint64 command);
void dropCommands(WriteSession& session, qint64 run);
void noteOwner(WriteSession& session, qint64 run, const QString& owner);
void log(WriteSession& session, qint64 run, const QString& sentence);

qint64 callSent(WriteSession& session, const NewCall& call);
void callAnswered(WriteSession& session, const AnsweredCall& answer);
void callFailed(WriteSession& session, qint64 call, const QList<FailedAttempt>& failedAttempts);
qint64 callReused(WriteSession& session, const NewCall& call, qint64 original);
void evaluated(WriteSession& session, const NewEvaluation& evaluation);

void record(WriteSession& session, qint64 run, const Fact& fact);
void insert(WriteSession& session, qint64 run, const std::optional<Step>& loop, const Insertion& insertion);
void bindInsertions(WriteSession& session, qint64 run, const Step& loop, PromptKind kind);

} // namespace metaspo
