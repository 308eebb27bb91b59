#pragma once

#include "core/optimize/Execution.h"
#include "core/optimize/MethodInput.h"

namespace metaspo {

/// The part of `checkMethod` that needs no tasks: NotAvailable. Pure.
Result<void> checkAvailability(const RunSettings& settings);

/// Every refusal that is possible before anything is spent. NotAvailable: a method, operator, metric, pruning or role
/// that this version does not have; WrongUsage: settings that make no sense together; BadInput: too few examples, a
/// prompt without its placeholder, a missing template. Pure.
Result<void> checkMethod(const MethodInput& input);

/// Runs the method of the settings to its end; the facts are its result. Blocks; method's thread. The input has passed
/// `checkMethod`. Lets RunInterrupted pass.
void runMethod(Execution& execution, const MethodInput& input);

} // namespace metaspo
