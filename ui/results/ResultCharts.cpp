#include "ui/results/ResultCharts.h"

#include "core/engine/Project.h"
#include "ui/charts/ChangeChart.h"
#include "ui/charts/ScoreBars.h"
#include "ui/charts/ScoreDots.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Words.h"
#include "ui/results/MethodText.h"

#include <QComboBox>
#include <QLabel>
#include <QTabBar>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr qsizetype mostMethods = 7; // more bars than that side by side cannot be told apart
enum Tab { BarsTab, DotsTab, ChangeTab, PromptsTab };

// The initial prompts of the same run, else the first other row.
qsizetype usualBefore(const MethodTable& table, qsizetype row)
{
    for (qsizetype other = 0; other < table.rows.size(); ++other)
        if (other != row && table.rows.at(other).prompts.origin == PromptOrigin::Initial
            && table.rows.at(other).prompts.run == table.rows.at(row).prompts.run)
            return other;
    return row == 0 ? 1 : 0;
}

} // namespace

ResultCharts::ResultCharts(QWidget* parent)
    : QTabWidget(parent)
    , m_bars(new ScoreBars(this))
    , m_dots(new ScoreDots(this))
    , m_change(new ChangeChart(this))
    , m_before(new QComboBox(this))
    , m_prompts(new PlainTextView(this))
{
    nameWidget(this, QStringLiteral("resultCharts"), tr("Charts and prompts"));
    tabBar()->setObjectName(QStringLiteral("resultTabs"));
    tabBar()->setAccessibleName(tr("Charts and prompts"));
    setDocumentMode(true);
    nameWidget(m_prompts, QStringLiteral("methodPrompts"), tr("Prompts of the chosen method"));
    addTab(inMargins(m_bars, QMargins(0, 8, 0, 0), this), tr("Bars"));
    addTab(inMargins(m_dots, QMargins(0, 8, 0, 0), this), tr("Intervals"));
    addTab(inMargins(m_change, QMargins(0, 8, 0, 0), this), tr("Change"));
    addTab(inMargins(m_prompts, QMargins(0, 8, 0, 0), this), tr("Prompts"));
    addBefore();
    connectScores(m_bars);
    connectScores(m_dots);
    connect(m_change, &ChangeChart::noticeRaised, this, &ResultCharts::noticeRaised);
    connect(m_change, &ChangeChart::taskChosen, this, [this](const QString& task) {
        for (qsizetype column = 0; column < m_table.columns.size(); ++column)
            if (m_table.columns.at(column).task == task)
                return Q_EMIT scoreChosen(m_current, column);
    });
    connect(this, &QTabWidget::currentChanged, this, &ResultCharts::showTab);
}

void ResultCharts::addBefore()
{
    nameWidget(m_before, QStringLiteral("changeFrom"), tr("Method that the chosen one is compared with"));
    m_before->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_before->setMinimumContentsLength(28);
    auto* title = new QLabel(tr("Compared &with"), m_change);
    title->setBuddy(m_before);
    m_change->addControl(title);
    m_change->addControl(m_before);
    connect(m_before, &QComboBox::activated, this, &ResultCharts::compare);
}

void ResultCharts::connectScores(ScoreChart* chart)
{
    connect(chart, &ScoreChart::noticeRaised, this, &ResultCharts::noticeRaised);
    connect(chart, &ScoreChart::scoreChosen, this,
            [this](int method, int task) { Q_EMIT scoreChosen(m_shown.at(method), task); });
}

void ResultCharts::setProject(const std::shared_ptr<Project>& project)
{
    m_project = project;
    show(MethodTable());
    choose({}, -1);
}

void ResultCharts::show(const MethodTable& table)
{
    m_table = table;
    m_isOtherTable = true;
}

