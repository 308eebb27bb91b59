#pragma once

#include "core/analysis/Comparison.h"
#include "core/domain/RunSettings.h"

namespace metaspo {

/// What a finished run says about one task. The two cells are on the splits given; with the preset
/// Reference these differ (initial train, final test) and no difference is computed.
struct TaskOutcome
{
    QString task;
    QString domain;
    Metric metric;
    Split initialSplit = Split::Test;
    Split finalSplit = Split::Test;
    JudgedCell initialCell;
    JudgedCell finalCell;
    double majority = qQNaN(); ///< on the examples of the final cell
    QString majorityLabel;
};

struct TaskReport
{
    QString task;
    QString domain;
    Metric metric;
    Split initialSplit = Split::Test;
    Split finalSplit = Split::Test;
    Estimate initialScore;
    Estimate finalScore;
    double initialUnreadable = qQNaN(); ///< share; not a number: no answers
    double finalUnreadable = qQNaN();
    double majority = qQNaN();
    QString majorityLabel;
    int fixedUnreadable = 0;                  ///< answers that became right and could not be read before
    std::optional<TaskComparison> comparison; ///< absent: the splits differ, or one side has no answers
};

/// The table and the sentences that a run ends with. The sentences say in plain words what the numbers do not
/// show: too few examples, worse than always giving the same answer, chosen on the examples it is scored on.
struct RunReport
{
    QList<TaskReport> tasks;
    std::optional<GroupComparison> all; ///< absent: no task has a comparison
    QStringList sentences;
};

RunReport runReport(const RunSettings& settings, const QList<TaskOutcome>& tasks);

/// Exact, for --json and --csv.
Table exactTable(const RunReport& report);
/// For people: "58.3 (42.2 to 72.9)".
Table readableTable(const RunReport& report);

} // namespace metaspo
