#pragma once

#include "core/engine/Workspace.h"
#include "ui/kit/Page.h"
#include "ui/run/RunActions.h"

#include <QTimer>

class QListView;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace metaspo {

class CandidateArea;
class EmptyState;
struct ExportRequest;
class RunDetails;
class RunFollower;
class RunHeader;
class RunListModel;
class RunTreeModel;
class Timeline;

/// Runs as in a debugger: start, pause, step, stop; the tree of what was tried, each candidate beside the prompt it
/// competes with, its scores, its answers, and the calls behind them.
class RunPage : public Page
{
    Q_OBJECT

public:
    explicit RunPage(Workspace& workspace, QWidget* parent = nullptr);
    ~RunPage() override;

    QString title() const override;
    QString iconName() const override;
    void setProject(const std::shared_ptr<Project>& project) override;
    QList<QMenu*> menus() override;
    QString reasonToStay() const override;
    QString unsavedEdits() const override;

    qint64 currentRun() const;
    void showRun(qint64 run);
    void choose(qint64 run); ///< shows it, also in the list
    void start(qint64 run); ///< shows it and starts or continues it

public Q_SLOTS:
    /// Opens the new-run dialog with this filled in.
    void setUpRun(const metaspo::RunRequest& request);

private:
    QWidget* makeLeft();
    QWidget* makeTree();
    QWidget* makeRight();
    void connectParts();
    void closeDialogs(bool isProjectLeft);
    void readTasks();
    void readRuns();
    void takeRuns(const QList<RunRecord>& runs);
    void showState();
    void showProgress();
    void showNextStep();
    QList<RunSession*> liveSessions() const;
    void showTreeSoon();
    void showTree();
    void expandNew(const QModelIndex& parent, int first, int last);
    void chooseCandidate(const std::optional<Step>& candidate);
    void chooseStage(const Step& loop);
    void choosePlace(const std::optional<Step>& place);
    bool isAhead(const Step& place) const;
    std::optional<Step> forkPlace() const; ///< the chosen loop, if the run has come to it
    void toggleBreakpoint();
    void showBreakpoints(bool isEditable);
    void carryOut(RunCommandId command);
    void fork();
    void compareChosen();
    void askForLimits();
    void askForExport();
    void exportRun(qint64 run, const ExportRequest& request);
    void readLog();
    void tellEnd(RunState state, const QString& reason);
    void tellResult(qint64 run); ///< what it has brought, and where to look at it
    void report(const Error& error);

    Workspace& m_workspace;
    std::shared_ptr<Project> m_project;
    RunFollower* m_follower;
    RunActions* m_actions;
    RunListModel* m_runs;
    RunTreeModel* m_tree;
    QStackedWidget* m_stack;
    EmptyState* m_empty;
    QPushButton* m_firstRun = nullptr;
    QPushButton* m_newRun = nullptr;
    QListView* m_runList;
    QTreeView* m_treeView;
    RunHeader* m_header;
    Timeline* m_timeline;
    CandidateArea* m_candidate;
    RunDetails* m_details;
    QMenu* m_menu;
    QTimer m_treeSoon;
    std::optional<Step> m_place; ///< loop, task or candidate: where breakpoints are set and runs are run to
    qint64 m_wanted = 0; ///< a run that was created and is not in the list yet
    bool m_hasTasks = false;
};

} // namespace metaspo
