#include "ui/run/AnswersPanel.h"

#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/TableActions.h"
#include "ui/run/AnswerDelegate.h"
#include "ui/run/AnswerModel.h"
#include "ui/run/CallInspector.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

namespace metaspo {

namespace {
constexpr int typingPause = 250;
}

AnswersPanel::AnswersPanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new AnswerModel(this))
    , m_table(new QTableView(this))
    , m_inspector(new CallInspector(this))
    , m_title(hint({}, this))
    , m_count(hint({}, this))
    , m_wrongOnly(new QCheckBox(tr("Only wrong"), this))
    , m_search(new QLineEdit(this))
    , m_typing(new QTimer(this))
{
    setObjectName(QStringLiteral("answersPanel"));
    nameWidget(m_table, QStringLiteral("answerTable"), tr("Answers"));
    prepareTable(m_table);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection); // several can be copied; the last is shown
    m_table->setItemDelegateForColumn(AnswerModel::OutcomeColumn, new AnswerDelegate(m_table));
    const int wide = fontMetrics().averageCharWidth();
    for (const auto& [column, letters] :
         {std::pair(AnswerModel::OutcomeColumn, 16), std::pair(AnswerModel::TaskColumn, 18),
          std::pair(AnswerModel::SplitColumn, 11), std::pair(AnswerModel::ExampleColumn, 9),
          std::pair(AnswerModel::QuestionColumn, 44), std::pair(AnswerModel::ExpectedColumn, 12),
          std::pair(AnswerModel::PredictionColumn, 12), std::pair(AnswerModel::UserColumn, 20)})
        m_table->setColumnWidth(column, letters * wide + 12);
    auto* left = new QWidget(this);
    auto* rows = new QVBoxLayout(left);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(makeFilters());
    rows->addWidget(m_table, 1);
    fillSideBySide(this, QStringLiteral("answerSplitter"), left, m_inspector, {3, 2});

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &AnswersPanel::showCall);
    connect(m_model, &QAbstractItemModel::modelReset, this, &AnswersPanel::countRows);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &AnswersPanel::countRows);
    connect(m_model, &AnswerModel::loaded, this, &AnswersPanel::countRows);
    connect(m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, &AnswersPanel::keepPlace);
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, &AnswersPanel::keepPlace);
    connect(m_model, &AnswerModel::loaded, this, &AnswersPanel::restorePlace);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &AnswersPanel::showCall);
    connect(m_model, &AnswerModel::failed, this, &AnswersPanel::failed);
    connect(m_inspector, &CallInspector::failed, this, &AnswersPanel::failed);
}

QWidget* AnswersPanel::makeFilters()
{
    auto* bar = new QWidget(this);
    nameWidget(m_wrongOnly, QStringLiteral("wrongOnly"), tr("Show only wrong and unreadable answers"));
    m_wrongOnly->setChecked(true);
    nameWidget(m_search, QStringLiteral("answerSearch"), tr("Find in questions and responses"));
    m_search->setPlaceholderText(tr("Find in questions and responses"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(260);
    m_title->setWordWrap(false);
    m_title->setMinimumWidth(60);
    m_title->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_count->setObjectName(QStringLiteral("answerCount"));
    m_count->setWordWrap(false);
    m_typing->setSingleShot(true);
    m_typing->setInterval(typingPause);
    connect(m_wrongOnly, &QCheckBox::toggled, this, &AnswersPanel::apply);
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, &AnswersPanel::apply);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gap);
    row->addWidget(m_title, 1);
    row->addWidget(m_count);
    row->addWidget(m_wrongOnly);
    row->addWidget(m_search);
    auto* actions = new TableActions(
        m_table, [this](const auto& rows, TableActions::Readers) { return m_model->source(rows); }, bar);
    connect(actions, &TableActions::noticeRaised, this, &AnswersPanel::noticeRaised);
    row->addWidget(actions);
    return bar;
}

void AnswersPanel::setProject(const std::shared_ptr<Project>& project)
{
    m_place = {};
    m_model->setProject(project);
    m_keptAnchor = m_keptCurrent = 0;
    m_inspector->setProject(project);
}

void AnswersPanel::show(const EvaluationFilter& place, const QString& title)
{
    m_place = place;
    m_title->setText(displayLine(title));
    apply();
}

void AnswersPanel::reload()
{
    m_model->reload();
}

void AnswersPanel::apply()
{
    EvaluationFilter filter = m_place;
    filter.wrongOnly = m_wrongOnly->isChecked();
    filter.contains = m_search->text();
    m_inspector->show(std::nullopt);
    m_model->show(filter);
    m_keptAnchor = m_keptCurrent = 0; // other rows
}

// Answers of a live run come between the rows: what is being read stays chosen, and where it is.
void AnswersPanel::keepPlace()
{
    if (m_keptAnchor != 0 || m_keptCurrent != 0)
        return; // there is more than one insertion in one reading
    const int current = m_table->currentIndex().row();
    m_keptCurrent = m_model->idAt(current);
    const bool isSeen = m_table->viewport()->rect().intersects(m_table->visualRect(m_table->currentIndex()));
    if (!isSeen && m_table->verticalScrollBar()->value() == 0)
        return;
    const int anchor = isSeen ? current : m_table->rowAt(0);
    m_keptAnchor = m_model->idAt(anchor);
    m_keptPosition = m_table->rowViewportPosition(anchor);
}

void AnswersPanel::restorePlace()
{
    const qint64 current = std::exchange(m_keptCurrent, 0);
    const qint64 anchor = std::exchange(m_keptAnchor, 0);
    const int currentRow = current != 0 ? m_model->rowOf(current) : -1;
    if (currentRow >= 0 && currentRow != m_table->currentIndex().row())
        m_table->setCurrentIndex(m_model->index(currentRow, 0)); // a reset has taken it
    const int anchorRow = anchor != 0 ? m_model->rowOf(anchor) : -1;
    if (anchorRow < 0)
        return;
    QScrollBar* bar = m_table->verticalScrollBar();
    const QHeaderView* rows = m_table->verticalHeader();
    bar->setMaximum(std::max(bar->maximum(), rows->length() - m_table->viewport()->height())); // as it will be soon
    bar->setValue(rows->sectionPosition(anchorRow) - m_keptPosition);
}

void AnswersPanel::countRows()
{
    m_count->setText(m_wrongOnly->isChecked() ? tr("%Ln wrong answer(s)", nullptr, m_model->rowCount())
                                              : tr("%Ln answer(s)", nullptr, m_model->rowCount()));
}

void AnswersPanel::showCall()
{
    const QModelIndex current = m_table->currentIndex();
    if (current.isValid())
        m_inspector->show(m_model->callAt(current.row()));
}

} // namespace metaspo
