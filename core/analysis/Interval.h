#pragma once

#include <QtNumeric>

namespace metaspo {

/// A 95 % confidence interval in the units of its value. Not a number at both ends: not known, shown as
/// empty, never as 0.
struct Interval
{
    double low = qQNaN();
    double high = qQNaN();

    bool isKnown() const { return !qIsNaN(low) && !qIsNaN(high); }
    bool contains(double value) const { return low <= value && value <= high; }
    bool operator==(const Interval&) const = default;
};

/// A number with its 95 % interval and the count of questions or tasks behind it.
struct Estimate
{
    double value = qQNaN();
    Interval interval;
    qint64 n = 0;

    bool operator==(const Estimate&) const = default;
};

} // namespace metaspo
