#include "ui/tasks/TaskDetail.h"

#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/tasks/ActionButton.h"
#include "ui/tasks/ExampleForm.h"
#include "ui/tasks/ExamplePanel.h"
#include "ui/tasks/ProblemModel.h"
#include "ui/tasks/ProblemPanel.h"
#include "ui/tasks/ReplaceDialog.h"
#include "ui/tasks/SplitDialog.h"
#include "ui/tasks/TaskForm.h"
#include "ui/tasks/TaskHead.h"

#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace metaspo {

TaskDetail::TaskDetail(const TaskActions& actions, QWidget* parent)
    : QWidget(parent)
    , m_head(new TaskHead(actions, this))
    , m_examples(new ExamplePanel(this))
    , m_tabs(new QTabWidget(this))
    , m_example(new ExampleForm(this))
    , m_form(new TaskForm(this))
    , m_problems(new ProblemPanel(this))
{
    auto* scroll = new QScrollArea(m_tabs);
    scroll->setObjectName(QStringLiteral("taskFormScroll"));
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->viewport()->setAutoFillBackground(false);
    m_form->setAutoFillBackground(false);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_tabs->setObjectName(QStringLiteral("taskTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_example, tr("Example"));
    m_tabs->addTab(scroll, tr("Task"));
    m_tabs->addTab(m_problems, tr("Problems"));

    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("taskSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeExamples(actions));
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({330, 330});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addWidget(m_head);
    column->addWidget(splitter, 1);
    connectParts();
}

QWidget* TaskDetail::makeExamples(const TaskActions& actions)
{
    auto* area = new QWidget(this);
    using Id = TaskActionId;
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_examples, 1);
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(2);
    for (const auto& [id, name] :
         {std::pair{Id::AddExample, "addExample"}, std::pair{Id::DuplicateExamples, "duplicateExamples"},
          std::pair{Id::DeleteExamples, "deleteExamples"}, std::pair{Id::Replace, "replaceExamples"}})
        buttons->addWidget(iconButtonFor(actions[id], QLatin1String(name), area));
    buttons->addStretch(1);
    row->addLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    area->setLayout(row);
    return area;
}

void TaskDetail::connectParts()
{
    connect(m_examples, &ExamplePanel::currentChanged, m_example, &ExampleForm::setExample);
    connect(m_examples, &ExamplePanel::selectionChanged, this, &TaskDetail::situationChanged);
    connect(m_examples, &ExamplePanel::splitShown, this, &TaskDetail::splitShown);
    connect(m_examples, &ExamplePanel::noticeRaised, this, &TaskDetail::noticeRaised);
    connect(m_examples, &ExamplePanel::editRequested, this, [this] {
        m_tabs->setCurrentIndex(ExampleTab);
        m_example->editQuestion();
    });
    connect(m_problems, &ProblemPanel::examplesChosen, m_examples, &ExamplePanel::showOnly);
    connect(m_problems, &ProblemPanel::noticeRaised, this, &TaskDetail::noticeRaised);
    connect(m_problems, &ProblemPanel::splitsRequested, this, &TaskDetail::divide);
    connect(m_problems, &ProblemPanel::checked, this, [this](const QList<FixableProblem>& problems) {
        m_examples->setIssues(issuesOf(problems));
        m_tabs->setTabText(ProblemTab, problems.isEmpty()
                                           ? tr("Problems")
                                           : tr("Problems (%1)").arg(countText(problems.size())));
    });
}

void TaskDetail::setTask(TaskSession* session, TaskKey key)
{
    if (session == m_session && key == m_key)
        return;
    m_form->takeNames();
    if (m_session) {
        m_session->disconnect(this);
        m_session->document().disconnect(this);
    }
    m_session = session;
    m_key = session ? key : 0;
    m_wantedSplit.reset();
    m_wantedExample = -1;
    if (session) {
        connect(&session->document(), &TaskDocument::contentRead, this, [this](TaskKey read) {
            if (read == m_key)
                showTask();
        });
        connect(session, &TaskSession::readAnew, this, &TaskDetail::load);
        session->load(m_key);
    }
    showTask();
}

// Another program changed tasks: this one may have to be read again.
void TaskDetail::load()
{
    if (content())
        return;
    m_session->load(m_key);
    showTask();
}

int TaskDetail::revision() const
{
    const TaskEntry* entry = m_session ? m_session->document().entry(m_key) : nullptr;
    return entry ? entry->revision : -1;
}

void TaskDetail::showTask()
{
    TaskDocument* document = m_session ? &m_session->document() : nullptr;
    const bool isEditable = m_session && !m_session->isReadOnly() && content();
    m_head->setTask(m_session, m_key);
    m_form->setTask(document, m_key);
    m_form->setEditable(isEditable);
    m_example->setTask(document, m_key);
    m_example->setEditable(isEditable);
    m_examples->setEditable(isEditable);
    m_examples->setTask(document, m_key);
    m_problems->setEditable(isEditable);
    m_problems->setTask(document, m_key);
    if (content()) {
        m_examples->setSplit(std::exchange(m_wantedSplit, std::nullopt));
        if (const int example = std::exchange(m_wantedExample, -1); example >= 0)
            m_examples->reveal(example);
    }
    Q_EMIT situationChanged();
}

const Task* TaskDetail::content() const
{
    const TaskEntry* entry = m_session ? m_session->document().entry(m_key) : nullptr;
    return entry && entry->isLoaded ? &entry->task : nullptr;
}

bool TaskDetail::hasSelection() const
{
    return content() && m_examples->table()->selectionModel()->hasSelection();
}

void TaskDetail::setSplit(std::optional<Split> split)
{
    if (content())
        m_examples->setSplit(split);
    else
        m_wantedSplit = split;
}

void TaskDetail::reveal(int example)
{
    if (!content()) {
        m_wantedExample = example;
        return;
    }
    m_tabs->setCurrentIndex(example >= 0 ? ExampleTab : TaskTab);
    if (example >= 0)
        m_examples->reveal(example);
}

void TaskDetail::editName()
{
    m_tabs->setCurrentIndex(TaskTab);
    m_form->editName();
}

void TaskDetail::takeNames()
{
    m_form->takeNames();
}

// An edit that was prepared in a dialog fits the task as it was when the dialog came up.
void TaskDetail::edit(const TaskEdit& edit, const QString& what, TaskKey key, int revision)
{
    if (content() && key == m_key && revision == this->revision())
        return m_session->document().edit(m_key, edit, what);
    Q_EMIT failed({ErrorKind::WrongUsage, tr("The task was changed meanwhile, so nothing was done"), {},
                   tr("Try it again on the task as it is now.")});
}

void TaskDetail::replace()
{
    if (!content())
        return;
    auto* dialog = new ReplaceDialog(*content(), m_examples->shown(), m_examples->selected(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ReplaceDialog::replaceChosen, this,
            [this, key = m_key, at = revision()](const TaskEdit& found) {
                edit(found, tr("Find and replace"), key, at);
            });
    dialog->open();
}

void TaskDetail::divide()
{
    if (!content())
        return;
    auto* dialog = new SplitDialog(*content(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &SplitDialog::divisionChosen, this,
            [this, key = m_key, at = revision()](const TaskEdit& divided) {
                edit(divided, tr("Divide into splits"), key, at);
            });
    dialog->open();
}

} // namespace metaspo
