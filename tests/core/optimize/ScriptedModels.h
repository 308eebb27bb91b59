#pragma once

#include "tests/core/optimize/MemoryExecution.h"

namespace metaspo {

/// SplitMix64 over the texts: the same answers on every machine, in any order.
quint64 mixed(quint64 seed, std::initializer_list<QStringView> texts);

Completion saying(const QString& text, FinishReason finish = FinishReason::Stop);

/// How a table of random answers looks.
struct AnswerTable
{
    quint64 seed = 1;
    int choices = 3;            ///< letters A, B ...
    int percentRight = 50;      ///< mean; prompts differ around it
    int percentUnreadable = 10; ///< of the wrong answers
    int spread = 20;
    int percentShared = 0; ///< of the answers: right or wrong by the question alone, under any prompt
};

/// The base model: a function of (system prompt, user prompt, question) alone; the gold letter is the last letter of
/// the
/// question.
Completion tableAnswer(const AnswerTable& table, const EvaluationRequest& request);

/// The optimizer model: a function of its messages alone. New prompts are numbered below `variety`, so that small
/// numbers bring texts seen before; one in `unusable` cannot be used (0: none).
struct PromptWriter
{
    quint64 seed = 1;
    int variety = 1000;
    int unusable = 0;
};
Completion writtenPrompt(const PromptWriter& writer, const OptimizerRequest& request);

/// Examples whose questions end in their gold letter.
Task choiceTask(const QString& taskName, MetricKind metric, int choices, int train, int validation, int test);

/// Such tasks named task1, task2 ..., with four choices.
QList<Task> tasksOf(int count, int train, int validation, int test);

/// Reference settings made small: one iteration, m 2, k 2, M 3, train 8, no test.
RunSettings smallSettings();

/// A run with these models and 64 calls in flight.
MemoryExecution scripted(const AnswerTable& table, const PromptWriter& writer);

/// Short templates with all inputs.
OptimizerTemplates shortTemplates();

/// The templates that come with the program.
OptimizerTemplates shippedTemplates();

/// A run over `tasks`, all of one domain.
MethodInput methodInputFor(const RunSettings& settings, const QList<Task>& tasks);

} // namespace metaspo
