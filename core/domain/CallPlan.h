#pragma once

#include "core/domain/Step.h"

#include <QList>
#include <QString>
#include <optional>

namespace metaspo {

/// The calls that are expected in one loop.
struct LoopCalls
{
    Step loop; ///< of the test, whose iteration is not known before: 0/test
    qint64 expected = 0;
    bool operator==(const LoopCalls&) const = default;
};

/// How many calls a run will make, known before it starts (methods.md, section 2). `Most` counts re-asked
/// proposals and failures that may have to be drawn anew; `expected` is what usually happens.
struct CallPlan
{
    qint64 baseTraining = 0; ///< stage 0 and both loops
    qint64 baseTest = 0;
    qint64 baseMost = 0;     ///< training and test, at most
    qint64 baseExpected = 0;
    qint64 optimizer = 0;    ///< without re-asks
    qint64 optimizerMost = 0;
    QString explanation;     ///< the formula with its numbers
    QList<LoopCalls> loops;  ///< both models' expected calls, in the order of the run; the test stands last

    qint64 base() const { return baseTraining + baseTest; }
    /// Expected from the start of a loop to the end of the run; absent: the plan does not know the loop.
    std::optional<qint64> expectedFrom(const Step& loop) const;
    bool operator==(const CallPlan&) const = default;
};

} // namespace metaspo
