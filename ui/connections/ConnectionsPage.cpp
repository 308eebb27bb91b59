#include "ui/connections/ConnectionsPage.h"

#include "ui/connections/ConnectionModel.h"
#include "ui/connections/LocalModelPanel.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"

#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace metaspo {

ConnectionsPage::ConnectionsPage(Workspace& workspace, QWidget* parent)
    : Page(parent)
    , m_workspace(workspace)
    , m_model(new ConnectionModel(this))
    , m_stack(new QStackedWidget(this))
    , m_localModel(new LocalModelPanel(workspace.localModel(), this))
    , m_detail(new ConnectionDetail(workspace, this))
{
    setObjectName(QStringLiteral("connectionsPage"));
    m_stack->addWidget(m_localModel);
    m_stack->addWidget(m_detail);
    auto* right = new QWidget(this);
    auto* inset = new QVBoxLayout(right);
    inset->setContentsMargins(14, 18, pageMargin, 16);
    inset->addWidget(m_stack);
    auto* splitter = new QSplitter(this);
    splitter->setObjectName(QStringLiteral("connectionsSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeList());
    splitter->addWidget(right);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({330, 800});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(splitter);

    connect(m_localModel, &LocalModelPanel::noticeRaised, this, &Page::noticeRaised);
    connect(m_localModel, &LocalModelPanel::lookRequested, this, &ConnectionsPage::lookForLocalModel);
    connect(m_detail, &ConnectionDetail::noticeRaised, this, &Page::noticeRaised);
    connect(m_detail, &ConnectionDetail::discarded, this, [this] {
        forget(m_shown);
        read();
    });
    connect(m_detail, &ConnectionDetail::removeRequested, this, &ConnectionsPage::remove);
    connect(m_detail, &ConnectionDetail::saved, this, [this](const Connection& connection) {
        const bool isShown = m_detail->stored().id == connection.id;
        if (isShown)
            m_shown = connection.id;
        for (auto draft = m_drafts.begin(); draft != m_drafts.end();)
            draft = draft->edits.connection.name == connection.name ? m_drafts.erase(draft) : std::next(draft);
        read(isShown ? connection.id : m_shown);
        Q_EMIT m_workspace.connectionsChanged();
    });
    connect(&workspace.localModel(), &LocalModel::stateChanged, this, &ConnectionsPage::followLocalModel);
    // Later: what is quickly read would be told before anybody listens.
    QTimer::singleShot(0, this, [this] {
        read();
        lookForLocalModel();
    });
}

QWidget* ConnectionsPage::makeList()
{
    auto* area = new QWidget(this);
    auto* add = button(tr("&Add"), QStringLiteral("add"), QStringLiteral("addConnection"), area);
    add->setMenu(makePresets());
    m_list = new QListView(area);
    nameWidget(m_list, QStringLiteral("connectionList"), tr("Connections"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RowDelegate(RowDelegate::LongLines::Elided, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConnectionsPage::showSelected);
    auto* row = new QHBoxLayout;
    row->addWidget(heading(tr("Connections"), area), 1);
    row->addWidget(add);
    auto* column = new QVBoxLayout(area);
    column->setContentsMargins(pageMargin, 18, 10, 16);
    column->setSpacing(gap);
    column->addLayout(row);
    column->addWidget(m_list, 1);
    column->addWidget(hint(tr("Connections are kept in your own configuration, never in a project file; keys are "
                              "only named, never stored."), area));
    return area;
}

QMenu* ConnectionsPage::makePresets()
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("presetMenu"));
    for (const ConnectionPreset& preset : Connections::presets()) {
        QAction* action = menu->addAction(preset.title, this, [this, preset] { add(preset); });
        action->setObjectName(QStringLiteral("preset-") + preset.name);
    }
    return menu;
}

void ConnectionsPage::read(const QString& selectId)
{
    inBackground(
        this, [connections = m_workspace.connections()] { return connections.list(); },
        [this, selectId](const Result<QList<Connection>>& connections) {
            if (connections)
                showConnections(*connections, selectId);
            else
                Q_EMIT noticeRaised(Notice::error(connections.error()));
        });
}

void ConnectionsPage::showConnections(const QList<Connection>& connections, const QString& selectId)
{
    m_model->setConnections(connections);
    const QModelIndex selected = selectId.isEmpty() ? QModelIndex() : m_model->indexOf(selectId);
    m_list->setCurrentIndex(selected.isValid() ? selected : m_model->index(0));
}

void ConnectionsPage::showSelected(const QModelIndex& index)
{
    const Connection* connection = m_model->connection(index);
    if (!connection)
        return;
    if (!m_model->isLocalModel(index))
        return show(connection->id, *connection);
    m_stack->setCurrentWidget(m_localModel);
    if (m_detail->isEdited())
        tellUnsaved(m_shown, m_detail->edits().connection.name);
}

void ConnectionsPage::show(const QString& key, const Connection& connection, const QString& note)
{
    m_stack->setCurrentWidget(m_detail);
    if (key == m_shown && m_detail->isEdited())
        return; // come back to, or read anew
    keepEdits();
    m_shown = key;
    m_detail->setConnection(connection, note);
    if (const auto draft = m_drafts.find(key); draft != m_drafts.end()) {
        m_detail->setEdits(draft->edits);
        m_drafts.erase(draft);
    }
}

void ConnectionsPage::forget(const QString& key)
{
    m_drafts.remove(key);
    if (key != m_shown)
        return;
    m_shown.clear();
    m_detail->setConnection({});
}

void ConnectionsPage::keepEdits()
{
    if (!m_detail->isEdited())
        return;
    const ConnectionEdits edits = m_detail->edits();
    m_drafts.insert(m_shown, {m_detail->stored(), m_detail->note(), edits});
    tellUnsaved(m_shown, edits.connection.name);
}

void ConnectionsPage::tellUnsaved(const QString& key, const QString& name)
{
    const Notice notice = Notice::information(tr("What you changed in %1 is not saved.").arg(displayLine(name, 60)));
    Q_EMIT noticeRaised(notice.offering(tr("Go back to it"), [this, key] { goBackTo(key); }));
}

void ConnectionsPage::goBackTo(const QString& key)
{
    if (key != m_shown && !m_drafts.contains(key))
        return; // saved or discarded since
    Q_EMIT pageRequested(objectName());
    if (const QModelIndex index = m_model->indexOf(key); index.isValid()) {
        m_list->setCurrentIndex(index);
        return showSelected(index);
    }
    m_list->clearSelection();
    m_list->setCurrentIndex({});
    const Draft draft = m_drafts.value(key);
    show(key, draft.connection, draft.note);
}

QString ConnectionsPage::unsavedEdits() const
{
    QStringList names;
    if (m_detail->isEdited())
        names += displayLine(m_detail->edits().connection.name, 60);
    for (const Draft& draft : m_drafts)
        names += displayLine(draft.edits.connection.name, 60);
    return names.isEmpty()
               ? QString()
               : tr("What you changed in the connection %1 is not saved.").arg(names.join(QStringLiteral(", ")));
}

// One draft for every preset: choosing it again leads back to what was begun.
void ConnectionsPage::add(const ConnectionPreset& preset)
{
    m_list->clearSelection();
    m_list->setCurrentIndex({});
    Connection connection = preset.filledIn;
    connection.id.clear();
    connection.preset = preset.name;
    if (connection.name.isEmpty())
        connection.name = preset.name;
    const QString note = preset.note.isEmpty() ? preset.title : QStringLiteral("%1. %2").arg(preset.title, preset.note);
    show(QStringLiteral("new ") + preset.name, connection, note);
}

void ConnectionsPage::remove(const QString& name)
{
    using Removed = Result<Connection>;
    inBackground(
        this,
        [connections = m_workspace.connections(), name]() mutable -> Removed {
            const Removed found = connections.find(name);
            if (!found)
                return found;
            const Result<void> removed = connections.remove(name);
            return removed ? found : Removed(tl::unexpected(removed.error()));
        },
        [this](const Removed& removed) {
            if (!removed) {
                Q_EMIT noticeRaised(Notice::error(removed.error()));
                return;
            }
            forget(removed->id);
            read();
            Q_EMIT m_workspace.connectionsChanged();
            const Notice notice = Notice::success(tr("Removed the connection %1.").arg(displayLine(removed->name, 60)));
            Q_EMIT noticeRaised(notice.offering(tr("Undo"), [this, connection = *removed] {
                inBackground(
                    this, [connections = m_workspace.connections(), connection]() mutable {
                        return connections.save(connection);
                    },
                    [this](const Result<Connection>& saved) {
                        if (!saved)
                            Q_EMIT noticeRaised(Notice::error(saved.error()));
                        read(saved ? saved->id : QString());
                        Q_EMIT m_workspace.connectionsChanged();
                    });
            }));
        });
}

// Looks at files, so not on this thread. The panel asks again whenever it reaches a resting state.
void ConnectionsPage::lookForLocalModel()
{
    if (m_isLooking)
        return;
    m_isLooking = true;
    const LocalModelFiles files = m_workspace.localModel().files();
    const auto look = [connections = m_workspace.connections()] { return connections.localModel(); };
    inBackground(this, look, [this, files](const LocalModelInstallation& installation) {
        const bool isNew = installation.complete != m_isInstalled;
        m_isInstalled = installation.complete;
        m_localModel->showInstallation(installation);
        followLocalModel(m_workspace.localModel().state());
        m_isLooking = false;
        if (isNew)
            Q_EMIT m_workspace.connectionsChanged();
        if (files != m_workspace.localModel().files())
            lookForLocalModel(); // others were chosen meanwhile
    });
}

void ConnectionsPage::followLocalModel(LocalModelState state)
{
    if (state == LocalModelState::Stopped && !m_isInstalled)
        state = LocalModelState::NotInstalled;
    else if (state == LocalModelState::NotInstalled && m_isInstalled)
        state = LocalModelState::Stopped;
    m_model->setLocalModelState(state);
}

} // namespace metaspo
