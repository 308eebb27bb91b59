#pragma once

#include "core/domain/CallRecord.h"
#include "core/engine/Queries.h"
#include "core/engine/RunReading.h"
#include "core/store/Reader.h"

#include <QThreadPool>
#include <QtConcurrent/QtConcurrentRun>
#include <atomic>
#include <memory>

namespace metaspo {

/// The queries of a project over one reader on one thread.
class StoreQueries : public Queries
{
public:
    explicit StoreQueries(std::unique_ptr<Reader> reader);
    ~StoreQueries() override; ///< waits for the query at work; what has not been answered is cancelled

    QFuture<Result<QList<TaskSummary>>> tasks() override;
    QFuture<Result<Task>> task(qint64 id) override;
    QFuture<Result<QList<RunRecord>>> runs() override;
    QFuture<Result<RunOverview>> overview(qint64 run) override;
    QFuture<Result<QList<StageEffort>>> efforts(qint64 run) override;
    QFuture<Result<QList<qint64>>> evaluationIds(const EvaluationFilter& filter) override;
    QFuture<Result<QList<EvaluationRecord>>> evaluations(const QList<qint64>& ids) override;
    QFuture<Result<QList<qint64>>> callIds(const CallFilter& filter) override;
    QFuture<Result<CallPage>> callPage(const CallSearch& search, qint64 from, int most) override;
    QFuture<Result<QList<CallRecord>>> calls(const QList<qint64>& ids) override;
    QFuture<Result<CallDetail>> call(qint64 id) override;
    QFuture<Result<TemplateTexts>> templates(qint64 run) override;
    QFuture<Result<QList<TemplateVersion>>> templateVersions() override;
    QFuture<Result<QStringList>> log(qint64 run) override;
    QFuture<Result<RunReport>> report(qint64 run) override;
    QFuture<Result<MethodTable>> methods() override;
    QFuture<Result<QList<TaskComparison>>> changes(const QList<ScorePair>& pairs) override;
    QFuture<Result<QList<TaskPair>>> pairs(const CandidateId& before, const CandidateId& after, Split split) override;
    QFuture<Result<QList<CandidateRecord>>> candidateNames(qint64 run) override;
    QFuture<Result<QList<CandidateRecord>>> candidates(const QList<CandidateId>& ids) override;
    QFuture<Result<CandidateRecord>> finalPrompt(qint64 run) override;
    QFuture<Result<std::shared_ptr<const PromptComparison>>> comparison(const ComparisonRequest& request) override;

    /// Anything else that needs the reader, on the query thread.
    template <typename Query>
    auto ask(Query query) -> QFuture<std::invoke_result_t<Query, Reader&>>
    {
        return QtConcurrent::run(&m_thread, [this, query = std::move(query)] { return query(*m_reader); });
    }

private:
    struct ComparisonWork;
    void goOn(const std::shared_ptr<ComparisonWork>& work);

    std::unique_ptr<Reader> m_reader;
    KnownIntervals m_knownIntervals; ///< query thread
    KnownBaselines m_knownBaselines; ///< query thread
    std::atomic<bool> m_isEnding = false;
    QThreadPool m_thread;
    QThreadPool m_comparing; ///< the figures of comparisons, which need no reader
};

} // namespace metaspo
