#include "core/engine/StoreQueries.h"

#include "core/engine/ComparisonReading.h"
#include "core/engine/MethodReading.h"
#include "core/engine/RunReading.h"

namespace metaspo {

/// A comparison on its way. Its future is finished once; cancelled, if the queries end before.
struct StoreQueries::ComparisonWork
{
    using Answer = Result<std::shared_ptr<const PromptComparison>>;

    explicit ComparisonWork(const ComparisonRequest& request) : reading(request) { promise.start(); }

    void finish(Answer answer)
    {
        promise.addResult(std::move(answer));
        promise.finish();
    }
    void compare(const std::atomic<bool>& isEnding)
    {
        const auto isWanted = [&] { return !isEnding && !promise.isCanceled(); };
        auto comparison = std::make_shared<const PromptComparison>(
            comparePrompts(reading.takeAnswers(), reading.prompts(), reading.split(), isWanted));
        if (isWanted()) // else it may be a part only, and its promise goes, which cancels the future
            finish(std::move(comparison));
    }

    ComparisonReading reading;
    QPromise<Answer> promise;
};

StoreQueries::StoreQueries(std::unique_ptr<Reader> reader) : m_reader(std::move(reader))
{
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(-1);
}

StoreQueries::~StoreQueries()
{
    m_isEnding = true;
    m_thread.clear();
    m_reader->interrupt();
    m_thread.waitForDone();
    m_comparing.clear();
    m_comparing.waitForDone();
}

QFuture<Result<QList<TaskSummary>>> StoreQueries::tasks()
{
    return ask([](Reader& reader) { return reader.tasks(); });
}

QFuture<Result<Task>> StoreQueries::task(qint64 id)
{
    return ask([id](Reader& reader) { return reader.task(id); });
}

QFuture<Result<QList<RunRecord>>> StoreQueries::runs()
{
    return ask([](Reader& reader) { return reader.runs(); });
}

QFuture<Result<RunOverview>> StoreQueries::overview(qint64 run)
{
    return ask([this, run](Reader& reader) { return readOverview(reader, run, m_knownIntervals, m_knownBaselines); });
}

QFuture<Result<QList<StageEffort>>> StoreQueries::efforts(qint64 run)
{
    return ask([run](Reader& reader) { return readEfforts(reader, run); });
}

QFuture<Result<QList<qint64>>> StoreQueries::evaluationIds(const EvaluationFilter& filter)
{
    return ask([filter](Reader& reader) { return reader.evaluationIds(filter); });
}

QFuture<Result<QList<EvaluationRecord>>> StoreQueries::evaluations(const QList<qint64>& ids)
{
    return ask([ids](Reader& reader) { return reader.evaluations(ids); });
}

QFuture<Result<QList<qint64>>> StoreQueries::callIds(const CallFilter& filter)
{
    return ask([filter](Reader& reader) { return reader.callIds(filter); });
}

QFuture<Result<CallPage>> StoreQueries::callPage(const CallSearch& search, qint64 from, int most)
{
    return ask([=](Reader& reader) { return reader.callPage(search, from, most); });
}

QFuture<Result<QList<CallRecord>>> StoreQueries::calls(const QList<qint64>& ids)
{
    return ask([ids](Reader& reader) { return reader.calls(ids); });
}

QFuture<Result<CallDetail>> StoreQueries::call(qint64 id)
{
    return ask([id](Reader& reader) { return reader.call(id); });
}

QFuture<Result<TemplateTexts>> StoreQueries::templates(qint64 run)
{
    return ask([run](Reader& reader) { return reader.templates(run); });
}

QFuture<Result<QList<TemplateVersion>>> StoreQueries::templateVersions()
{
    return ask([](Reader& reader) { return readTemplateVersions(reader); });
}

QFuture<Result<QStringList>> StoreQueries::log(qint64 run)
{
    return ask([run](Reader& reader) { return reader.log(run); });
}

QFuture<Result<RunReport>> StoreQueries::report(qint64 run)
{
    return ask([run](Reader& reader) { return readReport(reader, run); });
}

QFuture<Result<MethodTable>> StoreQueries::methods()
{
    return ask([this](Reader& reader) { return readMethods(reader, m_knownIntervals); });
}

QFuture<Result<QList<TaskComparison>>> StoreQueries::changes(const QList<ScorePair>& pairs)
{
    return ask([pairs](Reader& reader) { return readChanges(reader, pairs); });
}

QFuture<Result<QList<TaskPair>>> StoreQueries::pairs(const CandidateId& before, const CandidateId& after, Split split)
{
    return ask([=](Reader& reader) { return readPairs(reader, before, after, split); });
}

QFuture<Result<QList<CandidateRecord>>> StoreQueries::candidateNames(qint64 run)
{
    return ask([run](Reader& reader) { return reader.candidateNames(run); });
}

QFuture<Result<QList<CandidateRecord>>> StoreQueries::candidates(const QList<CandidateId>& ids)
{
    return ask([ids](Reader& reader) -> Result<QList<CandidateRecord>> {
        QList<CandidateRecord> records;
        for (const CandidateId& id : ids) {
            const Result<CandidateRecord> record = reader.candidate(id.run, id.step);
            if (!record)
                return tl::unexpected(record.error());
            records.append(*record);
        }
        return records;
    });
}

QFuture<Result<CandidateRecord>> StoreQueries::finalPrompt(qint64 run)
{
    return ask([run](Reader& reader) { return readFinalPrompt(reader, run); });
}

QFuture<Result<std::shared_ptr<const PromptComparison>>> StoreQueries::comparison(const ComparisonRequest& request)
{
    auto work = std::make_shared<ComparisonWork>(request);
    auto future = work->promise.future();
    goOn(work);
    return future;
}

// One piece at a time, each at the end of the queue.
void StoreQueries::goOn(const std::shared_ptr<ComparisonWork>& work)
{
    m_thread.start([this, work] {
        if (m_isEnding || work->promise.isCanceled())
            return; // an answer that nobody waits for: its promise goes, which cancels the future
        const Result<bool> more = work->reading.readSome(*m_reader);
        if (!more)
            return work->finish(tl::unexpected(more.error()));
        if (*more)
            return goOn(work);
        m_comparing.start([this, work] { work->compare(m_isEnding); });
    });
}

} // namespace metaspo
