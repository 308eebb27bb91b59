#include "tests/ui/tasks/TasksFixture.h"
#include "ui/kit/MessageBar.h"
#include "ui/kit/PlainText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

using namespace metaspo;

namespace {

QByteArray csv(int rows)
{
    QByteArray text = "question,label\n";
    for (int row = 0; row < rows; ++row)
        text += "Is " + QByteArray::number(row) + " even?," + (row % 2 == 0 ? "yes" : "no") + "\n";
    return text;
}

} // namespace

/// The import in the window: preview, what is left out, files that are written in other ways.
class ImportDialogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void csvIsImportedWithPreview();
    void everyRowIsImportedNotOnlyThePreview();
    void unknownColumnsAreOffered();
    void cancelledImportChangesNothing();
    void badFileGivesTheSentenceInTheBar();
    void checkShowsWhatIsLeftOut();
    void oddFileIsReadAsSaid();

private:
    static QDialog* openImport(WorkbenchFixture& workbench, const QString& path);
    static QModelIndex taskIndex(WorkbenchFixture& workbench, const QString& name);
};

QDialog* ImportDialogTest::openImport(WorkbenchFixture& workbench, const QString& path)
{
    workbench.window().takeFiles({path});
    auto* dialog = workbench.find<QDialog>("importDialog");
    if (dialog)
        static_cast<void>(QTest::qWaitForWindowExposed(dialog));
    return dialog;
}

QModelIndex ImportDialogTest::taskIndex(WorkbenchFixture& workbench, const QString& name)
{
    QAbstractItemModel* model = workbench.find<QTreeView>("taskTree")->model();
    return model->match(model->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive).value(0);
}

void ImportDialogTest::csvIsImportedWithPreview()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.createProject());
    QDialog* dialog = openImport(workbench, workbench.write(QStringLiteral("parity.csv"), csv(120)));
    QVERIFY(dialog);
    auto* import = dialog->findChild<QPushButton*>(QStringLiteral("importAccept"));
    const auto edit = [dialog](const char* name) { return dialog->findChild<QLineEdit*>(QLatin1String(name)); };
    edit("import-name")->setText(QStringLiteral("parity"));
    edit("import-domain")->setText(QStringLiteral("Numbers"));
    dialog->findChild<QComboBox*>(QStringLiteral("import-question"))->setEditText(QStringLiteral("question"));
    dialog->findChild<QComboBox*>(QStringLiteral("import-answer"))->setEditText(QStringLiteral("label"));
    dialog->findChild<QPlainTextEdit*>(QStringLiteral("import-user-prompt"))
        ->setPlainText(QStringLiteral("{question}\nAnswer yes or no in <answer> tags."));
    QVERIFY(!import->isEnabled()); // until the preview shows what is asked for
    QTRY_VERIFY_WITH_TIMEOUT(import->isEnabled(), 10'000);
    const auto* rows = dialog->findChild<QTableView*>(QStringLiteral("importRows"));
    QCOMPARE(rows->model()->rowCount(), 120);
    QCOMPARE(rows->model()->index(1, 0).data().toString(), QStringLiteral("Is 1 even?"));
    QVERIFY(rows->model()->headerData(0, Qt::Horizontal).toString().contains(QLatin1String("question")));
    const auto* tasks = dialog->findChild<QTableView*>(QStringLiteral("incomingTasks"));
    QCOMPARE(tasks->model()->rowCount(), 1);
    QVERIFY(dialog->findChild<PlainTextView*>(QStringLiteral("importExample"))
                ->original()
                .contains(QLatin1String("even?")));
    QCOMPARE(workbench.unnamedWidgets(dialog).join(QStringLiteral("; ")), QString());
    workbench.picture(QStringLiteral("import"), dialog);
    QVERIFY(!taskIndex(workbench, QStringLiteral("parity")).isValid());
    QTest::mouseClick(import, Qt::LeftButton);
    QTRY_VERIFY(taskIndex(workbench, QStringLiteral("parity")).isValid());
    QTRY_COMPARE(workbench.find<QTableView>("exampleTable")->model()->rowCount(), 120);
    QVERIFY(workbench.message().contains(QLatin1String("Imported")));
    workbench.picture(QStringLiteral("tasks-imported"));
    workbench.press("messageButton");
    QTRY_VERIFY(!taskIndex(workbench, QStringLiteral("parity")).isValid());
}

