#pragma once

#include "core/engine/Sample.h"
#include "tests/support/ServerScript.h"

namespace metaspo {

/// What a scripted server has to know of the tasks of the sample.
inline QHash<QString, KnownAnswer> sampleAnswers()
{
    const Result<QList<Task>> tasks = sampleTasks();
    if (!tasks)
        qFatal("the tasks of the sample cannot be read");
    QHash<QString, KnownAnswer> answers;
    for (const Task& task : *tasks)
        for (const Example& example : task.examples)
            answers.insert(example.question, {example.answers.first(), {}});
    return answers;
}

} // namespace metaspo
