#include "tests/support/FileContent.h"
#include "tests/support/SampleAnswers.h"
#include "tests/ui/run/RunFixture.h"

#include "core/engine/ClosingProjects.h"
#include "ui/run/CallText.h"
#include "ui/run/DiffPane.h"
#include "ui/run/RunDetails.h"
#include "ui/run/RunPage.h"
#include "ui/run/RunTree.h"

#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QTableView>
#include <QTreeView>

using namespace metaspo;

namespace {

// Answers for the tasks of the sample. No pair of prompts comes near to being always right, so that no run ends before
// its last iteration.
ServerScript scriptForSample()
{
    ServerScript script;
    script.accuracy = 0.5;
    script.systemSpread = 0.1;
    script.answers = sampleAnswers();
    return script;
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
    void leavingLosesNothing_data();
    void leavingLosesNothing();
    void quitSaysWhatItFinishes_data();
    void quitSaysWhatItFinishes();
    void quitCanBeTakenBack();

private:
    static qint64 run(const RunFixture& workbench) { return workbench.find<RunPage>("runPage")->currentRun(); }
    static void stepByStep(RunFixture& workbench);
    static void insertByHand(RunFixture& workbench);
    static void inspect(RunFixture& workbench);
    static void exportAndCompare(RunFixture& workbench);
    static void leave(RunFixture& workbench, bool isByWindow);
};

void RunFlowTest::stepPauseContinueAndExport()
{
    RunFixture workbench(scriptForSample());
    QVERIFY(workbench.openSample());
    workbench.press("runPageButton");
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("setUpRun")), Qt::LeftButton);
    QVERIFY(workbench.reaches("Ready"));
    QCOMPARE(workbench.server().calls().size(), 0);

    const FactCollector collector(workbench.project(), run(workbench));
    stepByStep(workbench);
    if (QTest::currentTestFailed())
        return;
    QTRY_VERIFY(workbench.find<QLabel>("nextStep")->text().contains(QStringLiteral("for 1/inner/")));
    workbench.picture(QStringLiteral("run-paused"));
    insertByHand(workbench);

    QVERIFY(workbench.steer("resumeAction"));
    QVERIFY(workbench.steer("pauseAction"));
    QVERIFY(workbench.reaches("Paused"));
    QCOMPARE(workbench.project().liveRun(run(workbench))->progress().inFlight, 0);
    QVERIFY(workbench.steer("resumeAction"));
    QVERIFY(workbench.reaches("Finished"));
    QTRY_VERIFY_WITH_TIMEOUT(!workbench.project().liveRun(run(workbench)), RunFixture::patience);

    const auto overview = waited(workbench.project().queries().overview(run(workbench)));
    QVERIFY(overview.has_value());
    QVERIFY(collector.tree == RunTree::of(*overview));
    QCOMPARE(std::count_if(overview->candidates.begin(), overview->candidates.end(),
                           [](const CandidateRecord& record) { return record.candidate.origin == Origin::ByHand; }),
             1);
    inspect(workbench);
    if (QTest::currentTestFailed())
        return;
    exportAndCompare(workbench);
    const QStringList unnamed = workbench.unnamedWidgets(workbench.find<RunPage>("runPage"));
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
}

// A call at a time, then the rest of the loop.
void RunFlowTest::stepByStep(RunFixture& workbench)
{
    for (int calls = 1; calls <= 2; ++calls) {
        QVERIFY(workbench.steer("stepIntoAction"));
        QTRY_COMPARE_WITH_TIMEOUT(workbench.server().calls().size(), calls, RunFixture::patience);
        QVERIFY(workbench.reaches("Paused"));
        QCOMPARE(workbench.server().calls().size(), calls);
    }
    QVERIFY(workbench.steer("stepOutAction"));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.server().calls().size() > 2, RunFixture::patience);
    QVERIFY(workbench.reaches("Paused"));
    QCOMPARE(workbench.project().liveRun(run(workbench))->progress().position, Step({1, Loop::Inner, {}, 0}));
}

void RunFlowTest::insertByHand(RunFixture& workbench)
{
    QTRY_VERIFY(workbench.find<QTreeView>("runTree")->currentIndex().isValid());
    QVERIFY(workbench.steer("editCopyAction"));
    auto* insert = workbench.find<QAbstractButton>("insertPrompt");
    QVERIFY(insert && insert->isVisible());
    QVERIFY(!insert->isEnabled()); // nothing is changed yet
    workbench.find<QPlainTextEdit>("promptEditorText")
        ->setPlainText(QStringLiteral("Compare the letters one by one before you answer."));
    QTRY_VERIFY(insert->isEnabled());
    workbench.picture(QStringLiteral("run-editor"));
    QTest::mouseClick(insert, Qt::LeftButton);
    QTRY_VERIFY(workbench.find<QLabel>("nextStep")->text().contains(QStringLiteral("1 prompt")));
}

