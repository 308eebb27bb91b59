#include "tests/ui/run/RunFixture.h"

#include "ui/run/AnswerModel.h"
#include "ui/run/Chip.h"
#include "ui/run/RunListModel.h"
#include "ui/run/RunPage.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QProcess>
#include <QScrollBar>
#include <QTableView>
#include <QThread>
#include <QToolButton>
#include <QTreeView>

using namespace metaspo;

namespace {

QString state(const RunFixture& workbench)
{
    return workbench.find<Chip>("runState")->text();
}

RunRequest smallRun(const RunLimits& limits = {})
{
    RunRequest request;
    request.settings = presetSettings(Preset::Small);
    request.settings.scope = Scope::Global;
    request.settings.sources = {QStringLiteral("alpha"), QStringLiteral("beta")};
    request.settings.iterations = 1;
    request.settings.train = request.settings.validation = request.settings.test = 8;
    request.limits = limits;
    request.baseConnection = request.optimizerConnection = QStringLiteral("scripted");
    return request;
}

RunState stateInFile(RunFixture& workbench, qint64 run)
{
    const auto overview = waited(workbench.project().queries().overview(run));
    return overview ? overview->record.state : RunState::Failed;
}

RunLimits limitsInFile(RunFixture& workbench, qint64 run)
{
    const auto overview = waited(workbench.project().queries().overview(run));
    return overview ? overview->record.limits : RunLimits();
}

/// Chooses a run as soon as it stands in the list.
bool choose(RunFixture& workbench, qint64 run)
{
    auto* list = workbench.find<QListView>("runList");
    const auto* model = qobject_cast<RunListModel*>(list->model());
    if (!QTest::qWaitFor([&] { return model->indexOf(run).isValid(); }, RunFixture::patience))
        return false;
    list->setCurrentIndex(model->indexOf(run));
    return QTest::qWaitFor([&] { return !state(workbench).isEmpty(); }, RunFixture::patience)
           && workbench.find<RunPage>("runPage")->currentRun() == run;
}

void writeProgram(const QString& path, const QByteArray& script)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + script) < 0)
        qFatal("a program of the test cannot be written");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

/// Commands reach the run that they were given for, and what they are waiting for is told.
class RunSteeringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { init(); }
    void continueMeansTheRunThatPaused();
    void startOutlivesItsDialog();
    void pauseElsewhereIsSeen();
    void limitsOfAWaitingRunAreKept();
    void budgetSetElsewhereStays();
    void answersStayWhereTheyAreRead();
    void windowClosesWhileTheFileIsRead();
};

void RunSteeringTest::init()
{
    qputenv("METASPO_LLAMA_SERVER", "");
    qputenv("METASPO_LOCAL_MODEL", "");
}

void RunSteeringTest::continueMeansTheRunThatPaused()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    RunLimits limits;
    limits.maximumCalls = 3;
    const auto first = waited(workbench.project().storeRun(smallRun(limits)));
    const auto second = waited(workbench.project().storeRun(smallRun()));
    QVERIFY(first && second);
    QVERIFY(choose(workbench, *first));
    QVERIFY(workbench.steer("resumeAction"));
    QTRY_VERIFY_WITH_TIMEOUT(workbench.message().contains(QStringLiteral("paused")), RunFixture::patience);
    QVERIFY(waited(workbench.project().setLimits(*first, RunLimits())).has_value());

    QVERIFY(choose(workbench, *second));
    workbench.press("messageButton");
    QTRY_COMPARE_WITH_TIMEOUT(stateInFile(workbench, *first), RunState::Finished, RunFixture::patience);
    QCOMPARE(stateInFile(workbench, *second), RunState::Created);
    QCOMPARE(workbench.find<RunPage>("runPage")->currentRun(), *first);
}

