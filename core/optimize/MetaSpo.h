#pragma once

#include "core/optimize/Execution.h"
#include "core/optimize/Problem.h"
#include "core/optimize/State.h"

namespace metaspo {

/// Meta-training of a system prompt (Choi, Baek, Hwang, NeurIPS 2025, Algorithm 1; methods.md, section 2). The facts
/// are the result. Method's thread; blocks; lets RunInterrupted pass.
class MetaSpo
{
public:
    explicit MetaSpo(const MethodInput& input) : m_problem(input) {}

    void run(Execution& execution) const;

private:
    State scoreInitialPrompts(Execution& execution) const;
    void finish(Execution& execution, State& state, int iteration, EndReason reason) const;
    void testFinalPrompts(Execution& execution, State& state, const Step& loop) const;

    Problem m_problem;
};

} // namespace metaspo
