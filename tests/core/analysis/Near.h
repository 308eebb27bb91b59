#pragma once

#include "core/analysis/Interval.h"

#include <QString>
#include <cmath>

namespace metaspo {

/// Empty if `actual` is within `tolerance` of `expected`; both not a number is equal. Else what differs, for
/// QCOMPARE with an empty text.
inline QString off(double actual, double expected, double tolerance = 1e-9)
{
    if ((qIsNaN(actual) && qIsNaN(expected)) || std::abs(actual - expected) <= tolerance)
        return {};
    return QStringLiteral("%1 instead of %2").arg(actual, 0, 'g', 15).arg(expected, 0, 'g', 15);
}

inline QString off(const Interval& actual, double low, double high, double tolerance = 1e-9)
{
    const QString lowOff = off(actual.low, low, tolerance);
    const QString highOff = off(actual.high, high, tolerance);
    return (lowOff.isEmpty() ? QString() : QStringLiteral("low ") + lowOff) +
           (highOff.isEmpty() ? QString() : QStringLiteral(" high ") + highOff);
}

} // namespace metaspo
