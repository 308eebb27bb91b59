#pragma once

#include "core/domain/Task.h"

#include <optional>

namespace metaspo {

/// One example before and after an edit; without a before it is new, without an after it is gone.
struct ExampleEdit
{
    std::optional<Example> before;
    std::optional<Example> after;

    int index() const { return before ? before->index : after->index; }
    bool operator==(const ExampleEdit&) const = default;
};

/// What an edit changes in a task and what was there before, so that it can be taken back. Examples keep their indexes,
/// and a task's examples stand in the order of them.
struct TaskEdit
{
    struct Heads
    {
        Task before; ///< without examples
        Task after;
        bool operator==(const Heads&) const = default;
    };
    std::optional<Heads> head;
    QList<ExampleEdit> examples; ///< by index, each at most once

    bool isEmpty() const { return !head && examples.isEmpty(); }
    bool operator==(const TaskEdit&) const = default;
};

enum class EditDirection { Forward, Back };
/// The task must be what the edit was made for (back: what it made); that is asserted. Linear in the edit, and in the
/// task where examples come or go.
void apply(Task& task, const TaskEdit& edit, EditDirection direction = EditDirection::Forward);
TaskEdit reversed(const TaskEdit& edit);
/// Both in one; what the second takes back of the first is left out.
TaskEdit joined(const TaskEdit& first, const TaskEdit& second);

/// The edit that makes `after` of `before`, by the indexes of the examples.
TaskEdit editBetween(const Task& before, const Task& after);
/// All but the examples is exchanged.
TaskEdit headEdit(const Task& before, const Task& after);
TaskEdit exampleEdit(const Example& before, const Example& after);

/// The task without its examples.
Task headOf(const Task& task);
/// Where the example with that index stands in the task; -1: nowhere. Logarithmic.
qsizetype placeOf(const Task& task, int index);
/// For examples that come at the end. Every index that the task has is below.
int nextIndex(const Task& task);

} // namespace metaspo
