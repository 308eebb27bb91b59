#include "core/optimize/ScoredTask.h"

#include <algorithm>

namespace metaspo {

namespace {

SplitExamples examplesOf(const Task& task, Split split, const Grader& grader)
{
    SplitExamples result;
    for (const Example& example : task.examples)
        if (example.split == split)
            result.examples.append(example);
    std::sort(result.examples.begin(), result.examples.end(),
              [](const Example& a, const Example& b) { return a.index < b.index; });
    QStringList golds;
    for (const Example& example : result.examples) {
        result.positions.insert(example.index, static_cast<int>(golds.size()));
        golds.append(grader.gold(example));
    }
    result.labels = golds;
    result.labels.sort();
    result.labels.removeDuplicates();
    for (const QString& label : result.labels)
        result.labelIndex.insert(label, static_cast<int>(result.labelIndex.size()));
    for (const QString& gold : golds)
        result.goldLabels.push_back(result.labelIndex.value(gold));
    return result;
}

} // namespace

ScoredTask::ScoredTask(const Task& task) : m_task(task), m_grader(task)
{
    for (const Split split : {Split::Train, Split::Validation, Split::Test})
        m_splits.push_back(examplesOf(task, split, m_grader));
    m_task.examples.clear();
}

const SplitExamples& ScoredTask::examples(Split split) const
{
    return m_splits[static_cast<std::size_t>(split)];
}

} // namespace metaspo
