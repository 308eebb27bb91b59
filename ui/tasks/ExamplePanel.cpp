#include "ui/tasks/ExamplePanel.h"

#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/TableActions.h"
#include "ui/kit/Words.h"
#include "ui/tasks/ExampleDelegate.h"

#include <QComboBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>
#include <chrono>

namespace metaspo {

namespace {

constexpr std::chrono::milliseconds pauseBeforeFiltering(150);

} // namespace

ExamplePanel::ExamplePanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new ExampleModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 4);
    column->addWidget(makeFilter());
    makeTable();
    addActions();
    column->addWidget(m_table, 1);
    m_typing.setSingleShot(true);
    m_typing.setInterval(pauseBeforeFiltering);
    connect(&m_typing, &QTimer::timeout, this, &ExamplePanel::filter);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &ExamplePanel::showCount);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        showCount();
        Q_EMIT selectionChanged(); // a selection that a reset takes away is not told of
    });
}

QWidget* ExamplePanel::makeFilter()
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
    m_count = hint({}, area);
    m_count->setObjectName(QStringLiteral("exampleCount"));
    m_count->setWordWrap(false);
    m_showAll = toolButton(tr("Show all examples"), QStringLiteral("close"), QStringLiteral("showAllExamples"), area);
    m_showAll->hide();
    m_top = new QHBoxLayout(area);
    m_top->setContentsMargins(0, 0, 0, 0);
    m_top->addWidget(m_split);
    m_top->addWidget(m_search, 1);
    m_top->addWidget(m_count);
    m_top->addWidget(m_showAll);
    connect(m_split, &QComboBox::currentIndexChanged, this, &ExamplePanel::takeSplit);
    connect(m_search, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(m_showAll, &QToolButton::clicked, this, [this] { showOnly({}); });
    return area;
}

void ExamplePanel::makeTable()
{
    m_table = new QTableView(this);
    nameWidget(m_table, QStringLiteral("exampleTable"), tr("Examples"));
    prepareTable(m_table);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new ExampleDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->horizontalHeader()->setSectionResizeMode(ExampleModel::QuestionColumn, QHeaderView::Stretch);
    const int letter = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(ExampleModel::NumberColumn, 8 * letter);
    m_table->setColumnWidth(ExampleModel::SplitColumn, 14 * letter);
    m_table->setColumnWidth(ExampleModel::AnswersColumn, 18 * letter);
    m_table->setColumnWidth(ExampleModel::IssuesColumn, 24 * letter);
    m_table->installEventFilter(this);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                const Example* example = m_model->example(current);
                Q_EMIT currentChanged(example ? example->index : -1);
            });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &ExamplePanel::selectionChanged);
}

void ExamplePanel::addActions()
{
    auto* actions = new TableActions(
        m_table, [this](const auto& rows, TableActions::Readers) { return m_model->source(rows); }, this);
    connect(actions, &TableActions::noticeRaised, this, &ExamplePanel::noticeRaised);
    m_top->addWidget(actions);
}

void ExamplePanel::setTask(TaskDocument* document, TaskKey key)
{
    m_document = document;
    m_key = key;
    emptyFilter();
    m_model->setTask(document, key);
    showCount();
    select(m_model->rows().value(0, -1));
}

void ExamplePanel::setEditable(bool isEditable)
{
    m_isEditable = isEditable;
    m_model->setEditable(isEditable);
    m_table->setEditTriggers(isEditable ? QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                                        : QAbstractItemView::NoEditTriggers);
}

const Task* ExamplePanel::task() const
{
    const TaskEntry* entry = m_document ? m_document->entry(m_key) : nullptr;
    return entry && entry->isLoaded ? &entry->task : nullptr;
}

int ExamplePanel::revision() const
{
    const TaskEntry* entry = m_document ? m_document->entry(m_key) : nullptr;
    return entry ? entry->revision : -1;
}

bool ExamplePanel::isFiltered() const
{
    return m_filter != ExampleFilter{};
}

void ExamplePanel::setSplit(std::optional<Split> split)
{
    const QSignalBlocker quiet(m_split);
    m_split->setCurrentIndex(split ? m_split->findData(static_cast<int>(*split)) : 0);
    if (std::exchange(m_filter.split, split) != split)
        filter();
}

void ExamplePanel::takeSplit()
{
    const QVariant chosen = m_split->currentData();
    setSplit(chosen.isValid() ? std::optional(static_cast<Split>(chosen.toInt())) : std::nullopt);
    Q_EMIT splitShown(m_filter.split);
}

void ExamplePanel::showOnly(const QList<int>& indexes)
{
    m_filter.only = indexes;
    filter();
}

