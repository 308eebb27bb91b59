#pragma once

#include "core/analysis/Interval.h"
#include "core/analysis/Table.h"
#include "core/analysis/TableWriter.h"
#include "core/domain/CallRecord.h"
#include "core/domain/RunRecord.h"

namespace metaspo {

/// The six files of the command line: names, columns and their order are a contract (cli.md). Rows are
/// made one at a time, so a reader of the store can hand each record straight to a TableWriter.
enum class ExportTable { Runs, Candidates, Scores, Evaluations, Calls, AccuracyPerDomain };

inline constexpr std::array allExportTables{ExportTable::Runs,   ExportTable::Candidates,
                                            ExportTable::Scores, ExportTable::Evaluations,
                                            ExportTable::Calls,  ExportTable::AccuracyPerDomain};

QString tableName(ExportTable table); ///< "runs": what its files are called, without suffix
QString fileName(ExportTable table, TableFormat format = TableFormat::Csv);
QList<Column> columns(ExportTable table);

Row row(const RunRecord& run);
Row row(const CandidateRecord& candidate);
/// A cell that was not finished keeps its counts, but has neither score nor interval: a part is no mean.
Row row(const CellRecord& cell, const Interval& interval);
/// With the interval of cellInterval95.
Row row(const CellRecord& cell);
/// Several accepted answers are written as a JSON array, as is a single one that begins with '['.
Row row(const EvaluationRecord& evaluation);
Row row(const CallRecord& call);
Row row(const DomainPoint& point);

/// The examples of a task; the columns that evaluations.csv has too have the same names and texts.
QList<Column> exampleColumns();
Row row(const Task& task, const Example& example);

} // namespace metaspo
