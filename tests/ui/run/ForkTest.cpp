#include "tests/ui/run/RunFixture.h"

#include "ui/run/Chip.h"
#include "ui/run/RunPage.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTreeView>

using namespace metaspo;

namespace {

bool isIn(const RunFixture& workbench, const char* state)
{
    return QTest::qWaitFor([&] { return workbench.find<Chip>("runState")->text().endsWith(QLatin1String(state)); },
                           RunFixture::patience);
}

QModelIndex place(const QTreeView* tree, const char* step)
{
    const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::UserRole, QLatin1String(step), 1,
                                            Qt::MatchExactly | Qt::MatchRecursive);
    return found.isEmpty() ? QModelIndex() : found.first();
}

} // namespace

/// Another way from a loop of a run: it starts where the chosen loop does, shares what comes before, and its dialog offers
/// only what a fork may change.
class ForkTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dialogOffersOnlyWhatMayChange();
    void forkGoesOnFromTheChosenLoop();
    void onlyWhereTheRunHasCome();

private:
    static bool finishedRun(RunFixture& workbench);
    static QDialog* openFork(RunFixture& workbench);
};

bool ForkTest::finishedRun(RunFixture& workbench)
{
    if (!workbench.makeProject())
        return false;
    QDialog* dialog = workbench.openNewRun();
    if (!dialog)
        return false;
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
    return isIn(workbench, "Finished");
}

QDialog* ForkTest::openFork(RunFixture& workbench)
{
    if (!workbench.steer("forkAction"))
        return nullptr;
    auto* dialog = workbench.find<QDialog>("newRunDialog");
    return dialog && RunFixture::canStart(dialog) ? dialog : nullptr;
}

void ForkTest::dialogOffersOnlyWhatMayChange()
{
    RunFixture workbench;
    QVERIFY(finishedRun(workbench));
    QDialog* dialog = openFork(workbench);
    QVERIFY(dialog);
    for (const char* name : {"method", "scope", "baseConnection", "sources", "initialSystemPrompt", "train",
                             "validation", "test", "seed"}) {
        const auto* field = dialog->findChild<QWidget*>(QLatin1String(name));
        QVERIFY2(field && !field->isEnabled(), name);
        QVERIFY2(field->toolTip().contains(QStringLiteral("run 1")), name);
    }
    for (const char* name : {"preset", "optimizerConnection", "iterations", "systemCandidates", "userCandidates",
                             "kept", "pruning", "budget", "editTemplates"}) {
        const auto* field = dialog->findChild<QWidget*>(QLatin1String(name));
        QVERIFY2(field && field->isEnabled(), name);
    }
    QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("sharedSettings"))->isVisible());
    // Every preset leaves what is shared, so that each can be started.
    auto* preset = dialog->findChild<QComboBox*>(QStringLiteral("preset"));
    for (int index = 0; index < preset->count(); ++index) {
        preset->setCurrentIndex(index);
        Q_EMIT preset->activated(index);
        QVERIFY2(RunFixture::canStart(dialog), qPrintable(preset->currentText()));
        for (const char* name : {"train", "validation", "test"})
            QCOMPARE(dialog->findChild<QSpinBox*>(QLatin1String(name))->value(), 8);
    }
    auto* iterations = dialog->findChild<QSpinBox*>(QStringLiteral("iterations"));
    QCOMPARE(iterations->minimum(), 1);
}

void ForkTest::forkGoesOnFromTheChosenLoop()
{
    RunFixture workbench;
    QVERIFY(finishedRun(workbench));
    const auto calls = [&] { return workbench.server().calls().size(); };
    const auto whole = calls();
    auto* tree = workbench.find<QTreeView>("runTree");
    QTRY_VERIFY(place(tree, "2/outer").isValid());
    tree->setCurrentIndex(place(tree, "2/outer"));
    QDialog* dialog = openFork(workbench);
    QVERIFY(dialog);
    const auto labels = dialog->findChild<QWidget*>(QStringLiteral("forkPanel"))->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->text().contains(QStringLiteral("before 2/outer is shared"));
    }));
    auto* iterations = dialog->findChild<QSpinBox*>(QStringLiteral("iterations"));
    QCOMPARE(iterations->minimum(), 2); // the first is behind it
    dialog->findChild<QSpinBox*>(QStringLiteral("systemCandidates"))->setValue(1);
    QVERIFY(RunFixture::canStart(dialog));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
    const auto* page = workbench.find<RunPage>("runPage");
    QTRY_COMPARE_WITH_TIMEOUT(page->currentRun(), 2, RunFixture::patience);
    QVERIFY(isIn(workbench, "Finished"));
    QVERIFY2(calls() - whole < whole / 2,
             qPrintable(QString::number(calls() - whole))); // what came before was not asked again
    const auto overview = waited(workbench.project().queries().overview(2));
    QVERIFY(overview.has_value());
    QCOMPARE(overview->record.forkedFrom.value_or(0), 1);
    QCOMPARE(overview->record.forkStep.value_or(Step()), (Step{2, Loop::Outer, {}, 0}));
    QTRY_VERIFY(place(tree, "2/outer/1").isValid());
    QVERIFY(!place(tree, "2/outer/2").isValid());
    QVERIFY(place(tree, "1/outer/3").isValid());
}

void ForkTest::onlyWhereTheRunHasCome()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("setUpRun")), Qt::LeftButton);
    QVERIFY(isIn(workbench, "Ready"));
    auto* fork = workbench.find<QAction>("forkAction");
    QVERIFY(!fork->isEnabled());
    QVERIFY(workbench.steer("stepOutAction")); // the given prompts
    QVERIFY(isIn(workbench, "Paused"));
    QTRY_VERIFY_WITH_TIMEOUT(fork->isEnabled(), RunFixture::patience); // before the first loop
    auto* timeline = workbench.find<QWidget>("runTimeline");
    timeline->setFocus();
    QTest::keyClick(timeline, Qt::Key_Right); // the inner loop: it stands before it
    QVERIFY(fork->isEnabled());
    QTest::keyClick(timeline, Qt::Key_Right); // the outer loop
    QTRY_VERIFY(!fork->isEnabled());
    QTest::keyClick(timeline, Qt::Key_Left);
    QTRY_VERIFY(fork->isEnabled());
}

METASPO_UI_TEST(ForkTest)
#include "ForkTest.moc"
