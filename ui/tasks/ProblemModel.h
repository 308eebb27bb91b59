#pragma once

#include "core/engine/TaskEditing.h"

#include <QAbstractListModel>

namespace metaspo {

/// What is wrong or doubtful about a task, with advice; for a RowDelegate.
class ProblemModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setProblems(const QList<FixableProblem>& problems);
    const FixableProblem* problem(const QModelIndex& index) const;
    const QList<FixableProblem>& problems() const { return m_problems; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<FixableProblem> m_problems;
};

/// The problems of each example, by index, in a few words.
QHash<int, QString> issuesOf(const QList<FixableProblem>& problems);

} // namespace metaspo
