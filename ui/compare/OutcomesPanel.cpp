#include "ui/compare/OutcomesPanel.h"

#include "ui/compare/CompareWords.h"
#include "ui/compare/OutcomeDelegate.h"
#include "ui/compare/OutcomeModel.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/TableActions.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace metaspo {

namespace {

using Show = OutcomeFilter::Show;
constexpr std::array allShows{std::pair{Show::All, "showAllOutcomes"},
                              std::pair{Show::Different, "showDifferentOutcomes"}, std::pair{Show::Wins, "showWins"},
                              std::pair{Show::Losses, "showLosses"}, std::pair{Show::Ties, "showTies"}};

struct Filtered
{
    QList<int> rows;
    QList<int> counts;
};

} // namespace

OutcomesPanel::OutcomesPanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new OutcomeModel(this))
    , m_table(new QTableView(this))
    , m_show(new QButtonGroup(this))
    , m_prompt(new QComboBox(this))
    , m_task(new QComboBox(this))
    , m_nothing(hint({}, this))
{
    setObjectName(QStringLiteral("outcomesPanel"));
    nameWidget(m_table, QStringLiteral("outcomeTable"), tr("Outcomes of the same examples"));
    prepareTable(m_table);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new OutcomeDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_nothing->setObjectName(QStringLiteral("outcomesNothing"));
    m_nothing->hide();
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(makeFilters());
    rows->addWidget(m_nothing);
    rows->addWidget(m_table, 1);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &OutcomesPanel::tellChosen);
    connect(m_table, &QTableView::activated, this, &OutcomesPanel::conversationsRequested);
    connect(m_model, &QAbstractItemModel::dataChanged, this,
            [this](const QModelIndex& from, const QModelIndex& to) {
                const int current = m_table->currentIndex().row();
                if (current >= from.row() && current <= to.row())
                    tellChosen();
            });
    connect(m_model, &OutcomeModel::failed, this, &OutcomesPanel::failed);
}

QWidget* OutcomesPanel::makeFilters()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    for (const auto& [show, objectName] : allShows) {
        auto* made = new QToolButton(bar);
        made->setCheckable(true);
        made->setFocusPolicy(Qt::StrongFocus);
        made->setText(showText(show));
        nameWidget(made, QLatin1String(objectName), showText(show));
        m_show->addButton(made, static_cast<int>(show));
        row->addWidget(made);
    }
    m_show->button(static_cast<int>(Show::All))->setChecked(true);
    nameWidget(m_prompt, QStringLiteral("outcomePrompt"), tr("Whose wins, losses and ties"));
    nameWidget(m_task, QStringLiteral("outcomeTask"), tr("Task"));
    m_prompt->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_task->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    row->addSpacing(gap);
    row->addWidget(m_prompt);
    row->addWidget(m_task);
    row->addStretch(1);
    auto* actions = new TableActions(
        m_table, [this](const auto& rows, TableActions::Readers) { return m_model->source(rows); }, bar);
    connect(actions, &TableActions::noticeRaised, this, &OutcomesPanel::noticeRaised);
    row->addWidget(actions);
    connect(m_show, &QButtonGroup::idToggled, this, [this](int, bool isChecked) {
        if (isChecked)
            apply();
    });
    connect(m_prompt, &QComboBox::currentIndexChanged, this, &OutcomesPanel::apply);
    connect(m_task, &QComboBox::currentIndexChanged, this, &OutcomesPanel::apply);
    return bar;
}

void OutcomesPanel::setProject(const std::shared_ptr<Project>& project)
{
    m_model->setProject(project);
    show(nullptr, {}, PromptKind::System);
}

void OutcomesPanel::show(const std::shared_ptr<const PromptComparison>& comparison, const QStringList& names,
                         PromptKind kind)
{
    if (comparison == m_model->comparison() && names == m_names)
        return;
    const int chosen = comparison && names == m_names ? chosenIn(*comparison) : -1;
    const bool isFirst = !m_model->comparison();
    m_names = names;
    m_wantedRow = chosen;
    m_model->show(comparison, names, kind);
    if (isFirst && comparison) {
        const int wide = fontMetrics().averageCharWidth();
        for (const auto& [column, letters] :
             {std::pair(OutcomeModel::TaskColumn, 18), std::pair(OutcomeModel::ExampleColumn, 9),
              std::pair(OutcomeModel::QuestionColumn, 46), std::pair(OutcomeModel::GoldColumn, 12),
              std::pair(OutcomeModel::PartnerColumn, 22)})
            m_table->setColumnWidth(column, letters * wide + 12);
    }
    if (comparison)
        for (int column = OutcomeModel::fixedColumns; column < m_model->columnCount(); ++column)
            m_table->setColumnWidth(column, 18 * fontMetrics().averageCharWidth() + 12);
    fillChoices();
    apply();
    if (chosen < 0)
        Q_EMIT callsChosen({});
}