void ImportDialogTest::everyRowIsImportedNotOnlyThePreview()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.createProject());
    QDialog* dialog = openImport(workbench, workbench.write(QStringLiteral("many.csv"), csv(1500)));
    auto* import = dialog->findChild<QPushButton*>(QStringLiteral("importAccept"));
    dialog->findChild<QLineEdit*>(QStringLiteral("import-domain"))->setText(QStringLiteral("Numbers"));
    dialog->findChild<QComboBox*>(QStringLiteral("import-question"))->setEditText(QStringLiteral("question"));
    dialog->findChild<QComboBox*>(QStringLiteral("import-answer"))->setEditText(QStringLiteral("label"));
    dialog->findChild<QPlainTextEdit*>(QStringLiteral("import-user-prompt"))
        ->setPlainText(QStringLiteral("{question} <answer></answer>"));
    QTRY_VERIFY_WITH_TIMEOUT(import->isEnabled(), 10'000);
    QCOMPARE(dialog->findChild<QTableView*>(QStringLiteral("importRows"))->model()->rowCount(), 200);
    QTest::mouseClick(import, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(workbench.find<QTableView>("exampleTable")->model()->rowCount(), 1500, 10'000);
}

void ImportDialogTest::unknownColumnsAreOffered()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.createProject());
    QDialog* dialog =
        openImport(workbench, workbench.write(QStringLiteral("odd.csv"), "alpha,beta,gamma\n1,2,3\n4,5,6\n"));
    const auto* bar = dialog->findChild<MessageBar*>(QStringLiteral("importMessageBar"));
    QTRY_VERIFY_WITH_TIMEOUT(!bar->text().isEmpty(), 10'000);
    QVERIFY2(bar->text().contains(QStringLiteral("“Question”")), qPrintable(bar->text()));
    QVERIFY2(!bar->text().contains(QLatin1String("--")), qPrintable(bar->text()));
    const auto* question = dialog->findChild<QComboBox*>(QStringLiteral("import-question"));
    QTRY_COMPARE(question->count(), 3);
    QCOMPARE(question->itemText(1), QStringLiteral("beta"));
    QVERIFY(question->currentText().isEmpty());
    const auto* rows = dialog->findChild<QTableView*>(QStringLiteral("importRows"));
    QVERIFY(rows->isVisible());
    QCOMPARE(rows->model()->index(1, 2).data().toString(), QStringLiteral("6"));
    workbench.picture(QStringLiteral("import-unknown-columns"), dialog);
    dialog->reject();
}

void ImportDialogTest::cancelledImportChangesNothing()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.createProject());
    QDialog* dialog = openImport(workbench, workbench.write(QStringLiteral("parity.csv"), csv(20)));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("importCancel")), Qt::LeftButton);
    QTRY_VERIFY(!workbench.find<QDialog>("importDialog"));
    QVERIFY(workbench.find<QWidget>("tasksEmpty")->isVisible());
}

void ImportDialogTest::badFileGivesTheSentenceInTheBar()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.createProject());
    QDialog* dialog = openImport(workbench, workbench.write(QStringLiteral("bad.csv"), "question,label\n\"open"));
    const auto* bar = dialog->findChild<MessageBar*>(QStringLiteral("importMessageBar"));
    QTRY_VERIFY_WITH_TIMEOUT(!bar->text().isEmpty(), 10'000);
    QVERIFY2(bar->text().contains(QLatin1String("bad.csv")), qPrintable(bar->text()));
    QVERIFY(!dialog->findChild<QPushButton*>(QStringLiteral("importAccept"))->isEnabled());
    workbench.picture(QStringLiteral("import-bad-file"), dialog);
    dialog->reject();
}

