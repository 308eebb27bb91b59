#include "ui/run/ScoreModel.h"

#include "core/analysis/CellInterval.h"
#include "ui/charts/AccuracyCurves.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"

#include <algorithm>
#include <cmath>

namespace metaspo {

namespace {

/// A row that is not in the file yet, with what the others of its task tell: the metric decides about the interval.
CellRecord ofTask(const QList<CellRecord>& records, const QString& task)
{
    CellRecord record;
    record.majority = qQNaN();
    for (const CellRecord& other : records) {
        if (other.cell.task != task)
            continue;
        record.metric = other.metric;
        record.domain = other.domain;
        break;
    }
    return record;
}

} // namespace

void ScoreModel::show(const RunTree& tree, const QList<CellRecord>& records, const std::optional<Step>& candidate)
{
    const Candidate* known = candidate ? tree.find(*candidate) : nullptr;
    const bool isSame = candidate == m_candidate;
    m_candidate = candidate;
    m_kind = known ? known->kind : PromptKind::System;
    const QList<CellRecord> rows = known ? rowsOf(tree, records) : QList<CellRecord>();
    const bool hasSameCells = isSame && std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                                   [](const CellRecord& one, const CellRecord& other) {
                                                       return one.cell == other.cell;
                                                   });
    if (hasSameCells) { // the selection stays
        m_rows = rows;
        if (!rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(rows.size()) - 1, columns - 1));
        return;
    }
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

QList<CellRecord> ScoreModel::rowsOf(const RunTree& tree, const QList<CellRecord>& records) const
{
    const Candidate* known = tree.find(*m_candidate);
    const Step scored = known->aliasOf.value_or(known->step);
    const auto belongs = [this, &scored](const Cell& cell) {
        return (m_kind == PromptKind::System ? cell.system : cell.user) == scored;
    };
    QMap<Cell, CellRecord> rows;
    for (const CellRecord& record : records)
        if (belongs(record.cell))
            rows.insert(record.cell, record);
    for (auto live = tree.cells().begin(); live != tree.cells().end(); ++live) {
        if (!belongs(live.key()))
            continue;
        const auto row = rows.find(live.key());
        if (row != rows.end() && row->isFinished())
            continue;
        CellRecord record = row != rows.end() ? *row : ofTask(records, live.key().task);
        record.cell = live.key();
        record.score = live.value();
        record.isScored = true;
        record.planned = live.value().n;
        rows.insert(live.key(), record);
    }
    QList<CellRecord> sorted = rows.values();
    std::stable_sort(sorted.begin(), sorted.end(), [](const CellRecord& one, const CellRecord& other) {
        return std::tie(one.domain, one.cell.task, one.cell.split) <
               std::tie(other.domain, other.cell.task, other.cell.split);
    });
    return sorted;
}

int ScoreModel::rowOf(const Cell& cell) const
{
    for (qsizetype row = 0; row < m_rows.size(); ++row)
        if (m_rows.at(row).cell == cell)
            return static_cast<int>(row);
    return -1;
}

int ScoreModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ScoreModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columns;
}

QVariant ScoreModel::data(const QModelIndex& index, int role) const
{
    const CellRecord& row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return display(row, index.column());
    case Qt::TextAlignmentRole:
        return index.column() >= CountColumn ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant();
    case Qt::ToolTipRole:
        return row.isFinished()
                   ? QVariant()
                   : displayToolTip(tr("%1 of %2 examples are answered").arg(row.score.n).arg(row.planned));
    default: return {};
    }
}

QString ScoreModel::display(const CellRecord& row, int column) const
{
    const bool isDone = row.isFinished();
    switch (column) {
    case TaskColumn: return displayLine(row.cell.task);
    case SplitColumn: return splitText(row.cell.split);
    case PartnerColumn: return displayLine(text(m_kind == PromptKind::System ? row.cell.user : row.cell.system));
    case CountColumn: return isDone ? countText(row.score.n) : tr("%L1 of %L2").arg(row.score.n).arg(row.planned);
    case RightColumn: return countText(row.score.right);
    case UnreadableColumn: return countText(row.score.unreadable);
    case ScoreColumn: return isDone ? percentText(row.score.score.value()) : QStringLiteral("…");
    case IntervalColumn: {
        const Interval interval = isDone ? cellInterval95(row) : Interval();
        return interval.isKnown() ? tr("%1 to %2").arg(percentText(interval.low), percentText(interval.high))
                                  : QStringLiteral("–");
    }
    case MajorityColumn: return percentText(row.majority);
    default: return {};
    }
}

QVariant ScoreModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::ToolTipRole && section == MajorityColumn)
        return tr("What always giving the most frequent train answer would score on the same examples");
    if (role == Qt::TextAlignmentRole)
        return section >= CountColumn ? QVariant(Qt::AlignTrailing | Qt::AlignVCenter) : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TaskColumn: return tr("Task");
    case SplitColumn: return tr("Split");
    case PartnerColumn: return m_kind == PromptKind::System ? tr("User prompt") : tr("System prompt");
    case CountColumn: return tr("n");
    case RightColumn: return tr("Right");
    case UnreadableColumn: return tr("Unreadable");
    case ScoreColumn: return tr("Score");
    case IntervalColumn: return tr("95 % interval");
    case MajorityColumn: return tr("Majority");
    default: return {};
    }
}

} // namespace metaspo
