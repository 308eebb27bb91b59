#pragma once

#include "core/domain/Cell.h"
#include "core/domain/RunRecord.h"
#include "core/domain/Task.h"

#include <optional>

namespace metaspo {

/// Which evaluations a table shows.
struct EvaluationFilter
{
    qint64 run = 0;
    std::optional<Step> system;
    std::optional<Step> user;
    QString task; ///< empty: all
    std::optional<Split> split;
    bool wrongOnly = false;
    QString contains; ///< in question or response
    bool operator==(const EvaluationFilter&) const = default;
};

/// Which calls a table shows.
struct CallFilter
{
    qint64 run = 0;
    std::optional<ModelRole> role;
    std::optional<CallState> state;
    QString stepPrefix;
    bool operator==(const CallFilter&) const = default;
};

/// What is in the file about a task, without its examples.
struct TaskSummary
{
    Task task; ///< examples empty
    int train = 0;
    int validation = 0;
    int test = 0;
    int runs = 0; ///< runs that used any version of it
};

} // namespace metaspo
