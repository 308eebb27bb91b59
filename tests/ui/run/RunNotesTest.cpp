#include "tests/ui/run/RunFixture.h"

#include "ui/run/Chip.h"
#include "ui/run/NotesPanel.h"
#include "ui/run/RunDetails.h"
#include "ui/run/RunPage.h"

#include <QFile>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTableView>

using namespace metaspo;

/// What people note about a run, and what the head of the page tells of its money.
class RunNotesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void notesSaveThemselves();
    void notesStayWithTheirRun();
    void closingSavesWhatWasTypedLast();
    void noteIsSavedAfterItsProjectIsClosed();
    void refusedNoteIsKeptWithItsRun();
    void budgetIsLive();

private:
    static bool setUp(RunFixture& workbench, const char* button);
    static QString note(RunFixture& workbench);
    static RunRequest secondRun();
};

bool RunNotesTest::setUp(RunFixture& workbench, const char* buttonName)
{
    if (!workbench.makeProject())
        return false;
    QDialog* dialog = workbench.openNewRun();
    if (!dialog)
        return false;
    QTest::mouseClick(dialog->findChild<QPushButton*>(QLatin1String(buttonName)), Qt::LeftButton);
    const auto* page = workbench.find<RunPage>("runPage");
    workbench.find<QTabWidget>("runDetails")->setCurrentIndex(RunDetails::NotesTab);
    return QTest::qWaitFor(
        [&] { return page->currentRun() > 0 && workbench.find<QPlainTextEdit>("runNote")->isEnabled(); },
        RunFixture::patience);
}

QString RunNotesTest::note(RunFixture& workbench)
{
    const auto runs = waited(workbench.project().queries().runs());
    return runs && !runs->isEmpty() ? runs->first().note : QString();
}

RunRequest RunNotesTest::secondRun()
{
    RunRequest request;
    request.settings = presetSettings(Preset::Small);
    request.settings.scope = Scope::Global;
    request.settings.sources = {QStringLiteral("alpha"), QStringLiteral("beta")};
    request.settings.train = request.settings.validation = request.settings.test = 8;
    request.baseConnection = request.optimizerConnection = QStringLiteral("scripted");
    return request;
}

void RunNotesTest::notesSaveThemselves()
{
    RunFixture workbench;
    QVERIFY(setUp(workbench, "setUpRun"));
    auto* edit = workbench.find<QPlainTextEdit>("runNote");
    const QString written = QStringLiteral("Shorter prompts? <b>no</b>\nsecond line");
    edit->insertPlainText(written);
    QCOMPARE(workbench.find<QLabel>("noteState")->text(), QStringLiteral("Not saved yet"));
    QTRY_COMPARE(workbench.find<QLabel>("noteState")->text(), QStringLiteral("Saved"));
    QCOMPARE(note(workbench), written);
    QTRY_VERIFY(workbench.find<QLabel>("runTitle")->isVisible());
    const auto labels = workbench.window().findChild<QWidget*>(QStringLiteral("runHeader"))->findChildren<QLabel*>();
    QTRY_VERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->text().endsWith(QStringLiteral("·  Shorter prompts? <b>no</b> …")); // its first line
    }));
    QCOMPARE(edit->toPlainText(), written); // what is read back later does not disturb it
    edit->moveCursor(QTextCursor::End);
    edit->insertPlainText(QStringLiteral("!"));
    QTRY_COMPARE(note(workbench), written + QLatin1Char('!'));
    QCOMPARE(edit->toPlainText(), written + QLatin1Char('!'));
    workbench.picture(QStringLiteral("run-notes"));
}

void RunNotesTest::notesStayWithTheirRun()
{
    RunFixture workbench;
    QVERIFY(setUp(workbench, "setUpRun"));
    const auto other = waited(workbench.project().storeRun(secondRun()));
    QVERIFY(other.has_value());
    auto* page = workbench.find<RunPage>("runPage");
    const qint64 first = page->currentRun();
    auto* edit = workbench.find<QPlainTextEdit>("runNote");
    edit->insertPlainText(QStringLiteral("of the first"));
    page->showRun(*other); // at once
    QVERIFY(edit->toPlainText().isEmpty());
    QTRY_VERIFY(edit->isEnabled());
    edit->insertPlainText(QStringLiteral("of the second"));
    page->showRun(first);
    QTRY_COMPARE(edit->toPlainText(), QStringLiteral("of the first"));
    page->showRun(*other);
    QTRY_COMPARE(edit->toPlainText(), QStringLiteral("of the second"));
}

