#include "tests/ui/run/RunFixture.h"

#include "ui/run/RunPage.h"
#include "ui/window/RunNotification.h"

#include <QDBusConnection>
#include <QMenu>
#include <QProcess>
#include <QSplitter>
#include <QStandardPaths>
#include <QToolButton>

using namespace metaspo;

/// Stands for the desktop: what is sent to it is counted, and nothing shown.
class NotificationServer : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")

public:
    QStringList titles;

public Q_SLOTS:
    uint Notify(const QString&, uint, const QString&, const QString& title, const QString&, const QStringList&,
                const QVariantMap&, int)
    {
        titles.append(title);
        return static_cast<uint>(titles.size());
    }
};

/// A run at work is seen from every page, and its end is told to who looks elsewhere.
class RunAtWorkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void statusBarShowsItOnEveryPage();
    void endIsToldToTheDesktop_data();
    void endIsToldToTheDesktop();
    void endSaysWhatItBrought();
    void panelsKeepTheirSizes();
    void cleanupTestCase();

private:
    static void start(RunFixture& workbench);
    bool hasBus() const { return m_bus.state() == QProcess::Running && !m_address.isEmpty(); }

    QProcess m_bus;
    QString m_address;
};

// A bus of the test's own: the program must not find that of the person who runs the test.
void RunAtWorkTest::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere");
    const QString program = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
    if (program.isEmpty())
        return;
    m_bus.start(program, {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address")});
    if (m_bus.waitForReadyRead(10'000))
        m_address = QString::fromUtf8(m_bus.readLine()).trimmed();
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_address.toUtf8());
}

void RunAtWorkTest::start(RunFixture& workbench)
{
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
}

void RunAtWorkTest::statusBarShowsItOnEveryPage()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 50;
    RunFixture workbench(script);
    const auto* status = workbench.find<QToolButton>("runStatus");
    QVERIFY(status->isHidden());
    start(workbench);
    workbench.window().showPage(QStringLiteral("tasksPage"));
    QTRY_VERIFY_WITH_TIMEOUT(status->isVisible(), RunFixture::patience);
    QTRY_VERIFY2(status->text().contains(QLatin1String("Run 1")) && status->text().contains(QLatin1String("calls")),
                 qPrintable(status->text()));
    workbench.picture(QStringLiteral("run-in-status-bar"));
    workbench.press("runStatus");
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("runPage"));
    QCOMPARE(workbench.find<RunPage>("runPage")->currentRun(), 1);
    workbench.server().setScript(RunFixture::defaultScript());
    QTRY_VERIFY_WITH_TIMEOUT(status->isHidden(), RunFixture::patience);
}

void RunAtWorkTest::endIsToldToTheDesktop_data()
{
    QTest::addColumn<bool>("isLookedAt");
    QTest::addColumn<bool>("isWanted");
    QTest::newRow("who looks elsewhere is told") << false << true;
    QTest::newRow("who looks at it is not") << true << true;
    QTest::newRow("nor who does not want it") << false << false;
}

void RunAtWorkTest::endIsToldToTheDesktop()
{
    QFETCH(bool, isLookedAt);
    QFETCH(bool, isWanted);
    if (!hasBus())
        QSKIP("There is no dbus-daemon on this system.");
    NotificationServer desktop;
    QDBusConnection bus = QDBusConnection::connectToBus(m_address, QStringLiteral("desktop"));
    QVERIFY(bus.registerService(QStringLiteral("org.freedesktop.Notifications")));
    QVERIFY(bus.registerObject(QStringLiteral("/org/freedesktop/Notifications"), &desktop,
                               QDBusConnection::ExportAllSlots));
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 20;
    RunFixture workbench(script);
    if (!isWanted)
        workbench.find<QAction>("notifyOnDesktop")->trigger();
    QWidget other;
    start(workbench);
    other.show();
    (isLookedAt ? static_cast<QWidget*>(&workbench.window()) : &other)->activateWindow();
    QTRY_COMPARE(workbench.window().isActiveWindow(), isLookedAt);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.message().contains(QLatin1String("finished")), RunFixture::patience);
    sendDesktopNotification(QStringLiteral("the last one"), {}); // after whatever the end has sent
    QTRY_VERIFY(!desktop.titles.isEmpty() && desktop.titles.last() == QLatin1String("the last one"));
    QStringList expected{QStringLiteral("the last one")};
    if (!isLookedAt && isWanted)
        expected.prepend(QStringLiteral("Run 1 is finished"));
    QCOMPARE(desktop.titles, expected);
    bus.unregisterObject(QStringLiteral("/org/freedesktop/Notifications"));
    QDBusConnection::disconnectFromBus(QStringLiteral("desktop"));
}

void RunAtWorkTest::endSaysWhatItBrought()
{
    RunFixture workbench;
    start(workbench);
    QTRY_VERIFY2_WITH_TIMEOUT(workbench.message().contains(QLatin1String("On test ")), qPrintable(workbench.message()),
                              RunFixture::patience);
    QVERIFY2(workbench.message().contains(QLatin1String("mean of 2 domains, 16 examples")),
             qPrintable(workbench.message()));
    QCOMPARE(workbench.find<QAbstractButton>("messageButton")->text(), QStringLiteral("Compare"));
    workbench.picture(QStringLiteral("run-finished"));
    workbench.press("messageButton");
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("comparePage"));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.find<QWidget>("promptColumnB"), RunFixture::patience);
}

void RunAtWorkTest::panelsKeepTheirSizes()
{
    RunFixture workbench;
    QVERIFY(workbench.createProject());
    workbench.window().showPage(QStringLiteral("tasksPage"));
    const auto sizes = [&workbench] { return workbench.find<QSplitter>("tasksSplitter")->sizes(); };
    const QList<int> original = sizes();
    auto* splitter = workbench.find<QSplitter>("tasksSplitter");
    QSplitterHandle* handle = splitter->handle(1);
    const QPoint from = handle->rect().center();
    QTest::mousePress(handle, Qt::LeftButton, {}, from);
    QTest::mouseMove(handle, from + QPoint(60, 0));
    QTest::mouseRelease(handle, Qt::LeftButton, {}, from + QPoint(60, 0));
    const QList<int> changed = sizes();
    QVERIFY(changed != original);
    workbench.restart();
    workbench.window().openProject(workbench.path(QStringLiteral("new.metaspo")));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project(), RunFixture::patience);
    workbench.window().showPage(QStringLiteral("tasksPage"));
    QTRY_COMPARE(sizes(), changed);
    workbench.find<QAction>("resetPanelsAction")->trigger();
    QTRY_COMPARE(sizes(), original);
    for (const QSplitter* each : workbench.window().findChildren<QSplitter*>())
        QVERIFY2(!each->objectName().isEmpty(), qPrintable(each->parentWidget()->objectName()));
}

void RunAtWorkTest::cleanupTestCase()
{
    m_bus.terminate();
    m_bus.waitForFinished();
}

METASPO_UI_TEST(RunAtWorkTest)
#include "RunAtWorkTest.moc"
