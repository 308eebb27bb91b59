#include "ui/tasks/TasksPage.h"

#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/ShownTable.h"
#include "ui/kit/TableActions.h"
#include "ui/tasks/ActionButton.h"
#include "ui/tasks/ExamplePanel.h"
#include "ui/tasks/TaskDetail.h"
#include "ui/tasks/TaskTreeModel.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QTreeView>
#include <QVBoxLayout>

namespace metaspo {

TasksPage::TasksPage(QWidget* parent)
    : Page(parent)
    , m_actions(new TaskActions(this))
    , m_model(new TaskTreeModel(this))
    , m_menu(new QMenu(tr("T&asks"), this))
    , m_states(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("tasksPage"));
    m_menu->setObjectName(QStringLiteral("tasksMenu"));
    m_actions->fill(m_menu);
    m_menu->menuAction()->setEnabled(false); // its keys belong to this page
    m_detail = new TaskDetail(*m_actions, this);
    m_splitter = new QSplitter(this);
    m_splitter->setObjectName(QStringLiteral("tasksSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeTree());
    auto* right = new QWidget(m_splitter);
    auto* inset = new QVBoxLayout(right);
    inset->setContentsMargins(14, 18, pageMargin, 12);
    inset->addWidget(m_detail);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({400, 850});

    makeEmptyStates();
    m_states->addWidget(m_noProject);
    m_states->addWidget(m_noTasks);
    m_states->addWidget(m_splitter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_states);

    connect(m_actions, &TaskActions::triggered, this, &TasksPage::carryOut);
    connect(m_detail, &TaskDetail::situationChanged, this, &TasksPage::showSituation);
    connect(m_detail, &TaskDetail::splitShown, this, &TasksPage::showSplitInTree);
    connect(m_detail, &TaskDetail::failed, this, &TasksPage::fail);
    connect(m_detail, &TaskDetail::noticeRaised, this, &Page::noticeRaised);
    // Del alone deletes rows, not what is typed elsewhere.
    auto* deleteRows = new QAction(m_detail->examples().table());
    deleteRows->setShortcut(QKeySequence::Delete);
    deleteRows->setShortcutContext(Qt::WidgetShortcut);
    m_detail->examples().table()->addAction(deleteRows);
    connect(deleteRows, &QAction::triggered, (*m_actions)[TaskActionId::DeleteExamples], &QAction::trigger);
}

TasksPage::~TasksPage() = default;

QWidget* TasksPage::makeTree()
{
    auto* area = new QWidget(this);
    auto* import = button(tr("&Import…"), QStringLiteral("import"), QStringLiteral("importTasks"), area);
    connect(import, &QPushButton::clicked, this, &TasksPage::filesRequested);
    m_import = import;
    auto* row = new QHBoxLayout;
    row->addWidget(heading(tr("Tasks"), area), 1);
    row->addWidget(buttonFor((*m_actions)[TaskActionId::AddTask], tr("&Write"), QStringLiteral("addTask"), area));
    row->addWidget(import);

    m_tree = new QTreeView(area);
    nameWidget(m_tree, QStringLiteral("taskTree"), tr("Domains, tasks and splits"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setAlternatingRowColors(false);
    m_tree->setIndentation(14);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(TaskTreeModel::NameColumn, QHeaderView::Stretch);
    for (int column = TaskTreeModel::RoleColumn; column <= TaskTreeModel::TestColumn; ++column)
        m_tree->header()->resizeSection(column, m_tree->header()->sectionSizeHint(column) + 6);
    m_tree->header()->resizeSection(TaskTreeModel::RoleColumn, fontMetrics().horizontalAdvance(tr("Source")) + 20);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TasksPage::showSelected);
    connect(m_model, &QAbstractItemModel::modelReset, this, &TasksPage::showList);

    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(pageMargin, 18, 10, 12);
    column->setSpacing(gap);
    const auto table = [this](const auto& rows, TableActions::Readers) {
        return shownTable(*m_model, QStringLiteral("tasks"), rows);
    };
    auto* actions = new TableActions(m_tree, table, area);
    connect(actions, &TableActions::noticeRaised, this, &TasksPage::noticeRaised);
    row->addWidget(actions);
    column->addLayout(row);
    column->addWidget(m_tree, 1);
    return area;
}

void TasksPage::makeEmptyStates()
{
    m_noProject = new EmptyState(QStringLiteral("tasks"), tr("No project is open"),
                                 tr("Tasks live in a project. The sample project has task sets of two domains to try "
                                    "things with."), this);
    m_noProject->setObjectName(QStringLiteral("tasksNoProject"));
    QPushButton* sample = m_noProject->addButton(tr("Open the sample project"), QStringLiteral("sample"),
                                                 QStringLiteral("tasksOpenSample"));
    sample->setDefault(true);
    connect(sample, &QPushButton::clicked, this, &Page::sampleRequested);
    connect(m_noProject->addButton(tr("New project…"), QStringLiteral("new"), QStringLiteral("tasksNewProject")),
            &QPushButton::clicked, this, &TasksPage::newRequested);
    m_noTasks =
        new EmptyState(QStringLiteral("import"), tr("No tasks yet"),
                       tr("Import examples from CSV, TSV, JSON or JSON lines: a question and its right answer a "
                          "row. You see what would come in before anything is stored. Files can also be dropped "
                          "on this window. Or write a task by hand."),
                       this);
    m_noTasks->setObjectName(QStringLiteral("tasksEmpty"));
    QPushButton* import = m_noTasks->addButton(tr("Import examples…"), QStringLiteral("import"),
                                               QStringLiteral("importFirstTasks"));
    import->setDefault(true);
    connect(import, &QPushButton::clicked, this, &TasksPage::filesRequested);
    connect(m_noTasks->addButton(tr("Write a task"), QStringLiteral("new"), QStringLiteral("writeFirstTask")),
            &QPushButton::clicked, (*m_actions)[TaskActionId::AddTask], &QAction::trigger);
}

QList<QMenu*> TasksPage::menus()
{
    return {m_menu};
}

void TasksPage::setProject(const std::shared_ptr<Project>& project)
{
    saveNow();
    m_detail->setTask(nullptr, 0);
    m_actions->setHistory(nullptr);
    const QPointer<TaskSession> former = std::exchange(m_session, nullptr);
    m_model->setDocument(nullptr);
    if (former && former->saver().isSaved())
        delete former.data(); // at once: it holds the project, and who closes it asks whether that is over
    else if (former)
        former->close();
    m_shown = 0;
    m_domainRow = m_row = 0;
    if (project) {
        m_session = new TaskSession(project, this);
        connectSession();
    }
    m_import->setEnabled(project && !project->isReadOnly());
    m_states->setCurrentWidget(project ? static_cast<QWidget*>(m_splitter) : m_noProject);
    showSituation();
}

void TasksPage::connectSession()
{
    TaskSession* session = m_session;
    connect(session, &TaskSession::failed, this, &TasksPage::fail);
    TaskSaver* saver = &session->saver();
    connect(saver, &TaskSaver::failed, this, [this, saver] { tellTrouble(saver); });
    // The window tells of the file's trouble, too; what can be done here is to stand in the bar last.
    connect(&session->project(), &Project::storageTrouble, saver,
            [this, saver] {
                if (!saver->trouble().what.isEmpty())
                    tellTrouble(saver);
            },
            Qt::QueuedConnection);
    connect(&session->document(), &TaskDocument::taskCame, this, [this](TaskKey key) { select(key); });
    connect(&session->document(), &TaskDocument::changeRevealed, this, &TasksPage::reveal);
    connect(&session->document(), &TaskDocument::headChanged, this, &TasksPage::showSituation);
    connect(session, &TaskSession::readAnew, this, &TasksPage::tellReadAnew);
    connect(&session->saver(), &TaskSaver::stateChanged, this, &TasksPage::closeWindowWhenSaved);
    m_model->setDocument(&session->document());
    m_actions->setHistory(&session->document().history());
}

void TasksPage::tellReadAnew(bool isUndoForgotten, const QStringList& replaced)
{
    Notice notice = Notice::information(tr("Another program changed tasks of this project, so they were read again."));
    if (!replaced.isEmpty()) {
        notice.kind = Notice::Kind::Warning;
        notice.why = replaced.join(u' ');
    }
    if (isUndoForgotten)
        notice.remedy = tr("What was done before cannot be undone any more.");
    if (isUndoForgotten || !replaced.isEmpty())
        Q_EMIT noticeRaised(notice);
}

void TasksPage::showList()
{
    if (!m_session || !m_session->isRead())
        return;
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_tree->setExpanded(m_model->index(row, 0), true);
    const int tasks = static_cast<int>(m_session->document().keys().size());
    m_states->setCurrentWidget(tasks == 0 ? static_cast<QWidget*>(m_noTasks) : m_splitter);
    Q_EMIT statusChanged(tasks == 0 ? QString() : tr("Tasks: %1").arg(countText(tasks)));
    const QModelIndex before = m_model->indexOf(m_shown);
    m_tree->setCurrentIndex(before.isValid() ? before : m_model->taskNear(m_domainRow, m_row));
    if (tasks == 0)
        showSelected({});
}

void TasksPage::select(TaskKey key, std::optional<Split> split)
{
    const QModelIndex task = m_model->indexOf(key);
    if (!task.isValid())
        return;
    m_tree->setCurrentIndex(split ? m_model->index(static_cast<int>(*split), 0, task) : task);
    m_tree->scrollTo(m_tree->currentIndex());
}

void TasksPage::showSelected(const QModelIndex& index)
{
    const TaskKey key = m_session ? m_model->task(index) : 0;
    if (index.isValid() && key == 0)
        return; // a domain: the task stays
    const std::optional<Split> split = m_model->split(index);
    const QModelIndex task = m_model->indexOf(key);
    m_shown = key;
    if (task.isValid()) {
        m_row = task.row();
        m_domainRow = task.parent().row();
    }
    m_detail->setTask(m_session, key);
    m_detail->setSplit(split);
}

// The filter of the table and the tree say the same.
void TasksPage::showSplitInTree(std::optional<Split> split)
{
    const QModelIndex task = m_model->indexOf(m_shown);
    const QModelIndex shown = split ? m_model->index(static_cast<int>(*split), 0, task) : task;
    if (!m_tree->isExpanded(task) && split)
        return; // nothing is unfolded unasked
    m_tree->setCurrentIndex(shown);
}

void TasksPage::reveal(TaskKey key, int example)
{
    if (key != m_shown)
        select(key);
    m_detail->reveal(example);
}

void TasksPage::showSituation()
{
    TaskSituation situation;
    situation.hasProject = m_session && m_session->isRead();
    situation.isReadOnly = m_session && m_session->isReadOnly();
    const TaskEntry* entry = m_session ? m_session->document().entry(m_shown) : nullptr;
    situation.hasTask = entry && entry->isLoaded;
    situation.hasExamples = entry && entry->examples() > 0;
    situation.hasSelection = m_detail->hasSelection();
    m_actions->show(situation);
}

} // namespace metaspo
