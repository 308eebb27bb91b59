#include "ui/results/MethodModel.h"

#include "core/analysis/MethodTableExport.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"
#include "ui/kit/Words.h"
#include "ui/results/MethodText.h"

#include <algorithm>

namespace metaspo {

namespace {
constexpr int baselineRows = 2;
}

void MethodModel::show(const MethodTable& table)
{
    beginResetModel();
    m_table = table;
    m_hasBaselines = std::any_of(table.columns.begin(), table.columns.end(),
                                 [](const MethodColumn& column) { return column.baseline.isDefined(); });
    endResetModel();
}

int MethodModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid() || m_table.rows.isEmpty())
        return 0;
    return static_cast<int>(m_table.rows.size()) + (m_hasBaselines ? baselineRows : 0);
}

int MethodModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size()) + 1;
}

MethodModel::Shown MethodModel::score(const MethodRow& row, int column) const
{
    const MethodCell& cell = row.cells.at(column);
    Shown shown;
    if (!cell.score) {
        shown.first = QStringLiteral("–");
        shown.isMissing = m_table.columns.at(column).userPrompt.has_value();
        return shown;
    }
    const Estimate& score = cell.score->score;
    shown.first = percentText(score.value) + (cell.isComparable ? QString() : QStringLiteral(" †"));
    shown.second = tr("%1, n %L2", "interval, count").arg(intervalText(score.interval)).arg(score.n);
    shown.isBest = cell.isBest;
    return shown;
}

MethodModel::Shown MethodModel::mean(const MethodRow& row) const
{
    Shown shown;
    if (row.scoredTasks == 0) {
        shown.first = QStringLiteral("–");
        return shown;
    }
    shown.first = percentText(row.mean.value);
    shown.second = row.scoredTasks == m_table.columns.size()
                       ? intervalText(row.mean.interval)
                       : tr("%1 of %2 tasks").arg(row.scoredTasks).arg(m_table.columns.size());
    shown.isBest = row.isBestMean;
    return shown;
}

MethodModel::Shown MethodModel::baseline(int row, int column) const
{
    const bool isMajority = row == m_table.rows.size();
    Shown shown;
    if (!isTask(column)) {
        shown.first = percentText(isMajority ? meanMajority(m_table) : meanChance(m_table));
        return shown;
    }
    const Baseline& known = m_table.columns.at(column).baseline;
    shown.first = percentText(isMajority ? known.majority : known.chance);
    if (isMajority && known.isDefined())
        shown.second = tr("always “%1”").arg(displayLine(known.label, 12));
    return shown;
}

MethodModel::Shown MethodModel::cell(int row, int column) const
{
    if (!isMethod(row))
        return baseline(row, column);
    return isTask(column) ? score(m_table.rows.at(row), column) : mean(m_table.rows.at(row));
}

QString MethodModel::toolTip(int row, int column) const
{
    if (!isMethod(row))
        return isTask(column) ? columnToolTip(m_table.columns.at(column)) : QString();
    const MethodRow& method = m_table.rows.at(row);
    return isTask(column) ? scoreToolTip(method, m_table.columns.at(column), method.cells.at(column))
                          : meanToolTip(method, m_table.columns.size());
}

QVariant MethodModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::ToolTipRole) {
        const QString text = toolTip(index.row(), index.column());
        return text.isEmpty() ? QVariant() : displayToolTip(text);
    }
    const Shown shown = cell(index.row(), index.column());
    switch (role) {
    case Qt::DisplayRole: return shown.first;
    case SecondLineRole: return shown.second;
    case BestRole: return shown.isBest;
    case MissingRole: return shown.isMissing;
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignTrailing | Qt::AlignVCenter);
    case Qt::AccessibleTextRole:
        return shown.isMissing ? tr("missing")
                               : QStringList{shown.first, shown.second, shown.isBest ? tr("best") : QString()}
                                     .join(QLatin1Char(' '))
                                     .trimmed();
    default: return {};
    }
}

QVariant MethodModel::rowHeading(int row, int role) const
{
    if (isMethod(row)) {
        const MethodRow& method = m_table.rows.at(row);
        switch (role) {
        case Qt::DisplayRole: return displayLine(rowTitle(method));
        case SecondLineRole: return displayLine(rowDetail(method));
        case Qt::ToolTipRole: return displayToolTip(rowToolTip(method));
        case Qt::AccessibleTextRole:
            return QStringLiteral("%1, %2").arg(displayLine(rowTitle(method)), displayLine(rowDetail(method)));
        default: return {};
        }
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    return row == m_table.rows.size() ? tr("Always the most frequent answer") : tr("Guessing");
}

QVariant MethodModel::columnHeading(int column, int role) const
{
    if (!isTask(column))
        return role == Qt::DisplayRole || role == Qt::AccessibleTextRole ? QVariant(tr("Mean"))
               : role == SecondLineRole                                  ? QVariant(tr("over tasks"))
                                                                         : QVariant();
    const MethodColumn& shown = m_table.columns.at(column);
    switch (role) {
    case Qt::DisplayRole: return displayLine(shown.task);
    case SecondLineRole: return wordFor(shown.metric);
    case GroupRole: return displayLine(shown.domain);
    case Qt::ToolTipRole: return displayToolTip(columnToolTip(shown));
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2, %3")
            .arg(displayLine(shown.domain), displayLine(shown.task), wordFor(shown.metric));
    default: return {};
    }
}

QVariant MethodModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section < 0 || section >= (orientation == Qt::Horizontal ? columnCount() : rowCount()))
        return {};
    return orientation == Qt::Horizontal ? columnHeading(section, role) : rowHeading(section, role);
}

} // namespace metaspo
