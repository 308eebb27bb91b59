#include "core/store/read/StoreReader.h"

#include "core/store/StoreError.h"
#include "core/store/read/Reads.h"

namespace metaspo {

StoreReader::StoreReader(std::unique_ptr<Database> database, LockFile lockFile)
    : m_database(std::move(database))
    , m_lockFile(std::move(lockFile))
{
}

template <typename Body>
auto StoreReader::reading(Body body) -> Result<decltype(body())>
{
    return guarded(QStringLiteral("The project file cannot be read"), [&] {
        const ReadTransaction transaction(*m_database);
        return body();
    });
}

Result<qint64> StoreReader::dataVersion()
{
    return guarded(QStringLiteral("The project file cannot be read"),
                   [&] { return m_database->number("PRAGMA data_version"); });
}

void StoreReader::interrupt()
{
    m_database->interrupt();
}

Result<QList<TaskSummary>> StoreReader::tasks()
{
    return reading([&] { return readTasks(*m_database); });
}

Result<Task> StoreReader::task(qint64 id)
{
    return reading([&] { return readTask(*m_database, id); });
}

Result<QList<TaskVersion>> StoreReader::taskVersions()
{
    return reading([&] { return readTaskVersions(*m_database); });
}

Result<QList<RunRecord>> StoreReader::runs()
{
    return reading([&] { return readRuns(*m_database, m_lockFile); });
}

Result<RunRecord> StoreReader::run(qint64 run)
{
    return reading([&] { return readRun(*m_database, m_lockFile, run); });
}

Result<RunSetup> StoreReader::runSetup(qint64 run)
{
    return reading([&] { return readRunSetup(*m_database, m_lockFile, run); });
}

Result<QMap<QString, QByteArray>> StoreReader::templates(qint64 run)
{
    return reading([&] { return readTemplates(*m_database, run); });
}

Result<QList<StoredTemplate>> StoreReader::allTemplates()
{
    return reading([&] { return readAllTemplates(*m_database); });
}

Result<QList<CandidateRecord>> StoreReader::candidates(qint64 run)
{
    return reading([&] { return readCandidates(*m_database, run); });
}

Result<QList<CellRecord>> StoreReader::cells(qint64 run)
{
    return reading([&] { return readCells(*m_database, run); });
}

Result<QList<CellLabelCount>> StoreReader::cellLabels(qint64 run)
{
    return reading([&] { return readCellLabels(*m_database, run); });
}

Result<QList<FinishedScores>> StoreReader::finishedScores(Split split)
{
    return reading([&] { return readFinishedScores(*m_database, m_lockFile, split); });
}

Result<QList<Fact>> StoreReader::decisions(qint64 run)
{
    return reading([&] { return readDecisions(*m_database, run); });
}

Result<QList<Insertion>> StoreReader::insertions(qint64 run, const std::optional<Step>& loop)
{
    return reading([&] { return readInsertions(*m_database, run, loop); });
}

Result<QList<qint64>> StoreReader::evaluationIds(const EvaluationFilter& filter)
{
    return reading([&] { return readEvaluationIds(*m_database, filter); });
}

Result<QList<EvaluationRecord>> StoreReader::evaluations(const QList<qint64>& ids)
{
    return reading([&] { return readEvaluations(*m_database, ids); });
}

Result<QList<qint64>> StoreReader::callIds(const CallFilter& filter)
{
    return reading([&] { return readCallIds(*m_database, filter); });
}

Result<CallPage> StoreReader::callPage(const CallSearch& search, qint64 from, int most)
{
    return reading([&] { return readCallPage(*m_database, search, from, most); });
}

Result<QList<CallRecord>> StoreReader::calls(const QList<qint64>& ids)
{
    return reading([&] { return readCalls(*m_database, ids); });
}

Result<CallDetail> StoreReader::call(qint64 id)
{
    return reading([&] { return readCall(*m_database, id); });
}

Result<QStringList> StoreReader::log(qint64 run)
{
    return reading([&] { return readLog(*m_database, run); });
}

Result<QList<RememberedCall>> StoreReader::remembered(qint64 run, const QString& wave)
{
    return reading([&] { return readRemembered(*m_database, run, wave); });
}

Result<std::optional<RememberedCall>> StoreReader::answeredCall(const QByteArray& digest)
{
    return reading([&] { return readAnsweredCall(*m_database, digest); });
}

Result<TokenUsage> StoreReader::usualUsage(qint64 run, ModelRole role)
{
    return reading([&] { return readUsualUsage(*m_database, run, role); });
}

Result<RunSpending> StoreReader::spending(qint64 run)
{
    return reading([&] { return readSpending(*m_database, run); });
}

Result<RunPace> StoreReader::pace(qint64 run)
{
    return reading([&] { return readPace(*m_database, run); });
}

Result<QList<LoopEffort>> StoreReader::loopEfforts(qint64 run)
{
    return reading([&] { return readLoopEfforts(*m_database, run); });
}

Result<QList<RunCommand>> StoreReader::pendingCommands(qint64 run)
{
    return reading([&] { return readPendingCommands(*m_database, run); });
}

Result<QString> StoreReader::owner(qint64 run)
{
    return reading([&] { return readOwner(*m_database, run); });
}

Result<CandidateRecord> StoreReader::candidate(qint64 run, const Step& step)
{
    return reading([&] { return readCandidate(*m_database, run, step); });
}

Result<QList<CandidateRecord>> StoreReader::candidateNames(qint64 run)
{
    return reading([&] { return readCandidateNames(*m_database, run); });
}

Result<QList<AnsweredCell>> StoreReader::answeredCells(qint64 run, const Step& candidate)
{
    return reading([&] { return readAnsweredCells(*m_database, run, candidate); });
}

Result<QList<CellAnswer>> StoreReader::cellAnswers(const AnsweredCell& cell, qint64 afterExample, int most)
{
    return reading([&] { return readCellAnswers(*m_database, cell, afterExample, most); });
}

} // namespace metaspo
