#include "tests/ui/run/RunFixture.h"

#include "core/engine/Drafts.h"
#include "ui/run/Chip.h"
#include "ui/run/DiffPane.h"
#include "ui/run/PromptEditor.h"
#include "ui/run/RunPage.h"

#include <QDirIterator>
#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProcess>
#include <QTreeView>


using namespace metaspo;

namespace {

const QString typed = QStringLiteral("Compare the letters one by one before you answer.");

int draftFiles(const QString& data)
{
    int count = 0;
    for (QDirIterator files(data + QStringLiteral("/metaspo/drafts"), {QStringLiteral("*.json")}, QDir::Files,
                            QDirIterator::Subdirectories);
         files.hasNext(); files.next())
        ++count;
    return count;
}

bool isIn(const RunFixture& workbench, const char* state)
{
    return QTest::qWaitFor([&] { return workbench.find<Chip>("runState")->text().endsWith(QLatin1String(state)); },
                           RunFixture::patience);
}

/// A program of its own that opens the project, begins to edit a copy of the incumbent, and then waits to be killed.
int typeUntilKilled(const QString& project)
{
    Theme theme;
    Workspace workspace;
    MainWindow window(workspace, theme);
    window.show();
    window.openProject(project);
    window.showPage(QStringLiteral("runPage"));
    auto* edit = window.findChild<QAction*>(QStringLiteral("editCopyAction"));
    if (!QTest::qWaitFor([edit] { return edit->isEnabled(); }, RunFixture::patience))
        return 1;
    edit->trigger();
    auto* text = window.findChild<QPlainTextEdit*>(QStringLiteral("promptEditorText"));
    text->selectAll();
    QTest::keyClicks(text, typed);
    return QCoreApplication::exec();
}

} // namespace

/// Prompts written by hand: beside the incumbent, into the run, and never lost.
class PromptEditorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void differencesAreMarkedWhileTyping();
    void copyGoesIntoTheRun();
    void draftsComeBackWithTheirRun();
    void refusedDraftComesBack();
    void draftSurvivesAKill();
    void noLoopIsLeft();

private:
    static bool pausedRun(RunFixture& workbench);
};

bool PromptEditorTest::pausedRun(RunFixture& workbench)
{
    if (!workbench.makeProject())
        return false;
    QDialog* dialog = workbench.openNewRun();
    if (!dialog)
        return false;
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("setUpRun")), Qt::LeftButton);
    return isIn(workbench, "Ready") && workbench.steer("stepIntoAction") && isIn(workbench, "Paused")
           && QTest::qWaitFor([&] { return workbench.find<QTreeView>("runTree")->currentIndex().isValid(); },
                              RunFixture::patience);
}

void PromptEditorTest::differencesAreMarkedWhileTyping()
{
    RunFixture workbench;
    QVERIFY(pausedRun(workbench));
    QVERIFY(workbench.steer("editCopyAction"));
    auto* text = workbench.find<QPlainTextEdit>("promptEditorText");
    QVERIFY(text->isVisible());
    QCOMPARE(workbench.find<DiffPane>("promptEditorRival")->original(), text->toPlainText()); // at once
    QTRY_COMPARE(workbench.find<QLabel>("promptEditorSummary")->text(), QStringLiteral("no difference"));
    text->moveCursor(QTextCursor::End);
    QTest::keyClicks(text, QStringLiteral(" Think twice."));
    QTRY_COMPARE(workbench.find<QLabel>("promptEditorSummary")->text(), QStringLiteral("+2 −0 words"));
    QCOMPARE(text->extraSelections().size(), 1);
    QVERIFY(text->extraSelections().first().cursor.selectedText().contains(QStringLiteral("Think twice.")));
    text->undo();
    QTRY_COMPARE(workbench.find<QLabel>("promptEditorSummary")->text(), QStringLiteral("no difference"));
    QTRY_COMPARE(workbench.find<QLabel>("promptEditorProblem")->text(), QStringLiteral("Nothing is changed yet."));
    QTest::keyClicks(text, QStringLiteral(" {question}"));
    QTRY_VERIFY(workbench.find<QLabel>("promptEditorProblem")->text().contains(QStringLiteral("must not have")));
    QVERIFY(!workbench.find<QAction>("insertAction")->isEnabled());
}

