#pragma once

#include "core/store/CallRows.h"
#include "core/store/CellRows.h"
#include "core/store/Database.h"
#include "core/store/LockFile.h"
#include "core/store/Reader.h"

/// What the functions of Reader do inside a read transaction. All throw StoreFailure or SQLite::Exception.
namespace metaspo {

QList<TaskSummary> readTasks(Database& database);
Task readTask(Database& database, qint64 id);
QList<TaskVersion> readTaskVersions(Database& database);
Task readTaskWithoutExamples(Database& database, qint64 id);

QList<RunRecord> readRuns(Database& database, const LockFile& lockFile);
RunRecord readRun(Database& database, const LockFile& lockFile, qint64 run);
RunSetup readRunSetup(Database& database, const LockFile& lockFile, qint64 run);
RunSpending readSpending(Database& database, qint64 run);
RunPace readPace(Database& database, qint64 run);
QList<LoopEffort> readLoopEfforts(Database& database, qint64 run);
TokenUsage readUsualUsage(Database& database, qint64 run, ModelRole role);
QMap<QString, QByteArray> readTemplates(Database& database, qint64 run);
QList<StoredTemplate> readAllTemplates(Database& database);
QList<RunCommand> readPendingCommands(Database& database, qint64 run);
QString readOwner(Database& database, qint64 run);
QStringList readLog(Database& database, qint64 run);

QList<CandidateRecord> readCandidates(Database& database, qint64 run);
/// `split`: absent for all of them.
QList<CellRecord> readCells(Database& database, qint64 run, std::optional<Split> split = {});
QList<CellLabelCount> readCellLabels(Database& database, qint64 run, std::optional<Split> split = {});
QList<FinishedScores> readFinishedScores(Database& database, const LockFile& lockFile, Split split);
QList<Fact> readDecisions(Database& database, qint64 run);
QList<Insertion> readInsertions(Database& database, qint64 run, const std::optional<Step>& loop);

/// A pattern for LIKE ... ESCAPE '\' that finds `words` anywhere.
QString anywhere(QString words);

QList<qint64> readEvaluationIds(Database& database, const EvaluationFilter& filter);
QList<EvaluationRecord> readEvaluations(Database& database, const QList<qint64>& ids);

CandidateRecord readCandidate(Database& database, qint64 run, const Step& step);
QList<CandidateRecord> readCandidateNames(Database& database, qint64 run);
QList<AnsweredCell> readAnsweredCells(Database& database, qint64 run, const Step& candidate);
QList<CellAnswer> readCellAnswers(Database& database, const AnsweredCell& cell, qint64 afterExample, int most);

QList<qint64> readCallIds(Database& database, const CallFilter& filter);
CallPage readCallPage(Database& database, const CallSearch& search, qint64 from, int most);
QList<CallRecord> readCalls(Database& database, const QList<qint64>& ids);
CallDetail readCall(Database& database, qint64 id);
QList<RememberedCall> readRemembered(Database& database, qint64 run, const QString& wave);
std::optional<RememberedCall> readAnsweredCall(Database& database, const QByteArray& digest);

} // namespace metaspo
