#pragma once

#include "core/domain/TaskImport.h"

#include <QAbstractListModel>

namespace metaspo {

/// What is wrong or doubtful about a task, with advice; for a RowDelegate.
class ProblemModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setProblems(const QList<TaskProblem>& problems);
    const TaskProblem* problem(const QModelIndex& index) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<TaskProblem> m_problems;
};

} // namespace metaspo
