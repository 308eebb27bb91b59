#pragma once

#include "core/domain/Error.h"
#include "core/domain/Task.h"

#include <QList>
#include <optional>

namespace metaspo {

/// How many examples a split is to have; absent: by the default rule. `train` is the least: whatever
/// validation and test leave over stays in the pool that runs draw their train examples from (methods.md,
/// section 2).
struct SplitSizes
{
    std::optional<int> train;
    std::optional<int> validation;
    std::optional<int> test;
};

/// Sizes for a pool without splits of its own: validation a tenth, 50 to 100; test up to 500; at least a
/// quarter for train; a third each where there is little.
SplitSizes defaultSplitSizes(qsizetype examples);

/// What makes two questions the same: letter case and white space do not count.
QString foldedQuestion(const QString& question);

/// Puts the task's examples into splits and returns sentences about what was done. `given` are the splits
/// that the source itself names (read from the examples); the missing one is drawn from the given train (else
/// validation) examples, and a source that names fewer than two splits is divided as if it named none. Equal
/// questions stay together, labels keep their shares, and the result depends on the seed and the questions
/// alone, not on the order of the file. Errors: not enough examples for the sizes asked for.
Result<QStringList> assignSplits(Task& task, const QList<Split>& given, const SplitSizes& sizes,
                                 quint64 seed);

} // namespace metaspo
