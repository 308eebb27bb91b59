#pragma once

#include "core/optimize/ScoredTask.h"

#include <QHash>
#include <optional>

namespace metaspo {

/// Finds runs of twelve words that a text has copied from the train examples of one task. A run that at least a tenth
/// of the examples contain is the task's own wording and may be used (methods.md, section 3). Words are compared
/// without case and punctuation. Built when first asked; method's thread only.
class CopiedText
{
public:
    static constexpr int runLength = 12;

    explicit CopiedText(const ScoredTask& task) : m_task(task) {}

    /// The first copied run, as words; runs that `allowed` has too do not count.
    std::optional<QString> copiedRun(const QString& text, const QString& allowed) const;

private:
    void build() const;

    const ScoredTask& m_task;
    mutable bool m_isBuilt = false;
    mutable QHash<quint64, int> m_examplesWith; ///< how many train examples contain the run
};

} // namespace metaspo
