#pragma once

#include "ui/run/RunTree.h"

#include <QAbstractItemModel>
#include <QSet>
#include <memory>
#include <vector>

namespace metaspo {

/// Iterations, their loops, the loops' tasks and the candidates in them. The first tree of a run comes as one reset;
/// from then on rows come and change, they never move or go: selection and scroll position stay.
class RunTreeModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ScoreColumn, StateColumn, columns };
    enum Role {
        StepRole = Qt::UserRole, ///< text of the step
        StateRole,               ///< CandidateState as int; invalid where there is no candidate
        InForceRole,             ///< true: the incumbent, or first of its task's beam
        BreakpointRole           ///< true: the run pauses before it
    };

    explicit RunTreeModel(QObject* parent = nullptr);
    ~RunTreeModel() override;

    void clear();
    void show(const RunTree& tree); ///< adds and changes what is new in this tree

    QModelIndex indexOf(const Step& step) const;
    std::optional<Step> candidateAt(const QModelIndex& index) const;
    /// Where a breakpoint at this row stands: a loop, a task in it, a candidate; an iteration begins with its inner loop.
    std::optional<Step> placeAt(const QModelIndex& index) const;
    void setBreakpoints(const QSet<Step>& places);

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Node;

    Node* nodeOf(const QModelIndex& index) const;
    QModelIndex indexOfNode(const Node* node) const;
    Node* childFor(Node* parent, const Step& step, int depth, bool isTold);
    void build();
    void place(const Step& step);
    QList<Step> changedSince(const RunTree& before) const;
    void refresh(const Step& step);
    void refreshAll(const Node* group = nullptr);
    std::optional<Step> placeOf(const Node& node) const;
    QVariant display(const Node& node, int column) const;
    QString scoreOfGroup(const Node& node) const;
    bool isInForce(const Candidate& candidate) const;

    RunTree m_tree;
    QSet<Step> m_breakpoints;
    std::unique_ptr<Node> m_root;
};

} // namespace metaspo
