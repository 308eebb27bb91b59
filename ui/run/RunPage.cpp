#include "ui/run/RunPage.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/TableActions.h"
#include "ui/run/CandidateArea.h"
#include "ui/run/RunDetails.h"
#include "ui/run/RunFollower.h"
#include "ui/run/RunHeader.h"
#include "ui/run/RunListDelegate.h"
#include "ui/run/RunListModel.h"
#include "ui/run/RunTreeDelegate.h"
#include "ui/run/RunTreeModel.h"
#include "ui/run/Timeline.h"

#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr int drawingPause = 100; // live facts are drawn at most ten times a second
constexpr int mostExpandedRows = 2000;
constexpr int leastDetailsHeight = 300; // on a low screen the page scrolls, and a chart can still be read

} // namespace

RunPage::RunPage(Workspace& workspace, QWidget* parent)
    : Page(parent)
    , m_workspace(workspace)
    , m_follower(new RunFollower(this))
    , m_actions(new RunActions(this))
    , m_runs(new RunListModel(this))
    , m_tree(new RunTreeModel(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("run"), {}, {}, this))
    , m_runList(new QListView(this))
    , m_treeView(new QTreeView(this))
    , m_header(new RunHeader(*m_actions, this))
    , m_timeline(new Timeline(this))
    , m_candidate(new CandidateArea(*m_follower, *m_actions, this))
    , m_details(new RunDetails(this))
    , m_menu(new QMenu(tr("&Run"), this))
{
    setObjectName(QStringLiteral("runPage"));
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("runSplitter"));
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeLeft());
    splitter->addWidget(makeRight());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({300, 900});
    m_firstRun = m_empty->addButton(tr("New run…"), QStringLiteral("add"), QStringLiteral("firstRun"));
    connect(m_firstRun, &QPushButton::clicked, this, [this] {
        if (!m_project)
            Q_EMIT pageRequested(QStringLiteral("startPage"));
        else if (m_hasTasks)
            carryOut(RunCommandId::New);
        else
            Q_EMIT pageRequested(QStringLiteral("tasksPage"));
    });
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);
    connectParts();
    showState();
}

RunPage::~RunPage() = default;

