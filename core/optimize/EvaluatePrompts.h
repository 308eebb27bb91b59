#pragma once

#include "core/optimize/Execution.h"
#include "core/optimize/Problem.h"

namespace metaspo {

/// Method evaluate: every given system prompt with every user prompt of every task on one split, no optimization.
/// System prompts are the candidates 0/outer/1, 0/outer/2 ...; user prompts 0/start/<task> (the task's own) or
/// 0/start/<task>/1, /2 ... (given ones). All of it is one wave, 0/test. Method's thread; lets RunInterrupted pass.
class EvaluatePrompts
{
public:
    explicit EvaluatePrompts(const MethodInput& input) : m_problem(input), m_input(input.evaluate) {}

    void run(Execution& execution) const;

private:
    Problem m_problem;
    EvaluateInput m_input;
};

} // namespace metaspo
