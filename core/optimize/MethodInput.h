#pragma once

#include "core/domain/RunSettings.h"
#include "core/domain/Step.h"
#include "core/optimize/OptimizerTemplate.h"

#include <QMap>
#include <memory>

namespace metaspo {

/// Method evaluate: which prompts are scored, without any optimization.
struct EvaluateInput
{
    QStringList systemPrompts;
    QMap<QString, QStringList> userPrompts; ///< by task; none: the task's own
    Split split = Split::Test;
    bool operator==(const EvaluateInput&) const = default;
};

/// All that a method works on. Stored with the run, so that it can start again from its first line.
struct MethodInput
{
    RunSettings settings;
    QList<Task> tasks; ///< in the order of settings.sources; examples: those drawn for this run (DrawnExamples.h)
    OptimizerTemplates templates;
    EvaluateInput evaluate;
    /// Of a fork: the settings and templates that hold before its fork step. Null: no fork.
    std::shared_ptr<const MethodInput> ancestor;
    Step fork;
};

} // namespace metaspo
