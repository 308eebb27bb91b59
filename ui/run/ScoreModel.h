#pragma once

#include "ui/run/RunTree.h"

#include <QAbstractTableModel>
#include <QHash>

namespace metaspo {

/// The scores of one candidate, a row per task, split and prompt it was scored with: from the file where it is there,
/// from the live facts before.
class ScoreModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TaskColumn,
        SplitColumn,
        PartnerColumn, ///< the prompt of the other kind in the cell
        CountColumn,
        RightColumn,
        UnreadableColumn,
        ScoreColumn,
        IntervalColumn,
        MajorityColumn,
        columns
    };

    using QAbstractTableModel::QAbstractTableModel;
    void show(const RunTree& tree, const QList<CellRecord>& records, const std::optional<Step>& candidate);
    const Cell& cellAt(int row) const { return m_rows.at(row).cell; }
    const CellRecord& recordAt(int row) const { return m_rows.at(row); }
    int rowOf(const Cell& cell) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<CellRecord> rowsOf(const RunTree& tree, const QList<CellRecord>& records) const;
    QString display(const CellRecord& row, int column) const;

    std::optional<Step> m_candidate;
    PromptKind m_kind = PromptKind::System;
    QList<CellRecord> m_rows;
};

} // namespace metaspo
