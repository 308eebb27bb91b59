#include "ui/results/ResultsPage.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/results/MethodDelegate.h"
#include "ui/results/MethodHeaders.h"
#include "ui/results/MethodModel.h"
#include "ui/results/MissingScores.h"
#include "ui/results/ResultCharts.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr int resultsReadingPause = 300; // runs change in bursts
enum ColumnChoice { AllTasks, ScoredTasks };

bool isSame(const MethodPrompts& one, const MethodPrompts& other)
{
    return one.run == other.run && one.origin == other.origin && one.number == other.number;
}

} // namespace

ResultsPage::ResultsPage(QWidget* parent)
    : Page(parent)
    , m_model(new MethodModel(this))
    , m_stack(new QStackedWidget(this))
    , m_empty(new EmptyState(QStringLiteral("results"), {}, {}, this))
    , m_table(new QTableView(this))
    , m_columns(new QComboBox(this))
    , m_missing(button(tr("Run what is &missing…"), QStringLiteral("run"), QStringLiteral("runMissing"), this))
    , m_hint(hint({}, this))
    , m_charts(new ResultCharts(this))
{
    setObjectName(QStringLiteral("resultsPage"));
    makeTable();
    makeEmptyState();
    m_stack->addWidget(m_empty);
    m_stack->addWidget(makeContent());
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);
    m_soon.setSingleShot(true);
    m_soon.setInterval(resultsReadingPause);
    connect(&m_soon, &QTimer::timeout, this, &ResultsPage::read);
    connect(m_charts, &ResultCharts::noticeRaised, this, &Page::noticeRaised);
    connect(m_charts, &ResultCharts::scoreChosen, this, &ResultsPage::chooseScore);
    showState();
}

ResultsPage::~ResultsPage() = default;

QString ResultsPage::title() const
{
    return tr("Results");
}

QString ResultsPage::iconName() const
{
    return QStringLiteral("results");
}

void ResultsPage::makeTable()
{
    nameWidget(m_table, QStringLiteral("methodTable"), tr("Scores on test, methods by tasks"));
    prepareTable(m_table);
    m_table->setAlternatingRowColors(false);
    m_table->setHorizontalHeader(new TaskHeader(m_table));
    m_table->setVerticalHeader(new MethodHeader(m_table));
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(2 * fontMetrics().height() + 10);
    m_table->setItemDelegate(new MethodDelegate(m_table));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    connect(m_table->horizontalScrollBar(), &QScrollBar::valueChanged, m_table->horizontalHeader()->viewport(),
            qOverload<>(&QWidget::update)); // headings of domains stay in sight
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ResultsPage::choose);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ResultsPage::choose);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (index.data(MethodModel::MissingRole).toBool())
            runMissing({{index.row(), index.column()}});
    });
}

QWidget* ResultsPage::makeBar()
{
    auto* bar = new QWidget(this);
    nameWidget(m_columns, QStringLiteral("methodColumns"), tr("Tasks the table shows"));
    m_columns->addItem(tr("All tasks"), AllTasks);
    m_columns->addItem(tr("Tasks with scores"), ScoredTasks);
    connect(m_columns, &QComboBox::currentIndexChanged, this, &ResultsPage::showTable);
    connect(m_missing, &QPushButton::clicked, this, &ResultsPage::runWhatIsMissing);
    auto* actions = new TableActions(
        m_table, [this](const auto& rows, TableActions::Readers readers) { return source(rows, readers); }, bar);
    actions->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(actions, &TableActions::noticeRaised, this, &Page::noticeRaised);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    row->addWidget(heading(tr("Results on test"), bar), 1);
    for (QWidget* control :
         {static_cast<QWidget*>(m_columns), static_cast<QWidget*>(m_missing), static_cast<QWidget*>(actions)})
        row->addWidget(control);
    return bar;
}

