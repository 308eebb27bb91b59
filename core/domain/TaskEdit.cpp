#include "core/domain/TaskEdit.h"

#include <algorithm>
#include <limits>

namespace metaspo {

namespace {

using Side = std::optional<Example> ExampleEdit::*;

Side targetOf(EditDirection direction)
{
    return direction == EditDirection::Forward ? &ExampleEdit::after : &ExampleEdit::before;
}

/// Examples come or go, so the list is made anew, in one pass.
QList<Example> merged(const QList<Example>& examples, const QList<ExampleEdit>& edits, Side target)
{
    QList<Example> result;
    result.reserve(examples.size() + edits.size());
    auto edit = edits.cbegin();
    const auto takeNewUpTo = [&](int index) {
        for (; edit != edits.cend() && edit->index() < index; ++edit)
            if ((*edit).*target)
                result.append(*((*edit).*target));
    };
    for (const Example& example : examples) {
        takeNewUpTo(example.index);
        if (edit == edits.cend() || edit->index() != example.index)
            result.append(example);
        else if ((*edit).*target)
            result.append(*((*edit).*target));
        if (edit != edits.cend() && edit->index() == example.index)
            ++edit;
    }
    takeNewUpTo(std::numeric_limits<int>::max());
    return result;
}

void add(QList<ExampleEdit>& edits, const std::optional<Example>& before, const std::optional<Example>& after)
{
    if (before != after)
        edits.append({before, after});
}

/// Walks two lists that are ordered by index; `take` is given the elements of one index, or null.
template <typename List, typename IndexOf, typename Take>
void walkBoth(const List& first, const List& second, const IndexOf& indexOf, const Take& take)
{
    auto left = first.cbegin();
    auto right = second.cbegin();
    while (left != first.cend() || right != second.cend()) {
        const bool takesLeft = right == second.cend() || (left != first.cend() && indexOf(*left) <= indexOf(*right));
        const bool takesRight = left == first.cend() || (right != second.cend() && indexOf(*right) <= indexOf(*left));
        take(takesLeft ? &*left : nullptr, takesRight ? &*right : nullptr);
        if (takesLeft)
            ++left;
        if (takesRight)
            ++right;
    }
}

} // namespace

qsizetype placeOf(const Task& task, int index)
{
    const auto found = std::ranges::lower_bound(task.examples, index, {}, &Example::index);
    return found != task.examples.end() && found->index == index ? found - task.examples.begin() : -1;
}

int nextIndex(const Task& task)
{
    return task.examples.isEmpty() ? 0 : task.examples.last().index + 1;
}

Task headOf(const Task& task)
{
    Task head = task;
    head.examples = {}; // clear() would make room for as many
    return head;
}

void apply(Task& task, const TaskEdit& edit, EditDirection direction)
{
    const Side target = targetOf(direction);
    if (edit.head) {
        const bool isForward = direction == EditDirection::Forward;
        Q_ASSERT(headOf(task) == (isForward ? edit.head->before : edit.head->after));
        QList<Example> examples = std::move(task.examples);
        task = isForward ? edit.head->after : edit.head->before;
        task.examples = std::move(examples);
    }
    const bool keepsPlaces = std::ranges::all_of(
        edit.examples, [](const ExampleEdit& one) { return one.before.has_value() && one.after.has_value(); });
    if (!keepsPlaces) {
        task.examples = merged(task.examples, edit.examples, target);
        return;
    }
    for (const ExampleEdit& one : edit.examples) {
        const qsizetype place = placeOf(task, one.index());
        Q_ASSERT(place >= 0);
        task.examples[place] = *(one.*target);
    }
}

TaskEdit reversed(const TaskEdit& edit)
{
    TaskEdit back = edit;
    if (back.head)
        std::swap(back.head->before, back.head->after);
    for (ExampleEdit& one : back.examples)
        std::swap(one.before, one.after);
    return back;
}

TaskEdit joined(const TaskEdit& first, const TaskEdit& second)
{
    TaskEdit both;
    if (first.head && second.head)
        both.head = {first.head->before, second.head->after};
    else
        both.head = first.head ? first.head : second.head;
    if (both.head && both.head->before == both.head->after)
        both.head.reset();
    walkBoth(first.examples, second.examples, [](const ExampleEdit& one) { return one.index(); },
             [&both](const ExampleEdit* before, const ExampleEdit* after) {
                 add(both.examples, before ? before->before : after->before, after ? after->after : before->after);
             });
    return both;
}

TaskEdit editBetween(const Task& before, const Task& after)
{
    TaskEdit edit = headEdit(before, after);
    walkBoth(before.examples, after.examples, [](const Example& example) { return example.index; },
             [&edit](const Example* left, const Example* right) {
                 if (left && right && *left == *right)
                     return;
                 add(edit.examples, left ? std::optional(*left) : std::nullopt,
                     right ? std::optional(*right) : std::nullopt);
             });
    return edit;
}

TaskEdit headEdit(const Task& before, const Task& after)
{
    TaskEdit edit;
    const TaskEdit::Heads heads{headOf(before), headOf(after)};
    if (heads.before != heads.after)
        edit.head = heads;
    return edit;
}

TaskEdit exampleEdit(const Example& before, const Example& after)
{
    TaskEdit edit;
    add(edit.examples, before, after);
    return edit;
}

} // namespace metaspo
