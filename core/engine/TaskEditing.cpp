#include "core/engine/TaskEditing.h"

#include "core/tasks/AnswerReading.h"
#include "core/tasks/FindReplace.h"
#include "core/tasks/FormatGuess.h"
#include "core/tasks/SplitDivision.h"
#include "core/tasks/TaskCheck.h"
#include "core/tasks/TaskFixes.h"
#include "core/tasks/TaskName.h"

#include <QtConcurrent/QtConcurrentRun>

namespace metaspo {

QFuture<QList<FixableProblem>> fixableProblems(const Task& task)
{
    return QtConcurrent::run([task] {
        QList<FixableProblem> problems;
        for (const TaskProblem& problem : checkTask(task))
            problems.append({problem, fixesFor(task, problem)});
        return problems;
    });
}

QFuture<TaskEdit> editOf(const TaskFix& fix, const Task& task)
{
    return QtConcurrent::run([fix, task] {
        Task fixed = task;
        fix.change(fixed);
        return editBetween(task, fixed);
    });
}

QFuture<Result<ReplacementPreview>> previewReplacement(const Task& task, const Replacement& replacement,
                                                       const StopFlag& stop)
{
    return QtConcurrent::run([task, replacement, stop] {
        return previewReplacement(task, replacement, [&stop] { return stop->load(std::memory_order_relaxed); });
    });
}

QFuture<Result<TaskEdit>> previewDivision(const Task& task, const SplitShares& shares)
{
    return QtConcurrent::run([task, shares]() -> Result<TaskEdit> {
        Task divided = task;
        if (const auto done = divide(divided, shares); !done)
            return tl::unexpected(done.error());
        return editBetween(task, divided);
    });
}

bool isGoodTaskName(const QString& name)
{
    return isTaskName(name);
}

QString freeTaskName(const QString& wanted, const QStringList& taken)
{
    return uniqueTaskName(isTaskName(wanted) ? wanted : taskNameFrom(wanted), taken);
}

Task newTask(const QString& name, const QString& domain)
{
    Task task;
    task.name = name;
    task.domain = domain;
    task.metric.kind = guessMetric(task.format);
    task.userPrompt = QStringLiteral("Answer the question.\n\n{question}\n\n") + answerRequest(task.format);
    return task;
}

QString requestFor(const AnswerFormat& format)
{
    return answerRequest(format);
}

QString readingOf(const AnswerFormat& format, const QString& answer)
{
    return readAnswer(format, answer).value.value_or(QString());
}

} // namespace metaspo
