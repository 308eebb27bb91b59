#pragma once

#include "core/engine/Workspace.h"
#include "ui/kit/Page.h"

class QListView;
class QStackedWidget;

namespace metaspo {

class ConnectionDetail;
class ConnectionModel;
class LocalModelPanel;

/// The models that can be talked to: the local one, and the user's connections to others.
class ConnectionsPage : public Page
{
    Q_OBJECT

public:
    explicit ConnectionsPage(Workspace& workspace, QWidget* parent = nullptr);

    QString title() const override { return tr("Connections"); }
    QString iconName() const override { return QStringLiteral("connections"); }
    void setProject(const std::shared_ptr<Project>&) override {}

private:
    QWidget* makeList();
    QMenu* makePresets();
    void read(const QString& selectId = {});
    void showConnections(const QList<Connection>& connections, const QString& selectId);
    void showSelected(const QModelIndex& index);
    void add(const ConnectionPreset& preset);
    void remove(const QString& name);
    void lookForLocalModel();
    void followLocalModel(LocalModelState state);

    Workspace& m_workspace;
    ConnectionModel* m_model;
    QListView* m_list = nullptr;
    QStackedWidget* m_stack;
    LocalModelPanel* m_localModel;
    ConnectionDetail* m_detail;
    bool m_isInstalled = false;
    bool m_isLooking = false;
};

} // namespace metaspo
