#pragma once

#include "core/domain/RunRecord.h"

namespace metaspo {

/// "On test 33.3 % at first and 66.7 % now, mean of 2 domains, 40 examples." Of the prompts given and found, by the curve
/// of a finished run; empty if it has no test scores.
QString resultSentence(const QList<DomainPoint>& curve);

} // namespace metaspo
