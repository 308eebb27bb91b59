#pragma once

#include "core/domain/Error.h"
#include "core/domain/Replacement.h"

#include <functional>

namespace metaspo {

/// Looks for the text or the regular expression in questions and answers and says what the replacement would change.
/// Error: nothing to find, a faulty expression, stopped. `isStopped` is asked between examples; usable on any thread.
Result<ReplacementPreview> previewReplacement(const Task& task, const Replacement& replacement,
                                              const std::function<bool()>& isStopped);

} // namespace metaspo