int OutcomesPanel::chosenIn(const PromptComparison& comparison) const
{
    const int row = m_model->tableRow(m_table->currentIndex().row());
    if (row < 0 || m_model->comparison()->tasks != comparison.tasks)
        return -1;
    return comparison.outcomes.rowOf(m_model->comparison()->outcomes.place(row));
}

// What was chosen stays, where it is still there.
void OutcomesPanel::fillChoices()
{
    const QSignalBlocker prompts(m_prompt);
    const QSignalBlocker tasks(m_task);
    const QVariant task = m_task->currentData();
    const int prompt = m_prompt->currentIndex();
    m_prompt->clear();
    m_prompt->addItem(tr("of any prompt"));
    for (int other = 1; other < m_names.size(); ++other)
        m_prompt->addItem(tr("of %1", "a prompt's letter").arg(promptLetter(other)));
    m_prompt->setCurrentIndex(prompt > 0 && prompt < m_prompt->count() ? prompt : 0);
    m_prompt->setVisible(m_names.size() > 2);
    m_task->clear();
    m_task->addItem(tr("All tasks"), QString());
    if (m_model->comparison())
        for (const QString& name : m_model->comparison()->tasks)
            m_task->addItem(displayLine(name, 40), name);
    m_task->setCurrentIndex(std::max(0, m_task->findData(task)));
    m_task->setVisible(m_task->count() > 2);
}

void OutcomesPanel::showTask(const QString& task)
{
    if (const int place = m_task->findData(task); place >= 0)
        m_task->setCurrentIndex(place);
}

OutcomeFilter OutcomesPanel::filter() const
{
    OutcomeFilter filter;
    filter.show = static_cast<Show>(m_show->checkedId());
    filter.prompt = std::max(0, m_prompt->currentIndex());
    filter.task = m_task->currentIndex() - 1;
    return filter;
}

void OutcomesPanel::apply()
{
    ++m_generation;
    const std::shared_ptr<const PromptComparison> comparison = m_model->comparison();
    if (!comparison)
        return take({}, QList<int>(allShows.size(), 0));
    if (m_wantedRow < 0)
        m_wantedRow = m_model->tableRow(m_table->currentIndex().row());
    inBackground(
        this, [comparison, filter = filter()] {
            return Filtered{comparison->outcomes.rows(filter), comparison->outcomes.counts(filter)};
        },
        [this, generation = m_generation](const Filtered& filtered) {
            if (generation == m_generation)
                take(filtered.rows, filtered.counts);
        });
}

void OutcomesPanel::take(const QList<int>& rows, const QList<int>& counts)
{
    for (const auto& [show, objectName] : allShows) {
        const int place = static_cast<int>(show);
        auto* button = m_show->button(place);
        button->setText(m_model->comparison()
                            ? QStringLiteral("%1 %2").arg(showText(show), countText(counts.value(place)))
                            : showText(show));
        button->setAccessibleName(button->text());
    }
    m_model->showRows(rows);
    tellNothing();
    const int row = m_model->rowOf(std::exchange(m_wantedRow, -1));
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
    else
        tellChosen();
}

void OutcomesPanel::advise(const QString& sentence)
{
    m_advice = sentence;
    tellNothing();
}

// An empty table says why it is empty.
void OutcomesPanel::tellNothing()
{
    const std::shared_ptr<const PromptComparison>& comparison = m_model->comparison();
    if (!comparison)
        m_nothing->setText(m_advice);
    else if (comparison->outcomes.size() == 0)
        m_nothing->setText(tr("No example of this split was answered under the baseline and another prompt. Choose "
                              "another split, or score the prompts on it."));
    else
        m_nothing->setText(tr("No example is like that."));
    m_nothing->setVisible(m_model->rowCount() == 0);
}

void OutcomesPanel::tellChosen()
{
    const int row = m_table->currentIndex().row();
    if (row < 0)
        return Q_EMIT callsChosen({});
    const auto calls = m_model->callsOf(row);
    Q_EMIT callsChosen(calls ? *calls : QList<std::optional<qint64>>()); // read: told again
}

} // namespace metaspo