void PromptEditorTest::copyGoesIntoTheRun()
{
    RunFixture workbench;
    QVERIFY(pausedRun(workbench));
    workbench.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&workbench.window()));
    QVERIFY(workbench.steer("editCopyAction"));
    auto* text = workbench.find<QPlainTextEdit>("promptEditorText");
    text->selectAll();
    QTest::keyClicks(text, typed);
    QTRY_VERIFY(workbench.find<QAction>("insertAction")->isEnabled());
    QTest::keyClick(text, Qt::Key_Return, Qt::ControlModifier);
    QTRY_VERIFY(!text->isVisible());
    QTRY_VERIFY(workbench.find<QLabel>("nextStep")->text().contains(QStringLiteral("1 prompt")));
    QTRY_COMPARE(draftFiles(qEnvironmentVariable("XDG_DATA_HOME")), 0); // it is in the run now
    QVERIFY(workbench.steer("resumeAction"));
    QVERIFY(isIn(workbench, "Finished"));
    auto* tree = workbench.find<QTreeView>("runTree");
    const auto find = [&](const QString& step) {
        const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::UserRole, step, 1,
                                                Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? QModelIndex() : found.first();
    };
    QTRY_VERIFY(find(QStringLiteral("1/outer/4")).isValid()); // after the three proposals
    tree->setCurrentIndex(find(QStringLiteral("1/outer/4")));
    auto* shown = workbench.find<DiffPane>("candidateText");
    QTRY_COMPARE(shown->original(), typed);
    QVERIFY2(workbench.find<QLabel>("candidateFacts")->text().contains(QStringLiteral("written by hand, from 0/start")),
             qPrintable(workbench.find<QLabel>("candidateFacts")->text()));
}

void PromptEditorTest::draftsComeBackWithTheirRun()
{
    RunFixture workbench;
    QVERIFY(pausedRun(workbench));
    QVERIFY(workbench.steer("writePromptAction"));
    auto* text = workbench.find<QPlainTextEdit>("promptEditorText");
    QTest::keyClicks(text, typed);
    QTRY_VERIFY(workbench.find<QLabel>("promptEditorKept")->text().startsWith(QStringLiteral("Draft kept")));
    QTest::keyClicks(text, QStringLiteral(" And again."));
    const QString path = workbench.project().path();
    workbench.restart(); // at once: what was typed last is kept as well
    workbench.window().openProject(path);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project() != nullptr, RunFixture::patience);
    workbench.window().showPage(QStringLiteral("runPage"));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.message().contains(QStringLiteral("written for run 1 is kept")),
                             RunFixture::patience);
    workbench.press("messageButton"); // go on writing
    text = workbench.find<QPlainTextEdit>("promptEditorText");
    QTRY_COMPARE(text->toPlainText(), typed + QStringLiteral(" And again."));
    workbench.press("discardPrompt");
    QTRY_COMPARE(draftFiles(qEnvironmentVariable("XDG_DATA_HOME")), 0);
    QTRY_VERIFY(workbench.message().contains(QStringLiteral("thrown away")));
    workbench.press("messageButton"); // undo
    QTRY_COMPARE(text->toPlainText(), typed + QStringLiteral(" And again."));
    QTRY_COMPARE(draftFiles(qEnvironmentVariable("XDG_DATA_HOME")), 1);
}

