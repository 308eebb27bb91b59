#include "tests/ui/run/RunFixture.h"

#include "core/engine/OptimizerTexts.h"
#include "ui/kit/PlainText.h"
#include "ui/run/Chip.h"
#include "ui/run/RunDetails.h"
#include "ui/run/RunPage.h"
#include "ui/run/SettingsModel.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTableView>

using namespace metaspo;

namespace {

const QString analyse = QStringLiteral("analyse-system-prompt");

QStringList titles(const QAbstractItemModel* model)
{
    QStringList names;
    for (int row = 0; row < model->rowCount(); ++row)
        names += model->index(row, SettingsModel::TitleColumn).data().toString();
    return names;
}

} // namespace

/// How a run was set up: its settings, what a fork changes of them, and the texts that the optimizer is asked with.
class TemplatesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyDifferencesAreShown();
    void templatesAreEditedForANewRun();
    void badTemplatesCannotBeUsed();
    void forkShowsWhatItChanges();

private:
    static QDialog* openTemplates(RunFixture& workbench, QDialog* dialog);
    static bool isIn(const RunFixture& workbench, const char* state);
};

bool TemplatesTest::isIn(const RunFixture& workbench, const char* state)
{
    return QTest::qWaitFor([&] { return workbench.find<Chip>("runState")->text().endsWith(QLatin1String(state)); },
                           RunFixture::patience);
}

QDialog* TemplatesTest::openTemplates(RunFixture& workbench, QDialog* dialog)
{
    auto* edit = dialog->findChild<QPushButton*>(QStringLiteral("editTemplates"));
    if (!QTest::qWaitFor([edit] { return edit->isEnabled(); }, RunFixture::patience))
        return nullptr;
    edit->click();
    auto* templates = workbench.find<QDialog>("templatesDialog");
    if (!templates)
        return nullptr;
    auto* list = templates->findChild<QListWidget*>(QStringLiteral("templateList"));
    const auto found = list->findItems(analyse, Qt::MatchContains);
    if (found.isEmpty())
        return nullptr;
    list->setCurrentItem(found.first());
    return templates;
}

void TemplatesTest::onlyDifferencesAreShown()
{
    SettingsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    RunFacts origin;
    origin.baseModel = QStringLiteral("small");
    RunFacts fork = origin;
    fork.settings.systemCandidates = 4;
    fork.optimizerModel = QStringLiteral("large");
    model.show(fork, origin, SettingsModel::Shows::Differences);
    QCOMPARE(titles(&model), (QStringList{QStringLiteral("Optimizer model"), QStringLiteral("System candidates (M)")}));
    QCOMPARE(model.index(1, SettingsModel::ValueColumn).data().toString(), QStringLiteral("4"));
    QCOMPARE(model.index(1, SettingsModel::OriginColumn).data().toString(), QStringLiteral("9"));
    model.show(fork, std::nullopt, SettingsModel::Shows::Everything);
    QVERIFY(model.rowCount() > 20);
    QCOMPARE(model.columnCount(), 2);
    model.show(origin, origin, SettingsModel::Shows::Differences);
    QCOMPARE(model.rowCount(), 0);
    // Every setting that can be set is told: a changed one must show.
    RunFacts changed = origin;
    changed.settings.longestFailureCharacters = 1;
    changed.settings.baseTemperature = 0.5;
    changed.settings.seed = 7;
    changed.settings.protectedPassages = {QStringLiteral("keep")};
    model.show(changed, origin, SettingsModel::Shows::Differences);
    QCOMPARE(model.rowCount(), 4);
}

