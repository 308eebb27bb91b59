#include "ui/start/StartPage.h"

#include "core/engine/ClosingProjects.h"
#include "ui/kit/ActionTile.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/RowDelegate.h"
#include "ui/start/RecentModel.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QVBoxLayout>

namespace metaspo {

namespace {

constexpr int widestColumn = 900;
constexpr int watchMilliseconds = 2000;

} // namespace

StartPage::StartPage(Workspace& workspace, QWidget* parent)
    : Page(parent)
    , m_workspace(workspace)
    , m_recent(new RecentModel(workspace, this))
    , m_banner(new RecoveryBanner(this))
{
    setObjectName(QStringLiteral("startPage"));
    auto* column = new QWidget(this);
    column->setMaximumWidth(widestColumn);
    auto* rows = new QVBoxLayout(column);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(gap);
    rows->addWidget(heading(tr("MetaSPO Workbench"), column, 1.9));
    rows->addWidget(hint(tr("Find one system prompt that works across many tasks, and see at every step why it was "
                            "chosen."), column));
    rows->addSpacing(8);
    rows->addWidget(m_banner);
    rows->addWidget(makeActions());
    rows->addWidget(makeModelAdvice());
    rows->addSpacing(12);
    rows->addWidget(caption(tr("Recent projects"), column));
    rows->addWidget(makeRecent(), 1);

    auto* across = new QHBoxLayout(this);
    across->setContentsMargins(pageMargin, pageMargin + 8, pageMargin, pageMargin);
    across->addStretch(1);
    across->addWidget(column, 1000);
    across->addStretch(1);
    connectBanner();
    readRecent();
    lookForLocalModel();
    connect(&m_watch, &QTimer::timeout, m_recent, &RecentModel::lookAtWork);
    connect(&workspace, &Workspace::recentChanged, this, &StartPage::readRecent);
    connect(&workspace.closing(), &ClosingProjects::changed, this, &StartPage::lookAtFiles);
    connect(&workspace, &Workspace::connectionsChanged, this, &StartPage::lookForLocalModel);
}

QWidget* StartPage::makeModelAdvice()
{
    m_modelAdvice = new QWidget(this);
    m_modelAdvice->setObjectName(QStringLiteral("modelAdvice"));
    auto* text =
        hint(tr("The local model is not installed yet. Installing it takes about ten minutes and 1.1 GB, once; "
                "or connect another model."),
             m_modelAdvice);
    auto* show = button(tr("Set up a model…"), QStringLiteral("chip"), QStringLiteral("setUpModel"), m_modelAdvice);
    connect(show, &QPushButton::clicked, this, [this] { Q_EMIT pageRequested(QStringLiteral("connectionsPage")); });
    auto* row = new QHBoxLayout(m_modelAdvice);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(gap);
    row->addWidget(text, 1);
    row->addWidget(show);
    m_modelAdvice->hide();
    return m_modelAdvice;
}

// With connections of their own people need no local model.
void StartPage::lookForLocalModel()
{
    inBackground(
        this,
        [connections = m_workspace.connections()] {
            const Result<QList<Connection>> all = connections.list();
            return connections.localModel().complete || (all && all->size() > 1);
        },
        [this](bool hasModel) { m_modelAdvice->setHidden(hasModel); });
}

QWidget* StartPage::makeActions()
{
    auto* area = new QWidget(this);
    m_sample = new ActionTile(QStringLiteral("sample"), tr("Open the sample project"),
                              tr("Our own task sets and a finished run to look at. Runs on the local model: no "
                                 "account, no costs."), area);
    m_sample->setObjectName(QStringLiteral("openSample"));
    m_sample->setMain(true);
    auto* fresh =
        new ActionTile(QStringLiteral("new"), tr("New project…"),
                       tr("One file for your tasks, prompts and runs. Import CSV, JSON or JSON lines."), area);
    fresh->setObjectName(QStringLiteral("newProject"));
    auto* open = new ActionTile(QStringLiteral("open"), tr("Open…"),
                                tr("A project file (.metaspo). Or drop one anywhere on this window."), area);
    open->setObjectName(QStringLiteral("openProject"));
    connect(m_sample, &ActionTile::clicked, this, &Page::sampleRequested);
    connect(fresh, &ActionTile::clicked, this, &StartPage::newRequested);
    connect(open, &ActionTile::clicked, this, &StartPage::openRequested);

    auto* grid = new QGridLayout(area);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(gap);
    for (int place = 0; place < 3; ++place)
        grid->setColumnStretch(place, 1);
    grid->addWidget(m_sample, 0, 0);
    grid->addWidget(fresh, 0, 1);
    grid->addWidget(open, 0, 2);
    return area;
}

QWidget* StartPage::makeRecent()
{
    auto* card = new Card(this);
    m_list = new QListView(card);
    nameWidget(m_list, QStringLiteral("recentProjects"), tr("Recent projects"));
    m_list->setModel(m_recent);
    m_list->setItemDelegate(new RowDelegate(RowDelegate::LongLines::Elided, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setContextMenuPolicy(Qt::ActionsContextMenu);
    makeRecentActions();
    m_nothing = hint(tr("Nothing has been opened yet. The sample project is a good first one."), card);
    m_nothing->setAlignment(Qt::AlignCenter);
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(2, 4, 2, 4);
    rows->addWidget(m_list);
    rows->addWidget(m_nothing);

    connect(m_list, &QListView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT projectRequested(m_recent->path(index)); });
    connect(m_list, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (!style()->styleHint(QStyle::SH_ItemView_ActivateItemOnSingleClick, nullptr, m_list))
            Q_EMIT projectRequested(m_recent->path(index));
    });
    return card;
}

QString StartPage::currentPath() const
{
    return m_recent->path(m_list->currentIndex());
}

void StartPage::makeRecentActions()
{
    const auto add = [this](const QString& text, const char* objectName, const QKeySequence& keys, auto does) {
        auto* action = new QAction(text, m_list);
        action->setObjectName(QLatin1String(objectName));
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, does] {
            if (const QString path = currentPath(); !path.isEmpty())
                does(path);
        });
        m_list->addAction(action);
    };
    add(tr("Open"), "openRecentAction", {}, [this](const QString& path) { Q_EMIT projectRequested(path); });
    add(tr("Open in a new window"), "openRecentInWindowAction", QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return),
        [this](const QString& path) { Q_EMIT windowRequested(path); });
    add(tr("Take off this list"), "forgetRecentAction", QKeySequence::Delete,
        [this](const QString& path) { m_workspace.forgetRecent(path); });
}

