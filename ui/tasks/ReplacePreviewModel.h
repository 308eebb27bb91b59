#pragma once

#include "core/domain/Replacement.h"

#include <QAbstractTableModel>

namespace metaspo {

/// What a replacement would change, the first few hundred texts: around the first difference, before and after.
class ReplacePreviewModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NumberColumn, PlaceColumn, BeforeColumn, AfterColumn, ColumnCount };
    static constexpr int mostRows = 200;

    using QAbstractTableModel::QAbstractTableModel;

    void setEdit(const TaskEdit& edit);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        int example = 0;
        QString place;
        QString before;
        QString after;
    };

    QList<Row> m_rows;
};

} // namespace metaspo
