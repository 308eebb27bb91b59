#include "tests/ui/run/RunFixture.h"

#include "ui/run/RunPage.h"
#include "ui/run/SourceChooser.h"

#include <QLabel>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QStandardItemModel>

using namespace metaspo;

namespace {

QString said(const QDialog* dialog, const char* label)
{
    return dialog->findChild<QLabel*>(QLatin1String(label))->text();
}

} // namespace

/// The dialog that sets up a run, and the plan that it shows before anything is spent.
class NewRunDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void planFollowsTheSettings();
    void planIsTheEngines();
    void nothingCheckedCannotStart();
    void scopeFollowsTheSources();
    void unavailableMethodsSayWhy();
    void everyFocusableWidgetIsNamed();
    void dialogsGoWithWhatTheyAskAbout();
};

void NewRunDialogTest::planFollowsTheSettings()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    const QString before = said(dialog, "planOptimizer");
    QVERIFY(!before.isEmpty());
    QVERIFY2(said(dialog, "planHosts").contains(QStringLiteral("stay on this machine")),
             qPrintable(said(dialog, "planHosts")));
    QVERIFY2(said(dialog, "planCost").contains(QLatin1Char('$')), qPrintable(said(dialog, "planCost")));
    dialog->findChild<QSpinBox*>(QStringLiteral("iterations"))->setValue(5);
    QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("startRun"))->isEnabled()); // not before its plan is there
    QVERIFY(RunFixture::canStart(dialog));
    QVERIFY2(said(dialog, "planOptimizer") != before, qPrintable(before));
    workbench.picture(QStringLiteral("run-new"), dialog);
    auto* area = dialog->findChild<QScrollArea*>();
    area->verticalScrollBar()->setValue(area->verticalScrollBar()->maximum());
    QCOMPARE(area->horizontalScrollBar()->maximum(), 0); // no field is cut off at the side
    workbench.picture(QStringLiteral("run-new-limits"), dialog);
    QCOMPARE(workbench.server().calls().size(), 0);
}

void NewRunDialogTest::planIsTheEngines()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    RunRequest request;
    request.settings = presetSettings(Preset::Small);
    request.settings.scope = Scope::Global;
    request.settings.sources = {QStringLiteral("alpha"), QStringLiteral("beta")};
    request.settings.iterations = 2;
    request.settings.userCandidates = 2;
    request.settings.systemCandidates = 3;
    request.settings.kept = 2;
    request.settings.train = request.settings.validation = request.settings.test = 8;
    request.baseConnection = request.optimizerConnection = QStringLiteral("scripted");
    const auto plan = waited(workbench.project().plan(request));
    QVERIFY2(plan.has_value(), plan ? "" : qPrintable(sentence(plan.error())));
    QVERIFY2(said(dialog, "planBase").contains(QString::number(plan->calls.baseExpected)),
             qPrintable(said(dialog, "planBase")));
    QVERIFY2(said(dialog, "planOptimizer").contains(QString::number(plan->calls.optimizerMost)),
             qPrintable(said(dialog, "planOptimizer")));
}

void NewRunDialogTest::nothingCheckedCannotStart()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    auto* sources = dialog->findChild<SourceChooser*>(QStringLiteral("sources"));
    QCOMPARE(sources->chosen().size(), 2);
    sources->topLevelItem(0)->child(0)->setCheckState(0, Qt::Unchecked);
    sources->topLevelItem(1)->child(0)->setCheckState(0, Qt::Unchecked);
    QTRY_VERIFY(said(dialog, "planStatus").contains(QStringLiteral("Check at least one task")));
    QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("startRun"))->isEnabled());
}

void NewRunDialogTest::scopeFollowsTheSources()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    auto* sources = dialog->findChild<SourceChooser*>(QStringLiteral("sources"));
    auto* scope = dialog->findChild<QComboBox*>(QStringLiteral("scope"));
    scope->setCurrentIndex(scope->findData(static_cast<int>(Scope::Domain)));
    Q_EMIT scope->activated(scope->currentIndex());
    QCOMPARE(sources->chosen(), QStringList{QStringLiteral("alpha")});
    QVERIFY(RunFixture::canStart(dialog));
    sources->topLevelItem(1)->child(0)->setCheckState(0, Qt::Checked);
    QCOMPARE(scope->currentData().toInt(), static_cast<int>(Scope::Global));
    QVERIFY(RunFixture::canStart(dialog));
}

void NewRunDialogTest::unavailableMethodsSayWhy()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    const auto* methods = dialog->findChild<QComboBox*>(QStringLiteral("method"));
    const auto* items = qobject_cast<QStandardItemModel*>(methods->model());
    QVERIFY(items->item(methods->findData(static_cast<int>(Method::MetaSpo)))->isEnabled());
    const QStandardItem* sprig = items->item(methods->findData(static_cast<int>(Method::Sprig)));
    QTRY_VERIFY(!sprig->isEnabled());
    QVERIFY2(sprig->text().contains(QStringLiteral("not in this version")), qPrintable(sprig->text()));
    QVERIFY(!sprig->toolTip().isEmpty());
}

void NewRunDialogTest::everyFocusableWidgetIsNamed()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    const QStringList unnamed = workbench.unnamedWidgets(dialog);
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
}

// Another project or run arrives under a dialog: what is confirmed then would be done to the wrong one.
void NewRunDialogTest::dialogsGoWithWhatTheyAskAbout()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QPointer<QDialog> dialog = workbench.openNewRun();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("setUpRun")), Qt::LeftButton);
    auto* page = workbench.find<RunPage>("runPage");
    QTRY_VERIFY_WITH_TIMEOUT(!dialog && page->currentRun() > 0, RunFixture::patience);
    for (const auto& [action, name] :
         {std::pair("limitsAction", "limitsDialog"), std::pair("exportRunAction", "exportDialog")}) {
        const qint64 run = page->currentRun();
        QVERIFY(workbench.steer(action));
        QVERIFY(workbench.find<QDialog>(name));
        page->showRun(0);
        QTRY_VERIFY2(!workbench.find<QDialog>(name), name);
        page->showRun(run);
    }
    dialog = workbench.openNewRun();
    QVERIFY(dialog);
    const QString other = workbench.path(QStringLiteral("other.metaspo"));
    workbench.window().createProject(other);
    QTRY_COMPARE_WITH_TIMEOUT(workbench.project().path(), other, RunFixture::patience);
    QTRY_VERIFY(!dialog);
}

METASPO_UI_TEST(NewRunDialogTest)
#include "NewRunDialogTest.moc"
