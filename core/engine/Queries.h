#pragma once

#include "core/analysis/Comparison.h"
#include "core/analysis/DomainBaseline.h"
#include "core/analysis/MethodTable.h"
#include "core/analysis/OutcomeTable.h"
#include "core/analysis/RunReport.h"
#include "core/domain/CallRecord.h"
#include "core/domain/Fact.h"
#include "core/domain/RowFilters.h"
#include "core/engine/OptimizerTexts.h"
#include "core/engine/RunProgress.h"

#include <QFuture>
#include <QObject>
#include <memory>

namespace metaspo {

/// A candidate anywhere in the file.
struct CandidateId
{
    qint64 run = 0;
    Step step;
    bool operator==(const CandidateId&) const = default;
};

/// A run with all that its page shows, read in one transaction.
struct RunOverview
{
    RunRecord record;
    QList<CandidateRecord> candidates;
    QList<CellRecord> cells;
    QList<Fact> decisions; ///< beams, incumbents, stages, end: in order
    QList<DomainPoint> curve;
    QList<DomainBaseline> baselines; ///< of the curve's domains
    QList<Insertion> waiting;     ///< put in by hand, and not taken by a loop yet
    QStringList changedTemplates; ///< names of optimizer templates that are not the program's own
};

/// What a run has spent when it reaches a stage of its curve. Answers used again cost nothing and do not count.
struct StageEffort
{
    Step loop;
    qint64 calls = 0;
    qint64 tokens = 0;                     ///< in and out
    std::optional<qint64> costNanoDollars; ///< absent: a price is unknown
    qint64 milliseconds = 0;               ///< at work: without pauses and times when no program ran it
    bool operator==(const StageEffort&) const = default;
};

/// Two prompts' scores of one task on the same examples.
struct ScorePair
{
    MethodScore before;
    MethodScore after;
};

/// Several prompts of one kind, user prompts of one task, on the same examples.
struct ComparisonRequest
{
    QList<CandidateId> candidates; ///< the first is the baseline
    std::optional<Split> split; ///< absent: test, else validation, else train, wherever there is something to compare
    bool operator==(const ComparisonRequest&) const = default;
};

/// Reads of one open file, on a thread of their own with a read-only connection. Every function returns at once; the
/// future is finished on the query thread: attach to it through `handedTo` (Await.h), never by `then` alone.
class Queries
{
public:
    virtual ~Queries() = default;
    virtual QFuture<Result<QList<TaskSummary>>> tasks() = 0;
    virtual QFuture<Result<Task>> task(qint64 id) = 0;
    virtual QFuture<Result<QList<RunRecord>>> runs() = 0;
    virtual QFuture<Result<RunOverview>> overview(qint64 run) = 0;
    /// One for every stage that the run has reached, in order. Adds up all calls of the run.
    virtual QFuture<Result<QList<StageEffort>>> efforts(qint64 run) = 0;
    /// Row ids in the table's order; then pages of rows by id.
    virtual QFuture<Result<QList<qint64>>> evaluationIds(const EvaluationFilter& filter) = 0;
    virtual QFuture<Result<QList<EvaluationRecord>>> evaluations(const QList<qint64>& ids) = 0;
    virtual QFuture<Result<QList<qint64>>> callIds(const CallFilter& filter) = 0;
    /// Looks at `most` calls of the run from `from` on; of a large run part by part, so that nobody has to wait long.
    virtual QFuture<Result<CallPage>> callPage(const CallSearch& search, qint64 from, int most) = 0;
    virtual QFuture<Result<QList<CallRecord>>> calls(const QList<qint64>& ids) = 0;
    virtual QFuture<Result<CallDetail>> call(qint64 id) = 0;
    /// The optimizer templates of a run, as frozen with it.
    virtual QFuture<Result<TemplateTexts>> templates(qint64 run) = 0;
    /// Every text that a template has in the program or had in a run, by name: the program's own first, then by run.
    virtual QFuture<Result<QList<TemplateVersion>>> templateVersions() = 0;
    virtual QFuture<Result<QStringList>> log(qint64 run) = 0;
    /// What a run says at its end, from the file alone: initial and final scores, intervals, majority, caveats.
    virtual QFuture<Result<RunReport>> report(qint64 run) = 0;
    /// Methods by tasks: what all finished runs scored on test.
    virtual QFuture<Result<MethodTable>> methods() = 0;
    /// What changed from one score to the other, answer by answer.
    virtual QFuture<Result<QList<TaskComparison>>> changes(const QList<ScorePair>& pairs) = 0;
    /// Two candidates of one kind on the examples that both have answered; before and after, task by task.
    virtual QFuture<Result<QList<TaskPair>>> pairs(const CandidateId& before, const CandidateId& after,
                                                   Split split) = 0;
    /// The candidates of a run in the order proposed, their texts left out.
    virtual QFuture<Result<QList<CandidateRecord>>> candidateNames(qint64 run) = 0;
    /// Whole candidates of any runs, in the order asked.
    virtual QFuture<Result<QList<CandidateRecord>>> candidates(const QList<CandidateId>& ids) = 0;
    /// The system prompt that a run left behind. Fails with NotFound as long as it has not ended.
    virtual QFuture<Result<CandidateRecord>> finalPrompt(qint64 run) = 0;
    /// Reads in small pieces, other queries come in between, and compares on a thread of its own. Nothing in common is
    /// no error. Cancel the future when nobody wants the answer any more, once and before it is there (Qt 6.4 follows
    /// continuations that are gone).
    virtual QFuture<Result<std::shared_ptr<const PromptComparison>>> comparison(const ComparisonRequest& request) = 0;
};

} // namespace metaspo
