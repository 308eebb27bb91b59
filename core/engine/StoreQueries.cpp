#include "core/engine/StoreQueries.h"

#include "core/engine/RunReading.h"

namespace metaspo {

StoreQueries::StoreQueries(std::unique_ptr<Reader> reader) : m_reader(std::move(reader))
{
    m_thread.setMaxThreadCount(1);
    m_thread.setExpiryTimeout(-1);
}

StoreQueries::~StoreQueries()
{
    m_thread.clear();
    m_reader->interrupt();
    m_thread.waitForDone();
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
    return ask([this, run](Reader& reader) { return readOverview(reader, run, m_knownIntervals); });
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

QFuture<Result<QList<CallRecord>>> StoreQueries::calls(const QList<qint64>& ids)
{
    return ask([ids](Reader& reader) { return reader.calls(ids); });
}

QFuture<Result<CallDetail>> StoreQueries::call(qint64 id)
{
    return ask([id](Reader& reader) { return reader.call(id); });
}

QFuture<Result<QStringList>> StoreQueries::log(qint64 run)
{
    return ask([run](Reader& reader) { return reader.log(run); });
}

QFuture<Result<RunReport>> StoreQueries::report(qint64 run)
{
    return ask([run](Reader& reader) { return readReport(reader, run); });
}

QFuture<Result<QList<TaskPair>>> StoreQueries::pairs(const CandidateId& before, const CandidateId& after, Split split)
{
    return ask([=](Reader& reader) { return readPairs(reader, before, after, split); });
}

} // namespace metaspo
