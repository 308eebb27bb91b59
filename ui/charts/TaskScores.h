#pragma once

#include "core/analysis/Interval.h"
#include "core/analysis/Table.h"

#include <QList>
#include <QString>

namespace metaspo {

/// Scores of methods on tasks, as the charts of the results show them. A score that is missing is not a number.
struct TaskScores
{
    struct Task
    {
        QString name;
        QString domain;
        QString metric;
        double majority = qQNaN();
        double chance = qQNaN();
        bool operator==(const Task&) const = default;
    };
    struct Method
    {
        QString name;
        int place = 0; ///< decides colour, marker and pattern
        QList<Estimate> scores; ///< as many as there are tasks
    };

    QList<Task> tasks;
    QList<Method> methods;

    /// A row for every method and task that has a score.
    Table table() const;
    /// One sentence for people who do not see the chart.
    QString description() const;
};

} // namespace metaspo