// A local model that takes long to load, and then cannot.
void RunSteeringTest::startOutlivesItsDialog()
{
    RunFixture workbench;
    const QString server = workbench.path(QStringLiteral("llama-server"));
    writeProgram(server, "read line < \"$0.go\"\necho 'error: out of memory'\nexit 7\n");
    QCOMPARE(QProcess::execute(QStringLiteral("mkfifo"), {server + QStringLiteral(".go")}), 0);
    qputenv("METASPO_LLAMA_SERVER", server.toLocal8Bit());
    qputenv("METASPO_LOCAL_MODEL", workbench.write(QStringLiteral("own.gguf"), "model").toLocal8Bit());
    QVERIFY(workbench.makeProject());
    const auto other = waited(workbench.project().storeRun(smallRun()));
    QVERIFY(other.has_value());
    QPointer<QDialog> dialog = workbench.openNewRun();
    QVERIFY(dialog);
    for (const char* box : {"baseConnection", "optimizerConnection"}) {
        auto* combo = dialog->findChild<QComboBox*>(QLatin1String(box));
        combo->setCurrentIndex(0); // the local model
        Q_EMIT combo->activated(0);
    }
    QVERIFY(RunFixture::canStart(dialog));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog, RunFixture::patience); // nobody waits in it for the model
    const auto* page = workbench.find<RunPage>("runPage");
    QTRY_VERIFY(page->currentRun() != *other);
    const qint64 run = page->currentRun();
    QTRY_VERIFY_WITH_TIMEOUT(state(workbench).endsWith(QStringLiteral("Starting")), RunFixture::patience);
    const auto* list = workbench.find<QListView>("runList");
    const auto inList = [list](qint64 wanted) {
        return qobject_cast<RunListModel*>(list->model())->indexOf(wanted).data(RunListModel::StateTextRole).toString();
    };
    QCOMPARE(inList(run), QStringLiteral("Starting"));
    QCOMPARE(inList(*other), QStringLiteral("Ready"));
    QVERIFY2(workbench.find<QLabel>("pageStatus")->text().endsWith(QStringLiteral("Starting")),
             qPrintable(workbench.find<QLabel>("pageStatus")->text()));
    QVERIFY(!workbench.find<QAction>("resumeAction")->isEnabled());
    QVERIFY(!workbench.find<QAction>("stepIntoAction")->isEnabled());
    QVERIFY(workbench.find<QLabel>("runSituation")->isVisible());
    workbench.picture(QStringLiteral("run-starting"));

    QVERIFY(choose(workbench, *other));
    QTRY_VERIFY(workbench.find<QAction>("resumeAction")->isEnabled());
    QVERIFY(choose(workbench, run));
    QTRY_VERIFY(state(workbench).endsWith(QStringLiteral("Starting")));
    QVERIFY(choose(workbench, *other));
    QFile go(server + QStringLiteral(".go"));
    QVERIFY(go.open(QIODevice::WriteOnly));
    go.write("x\n");
    go.close();
    // The page of connections tells of the server too, a moment before.
    QTRY_VERIFY2_WITH_TIMEOUT(workbench.message().contains(QStringLiteral("code 7"))
                                  && workbench.message().contains(QStringLiteral("Run %1").arg(run)),
                              qPrintable(workbench.message()), RunFixture::patience);
    QTRY_COMPARE(inList(run), QStringLiteral("Ready"));
    const auto runs = waited(workbench.project().queries().runs());
    QCOMPARE(runs->size(), 2); // stored once, to be started again from its page
    QCOMPARE(workbench.server().calls().size(), 0);
}

// The run is live in another program: here another workspace with a project of its own on the same file.
void RunSteeringTest::pauseElsewhereIsSeen()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 50;
    RunFixture workbench(script);
    QVERIFY(workbench.makeProject());
    const auto run = waited(workbench.project().storeRun(smallRun()));
    QVERIFY(run.has_value());
    Workspace elsewhere;
    const auto opened = waited(elsewhere.openProject(workbench.project().path()));
    QVERIFY(opened.has_value());
    const auto session = waited((*opened)->openRun(*run));
    QVERIFY2(session.has_value(), session ? "" : qPrintable(sentence(session.error())));

    QVERIFY(choose(workbench, *run));
    QVERIFY(workbench.steer("pauseAction"));
    QTRY_COMPARE_WITH_TIMEOUT((*session)->progress().state, RunState::Paused, RunFixture::patience);
    QTRY_VERIFY_WITH_TIMEOUT(state(workbench).endsWith(QStringLiteral("Paused")), RunFixture::patience);
    const auto refused = waited(workbench.project().setLimits(*run, RunLimits()));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::FileBusy);
}

void RunSteeringTest::limitsOfAWaitingRunAreKept()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    const auto run = waited(workbench.project().storeRun(smallRun()));
    QVERIFY(run.has_value());
    QVERIFY(choose(workbench, *run));
    QVERIFY(workbench.steer("limitsAction"));
    auto* dialog = workbench.find<QDialog>("limitsDialog");
    QVERIFY(dialog);
    dialog->findChild<QDoubleSpinBox*>(QStringLiteral("budget"))->setValue(1.5);
    workbench.picture(QStringLiteral("run-limits"), dialog);
    dialog->findChild<QSpinBox*>(QStringLiteral("maximumCalls"))->setValue(70);
    dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->click();
    RunLimits expected;
    expected.budgetNanoDollars = 1'500'000'000;
    expected.maximumCalls = 70;
    QTRY_VERIFY(limitsInFile(workbench, *run) == expected);

    RunLimits unknown;
    unknown.breakpoints = {QStringLiteral("full-moon")};
    QVERIFY(!waited(workbench.project().setLimits(*run, unknown)));
    QVERIFY(limitsInFile(workbench, *run) == expected);
}