void ResultCharts::choose(const QList<qsizetype>& chosen, qsizetype current)
{
    QList<qsizetype> shown = chosen;
    if (shown.isEmpty())
        for (qsizetype row = 0; row < m_table.rows.size(); ++row)
            shown.append(row);
    shown = shown.first(std::min(shown.size(), mostMethods));
    if (m_isOtherTable || shown != m_shown)
        m_staleTabs.unite(QSet<int>{BarsTab, DotsTab});
    m_shown = shown;
    if (m_isOtherTable || current != m_current) {
        m_staleTabs.unite(QSet<int>{ChangeTab, PromptsTab});
        ++m_generation; // what is being compared is of other rows
        m_current = current;
        fillBefore();
    }
    m_isOtherTable = false;
    showTab();
}

void ResultCharts::showTab()
{
    if (!m_staleTabs.remove(currentIndex()))
        return;
    switch (currentIndex()) {
    case BarsTab: return m_bars->show(scores(), m_table.rows.size());
    case DotsTab: return m_dots->show(scores(), m_table.rows.size());
    case ChangeTab: return compare();
    case PromptsTab: return showPrompts();
    default: return;
    }
}

TaskScores ResultCharts::scores() const
{
    TaskScores scores;
    for (const MethodColumn& column : m_table.columns)
        scores.tasks.append(
            {column.task, column.domain, wordFor(column.metric), column.baseline.majority, column.baseline.chance});
    for (const qsizetype row : m_shown) {
        const MethodRow& method = m_table.rows.at(row);
        TaskScores::Method shown{rowTitle(method), static_cast<int>(row), {}};
        for (const MethodCell& cell : method.cells)
            shown.scores.append(cell.score ? cell.score->score : Estimate());
        scores.methods.append(shown);
    }
    return scores;
}

void ResultCharts::fillBefore()
{
    m_before->clear();
    for (qsizetype row = 0; row < m_table.rows.size(); ++row)
        if (row != m_current)
            m_before->addItem(displayLine(rowTitle(m_table.rows.at(row)), 80), row);
    if (m_current >= 0)
        m_before->setCurrentIndex(std::max(0, m_before->findData(usualBefore(m_table, m_current))));
    m_before->setEnabled(m_before->count() > 0 && m_current >= 0);
}

// All answers of both are read.
void ResultCharts::compare()
{
    const quint64 generation = ++m_generation;
    if (!m_project || m_current < 0 || m_before->count() == 0)
        return m_change->show({}, {}, {}, tr("Choose a method in the table to see what it changed."));
    const auto before = m_before->currentData().value<qsizetype>();
    QList<ScorePair> pairs;
    for (qsizetype column = 0; column < m_table.columns.size(); ++column) {
        const auto& one = m_table.rows.at(before).cells.at(column).score;
        const auto& other = m_table.rows.at(m_current).cells.at(column).score;
        if (one && other && one->examples == other->examples)
            pairs.append({*one, *other});
    }
    if (pairs.isEmpty())
        return m_change->show({}, {}, {}, tr("The two methods have no scores on the same test examples."));
    m_change->show({}, {}, {}, tr("Comparing answers …"));
    whenDone(m_project->queries().changes(pairs), this,
             [this, generation, before](const Result<QList<TaskComparison>>& changes) {
                 if (generation != m_generation)
                     return; // something else is chosen by now
                 if (!changes)
                     return failToCompare(changes.error());
                 receive(*changes, before);
             });
}

// Showing the tab again tries it again.
void ResultCharts::failToCompare(const Error& error)
{
    m_staleTabs.insert(ChangeTab);
    m_change->show({}, {}, {}, sentence(error));
    Q_EMIT noticeRaised(Notice::error(error));
}

void ResultCharts::receive(const QList<TaskComparison>& changes, qsizetype before)
{
    m_change->show(changes, rowTitle(m_table.rows.at(before)), rowTitle(m_table.rows.at(m_current)),
                   tr("The two methods have no answers to the same examples."));
}

void ResultCharts::showPrompts()
{
    m_prompts->show(m_current < 0 ? tr("Choose a method in the table to read its prompts.")
                                  : rowPrompts(m_table.rows.at(m_current)));
}

} // namespace metaspo
