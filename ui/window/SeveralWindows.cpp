// How the windows of one program go together: the part of MainWindow that opens others and closes all of them.

#include "ui/run/RunPage.h"
#include "ui/window/MainWindow.h"

#include <QApplication>
#include <QFileInfo>

namespace metaspo {

namespace {

constexpr int step = 32; // so that a new window does not hide the one it comes from

} // namespace

MainWindow* MainWindow::openWindow()
{
    auto* window = new MainWindow(m_workspace, m_theme);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->setGeometry(normalGeometry().translated(step, step));
    window->show();
    return window;
}

QList<MainWindow*> MainWindow::otherWindows() const
{
    QList<MainWindow*> windows;
    for (QWidget* widget : QApplication::topLevelWidgets()) {
        auto* window = qobject_cast<MainWindow*>(widget);
        if (window && window != this && &window->m_workspace == &m_workspace && window->isVisible())
            windows.append(window);
    }
    return windows;
}

void MainWindow::quit()
{
    for (MainWindow* window : otherWindows())
        window->close();
    close();
}

void MainWindow::openRun(const QString& path, qint64 run, bool isToGoOn)
{
    const auto show = [this, run, isToGoOn] {
        isToGoOn ? m_run->start(run) : m_run->showRun(run);
        showPage(m_run->objectName());
    };
    if (path == m_opening)
        return;
    if (m_project && QFileInfo(m_project->path()) == QFileInfo(path))
        return show();
    leaveProject([this, path, show] { receive(m_workspace.openProject(path), path, show); });
}

} // namespace metaspo
