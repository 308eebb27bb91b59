#include "ui/tasks/TaskTreeModel.h"

#include "ui/kit/Icons.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Words.h"

#include <QFont>
#include <algorithm>

namespace metaspo {

struct TaskTreeModel::Node
{
    Node* parent = nullptr; ///< null: a domain
    int row = 0;
    TaskSummary summary; ///< of a domain: the sums
    std::vector<std::unique_ptr<Node>> children;
};

TaskTreeModel::TaskTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

TaskTreeModel::~TaskTreeModel() = default;

void TaskTreeModel::setTasks(const QList<TaskSummary>& tasks)
{
    beginResetModel();
    m_domains.clear();
    for (const TaskSummary& summary : tasks) {
        const auto place = std::find_if(m_domains.begin(), m_domains.end(), [&summary](const auto& domain) {
            return domain->summary.task.domain == summary.task.domain;
        });
        const bool isNew = place == m_domains.end(); // `place` does not outlive the insertion
        if (isNew) {
            auto domain = std::make_unique<Node>();
            domain->row = static_cast<int>(m_domains.size());
            domain->summary.task.domain = summary.task.domain;
            m_domains.push_back(std::move(domain));
        }
        Node* domain = isNew ? m_domains.back().get() : place->get();
        auto node = std::make_unique<Node>();
        node->parent = domain;
        node->row = static_cast<int>(domain->children.size());
        node->summary = summary;
        domain->summary.train += summary.train;
        domain->summary.validation += summary.validation;
        domain->summary.test += summary.test;
        domain->children.push_back(std::move(node));
    }
    endResetModel();
}

const TaskSummary* TaskTreeModel::task(const QModelIndex& index) const
{
    const auto* node = index.isValid() ? static_cast<const Node*>(index.internalPointer()) : nullptr;
    return node && node->parent ? &node->summary : nullptr;
}

QModelIndex TaskTreeModel::indexOf(qint64 task) const
{
    for (const auto& domain : m_domains)
        for (const auto& node : domain->children)
            if (node->summary.task.id == task)
                return createIndex(node->row, 0, node.get());
    return {};
}

QModelIndex TaskTreeModel::firstTask() const
{
    return m_domains.empty() ? QModelIndex() : createIndex(0, 0, m_domains.front()->children.front().get());
}

QModelIndex TaskTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const auto* node = parent.isValid() ? static_cast<const Node*>(parent.internalPointer()) : nullptr;
    const auto& rows = node ? node->children : m_domains;
    return createIndex(row, column, rows.at(static_cast<std::size_t>(row)).get());
}

QModelIndex TaskTreeModel::parent(const QModelIndex& index) const
{
    const auto* node = index.isValid() ? static_cast<const Node*>(index.internalPointer()) : nullptr;
    return node && node->parent ? createIndex(node->parent->row, 0, node->parent) : QModelIndex();
}

int TaskTreeModel::rowCount(const QModelIndex& parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_domains.size());
    return parent.column() > 0 ? 0
                               : static_cast<int>(static_cast<const Node*>(parent.internalPointer())->children.size());
}

int TaskTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QVariant TaskTreeModel::textOf(const Node& node, int column)
{
    switch (column) {
    case NameColumn:
        if (node.parent)
            return displayLine(node.summary.task.name);
        return node.summary.task.domain.isEmpty() ? tr("(no domain)") : displayLine(node.summary.task.domain);
    case RoleColumn: return node.parent ? wordFor(node.summary.task.role) : QString();
    case TrainColumn: return countText(node.summary.train);
    case ValidationColumn: return countText(node.summary.validation);
    case TestColumn: return countText(node.summary.test);
    default: return {};
    }
}

QVariant TaskTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto& node = *static_cast<const Node*>(index.internalPointer());
    switch (role) {
    case Qt::DisplayRole: return textOf(node, index.column());
    case Qt::ToolTipRole:
        return node.parent ? displayToolTip(tr("%1: runs that used it: %2")
                                                .arg(node.summary.task.name, countText(node.summary.runs)))
                           : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<Qt::Alignment>(index.column() >= TrainColumn ? Qt::AlignTrailing | Qt::AlignVCenter
                                                                                : Qt::AlignLeading | Qt::AlignVCenter);
    case Qt::FontRole:
        if (!node.parent && index.column() == NameColumn) {
            QFont bold;
            bold.setWeight(QFont::DemiBold);
            return bold;
        }
        return {};
    default: return {};
    }
}

QVariant TaskTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue<Qt::Alignment>(section >= TrainColumn ? Qt::AlignTrailing | Qt::AlignVCenter
                                                                         : Qt::AlignLeading | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && section == ValidationColumn)
        return wordFor(Split::Validation);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Domain and task");
    case RoleColumn: return tr("Role");
    case TrainColumn: return tr("Train");
    case ValidationColumn: return tr("Val.", "validation, shortened");
    case TestColumn: return tr("Test");
    default: return {};
    }
}

} // namespace metaspo
