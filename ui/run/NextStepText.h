#pragma once

#include "core/engine/NextStep.h"

namespace metaspo {

/// "Next: score 2/outer/1 on 20 examples of product-rating, about 20 calls, $0.00".
QString nextStepText(const NextStep& next);
/// The very next call, and how much is asked for at once with it.
QString nextStepDetails(const NextStep& next);

} // namespace metaspo
