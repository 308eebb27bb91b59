#pragma once

#include <QString>
#include <QtGlobal>

namespace metaspo {

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

    qint64 base() const { return baseTraining + baseTest; }
    bool operator==(const CallPlan&) const = default;
};

} // namespace metaspo
