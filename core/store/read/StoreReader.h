#pragma once

#include "core/store/CallRows.h"
#include "core/store/CellRows.h"
#include "core/store/Database.h"
#include "core/store/LockFile.h"
#include "core/store/Reader.h"

namespace metaspo {

/// Reader over a connection of its own. The queries stand in core/store/read, a file per subject.
class StoreReader : public Reader
{
public:
    StoreReader(std::unique_ptr<Database> database, LockFile lockFile);

    Result<qint64> dataVersion() override;
    void interrupt() override;
    Result<QList<TaskSummary>> tasks() override;
    Result<Task> task(qint64 id) override;
    Result<QList<TaskVersion>> taskVersions() override;
    Result<QList<RunRecord>> runs() override;
    Result<RunRecord> run(qint64 run) override;
    Result<RunSetup> runSetup(qint64 run) override;
    Result<QMap<QString, QByteArray>> templates(qint64 run) override;
    Result<QList<StoredTemplate>> allTemplates() override;
    Result<QList<CandidateRecord>> candidates(qint64 run) override;
    Result<QList<CellRecord>> cells(qint64 run) override;
    Result<QList<CellLabelCount>> cellLabels(qint64 run) override;
    Result<QList<FinishedScores>> finishedScores(Split split) override;
    Result<QList<Fact>> decisions(qint64 run) override;
    Result<QList<Insertion>> insertions(qint64 run, const std::optional<Step>& loop) override;
    Result<QList<qint64>> evaluationIds(const EvaluationFilter& filter) override;
    Result<QList<EvaluationRecord>> evaluations(const QList<qint64>& ids) override;
    Result<QList<qint64>> callIds(const CallFilter& filter) override;
    Result<CallPage> callPage(const CallSearch& search, qint64 from, int most) override;
    Result<QList<CallRecord>> calls(const QList<qint64>& ids) override;
    Result<CallDetail> call(qint64 id) override;
    Result<QStringList> log(qint64 run) override;
    Result<QList<RememberedCall>> remembered(qint64 run, const QString& wave) override;
    Result<std::optional<RememberedCall>> answeredCall(const QByteArray& digest) override;
    Result<RunSpending> spending(qint64 run) override;
    Result<RunPace> pace(qint64 run) override;
    Result<QList<LoopEffort>> loopEfforts(qint64 run) override;
    Result<TokenUsage> usualUsage(qint64 run, ModelRole role) override;
    Result<QList<RunCommand>> pendingCommands(qint64 run) override;
    Result<QString> owner(qint64 run) override;
    Result<CandidateRecord> candidate(qint64 run, const Step& step) override;
    Result<QList<CandidateRecord>> candidateNames(qint64 run) override;
    Result<QList<AnsweredCell>> answeredCells(qint64 run, const Step& candidate) override;
    Result<QList<CellAnswer>> cellAnswers(const AnsweredCell& cell, qint64 afterExample, int most) override;

private:
    template <typename Body>
    auto reading(Body body) -> Result<decltype(body())>;

    std::unique_ptr<Database> m_database;
    LockFile m_lockFile;
};

} // namespace metaspo
