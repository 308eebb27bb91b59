#include "tests/ui/run/RunFixture.h"

#include "ui/run/CallText.h"
#include "ui/run/Chip.h"
#include "ui/run/DiffPane.h"
#include "ui/run/RunPage.h"
#include "ui/run/RunTree.h"

#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QProcess>
#include <QTableView>
#include <QTreeView>

using namespace metaspo;

namespace {

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// All facts that a live run tells, as the page gets them.
class FactCollector : public QObject
{
public:
    /// From the moment the run becomes live.
    FactCollector(Project& project, qint64 run)
    {
        connect(&project, &Project::runsChanged, this, [this, &project, run] {
            RunSession* session = project.liveRun(run);
            if (!session || std::exchange(m_isListening, true))
                return;
            connect(session, &RunSession::changed, this, [this](const RunChange& change) {
                for (const Fact& fact : change.facts)
                    tree.apply(fact);
            });
        });
    }
    RunTree tree;

private:
    bool m_isListening = false;
};

} // namespace

/// From the first click to the exported tables, on a scripted model server.
class RunFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stepPauseContinueAndExport();
    void closingTheWindowLosesNothing();

private:
    static void start(QDialog* dialog);
    static QString state(const RunFixture& workbench) { return workbench.find<Chip>("runState")->text(); }
    static bool reaches(const RunFixture& workbench, const char* wanted);
    static void inspect(RunFixture& workbench);
    static void exportAndCompare(RunFixture& workbench);
};

bool RunFlowTest::reaches(const RunFixture& workbench, const char* wanted)
{
    const bool isThere = QTest::qWaitFor([&] { return state(workbench).endsWith(QLatin1String(wanted)); },
                                         RunFixture::patience);
    if (!isThere)
        qWarning().noquote() << "the run is" << state(workbench) << workbench.find<QLabel>("runSituation")->text()
                             << workbench.message();
    return isThere;
}

// Exhaustive: then the same calls are made in every run, so that they can be counted.
void RunFlowTest::start(QDialog* dialog)
{
    auto* pruning = dialog->findChild<QComboBox*>(QStringLiteral("pruning"));
    pruning->setCurrentIndex(pruning->findData(static_cast<int>(Pruning::Exhaustive)));
    Q_EMIT pruning->activated(pruning->currentIndex());
    QVERIFY(RunFixture::canStart(dialog));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
}

void RunFlowTest::stepPauseContinueAndExport()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 3;
    RunFixture workbench(script);
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("setUpRun")), Qt::LeftButton);
    QVERIFY(reaches(workbench, "Ready"));
    QCOMPARE(workbench.server().calls().size(), 0);

    const FactCollector collector(workbench.project(), 1);
    QVERIFY(workbench.steer("stepIntoAction"));
    QTRY_COMPARE_WITH_TIMEOUT(workbench.server().calls().size(), 1, RunFixture::patience);
    QVERIFY(reaches(workbench, "Paused"));
    QVERIFY(workbench.steer("stepIntoAction"));
    QTRY_COMPARE_WITH_TIMEOUT(workbench.server().calls().size(), 2, RunFixture::patience);
    QVERIFY(reaches(workbench, "Paused"));
    QVERIFY(workbench.steer("stepOutAction"));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.server().calls().size() > 2, RunFixture::patience);
    QVERIFY(reaches(workbench, "Paused"));
    QVERIFY(workbench.find<QLabel>("runSituation")->text().contains(QStringLiteral("Next:")));
    workbench.picture(QStringLiteral("run-paused"));

    QVERIFY(workbench.steer("resumeAction"));
    QVERIFY(workbench.steer("pauseAction"));
    QVERIFY(reaches(workbench, "Paused"));
    QCOMPARE(workbench.project().liveRun(1)->progress().inFlight, 0);
    QVERIFY(workbench.steer("resumeAction"));
    QVERIFY(reaches(workbench, "Finished"));

    const auto overview = RunFixture::waited(workbench.project().queries().overview(1));
    QVERIFY(overview.has_value());
    QVERIFY(collector.tree == RunTree::of(*overview));
    inspect(workbench);
    exportAndCompare(workbench);
    const QStringList unnamed = workbench.unnamedWidgets(workbench.find<RunPage>("runPage"));
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
}

