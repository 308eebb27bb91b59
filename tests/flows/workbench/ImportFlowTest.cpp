#include "tests/ui/WorkbenchFixture.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

using namespace metaspo;

namespace {

constexpr int patience = 20'000;

// Sixty rows that can come in, and two that cannot.
QByteArray examples()
{
    QByteArray lines = "input,target\n";
    for (int number = 0; number < 60; ++number)
        lines += "Is " + QByteArray::number(number) + " odd?," + (number % 2 ? "yes" : "no") + "\n";
    return lines + ",yes\nonly one field\n";
}

} // namespace

/// Flow b of the design: own examples by drop onto the window, mapped by the names of their columns, checked, imported
/// as one step that can be taken back, and still there after a restart.
class ImportFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dropCheckImportAndTakeBack();

private:
    static QDialog* drop(WorkbenchFixture& workbench, const QString& path);
    static void describe(QDialog* dialog);
    static bool hasTask(WorkbenchFixture& workbench, const char* name);
};

bool ImportFlowTest::hasTask(WorkbenchFixture& workbench, const char* name)
{
    const QAbstractItemModel* model = workbench.find<QTreeView>("taskTree")->model();
    return !model->match(model->index(0, 0), Qt::DisplayRole, QLatin1String(name), 1,
                         Qt::MatchExactly | Qt::MatchRecursive).isEmpty();
}

QDialog* ImportFlowTest::drop(WorkbenchFixture& workbench, const QString& path)
{
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&workbench.window(), &enter);
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&workbench.window(), &drop);
    return workbench.find<QDialog>("importDialog");
}

void ImportFlowTest::describe(QDialog* dialog)
{
    dialog->findChild<QLineEdit*>(QStringLiteral("import-domain"))->setText(QStringLiteral("Numbers"));
    dialog->findChild<QPlainTextEdit*>(QStringLiteral("import-user-prompt"))
        ->setPlainText(QStringLiteral("{question} Write yes or no in <answer></answer>."));
    const auto* import = dialog->findChild<QPushButton*>(QStringLiteral("importAccept"));
    QTRY_VERIFY_WITH_TIMEOUT(import->isEnabled(), patience);
    const auto* counts = dialog->findChild<QLabel*>(QStringLiteral("importCounts"));
    dialog->findChild<QTabWidget*>(QStringLiteral("importTabs"))->setCurrentIndex(2);
    QTRY_VERIFY2_WITH_TIMEOUT(counts->text().contains(QStringLiteral("62 rows: 60 would come in, 2 are left out.")),
                              qPrintable(counts->text()), patience);
    QCOMPARE(dialog->findChild<QTableView*>(QStringLiteral("rejectedRows"))->model()->rowCount(), 2);
}

void ImportFlowTest::dropCheckImportAndTakeBack()
{
    WorkbenchFixture workbench;
    workbench.press("openSample");
    QTRY_VERIFY_WITH_TIMEOUT(hasTask(workbench, "ledger-balance"), patience);
    const QString file = workbench.write(QStringLiteral("odd.csv"), examples());

    QDialog* dialog = drop(workbench, file);
    QVERIFY(dialog);
    describe(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("importCancel")), Qt::LeftButton);
    QTRY_VERIFY(!workbench.find<QDialog>("importDialog"));
    QVERIFY(!hasTask(workbench, "odd"));

    dialog = drop(workbench, file);
    QVERIFY(dialog);
    describe(dialog);
    if (QTest::currentTestFailed())
        return;
    workbench.picture(QStringLiteral("flow-import-check"), dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("importAccept")), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(hasTask(workbench, "odd"), patience);
    const auto* shown = workbench.find<QTableView>("exampleTable")->model();
    QTRY_COMPARE_WITH_TIMEOUT(shown->rowCount(), 60, patience);
    workbench.picture(QStringLiteral("flow-imported"));

    auto* undo = workbench.find<QAction>("undoTaskAction");
    auto* redo = workbench.find<QAction>("redoTaskAction");
    undo->trigger(); // all of it at once
    QVERIFY(!hasTask(workbench, "odd"));
    QVERIFY(hasTask(workbench, "ledger-balance") && !undo->isEnabled());
    redo->trigger();
    QVERIFY(hasTask(workbench, "odd"));
    const auto* saved = workbench.find<QLabel>("taskSaveState");
    QTRY_VERIFY_WITH_TIMEOUT(saved->text().contains(QLatin1String("Saved")), patience);

    workbench.restart();
    QCOMPARE(workbench.window().project(), nullptr);
    auto* recent = workbench.find<QListView>("recentProjects");
    QTRY_COMPARE(recent->model()->rowCount(), 1);
    const QRect first = recent->visualRect(recent->model()->index(0, 0));
    QTest::mouseClick(recent->viewport(), Qt::LeftButton, {}, first.center());
    QTRY_VERIFY_WITH_TIMEOUT(hasTask(workbench, "odd"), patience);
}

METASPO_UI_TEST(ImportFlowTest)
#include "ImportFlowTest.moc"
