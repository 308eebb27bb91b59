#pragma once

#include "tests/ui/tasks/TasksFixture.h"

namespace metaspo {

inline constexpr int largeTaskExamples = 100'000;

/// More examples than anybody reads, with questions of usual length.
inline Task largeTask()
{
    Task task = TasksFixture::yesNo(QStringLiteral("large"), largeTaskExamples);
    for (Example& example : task.examples)
        example.question = QStringLiteral("Question %1: is what stands here, in a sentence of usual length, so or not?")
                               .arg(example.index);
    return task;
}

} // namespace metaspo
