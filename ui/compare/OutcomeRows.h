#pragma once

#include "core/domain/CallRecord.h"
#include "core/engine/Project.h"
#include "ui/kit/TableSource.h"

namespace metaspo {

/// The row ids of all answers in these rows of a comparison, row by row, prompt by prompt.
QList<qint64> evaluationsOf(const OutcomeTable& table, const QList<int>& tableRows);

/// A row of the table with what was read of it; an answer that was not given is absent.
struct OutcomeRow
{
    int tableRow = 0;
    QList<std::optional<EvaluationRecord>> answers; ///< by prompt
    const EvaluationRecord* any() const;            ///< each knows question and gold; null: none
};

/// Lays what was read for `evaluationsOf` out again. Fails if the file has not given all of it.
Result<QList<OutcomeRow>> outcomeRows(const OutcomeTable& table, const QList<int>& tableRows,
                                      const QList<EvaluationRecord>& records);

/// Exact rows for copying and exporting: example, question, gold, then answer, outcome and standing by prompt.
TableSource outcomeSource(const std::weak_ptr<Project>& project,
                          const std::shared_ptr<const PromptComparison>& comparison, const QList<int>& tableRows,
                          const QStringList& names);

} // namespace metaspo
