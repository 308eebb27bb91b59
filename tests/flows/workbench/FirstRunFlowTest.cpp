#include "tests/support/FileContent.h"
#include "tests/support/SampleAnswers.h"
#include "tests/support/Waited.h"
#include "tests/ui/WorkbenchFixture.h"

#include "ui/compare/PromptColumns.h"
#include "ui/run/Chip.h"
#include "ui/run/RunPage.h"

#include <QAction>
#include <QDialog>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTreeView>

using namespace metaspo;

namespace {

constexpr int patience = 60'000; // the design wants all of it in less

// Takes the options of llama-server, and is the scripted server from then on: ended with the workbench, as the other.
constexpr auto localServer = "#!/bin/sh\n"
                             "while [ \"$1\" != --port ]; do shift; done\n"
                             "exec '%1' --script '%2' --log '%3' --port \"$2\"\n";

QByteArray scriptForSample()
{
    QJsonArray answers;
    const QHash<QString, KnownAnswer> known = sampleAnswers();
    for (auto answer = known.begin(); answer != known.end(); ++answer)
        answers.append(QJsonObject{{QStringLiteral("question"), answer.key()},
                                   {QStringLiteral("right"), answer.value().right}});
    return QJsonDocument(QJsonObject{{QStringLiteral("accuracy"), 0.5},
                                     {QStringLiteral("systemSpread"), 0.3},
                                     {QStringLiteral("answers"), answers}})
        .toJson();
}

} // namespace

/// Flow a of the design: from the first start to a finished run by three clicks or keys, with nothing set up before.
/// The scripted server stands for the local model, which the program starts by itself.
class FirstRunFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sampleToFinishedRun();

private:
    static void installLocalModel(WorkbenchFixture& workbench);
    static void startRun(WorkbenchFixture& workbench);
    static void checkResult(WorkbenchFixture& workbench);
    static void goToComparison(WorkbenchFixture& workbench);
    static QString log(const WorkbenchFixture& workbench) { return workbench.path(QStringLiteral("calls.log")); }
    static QString state(const WorkbenchFixture& workbench)
    {
        return workbench.find<Chip>("runState")->text() + workbench.find<QLabel>("runSituation")->text()
               + workbench.message();
    }
};

void FirstRunFlowTest::installLocalModel(WorkbenchFixture& workbench)
{
    const QString script = workbench.write(QStringLiteral("script.json"), scriptForSample());
    const QString program = QString::fromLatin1(localServer)
                                .arg(QStringLiteral(METASPO_SCRIPTED_SERVER), script, log(workbench));
    const QString server = workbench.write(QStringLiteral("llama-server"), program.toLocal8Bit());
    QVERIFY(QFile::setPermissions(server, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    qputenv("METASPO_LLAMA_SERVER", server.toLocal8Bit());
    qputenv("METASPO_LOCAL_MODEL", workbench.write(QStringLiteral("scripted.gguf"), "model").toLocal8Bit());
    workbench.restart(); // it looks for the local model when it starts
}

// The three things that a person does.
void FirstRunFlowTest::startRun(WorkbenchFixture& workbench)
{
    workbench.press("openSample");
    QTRY_VERIFY_WITH_TIMEOUT(workbench.find<QTreeView>("taskTree")->model()->rowCount() > 0, patience);

    const auto* newRun = workbench.find<QAction>("newRunAction");
    QTRY_VERIFY_WITH_TIMEOUT(newRun->isEnabled(), patience);
    const QKeyCombination keys = newRun->shortcut()[0];
    QTest::keyClick(&workbench.window(), keys.key(), keys.keyboardModifiers());
    auto* dialog = workbench.find<QDialog>("newRunDialog");
    QVERIFY(dialog);
    const auto* start = dialog->findChild<QPushButton*>(QStringLiteral("startRun"));
    QTRY_VERIFY_WITH_TIMEOUT(start->isEnabled(), patience); // with what it suggests, and its plan beside it
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("planBase"))->text().contains(QStringLiteral("expected")));
    workbench.picture(QStringLiteral("flow-first-plan"), dialog);
    QVERIFY(!QFile::exists(log(workbench))); // no call before the start, not even the server

    QTest::keyClick(dialog, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(workbench.window().currentPage()->objectName(), QStringLiteral("runPage"), patience);
}

// What the message says is what the store holds, and every answer came from the server.
void FirstRunFlowTest::checkResult(WorkbenchFixture& workbench)
{
    QTRY_VERIFY2_WITH_TIMEOUT(workbench.message().contains(QStringLiteral("is finished. On test ")),
                              qPrintable(state(workbench)), patience);
    workbench.picture(QStringLiteral("flow-first-finished"));
    const qint64 run = workbench.find<RunPage>("runPage")->currentRun();
    const auto overview = waited(workbench.window().project()->queries().overview(run));
    QVERIFY(overview.has_value());
    QCOMPARE(overview->record.state, RunState::Finished);
    QVERIFY(!overview->record.recorded);
    QCOMPARE(overview->record.costNanoDollars.value_or(-1), 0);
    QVERIFY(overview->record.baseCalls > 100 && overview->record.optimizerCalls > 0);
    QCOMPARE(contentOf(log(workbench)).count("chat/completions"),
             overview->record.baseCalls + overview->record.optimizerCalls);
}

// By the button of the message.
void FirstRunFlowTest::goToComparison(WorkbenchFixture& workbench)
{
    workbench.press("messageButton");
    QCOMPARE(workbench.window().currentPage()->objectName(), QStringLiteral("comparePage"));
    QTRY_COMPARE_WITH_TIMEOUT(workbench.find<PromptColumns>("promptColumns")->count(), 2, patience);
    QTRY_VERIFY_WITH_TIMEOUT(workbench.find<QLabel>("promptStandingB")->text().contains(QChar(u'▲')), patience);
    QVERIFY(workbench.find<QLabel>("promptFactsA")->text().endsWith(QLatin1String("0/start")));
    QVERIFY(workbench.find<QPlainTextEdit>("promptTextA")->toPlainText()
            != workbench.find<QPlainTextEdit>("promptTextB")->toPlainText());
}

void FirstRunFlowTest::sampleToFinishedRun()
{
    WorkbenchFixture workbench;
    for (const auto part : {&installLocalModel, &startRun, &checkResult, &goToComparison}) {
        part(workbench);
        if (QTest::currentTestFailed())
            return;
    }
}

METASPO_UI_TEST(FirstRunFlowTest)
#include "FirstRunFlowTest.moc"
