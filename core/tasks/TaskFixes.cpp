#include "core/tasks/TaskFixes.h"

#include "core/tasks/AnswerReading.h"
#include "core/tasks/FormatGuess.h"
#include "core/tasks/Grader.h"
#include "core/tasks/QuestionFixes.h"
#include "core/tasks/TaskCheck.h"
#include "core/tasks/TaskName.h"

namespace metaspo {

namespace {

using Fixes = QList<TaskFix>;

constexpr qsizetype leastOfAClosedSet = 2;

TaskFix removing(const QString& what, const QSet<int>& indexes)
{
    return {what, [indexes](Task& task) {
                task.examples.removeIf([&](const Example& example) { return indexes.contains(example.index); });
            }};
}

TaskFix moving(const QHash<int, Split>& moves)
{
    return {QStringLiteral("Move %1 so that each question is in one split").arg(examplesText(moves.size())),
            [moves](Task& task) {
                for (Example& example : task.examples)
                    example.split = moves.value(example.index, example.split);
            }};
}

TaskFix withUserPrompt(const QString& what, const QString& prompt)
{
    return {what, [prompt](Task& task) { task.userPrompt = prompt; }};
}

QString appended(const QString& prompt, const QString& paragraph)
{
    QString text = prompt;
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text.isEmpty() ? paragraph : text + QStringLiteral("\n\n") + paragraph;
}

Fixes placeholderFixes(const Task& task)
{
    const qsizetype first = task.userPrompt.indexOf(questionPlaceholder);
    if (first < 0)
        return {withUserPrompt(QStringLiteral("Put {question} at the end of the user prompt"),
                               appended(task.userPrompt, questionPlaceholder))};
    const qsizetype end = first + questionPlaceholder.size();
    QString rest = task.userPrompt.mid(end);
    return {withUserPrompt(QStringLiteral("Keep the first {question} and take out the others"),
                           task.userPrompt.left(end) + rest.remove(questionPlaceholder))};
}

bool readsAll(const AnswerFormat& format, const Task& task)
{
    return std::all_of(task.examples.begin(), task.examples.end(), [&format](const Example& example) {
        return std::all_of(example.answers.begin(), example.answers.end(),
                           [&format](const QString& answer) { return readAnswer(format, answer).value.has_value(); });
    });
}

TaskFix withFormat(const QString& what, const AnswerFormat& format)
{
    return {what, [format](Task& task) {
                task.format = format;
                const bool needsClosedSet =
                    task.metric.kind == MetricKind::MacroF1 || task.metric.kind == MetricKind::MacroF1Reference;
                if (format.kind == AnswerKind::Text && needsClosedSet)
                    task.metric.kind = guessMetric(format);
            }};
}

Fixes formatFixes(const Task& task)
{
    const AnswerFormat guessed = guessFormat(task.examples);
    if (guessed == task.format || task.examples.isEmpty() || !readsAll(guessed, task))
        return {};
    return {withFormat(QStringLiteral("Read the answers as %1, as they look").arg(name(guessed.kind)), guessed)};
}

Fixes unreadableFixes(const Task& task, const TaskProblem& problem)
{
    Fixes fixes = formatFixes(task);
    fixes.append(removing(QStringLiteral("Remove %1").arg(examplesText(problem.examples.size())),
                          QSet<int>(problem.examples.begin(), problem.examples.end())));
    return fixes;
}

void keepSharedWordsOnce(Task& task)
{
    QSet<QString> taken;
    for (const Label& label : task.format.labels)
        taken.insert(label.name.toLower());
    for (Label& label : task.format.labels)
        label.synonyms.removeIf([&](const QString& word) {
            const QString folded = word.toLower();
            if (folded == label.name.toLower())
                return false;
            const bool isTaken = taken.contains(folded);
            taken.insert(folded);
            return isTaken;
        });
}

Fixes labelFixes(const Task& task)
{
    const Grader grader(task);
    QSet<QString> used;
    for (const Example& example : task.examples)
        used.insert(grader.gold(example));
    AnswerFormat format = task.format;
    format.labels.removeIf([&used](const Label& label) { return !used.contains(label.name); });
    if (format.labels.size() < leastOfAClosedSet)
        return {};
    const qsizetype count = task.format.labels.size() - format.labels.size();
    return {withFormat(count == 1 ? QStringLiteral("Take the unused label out of the set")
                                  : QStringLiteral("Take %1 unused labels out of the set").arg(count),
                       format)};
}

Fixes sharedFixes(const Task& task)
{
    const QSet<int> earlier = sharedWithLaterSplit(task);
    return {moving(movesOfSharedQuestions(task)),
            removing(QStringLiteral("Remove %1 whose question a later split has").arg(examplesText(earlier.size())),
                     earlier)};
}

Fixes copyFixes(const Task& task)
{
    const QSet<int> copies = copiesInSplit(task);
    if (copies.isEmpty())
        return {};
    return {removing(copies.size() == 1 ? QStringLiteral("Remove the copy")
                                        : QStringLiteral("Remove %1 copies").arg(copies.size()),
                     copies)};
}

Fixes contradictionFixes(const TaskProblem& problem)
{
    const QString examples = examplesText(problem.examples.size());
    return {{QStringLiteral("Accept all answers given, in %1").arg(examples),
             [](Task& task) { settleAnswers(task, Accepted::All); }},
            {QStringLiteral("Keep the first answer, in %1").arg(examples),
             [](Task& task) { settleAnswers(task, Accepted::First); }}};
}

Fixes balanceFixes(const Task& task)
{
    if (task.metric.kind != MetricKind::Accuracy)
        return {};
    return {{QStringLiteral("Score by macro-F1"), [](Task& fixed) { fixed.metric.kind = MetricKind::MacroF1; }}};
}

} // namespace

QList<TaskFix> fixesFor(const Task& task, const TaskProblem& problem)
{
    const auto removeThem = [&problem] {
        return Fixes{removing(QStringLiteral("Remove %1").arg(examplesText(problem.examples.size())),
                              QSet<int>(problem.examples.begin(), problem.examples.end()))};
    };
    switch (problem.kind) {
    case ProblemKind::BadName: {
        const QString better = taskNameFrom(task.name);
        return {{QStringLiteral("Call it %1").arg(better), [better](Task& fixed) { fixed.name = better; }}};
    }
    case ProblemKind::NoDomain:
        return {{QStringLiteral("Put it into the domain General"),
                 [](Task& fixed) { fixed.domain = QStringLiteral("General"); }}};
    case ProblemKind::Placeholder:
        return placeholderFixes(task);
    case ProblemKind::NoAnswerTags:
        return {withUserPrompt(QStringLiteral("Ask for the answer in its tags, at the end of the user prompt"),
                               appended(task.userPrompt, answerRequest(task.format)))};
    case ProblemKind::TooFewAnswers:
        return formatFixes(task);
    case ProblemKind::SharedLabelWord:
        return {{QStringLiteral("Leave each word with the first label that has it"), keepSharedWordsOnce}};
    case ProblemKind::MetricOfText:
    case ProblemKind::MetricNotComputed:
        return {{QStringLiteral("Score by exact match"),
                 [](Task& fixed) { fixed.metric.kind = MetricKind::ExactMatch; }}};
    case ProblemKind::EmptyQuestions:
    case ProblemKind::EmptyAnswers:
        return removeThem();
    case ProblemKind::UnreadableAnswers:
        return unreadableFixes(task, problem);
    case ProblemKind::LeakingQuestions:
        return sharedFixes(task);
    case ProblemKind::ContradictingAnswers:
        return contradictionFixes(problem);
    case ProblemKind::RepeatedQuestions:
        return copyFixes(task);
    case ProblemKind::NearDuplicates:
        return {moving(movesOfNearDuplicates(task))};
    case ProblemKind::Unbalanced:
        return balanceFixes(task);
    case ProblemKind::UnusedLabels:
        return labelFixes(task);
    case ProblemKind::SmallSplit:
        break;
    }
    return {};
}

} // namespace metaspo
