#pragma once

#include "core/domain/Connection.h"
#include "core/engine/LocalModel.h"

#include <QAbstractListModel>

namespace metaspo {

/// The user's connections, the managed local model first; for a RowDelegate.
class ConnectionModel : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    void setConnections(const QList<Connection>& connections);
    void setLocalModelState(LocalModelState state);
    const Connection* connection(const QModelIndex& index) const;
    bool isLocalModel(const QModelIndex& index) const;
    QModelIndex indexOf(const QString& id) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QList<Connection> m_connections;
    LocalModelState m_localModel = LocalModelState::Stopped;
};

QString wordFor(LocalModelState state);

} // namespace metaspo
