#include "ui/connections/ConnectionModel.h"

#include "core/engine/Connections.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"
#include "ui/kit/Theme.h"

#include <QUrl>

namespace metaspo {

void ConnectionModel::setConnections(const QList<Connection>& connections)
{
    beginResetModel();
    m_connections = connections;
    endResetModel();
}

void ConnectionModel::setLocalModelState(LocalModelState state)
{
    m_localModel = state;
    for (int row = 0; row < rowCount(); ++row)
        if (isLocalModel(index(row)))
            Q_EMIT dataChanged(index(row), index(row));
}

const Connection* ConnectionModel::connection(const QModelIndex& index) const
{
    return index.isValid() ? &m_connections.at(index.row()) : nullptr;
}

bool ConnectionModel::isLocalModel(const QModelIndex& index) const
{
    return index.isValid() && m_connections.at(index.row()).name == Connections::localModelName();
}

QModelIndex ConnectionModel::indexOf(const QString& id) const
{
    for (int row = 0; row < rowCount(); ++row)
        if (m_connections.at(row).id == id)
            return index(row);
    return {};
}

int ConnectionModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_connections.size());
}

QVariant ConnectionModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Connection& shown = m_connections.at(index.row());
    const bool isLocal = isLocalModel(index);
    switch (role) {
    case Qt::DisplayRole: return isLocal ? tr("Local model") : displayLine(shown.name, 100);
    case SecondLineRole:
        if (isLocal)
            return wordFor(m_localModel);
        return displayLine(shown.model.isEmpty()
                               ? QUrl(shown.baseUrl).host()
                               : QStringLiteral("%1 · %2").arg(shown.model, QUrl(shown.baseUrl).host()), 200);
    case Qt::AccessibleTextRole:
        return data(index, Qt::DisplayRole).toString() + QStringLiteral(", ")
               + data(index, SecondLineRole).toString();
    case IconNameRole: return isLocal ? QStringLiteral("chip") : QStringLiteral("connections");
    case ToneRole:
        return static_cast<int>(isLocal && m_localModel == LocalModelState::Running ? Tone::Good
                                : isLocal && m_localModel == LocalModelState::Failed ? Tone::Bad
                                                                                     : Tone::Accent);
    default: return {};
    }
}

QString wordFor(LocalModelState state)
{
    switch (state) {
    case LocalModelState::NotInstalled: return ConnectionModel::tr("Not installed", "local model");
    case LocalModelState::Installing: return ConnectionModel::tr("Installing …", "local model");
    case LocalModelState::Stopped: return ConnectionModel::tr("Stopped", "local model");
    case LocalModelState::Starting: return ConnectionModel::tr("Starting …", "local model");
    case LocalModelState::Running: return ConnectionModel::tr("Running", "local model");
    case LocalModelState::Failed: return ConnectionModel::tr("Failed", "local model");
    }
    return {};
}

} // namespace metaspo
