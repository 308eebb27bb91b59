#pragma once

#include "ui/charts/AccuracyCurves.h"

#include <QAbstractTableModel>

namespace metaspo {

/// The numbers of the accuracy chart, a row per point.
class AccuracyTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        StageColumn,
        DomainColumn,
        SplitColumn,
        CountColumn,
        ScoreColumn,
        LowColumn,
        HighColumn,
        ChanceColumn,
        MajorityColumn,
        columns
    };

    using QAbstractTableModel::QAbstractTableModel;
    void show(const AccuracyCurves& curves);
    const DomainPoint& pointAt(int row) const { return m_points.at(row); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    AccuracyCurves m_curves;
    QList<DomainPoint> m_points;
};

} // namespace metaspo
