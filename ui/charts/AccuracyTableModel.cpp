#include "ui/charts/AccuracyTableModel.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"

#include <algorithm>

namespace metaspo {

void AccuracyTableModel::show(const AccuracyCurves& curves)
{
    beginResetModel();
    m_curves = curves;
    m_points.clear();
    for (const AccuracyCurve& curve : curves.curves)
        m_points += curve.points;
    std::stable_sort(m_points.begin(), m_points.end(),
                     [](const DomainPoint& one, const DomainPoint& other) { return one.loop < other.loop; });
    endResetModel();
}

int AccuracyTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_points.size());
}

int AccuracyTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant AccuracyTableModel::data(const QModelIndex& index, int role) const
{
    if (role == Qt::TextAlignmentRole && index.column() >= CountColumn)
        return QVariant(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const DomainPoint& point = m_points.at(index.row());
    const DomainBaseline* baseline = m_curves.baseline(point.domain, point.split);
    switch (index.column()) {
    case StageColumn: return stageLabel(point.loop);
    case DomainColumn: return displayLine(point.domain);
    case SplitColumn: return splitText(point.split);
    case CountColumn: return countText(point.n);
    case ScoreColumn: return percentText(point.score);
    case LowColumn: return percentText(point.low95);
    case HighColumn: return percentText(point.high95);
    case ChanceColumn: return percentText(baseline ? baseline->chance : qQNaN());
    case MajorityColumn: return percentText(baseline ? baseline->majority : qQNaN());
    default: return {};
    }
}

QVariant AccuracyTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StageColumn: return tr("After");
    case DomainColumn: return tr("Domain");
    case SplitColumn: return tr("Split");
    case CountColumn: return tr("Answers");
    case ScoreColumn: return tr("Accuracy");
    case LowColumn: return tr("95 % from");
    case HighColumn: return tr("to");
    case ChanceColumn: return tr("Guessing");
    case MajorityColumn: return tr("Majority");
    default: return {};
    }
}

} // namespace metaspo
