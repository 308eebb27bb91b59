#pragma once

#include "core/domain/Connection.h"
#include "ui/kit/TableSource.h"

#include <QAbstractListModel>

namespace metaspo {

/// The eight checks of a connection, each waiting until its result is there; for a RowDelegate.
class CheckModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void begin(); ///< all waiting
    void clear();
    void add(const ConnectionCheck& check);
    int passed() const;
    int failed() const;
    /// These rows, or all that are made, as "metaspo connection test" writes them.
    TableSource source(const std::optional<QList<int>>& rows) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<ConnectionCheck> m_checks;
    int m_expected = 0;
};

} // namespace metaspo
