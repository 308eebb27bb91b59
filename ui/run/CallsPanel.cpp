#include "ui/run/CallsPanel.h"

#include "ui/kit/Layout.h"
#include "ui/kit/TableActions.h"
#include "ui/run/AnswerDelegate.h"
#include "ui/run/CallInspector.h"
#include "ui/run/CallModel.h"
#include "ui/run/CallWords.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr int callsTypingPause = 250;
constexpr int callsReadingPause = 300; // a live run tells of new answers up to twenty times a second

} // namespace

CallsPanel::CallsPanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new CallModel(this))
    , m_table(new QTableView(this))
    , m_inspector(new CallInspector(this))
    , m_role(new QComboBox(this))
    , m_state(new QComboBox(this))
    , m_place(new QLineEdit(this))
    , m_words(new QLineEdit(this))
    , m_ofCandidate(new QCheckBox(tr("Only of this candidate"), this))
    , m_count(hint({}, this))
{
    setObjectName(QStringLiteral("callsPanel"));
    prepareCalls();
    auto* left = new QWidget(this);
    auto* rows = new QVBoxLayout(left);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(makeFilters());
    rows->addWidget(m_table, 1);
    m_inspector->setPlace(QStringLiteral("calls"));
    fillSideBySide(this, QStringLiteral("callSplitter"), left, m_inspector, {1, 1});

    m_typing.setSingleShot(true);
    m_typing.setInterval(callsTypingPause);
    connect(&m_typing, &QTimer::timeout, this, &CallsPanel::apply);
    m_soon.setSingleShot(true);
    m_soon.setInterval(callsReadingPause);
    connect(&m_soon, &QTimer::timeout, m_model, &CallModel::reload);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CallsPanel::showCall);
    connect(m_model, &QAbstractItemModel::modelReset, m_inspector, [this] { m_inspector->show(std::nullopt); });
    connect(m_model, &QAbstractItemModel::dataChanged, this, [this](const QModelIndex& first, const QModelIndex& last) {
        if (const int row = m_table->currentIndex().row(); row >= first.row() && row <= last.row())
            m_inspector->renew();
    });
    connect(m_model, &CallModel::progressed, this, &CallsPanel::countRows);
    connect(m_model, &CallModel::failed, this, &CallsPanel::failed);
    connect(m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, &CallsPanel::keepPlace);
    connect(m_model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &CallsPanel::keepPlace);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &CallsPanel::findPlace);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &CallsPanel::findPlace);
    connect(m_inspector, &CallInspector::failed, this, &CallsPanel::failed);
}

void CallsPanel::prepareCalls()
{
    nameWidget(m_table, QStringLiteral("callTable"), tr("Calls"));
    prepareTable(m_table);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(CallModel::OutcomeColumn, new AnswerDelegate(m_table));
    const int wide = fontMetrics().averageCharWidth();
    for (const auto& [column, letters] :
         {std::pair(CallModel::NumberColumn, 6), std::pair(CallModel::KindColumn, 9),
          std::pair(CallModel::CandidateColumn, 12), std::pair(CallModel::TaskColumn, 13),
          std::pair(CallModel::StateColumn, 13), std::pair(CallModel::OutcomeColumn, 13),
          std::pair(CallModel::TokensColumn, 13), std::pair(CallModel::TimeColumn, 11),
          std::pair(CallModel::CostColumn, 12)})
        m_table->setColumnWidth(column, letters * wide + 12);
}

