#pragma once

#include "core/domain/Cell.h"
#include "core/domain/Completion.h"
#include "core/domain/Connection.h"
#include "core/domain/Fact.h"
#include "core/domain/RunRecord.h"
#include "core/domain/Task.h"

#include <QByteArray>
#include <QMap>
#include <optional>

/// What the engine hands to the writer and gets from the reader, beyond the records that everybody sees.
namespace metaspo {

/// The examples that a run drew from one task, with the split they have in this run.
struct RunTask
{
    Task task;                    ///< id and version as stored; examples: only the drawn ones
    QMap<int, QString> golds;     ///< canonical first answer by example index (Grader::gold)
};

/// A model as a run uses it. The connection never holds a key; price as of the run's start.
struct RunModel
{
    ModelRole role = ModelRole::Base;
    Connection connection;
};

struct NewRun
{
    RunSettings settings;
    RunLimits limits;
    QList<RunTask> tasks;
    QList<RunModel> models;
    QMap<QString, QByteArray> templates; ///< name to YAML, as used
    QByteArray evaluateJson;             ///< method evaluate: what is scored, opaque to the store
    std::optional<qint64> forkedFrom;
    std::optional<Step> forkStep;
    QString programVersion;
};

/// A text that some runs have for one optimizer template.
struct StoredTemplate
{
    QString name;
    QByteArray yaml;
    QList<qint64> runs;
};

/// A stored run, with what is needed to run it again.
struct RunSetup
{
    RunRecord record;
    QList<RunTask> tasks;
    QList<RunModel> models;
    QMap<QString, QByteArray> templates;
    QByteArray evaluateJson;
};

/// Where an evaluation stands.
struct EvaluationPlace
{
    Step system;
    Step user;
    QString task;
    Split split = Split::Train;
    int example = 0; ///< Example::index
    int repeat = 0;
    bool operator==(const EvaluationPlace&) const = default;
};

/// A call about to leave. (run, key) is unique; a row that is there without an answer is used again.
struct NewCall
{
    qint64 run = 0;
    QString key;  ///< core/engine/CallKey.h
    QString wave; ///< text of the loop's step that it belongs to; remembered calls are loaded by it
    ModelRole role = ModelRole::Base;
    QByteArray digest; ///< SHA-256 of the request
    std::optional<EvaluationPlace> evaluation; ///< then the messages are rebuilt from prompts and example
    QList<Message> messages;                   ///< optimizer calls: stored
    CallParameters parameters;
    qint64 reservedNanoDollars = 0; ///< the most it may cost; counted if the program dies while it is out
};

/// How a call ended.
struct AnsweredCall
{
    qint64 call = 0;
    Completion completion;
    std::optional<qint64> costNanoDollars;
    QList<FailedAttempt> failedAttempts;
    qint64 sentUnixMilliseconds = 0;
};

/// A response that is in the file.
struct RememberedCall
{
    qint64 call = 0;
    QString key;
    ModelRole role = ModelRole::Base;
    QByteArray digest;
    std::optional<EvaluationPlace> evaluation;
    Completion completion;
    bool isGraded = false; ///< has an evaluation row in its run
};

struct NewEvaluation
{
    qint64 run = 0;
    qint64 call = 0;
    EvaluationPlace place;
    QString gold;
    Outcome outcome;
};

/// What was spent so far.
struct RunSpending
{
    qint64 calls = 0;        ///< answered and paid for by this run
    qint64 possiblyPaid = 0; ///< tries without an answer that may have been paid
    qint64 nanoDollars = 0;  ///< at most: known costs, and the reserves of what is possibly paid or of unknown cost
    qint64 unpricedCalls = 0; ///< of `calls`: their cost is unknown
};

/// How fast a run's models answered.
struct RunPace
{
    qint64 answers = 0;      ///< of both models, without reused ones
    qint64 milliseconds = 0; ///< at work: without pauses and times when no program ran it
    int width = 0;           ///< of the base model's connection, when the run was stored
};

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

/// What the answers of one loop cost, without those that were used again.
struct LoopEffort
{
    Step loop;
    qint64 calls = 0;
    qint64 tokens = 0;                 ///< in and out, as far as reported
    std::optional<qint64> nanoDollars; ///< absent: a price is unknown
    qint64 milliseconds = 0;           ///< at work, as in RunPace
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
