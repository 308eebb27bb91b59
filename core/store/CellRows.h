#pragma once

#include "core/domain/Fact.h"
#include "core/domain/RunRecord.h"
#include "core/domain/Task.h"

#include <QByteArray>
#include <QMap>
#include <optional>

/// What the reader tells about cells and their answers, beyond the records that everybody sees: what comparisons and
/// tables of methods are made of.
namespace metaspo {

/// A cell that holds answers, for reading them: as it stands in the run's grading.
struct AnsweredCell
{
    Cell cell;
    QString domain;
    Metric metric;
    qint64 taskId = 0;     ///< of one version of the task; only within it does an index name the same example
    qint64 systemText = 0; ///< equal prompts have equal numbers
    qint64 userText = 0;
    qint64 systemCandidate = 0; ///< row ids
    qint64 userCandidate = 0;
    qint64 grading = 0;
};

/// An answer without its texts.
struct CellAnswer
{
    qint64 evaluation = 0; ///< row ids
    qint64 exampleId = 0;
    int example = 0;     ///< Example::index
    qint64 question = 0; ///< equal questions have equal numbers
    QString gold;
    Outcome outcome; ///< without its reason
};

/// Answers of a cell by gold label and prediction (cell_label).
struct CellLabelCount
{
    Cell cell;
    QString gold;
    QString predicted; ///< empty: unreadable
    int n = 0;
};

/// A task as a run judged it, and what it was judged on: the examples of one split.
struct JudgedTask
{
    Task task; ///< without examples; format and metric as graded
    QStringList trainGolds;
    QStringList golds;        ///< of the split
    QByteArray examplesDigest; ///< of questions and golds of the split: equal for the same examples
};

/// What a finished run scored on one split.
struct FinishedScores
{
    RunRecord record;
    std::optional<RunEnded> ended;
    QMap<Step, Candidate> prompts; ///< given ones, and all that have a cell or that `ended` names
    QList<CellRecord> cells;       ///< as Reader::cells
    QList<CellLabelCount> labels;
    QList<JudgedTask> tasks;
};

} // namespace metaspo
