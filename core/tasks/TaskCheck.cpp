#include "core/tasks/TaskCheck.h"

#include "core/tasks/AnswerReading.h"
#include "core/tasks/Grader.h"
#include "core/tasks/NearDuplicates.h"
#include "core/tasks/Splitter.h"
#include "core/tasks/TaskName.h"

#include <QSet>

namespace metaspo {

namespace {

using Severity = TaskProblem::Severity;

// With fewer there is little to choose by, and a score says little: 40 answers have an interval up to 30 points wide.
constexpr int leastTrain = 16;
constexpr int leastValidation = 16;
constexpr int leastTest = 40;
constexpr double highMajority = 0.6;

void checkName(const Task& task, QList<TaskProblem>& problems)
{
    if (!isTaskName(task.name))
        problems.append({ProblemKind::BadName, Severity::Error,
                         QStringLiteral("The name \"%1\" is no task name.").arg(task.name),
                         QStringLiteral("Use letters, digits, '-', '_' and '.'."),
                         {}});
    if (task.domain.trimmed().isEmpty())
        problems.append({ProblemKind::NoDomain, Severity::Error,
                         QStringLiteral("The task has no domain."),
                         QStringLiteral("Give it one; tasks of a domain are optimized together."),
                         {}});
}

void checkUserPrompt(const Task& task, QList<TaskProblem>& problems)
{
    const auto placeholders = task.userPrompt.count(questionPlaceholder);
    if (placeholders != 1)
        problems.append({ProblemKind::Placeholder, Severity::Error,
                         placeholders == 0
                             ? QStringLiteral("The user prompt has no {question}.")
                             : QStringLiteral("The user prompt has {question} %1 times.").arg(placeholders),
                         QStringLiteral("Write {question} exactly once, where the question goes."),
                         {}});
    if (!task.userPrompt.contains(u"<answer>"))
        problems.append(
            {ProblemKind::NoAnswerTags, Severity::Warning,
             QStringLiteral("The user prompt does not ask for the <answer> tags."),
             task.format.kind == AnswerKind::Text
                 ? QStringLiteral(
                       "Without them the whole response counts as the answer. Add a sentence such as: "
                       "Write only the answer inside <answer></answer> tags.")
                 : QStringLiteral(
                       "Answers are read out of these tags alone. Add a sentence such as: Write only "
                       "the answer inside <answer></answer> tags."),
             {}});
}

void checkFormat(const Task& task, QList<TaskProblem>& problems)
{
    if (task.format.kind == AnswerKind::Choice && task.format.choices.size() < 2)
        problems.append({ProblemKind::TooFewAnswers, Severity::Error,
                         QStringLiteral("The answer format has fewer than two choices."),
                         QStringLiteral("Name the letters."),
                         {}});
    if (task.format.kind == AnswerKind::Label && task.format.labels.size() < 2)
        problems.append({ProblemKind::TooFewAnswers, Severity::Error,
                         QStringLiteral("The answer format has fewer than two labels."),
                         QStringLiteral("Name the labels."),
                         {}});
    const bool isOverLabels =
        task.metric.kind == MetricKind::MacroF1 || task.metric.kind == MetricKind::MacroF1Reference;
    if (isOverLabels && task.format.kind == AnswerKind::Text)
        problems.append({ProblemKind::MetricOfText, Severity::Error,
                         QStringLiteral("Macro-F1 needs a closed set of answers, but they are free text."),
                         QStringLiteral("Choose the format label, or another metric."),
                         {}});
    if (task.metric.kind == MetricKind::Judge || task.metric.kind == MetricKind::Command)
        problems.append({ProblemKind::MetricNotComputed, Severity::Error,
                         QStringLiteral("The metric %1 is not computed in this version.").arg(name(task.metric.kind)),
                         QStringLiteral("Choose one that is computed from the answer; no run takes this one."),
                         {}});
    QHash<QString, QString> labelOf;
    for (const Label& label : task.format.labels) {
        QStringList words = label.synonyms;
        words.append(label.name);
        for (const QString& word : words) {
            const QString known = labelOf.value(word.toLower(), label.name);
            if (known != label.name)
                problems.append({ProblemKind::SharedLabelWord, Severity::Error,
                                 QStringLiteral("\"%1\" stands for two labels, \"%2\" and \"%3\".")
                                     .arg(word, known, label.name),
                                 QStringLiteral("Leave it with one of them."),
                                 {}});
            labelOf.insert(word.toLower(), label.name);
        }
    }
}

void checkEachExample(const Task& task, QList<TaskProblem>& problems)
{
    QList<int> emptyQuestions, withoutAnswer, unreadable;
    for (const Example& example : task.examples) {
        if (example.question.trimmed().isEmpty())
            emptyQuestions.append(example.index);
        const bool isEmpty = example.answers.isEmpty() ||
                             std::any_of(example.answers.begin(), example.answers.end(),
                                         [](const QString& answer) { return answer.trimmed().isEmpty(); });
        if (isEmpty)
            withoutAnswer.append(example.index);
        else if (std::any_of(example.answers.begin(), example.answers.end(), [&task](const QString& answer) {
                     return !readAnswer(task.format, answer).value;
                 }))
            unreadable.append(example.index);
    }
    if (!emptyQuestions.isEmpty())
        problems.append({ProblemKind::EmptyQuestions, Severity::Error,
                         examplesText(emptyQuestions.size()) + QStringLiteral(" without a question."),
                         QStringLiteral("Fill them in or remove them."), emptyQuestions});
    if (!withoutAnswer.isEmpty())
        problems.append(
            {ProblemKind::EmptyAnswers, Severity::Error,
             examplesText(withoutAnswer.size()) + QStringLiteral(" without an answer, or with an empty one."),
             QStringLiteral("Fill them in or remove them."), withoutAnswer});
    if (!unreadable.isEmpty())
        problems.append(
            {ProblemKind::UnreadableAnswers, Severity::Error,
             examplesText(unreadable.size()) +
                 QStringLiteral(" with an expected answer that the task's own format cannot read."),
             QStringLiteral(
                 "No response could be right. Correct the answers, or the choices, labels or number format."),
             unreadable});
}

/// Equal questions: within a split, across splits, with different answers.
void checkEqualQuestions(const Task& task, QList<TaskProblem>& problems)
{
    QHash<QString, QList<qsizetype>> groups;
    for (qsizetype i = 0; i < task.examples.size(); ++i)
        groups[foldedQuestion(task.examples[i].question)].append(i);
    QList<int> repeated, leaking, contradicting;
    for (const QList<qsizetype>& group : std::as_const(groups)) {
        if (group.size() < 2)
            continue;
        const Example& first = task.examples[group.front()];
        const auto differs = [&](auto member) {
            return std::any_of(group.begin(), group.end(), [&](qsizetype other) {
                return task.examples[other].*member != first.*member;
            });
        };
        QList<int>& list = differs(&Example::split) ? leaking : repeated;
        for (const qsizetype member : group)
            list.append(task.examples[member].index);
        if (differs(&Example::answers))
            for (const qsizetype member : group)
                contradicting.append(task.examples[member].index);
    }
    for (QList<int>* list : {&repeated, &leaking, &contradicting})
        std::sort(list->begin(), list->end());
    if (!leaking.isEmpty())
        problems.append(
            {ProblemKind::LeakingQuestions, Severity::Warning,
             examplesText(leaking.size()) + QStringLiteral(" with a question that another split has too."),
             QStringLiteral(
                 "What was seen in training comes back in the test. Keep such questions in one split."),
             leaking});
    if (!contradicting.isEmpty())
        problems.append({ProblemKind::ContradictingAnswers, Severity::Warning,
                         examplesText(contradicting.size()) +
                             QStringLiteral(" with the same question but different answers."),
                         QStringLiteral("Keep one answer, or list all accepted ones."), contradicting});
    if (!repeated.isEmpty())
        problems.append({ProblemKind::RepeatedQuestions, Severity::Warning,
                         examplesText(repeated.size()) +
                             QStringLiteral(" with a question that stands more than once in its split."),
                         QStringLiteral("They count several times. Remove the copies."), repeated});
}

void checkNearDuplicates(const Task& task, QList<TaskProblem>& problems)
{
    const QList<NearDuplicate> pairs = nearDuplicatesAcrossSplits(task.examples);
    if (pairs.isEmpty())
        return;
    QSet<int> members;
    for (const NearDuplicate& pair : pairs)
        members << pair.first << pair.second;
    QList<int> indexes(members.begin(), members.end());
    std::sort(indexes.begin(), indexes.end());
    problems.append({ProblemKind::NearDuplicates, Severity::Warning,
                     examplesText(indexes.size()) +
                         QStringLiteral(" with almost the same question as one in another split."),
                     QStringLiteral("Look at them; copies with small changes belong in one split."),
                     indexes});
}

void checkBalance(const Task& task, QList<TaskProblem>& problems)
{
    if (task.format.kind == AnswerKind::Text || task.examples.isEmpty())
        return;
    const Grader grader(task);
    QMap<QString, int> counts;
    for (const Example& example : task.examples)
        ++counts[grader.gold(example)];
    const auto most = std::max_element(counts.begin(), counts.end());
    const double share = *most / static_cast<double>(task.examples.size());
    const bool weighsLabels =
        task.metric.kind == MetricKind::MacroF1 || task.metric.kind == MetricKind::MacroF1Reference;
    if (share > highMajority && !weighsLabels)
        problems.append(
            {ProblemKind::Unbalanced, Severity::Warning,
             QStringLiteral("%1 % of the answers are \"%2\".").arg(qRound(100 * share)).arg(most.key()),
             QStringLiteral(
                 "Always giving that answer scores as much under accuracy. Compare with the majority "
                 "baseline, take macro-F1, or balance the examples."),
             {}});
    QStringList unused;
    for (const Label& label : task.format.labels)
        if (!counts.contains(label.name))
            unused.append(label.name);
    if (!unused.isEmpty())
        problems.append(
            {ProblemKind::UnusedLabels, Severity::Note,
             QStringLiteral("No example has the label %1.").arg(unused.join(QStringLiteral(", "))),
             QStringLiteral("Remove it from the label set if it is not meant to occur."),
             {}});
}

void checkSplitSizes(const Task& task, QList<TaskProblem>& problems)
{
    QMap<Split, int> counts;
    for (const Example& example : task.examples)
        ++counts[example.split];
    const auto check = [&](Split split, int least, Severity severityIfNone, const QString& purpose) {
        const int count = counts.value(split);
        if (count < least)
            problems.append({ProblemKind::SmallSplit, count == 0 ? severityIfNone : Severity::Warning,
                             QStringLiteral("There are %1 in the split %2.")
                                 .arg(count == 0 ? QStringLiteral("no examples")
                                                 : QStringLiteral("only ") + examplesText(count),
                                      name(split)),
                             QStringLiteral("%1 Give at least %2.").arg(purpose).arg(least),
                             {}});
    };
    check(Split::Train, leastTrain, Severity::Error,
          QStringLiteral("The optimizer learns from its wrong answers."));
    check(Split::Validation, leastValidation, Severity::Warning,
          QStringLiteral("The presets Recommended and Small choose prompts by it; Reference does without."));
    check(Split::Test, leastTest, Severity::Error, QStringLiteral("The result is reported on it."));
}

} // namespace

QString examplesText(qsizetype count)
{
    return count == 1 ? QStringLiteral("1 example") : QStringLiteral("%1 examples").arg(count);
}

QList<TaskProblem> checkTask(const Task& task)
{
    QList<TaskProblem> problems;
    for (const auto check : {checkName, checkUserPrompt, checkFormat, checkEachExample, checkSplitSizes,
                             checkEqualQuestions, checkNearDuplicates, checkBalance})
        check(task, problems);
    std::stable_sort(problems.begin(), problems.end(),
                     [](const TaskProblem& a, const TaskProblem& b) { return a.severity > b.severity; });
    return problems;
}

} // namespace metaspo
