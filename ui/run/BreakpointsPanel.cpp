#include "ui/run/BreakpointsPanel.h"

#include "ui/kit/Icons.h"
#include "ui/kit/Layout.h"
#include "ui/kit/ShownTable.h"
#include "ui/kit/TableActions.h"
#include "ui/run/AmountDelegate.h"
#include "ui/run/BreakpointModel.h"
#include "ui/run/BreakpointText.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace metaspo {

BreakpointsPanel::BreakpointsPanel(QWidget* parent)
    : QWidget(parent)
    , m_model(new BreakpointModel(this))
    , m_table(new QTableView(this))
    , m_nothing(
          hint(tr("The run pauses only when you say so. Add an event, or press F9 on a loop or candidate that lies "
                  "ahead."),
               this))
{
    setObjectName(QStringLiteral("breakpointsPanel"));
    nameWidget(m_table, QStringLiteral("breakpointTable"), tr("Breakpoints"));
    prepareTable(m_table);
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    m_table->setItemDelegateForColumn(BreakpointModel::AmountColumn, new AmountDelegate(m_table));
    m_table->horizontalHeader()->setSectionResizeMode(BreakpointModel::EventColumn, QHeaderView::Stretch);
    const int wide = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(BreakpointModel::AmountColumn, 14 * wide);
    m_table->setColumnWidth(BreakpointModel::OnceColumn, 8 * wide);
    m_table->setColumnWidth(BreakpointModel::HitsColumn, 8 * wide);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(6);
    rows->addWidget(makeButtons());
    rows->addWidget(m_nothing);
    rows->addWidget(m_table, 1);
    connect(m_model, &BreakpointModel::edited, this, &BreakpointsPanel::edited);
    connect(m_model, &QAbstractItemModel::modelReset, this, &BreakpointsPanel::showPossible);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &BreakpointsPanel::showPossible);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &BreakpointsPanel::showPossible);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &BreakpointsPanel::showPossible);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, &BreakpointsPanel::showPossible);
    auto* del = new QShortcut(QKeySequence::Delete, m_table, nullptr, nullptr, Qt::WidgetShortcut);
    connect(del, &QShortcut::activated, this, &BreakpointsPanel::removeCurrent);
    showPossible();
}

QWidget* BreakpointsPanel::makeButtons()
{
    auto* bar = new QWidget(this);
    m_add = new QToolButton(bar);
    nameWidget(m_add, QStringLiteral("addBreakpoint"), tr("Add a breakpoint"));
    m_add->setText(tr("Add"));
    m_add->setIcon(icon(QStringLiteral("add")));
    m_add->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_add->setPopupMode(QToolButton::InstantPopup);
    m_add->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(m_add);
    menu->setObjectName(QStringLiteral("breakpointMenu"));
    for (const std::optional<StopEvent>& event : eventChoice()) {
        if (!event) {
            menu->addSeparator();
            continue;
        }
        QAction* action = menu->addAction(eventText(*event) + (hasAmount(*event) ? QStringLiteral(" …") : QString()));
        action->setData(name(*event));
        connect(action, &QAction::triggered, this, [this, event] { add(*event); });
    }
    m_add->setMenu(menu);
    m_edit = button(tr("Change amount"), QStringLiteral("edit"), QStringLiteral("editBreakpoint"), bar);
    m_remove = button(tr("Remove"), QStringLiteral("remove"), QStringLiteral("removeBreakpoint"), bar);
    m_reset = button(tr("Reset hits"), QStringLiteral("refresh"), QStringLiteral("resetBreakpointHits"), bar);
    connect(m_edit, &QPushButton::clicked, this, &BreakpointsPanel::editCurrent);
    connect(m_remove, &QPushButton::clicked, this, &BreakpointsPanel::removeCurrent);
    connect(m_reset, &QPushButton::clicked, this, &BreakpointsPanel::resetHits);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    row->addWidget(m_add);
    row->addWidget(m_edit);
    row->addWidget(m_remove);
    row->addWidget(m_reset);
    row->addStretch(1);
    auto* actions = new TableActions(
        m_table,
        [this](const auto& chosen, TableActions::Readers) {
            return shownTable(*m_model, QStringLiteral("breakpoints"), chosen);
        },
        bar);
    connect(actions, &TableActions::noticeRaised, this, &BreakpointsPanel::noticeRaised);
    row->addWidget(actions);
    return bar;
}

void BreakpointsPanel::show(const QList<Breakpoint>& breakpoints)
{
    m_model->show(breakpoints);
}

QList<Breakpoint> BreakpointsPanel::breakpoints() const
{
    return m_model->breakpoints();
}

void BreakpointsPanel::setEditable(bool isEditable)
{
    m_isEditable = isEditable;
    m_model->setEditable(isEditable);
    showPossible();
}

// With the amount that is usually meant, ready to be changed.
void BreakpointsPanel::add(StopEvent event)
{
    Breakpoint breakpoint;
    breakpoint.event = event;
    breakpoint.amount = usualAmount(event);
    const QModelIndex row = m_model->add(breakpoint);
    m_table->setCurrentIndex(row);
    m_table->setFocus();
    if (hasAmount(event))
        m_table->edit(row.siblingAtColumn(BreakpointModel::AmountColumn));
}

void BreakpointsPanel::editCurrent()
{
    const QModelIndex amount = m_table->currentIndex().siblingAtColumn(BreakpointModel::AmountColumn);
    if (!amount.isValid())
        return;
    m_table->setCurrentIndex(amount);
    m_table->edit(amount);
}

void BreakpointsPanel::removeCurrent()
{
    if (m_isEditable)
        m_model->remove(m_table->currentIndex().row());
}

void BreakpointsPanel::resetHits()
{
    const int row = m_table->currentIndex().row();
    Breakpoint breakpoint = m_model->breakpoints().value(row);
    breakpoint.hits = 0;
    m_model->change(row, breakpoint);
}

void BreakpointsPanel::showPossible()
{
    const int row = m_table->currentIndex().row();
    const QList<Breakpoint>& all = m_model->breakpoints();
    const bool isChosen = m_isEditable && row >= 0 && row < all.size();
    m_add->setEnabled(m_isEditable);
    m_edit->setEnabled(isChosen && hasAmount(all.at(row).event));
    m_remove->setEnabled(isChosen);
    m_reset->setEnabled(isChosen && all.at(row).hits > 0);
    m_nothing->setVisible(all.isEmpty());
}

} // namespace metaspo
