#include "ui/tasks/TasksPage.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/tasks/ImportDialog.h"
#include "ui/tasks/TaskDetail.h"
#include "ui/tasks/TaskDialog.h"
#include "ui/tasks/TaskTreeModel.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

namespace metaspo {

TasksPage::TasksPage(QWidget* parent)
    : Page(parent)
    , m_model(new TaskTreeModel(this))
    , m_states(new QStackedWidget(this))
{
    setObjectName(QStringLiteral("tasksPage"));
    m_detail = new TaskDetail(this);
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
    m_splitter->setSizes({470, 780});

    makeEmptyStates();
    m_states->addWidget(m_noProject);
    m_states->addWidget(m_noTasks);
    m_states->addWidget(m_splitter);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_states);

    connect(m_detail, &TaskDetail::editRequested, this, &TasksPage::editTask);
    connect(m_detail, &TaskDetail::exportRequested, this, &TasksPage::exportShownTask);
    connect(m_detail, &TaskDetail::removeRequested, this, &TasksPage::removeShownTask);
}

QWidget* TasksPage::makeTree()
{
    auto* area = new QWidget(this);
    auto* import = button(tr("&Import…"), QStringLiteral("import"), QStringLiteral("importTasks"), area);
    connect(import, &QPushButton::clicked, this, &TasksPage::filesRequested);
    m_import = import;
    auto* row = new QHBoxLayout;
    row->addWidget(heading(tr("Tasks"), area), 1);
    row->addWidget(import);

    m_tree = new QTreeView(area);
    nameWidget(m_tree, QStringLiteral("taskTree"), tr("Domains and tasks"));
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setAlternatingRowColors(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(TaskTreeModel::NameColumn, QHeaderView::Stretch);
    for (int column = TaskTreeModel::RoleColumn; column <= TaskTreeModel::TestColumn; ++column)
        m_tree->header()->resizeSection(column, m_tree->header()->sectionSizeHint(column) + 6);
    m_tree->header()->resizeSection(TaskTreeModel::RoleColumn, fontMetrics().horizontalAdvance(tr("Source")) + 20);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TasksPage::showTask);

    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(pageMargin, 18, 10, 12);
    column->setSpacing(gap);
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
    m_noTasks = new EmptyState(QStringLiteral("import"), tr("No tasks yet"),
                               tr("Import examples from CSV, TSV, JSON or JSON lines: a question and its right answer a "
                                  "row. You see what would come in before anything is stored. Files can also be dropped "
                                  "on this window."), this);
    m_noTasks->setObjectName(QStringLiteral("tasksEmpty"));
    QPushButton* import = m_noTasks->addButton(tr("Import examples…"), QStringLiteral("import"),
                                               QStringLiteral("importFirstTasks"));
    import->setDefault(true);
    connect(import, &QPushButton::clicked, this, &TasksPage::filesRequested);
}

void TasksPage::setProject(const std::shared_ptr<Project>& project)
{
    if (m_project)
        m_project->disconnect(this);
    m_project = project;
    m_shown = 0;
    m_wanted = 0;
    m_model->setTasks({});
    m_detail->setTask({});
    if (!project)
        return m_states->setCurrentWidget(m_noProject);
    m_detail->setReadOnly(project->isReadOnly());
    m_import->setEnabled(!project->isReadOnly());
    connect(project.get(), &Project::tasksChanged, this, &TasksPage::readTasks);
    readTasks();
}

void TasksPage::readTasks()
{
    whenDone(m_project->queries().tasks(), this,
             [this, asked = std::weak_ptr(m_project)](const Result<QList<TaskSummary>>& tasks) {
                 if (asked.lock() != m_project)
                     return;
                 if (!tasks)
                     return fail(tasks.error());
                 showTasks(*tasks);
             });
}

void TasksPage::showTasks(const QList<TaskSummary>& tasks)
{
    const qint64 selected = m_wanted ? m_wanted : m_shown;
    m_wanted = 0;
    m_shown = 0; // a stored task may have changed: read it again
    m_model->setTasks(tasks);
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_tree->setExpanded(m_model->index(row, 0), true);
    m_states->setCurrentWidget(tasks.isEmpty() ? static_cast<QWidget*>(m_noTasks) : m_splitter);
    Q_EMIT statusChanged(tasks.isEmpty() ? QString() : tr("Tasks: %1").arg(countText(tasks.size())));
    const QModelIndex before = m_model->indexOf(selected);
    m_tree->setCurrentIndex(before.isValid() ? before : m_model->firstTask());
}