void StartPage::connectBanner()
{
    connect(m_recent, &RecentModel::looked, this, &StartPage::showInterrupted);
    connect(m_banner, &RecoveryBanner::openRequested, this,
            [this](const InterruptedRun& run) { Q_EMIT projectAtRunRequested(run.path, run.run, false); });
    connect(m_banner, &RecoveryBanner::resumeRequested, this,
            [this](const InterruptedRun& run) { Q_EMIT projectAtRunRequested(run.path, run.run, true); });
    connect(m_banner, &RecoveryBanner::dismissed, this, [this](const InterruptedRun& run) {
        m_dismissed.append(run);
        showInterrupted();
    });
}

// One at a time: the newest run of the project that was opened last.
void StartPage::showInterrupted()
{
    for (int row = 0; row < m_recent->rowCount(); ++row) {
        const QModelIndex index = m_recent->index(row);
        const ProjectGlance* glance = m_recent->glance(index);
        if (!glance || glance->interrupted.isEmpty())
            continue;
        const InterruptedRun found{m_recent->path(index), glance->interrupted.last()};
        if (!m_dismissed.contains(found))
            return m_banner->show(found);
    }
    m_banner->show({});
}

void StartPage::setProject(const std::shared_ptr<Project>&)
{
    lookAtFiles();
}

void StartPage::readRecent()
{
    const int row = m_list->currentIndex().row();
    m_recent->readList();
    m_list->setCurrentIndex(m_recent->index(std::min(row, m_recent->rowCount() - 1)));
    const bool isEmpty = m_recent->rowCount() == 0;
    m_list->setHidden(isEmpty);
    m_nothing->setHidden(!isEmpty);
    showInterrupted();
    lookAtFiles();
}

void StartPage::lookAtFiles()
{
    if (isVisible())
        m_recent->look();
}

void StartPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    lookAtFiles();
    m_watch.start(watchMilliseconds);
}

void StartPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_watch.stop();
}

// Other programs were at work on the files meanwhile.
void StartPage::changeEvent(QEvent* event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::ActivationChange && isActiveWindow())
        lookAtFiles();
}

} // namespace metaspo
