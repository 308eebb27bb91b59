#pragma once

#include "core/domain/Completion.h"
#include "core/domain/Step.h"

#include <QMap>
#include <optional>

namespace metaspo {

/// What a run that stands still would do next, and what that costs, before it costs anything. Computed from the file
/// alone, so it is the same for a run that is paused, was resumed, or has not begun.
struct NextStep
{
    enum class Kind {
        Analyse, ///< the optimizer looks at wrong answers
        Rewrite, ///< the optimizer writes the candidate
        Score,   ///< the base model answers under the candidate
        End      ///< every answer is there; only decisions are left
    };
    Kind kind = Kind::End;
    Step loop;
    Step candidate;            ///< scored at the start and in the final test: a given or final system prompt
    QString call;              ///< key of the very next call
    QMap<QString, int> examples; ///< Score: how many different ones, by task
    int calls = 0;             ///< for this candidate, at most: pruning may need fewer
    int callsOfLoop = 0;       ///< asked for at once with it: all candidates, at most
    bool isLoopBegun = false;  ///< it has answers already: too late to insert a prompt
    std::optional<qint64> nanoDollars; ///< of `calls`, expected; absent: a price is unknown
    bool operator==(const NextStep&) const = default;
};

} // namespace metaspo
