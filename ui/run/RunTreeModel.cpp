#include "ui/run/RunTreeModel.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/run/StepText.h"

#include <algorithm>

namespace metaspo {

enum class RunTreeDepth { Root, Iteration, Loop, Task, Candidate };

namespace {

// The start has no loops of its own, an outer loop no tasks: fewer levels, so fewer clicks.
std::vector<std::pair<RunTreeDepth, Step>> pathTo(const Step& step)
{
    std::vector<std::pair<RunTreeDepth, Step>> path;
    path.emplace_back(RunTreeDepth::Iteration, Step{step.iteration, Loop::Start, {}, 0});
    if (step.loop != Loop::Start) {
        path.emplace_back(RunTreeDepth::Loop, loopOf(step));
        if (!step.task.isEmpty())
            path.emplace_back(RunTreeDepth::Task, Step{step.iteration, step.loop, step.task, 0});
    }
    path.emplace_back(RunTreeDepth::Candidate, step);
    return path;
}

} // namespace

struct RunTreeModel::Node
{
    RunTreeDepth depth = RunTreeDepth::Root;
    Step step;
    Node* parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;

    int row() const
    {
        return parent ? static_cast<int>(parent->placeOf(step) - parent->children.begin()) : 0;
    }

    /// Where the child of this step is, or would stand.
    std::vector<std::unique_ptr<Node>>::const_iterator placeOf(const Step& wanted) const
    {
        return std::lower_bound(children.begin(), children.end(), wanted,
                                [](const auto& child, const Step& other) { return child->step < other; });
    }

