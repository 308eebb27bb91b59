#include "tests/ui/run/RunFixture.h"

#include "tests/core/store/StoreSamples.h"
#include "ui/run/CallModel.h"
#include "ui/run/CallText.h"
#include "ui/run/Chip.h"
#include "ui/run/RunDetails.h"

#include <QCheckBox>
#include <QTableView>
#include <QTreeView>

using namespace metaspo;

/// Calls change while they are looked at: they are answered, or asked again.
class CallChangesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatFailedAndWasAskedAgainIsShown();
    void whatIsOutIsReadWhenItIsAnswered();
};

// The row of a call that failed is used again. What was answered before the table looks again stands before what is
// out.
void CallChangesTest::whatFailedAndWasAskedAgainIsShown()
{
    const samples::Project made = samples::project();
    Writer& writer = made.writer();
    const auto send = [&](int number) {
        const NewCall call = samples::optimizerCall(made.run, QStringLiteral("1/outer/%1").arg(number));
        return samples::written<qint64>([&](auto done) { writer.callSent(call, done); }).value_or(0);
    };
    constexpr int rows = 2 * CallModel::pageRows + 10;
    for (int number = 0; number < rows; ++number) {
        const qint64 call = send(number);
        COMPARE_OK(samples::written<void>([&](auto done) { writer.callFailed(call, {}, done); }));
    }
    Workspace workspace;
    const auto project = waited(workspace.openProject(made.path));
    COMPARE_OK(project);
    CallModel model;
    model.setProject(*project);
    CallSearch search;
    search.filter.run = made.run;
    model.show(search);
    const auto state = [&](int row) { return model.index(row, CallModel::StateColumn).data().toString(); };
    QTRY_COMPARE(model.rowCount(), rows);
    for (const int row : {0, rows - 2, rows - 1})
        QTRY_COMPARE(state(row), QStringLiteral("failed"));

    const qint64 answered = send(0);
    COMPARE_OK(samples::written<void>(
        [&](auto done) { writer.callAnswered(samples::answer(answered, QStringLiteral("at last")), done); }));
    QVERIFY(send(rows - 2) > 0);
    model.reload();
    QTRY_COMPARE(state(rows - 2), QStringLiteral("out"));
    QTRY_COMPARE(state(0), QStringLiteral("answered"));
    QCOMPARE(state(rows - 1), QStringLiteral("failed"));
}

void CallChangesTest::whatIsOutIsReadWhenItIsAnswered()
{
    ServerScript script = RunFixture::defaultScript();
    script.latencyMilliseconds = 2000;
    RunFixture workbench(script);
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
    workbench.find<QTabWidget>("runDetails")->setCurrentIndex(RunDetails::CallsTab);
    auto* table = workbench.find<QTableView>("callTable");
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, RunFixture::patience);
    table->selectRow(0);
    const auto* text = workbench.find<CallText>("calls-callText");
    QTRY_VERIFY(!text->original().isEmpty());
    QTRY_COMPARE(table->model()->index(0, CallModel::StateColumn).data().toString(), QStringLiteral("out"));
    const QString before = text->original();
    workbench.server().setScript(RunFixture::defaultScript());
    const qint64 call = static_cast<const CallModel*>(table->model())->callAt(0).value_or(0);
    const auto answer = [&] { return waited(workbench.project().queries().call(call))->completion.text; };
    QTRY_VERIFY_WITH_TIMEOUT(!answer().isEmpty(), RunFixture::patience);
    QVERIFY(!before.contains(answer()));
    QTRY_VERIFY2_WITH_TIMEOUT(text->original().contains(answer()), qPrintable(text->original()), RunFixture::patience);

    // The same search once more: what is being read stays.
    const auto* state = workbench.find<Chip>("runState");
    QTRY_VERIFY_WITH_TIMEOUT(state->text().endsWith(QStringLiteral("Finished")), RunFixture::patience);
    auto* tree = workbench.find<QTreeView>("runTree");
    const QAbstractItemModel* steps = tree->model();
    const auto candidates = steps->match(steps->index(0, 0), Qt::UserRole, QStringLiteral("1/outer/2"), 1,
                                         Qt::MatchExactly | Qt::MatchRecursive);
    QCOMPARE(candidates.size(), 1);
    tree->setCurrentIndex(candidates.first());
    workbench.find<QCheckBox>("callsOfCandidate")->setChecked(true);
    QTRY_VERIFY(table->model()->rowCount() > 10);
    table->selectRow(2);
    QTRY_VERIFY(!text->original().isEmpty());
    const QString read = text->original();
    tree->setCurrentIndex(candidates.first().parent());
    tree->setCurrentIndex(candidates.first());
    QCOMPARE(text->original(), read);
}

METASPO_UI_TEST(CallChangesTest)
#include "CallChangesTest.moc"