QWidget* ResultsPage::makeContent()
{
    auto* content = new QWidget(this);
    auto* splitter = new QSplitter(Qt::Vertical, content);
    splitter->setObjectName(QStringLiteral("resultsSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    splitter->addWidget(m_table);
    splitter->addWidget(m_charts);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({320, 400});
    auto* rows = new QVBoxLayout(content);
    rows->setContentsMargins(pageMargin, 18, pageMargin, 12);
    rows->setSpacing(gap);
    rows->addWidget(makeBar());
    rows->addWidget(m_hint);
    rows->addWidget(splitter, 1);
    return content;
}

void ResultsPage::makeEmptyState()
{
    m_empty->setObjectName(QStringLiteral("resultsEmpty"));
    m_next = m_empty->addButton(tr("Go to Start"), {}, QStringLiteral("resultsNext"));
    connect(m_next, &QPushButton::clicked, this,
            [this] { Q_EMIT pageRequested(m_project ? QStringLiteral("runPage") : QStringLiteral("startPage")); });
}

void ResultsPage::setProject(const std::shared_ptr<Project>& project)
{
    if (m_project)
        m_project->disconnect(this);
    m_project = project;
    ++m_generation;
    m_isReading = false;
    m_soon.stop();
    m_charts->setProject(project);
    m_all = {};
    showTable();
    if (project) {
        connect(project.get(), &Project::runsChanged, this, &ResultsPage::readSoon);
        connect(project.get(), &Project::tasksChanged, this, &ResultsPage::readSoon);
        m_missing->setToolTip(project->isReadOnly() ? tr("This project cannot be changed.")
                                                    : tr("Scores the chosen rows, or all, where they have a dash"));
        m_isStale = true;
        if (isVisible())
            read();
    }
    showState();
}

// Out of sight it only remembers that there is something new.
void ResultsPage::readSoon()
{
    m_isStale = true;
    if (isVisible() && !m_soon.isActive())
        m_soon.start();
}

void ResultsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    if (m_isStale)
        read();
}

void ResultsPage::read()
{
    if (!m_project || m_isReading)
        return; // what changes while it is read is read afterwards
    m_isReading = true;
    m_isStale = false;
    whenDone(m_project->queries().methods(), this, [this, generation = m_generation](const Result<MethodTable>& table) {
        if (generation != m_generation)
            return; // of another project
        m_isReading = false;
        if (!table) {
            m_empty->say(tr("The results could not be read"), {});
            return Q_EMIT noticeRaised(Notice::error(table.error()));
        }
        receive(*table);
        if (m_isStale)
            readSoon();
    });
}

void ResultsPage::receive(const MethodTable& table)
{
    m_all = table;
    showTable();
    showState();
}

void ResultsPage::showTable()
{
    const bool isScoredOnly = m_columns->currentData().toInt() == ScoredTasks;
    const MethodTable shown = isScoredOnly ? m_all.scoredOnly() : m_all;
    QList<MethodPrompts> chosen;
    for (const qsizetype row : chosenMethods())
        chosen.append(m_model->table().rows.at(row).prompts);
    const int row = m_table->currentIndex().row();
    const auto current = m_model->isMethod(row) ? std::optional(m_model->table().rows.at(row).prompts) : std::nullopt;
    m_charts->show(shown);
    m_model->show(shown);
    fitColumns();
    showHint();
    chooseAgain(chosen, current);
}

// The rows have new places, or are gone.
void ResultsPage::chooseAgain(const QList<MethodPrompts>& chosen, const std::optional<MethodPrompts>& current)
{
    QItemSelectionModel* selection = m_table->selectionModel();
    const QSignalBlocker quiet(selection);
    for (int row = 0; row < m_model->table().rows.size(); ++row) {
        const MethodPrompts& prompts = m_model->table().rows.at(row).prompts;
        const QModelIndex index = m_model->index(row, 0);
        if (current && isSame(*current, prompts))
            selection->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        if (std::any_of(chosen.begin(), chosen.end(), [&](const MethodPrompts& one) { return isSame(one, prompts); }))
            selection->select(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    choose();
}

void ResultsPage::fitColumns()
{
    const int widest = fontMetrics().averageCharWidth() * 24;
    for (int column = 0; column < m_model->columnCount(); ++column) {
        const int heading =
            fontMetrics().horizontalAdvance(m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        m_table->setColumnWidth(column, std::clamp(heading + 24, fontMetrics().averageCharWidth() * 20, widest));
    }
}

void ResultsPage::showState()
{
    const bool hasRows = !m_all.rows.isEmpty();
    m_stack->setCurrentIndex(hasRows ? 1 : 0);
    if (!m_project)
        m_empty->say(tr("No project is open"), tr("Open a project or the sample to see what its runs have scored."));
    else if (m_isReading || m_isStale)
        m_empty->say(tr("Reading the results …"), tr("What all finished runs scored on test is put together."));
    else
        m_empty->say(
            tr("No finished run yet"),
            tr("When a run is finished, its first and its last prompts stand here, scored on test examples that no "
               "decision has seen, task by task."));
    m_next->setText(m_project ? tr("Go to Run") : tr("Go to Start"));
    Q_EMIT statusChanged(hasRows ? tr("%Ln method(s)", nullptr, static_cast<int>(m_all.rows.size())) : QString());
}

void ResultsPage::showHint()
{
    QStringList sentences{
        tr("Score in percent, 95 % interval, number of test examples; the best of a column in bold.")};
    for (const MethodRow& row : std::as_const(m_model->table().rows))
        for (const MethodCell& cell : row.cells)
            if (cell.score && !cell.isComparable) {
                sentences.append(tr("†: on other test examples than most of its column."));
                return m_hint->setText(sentences.join(QLatin1Char(' ')));
            }
    m_hint->setText(sentences.first());
}

void ResultsPage::choose()
{
    const int current = m_table->currentIndex().row();
    m_charts->choose(chosenMethods(), m_model->isMethod(current) ? current : -1);
    m_missing->setEnabled(
        m_project && !m_project->isReadOnly() &&
        !missingScores(m_model->table(), chosenMethods().isEmpty() ? allRows() : chosenMethods()).isEmpty());
}

void ResultsPage::chooseScore(qsizetype row, qsizetype column)
{
    const QModelIndex index = m_model->index(static_cast<int>(row), static_cast<int>(column));
    m_table->scrollTo(index);
    m_table->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate); // the charts keep their rows
}

} // namespace metaspo
