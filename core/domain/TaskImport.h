#pragma once

#include "core/domain/Error.h"
#include "core/domain/Task.h"

#include <QMap>
#include <functional>

namespace metaspo {

/// What the user says about files to import; what is left out comes from the preset or is asked for by name.
struct ImportRequest
{
    QStringList paths;
    QString preset = QStringLiteral("auto"); ///< "auto", "none" or the name of a preset
    QMap<QString, QString>
        options; ///< names and values as on the command line without dashes: "domain" to "Safety"
};

/// A row of a file that cannot become an example.
struct RejectedRow
{
    QString place; ///< "table.csv: line 17"
    QString why;
};

/// What an import would bring, before anything is stored.
struct ImportPreview
{
    QList<Task> tasks;
    QString preset;          ///< the one that recognised the files; empty: none; several: joined by ", "
    QStringList columns;     ///< of the first file
    QList<QStringList> rows; ///< the first 200, all as text
    QStringList notes;       ///< sentences: rows per split, what was filled in
    QList<RejectedRow> rejected; ///< left out; only where that was asked for, else they are an error
};

/// What can be wrong with a task.
enum class ProblemKind {
    BadName,
    NoDomain,
    Placeholder,       ///< not exactly one {question}
    NoAnswerTags,      ///< the user prompt does not ask for them
    TooFewAnswers,     ///< of a closed set: fewer than two choices or labels
    SharedLabelWord,   ///< one word for two labels
    MetricOfText,      ///< macro-F1 over free text
    MetricNotComputed, ///< a judge or a command: known to the file, not to this version
    EmptyQuestions,
    EmptyAnswers,
    UnreadableAnswers, ///< expected answers that the format cannot read
    SmallSplit,
    LeakingQuestions,  ///< the same question in two splits
    ContradictingAnswers,
    RepeatedQuestions, ///< the same question twice in a split
    NearDuplicates,    ///< almost the same question in two splits
    Unbalanced,
    UnusedLabels
};

/// A problem of a task with advice (duplicates, leaks between splits, unbalanced labels, placeholder ...).
struct TaskProblem
{
    enum class Severity { Note, Warning, Error };
    ProblemKind kind = ProblemKind::BadName;
    Severity severity = Severity::Warning;
    QString what;
    QString advice;
    QList<int> examples; ///< indexes
};

/// One way to make a problem go away.
struct TaskFix
{
    QString what; ///< an imperative: "Remove 3 copies"
    std::function<void(Task&)> change; ///< pure; any thread; examples keep their indexes and order
};

} // namespace metaspo