void ImportDialogTest::checkShowsWhatIsLeftOut()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.createProject());
    const QByteArray content = csv(40) + ",yes\nonly one field\nIs 7 even?,no\n";
    QDialog* dialog = openImport(workbench, workbench.write(QStringLiteral("rows.csv"), content));
    const auto* import = dialog->findChild<QPushButton*>(QStringLiteral("importAccept"));
    QTRY_VERIFY_WITH_TIMEOUT(import->isEnabled(), 10'000);
    dialog->findChild<QTabWidget*>(QStringLiteral("importTabs"))->setCurrentIndex(2);
    const auto* counts = dialog->findChild<QLabel*>(QStringLiteral("importCounts"));
    QTRY_VERIFY2(counts->text().contains(QStringLiteral("43 rows: 41 would come in, 2 are left out.")),
                 qPrintable(counts->text()));
    const auto* rejected = dialog->findChild<QTableView*>(QStringLiteral("rejectedRows"))->model();
    QCOMPARE(rejected->rowCount(), 2);
    QCOMPARE(rejected->index(0, 0).data().toString(), QStringLiteral("rows.csv: line 42"));
    QVERIFY(dialog->findChild<QListView*>(QStringLiteral("importProblems"))->model()->rowCount() > 0);
    QCOMPARE(workbench.unnamedWidgets(dialog).join(QStringLiteral("; ")), QString());
    workbench.picture(QStringLiteral("import-check"), dialog);
    auto* badRows = dialog->findChild<QComboBox*>(QStringLiteral("import-bad-rows"));
    badRows->setCurrentIndex(0); // refuse the file
    const auto* bar = dialog->findChild<MessageBar*>(QStringLiteral("importMessageBar"));
    QTRY_VERIFY_WITH_TIMEOUT(!bar->text().isEmpty(), 10'000);
    QVERIFY(!import->isEnabled());
    dialog->reject();
}

void ImportDialogTest::oddFileIsReadAsSaid()
{
    WorkbenchFixture workbench;
    QVERIFY(workbench.createProject());
    QByteArray content = "made by a machine\n";
    for (int row = 0; row < 30; ++row)
        content += "'caf\xE9, number " + QByteArray::number(row) + "'|" + (row % 2 == 0 ? "yes" : "no") + "\n";
    QDialog* dialog = openImport(workbench, workbench.write(QStringLiteral("odd.txt"), content));
    const auto choose = [dialog](const char* name, const char* value) {
        auto* box = dialog->findChild<QComboBox*>(QLatin1String(name));
        box->setCurrentIndex(box->findData(QLatin1String(value)));
    };
    choose("import-encoding", "windows-1252");
    choose("import-separator", "pipe");
    choose("import-quote", "single");
    dialog->findChild<QSpinBox*>(QStringLiteral("import-skip-lines"))->setValue(1);
    dialog->findChild<QCheckBox*>(QStringLiteral("import-header"))->setChecked(false);
    const auto* question = dialog->findChild<QComboBox*>(QStringLiteral("import-question"));
    QTRY_COMPARE_WITH_TIMEOUT(question->count(), 2, 10'000);
    dialog->findChild<QComboBox*>(QStringLiteral("import-question"))->setEditText(QStringLiteral("column 1"));
    dialog->findChild<QComboBox*>(QStringLiteral("import-answer"))->setEditText(QStringLiteral("column 2"));
    const auto* import = dialog->findChild<QPushButton*>(QStringLiteral("importAccept"));
    QTRY_VERIFY_WITH_TIMEOUT(import->isEnabled(), 10'000);
    const auto* rows = dialog->findChild<QTableView*>(QStringLiteral("importRows"));
    QCOMPARE(rows->model()->rowCount(), 30);
    QCOMPARE(rows->model()->index(3, 0).data().toString(), QStringLiteral("café, number 3"));
    workbench.picture(QStringLiteral("import-odd"), dialog);
    dialog->reject();
}

METASPO_UI_TEST(ImportDialogTest)
#include "ImportDialogTest.moc"
