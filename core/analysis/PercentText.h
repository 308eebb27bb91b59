#pragma once

#include "core/analysis/Interval.h"

#include <QString>

namespace metaspo {

enum class Sign { None, Shown };

/// Shares for people, in percent or points with one decimal: "58.3", "+3.1". Not known: "n/a".
QString percent(double share, Sign sign = Sign::None);
/// "58.3 (42.2 to 72.9)".
QString withInterval(const Estimate& estimate, Sign sign = Sign::None);

} // namespace metaspo
