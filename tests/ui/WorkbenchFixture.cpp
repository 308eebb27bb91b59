#include "tests/ui/WorkbenchFixture.h"

#include "ui/kit/Language.h"
#include "ui/kit/MessageBar.h"

#include <QAbstractItemModel>
#include <QAbstractScrollArea>
#include <QAccessible>
#include <QDir>
#include <QFile>
#include <QPushButton>
#include <QTabBar>
#include <QTimer>
#include <QTreeView>

namespace metaspo {

namespace {

void save(QWidget* widget, const QString& file)
{
    widget->grab().save(file);
}

} // namespace

WorkbenchFixture::WorkbenchFixture()
{
    qputenv("XDG_CONFIG_HOME", m_folder.filePath(QStringLiteral("config")).toLocal8Bit());
    qputenv("XDG_DATA_HOME", m_folder.filePath(QStringLiteral("data")).toLocal8Bit());
    m_theme = std::make_unique<Theme>();
    m_theme->show(ThemeChoice::Light);
    start();
}

WorkbenchFixture::~WorkbenchFixture()
{
    qDeleteAll(m_window->otherWindows()); // before the workspace
}

void WorkbenchFixture::restart()
{
    m_window.reset();
    m_workspace.reset();
    start();
}

void WorkbenchFixture::start()
{
    m_workspace = std::make_unique<Workspace>();
    m_window = std::make_unique<MainWindow>(*m_workspace, *m_theme);
    m_window->resize(qApp->devicePixelRatio() < 2 ? QSize(1280, 800)
                                                  : QSize(960, 540)); // all of a screen of 1920 by 1080
    m_window->show();
    if (!QTest::qWaitForWindowExposed(m_window.get()))
        qFatal("the window does not appear");
}

QString WorkbenchFixture::write(const QString& file, const QByteArray& content) const
{
    QFile made(path(file));
    if (!made.open(QIODevice::WriteOnly) || made.write(content) != content.size())
        qFatal("a file of the test cannot be written");
    return made.fileName();
}

QString WorkbenchFixture::message() const
{
    return find<MessageBar>("messageBar")->text();
}

bool WorkbenchFixture::openSample()
{
    m_window->openSample();
    return QTest::qWaitFor([this] { return find<QTreeView>("taskTree")->model()->rowCount() > 0; }, 20'000);
}

bool WorkbenchFixture::createProject()
{
    m_window->createProject(path(QStringLiteral("new.metaspo")));
    return QTest::qWaitFor([this] { return m_window->project() != nullptr; }, 20'000);
}

void WorkbenchFixture::press(const char* buttonName)
{
    auto* found = find<QAbstractButton>(buttonName);
    if (!found || !found->isVisible() || !found->isEnabled())
        QFAIL(qPrintable(QStringLiteral("cannot be pressed: %1").arg(QLatin1String(buttonName))));
    QTest::mouseClick(found, Qt::LeftButton);
}

void WorkbenchFixture::turnLoop()
{
    bool isTurned = false;
    QTimer::singleShot(0, [&isTurned] { isTurned = true; });
    if (!QTest::qWaitFor([&isTurned] { return isTurned; }, 20'000))
        qFatal("the event loop does not turn");
}

void WorkbenchFixture::picture(const QString& name, QWidget* widget)
{
    const QString folder = qEnvironmentVariable("METASPO_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    QWidget* shown = widget ? widget : m_window.get();
    for (const auto& [choice, theme] : {std::pair{ThemeChoice::Dark, QStringLiteral("dark")},
                                        std::pair{ThemeChoice::Light, QStringLiteral("light")}}) {
        m_theme->show(choice);
        turnLoop(); // lets the new palette arrive everywhere
        turnLoop(); // and charts be laid out again
        save(shown, QStringLiteral("%1/%2-%3.png").arg(folder, name, theme));
    }
}

QStringList WorkbenchFixture::unnamedWidgets(QWidget* root) const
{
    QStringList unnamed;
    for (QWidget* widget : root->findChildren<QWidget*>()) {
        const bool isPart = qobject_cast<QTabBar*>(widget) || widget->objectName().startsWith(QLatin1String("qt_"))
                            || qobject_cast<QAbstractScrollArea*>(widget->parentWidget());
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy() || isPart)
            continue;
        const QAccessibleInterface* accessible = QAccessible::queryAccessibleInterface(widget);
        if (!accessible || accessible->text(QAccessible::Name).isEmpty() || widget->objectName().isEmpty())
            unnamed.append(QStringLiteral("%1 \"%2\" in %3")
                               .arg(QLatin1String(widget->metaObject()->className()), widget->objectName(),
                                    widget->parentWidget()->objectName()));
    }
    return unnamed;
}

int runUiTest(QObject& test, int argc, char** argv)
{
    QLocale::setDefault(QLocale::c());
    installLanguage(*QCoreApplication::instance());
    QCoreApplication::setAttribute(Qt::AA_DontUseNativeDialogs);
    return QTest::qExec(&test, argc, argv);
}

} // namespace metaspo
