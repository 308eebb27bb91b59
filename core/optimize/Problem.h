#pragma once

#include "core/optimize/MethodInput.h"
#include "core/optimize/ScoredTask.h"

namespace metaspo {

/// What a method works on and never changes: settings, templates, the source tasks with their drawn examples. In a fork
/// settings and templates depend on the step: before the fork step they are those of the run it comes from.
struct Problem
{
    explicit Problem(const MethodInput& input);

    const ScoredTask* task(const QString& name) const;
    /// What holds at a candidate's step, or, without a slot, at a loop as a whole.
    const Problem& at(const Step& step) const;
    /// How many proposals a loop makes (of a task): a count of the settings, slot by slot.
    int proposals(const Step& loop, const QString& task, int RunSettings::*count) const;

    RunSettings settings;
    OptimizerTemplates templates;
    std::shared_ptr<const std::vector<ScoredTask>> tasks;
    std::shared_ptr<const Problem> ancestor; ///< null: no fork
    Step fork;

private:
    Problem(const MethodInput& input, std::shared_ptr<const std::vector<ScoredTask>> scored);
};

} // namespace metaspo
