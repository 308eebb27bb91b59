#pragma once

#include "core/engine/LabelScores.h"
#include "core/engine/Queries.h"
#include "core/store/Reader.h"

namespace metaspo {

/// By run: guessers take long to draw, and an overview is read often.
using KnownBaselines = QHash<qint64, QList<DomainBaseline>>;

/// What is put together from several reads of the file. Query thread. `intervals`, `baselines`: from earlier reads.
Result<RunOverview> readOverview(Reader& reader, qint64 run);
Result<RunOverview> readOverview(Reader& reader, qint64 run, KnownIntervals& intervals, KnownBaselines& baselines);
Result<QList<StageEffort>> readEfforts(Reader& reader, qint64 run);
/// Fails with NotFound as long as the run has not ended.
Result<RunReport> readReport(Reader& reader, qint64 run);
/// Fails with NotFound as long as the run has not ended.
Result<CandidateRecord> readFinalPrompt(Reader& reader, qint64 run);
/// Fails with NotFound if there is nothing to compare.
Result<QList<TaskPair>> readPairs(Reader& reader, const CandidateId& before, const CandidateId& after, Split split);

/// Every text of every template, the program's own first.
Result<QList<TemplateVersion>> readTemplateVersions(Reader& reader);

/// The answers of all cells that match, by task and user prompt.
Result<QList<JudgedCell>> readAnswers(Reader& reader, const EvaluationFilter& filter);

} // namespace metaspo