void RunFlowTest::inspect(RunFixture& workbench)
{
    auto* tree = workbench.find<QTreeView>("runTree");
    QTRY_COMPARE_WITH_TIMEOUT(tree->model()->rowCount(), 3, RunFixture::patience); // start and two iterations
    QTRY_VERIFY(tree->currentIndex().isValid());
    auto* scores = workbench.find<QTableView>("scoreTable");
    auto* tabs = workbench.find<QTabWidget>("runDetails");
    QTRY_VERIFY(scores->model()->rowCount() > 0);
    workbench.picture(QStringLiteral("run-accuracy"));
    tabs->setCurrentIndex(RunDetails::ScoresTab);
    workbench.picture(QStringLiteral("run-scores"));
    tabs->setCurrentIndex(RunDetails::AnswersTab);
    auto* answers = workbench.find<QTableView>("answerTable");
    EvaluationFilter wrong; // of the prompt that was chosen when the run had made two calls
    wrong.run = run(workbench);
    wrong.system = Step();
    wrong.wrongOnly = true;
    const auto expected = waited(workbench.project().queries().evaluationIds(wrong));
    QVERIFY(expected.has_value() && expected->size() > 20);
    QTRY_COMPARE(answers->model()->rowCount(), static_cast<int>(expected->size()));
    QTRY_VERIFY(answers->model()->index(0, 0).data().toString() != QStringLiteral("…"));
    answers->selectRow(0);
    auto* call = workbench.find<CallText>("callText");
    QTRY_VERIFY(call->toPlainText().contains(QStringLiteral("<answer>")));
    QVERIFY(call->toPlainText().contains(workbench.find<DiffPane>("candidateText")->original().left(10)));
    workbench.picture(QStringLiteral("run-answers"));
    tabs->setCurrentIndex(RunDetails::LogTab);
    workbench.picture(QStringLiteral("run-log"));
    tabs->setCurrentIndex(0);
}

void RunFlowTest::exportAndCompare(RunFixture& workbench)
{
    const QDir byWindow(workbench.path(QStringLiteral("window")));
    const QDir byProgram(workbench.path(QStringLiteral("program")));
    QVERIFY(byWindow.mkpath(QStringLiteral(".")));
    QVERIFY(workbench.steer("exportRunAction"));
    auto* dialog = workbench.find<QDialog>("exportDialog");
    QVERIFY(dialog);
    dialog->findChild<QLineEdit*>(QStringLiteral("exportFolder"))->setText(byWindow.path());
    auto* accept = dialog->findChild<QPushButton*>(QStringLiteral("exportAccept"));
    QTRY_VERIFY_WITH_TIMEOUT(accept->isEnabled(), RunFixture::patience);
    QTest::mouseClick(accept, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.message().contains(QStringLiteral("written")), RunFixture::patience);
    const QStringList files = byWindow.entryList({QStringLiteral("*.csv")}, QDir::Files);
    QCOMPARE(files.size(), 6);
#ifdef METASPO_PROGRAM
    QProcess program;
    program.start(QStringLiteral(METASPO_PROGRAM),
                  {QStringLiteral("export"), workbench.project().path(), QStringLiteral("--run"),
                   QString::number(run(workbench)), QStringLiteral("--to"), byProgram.path()});
    QVERIFY(program.waitForFinished(RunFixture::patience));
    QVERIFY2(program.exitCode() == 0, program.readAllStandardError().constData());
    for (const QString& file : files)
        QCOMPARE(contentOf(byWindow.filePath(file)), contentOf(byProgram.filePath(file)));
#else
    for (const QString& file : files)
        QVERIFY(!contentOf(byWindow.filePath(file)).isEmpty());
#endif
}

void RunFlowTest::leave(RunFixture& workbench, bool isByWindow)
{
    if (isByWindow)
        workbench.window().close();
    else
        workbench.window().closeProject();
    auto* question = workbench.find<QDialog>("quitDialog");
    QVERIFY(question); // it asks, since a run is at work
    QVERIFY(workbench.window().isVisible() && workbench.window().project());
    QTest::mouseClick(question->findChild<QPushButton*>(QStringLiteral("quitAnyway")), Qt::LeftButton);
    if (isByWindow) {
        QTRY_VERIFY(!workbench.window().isVisible());
        workbench.restart();
    }
    QTRY_VERIFY(!workbench.window().project());
}

void RunFlowTest::leavingLosesNothing_data()
{
    QTest::addColumn<bool>("isByWindow");
    QTest::newRow("by closing the window") << true;
    QTest::newRow("by closing the project") << false;
}

