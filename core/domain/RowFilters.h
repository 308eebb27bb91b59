#pragma once

#include "core/domain/CallRecord.h"
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

/// The same with what has to be looked for in rows and texts, so that a large run is searched part by part.
struct CallSearch
{
    CallFilter filter;
    QString place;    ///< a part of the call's key begins with it: "2/outer" finds proposals and answers; with a blank
                      ///< at its end it is the whole part
    QString
        contains; ///< in question, response or messages to the optimizer; an evaluation's prompts are its candidates'
    bool operator==(const CallSearch&) const = default;
};

/// Some of a run's calls, by id.
struct CallPage
{
    QList<qint64> ids;    ///< those found among the calls that were looked at
    qint64 last = 0;      ///< the last call that was looked at; 0: there was none
    bool isEnd = true;    ///< there are no calls after it
    qint64 firstOpen = 0; ///< the first call of the run that is out; answered ones before it never change; 0: none
    bool operator==(const CallPage&) const = default;
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

/// One stored version of a task that was not removed.
struct TaskVersion
{
    qint64 id = 0;
    qint64 series = 0; ///< the same for all versions of a task
    int version = 0;
    bool isCurrent = false;
    qint64 savedUnixMs = 0;
    QList<qint64> runs; ///< that used this version, by id
    bool operator==(const TaskVersion&) const = default;
};

} // namespace metaspo
