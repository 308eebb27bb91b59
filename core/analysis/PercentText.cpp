#include "core/analysis/PercentText.h"

#include <cmath>

namespace metaspo {

QString percent(double share, Sign sign)
{
    if (!std::isfinite(share))
        return QStringLiteral("n/a");
    const double rounded = std::round(share * 1000) / 10 + 0.0; // + 0.0: never "-0.0"
    const QString digits = QString::number(rounded, 'f', 1);
    return sign == Sign::Shown && rounded > 0 ? u'+' + digits : digits;
}

QString withInterval(const Estimate& estimate, Sign sign)
{
    const QString value = percent(estimate.value, sign);
    if (!estimate.interval.isKnown())
        return value;
    return QStringLiteral("%1 (%2 to %3)")
        .arg(value, percent(estimate.interval.low, sign), percent(estimate.interval.high, sign));
}

} // namespace metaspo
