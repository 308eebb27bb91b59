#include "ui/tasks/TaskDetail.h"

#include "core/domain/RunSettings.h"
#include "core/engine/TaskImport.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"
#include "ui/kit/Words.h"
#include "ui/tasks/ProblemModel.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <chrono>

namespace metaspo {

TaskDetail::TaskDetail(QWidget* parent)
    : QWidget(parent)
    , m_examples(new ExampleModel(this))
    , m_problems(new ProblemModel(this))
    , m_typing(new QTimer(this))
{
    m_tabs = new QTabWidget(this);
    m_tabs->setObjectName(QStringLiteral("taskTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(makeMessage(), tr("As the model sees it"));
    m_userPrompt = new PlainTextView(m_tabs);
    nameWidget(m_userPrompt, QStringLiteral("taskUserPrompt"), tr("Initial user prompt"));
    m_userPrompt->setFrameShape(QFrame::NoFrame);
    m_tabs->addTab(m_userPrompt, tr("Initial user prompt"));
    m_tabs->addTab(makeProblems(), tr("Problems"));

    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(QStringLiteral("taskSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeExamples());
    splitter->addWidget(m_tabs);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({380, 280});

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addWidget(makeHead());
    column->addWidget(splitter, 1);

    m_typing->setSingleShot(true);
    m_typing->setInterval(std::chrono::milliseconds(150));
    connect(m_typing, &QTimer::timeout, this, &TaskDetail::filterExamples);
}

QWidget* TaskDetail::makeHead()
{
    auto* head = new QWidget(this);
    m_name = heading({}, head);
    m_name->setObjectName(QStringLiteral("taskName"));
    m_facts = hint({}, head);
    m_facts->setObjectName(QStringLiteral("taskFacts"));
    auto* edit = button(tr("&Edit…"), QStringLiteral("edit"), QStringLiteral("editTask"), head);
    auto* save = button(tr("E&xport…"), QStringLiteral("export"), QStringLiteral("exportTask"), head);
    auto* remove = button(tr("Re&move"), QStringLiteral("remove"), QStringLiteral("removeTask"), head);
    connect(edit, &QPushButton::clicked, this, &TaskDetail::editRequested);
    connect(save, &QPushButton::clicked, this, &TaskDetail::exportRequested);
    connect(remove, &QPushButton::clicked, this, &TaskDetail::removeRequested);
    m_changing = {edit, remove};
    auto* row = new QHBoxLayout;
    row->addWidget(m_name, 1);
    for (QPushButton* one : {edit, save, remove})
        row->addWidget(one);
    auto* rows = new QVBoxLayout(head);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addLayout(row);
    rows->addWidget(m_facts);
    return head;
}

QWidget* TaskDetail::makeExamples()
{
    auto* area = new QWidget(this);
    m_split = new QComboBox(area);
    nameWidget(m_split, QStringLiteral("exampleSplit"), tr("Split"));
    m_split->addItem(tr("All splits"));
    for (const Split split : {Split::Train, Split::Validation, Split::Test})
        m_split->addItem(wordFor(split), static_cast<int>(split));
    m_search = new QLineEdit(area);
    nameWidget(m_search, QStringLiteral("exampleSearch"), tr("Find in questions and answers"));
    m_search->setPlaceholderText(tr("Find in questions and answers"));
    m_search->setClearButtonEnabled(true);
    m_shown = hint({}, area);
    m_shown->setObjectName(QStringLiteral("exampleCount"));
    m_shown->setWordWrap(false);
    m_showAll = toolButton(tr("Show all examples"), QStringLiteral("close"), QStringLiteral("showAllExamples"), area);
    m_showAll->hide();
    auto* row = new QHBoxLayout;
    row->addWidget(m_split);
    row->addWidget(m_search, 1);
    row->addWidget(m_shown);
    row->addWidget(m_showAll);

    m_table = new QTableView(area);
    nameWidget(m_table, QStringLiteral("exampleTable"), tr("Examples"));
    prepareTable(m_table);
    m_table->setModel(m_examples);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSectionResizeMode(ExampleModel::QuestionColumn, QHeaderView::Stretch);
    const int letter = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(ExampleModel::NumberColumn, 8 * letter);
    m_table->setColumnWidth(ExampleModel::SplitColumn, 14 * letter);
    m_table->setColumnWidth(ExampleModel::AnswersColumn, 18 * letter);

    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, 0, 0, 4);
    column->addLayout(row);
    column->addWidget(m_table, 1);

    connect(m_split, &QComboBox::currentIndexChanged, this, &TaskDetail::filterExamples);
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_showAll, &QToolButton::clicked, this, [this] { showOnly({}); });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &TaskDetail::showExample);
    return area;
}

QWidget* TaskDetail::makeMessage()
{
    auto* area = new QWidget(this);
    m_system = new QLabel(area);
    m_system->setObjectName(QStringLiteral("messageSystem"));
    m_system->setWordWrap(true);
    m_answers = new QLabel(area);
    m_answers->setObjectName(QStringLiteral("messageAnswers"));
    m_answers->setWordWrap(true);
    m_user = new PlainTextView(area);
    nameWidget(m_user, QStringLiteral("messageUser"), tr("User message as the model sees it"));
    auto* form = new QFormLayout(area);
    form->setContentsMargins(4, gap, 0, 0);
    form->setHorizontalSpacing(gap);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
    form->addRow(caption(tr("System"), area), m_system);
    form->addRow(caption(tr("User"), area), m_user);
    form->addRow(caption(tr("Right"), area), m_answers);
    return area;
}

QWidget* TaskDetail::makeProblems()
{
    auto* area = new QWidget(this);
    m_problemList = new QListView(area);
    nameWidget(m_problemList, QStringLiteral("taskProblems"), tr("Problems of this task"));
    m_problemList->setModel(m_problems);
    m_problemList->setItemDelegate(new RowDelegate(RowDelegate::LongLines::Wrapped, m_problemList));
    m_problemList->setResizeMode(QListView::Adjust);
    m_problemList->setFrameShape(QFrame::NoFrame);
    m_problemList->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_noProblems = hint({}, area);
    m_noProblems->setAlignment(Qt::AlignCenter);
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(0, 4, 0, 0);
    column->addWidget(m_problemList);
    column->addWidget(m_noProblems, 1);
    const auto showExamples = [this](const QModelIndex& index) {
        if (const TaskProblem* problem = m_problems->problem(index); problem && !problem->examples.isEmpty())
            showOnly(problem->examples);
    };
    connect(m_problemList, &QListView::activated, this, showExamples);
    connect(m_problemList, &QListView::clicked, this, showExamples);
    return area;
}

void TaskDetail::setTask(const Task& task)
{
    const bool isSame = task.id == m_task.id;
    m_task = task;
    showFacts();
    m_userPrompt->show(task.userPrompt);
    if (!isSame) {
        const QSignalBlocker quietSearch(m_search);
        const QSignalBlocker quietSplit(m_split);
        m_search->clear();
        m_split->setCurrentIndex(0);
        m_filter = {};
    }
    m_examples->setTask(task);
    filterExamples();
    showProblems({});
    m_noProblems->setText(tr("Checking the task …"));
    whenDone(taskProblems(task), this, [this, id = task.id, version = task.version](const QList<TaskProblem>& found) {
        if (m_task.id == id && m_task.version == version)
            showProblems(found);
    });
}

void TaskDetail::setReadOnly(bool isReadOnly)
{
    for (QWidget* widget : m_changing)
        widget->setEnabled(!isReadOnly);
}

void TaskDetail::showFacts()
{
    m_name->setText(displayLine(m_task.name, 80));
    QStringList facts{m_task.domain, wordFor(m_task.role), tr("answer: %1").arg(wordFor(m_task.format.kind)),
                      tr("metric: %1").arg(wordFor(m_task.metric.kind))};
    if (!m_task.licence.isEmpty())
        facts.append(m_task.licence);
    facts.removeAll(QString());
    m_facts->setText(displayLine(facts.join(QStringLiteral("  ·  ")), 200));
    m_facts->setToolTip(m_task.origin.isEmpty() ? QString() : displayToolTip(m_task.origin));
}

void TaskDetail::filterExamples()
{
    m_filter.split.reset();
    if (m_split->currentData().isValid())
        m_filter.split = static_cast<Split>(m_split->currentData().toInt());
    m_filter.contains = m_search->text();
    m_showAll->setVisible(!m_filter.only.isEmpty());
    const int generation = ++m_generation;
    inBackground(
        this, [task = m_task, filter = m_filter] { return matchingExamples(task, filter); },
        [this, generation](const QList<int>& places) {
            if (generation == m_generation)
                showRows(places);
        });
}

void TaskDetail::showRows(const QList<int>& places)
{
    m_examples->setRows(places);
    const QString all = countText(m_task.examples.size());
    m_shown->setText(places.size() == m_task.examples.size() ? tr("%1 examples").arg(all)
                                                             : tr("%1 of %2").arg(countText(places.size()), all));
    if (places.isEmpty())
        showExample({});
    else
        m_table->setCurrentIndex(m_examples->index(0, 0));
}

void TaskDetail::showExample(const QModelIndex& index)
{
    const Example* example = m_examples->example(index);
    showPlain(m_system, RunSettings().initialSystemPrompt);
    showPlain(m_answers, example ? displayLine(example->answers.join(QStringLiteral("  |  "))) : QString());
    QString message = m_task.userPrompt;
    m_user->show(example ? message.replace(questionPlaceholder, example->question) : QString());
}

void TaskDetail::showProblems(const QList<TaskProblem>& problems)
{
    m_problems->setProblems(problems);
    m_problemList->setHidden(problems.isEmpty());
    m_noProblems->setHidden(!problems.isEmpty());
    m_noProblems->setText(tr("Nothing suspicious was found in this task."));
    m_tabs->setTabText(m_tabs->count() - 1,
                       problems.isEmpty() ? tr("Problems") : tr("Problems (%1)").arg(problems.size()));
}

void TaskDetail::showOnly(const QList<int>& examples)
{
    m_filter.only = examples;
    filterExamples();
}

} // namespace metaspo