QWidget* CallsPanel::makeFilters()
{
    auto* bar = new QWidget(this);
    nameWidget(m_role, QStringLiteral("callRole"), tr("Which model"));
    m_role->addItem(tr("both models"), -1);
    for (const ModelRole role : {ModelRole::Base, ModelRole::Optimizer})
        m_role->addItem(roleText(role), static_cast<int>(role));
    nameWidget(m_state, QStringLiteral("callState"), tr("State of the calls"));
    m_state->addItem(tr("any state"), -1);
    for (const CallState state : {CallState::Sent, CallState::Ok, CallState::Failed, CallState::Unknown})
        m_state->addItem(callState(state), static_cast<int>(state));
    nameWidget(m_place, QStringLiteral("callPlace"), tr("Step of the calls"));
    m_place->setPlaceholderText(tr("Step, e.g. 2/outer"));
    nameWidget(m_words, QStringLiteral("callWords"), tr("Find in questions, responses and messages to the optimizer"));
    m_words->setPlaceholderText(tr("Find text"));
    nameWidget(m_ofCandidate, QStringLiteral("callsOfCandidate"),
               tr("Only calls of the candidate that is chosen in the tree"));
    for (QLineEdit* edit : {m_place, m_words}) {
        edit->setClearButtonEnabled(true);
        connect(edit, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    }
    m_count->setObjectName(QStringLiteral("callCount"));
    m_count->setWordWrap(false);
    connect(m_role, &QComboBox::currentIndexChanged, this, &CallsPanel::apply);
    connect(m_state, &QComboBox::currentIndexChanged, this, &CallsPanel::apply);
    connect(m_ofCandidate, &QCheckBox::toggled, this, [this](bool isOnly) {
        m_place->setEnabled(!isOnly);
        apply();
    });
    auto* fields = new QHBoxLayout;
    fields->setSpacing(6);
    fields->addWidget(m_role);
    fields->addWidget(m_state);
    fields->addWidget(m_words, 1);
    auto* words = new QHBoxLayout;
    words->setSpacing(6);
    words->addWidget(m_place, 1);
    words->addWidget(m_ofCandidate);
    words->addWidget(m_count);
    auto* actions = new TableActions(
        m_table, [this](const auto& rows, TableActions::Readers) { return m_model->source(rows); }, bar);
    connect(actions, &TableActions::noticeRaised, this, &CallsPanel::noticeRaised);
    words->addWidget(actions);
    auto* rows = new QVBoxLayout(bar);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(4);
    rows->addLayout(fields);
    rows->addLayout(words);
    setTabOrder(m_state, m_words);
    setTabOrder(m_words, m_place);
    setTabOrder(m_place, m_ofCandidate);
    return bar;
}

void CallsPanel::setProject(const std::shared_ptr<Project>& project)
{
    m_run = 0;
    m_candidate.reset();
    m_model->setProject(project);
    m_inspector->setProject(project);
}

void CallsPanel::showRun(qint64 run)
{
    if (run == m_run)
        return;
    m_run = run;
    apply();
}

void CallsPanel::showCandidate(const std::optional<Step>& candidate)
{
    m_candidate = candidate;
    if (m_ofCandidate->isChecked())
        apply();
}

CallSearch CallsPanel::search() const
{
    CallSearch search;
    search.filter.run = m_run;
    if (const int role = m_role->currentData().toInt(); role >= 0)
        search.filter.role = static_cast<ModelRole>(role);
    if (const int state = m_state->currentData().toInt(); state >= 0)
        search.filter.state = static_cast<CallState>(state);
    search.place = m_place->text().trimmed();
    if (m_ofCandidate->isChecked()) // with a blank at its end: not 1/outer/10 for 1/outer/1
        search.place = m_candidate ? text(*m_candidate) + QLatin1Char(' ') : QString();
    search.contains = m_words->text();
    return search;
}

void CallsPanel::apply()
{
    m_typing.stop();
    m_model->show(search());
    countRows();
}

void CallsPanel::reload()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void CallsPanel::reloadAll()
{
    m_model->reloadAll();
}

void CallsPanel::countRows()
{
    const QString count = tr("%Ln call(s)", nullptr, m_model->rowCount());
    const bool isSlow = m_model->isSearching() && (m_model->rowCount() == 0 || !m_words->text().isEmpty());
    m_count->setText(isSlow ? tr("%1 so far …").arg(count) : count);
}

void CallsPanel::showCall()
{
    const QModelIndex current = m_table->currentIndex();
    m_inspector->show(current.isValid() ? m_model->callAt(current.row()) : std::nullopt);
}

// Rows that come or go above what is in sight must not move it.
void CallsPanel::keepPlace()
{
    const QScrollBar* bar = m_table->verticalScrollBar();
    m_isAtEnd = bar->maximum() > 0 && bar->value() == bar->maximum();
    m_first = m_model->callAt(m_table->rowAt(0));
}

void CallsPanel::findPlace()
{
    if (m_isAtEnd)
        return m_table->scrollToBottom();
    const int row = m_first ? m_model->rowOf(*m_first) : -1;
    if (row >= 0 && row != m_table->rowAt(0))
        m_table->scrollTo(m_model->index(row, 0), QAbstractItemView::PositionAtTop);
}

} // namespace metaspo