void TasksPage::showTask(const QModelIndex& index)
{
    const TaskSummary* summary = m_model->task(index);
    if (!summary || summary->task.id == m_shown || !m_project)
        return;
    m_shown = summary->task.id;
    whenDone(m_project->queries().task(m_shown), this, [this, id = m_shown](const Result<Task>& task) {
        if (id != m_shown)
            return;
        if (!task)
            return fail(task.error());
        m_detail->setTask(*task);
    });
}

void TasksPage::importFiles(const QStringList& paths)
{
    if (!m_project || m_project->isReadOnly())
        return;
    auto* dialog = new ImportDialog(paths, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::importChosen, this, &TasksPage::store);
    dialog->open();
}

void TasksPage::store(const QList<Task>& tasks)
{
    if (!m_project)
        return;
    whenDone(m_project->import(tasks), this, [this](const Result<QList<qint64>>& ids) {
        if (!ids)
            return fail(ids.error());
        m_wanted = ids->value(0);
        const std::weak_ptr<Project> file = m_project;
        Q_EMIT noticeRaised(Notice::success(tr("Imported tasks: %1.").arg(countText(ids->size())))
                                .offering(tr("Undo"), [file, stored = *ids] {
                                    const std::shared_ptr<Project> project = file.lock();
                                    if (!project)
                                        return;
                                    for (const qint64 id : stored)
                                        project->removeTask(id);
                                }));
        if (m_project)
            readTasks();
    });
}

void TasksPage::editTask()
{
    auto* dialog = new TaskDialog(m_detail->task(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TaskDialog::saveChosen, this, [this, before = m_detail->task()](const Task& task) {
        saveTask(task, before);
    });
    dialog->open();
}

// The former state is offered back; that is a change like any other, so it can be undone in turn.
void TasksPage::saveTask(const Task& task, const Task& before)
{
    if (!m_project)
        return;
    whenDone(m_project->saveTask(task), this, [this, task, before](const Result<qint64>& id) {
        if (!id)
            return fail(id.error());
        m_wanted = *id;
        Task former = before;
        Task latter = task;
        former.id = latter.id = *id;
        Q_EMIT noticeRaised(Notice::success(tr("Changed the task %1.").arg(displayLine(task.name, 60)))
                                .offering(tr("Undo"), [this, former, latter] { saveTask(former, latter); }));
        if (m_project)
            readTasks();
    });
}

void TasksPage::exportShownTask()
{
    auto* dialog = new QFileDialog(this, tr("Export the task"), m_detail->task().name + QStringLiteral(".jsonl"),
                                   tr("JSON lines (*.jsonl)"));
    dialog->setObjectName(QStringLiteral("exportTaskDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    connect(dialog, &QFileDialog::fileSelected, this, [this, task = m_detail->task()](const QString& path) {
        whenDone(exportTask(task, path), this, [this](const Result<QString>& written) {
            if (!written)
                return fail(written.error());
            Q_EMIT noticeRaised(Notice::success(tr("Written: %1").arg(displayLine(*written))));
        });
    });
    dialog->open();
}

// The task as it was is kept for Undo; what runs used of it stays in the file anyway.
void TasksPage::removeShownTask()
{
    Task removed = m_detail->task();
    whenDone(m_project->removeTask(removed.id), this, [this, removed](const Result<void>& result) mutable {
        if (!result)
            return fail(result.error());
        removed.id = 0;
        const std::weak_ptr<Project> file = m_project;
        Q_EMIT noticeRaised(
            Notice::success(tr("Removed the task %1.").arg(displayLine(removed.name, 60)))
                .offering(tr("Undo"), [file, removed] {
                    if (const std::shared_ptr<Project> project = file.lock())
                        project->import({removed});
                }));
        if (m_project)
            readTasks();
    });
}

} // namespace metaspo
