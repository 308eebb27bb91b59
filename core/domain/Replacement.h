#pragma once

#include "core/domain/TaskEdit.h"

#include <QSet>

namespace metaspo {

/// What to look for in the examples of a task, and what to put there instead.
struct Replacement
{
    QString find;
    QString by; ///< with a regular expression: \1 … \9 are its groups, \0 all of it; \n, \t and \\ as usual
    bool isRegularExpression = false;
    bool isCaseSensitive = false;
    bool isWholeWords = false;
    bool inQuestions = true;
    bool inAnswers = true;
    std::optional<QSet<int>> only; ///< indexes of examples; absent: all
    bool operator==(const Replacement&) const = default;
};

/// What a replacement would do.
struct ReplacementPreview
{
    qsizetype matches = 0;
    QList<int> found; ///< indexes of the examples with a match
    TaskEdit edit;    ///< of those that change
    qsizetype givenUp = 0; ///< texts for which the expression takes too long; they stay as they are
};

} // namespace metaspo