// The file is not read while a run stands still here, so that the page learns of it from the run alone.
void RunSteeringTest::budgetSetElsewhereStays()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    const auto run = waited(workbench.project().storeRun(smallRun()));
    QVERIFY(run.has_value());
    QVERIFY(choose(workbench, *run));
    QVERIFY(workbench.steer("stepIntoAction"));
    QTRY_VERIFY_WITH_TIMEOUT(state(workbench).endsWith(QStringLiteral("Paused")), RunFixture::patience);
    const auto posted = workbench.project().postCommand(*run, CommandKind::SetBudget, QStringLiteral("5000000000"));
    QVERIFY(waited(posted).has_value());
    const auto* budget = workbench.find<QLabel>("runBudget");
    QTRY_VERIFY2(budget->text().contains(QStringLiteral("cap $5.00")), qPrintable(budget->text()));

    const auto kinds = workbench.find<QToolButton>("addBreakpoint")->menu()->actions();
    kinds.first()->trigger();
    QTRY_COMPARE(limitsInFile(workbench, *run).breakpoints.size(), 1);
    QCOMPARE(limitsInFile(workbench, *run).budgetNanoDollars, std::optional<qint64>(5'000'000'000));
    QVERIFY(budget->text().contains(QStringLiteral("cap $5.00")));

    QVERIFY(workbench.steer("limitsAction"));
    const auto* dialog = workbench.find<QDialog>("limitsDialog");
    QCOMPARE(dialog->findChild<QDoubleSpinBox*>(QStringLiteral("budget"))->value(), 5.0);
    dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok)->click();
    QTRY_VERIFY(!workbench.find<QDialog>("limitsDialog"));
    QCOMPARE(workbench.project().liveRun(*run)->limits().budgetNanoDollars, std::optional<qint64>(5'000'000'000));
    QCOMPARE(workbench.project().liveRun(*run)->limits().breakpoints.size(), 1);
}

// New answers of both tasks come between those that are there.
void RunSteeringTest::answersStayWhereTheyAreRead()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 100;
    RunFixture workbench(script);
    QVERIFY(workbench.makeProject());
    const auto run = waited(workbench.project().storeRun(smallRun()));
    QVERIFY(run.has_value());
    QVERIFY(choose(workbench, *run));
    workbench.find<QCheckBox>("wrongOnly")->setChecked(false);
    workbench.find<QTabWidget>("runDetails")->setCurrentIndex(2);
    QVERIFY(workbench.steer("resumeAction"));
    auto* tree = workbench.find<QTreeView>("runTree");
    QTRY_VERIFY_WITH_TIMEOUT(tree->currentIndex().isValid(), RunFixture::patience);
    auto* table = workbench.find<QTableView>("answerTable");
    QTRY_VERIFY_WITH_TIMEOUT(table->verticalScrollBar()->maximum() > 60, RunFixture::patience);

    table->verticalScrollBar()->setValue(table->verticalScrollBar()->maximum() - 5);
    const QModelIndex chosen = table->indexAt(table->viewport()->rect().center());
    QVERIFY(chosen.isValid());
    table->setCurrentIndex(chosen);
    const auto* model = qobject_cast<AnswerModel*>(table->model());
    QTRY_VERIFY(model->callAt(chosen.row()).has_value());
    const auto call = model->callAt(chosen.row());
    const int place = table->rowViewportPosition(chosen.row());
    const int before = chosen.row();
    const QSignalSpy resets(model, &QAbstractItemModel::modelReset);
    QTRY_VERIFY_WITH_TIMEOUT(table->currentIndex().row() > before + 3, RunFixture::patience);
    QCOMPARE(resets.count(), 0);
    QVERIFY(model->callAt(table->currentIndex().row()) == call); // it was never read again
    QVERIFY(table->selectionModel()->isRowSelected(table->currentIndex().row(), {}));
    QCOMPARE(table->rowViewportPosition(table->currentIndex().row()), place);
    workbench.picture(QStringLiteral("run-live-answers"));
}

// A project that went with its last reading would be destroyed on the thread of the queries, which waits for itself.
void RunSteeringTest::windowClosesWhileTheFileIsRead()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    Project& project = workbench.project();
    const auto run = waited(project.storeRun(smallRun()));
    QVERIFY(run && choose(workbench, *run));
    QVERIFY(workbench.steer("resumeAction"));
    QTRY_COMPARE_WITH_TIMEOUT(stateInFile(workbench, *run), RunState::Finished, RunFixture::patience);
    QThread* destroyedOn = nullptr;
    QObject::connect(&project, &QObject::destroyed, [&destroyedOn] { destroyedOn = QThread::currentThread(); });
    EvaluationFilter slow;
    slow.run = *run;
    slow.contains = QStringLiteral("nowhere to be found");
    for (int reading = 0; reading < 200; ++reading)
        static_cast<void>(project.queries().evaluationIds(slow));
    Q_EMIT project.runsChanged();
    Q_EMIT project.tasksChanged();
    workbench.restart();
    QTRY_COMPARE(destroyedOn, QThread::currentThread());
}

METASPO_UI_TEST(RunSteeringTest)
#include "RunSteeringTest.moc"