void RunNotesTest::closingSavesWhatWasTypedLast()
{
    RunFixture workbench;
    QVERIFY(setUp(workbench, "setUpRun"));
    workbench.find<QPlainTextEdit>("runNote")->insertPlainText(QStringLiteral("typed and gone"));
    const QString path = workbench.project().path();
    workbench.restart(); // at once
    workbench.window().openProject(path);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project() != nullptr, RunFixture::patience);
    QCOMPARE(note(workbench), QStringLiteral("typed and gone"));
}

// The page has no project any more when the note of the last one is in its file.
void RunNotesTest::noteIsSavedAfterItsProjectIsClosed()
{
    RunFixture workbench;
    QVERIFY(setUp(workbench, "setUpRun"));
    const QString path = workbench.project().path();
    QSignalSpy saved(workbench.find<NotesPanel>("notesPanel"), &NotesPanel::saved);
    workbench.find<QPlainTextEdit>("runNote")->insertPlainText(QStringLiteral("typed and closed"));
    workbench.find<QAction>("closeAction")->trigger(); // at once
    QVERIFY(!workbench.window().project());
    QTRY_COMPARE(saved.size(), 1);
    QVERIFY(workbench.message().isEmpty());
    workbench.window().openProject(path);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.window().project() != nullptr, RunFixture::patience);
    QCOMPARE(note(workbench), QStringLiteral("typed and closed"));
}

// Its file cannot be written for a while: the text comes back with its run, and who closes the window is asked.
void RunNotesTest::refusedNoteIsKeptWithItsRun()
{
    RunFixture workbench;
    QVERIFY(setUp(workbench, "setUpRun"));
    const auto other = waited(workbench.project().storeRun(secondRun()));
    QVERIFY(other.has_value());
    auto* page = workbench.find<RunPage>("runPage");
    const qint64 first = page->currentRun();
    const QString path = workbench.project().path();
    const QString away = path + QStringLiteral(".away");
    const QString typed = QStringLiteral("not to be typed again");
    auto* edit = workbench.find<QPlainTextEdit>("runNote");
    QVERIFY(QFile::rename(path, away));
    edit->insertPlainText(typed);
    page->showRun(*other); // at once
    QTRY_VERIFY2(workbench.message().contains(QStringLiteral("was moved")), qPrintable(workbench.message()));
    workbench.window().close();
    auto* question = workbench.find<QDialog>("quitDialog");
    QVERIFY(question);
    QVERIFY(question->findChild<QLabel*>()->text().contains(QStringLiteral("noted about run %1").arg(first)));
    question->reject();
    page->showRun(first);
    QTRY_COMPARE(edit->toPlainText(), typed);
    QVERIFY(QFile::rename(away, path));
    QTRY_COMPARE(workbench.find<QLabel>("noteState")->text(), QStringLiteral("Saved")); // tried again by itself
    QCOMPARE(edit->toPlainText(), typed);
    const auto inFile = waited(workbench.project().queries().overview(first));
    QCOMPARE(inFile->record.note, typed);
    workbench.window().close();
    QTRY_VERIFY(!workbench.window().isVisible()); // without a question
}

void RunNotesTest::budgetIsLive()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 30;
    RunFixture workbench(script);
    QVERIFY(setUp(workbench, "startRun"));
    auto* budget = workbench.find<QLabel>("runBudget");
    QTRY_VERIFY_WITH_TIMEOUT(budget->text().contains(QStringLiteral("reserved $")), RunFixture::patience);
    QVERIFY2(budget->text().contains(QStringLiteral("spent $")) && budget->text().contains(QStringLiteral("no cap")),
             qPrintable(budget->text()));
    // A cap that is set while the run is at work stands there at once.
    const qint64 run = workbench.find<RunPage>("runPage")->currentRun();
    RunSession* session = workbench.project().liveRun(run);
    QVERIFY(session);
    RunLimits limits;
    limits.budgetNanoDollars = 5'000'000'000;
    limits.maximumCalls = 60;
    QVERIFY(session->setLimits(limits).has_value());
    QTRY_VERIFY2(budget->text().contains(QStringLiteral("cap $5.00")), qPrintable(budget->text()));
    QTRY_VERIFY_WITH_TIMEOUT(budget->text().contains(QStringLiteral("60 of at most 60 calls")), RunFixture::patience);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.find<Chip>("runState")->text().endsWith(QStringLiteral("Paused")),
                             RunFixture::patience);
    QTRY_VERIFY2(!budget->text().contains(QStringLiteral("reserved")), qPrintable(budget->text())); // nothing is out
    QVERIFY(budget->text().contains(QStringLiteral("cap $5.00")));
}

METASPO_UI_TEST(RunNotesTest)
#include "RunNotesTest.moc"
