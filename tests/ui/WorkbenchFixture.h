#pragma once

#include "core/engine/Workspace.h"
#include "ui/kit/Theme.h"
#include "ui/window/MainWindow.h"

#include <QApplication>
#include <QTemporaryDir>
#include <QTest>

namespace metaspo {

/// The workbench as a person has it, on a workspace whose configuration and data live in a folder that is gone
/// afterwards. Widgets are found by their object names, which tests/ui/README.md lists.
class WorkbenchFixture
{
public:
    WorkbenchFixture();
    ~WorkbenchFixture();

    MainWindow& window() { return *m_window; }
    Workspace& workspace() { return *m_workspace; }
    QString path(const QString& file) const { return m_folder.filePath(file); }
    QString write(const QString& file, const QByteArray& content) const; ///< its path

    /// Null if there is none, or several ask for the same name.
    template <typename T>
    T* find(const char* objectName) const
    {
        return m_window->findChild<T*>(QLatin1String(objectName));
    }
    QString message() const; ///< what the message bar says
    bool openSample();       ///< and waits for the tasks
    bool createProject();
    void restart(); ///< the window and the workspace, not the files
    void press(const char* buttonName); ///< by mouse, like a person
    static void turnLoop(); ///< everything that was posted so far has arrived
    /// A picture of the window, or of a widget, in both themes, if METASPO_SCREENSHOTS names a folder.
    void picture(const QString& name, QWidget* widget = nullptr);
    /// Names of visible widgets that the Tab key reaches, but have no accessible name or no object name.
    QStringList unnamedWidgets(QWidget* root) const;

private:
    void start();

    QTemporaryDir m_folder;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Workspace> m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

/// Runs a test in an application with a fixed locale and no desktop settings.
int runUiTest(QObject& test, int argc, char** argv);

} // namespace metaspo

#define METASPO_UI_TEST(Class)                                                                                         \
    int main(int argc, char** argv)                                                                                    \
    {                                                                                                                  \
        qputenv("QT_QPA_PLATFORM", qEnvironmentVariable("QT_QPA_PLATFORM", QStringLiteral("offscreen")).toLatin1());   \
        QApplication application(argc, argv);                                                                          \
        Class test;                                                                                                    \
        return metaspo::runUiTest(test, argc, argv);                                                                   \
    }
