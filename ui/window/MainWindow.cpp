#include "ui/window/MainWindow.h"

#include "ui/compare/ComparePage.h"
#include "ui/connections/ConnectionsPage.h"
#include "ui/kit/Background.h"
#include "ui/kit/MessageBar.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/Settings.h"
#include "ui/kit/Theme.h"
#include "ui/results/ResultsPage.h"
#include "ui/run/LiveRuns.h"
#include "ui/run/RunPage.h"
#include "ui/start/StartPage.h"
#include "ui/tasks/TasksPage.h"
#include "ui/window/ClosingLabel.h"
#include "ui/window/History.h"
#include "ui/window/NavigationRail.h"
#include "ui/window/PanelSizes.h"
#include "ui/window/RunNotification.h"
#include "ui/window/RunStatus.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMimeData>
#include <QStackedWidget>
#include <QStatusBar>
#include <QVBoxLayout>

namespace metaspo {

namespace {

const QString projectSuffix = QStringLiteral("metaspo");

} // namespace

MainWindow::MainWindow(Workspace& workspace, Theme& theme, QWidget* parent)
    : QMainWindow(parent)
    , m_workspace(workspace)
    , m_theme(theme)
    , m_rail(new NavigationRail(this))
    , m_messages(new MessageBar(this))
    , m_stack(new QStackedWidget(this))
    , m_history(new History(this))
    , m_liveRuns(new LiveRuns(this))
    , m_notification(new RunNotification(this))
    , m_projectLabel(new QLabel(this))
    , m_pageStatus(new QLabel(this))
{
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    auto* centre = new QWidget(this);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(m_stack, 1);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(column, 1);
    setCentralWidget(centre);

    m_projectLabel->setObjectName(QStringLiteral("projectLabel"));
    m_pageStatus->setObjectName(QStringLiteral("pageStatus"));
    m_pageStatus->setTextFormat(Qt::PlainText);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(8, 2, 12, 2);
    statusBar()->addWidget(m_projectLabel, 1);
    statusBar()->addPermanentWidget(new ClosingLabel(workspace.closing(), this));
    statusBar()->addPermanentWidget(m_pageStatus);

    makePages();
    makeMenus();
    watchRuns();
    m_panels = new PanelSizes(this);
    connect(m_rail, &NavigationRail::chosen, this, &MainWindow::setPage);
    connect(m_history, &History::asked, this, &MainWindow::setPage);
    setPage(0);
    setProject(nullptr);
    resize(1280, 800);
    setMinimumSize(900, 520); // fits a screen of 1920 by 1080 at 200 %
    restoreGeometry(windowSettings()->value(QLatin1String("window/geometry")).toByteArray());
}

MainWindow::~MainWindow()
{
    m_panels->keep(); // while its splitters are there
}

void MainWindow::addPage(Page* page)
{
    m_rail->add(page->title(), page->iconName(), page->objectName() + QStringLiteral("Button"));
    m_stack->addWidget(page);
    m_pages.append(page);
    connect(page, &Page::noticeRaised, this, &MainWindow::showNotice);
    connect(page, &Page::pageRequested, this, &MainWindow::showPage);
    connect(page, &Page::projectRequested, this, &MainWindow::openProject);
    connect(page, &Page::sampleRequested, this, &MainWindow::openSample);
    connect(page, &Page::importRequested, this, &MainWindow::takeFiles);
    connect(page, &Page::comparisonRequested, this, [this](const QList<CandidateId>& candidates) {
        m_compare->compare(candidates);
        showPage(m_compare->objectName());
    });
    connect(page, &Page::statusChanged, this, [this, page](const QString& text) {
        m_statuses.insert(page, text);
        if (currentPage() == page)
            m_pageStatus->setText(displayLine(text));
    });
}

void MainWindow::makePages()
{
    auto* start = new StartPage(m_workspace, this);
    connect(start, &StartPage::newRequested, this, &MainWindow::askForNewProject);
    connect(start, &StartPage::openRequested, this, &MainWindow::askForProject);
    connect(start, &StartPage::projectAtRunRequested, this, &MainWindow::openRun);
    connect(start, &StartPage::windowRequested, this, [this](const QString& path) { openWindow()->openProject(path); });
    addPage(start);
    m_tasks = new TasksPage(this);
    connect(m_tasks, &TasksPage::newRequested, this, &MainWindow::askForNewProject);
    connect(m_tasks, &TasksPage::filesRequested, this, &MainWindow::askForImport);
    addPage(m_tasks);
    addPage(new ConnectionsPage(m_workspace, this));
    m_run = new RunPage(m_workspace, this);
    addPage(m_run);
    m_compare = new ComparePage(this);
    addPage(m_compare);
    auto* results = new ResultsPage(this);
    connect(results, &Page::runRequested, m_run, &RunPage::setUpRun);
    addPage(results);
}

void MainWindow::watchRuns()
{
    auto* status = new RunStatus(*m_liveRuns, this);
    statusBar()->addPermanentWidget(status);
    connect(status, &RunStatus::runWanted, this, [this](qint64 run) {
        m_run->choose(run);
        showPage(m_run->objectName());
    });
    connect(m_liveRuns, &LiveRuns::halted, m_notification, &RunNotification::tell);
}

Page* MainWindow::currentPage() const
{
    return m_pages.value(m_stack->currentIndex());
}

void MainWindow::setPage(int index)
{
    m_stack->setCurrentIndex(index);
    m_rail->setCurrent(index);
    m_history->visit(index);
    m_pageStatus->setText(displayLine(m_statuses.value(currentPage())));
}

void MainWindow::showPage(const QString& objectName)
{
    for (int index = 0; index < m_pages.size(); ++index)
        if (m_pages.at(index)->objectName() == objectName)
            setPage(index);
}

void MainWindow::showNotice(const Notice& notice)
{
    m_messages->show(notice);
}

void MainWindow::openProject(const QString& path)
{
    if (path == m_opening)
        return;
    if (m_project && QFileInfo(m_project->path()) == QFileInfo(path))
        return showPage(QStringLiteral("tasksPage"));
    leaveProject([this, path] { receive(m_workspace.openProject(path), path); });
}

void MainWindow::openSample()
{
    inBackground(
        this, [] { return QFileInfo::exists(Workspace::samplePath()); },
        [this](bool isThere) {
            const QString path = Workspace::samplePath();
            if (isThere)
                openProject(path);
            else if (m_opening != path)
                leaveProject([this, path] { receive(m_workspace.createSample(path), path); });
        });
}

void MainWindow::createProject(const QString& path)
{
    const bool hasSuffix = QFileInfo(path).suffix() == projectSuffix;
    const QString file = hasSuffix ? path : path + QLatin1Char('.') + projectSuffix;
    leaveProject([this, file] { receive(m_workspace.createProject(file), file); });
}

void MainWindow::receive(const Opening& opening, const QString& path)
{
    receive(opening, path, [this] { showPage(m_tasks->objectName()); });
}

void MainWindow::receive(const Opening& opening, const QString& path, const std::function<void()>& then)
{
    m_opening = path;
    m_pageStatus->setText(tr("Opening %1 …").arg(displayLine(QFileInfo(path).fileName())));
    whenDone(opening, this, [this, path, then](const Result<std::shared_ptr<Project>>& result) {
        if (m_opening != path)
            return; // another one was asked for since
        m_opening.clear();
        m_pageStatus->clear();
        if (!result)
            return showNotice(Notice::error(result.error()));
        setProject(*result);
        then();
    });
}

void MainWindow::closeProject()
{
    leaveProject([this] {
        setProject(nullptr);
        setPage(0);
    });
}

void MainWindow::setProject(std::shared_ptr<Project> project)
{
    m_messages->dismiss(); // what it offers concerns the former project
    if (m_project)
        m_project->disconnect(this);
    for (Page* page : m_pages)
        page->setProject(project);
    m_liveRuns->setProject(project);
    m_project = std::move(project); // the former one is closed in the background
    m_importAction->setEnabled(m_project && !m_project->isReadOnly());
    m_closeAction->setEnabled(m_project != nullptr);
    showProjectPath();
    if (m_project) {
        connect(m_project.get(), &Project::storageTrouble, this,
                [this](const Error& error) { showNotice(Notice::error(error)); });
        if (m_project->isReadOnly()) {
            Notice notice = Notice::information(tr("This project can be looked at, not changed."));
            notice.why = m_project->readOnlyReason();
            showNotice(notice);
        }
        whenDone(m_project->checkAfterUncleanEnd(), this,
                 [this, checkedOne = std::weak_ptr<Project>(m_project)](const Result<void>& checked) {
                     if (!checked && m_project && checkedOne.lock() == m_project)
                         showNotice(Notice::error(checked.error()));
                 });
    }
    Q_EMIT projectChanged();
}

void MainWindow::showProjectPath()
{
    if (!m_project) {
        setWindowTitle(tr("MetaSPO Workbench"));
        return showPlain(m_projectLabel, tr("No project open"));
    }
    const QString name = displayLine(QFileInfo(m_project->path()).completeBaseName());
    setWindowTitle(tr("%1 – MetaSPO Workbench").arg(name));
    const QString path = displayLine(m_project->path());
    showPlain(m_projectLabel, m_project->isReadOnly() ? tr("%1 (read only)").arg(path) : path);
}

void MainWindow::takeFiles(const QStringList& paths)
{
    if (paths.isEmpty())
        return;
    QStringList projects = paths;
    projects.removeIf([](const QString& path) { return QFileInfo(path).suffix() != projectSuffix; });
    if (!projects.isEmpty()) {
        openProject(projects.takeFirst());
        for (const QString& path : std::as_const(projects))
            openWindow()->openProject(path);
        return;
    }
    if (!m_project)
        return showNotice(Notice::information(tr("Examples are imported into a project. Open or create one first."))
                              .offering(tr("New project…"), [this] { askForNewProject(); }));
    setPage(static_cast<int>(m_pages.indexOf(m_tasks)));
    m_tasks->importFiles(paths);
}

void MainWindow::askForNewProject()
{
    auto* dialog = new QFileDialog(this, tr("New project"), QString(), tr("MetaSPO projects (*.metaspo)"));
    dialog->setObjectName(QStringLiteral("newProjectDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(projectSuffix);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::createProject);
    dialog->open();
}

void MainWindow::askForProject()
{
    auto* dialog = new QFileDialog(this, tr("Open a project"), QString(),
                                   tr("MetaSPO projects (*.metaspo);;All files (*)"));
    dialog->setObjectName(QStringLiteral("openProjectDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &MainWindow::openProject);
    dialog->open();
}

void MainWindow::askForImport()
{
    auto* dialog = new QFileDialog(this, tr("Import examples"), QString(),
                                   tr("Examples (*.csv *.tsv *.json *.jsonl *.yaml *.txt);;All files (*)"));
    dialog->setObjectName(QStringLiteral("importFilesDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &MainWindow::takeFiles);
    dialog->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    event->acceptProposedAction();
    takeFiles(paths);
}

} // namespace metaspo
