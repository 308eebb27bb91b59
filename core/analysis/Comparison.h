#pragma once

#include "core/analysis/CellInterval.h"
#include "core/analysis/PairedTests.h"
#include "core/analysis/Table.h"

namespace metaspo {

/// The answers of one task under two prompts, on one split. One cell per user prompt on each side.
struct TaskPair
{
    QString task;
    QString domain;
    Metric metric;
    Split split = Split::Test;
    QList<JudgedCell> before;
    QList<JudgedCell> after;
};

/// Two prompts on the same examples of one task (methods.md, section 5). Counts are answers: with several
/// user prompts a question counts once per prompt, but p is clustered by question then.
struct TaskComparison
{
    QString task;
    QString domain;
    Metric metric;
    Split split = Split::Test;
    int questions = 0; ///< answered by both
    PairedCounts counts;
    double before = qQNaN(); ///< the metric on the common examples
    double after = qQNaN();
    Estimate difference;
    double p = qQNaN(); ///< right/wrong and macro-F1: exact McNemar on right answers; graded or clustered: t
                        ///< over questions
    std::optional<double> smallestDetectable;
};

/// Wins, losses and ties over tasks. p comes from tests over tasks alone; answers are never pooled.
struct GroupComparison
{
    QString name; ///< a domain, or empty: all tasks
    int wins = 0; ///< tasks where after is better
    int losses = 0;
    int ties = 0;
    PairedCounts counts; ///< answers of all its tasks, added up
    Estimate difference; ///< mean over tasks with Student's interval: "on other tasks too"
    TestResult t;
    TestResult wilcoxon;
};

TaskComparison compareTask(const TaskPair& pair);
/// One row per domain, in order of appearance, then one for all tasks.
QList<GroupComparison> compareGroups(const QList<TaskComparison>& tasks);

/// The table of `metaspo compare`; exact values.
Table comparisonTable(const QList<TaskComparison>& tasks);
Table groupTable(const QList<GroupComparison>& groups);

} // namespace metaspo