void ExamplePanel::filter()
{
    m_typing.stop();
    m_filter.contains = m_search->text();
    m_showAll->setVisible(!m_filter.only.isEmpty());
    const int generation = ++m_generation;
    if (!task())
        return;
    inBackground(
        this, [task = *task(), filter = m_filter] { return matchingExamples(task, filter); },
        [this, generation, revision = revision()](const QList<int>& indexes) {
            if (generation != m_generation || !task())
                return;
            if (revision != this->revision())
                return filter(); // some of these may be gone
            showRows(indexes);
        });
}

void ExamplePanel::showRows(const QList<int>& indexes)
{
    const Example* before = m_model->example(m_table->currentIndex());
    const int current = before ? before->index : -1;
    m_model->setRows(indexes);
    showCount();
    select(m_model->rowOf(current) >= 0 ? current : indexes.value(0, -1));
}

void ExamplePanel::showCount()
{
    const Task* shown = task();
    const qsizetype all = shown ? shown->examples.size() : 0;
    const qsizetype rows = m_model->rowCount();
    m_count->setText(rows == all ? tr("%Ln example(s)", nullptr, static_cast<int>(all))
                                 : tr("%1 of %2").arg(countText(rows), countText(all)));
}

void ExamplePanel::select(int index)
{
    const int row = m_model->rowOf(index);
    if (row < 0) {
        Q_EMIT currentChanged(-1);
        return;
    }
    const QModelIndex place = m_model->index(row, ExampleModel::QuestionColumn);
    if (place == m_table->currentIndex())
        Q_EMIT currentChanged(index);
    // Not by the view, which would ask the keys that are down: Ctrl of Ctrl+Z would add to the selection.
    m_table->selectionModel()->setCurrentIndex(place, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    m_table->scrollTo(place);
}

void ExamplePanel::emptyFilter()
{
    const QSignalBlocker quietSearch(m_search);
    const QSignalBlocker quietSplit(m_split);
    m_search->clear();
    m_typing.stop();
    m_split->setCurrentIndex(0);
    m_filter = {};
    m_showAll->hide();
    ++m_generation;
}

void ExamplePanel::clearFilter()
{
    emptyFilter();
    Q_EMIT splitShown({});
    if (task())
        m_model->setRows(matchingExamples(*task(), {}));
    showCount();
}

void ExamplePanel::reveal(int index)
{
    if (!m_model->exampleWith(index))
        return;
    if (m_model->rowOf(index) < 0)
        clearFilter();
    select(index);
}

void ExamplePanel::setIssues(const QHash<int, QString>& issues)
{
    m_model->setIssues(issues);
    m_table->setColumnHidden(ExampleModel::IssuesColumn, issues.isEmpty());
}

void ExamplePanel::find()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QList<int> ExamplePanel::selected() const
{
    QList<int> indexes;
    for (const QItemSelectionRange& range : m_table->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            indexes.append(m_model->rows().at(row));
    std::sort(indexes.begin(), indexes.end());
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
    return indexes;
}

// Into the split that is shown, else where the selected example is: that is where a person looks.
void ExamplePanel::addExample()
{
    if (!task() || !m_isEditable)
        return;
    Example example;
    example.index = nextIndex(*task());
    const Example* current = m_model->example(m_table->currentIndex());
    example.split = m_filter.split.value_or(current ? current->split : Split::Train);
    TaskEdit edit;
    edit.examples.append({std::nullopt, example});
    m_document->edit(m_key, edit, tr("Add an example"));
    select(example.index);
    m_table->setFocus(Qt::OtherFocusReason);
    m_table->edit(m_table->currentIndex());
}

void ExamplePanel::duplicateSelected()
{
    const QList<int> chosen = selected();
    if (chosen.isEmpty() || !task() || !m_isEditable)
        return;
    TaskEdit edit;
    int next = nextIndex(*task());
    for (const int index : chosen) {
        Example copy = *m_model->exampleWith(index);
        copy.index = next++;
        edit.examples.append({std::nullopt, copy});
    }
    m_document->edit(m_key, edit, tr("Duplicate %Ln example(s)", nullptr, static_cast<int>(chosen.size())));
    select(next - 1);
}

void ExamplePanel::deleteSelected()
{
    const QList<int> chosen = selected();
    if (chosen.isEmpty() || !task() || !m_isEditable)
        return;
    const int row = m_model->rowOf(chosen.first());
    TaskEdit edit;
    for (const int index : chosen)
        edit.examples.append({*m_model->exampleWith(index), std::nullopt});
    m_document->edit(m_key, edit, tr("Delete %Ln example(s)", nullptr, static_cast<int>(chosen.size())));
    const int last = m_model->rowCount() - 1;
    select(last < 0 ? -1 : m_model->rows().at(std::min(row, last)));
}

bool ExamplePanel::eventFilter(QObject* object, QEvent* event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT editRequested();
            return true;
        }
    }
    return QWidget::eventFilter(object, event);
}

} // namespace metaspo
