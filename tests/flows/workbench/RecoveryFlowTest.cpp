#include "tests/ui/run/RunFixture.h"

#include "core/engine/ClosingProjects.h"
#include "ui/kit/RowDelegate.h"
#include "ui/run/RunPage.h"

#include <QLabel>
#include <QListView>
#include <QProcess>

using namespace metaspo;

/// A run of the command line, followed in the window, killed, and gone on with from the start page.
class RecoveryFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedRunGoesOn_data();
    void killedRunGoesOn();

private:
    static QString rowText(const RunFixture& workbench)
    {
        return workbench.find<QListView>("recentProjects")->model()->index(0, 0).data(SecondLineRole).toString();
    }
    static void begin(QProcess& program, const QString& project);
};

void RecoveryFlowTest::begin(QProcess& program, const QString& project)
{
    program.start(QStringLiteral(METASPO_PROGRAM), {QStringLiteral("run"),
                                                    project,
                                                    QStringLiteral("--base"),
                                                    QStringLiteral("scripted"),
                                                    QStringLiteral("--optimizer"),
                                                    QStringLiteral("scripted"),
                                                    QStringLiteral("--preset"),
                                                    QStringLiteral("small"),
                                                    QStringLiteral("--iterations"),
                                                    QStringLiteral("1"),
                                                    QStringLiteral("--user-candidates"),
                                                    QStringLiteral("2"),
                                                    QStringLiteral("--system-candidates"),
                                                    QStringLiteral("2"),
                                                    QStringLiteral("--train"),
                                                    QStringLiteral("8"),
                                                    QStringLiteral("--validation"),
                                                    QStringLiteral("8"),
                                                    QStringLiteral("--test"),
                                                    QStringLiteral("8")});
}

void RecoveryFlowTest::killedRunGoesOn_data()
{
    QTest::addColumn<bool>("isResumed");
    QTest::newRow("resumed at once") << true;
    QTest::newRow("looked at first") << false;
}

void RecoveryFlowTest::killedRunGoesOn()
{
    QFETCH(bool, isResumed);
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 150;
    RunFixture workbench(script);
    QVERIFY(workbench.makeProject());
    const QString path = workbench.project().path();
    QProcess program;
    begin(program, path);
    QTRY_VERIFY2_WITH_TIMEOUT(workbench.server().calls().size() > 8 || program.state() == QProcess::NotRunning,
                              program.readAllStandardError().constData(), RunFixture::patience);
    QVERIFY2(program.state() == QProcess::Running, program.readAllStandardError().constData());

    // Followed, not owned.
    QVERIFY(workbench.reaches("Running"));
    QVERIFY(workbench.find<QLabel>("runSituation")->text().contains(QLatin1String("another window or program")));
    QVERIFY(!workbench.find<QAction>("resumeAction")->isEnabled());
    QVERIFY(!workbench.find<QAction>("limitsAction")->isEnabled());
    workbench.window().closeProject();
    QTRY_VERIFY_WITH_TIMEOUT(rowText(workbench).contains(QLatin1String("at work in another program")),
                             RunFixture::patience);
    QVERIFY(workbench.find<QWidget>("recoveryBanner")->isHidden());

    program.kill();
    QVERIFY(program.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(workbench.find<QWidget>("recoveryBanner")->isVisible(), RunFixture::patience); // by itself
    QVERIFY(rowText(workbench).contains(QLatin1String("was interrupted")));
    const qsizetype before = workbench.server().calls().size();
    workbench.server().setScript(RunFixture::defaultScript());
    workbench.press(isResumed ? "resumeInterrupted" : "openInterrupted");
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project(), RunFixture::patience);
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("runPage"));
    if (!isResumed) {
        QVERIFY(workbench.reaches("Interrupted"));
        QCOMPARE(workbench.server().calls().size(), before);
        QVERIFY(workbench.steer("resumeAction"));
    }
    QVERIFY(workbench.reaches("Finished"));
    workbench.window().closeProject();
    QTRY_VERIFY_WITH_TIMEOUT(rowText(workbench).contains(QLatin1String("1 finished run")), RunFixture::patience);
    QVERIFY(workbench.find<QWidget>("recoveryBanner")->isHidden());
}

METASPO_UI_TEST(RecoveryFlowTest)
#include "RecoveryFlowTest.moc"
