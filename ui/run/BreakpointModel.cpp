#include "ui/run/BreakpointModel.h"

#include "ui/kit/PlainText.h"
#include "ui/kit/ShownTable.h"
#include "ui/run/BreakpointText.h"

#include <QLocale>

namespace metaspo {

BreakpointModel::BreakpointModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void BreakpointModel::show(const QList<Breakpoint>& breakpoints)
{
    if (breakpoints == m_breakpoints)
        return;
    if (breakpoints.size() == m_breakpoints.size()) { // the selection stays, and what is being typed
        const QList<Breakpoint> before = std::exchange(m_breakpoints, breakpoints);
        for (int row = 0; row < rowCount(); ++row)
            tellChange(row, before.at(row));
        return;
    }
    beginResetModel();
    m_breakpoints = breakpoints;
    endResetModel();
}

void BreakpointModel::tellChange(int row, const Breakpoint& before)
{
    const Breakpoint& now = m_breakpoints.at(row);
    if (now == before)
        return;
    const bool isSameAmount = now.event == before.event && now.amount == before.amount;
    if (!isSameAmount)
        return Q_EMIT dataChanged(index(row, 0), index(row, columns - 1));
    Q_EMIT dataChanged(index(row, EventColumn), index(row, EventColumn));
    Q_EMIT dataChanged(index(row, OnceColumn), index(row, HitsColumn));
}

void BreakpointModel::setEditable(bool isEditable)
{
    if (isEditable == m_isEditable)
        return;
    m_isEditable = isEditable;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columns - 1));
}

QModelIndex BreakpointModel::add(const Breakpoint& breakpoint)
{
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_breakpoints.append(breakpoint);
    endInsertRows();
    Q_EMIT edited();
    return index(row, EventColumn);
}

void BreakpointModel::change(int row, const Breakpoint& breakpoint)
{
    if (row < 0 || row >= rowCount() || m_breakpoints.at(row) == breakpoint)
        return;
    tellChange(row, std::exchange(m_breakpoints[row], breakpoint));
    Q_EMIT edited();
}

void BreakpointModel::remove(int row)
{
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_breakpoints.removeAt(row);
    endRemoveRows();
    Q_EMIT edited();
}

int BreakpointModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_breakpoints.size());
}

int BreakpointModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant BreakpointModel::data(const QModelIndex& index, int role) const
{
    const Breakpoint& breakpoint = m_breakpoints.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return display(breakpoint, index.column());
    case Qt::EditRole: return index.column() == AmountColumn ? QVariant(breakpoint.amount) : QVariant();
    case Qt::UserRole: return static_cast<int>(breakpoint.event);
    case Qt::CheckStateRole:
        if (index.column() == EventColumn)
            return breakpoint.isEnabled ? Qt::Checked : Qt::Unchecked;
        return index.column() == OnceColumn ? QVariant(breakpoint.isOnce ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::TextAlignmentRole:
        return index.column() == AmountColumn || index.column() == HitsColumn
                   ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter)
                   : QVariant();
    case exactTextRole:
    case Qt::AccessibleTextRole:
        if (index.column() == OnceColumn)
            return breakpoint.isOnce ? tr("only once") : tr("every time");
        return index.column() == EventColumn ? QStringLiteral("%1, %2").arg(display(breakpoint, EventColumn).toString(),
                                                                            breakpoint.isEnabled ? tr("on") : tr("off"))
                                             : display(breakpoint, index.column());
    default: return {};
    }
}

QVariant BreakpointModel::display(const Breakpoint& breakpoint, int column) const
{
    switch (column) {
    case EventColumn:
        return displayLine(breakpoint.event == StopEvent::Place ? breakpointText(breakpoint)
                                                                : eventText(breakpoint.event));
    case AmountColumn:
        return hasAmount(breakpoint.event) ? QLocale().toString(breakpoint.amount) + amountSuffix(breakpoint.event)
                                           : QString();
    case HitsColumn: return QLocale().toString(breakpoint.hits);
    default: return {};
    }
}

bool BreakpointModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (!m_isEditable)
        return false;
    Breakpoint changed = m_breakpoints.at(index.row());
    if (role == Qt::CheckStateRole) {
        const bool isOn = value.toInt() == Qt::Checked;
        (index.column() == OnceColumn ? changed.isOnce : changed.isEnabled) = isOn;
    } else if (role == Qt::EditRole && index.column() == AmountColumn) {
        changed.amount = value.toDouble();
        changed.hits = changed.amount == m_breakpoints.at(index.row()).amount ? changed.hits : 0; // another condition
    } else {
        return false;
    }
    change(index.row(), changed);
    return true;
}

Qt::ItemFlags BreakpointModel::flags(const QModelIndex& index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    if (!m_isEditable)
        return flags;
    if (index.column() == EventColumn || index.column() == OnceColumn)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == AmountColumn && hasAmount(m_breakpoints.at(index.row()).event))
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant BreakpointModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case EventColumn: return tr("Pause");
    case AmountColumn: return tr("Amount");
    case OnceColumn: return tr("Once");
    case HitsColumn: return tr("Hits");
    default: return {};
    }
}

} // namespace metaspo
