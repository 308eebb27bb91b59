#pragma once

#include "core/domain/RowFilters.h"

#include <QAbstractItemModel>
#include <memory>
#include <vector>

namespace metaspo {

/// Domains with their tasks, and how many examples each split has.
class TaskTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, RoleColumn, TrainColumn, ValidationColumn, TestColumn, ColumnCount };

    explicit TaskTreeModel(QObject* parent = nullptr);
    ~TaskTreeModel() override;

    void setTasks(const QList<TaskSummary>& tasks);
    const TaskSummary* task(const QModelIndex& index) const; ///< null: a domain
    QModelIndex indexOf(qint64 task) const;
    QModelIndex firstTask() const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;
    static QVariant textOf(const Node& node, int column);

    std::vector<std::unique_ptr<Node>> m_domains;
};

} // namespace metaspo
