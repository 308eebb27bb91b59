#pragma once

#include "core/domain/Replacement.h"
#include "core/domain/SplitShares.h"
#include "core/domain/TaskImport.h"

#include <QFuture>
#include <atomic>
#include <memory>

namespace metaspo {

/// What an editor of tasks asks of the core. What may take long is done off the main thread. Nothing is stored.

/// A problem with the ways to make it go away.
struct FixableProblem
{
    TaskProblem problem;
    QList<TaskFix> fixes;
};
QFuture<QList<FixableProblem>> fixableProblems(const Task& task);
/// What the fix changes; empty: nothing any more.
QFuture<TaskEdit> editOf(const TaskFix& fix, const Task& task);

/// Set it from any thread, and what was asked with it ends soon, with the error Stopped.
using StopFlag = std::shared_ptr<std::atomic<bool>>;
QFuture<Result<ReplacementPreview>> previewReplacement(const Task& task, const Replacement& replacement,
                                                       const StopFlag& stop);
/// The edit that divides the examples anew; Error: shares or examples that cannot be divided.
QFuture<Result<TaskEdit>> previewDivision(const Task& task, const SplitShares& shares);

/// Quick, for the main thread.
bool isGoodTaskName(const QString& name);
/// The nearest good name that is not taken.
QString freeTaskName(const QString& wanted, const QStringList& taken);
/// A task without examples, to be filled by typing.
Task newTask(const QString& name, const QString& domain);
/// The sentence that asks for an answer of this format in its tags.
QString requestFor(const AnswerFormat& format);
/// How a grader reads an accepted answer; empty: it cannot.
QString readingOf(const AnswerFormat& format, const QString& answer);

} // namespace metaspo