QWidget* RunPage::makeLeft()
{
    auto* left = new QWidget(this);
    left->setMinimumWidth(240); // names of steps can be read beside score and state
    nameWidget(m_runList, QStringLiteral("runList"), tr("Runs of this project"));
    m_runList->setModel(m_runs);
    m_runList->setItemDelegate(new RunListDelegate(m_runList));
    m_runList->setUniformItemSizes(true);
    m_runList->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_runList->setFrameShape(QFrame::NoFrame);
    nameWidget(m_treeView, QStringLiteral("runTree"), tr("Steps and candidates of the run"));
    m_treeView->setModel(m_tree);
    m_treeView->setItemDelegate(new RunTreeDelegate(m_treeView));
    m_treeView->setUniformRowHeights(true);
    m_treeView->setSelectionMode(QAbstractItemView::ExtendedSelection); // several can be compared
    m_treeView->setFrameShape(QFrame::NoFrame);
    m_treeView->setIndentation(14);
    m_treeView->setAllColumnsShowFocus(true);
    m_treeView->header()->setStretchLastSection(false);
    m_treeView->header()->setSectionResizeMode(RunTreeModel::NameColumn, QHeaderView::Stretch);
    m_treeView->header()->setMinimumSectionSize(40);
    m_treeView->setColumnWidth(RunTreeModel::ScoreColumn,
                               fontMetrics().horizontalAdvance(QStringLiteral("100.0 %")) + 14);
    m_treeView->setColumnWidth(RunTreeModel::StateColumn, fontMetrics().horizontalAdvance(tr("proposed")) + 16);

    auto* top = new QWidget(left);
    m_newRun = button(tr("New run…"), QStringLiteral("add"), QStringLiteral("newRun"), top);
    connect(m_newRun, &QPushButton::clicked, this, [this] { carryOut(RunCommandId::New); });
    auto* topRow = new QHBoxLayout(top);
    topRow->setContentsMargins(12, 10, 8, 6);
    topRow->addWidget(caption(tr("Runs"), top), 1);
    topRow->addWidget(m_newRun);
    auto* runActions = new TableActions(
        m_runList, [this](const auto& rows, TableActions::Readers) { return m_runs->source(rows); }, top);
    connect(runActions, &TableActions::noticeRaised, this, &RunPage::noticeRaised);
    topRow->addWidget(runActions);
    auto* splitter = new QSplitter(Qt::Vertical, left);
    splitter->setObjectName(QStringLiteral("runListSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_runList);
    splitter->addWidget(makeTree());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({150, 500});
    auto* rows = new QVBoxLayout(left);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(top);
    rows->addWidget(splitter, 1);
    return left;
}

QWidget* RunPage::makeRight()
{
    auto* right = new QWidget(this);
    auto* splitter = new QSplitter(Qt::Vertical, right);
    splitter->setObjectName(QStringLiteral("candidateSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    splitter->addWidget(m_candidate);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 3);
    splitter->setSizes({260, 380});
    auto* rows = new QVBoxLayout(right);
    rows->setContentsMargins(16, 12, 16, 12);
    rows->setSpacing(10);
    rows->addWidget(m_header);
    rows->addWidget(m_timeline);
    rows->addWidget(splitter, 1);
    m_details->setMinimumHeight(leastDetailsHeight);
    right->setMinimumWidth(1); // on a narrow screen its parts shrink, instead of being cut off
    auto* area = new QScrollArea(this);
    area->setObjectName(QStringLiteral("runArea"));
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidgetResizable(true);
    area->setFocusPolicy(Qt::NoFocus); // what is in it can be reached
    area->setWidget(right);
    return area;
}

void RunPage::connectParts()
{
    m_treeSoon.setSingleShot(true);
    m_treeSoon.setInterval(drawingPause);
    connect(&m_treeSoon, &QTimer::timeout, this, &RunPage::showTree);
    connect(m_actions, &RunActions::triggered, this, &RunPage::carryOut);
    connect(m_runList->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (const RunRecord* record = m_runs->record(index))
            showRun(record->id);
    });
    connect(m_treeView->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        chooseCandidate(m_tree->candidateAt(index.siblingAtColumn(0)));
        choosePlace(m_tree->placeAt(index.siblingAtColumn(0)));
    });
    connect(m_tree, &QAbstractItemModel::rowsInserted, this, &RunPage::expandNew);
    connect(m_tree, &QAbstractItemModel::modelReset, this, [this] {
        const int last = m_tree->rowCount() - 1;
        expandNew({}, 0, last);
        for (int row = 0; row <= last; ++row)
            expandNew(m_tree->index(row, 0), 0, m_tree->rowCount(m_tree->index(row, 0)) - 1);
    });
    connect(m_timeline, &Timeline::loopChosen, this, [this](const Step& loop) {
        chooseStage(loop); // chooses a candidate in the tree as well
        choosePlace(loop);
    });
    connect(m_candidate, &CandidateArea::readyChanged, this, &RunPage::showProgress);
    connect(m_candidate, &CandidateArea::insertRequested, m_follower, &RunFollower::insert);
    connect(m_candidate, &CandidateArea::noticeRaised, this, &RunPage::noticeRaised);
    connect(m_details, &RunDetails::breakpointsEdited, m_follower, &RunFollower::setBreakpoints);
    connect(m_details, &RunDetails::noteSaved, this, &RunPage::readRuns);
    connect(m_details, &RunDetails::noteSaved, m_follower, &RunFollower::read);
    connect(m_details, &RunDetails::stageChosen, this, &RunPage::chooseStage);
    connect(m_details, &RunDetails::failed, this, &RunPage::report);
    connect(m_details, &RunDetails::noticeRaised, this, &Page::noticeRaised);
    connect(m_follower, &RunFollower::failed, this, &RunPage::report);
    connect(m_follower, &RunFollower::treeChanged, this, &RunPage::showTreeSoon);
    connect(m_follower, &RunFollower::progressChanged, this, &RunPage::showProgress);
    connect(m_follower, &RunFollower::answersArrived, m_details, &RunDetails::reloadAnswers);
    connect(m_follower, &RunFollower::overviewRead, this, [this] {
        m_details->showRun(*m_follower, m_runs->find(m_follower->overview().record.forkedFrom.value_or(0)));
        showTree();
    });
    connect(m_follower, &RunFollower::logged, this,
            [this](const QStringList& sentences) { m_details->showLog(sentences, false); });
    connect(m_follower, &RunFollower::inserted, this, [this](const QString& run, const Insertion& insertion) {
        m_candidate->forget(run, insertion);
        Q_EMIT noticeRaised(Notice::success(tr("The prompt waits for the next loop of its kind.")));
    });
    connect(m_follower, &RunFollower::ended, this, &RunPage::tellEnd);
}

QString RunPage::title() const
{
    return tr("Run");
}

QString RunPage::iconName() const
{
    return QStringLiteral("run");
}

QList<QMenu*> RunPage::menus()
{
    if (m_menu->isEmpty()) {
        const auto add = [this](std::initializer_list<RunCommandId> commands) {
            for (const RunCommandId command : commands)
                m_menu->addAction((*m_actions)[command]);
        };
        add({RunCommandId::New});
        m_menu->addSeparator();
        add({RunCommandId::Resume, RunCommandId::Pause, RunCommandId::Stop});
        m_menu->addSeparator();
        add({RunCommandId::StepCall, RunCommandId::StepCandidate, RunCommandId::StepLoop, RunCommandId::StepIteration,
             RunCommandId::RunTo});
        m_menu->addSeparator();
        add({RunCommandId::Breakpoint, RunCommandId::Limits});
        m_menu->addSeparator();
        add({RunCommandId::Edit, RunCommandId::Write, RunCommandId::Insert});
        m_menu->addSeparator();
        add({RunCommandId::Fork, RunCommandId::Compare, RunCommandId::Export});
    }
    return {m_menu};
}

void RunPage::setProject(const std::shared_ptr<Project>& project)
{
    if (m_project && m_project != project)
        m_project->disconnect(this);
    if (m_project != project)
        closeDialogs(true);
    m_project = project;
    m_wanted = 0;
    m_hasTasks = false;
    m_runs->show({});
    m_tree->clear();
    m_candidate->leaveRun();
    m_place.reset();
    m_details->setProject(project);
    m_follower->setProject(project);
    if (project) {
        connect(project.get(), &Project::runsChanged, this, &RunPage::readRuns);
        connect(project.get(), &Project::tasksChanged, this, &RunPage::readTasks);
        readTasks();
        readRuns();
    }
    showState();
}

qint64 RunPage::currentRun() const
{
    return m_follower->run();
}

// Only the window holds the project: what the query thread holds last would be destroyed there.
void RunPage::readTasks()
{
    if (!m_project)
        return;
    whenDone(m_project->queries().tasks(), this,
             [this, asked = std::weak_ptr(m_project)](const Result<QList<TaskSummary>>& tasks) {
                 if (!m_project || asked.lock() != m_project || !tasks)
                     return;
                 m_hasTasks = !tasks->isEmpty();
                 showState();
             });
}

void RunPage::readRuns()
{
    if (!m_project)
        return;
    whenDone(m_project->queries().runs(), this,
             [this, asked = std::weak_ptr(m_project)](const Result<QList<RunRecord>>& runs) {
                 if (!m_project || asked.lock() != m_project)
                     return;
                 if (!runs)
                     return report(runs.error());
                 takeRuns(*runs);
             });
}

void RunPage::takeRuns(const QList<RunRecord>& runs)
{
    m_runs->show(runs);
    const qint64 wanted = m_wanted != 0 ? m_wanted : m_follower->run();
    QModelIndex index = m_runs->indexOf(wanted);
    if (index.isValid())
        m_wanted = 0;
    else if (m_wanted == 0 && m_runs->rowCount() > 0)
        index = m_runs->index(0);
    if (index.isValid() && index != m_runList->currentIndex())
        m_runList->setCurrentIndex(index);
    showState();
}

void RunPage::showRun(qint64 run)
{
    if (run == m_follower->run())
        return;
    closeDialogs(false);
    m_tree->clear();
    m_candidate->leaveRun();
    m_place.reset();
    m_details->clear();
    m_follower->follow(run); // what is known already may come at once
    readLog();
}

void RunPage::expandNew(const QModelIndex& parent, int first, int last)
{
    const int depth = !parent.isValid() ? 0 : parent.parent().isValid() ? 2 : 1;
    if (depth > 1 || m_follower->tree().candidates().size() > mostExpandedRows)
        return;
    for (int row = first; row <= last; ++row)
        m_treeView->setExpanded(m_tree->index(row, 0, parent), true);
}

void RunPage::showTreeSoon()
{
    if (!m_treeSoon.isActive())
        m_treeSoon.start();
}

} // namespace metaspo
