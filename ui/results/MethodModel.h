#pragma once

#include "core/analysis/MethodTable.h"

#include <QAbstractTableModel>

namespace metaspo {

/// Methods by tasks: a row per method, then what always the most frequent answer and guessing would score; a column per
/// task, then the mean. Beside Qt::DisplayRole every cell and heading has a SecondLineRole (ui/kit/RowDelegate.h).
class MethodModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        GroupRole = Qt::UserRole + 200, ///< of a heading: the domain
        BestRole,                       ///< bool
        MissingRole                     ///< bool: can be scored
    };

    using QAbstractTableModel::QAbstractTableModel;

    void show(const MethodTable& table);
    const MethodTable& table() const { return m_table; }
    bool isMethod(int row) const { return row >= 0 && row < m_table.rows.size(); }
    bool isTask(int column) const { return column >= 0 && column < m_table.columns.size(); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Shown
    {
        QString first;
        QString second;
        bool isBest = false;
        bool isMissing = false;
    };
    Shown cell(int row, int column) const;
    QString toolTip(int row, int column) const;
    Shown score(const MethodRow& row, int column) const;
    Shown mean(const MethodRow& row) const;
    Shown baseline(int row, int column) const;
    QVariant rowHeading(int row, int role) const;
    QVariant columnHeading(int column, int role) const;

    MethodTable m_table;
    bool m_hasBaselines = false;
};

} // namespace metaspo
