#include "ui/run/RunTreeModel.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/run/StepText.h"

#include <algorithm>

namespace metaspo {

namespace {

enum class Depth { Root, Iteration, Loop, Task, Candidate };

// The start has no loops of its own, an outer loop no tasks: fewer levels, so fewer clicks.
std::vector<std::pair<Depth, Step>> pathTo(const Step& step)
{
    std::vector<std::pair<Depth, Step>> path;
    path.emplace_back(Depth::Iteration, Step{step.iteration, Loop::Start, {}, 0});
    if (step.loop != Loop::Start) {
        path.emplace_back(Depth::Loop, loopOf(step));
        if (!step.task.isEmpty())
            path.emplace_back(Depth::Task, Step{step.iteration, step.loop, step.task, 0});
    }
    path.emplace_back(Depth::Candidate, step);
    return path;
}

} // namespace

struct RunTreeModel::Node
{
    Depth depth = Depth::Root;
    Step step;
    Node* parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;

    int row() const
    {
        if (!parent)
            return 0;
        const auto place = std::find_if(parent->children.begin(), parent->children.end(),
                                        [this](const auto& child) { return child.get() == this; });
        return static_cast<int>(place - parent->children.begin());
    }
};

RunTreeModel::RunTreeModel(QObject* parent)
    : QAbstractItemModel(parent)
    , m_root(std::make_unique<Node>())
{
}

RunTreeModel::~RunTreeModel() = default;

void RunTreeModel::clear()
{
    beginResetModel();
    m_root = std::make_unique<Node>();
    m_tree = {};
    endResetModel();
}

void RunTreeModel::show(const RunTree& tree)
{
    if (tree == m_tree)
        return;
    const RunTree before = std::exchange(m_tree, tree);
    for (auto candidate = tree.candidates().begin(); candidate != tree.candidates().end(); ++candidate)
        if (!before.find(candidate.key()))
            place(candidate.key());
    for (const auto& child : m_root->children)
        refresh(child.get(), before);
}

void RunTreeModel::place(const Step& step)
{
    Node* node = m_root.get();
    for (const auto& [depth, at] : pathTo(step))
        node = childFor(node, at, static_cast<int>(depth));
}

RunTreeModel::Node* RunTreeModel::childFor(Node* parent, const Step& step, int depth)
{
    auto& children = parent->children;
    const auto place = std::lower_bound(children.begin(), children.end(), step,
                                        [](const auto& child, const Step& wanted) { return child->step < wanted; });
    if (place != children.end() && (*place)->step == step)
        return place->get();
    const int row = static_cast<int>(place - children.begin());
    auto made = std::make_unique<Node>();
    made->depth = static_cast<Depth>(depth);
    made->step = step;
    made->parent = parent;
    beginInsertRows(indexOfNode(parent), row, row);
    Node* node = children.insert(place, std::move(made))->get();
    endInsertRows();
    return node;
}

// Few nodes and a cheap comparison: one signal for every row whose candidate, beam or incumbent is another one.
void RunTreeModel::refresh(Node* node, const RunTree& before)
{
    bool isChanged = node->depth != Depth::Candidate;
    if (!isChanged) {
        const Candidate* now = m_tree.find(node->step);
        const Candidate* then = before.find(node->step);
        isChanged = !now || !then || *now != *then || m_tree.decisions() != before.decisions();
    }
    if (isChanged) {
        const QModelIndex first = indexOfNode(node);
        Q_EMIT dataChanged(first, first.siblingAtColumn(columns - 1));
    }
    for (const auto& child : node->children)
        refresh(child.get(), before);
}

RunTreeModel::Node* RunTreeModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex RunTreeModel::indexOfNode(const Node* node) const
{
    return node->depth == Depth::Root ? QModelIndex() : createIndex(node->row(), 0, node);
}

QModelIndex RunTreeModel::indexOf(const Step& step) const
{
    const bool isGroup = m_tree.find(step) == nullptr;
    const Node* node = m_root.get();
    for (const auto& [depth, at] : pathTo(step)) {
        const auto child = std::find_if(node->children.begin(), node->children.end(),
                                        [at = at](const auto& candidate) { return candidate->step == at; });
        if (child == node->children.end())
            return isGroup ? indexOfNode(node) : QModelIndex();
        node = child->get();
        if (isGroup && at == step)
            break;
    }
    return indexOfNode(node);
}

std::optional<Step> RunTreeModel::candidateAt(const QModelIndex& index) const
{
    const Node* node = nodeOf(index);
    return node->depth == Depth::Candidate ? std::optional(node->step) : std::nullopt;
}

QModelIndex RunTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const Node* node = nodeOf(parent);
    if (column < 0 || column >= columns || row < 0 || row >= static_cast<int>(node->children.size())
        || parent.column() > 0)
        return {};
    return createIndex(row, column, node->children[static_cast<std::size_t>(row)].get());
}