    Node* find(const Step& wanted) const
    {
        const auto place = placeOf(wanted);
        return place != children.end() && (*place)->step == wanted ? place->get() : nullptr;
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
    if (before.candidates().isEmpty())
        return build();
    const QList<Step> changed = changedSince(before);
    for (const Step& step : changed)
        place(step);
    if (m_tree.decisions() != before.decisions())
        return refreshAll();
    for (const Step& step : changed)
        refresh(step);
}

// A whole run at once: one signal instead of one for every row.
void RunTreeModel::build()
{
    beginResetModel();
    for (auto candidate = m_tree.candidates().begin(); candidate != m_tree.candidates().end(); ++candidate) {
        Node* node = m_root.get();
        for (const auto& [depth, at] : pathTo(candidate.key()))
            node = childFor(node, at, static_cast<int>(depth), false);
    }
    endResetModel();
}

// Both are in the order of steps, so one walk through both tells.
QList<Step> RunTreeModel::changedSince(const RunTree& before) const
{
    QList<Step> changed;
    auto then = before.candidates().begin();
    const auto end = before.candidates().end();
    for (auto now = m_tree.candidates().begin(); now != m_tree.candidates().end(); ++now) {
        while (then != end && then.key() < now.key())
            ++then;
        if (then == end || then.key() != now.key() || *then != *now)
            changed.append(now.key());
    }
    return changed;
}

void RunTreeModel::place(const Step& step)
{
    Node* node = m_root.get();
    for (const auto& [depth, at] : pathTo(step))
        node = childFor(node, at, static_cast<int>(depth), true);
}

RunTreeModel::Node* RunTreeModel::childFor(Node* parent, const Step& step, int depth, bool isTold)
{
    if (Node* known = parent->find(step))
        return known;
    const auto place = parent->placeOf(step);
    const int row = static_cast<int>(place - parent->children.begin());
    auto made = std::make_unique<Node>();
    made->depth = static_cast<RunTreeDepth>(depth);
    made->step = step;
    made->parent = parent;
    if (isTold)
        beginInsertRows(indexOfNode(parent), row, row);
    Node* node = parent->children.insert(place, std::move(made))->get();
    if (isTold)
        endInsertRows();
    return node;
}

// The candidate, and the groups above it, which show the best score in them.
void RunTreeModel::refresh(const Step& step)
{
    const Node* node = m_root.get();
    for (const auto& [depth, at] : pathTo(step)) {
        node = node->find(at);
        const QModelIndex first = indexOfNode(node);
        Q_EMIT dataChanged(first, first.siblingAtColumn(columns - 1));
    }
}

// A decision changes what is in force anywhere: one signal for every group.
void RunTreeModel::refreshAll(const Node* group)
{
    if (!group)
        group = m_root.get();
    if (group->children.empty())
        return;
    const QModelIndex parent = indexOfNode(group);
    Q_EMIT dataChanged(index(0, 0, parent), index(static_cast<int>(group->children.size()) - 1, columns - 1, parent));
    for (const auto& child : group->children)
        refreshAll(child.get());
}

RunTreeModel::Node* RunTreeModel::nodeOf(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex RunTreeModel::indexOfNode(const Node* node) const
{
    return node->depth == RunTreeDepth::Root ? QModelIndex() : createIndex(node->row(), 0, node);
}

QModelIndex RunTreeModel::indexOf(const Step& step) const
{
    const bool isGroup = m_tree.find(step) == nullptr;
    const Node* node = m_root.get();
    for (const auto& [depth, at] : pathTo(step)) {
        const Node* child = node->find(at);
        if (!child)
            return isGroup ? indexOfNode(node) : QModelIndex();
        node = child;
        if (isGroup && at == step)
            break;
    }
    return indexOfNode(node);
}

std::optional<Step> RunTreeModel::candidateAt(const QModelIndex& index) const
{
    const Node* node = nodeOf(index);
    return node->depth == RunTreeDepth::Candidate ? std::optional(node->step) : std::nullopt;
}

std::optional<Step> RunTreeModel::placeAt(const QModelIndex& index) const
{
    return placeOf(*nodeOf(index));
}

std::optional<Step> RunTreeModel::placeOf(const Node& node) const
{
    if (node.depth == RunTreeDepth::Root || node.step.iteration == 0)
        return std::nullopt;
    return node.depth == RunTreeDepth::Iteration ? Step{node.step.iteration, Loop::Inner, {}, 0} : node.step;
}

void RunTreeModel::setBreakpoints(const QSet<Step>& places)
{
    if (places == m_breakpoints)
        return;
    m_breakpoints = places;
    refreshAll();
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
    const Candidate* candidate = node.depth == RunTreeDepth::Candidate ? m_tree.find(node.step) : nullptr;
    switch (role) {
    case Qt::DisplayRole: return display(node, index.column());
    case StepRole: return text(node.step);
    case StateRole: return candidate ? QVariant(static_cast<int>(candidate->state)) : QVariant();
    case InForceRole: return candidate && isInForce(*candidate);
    case BreakpointRole: {
        const std::optional<Step> place = node.depth == RunTreeDepth::Iteration ? std::nullopt : placeOf(node);
        return place && m_breakpoints.contains(*place);
    }
    case Qt::TextAlignmentRole:
        return index.column() == ScoreColumn ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant();
    case Qt::ToolTipRole: return candidate ? displayToolTip(verdict(m_tree, node.step)) : QVariant();
    case Qt::AccessibleTextRole:
        return candidate && index.column() == NameColumn
                   ? QStringLiteral("%1, %2, %3%4")
                         .arg(candidateName(*candidate), stateText(candidate->state), scoreText(*candidate),
                              m_breakpoints.contains(node.step) ? tr(", breakpoint") : QString())
                   : display(node, index.column());
    default: return {};
    }
}

QVariant RunTreeModel::display(const Node& node, int column) const
{
    if (node.depth == RunTreeDepth::Candidate) {
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
    if (node.depth == RunTreeDepth::Iteration)
        return node.step.iteration == 0 ? loopTitle(Loop::Start) : tr("Iteration %1").arg(node.step.iteration);
    return node.depth == RunTreeDepth::Loop ? loopTitle(node.step.loop) : displayLine(node.step.task);
}

// What stands in force at the end of an outer loop, and what the best of a task is after an inner one.
QString RunTreeModel::scoreOfGroup(const Node& node) const
{
    const auto decision = m_tree.decisions().find(loopOf(node.step));
    if (decision == m_tree.decisions().end())
        return {};
    if (node.depth == RunTreeDepth::Loop && decision->incumbent)
        return percentText(decision->incumbent->score.value());
    if (node.depth != RunTreeDepth::Task)
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
