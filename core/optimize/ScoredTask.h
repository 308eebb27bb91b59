#pragma once

#include "core/domain/Task.h"
#include "core/tasks/Grader.h"

#include <QHash>
#include <vector>

namespace metaspo {

/// The examples of one split with what scoring needs of them. Positions count from 0 in the order of the indexes.
struct SplitExamples
{
    QList<Example> examples;
    QStringList labels;          ///< gold labels that occur, sorted
    std::vector<int> goldLabels; ///< by position: index into `labels`
    QHash<QString, int> labelIndex;
    QHash<int, int> positions; ///< Example::index to position

    int size() const { return static_cast<int>(examples.size()); }
};

/// A task as a method works with it: its examples by split, and how answers are graded. Immutable.
class ScoredTask
{
public:
    explicit ScoredTask(const Task& task);

    const QString& name() const { return m_task.name; }
    const Task& task() const { return m_task; }
    const Grader& grader() const { return m_grader; }
    const SplitExamples& examples(Split split) const;

private:
    Task m_task; ///< without its examples
    Grader m_grader;
    std::vector<SplitExamples> m_splits;
};

} // namespace metaspo