QModelIndex RunTreeModel::parent(const QModelIndex& index) const
{
    const Node* node = nodeOf(index);
    return node->parent ? indexOfNode(node->parent) : QModelIndex();
}

int RunTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeOf(parent)->children.size());
}

int RunTreeModel::columnCount(const QModelIndex&) const
{
    return columns;
}

QVariant RunTreeModel::data(const QModelIndex& index, int role) const
{
    const Node& node = *nodeOf(index);
    const Candidate* candidate = node.depth == Depth::Candidate ? m_tree.find(node.step) : nullptr;
    switch (role) {
    case Qt::DisplayRole: return display(node, index.column());
    case StepRole: return text(node.step);
    case StateRole: return candidate ? QVariant(static_cast<int>(candidate->state)) : QVariant();
    case InForceRole: return candidate && isInForce(*candidate);
    case Qt::TextAlignmentRole:
        return index.column() == ScoreColumn ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant();
    case Qt::ToolTipRole: return candidate ? displayToolTip(verdict(m_tree, node.step)) : QVariant();
    case Qt::AccessibleTextRole:
        return candidate && index.column() == NameColumn
                   ? QStringLiteral("%1, %2, %3").arg(candidateName(*candidate), stateText(candidate->state),
                                                      scoreText(*candidate))
                   : display(node, index.column());
    default: return {};
    }
}

QVariant RunTreeModel::display(const Node& node, int column) const
{
    if (node.depth == Depth::Candidate) {
        const Candidate* candidate = m_tree.find(node.step);
        if (!candidate) // an older tree than the one the row came with
            return column == NameColumn ? displayLine(text(node.step)) : QVariant();
        switch (column) {
        case NameColumn: return displayLine(candidateName(*candidate));
        case ScoreColumn: return scoreText(*candidate);
        default: return stateText(candidate->state);
        }
    }
    if (column == ScoreColumn)
        return scoreOfGroup(node);
    if (column != NameColumn)
        return {};
    if (node.depth == Depth::Iteration)
        return node.step.iteration == 0 ? loopTitle(Loop::Start) : tr("Iteration %1").arg(node.step.iteration);
    return node.depth == Depth::Loop ? loopTitle(node.step.loop) : displayLine(node.step.task);
}

// What stands in force at the end of an outer loop, and what the best of a task is after an inner one.
QString RunTreeModel::scoreOfGroup(const Node& node) const
{
    const auto decision = m_tree.decisions().find(loopOf(node.step));
    if (decision == m_tree.decisions().end())
        return {};
    if (node.depth == Depth::Loop && decision->incumbent)
        return percentText(decision->incumbent->score.value());
    if (node.depth != Depth::Task)
        return {};
    const QList<Step> beam = decision->beams.value(node.step.task);
    const Candidate* best = beam.isEmpty() ? nullptr : m_tree.find(beam.front());
    return best ? scoreText(*best) : QString();
}

bool RunTreeModel::isInForce(const Candidate& candidate) const
{
    if (candidate.kind == PromptKind::System)
        return m_tree.incumbent() == candidate.step;
    const QList<Step> beam = m_tree.beam(candidate.task);
    return !beam.isEmpty() && beam.front() == candidate.step;
}

QVariant RunTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn: return tr("Step");
    case ScoreColumn: return tr("Score");
    default: return tr("State");
    }
}

} // namespace metaspo