// The folder for drafts cannot be made at first.
void PromptEditorTest::refusedDraftComesBack()
{
    RunFixture workbench;
    QVERIFY(pausedRun(workbench));
    const QString inTheWay = qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/metaspo/drafts");
    QDir().mkpath(QFileInfo(inTheWay).path());
    QFile file(inTheWay);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    auto* page = workbench.find<RunPage>("runPage");
    const qint64 run = page->currentRun();
    QVERIFY(workbench.steer("writePromptAction"));
    QTest::keyClicks(workbench.find<QPlainTextEdit>("promptEditorText"), typed);
    page->showRun(0); // at once
    QTRY_VERIFY2(workbench.message().contains(QStringLiteral("draft cannot be kept")), qPrintable(workbench.message()));
    workbench.window().close();
    auto* question = workbench.find<QDialog>("quitDialog");
    QVERIFY(question);
    QVERIFY(question->findChild<QLabel*>()->text().contains(QStringLiteral("could not be kept as a draft")));
    question->reject();
    QVERIFY(file.remove());
    page->showRun(run);
    QTRY_VERIFY2(workbench.message().contains(QStringLiteral("written for run %1 is kept").arg(run)),
                 qPrintable(workbench.message()));
    QTRY_COMPARE(draftFiles(qEnvironmentVariable("XDG_DATA_HOME")), 1);
    QVERIFY(workbench.steer("writePromptAction"));
    QCOMPARE(workbench.find<QPlainTextEdit>("promptEditorText")->toPlainText(), typed);
}

void PromptEditorTest::draftSurvivesAKill()
{
    RunFixture workbench;
    QVERIFY(pausedRun(workbench));
    const QString path = workbench.project().path();
    workbench.window().closeProject();
    QTRY_VERIFY(!workbench.window().project());
    QProcess other;
    other.setProcessChannelMode(QProcess::ForwardedChannels);
    other.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--type-until-killed"), path});
    QVERIFY(other.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(draftFiles(qEnvironmentVariable("XDG_DATA_HOME")), 1, RunFixture::patience);
    other.kill(); // SIGKILL
    QVERIFY(other.waitForFinished());
    QCOMPARE(other.exitStatus(), QProcess::CrashExit);

    workbench.window().openProject(path);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project() != nullptr, RunFixture::patience);
    workbench.window().showPage(QStringLiteral("runPage"));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.message().contains(QStringLiteral("written for run 1 is kept")),
                             RunFixture::patience);
    QTRY_VERIFY(!workbench.find<QLabel>("draftNote")->text().isEmpty());
    QVERIFY(workbench.steer("editCopyAction")); // of the same candidate
    QCOMPARE(workbench.find<QPlainTextEdit>("promptEditorText")->toPlainText(), typed);
    workbench.picture(QStringLiteral("run-draft"));
}

void PromptEditorTest::noLoopIsLeft()
{
    RunFixture workbench;
    QVERIFY(pausedRun(workbench));
    QVERIFY(workbench.steer("editCopyAction"));
    QTest::keyClicks(workbench.find<QPlainTextEdit>("promptEditorText"), QStringLiteral(" More."));
    QTRY_VERIFY(workbench.find<QAction>("insertAction")->isEnabled());
    QVERIFY(workbench.steer("resumeAction"));
    QVERIFY(isIn(workbench, "Finished"));
    QTRY_VERIFY(!workbench.find<QAction>("insertAction")->isEnabled());
    QTRY_COMPARE(draftFiles(qEnvironmentVariable("XDG_DATA_HOME")), 1); // but nothing is lost
}

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", qEnvironmentVariable("QT_QPA_PLATFORM", QStringLiteral("offscreen")).toLatin1());
    QApplication application(argc, argv);
    if (argc == 3 && QLatin1String(argv[1]) == QLatin1String("--type-until-killed"))
        return typeUntilKilled(QString::fromLocal8Bit(argv[2]));
    PromptEditorTest test;
    return runUiTest(test, argc, argv);
}

#include "PromptEditorTest.moc"