void RunFlowTest::leavingLosesNothing()
{
    QFETCH(bool, isByWindow);
    ServerScript script = RunFixture::defaultScript();
    RunFixture whole(script);
    QVERIFY(whole.makeProject());
    QDialog* dialog = whole.openNewRun();
    QVERIFY(dialog);
    QVERIFY(RunFixture::startExhaustive(dialog));
    QVERIFY(whole.reaches("Finished"));
    const auto expected = waited(whole.project().queries().overview(1));

    script.latencyMilliseconds = 300; // many times what is needed to leave in the middle
    RunFixture left(script);
    QVERIFY(left.makeProject());
    dialog = left.openNewRun();
    QVERIFY(dialog);
    QVERIFY(RunFixture::startExhaustive(dialog));
    QVERIFY(QTest::qWaitFor([&] { return left.server().calls().size() > 10; }, RunFixture::patience));
    const QString path = left.project().path();
    leave(left, isByWindow);
    if (QTest::currentTestFailed())
        return;
    left.window().openProject(path); // at once: the calls in flight may still be on their way
    QTRY_VERIFY_WITH_TIMEOUT(left.window().project() != nullptr, RunFixture::patience);
    left.window().showPage(QStringLiteral("runPage"));
    QVERIFY(left.reaches("Paused"));
    QVERIFY(left.server().calls().size() < whole.server().calls().size());

    left.server().setScript(RunFixture::defaultScript());
    QVERIFY(left.steer("resumeAction"));
    QVERIFY(left.reaches("Finished"));
    const auto resumed = waited(left.project().queries().overview(1));
    QVERIFY(RunTree::of(*resumed) == RunTree::of(*expected));
    QCOMPARE(left.server().calls().size(), whole.server().calls().size());
}

void RunFlowTest::quitSaysWhatItFinishes_data()
{
    QTest::addColumn<bool>("isCutOff");
    QTest::newRow("until it is done") << false;
    QTest::newRow("stopped at once") << true;
}

void RunFlowTest::quitSaysWhatItFinishes()
{
    QFETCH(bool, isCutOff);
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = isCutOff ? 600'000 : 3000;
    RunFixture workbench(script);
    QVERIFY(workbench.makeProject());
    QDialog* newRun = workbench.openNewRun();
    QVERIFY(newRun);
    QVERIFY(RunFixture::startExhaustive(newRun));
    QVERIFY(QTest::qWaitFor([&] { return workbench.server().calls().size() > 3; }, RunFixture::patience));
    workbench.window().close();
    auto* question = workbench.find<QDialog>("quitDialog");
    QVERIFY(question);
    QTest::mouseClick(question->findChild<QPushButton*>(QStringLiteral("quitAnyway")), Qt::LeftButton);
    QTRY_VERIFY(workbench.find<QDialog>("finishingDialog"));
    auto* dialog = workbench.find<QDialog>("finishingDialog");
    QTRY_VERIFY(dialog->isVisible());
    QVERIFY(workbench.window().isVisible());
    const QString text = dialog->findChild<QLabel*>(QStringLiteral("finishingText"))->text();
    QVERIFY2(text.contains(QLatin1String("Finishing ")) && text.contains(QLatin1String(" call"))
                 && !text.contains(QLatin1String("(s)")), qPrintable(text));
    workbench.picture(QStringLiteral("finishing"), dialog);
    workbench.picture(QStringLiteral("finishing-window"));
    if (isCutOff)
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("stopAtOnce")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!workbench.window().isVisible(), 20'000);
    QVERIFY(workbench.workspace().closing().isEmpty());
}

// Who does not quit after all has a window that goes on to work.
void RunFlowTest::quitCanBeTakenBack()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 2000;
    RunFixture workbench(script);
    QVERIFY(workbench.makeProject());
    QDialog* newRun = workbench.openNewRun();
    QVERIFY(newRun);
    QVERIFY(RunFixture::startExhaustive(newRun));
    QVERIFY(QTest::qWaitFor([&] { return workbench.server().calls().size() > 3; }, RunFixture::patience));
    workbench.window().close();
    QTest::mouseClick(workbench.find<QDialog>("quitDialog")->findChild<QPushButton*>(QStringLiteral("quitAnyway")),
                      Qt::LeftButton);
    QTRY_VERIFY(workbench.find<QDialog>("finishingDialog") && workbench.find<QDialog>("finishingDialog")->isVisible());
    QTest::keyClick(workbench.find<QDialog>("finishingDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!workbench.find<QDialog>("finishingDialog"));
    QVERIFY(workbench.window().isVisible());
    const auto* label = workbench.find<QLabel>("closingLabel");
    QTRY_VERIFY(label->isVisible());
    workbench.picture(QStringLiteral("closing-label"));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.workspace().closing().isEmpty(), 20'000);
    QVERIFY(!label->isVisible());
    QVERIFY(workbench.window().isVisible());
    workbench.window().openProject(workbench.path(QStringLiteral("new.metaspo")));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project(), RunFixture::patience);
}

METASPO_UI_TEST(RunFlowTest)
#include "RunFlowTest.moc"
