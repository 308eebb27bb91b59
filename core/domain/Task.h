#pragma once

#include "core/domain/Names.h"

#include <QList>
#include <QStringList>

namespace metaspo {

/// Train: the optimizer may see it. Validation: selection only. Test: report only.
enum class Split { Train, Validation, Test };

/// Source tasks train the system prompt; target tasks only judge it.
enum class TaskRole { Source, Target };

enum class AnswerKind { Choice, Label, Number, Text };
enum class NumberKind { Integer, Decimal };

/// One label of a closed set and the other words that mean it.
struct Label
{
    QString name;
    QStringList synonyms;
    bool operator==(const Label&) const = default;
};

/// How an answer is written, hence how it is read out of a response (methods.md, section 4).
struct AnswerFormat
{
    AnswerKind kind = AnswerKind::Text;
    QStringList choices;    ///< choice: the letters, "A" ...
    QList<Label> labels;    ///< label: the closed set
    NumberKind number = NumberKind::Integer;
    bool operator==(const AnswerFormat&) const = default;
};

enum class MetricKind { Accuracy, MacroF1, MacroF1Reference, ExactMatch, TokenF1, Contains, Numeric, Judge, Command };

struct Metric
{
    MetricKind kind = MetricKind::Accuracy;
    double tolerance = 0;  ///< numeric: largest absolute difference that still counts
    QString judge;         ///< judge: what makes an answer right, in words
    QString command;       ///< command: the user's program
    bool operator==(const Metric&) const = default;
};

/// One question with the answers that count as right. `index` is its place in the task, over all splits, and
/// never changes.
struct Example
{
    int index = 0;
    Split split = Split::Train;
    QString question;
    QStringList answers;
    QString externalId;
    bool operator==(const Example&) const = default;
};

/// Examples of one kind with an initial user prompt, an answer format and a metric.
struct Task
{
    qint64 id = 0;
    int version = 1;
    QString name;   ///< unique in a project; letters, digits, '-', '_', '.'
    QString domain;
    TaskRole role = TaskRole::Source;
    QString userPrompt; ///< exactly one "{question}"
    AnswerFormat format;
    Metric metric;
    QString origin;
    QString licence;
    QList<Example> examples;
    bool operator==(const Task&) const = default;
};

inline constexpr QLatin1String questionPlaceholder{"{question}"};

template <>
struct Names<Split>
{
    static constexpr std::array<std::pair<Split, const char*>, 3> table{
        {{Split::Train, "train"}, {Split::Validation, "validation"}, {Split::Test, "test"}}};
};
template <>
struct Names<TaskRole>
{
    static constexpr std::array<std::pair<TaskRole, const char*>, 2> table{
        {{TaskRole::Source, "source"}, {TaskRole::Target, "target"}}};
};
template <>
struct Names<AnswerKind>
{
    static constexpr std::array<std::pair<AnswerKind, const char*>, 4> table{{{AnswerKind::Choice, "choice"},
                                                                              {AnswerKind::Label, "label"},
                                                                              {AnswerKind::Number, "number"},
                                                                              {AnswerKind::Text, "text"}}};
};
template <>
struct Names<NumberKind>
{
    static constexpr std::array<std::pair<NumberKind, const char*>, 2> table{
        {{NumberKind::Integer, "integer"}, {NumberKind::Decimal, "decimal"}}};
};
template <>
struct Names<MetricKind>
{
    static constexpr std::array<std::pair<MetricKind, const char*>, 9> table{
        {{MetricKind::Accuracy, "accuracy"},
         {MetricKind::MacroF1, "macro-f1"},
         {MetricKind::MacroF1Reference, "macro-f1-reference"},
         {MetricKind::ExactMatch, "exact-match"},
         {MetricKind::TokenF1, "token-f1"},
         {MetricKind::Contains, "contains"},
         {MetricKind::Numeric, "numeric"},
         {MetricKind::Judge, "judge"},
         {MetricKind::Command, "command"}}};
};

} // namespace metaspo