void TemplatesTest::templatesAreEditedForANewRun()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    QDialog* templates = openTemplates(workbench, dialog);
    QVERIFY(templates);
    auto* text = templates->findChild<QPlainTextEdit*>(QStringLiteral("templateEdit"));
    QVERIFY(text->toPlainText().startsWith(QStringLiteral("name: ") + analyse));
    QString edited = text->toPlainText();
    edited.replace(QStringLiteral("Begin with <analysis>"), QStringLiteral("Be brief. Begin with <analysis>"));
    text->setPlainText(edited);
    auto* use = templates->findChild<QPushButton*>(QStringLiteral("useTemplates"));
    QTRY_VERIFY(use->isEnabled());
    QTRY_COMPARE(templates->findChild<QComboBox*>(QStringLiteral("templateVersion"))->currentText(),
                 QStringLiteral("Edited, a new version"));
    workbench.picture(QStringLiteral("run-templates"), templates);
    const QStringList unnamed = workbench.unnamedWidgets(templates);
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
    use->click();
    QTRY_VERIFY(dialog->findChild<QLabel*>(QStringLiteral("templatesChosen"))->text().contains(analyse));
    QVERIFY(RunFixture::canStart(dialog));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("setUpRun")), Qt::LeftButton);
    QVERIFY(isIn(workbench, "Ready"));

    workbench.find<QTabWidget>("runDetails")->setCurrentIndex(RunDetails::SetupTab);
    auto* choice = workbench.find<QComboBox>("templateChoice");
    QTRY_VERIFY(choice->findData(analyse) >= 0);
    choice->setCurrentIndex(choice->findData(analyse));
    QTRY_VERIFY(workbench.find<PlainTextView>("templateText")->original().contains(QStringLiteral("Be brief.")));
    QVERIFY(workbench.find<PlainTextView>("templateText")->original().contains(QStringLiteral("version: 2")));
    QVERIFY(workbench.find<QLabel>("templateNote")->text().contains(QStringLiteral("Version 2, changed")));
    const auto labels = workbench.window().findChild<QWidget*>(QStringLiteral("runHeader"))->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->text().contains(QStringLiteral("changed template: ") + analyse);
    }));
    workbench.picture(QStringLiteral("run-setup"));

    // The next run can take the version of this one.
    dialog = workbench.openNewRun();
    QVERIFY(dialog);
    templates = openTemplates(workbench, dialog);
    QVERIFY(templates);
    auto* versions = templates->findChild<QComboBox*>(QStringLiteral("templateVersion"));
    QTRY_COMPARE(versions->count(), 2);
    QCOMPARE(versions->itemText(1), QStringLiteral("Version 2, of run 1"));
    versions->setCurrentIndex(1);
    Q_EMIT versions->activated(1);
    text = templates->findChild<QPlainTextEdit*>(QStringLiteral("templateEdit"));
    QVERIFY(text->toPlainText().contains(QStringLiteral("Be brief.")));
}

void TemplatesTest::badTemplatesCannotBeUsed()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    QDialog* templates = openTemplates(workbench, dialog);
    QVERIFY(templates);
    auto* text = templates->findChild<QPlainTextEdit*>(QStringLiteral("templateEdit"));
    text->setPlainText(QStringLiteral("name: [<b>"));
    auto* use = templates->findChild<QPushButton*>(QStringLiteral("useTemplates"));
    QVERIFY(!use->isEnabled());
    auto* problem = templates->findChild<QLabel*>(QStringLiteral("templateProblem"));
    QTRY_VERIFY2(problem->text().contains(QStringLiteral("YAML")), qPrintable(problem->text()));
    QVERIFY(!use->isEnabled());
    auto* versions = templates->findChild<QComboBox*>(QStringLiteral("templateVersion"));
    QTRY_VERIFY(versions->count() > 1);
    versions->setCurrentIndex(0);
    Q_EMIT versions->activated(0); // back to the program's
    QTRY_VERIFY(use->isEnabled());
}

void TemplatesTest::forkShowsWhatItChanges()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
    QVERIFY(isIn(workbench, "Finished"));
    QVERIFY(workbench.steer("forkAction"));
    QTRY_VERIFY(workbench.find<QDialog>("newRunDialog"));
    dialog = workbench.find<QDialog>("newRunDialog");
    auto* table = dialog->findChild<QTableView*>(QStringLiteral("forkDifferences"));
    QVERIFY(table);
    QVERIFY(RunFixture::canStart(dialog));
    QTRY_COMPARE(dialog->findChild<QLabel*>(QStringLiteral("forkWords"))->text(),
                 QStringLiteral("Nothing differs yet."));
    dialog->findChild<QSpinBox*>(QStringLiteral("systemCandidates"))->setValue(5);
    QTRY_COMPARE(titles(table->model()), QStringList{QStringLiteral("System candidates (M)")});
    QCOMPARE(table->model()->index(0, SettingsModel::OriginColumn).data().toString(), QStringLiteral("3"));
    QVERIFY(RunFixture::canStart(dialog));
    workbench.picture(QStringLiteral("run-fork"), dialog);
    const QStringList unnamed = workbench.unnamedWidgets(dialog);
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("setUpRun")), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(workbench.find<RunPage>("runPage")->currentRun(), 2, RunFixture::patience);
    QVERIFY(isIn(workbench, "Ready"));
    workbench.find<QTabWidget>("runDetails")->setCurrentIndex(RunDetails::SetupTab);
    auto* only = workbench.find<QCheckBox>("onlyDifferentSettings");
    QTRY_VERIFY(only->isVisible());
    only->setChecked(true);
    QTRY_COMPARE(titles(workbench.find<QTableView>("settingsTable")->model()),
                 QStringList{QStringLiteral("System candidates (M)")});
}

METASPO_UI_TEST(TemplatesTest)
#include "TemplatesTest.moc"
