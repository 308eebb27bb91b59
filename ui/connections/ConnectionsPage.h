#pragma once

#include "core/engine/Workspace.h"
#include "ui/connections/ConnectionDetail.h"
#include "ui/kit/Page.h"

class QListView;
class QStackedWidget;

namespace metaspo {

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
    QString unsavedEdits() const override;

private:
    QWidget* makeList();
    QMenu* makePresets();
    void read(const QString& selectId = {});
    void showConnections(const QList<Connection>& connections, const QString& selectId);
    void showSelected(const QModelIndex& index);
    void show(const QString& key, const Connection& connection, const QString& note = {});
    using QWidget::show;
    void forget(const QString& key);
    void keepEdits();
    void tellUnsaved(const QString& key, const QString& name);
    void goBackTo(const QString& key);
    void add(const ConnectionPreset& preset);
    void remove(const QString& name);
    void lookForLocalModel();
    void followLocalModel(LocalModelState state);

    /// A connection that was left with unsaved changes.
    struct Draft
    {
        Connection connection;
        QString note;
        ConnectionEdits edits;
    };

    Workspace& m_workspace;
    QMap<QString, Draft> m_drafts; ///< by the connection's id; of new ones by their preset
    QString m_shown;               ///< such a key: what stands in the detail
    ConnectionModel* m_model;
    QListView* m_list = nullptr;
    QStackedWidget* m_stack;
    LocalModelPanel* m_localModel;
    ConnectionDetail* m_detail;
    bool m_isInstalled = false;
    bool m_isLooking = false;
};

} // namespace metaspo
