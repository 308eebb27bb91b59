#pragma once

#include "core/engine/Breakpoint.h"

#include <QAbstractTableModel>

namespace metaspo {

/// Breakpoints as rows: a box that enables each, what it waits for, how much of it, whether it hits only once, and how
/// often it was hit. What a person changes is told by `edited`.
class BreakpointModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { EventColumn, AmountColumn, OnceColumn, HitsColumn, columns };

    explicit BreakpointModel(QObject* parent = nullptr);

    /// What is in force; counts of hits change in place.
    void show(const QList<Breakpoint>& breakpoints);
    const QList<Breakpoint>& breakpoints() const { return m_breakpoints; }
    void setEditable(bool isEditable);

    QModelIndex add(const Breakpoint& breakpoint); ///< its row
    void change(int row, const Breakpoint& breakpoint);
    void remove(int row);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void edited();

private:
    QVariant display(const Breakpoint& breakpoint, int column) const;
    void tellChange(int row, const Breakpoint& before);

    QList<Breakpoint> m_breakpoints;
    bool m_isEditable = true;
};

} // namespace metaspo
