#include "core/optimize/Problem.h"

namespace metaspo {

namespace {

std::shared_ptr<const std::vector<ScoredTask>> scoredTasks(const QList<Task>& tasks)
{
    auto scored = std::make_shared<std::vector<ScoredTask>>();
    for (const Task& task : tasks)
        scored->emplace_back(task);
    return scored;
}

} // namespace

Problem::Problem(const MethodInput& input) : Problem(input, scoredTasks(input.tasks)) {}

Problem::Problem(const MethodInput& input, std::shared_ptr<const std::vector<ScoredTask>> scored)
    : settings(input.settings), templates(input.templates), tasks(std::move(scored)), fork(input.fork)
{
    if (input.ancestor)
        ancestor = std::shared_ptr<const Problem>(new Problem(*input.ancestor, tasks));
}

const ScoredTask* Problem::task(const QString& name) const
{
    for (const ScoredTask& entry : *tasks)
        if (entry.name() == name)
            return &entry;
    return nullptr;
}

// What is decided at the end of the loop in which the fork lies comes after the fork.
const Problem& Problem::at(const Step& step) const
{
    if (ancestor && isBeforeFork(step, step.slot > 0 ? fork : loopOf(fork)))
        return ancestor->at(step);
    return *this;
}

int Problem::proposals(const Step& loop, const QString& task, int RunSettings::*count) const
{
    int slot = 0;
    while (slot < at(Step{loop.iteration, loop.loop, task, slot + 1}).settings.*count)
        ++slot;
    return slot;
}

} // namespace metaspo
