#pragma once

#include "ui/tasks/document/TaskDocument.h"

#include <QAbstractItemModel>
#include <QPointer>
#include <memory>
#include <optional>
#include <vector>

namespace metaspo {

/// Domains with their tasks, these with their splits, and how many examples each has. Follows a document.
class TaskTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, RoleColumn, TrainColumn, ValidationColumn, TestColumn, ColumnCount };

    explicit TaskTreeModel(QObject* parent = nullptr);
    ~TaskTreeModel() override;

    void setDocument(TaskDocument* document); ///< null: none
    TaskKey task(const QModelIndex& index) const; ///< of a task or one of its splits; 0: a domain
    std::optional<Split> split(const QModelIndex& index) const;
    QString domain(const QModelIndex& index) const;
    QModelIndex indexOf(TaskKey task) const;
    /// The task at these rows, or the nearest; invalid: there is none.
    QModelIndex taskNear(int domainRow, int row) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;
    static const Node* nodeOf(const QModelIndex& index);
    QVariant textOf(const Node& node, int column) const;
    QVariant exactName(const Node& node) const; ///< of a domain or task
    int countOf(const Node& node, Split split) const;
    void rebuild();
    void showHead(TaskKey key);

    QPointer<TaskDocument> m_document;
    std::vector<std::unique_ptr<Node>> m_domains;
};

} // namespace metaspo
