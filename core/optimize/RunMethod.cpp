#include "core/optimize/RunMethod.h"

#include "core/optimize/EvaluatePrompts.h"
#include "core/optimize/MetaSpo.h"

namespace metaspo {

void runMethod(Execution& execution, const MethodInput& input)
{
    if (const Result<void> checked = checkMethod(input); !checked)
        throw RunInterrupted{checked.error()};
    switch (input.settings.method) {
    case Method::MetaSpo:
        return MetaSpo(input).run(execution);
    case Method::Evaluate:
        return EvaluatePrompts(input).run(execution);
    case Method::Outer:
    case Method::Inner:
    case Method::Sprig:
    case Method::Pareto:
        break; // refused by the check
    }
}

} // namespace metaspo
