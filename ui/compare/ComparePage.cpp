#include "ui/compare/ComparePage.h"

#include "ui/compare/CompareWords.h"
#include "ui/compare/OutcomesPanel.h"
#include "ui/compare/PromptColumns.h"
#include "ui/compare/SummaryTable.h"
#include "ui/kit/ElidedLabel.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Words.h"

#include <QComboBox>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

// How the page is made. What it does stands in ComparePageCommands.cpp.
namespace metaspo {

namespace {

constexpr int readingPause = 2000; // a live run changes the file all the time

QToolButton* actionButton(QAction* action, const QString& objectName, QWidget* parent)
{
    auto* made = new QToolButton(parent);
    made->setDefaultAction(action);
    made->setAutoRaise(true);
    made->setFocusPolicy(Qt::StrongFocus);
    QString name = action->text();
    nameWidget(made, objectName, name.remove(QLatin1Char('&')));
    return made;
}

} // namespace

ComparePage::ComparePage(QWidget* parent)
    : Page(parent)
    , m_actions(new CompareActions(this))
    , m_menu(new QMenu(tr("&Compare"), this))
    , m_finals(new QMenu(tr("Copy the final prompt of"), this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("compare"), {}, {}, this))
    , m_kind(new ElidedLabel(this))
    , m_split(new QComboBox(this))
    , m_unit(new QComboBox(this))
    , m_view(new QTabBar(this))
    , m_difference(new QLabel(this))
    , m_columns(new PromptColumns(this))
    , m_results(new QTabWidget(this))
    , m_outcomes(new OutcomesPanel(this))
    , m_domains(
          new SummaryTable(QStringLiteral("domainTable"), tr("Wins, losses and ties by domain"),
                           tr("Tasks won, lost and tied, and the answers behind them. p comes from tests over tasks "
                              "and is about other tasks of the domain; answers are never pooled for it."),
                           {QStringLiteral("baseline")}, this))
    , m_tasks(new SummaryTable(
          QStringLiteral("taskTable"), tr("The comparison task by task"),
          tr("p: exact McNemar on the answers; with several prompts a question, or graded answers, t over "
             "questions. Smallest detectable: a smaller true difference would mostly be missed with so "
             "few questions. Enter shows the task's examples."),
          {QStringLiteral("baseline"), QStringLiteral("split"), QStringLiteral("metric")}, this))
{
    setObjectName(QStringLiteral("comparePage"));
    m_first = m_empty->addButton(tr("Choose prompts…"), QStringLiteral("add"), QStringLiteral("choosePrompts"));
    m_givenAndFinal = m_empty->addButton({}, QStringLiteral("compare"), QStringLiteral("compareGivenAndFinal"));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeContent());
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);
    connectParts();
    showState();
}

ComparePage::~ComparePage() = default;

