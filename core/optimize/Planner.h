#pragma once

#include "core/domain/CallPlan.h"
#include "core/domain/RunSettings.h"

namespace metaspo {

/// How many drawn examples a run has of one task.
struct TaskSize
{
    QString task;
    int train = 0;
    int validation = 0;
    int test = 0;
};

/// The calls of a run before anything is spent (methods.md, section 2). Method evaluate is not planned here. Pure.
CallPlan planCalls(const RunSettings& settings, const QList<TaskSize>& tasks);

} // namespace metaspo
