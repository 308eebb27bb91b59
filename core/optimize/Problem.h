#pragma once

#include "core/optimize/MethodInput.h"
#include "core/optimize/ScoredTask.h"

namespace metaspo {

/// What a method works on and never changes: settings, templates, the source tasks with their drawn examples.
struct Problem
{
    explicit Problem(const MethodInput& input) : settings(input.settings), templates(input.templates)
    {
        for (const Task& task : input.tasks)
            tasks.emplace_back(task);
    }

    const ScoredTask* task(const QString& name) const
    {
        for (const ScoredTask& entry : tasks)
            if (entry.name() == name)
                return &entry;
        return nullptr;
    }

    RunSettings settings;
    OptimizerTemplates templates;
    std::vector<ScoredTask> tasks;
};

} // namespace metaspo