QWidget* ComparePage::makeContent()
{
    auto* content = new QWidget(this);
    auto* splitter = new QSplitter(Qt::Vertical, content);
    splitter->setObjectName(QStringLiteral("compareSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    splitter->addWidget(makePrompts());
    splitter->addWidget(makeResults());
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setSizes({380, 280});
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(16, 12, 16, 12);
    rows->setSpacing(8);
    rows->addWidget(makeHeader());
    rows->addWidget(splitter, 1);
    return content;
}

QWidget* ComparePage::makeHeader()
{
    auto* header = new QWidget(this);
    nameWidget(m_split, QStringLiteral("compareSplit"), tr("Examples of which split"));
    for (const Split split : {Split::Test, Split::Validation, Split::Train})
        m_split->addItem(wordFor(split), static_cast<int>(split));
    m_kind->setForegroundRole(QPalette::PlaceholderText);
    m_kind->setObjectName(QStringLiteral("compareKind"));
    auto* add = button(tr("Add prompts…"), QStringLiteral("add"), QStringLiteral("addPrompts"), header);
    connect(add, &QPushButton::clicked, (*m_actions)[CompareCommandId::Add], &QAction::trigger);
    auto* copyFinal =
        actionButton((*m_actions)[CompareCommandId::CopyFinal], QStringLiteral("copyFinalPrompt"), header);
    copyFinal->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    copyFinal->setPopupMode(QToolButton::MenuButtonPopup);
    copyFinal->setMenu(m_finals);
    auto* splitCaption = new QLabel(tr("Split"), header);
    splitCaption->setBuddy(m_split);
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(heading(tr("Compare"), header));
    row->addWidget(m_kind, 1);
    row->addWidget(splitCaption);
    row->addWidget(m_split);
    row->addWidget(copyFinal);
    auto* clear = actionButton((*m_actions)[CompareCommandId::Clear], QStringLiteral("clearComparison"), header);
    clear->setToolButtonStyle(Qt::ToolButtonTextOnly);
    row->addWidget(clear);
    row->addWidget(add);
    return header;
}

QWidget* ComparePage::makePrompts()
{
    auto* area = new QWidget(this);
    nameWidget(m_view, QStringLiteral("compareView"), tr("Prompts, or their conversations about the chosen example"));
    m_view->addTab(tr("Prompts"));
    m_view->addTab(tr("Conversations"));
    m_view->setDrawBase(false);
    nameWidget(m_unit, QStringLiteral("diffUnit"), tr("Differences by"));
    m_unit->addItem(tr("by word"), static_cast<int>(DiffUnit::Word));
    m_unit->addItem(tr("by character"), static_cast<int>(DiffUnit::Character));
    m_unit->addItem(tr("by line"), static_cast<int>(DiffUnit::Line));
    m_difference->setObjectName(QStringLiteral("differencePlace"));
    m_difference->setTextFormat(Qt::PlainText);
    m_difference->setForegroundRole(QPalette::PlaceholderText);
    auto* row = new QHBoxLayout;
    row->setSpacing(6);
    row->addWidget(m_view);
    row->addStretch(1);
    row->addWidget(m_difference);
    row->addWidget(
        actionButton((*m_actions)[CompareCommandId::PreviousDifference], QStringLiteral("previousDifference"), area));
    row->addWidget(
        actionButton((*m_actions)[CompareCommandId::NextDifference], QStringLiteral("nextDifference"), area));
    row->addWidget(m_unit);
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addLayout(row);
    rows->addWidget(m_columns, 1);
    m_columns->setMinimumHeight(160);
    return area;
}

QWidget* ComparePage::makeResults()
{
    nameWidget(m_results, QStringLiteral("compareResults"), tr("Results"));
    m_results->tabBar()->setObjectName(QStringLiteral("compareResultTabs"));
    m_results->tabBar()->setAccessibleName(tr("Results"));
    m_results->addTab(inMargins(m_outcomes, tabMargins, this), tr("Outcomes"));
    m_results->addTab(inMargins(m_domains, tabMargins, this), tr("By domain"));
    m_results->addTab(inMargins(m_tasks, tabMargins, this), tr("By task"));
    m_results->setMinimumHeight(160);
    return m_results;
}

void ComparePage::connectParts()
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(readingPause);
    connect(&m_soon, &QTimer::timeout, this, &ComparePage::readAnew);
    connect(m_actions, &CompareActions::triggered, this, &ComparePage::carryOut);
    connect(m_first, &QPushButton::clicked, this, [this] {
        if (m_project)
            choosePrompts();
        else
            Q_EMIT pageRequested(QStringLiteral("startPage"));
    });
    connect(m_givenAndFinal, &QPushButton::clicked, this, [this] { compareGivenAndFinal(m_endedRuns.value(0)); });
    connect(m_split, &QComboBox::activated, this, [this] {
        m_isSplitChosen = true;
        read();
    });
    connect(m_unit, &QComboBox::currentIndexChanged, this,
            [this] { m_columns->setUnit(static_cast<DiffUnit>(m_unit->currentData().toInt())); });
    connect(m_view, &QTabBar::currentChanged, this,
            [this](int view) { m_columns->setView(static_cast<PromptColumn::View>(view)); });
    connect(m_columns, &PromptColumns::baselineRequested, this, &ComparePage::makeBaseline);
    connect(m_columns, &PromptColumns::removalRequested, this, &ComparePage::remove);
    connect(m_columns, &PromptColumns::currentChanged, this, &ComparePage::showActions);
    connect(m_columns, &PromptColumns::failed, this, &ComparePage::report);
    connect(m_columns, &PromptColumns::differenceChosen, this, [this](int number, int count) {
        m_difference->setText(number > 0  ? tr("difference %L1 of %L2").arg(number).arg(count)
                              : count > 0 ? tr("%Ln difference(s)", nullptr, count)
                                          : QString());
    });
    connect(m_outcomes, &OutcomesPanel::callsChosen, m_columns, &PromptColumns::showCalls);
    connect(m_outcomes, &OutcomesPanel::conversationsRequested, this, [this] { m_view->setCurrentIndex(1); });
    connect(m_outcomes, &OutcomesPanel::failed, this, &ComparePage::report);
    connect(m_tasks, &SummaryTable::activated, this, [this](const QString& task) {
        m_outcomes->showTask(task);
        m_results->setCurrentIndex(0);
    });
    for (SummaryTable* table : {m_domains, m_tasks})
        connect(table, &SummaryTable::noticeRaised, this, &Page::noticeRaised);
    connect(m_outcomes, &OutcomesPanel::noticeRaised, this, &Page::noticeRaised);
}

QString ComparePage::title() const
{
    return tr("Compare");
}

QString ComparePage::iconName() const
{
    return QStringLiteral("compare");
}

QList<QMenu*> ComparePage::menus()
{
    if (m_menu->isEmpty()) {
        const auto add = [this](std::initializer_list<CompareCommandId> commands) {
            for (const CompareCommandId command : commands)
                m_menu->addAction((*m_actions)[command]);
            m_menu->addSeparator();
        };
        add({CompareCommandId::Add, CompareCommandId::Clear});
        add({CompareCommandId::NextDifference, CompareCommandId::PreviousDifference});
        add({CompareCommandId::MakeBaseline, CompareCommandId::Remove});
        add({CompareCommandId::CopyText, CompareCommandId::CopyFinal});
    }
    return {m_menu};
}

} // namespace metaspo
