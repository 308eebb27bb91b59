#pragma once

#include "core/domain/Error.h"
#include "core/domain/RowFilters.h"
#include "core/store/CallRows.h"
#include "core/store/CellRows.h"
#include "core/store/StoreRows.h"

#include <QHash>
#include <functional>

namespace metaspo {

/// Reads of one file over a read-only connection of its own: every function is one short transaction. Use on one
/// thread (interrupt() from any). Sees everything that was committed before the call.
class Reader
{
public:
    virtual ~Reader() = default;

    /// Changes whenever any connection, also of another program, has committed.
    virtual Result<qint64> dataVersion() = 0;
    virtual void interrupt() = 0;

    virtual Result<QList<TaskSummary>> tasks() = 0;            ///< newest versions, not removed, by domain and name
    virtual Result<Task> task(qint64 id) = 0;                  ///< with examples
    /// Of all tasks that were not removed; the versions of a task stand together, oldest first.
    virtual Result<QList<TaskVersion>> taskVersions() = 0;
    virtual Result<QList<RunRecord>> runs() = 0;               ///< Running without an owner reads Interrupted
    virtual Result<RunRecord> run(qint64 run) = 0;
    virtual Result<RunSetup> runSetup(qint64 run) = 0;
    virtual Result<QMap<QString, QByteArray>> templates(qint64 run) = 0; ///< as the run uses them, by name
    /// Every text that a template has in any run, with its runs, by name and first run.
    virtual Result<QList<StoredTemplate>> allTemplates() = 0;
    virtual Result<QList<CandidateRecord>> candidates(qint64 run) = 0; ///< in the order proposed
    /// With planned; majority, and what needs counts by label, are left to the engine.
    virtual Result<QList<CellRecord>> cells(qint64 run) = 0;
    virtual Result<QList<CellLabelCount>> cellLabels(qint64 run) = 0;
    /// What all finished runs scored on this split, in one transaction; by run.
    virtual Result<QList<FinishedScores>> finishedScores(Split split) = 0;
    /// Beams, incumbents, stages, end: in order.
    virtual Result<QList<Fact>> decisions(qint64 run) = 0;
    /// Of a loop; without one, those that still wait for a loop of their kind. In the order they came.
    virtual Result<QList<Insertion>> insertions(qint64 run, const std::optional<Step>& loop) = 0;

    virtual Result<QList<qint64>> evaluationIds(const EvaluationFilter& filter) = 0; ///< by task, example, candidate
    virtual Result<QList<EvaluationRecord>> evaluations(const QList<qint64>& ids) = 0; ///< in the order asked
    virtual Result<QList<qint64>> callIds(const CallFilter& filter) = 0;               ///< by id
    /// Looks at `most` calls of the run from `from` on and gives those that match. Short, however large the run is.
    virtual Result<CallPage> callPage(const CallSearch& search, qint64 from, int most) = 0;
    virtual Result<QList<CallRecord>> calls(const QList<qint64>& ids) = 0;
    virtual Result<CallDetail> call(qint64 id) = 0; ///< messages rebuilt
    virtual Result<QStringList> log(qint64 run) = 0;

    /// The answered calls of a wave in one run (not in its ancestors), for replay.
    virtual Result<QList<RememberedCall>> remembered(qint64 run, const QString& wave) = 0;
    /// An answered call with this digest anywhere in the file; nothing: none. For temperature 0.
    virtual Result<std::optional<RememberedCall>> answeredCall(const QByteArray& digest) = 0;
    virtual Result<RunSpending> spending(qint64 run) = 0;
    virtual Result<RunPace> pace(qint64 run) = 0;
    virtual Result<QList<LoopEffort>> loopEfforts(qint64 run) = 0; ///< in the order of the loops
    /// The mean of the run's last 100 paid answers; -1: there are none, or it was not reported.
    virtual Result<TokenUsage> usualUsage(qint64 run, ModelRole role) = 0;
    virtual Result<QList<RunCommand>> pendingCommands(qint64 run) = 0;
    virtual Result<QString> owner(qint64 run) = 0;

    virtual Result<CandidateRecord> candidate(qint64 run, const Step& step) = 0;
    virtual Result<QList<CandidateRecord>> candidateNames(qint64 run) = 0; ///< as candidates(), their texts left out
    /// Where this candidate has answers, on any split; by the run's order of tasks.
    virtual Result<QList<AnsweredCell>> answeredCells(qint64 run, const Step& candidate) = 0;
    /// The first answers to examples after this row id (0: to all), at most so many; by that id.
    virtual Result<QList<CellAnswer>> cellAnswers(const AnsweredCell& cell, qint64 afterExample, int most) = 0;
};

} // namespace metaspo