void RunFlowTest::inspect(RunFixture& workbench)
{
    auto* tree = workbench.find<QTreeView>("runTree");
    QTRY_VERIFY(tree->model()->rowCount() == 3); // start and two iterations
    QTRY_VERIFY(tree->currentIndex().isValid());
    auto* scores = workbench.find<QTableView>("scoreTable");
    auto* tabs = workbench.find<QTabWidget>("runDetails");
    QTRY_VERIFY(scores->model()->rowCount() > 0);
    workbench.picture(QStringLiteral("run-accuracy"));
    tabs->setCurrentIndex(1);
    workbench.picture(QStringLiteral("run-scores"));
    tabs->setCurrentIndex(2);
    auto* answers = workbench.find<QTableView>("answerTable");
    QTRY_VERIFY(answers->model()->rowCount() > 0);
    QTRY_VERIFY(answers->model()->index(0, 0).data().toString() != QStringLiteral("…"));
    answers->selectRow(0);
    auto* call = workbench.find<CallText>("callText");
    QTRY_VERIFY(call->toPlainText().contains(QStringLiteral("<answer>")));
    QVERIFY(call->toPlainText().contains(QStringLiteral("Item ")));
    QVERIFY(call->toPlainText().contains(workbench.find<DiffPane>("candidateText")->original().left(10)));
    workbench.picture(QStringLiteral("run-answers"));
    tabs->setCurrentIndex(3);
    workbench.picture(QStringLiteral("run-log"));
    tabs->setCurrentIndex(0);
}

void RunFlowTest::exportAndCompare(RunFixture& workbench)
{
    const QDir byWindow(workbench.path(QStringLiteral("window")));
    const QDir byProgram(workbench.path(QStringLiteral("program")));
    QVERIFY(byWindow.mkpath(QStringLiteral(".")));
    QVERIFY(workbench.steer("exportRunAction"));
    auto* dialog = workbench.find<QFileDialog>("exportDialog");
    QVERIFY(dialog);
    Q_EMIT dialog->fileSelected(byWindow.path());
    dialog->close();
    QTRY_VERIFY_WITH_TIMEOUT(workbench.message().contains(QStringLiteral("written")), RunFixture::patience);
    const QStringList files = byWindow.entryList({QStringLiteral("*.csv")}, QDir::Files);
    QCOMPARE(files.size(), 6);
#ifdef METASPO_PROGRAM
    QProcess program;
    program.start(QStringLiteral(METASPO_PROGRAM), {QStringLiteral("export"), workbench.project().path(),
                                                    QStringLiteral("--run"), QStringLiteral("1"), QStringLiteral("--to"),
                                                    byProgram.path()});
    QVERIFY(program.waitForFinished(RunFixture::patience));
    QVERIFY2(program.exitCode() == 0, program.readAllStandardError().constData());
    for (const QString& file : files)
        QCOMPARE(content(byWindow.filePath(file)), content(byProgram.filePath(file)));
#else
    for (const QString& file : files)
        QVERIFY(!content(byWindow.filePath(file)).isEmpty());
#endif
}

void RunFlowTest::closingTheWindowLosesNothing()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 5;
    RunFixture whole(script);
    QVERIFY(whole.makeProject());
    QDialog* dialog = whole.openNewRun();
    QVERIFY(dialog);
    start(dialog);
    QVERIFY(reaches(whole, "Finished"));
    const auto expected = RunFixture::waited(whole.project().queries().overview(1));

    RunFixture closed(script);
    QVERIFY(closed.makeProject());
    dialog = closed.openNewRun();
    QVERIFY(dialog);
    start(dialog);
    QTRY_VERIFY_WITH_TIMEOUT(closed.server().calls().size() > 20, RunFixture::patience);
    closed.window().close();
    auto* quit = closed.find<QDialog>("quitDialog");
    QVERIFY(quit); // it asks, since a run is at work
    QTest::mouseClick(quit->findChild<QPushButton*>(QStringLiteral("quitAnyway")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!closed.window().isVisible(), RunFixture::patience);
    const QString path = closed.project().path();
    closed.window().closeProject();
    QVERIFY(closed.server().calls().size() < whole.server().calls().size());

    closed.window().show();
    closed.window().openProject(path);
    QTRY_VERIFY_WITH_TIMEOUT(closed.window().project() != nullptr, RunFixture::patience);
    closed.window().showPage(QStringLiteral("runPage"));
    QVERIFY(reaches(closed, "Paused"));
    QVERIFY(closed.steer("resumeAction"));
    QVERIFY(reaches(closed, "Finished"));
    const auto resumed = RunFixture::waited(closed.project().queries().overview(1));
    QVERIFY(RunTree::of(*resumed) == RunTree::of(*expected));
    QCOMPARE(closed.server().calls().size(), whole.server().calls().size());
}

METASPO_UI_TEST(RunFlowTest)
#include "RunFlowTest.moc"
