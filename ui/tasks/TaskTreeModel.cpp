#include "ui/tasks/TaskTreeModel.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/ShownTable.h"
#include "ui/kit/Words.h"

#include <QFont>
#include <algorithm>

namespace metaspo {

namespace {

constexpr Split allSplits[] = {Split::Train, Split::Validation, Split::Test};

std::optional<Split> splitOfColumn(int column)
{
    if (column < TaskTreeModel::TrainColumn || column > TaskTreeModel::TestColumn)
        return {};
    return allSplits[column - TaskTreeModel::TrainColumn];
}

int countIn(const TaskEntry& entry, Split split)
{
    return split == Split::Train ? entry.train : split == Split::Validation ? entry.validation : entry.test;
}

} // namespace

struct TaskTreeModel::Node
{
    enum class Kind { Domain, Task, Split };
    Kind kind = Kind::Domain;
    Node* parent = nullptr;
    int row = 0;
    QString domain;
    TaskKey task = 0;
    metaspo::Split split = metaspo::Split::Train;
    std::vector<std::unique_ptr<Node>> children;

    Node* add(Kind childKind)
    {
        auto child = std::make_unique<Node>();
        child->kind = childKind;
        child->parent = this;
        child->row = static_cast<int>(children.size());
        child->domain = domain;
        child->task = task;
        children.push_back(std::move(child));
        return children.back().get();
    }
};

TaskTreeModel::TaskTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
{
}

TaskTreeModel::~TaskTreeModel() = default;

void TaskTreeModel::setDocument(TaskDocument* document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    if (document) {
        connect(document, &TaskDocument::listChanged, this, &TaskTreeModel::rebuild);
        connect(document, &TaskDocument::headChanged, this, &TaskTreeModel::showHead);
    }
    rebuild();
}

void TaskTreeModel::rebuild()
{
    beginResetModel();
    m_domains.clear();
    for (const TaskKey key : m_document ? m_document->keys() : QList<TaskKey>()) {
        const QString domain = m_document->entry(key)->task.domain;
        if (m_domains.empty() || m_domains.back()->domain != domain) {
            m_domains.push_back(std::make_unique<Node>());
            m_domains.back()->row = static_cast<int>(m_domains.size()) - 1;
            m_domains.back()->domain = domain;
        }
        Node* task = m_domains.back()->add(Node::Kind::Task);
        task->task = key;
        for (const Split split : allSplits)
            task->add(Node::Kind::Split)->split = split;
    }
    endResetModel();
}

// While a name is typed the rows stay where they are; another domain moves the task.
void TaskTreeModel::showHead(TaskKey key)
{
    const QModelIndex index = indexOf(key);
    const TaskEntry* entry = m_document->entry(key);
    if (!index.isValid() || !entry || nodeOf(index)->domain != entry->task.domain)
        return rebuild();
    const QModelIndex domain = index.parent();
    Q_EMIT dataChanged(index, index.siblingAtColumn(TestColumn));
    Q_EMIT dataChanged(domain, domain.siblingAtColumn(TestColumn));
    const int splits = rowCount(index);
    Q_EMIT dataChanged(this->index(0, 0, index), this->index(splits - 1, TestColumn, index));
}

const TaskTreeModel::Node* TaskTreeModel::nodeOf(const QModelIndex& index)
{
    return index.isValid() ? static_cast<const Node*>(index.internalPointer()) : nullptr;
}

TaskKey TaskTreeModel::task(const QModelIndex& index) const
{
    const Node* node = nodeOf(index);
    return node ? node->task : 0;
}

std::optional<Split> TaskTreeModel::split(const QModelIndex& index) const
{
    const Node* node = nodeOf(index);
    return node && node->kind == Node::Kind::Split ? std::optional(node->split) : std::nullopt;
}

QString TaskTreeModel::domain(const QModelIndex& index) const
{
    const Node* node = nodeOf(index);
    return node ? node->domain : QString();
}

QModelIndex TaskTreeModel::indexOf(TaskKey task) const
{
    for (const auto& domain : m_domains)
        for (const auto& node : domain->children)
            if (node->task == task)
                return createIndex(node->row, 0, node.get());
    return {};
}

QModelIndex TaskTreeModel::taskNear(int domainRow, int row) const
{
    if (m_domains.empty())
        return {};
    const auto& domain = m_domains.at(std::min(static_cast<std::size_t>(domainRow), m_domains.size() - 1));
    const auto& tasks = domain->children;
    const Node* node = tasks.at(std::min(static_cast<std::size_t>(row), tasks.size() - 1)).get();
    return createIndex(node->row, 0, node);
}

QModelIndex TaskTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    const Node* node = nodeOf(parent);
    const auto& rows = node ? node->children : m_domains;
    return createIndex(row, column, rows.at(static_cast<std::size_t>(row)).get());
}

QModelIndex TaskTreeModel::parent(const QModelIndex& index) const
{
    const Node* node = nodeOf(index);
    return node && node->parent ? createIndex(node->parent->row, 0, node->parent) : QModelIndex();
}

int TaskTreeModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0)
        return 0;
    const Node* node = nodeOf(parent);
    return static_cast<int>(node ? node->children.size() : m_domains.size());
}

int TaskTreeModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

int TaskTreeModel::countOf(const Node& node, Split split) const
{
    if (node.kind == Node::Kind::Domain) {
        int sum = 0;
        for (const auto& task : node.children)
            sum += countOf(*task, split);
        return sum;
    }
    const TaskEntry* entry = m_document ? m_document->entry(node.task) : nullptr;
    return entry ? countIn(*entry, split) : 0;
}

QVariant TaskTreeModel::textOf(const Node& node, int column) const
{
    if (const std::optional<Split> split = splitOfColumn(column)) {
        const bool isOfOther = node.kind == Node::Kind::Split && node.split != *split;
        return isOfOther ? QVariant() : countText(countOf(node, *split));
    }
    const TaskEntry* entry = m_document ? m_document->entry(node.task) : nullptr;
    if (column == RoleColumn)
        return node.kind == Node::Kind::Task && entry ? wordFor(entry->task.role) : QString();
    switch (node.kind) {
    case Node::Kind::Domain: return node.domain.isEmpty() ? tr("(no domain)") : displayLine(node.domain);
    case Node::Kind::Task: return entry ? displayLine(entry->task.name) : QString();
    case Node::Kind::Split: return wordFor(node.split);
    }
    return {};
}

QVariant TaskTreeModel::exactName(const Node& node) const
{
    const TaskEntry* entry = m_document ? m_document->entry(node.task) : nullptr;
    switch (node.kind) {
    case Node::Kind::Domain: return node.domain;
    case Node::Kind::Task: return entry ? entry->task.name : QString();
    case Node::Kind::Split: break;
    }
    return {};
}

QVariant TaskTreeModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Node& node = *nodeOf(index);
    switch (role) {
    case Qt::DisplayRole: return textOf(node, index.column());
    case exactTextRole: return index.column() == NameColumn ? exactName(node) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == NameColumn ? displayToolTip(textOf(node, NameColumn).toString()) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant::fromValue<Qt::Alignment>(index.column() >= TrainColumn ? Qt::AlignTrailing | Qt::AlignVCenter
                                                                                : Qt::AlignLeading | Qt::AlignVCenter);
    case Qt::FontRole:
        if (node.kind == Node::Kind::Domain && index.column() == NameColumn) {
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
