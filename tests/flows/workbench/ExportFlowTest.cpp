#include "core/analysis/TableFile.h"
#include "core/engine/ExportRequest.h"
#include "tests/support/FileContent.h"
#include "tests/ui/WorkbenchFixture.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QProcess>
#include <QPushButton>

using namespace metaspo;

namespace {

constexpr int patience = 30'000;

} // namespace

/// The dialog that exports a whole run, on the run that comes with the sample, beside the command line.
class ExportFlowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void equalsTheCommandLine_data();
    void equalsTheCommandLine();
    void chosenTablesOnly();
    void saysWhatIsOverwritten();
    void nothingIsWrittenWithoutFolderOrTable();
    void failureIsTold();

private:
    QDialog* open();
    template <typename T>
    T* in(QDialog* dialog, const char* objectName)
    {
        return dialog->findChild<T*>(QLatin1String(objectName));
    }
    void exportTo(const QString& folder, TableFormat format);
    bool canExport(QDialog* dialog) const
    {
        const auto* button = dialog->findChild<QPushButton*>(QStringLiteral("exportAccept"));
        return QTest::qWaitFor([button] { return button->isEnabled(); }, patience);
    }

    WorkbenchFixture m_workbench;
};

void ExportFlowTest::initTestCase()
{
    QVERIFY(m_workbench.openSample());
    m_workbench.window().showPage(QStringLiteral("runPage"));
    auto* runs = m_workbench.find<QListView>("runList");
    QTRY_COMPARE_WITH_TIMEOUT(runs->model()->rowCount(), 1, patience);
    runs->setCurrentIndex(runs->model()->index(0, 0));
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench.find<QAction>("exportRunAction")->isEnabled(), patience);
}

QDialog* ExportFlowTest::open()
{
    m_workbench.find<QAction>("exportRunAction")->trigger();
    const QList<QDialog*> dialogs = m_workbench.window().findChildren<QDialog*>(QStringLiteral("exportDialog"));
    return dialogs.isEmpty() ? nullptr : dialogs.last(); // one that was closed goes with the next event
}

void ExportFlowTest::exportTo(const QString& folder, TableFormat format)
{
    QDialog* dialog = open();
    QVERIFY(dialog);
    in<QLineEdit>(dialog, "exportFolder")->setText(folder);
    auto* formats = in<QComboBox>(dialog, "exportFormat");
    QCOMPARE(formats->count(), static_cast<int>(Names<TableFormat>::table.size()));
    formats->setCurrentIndex(formats->findData(name(format)));
    QVERIFY(canExport(dialog));
    QTest::mouseClick(in<QPushButton>(dialog, "exportAccept"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(ExportRequest{folder, format}.paths().last()), patience);
}

void ExportFlowTest::equalsTheCommandLine_data()
{
    QTest::addColumn<TableFormat>("format");
    for (const auto& [format, name] : Names<TableFormat>::table)
        QTest::newRow(name) << format;
}

void ExportFlowTest::equalsTheCommandLine()
{
    QFETCH(TableFormat, format);
    const QString byWindow = m_workbench.path(QStringLiteral("window-") + name(format));
    const QString byProgram = m_workbench.path(QStringLiteral("program-") + name(format));
    exportTo(byWindow, format);
    if (QTest::currentTestFailed())
        return;
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench.message().contains(QStringLiteral("6 tables")), patience);
    QProcess program;
    program.start(QStringLiteral(METASPO_PROGRAM),
                  {QStringLiteral("export"), m_workbench.window().project()->path(), QStringLiteral("--run"),
                   QStringLiteral("1"), QStringLiteral("--to"), byProgram, QStringLiteral("--format"), name(format)});
    QVERIFY(program.waitForFinished(patience));
    QVERIFY2(program.exitCode() == 0, program.readAllStandardError().constData());
    const QStringList files = QDir(byWindow).entryList(QDir::Files);
    QCOMPARE(files.size(), 6);
    QCOMPARE(QDir(byProgram).entryList(QDir::Files), files);
    for (const QString& file : files) {
        QCOMPARE(QFileInfo(file).suffix(), fileSuffix(format));
        const QByteArray written = contentOf(QDir(byWindow).filePath(file));
        QVERIFY2(written.count('\n') > 0, qPrintable(file));
        QVERIFY2(written == contentOf(QDir(byProgram).filePath(file)), qPrintable(file));
    }
}

void ExportFlowTest::chosenTablesOnly()
{
    const QString folder = m_workbench.path(QStringLiteral("chosen"));
    QDialog* dialog = open();
    QVERIFY(dialog);
    in<QLineEdit>(dialog, "exportFolder")->setText(folder);
    for (const ExportTable table : allExportTables)
        if (table != ExportTable::Scores && table != ExportTable::Runs)
            dialog->findChild<QCheckBox*>(QStringLiteral("exportTable-") + tableName(table))->setChecked(false);
    QVERIFY(canExport(dialog));
    QTest::mouseClick(in<QPushButton>(dialog, "exportAccept"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench.message().contains(QStringLiteral("2 tables")), patience);
    QCOMPARE(QDir(folder).entryList(QDir::Files),
             QStringList({QStringLiteral("runs.csv"), QStringLiteral("scores.csv")}));
}

void ExportFlowTest::saysWhatIsOverwritten()
{
    const QString folder = m_workbench.path(QStringLiteral("there"));
    QVERIFY(QDir().mkpath(folder));
    m_workbench.write(QStringLiteral("there/calls.tsv"), "mine");
    m_workbench.write(QStringLiteral("there/other.tsv"), "mine");
    QDialog* dialog = open();
    QVERIFY(dialog);
    auto* formats = in<QComboBox>(dialog, "exportFormat");
    const auto* existing = in<QLabel>(dialog, "exportExisting");
    in<QLineEdit>(dialog, "exportFolder")->setText(folder);
    QTRY_COMPARE(existing->text(), QStringLiteral("Nothing there is overwritten.")); // as CSV
    formats->setCurrentIndex(formats->findData(name(TableFormat::Tsv)));
    QVERIFY(!in<QPushButton>(dialog, "exportAccept")->isEnabled()); // not before it is known
    QTRY_COMPARE(existing->text(), QStringLiteral("1 file there will be overwritten: calls.tsv."));
    QTRY_COMPARE(in<QPushButton>(dialog, "exportAccept")->text(), QStringLiteral("Overwrite"));
    m_workbench.picture(QStringLiteral("export-run"), dialog);
    const QStringList unnamed = m_workbench.unnamedWidgets(dialog);
    QVERIFY2(unnamed.isEmpty(), qPrintable(unnamed.join(QLatin1Char('\n'))));
    QTest::mouseClick(in<QPushButton>(dialog, "exportCancel"), Qt::LeftButton);
    QTRY_VERIFY(!m_workbench.find<QDialog>("exportDialog"));
    QCOMPARE(contentOf(folder + QStringLiteral("/calls.tsv")), QByteArray("mine"));
    exportTo(folder, TableFormat::Tsv);
    QTRY_VERIFY_WITH_TIMEOUT(contentOf(folder + QStringLiteral("/calls.tsv")).startsWith("run\t"), patience);
    QCOMPARE(contentOf(folder + QStringLiteral("/other.tsv")), QByteArray("mine"));
}

void ExportFlowTest::nothingIsWrittenWithoutFolderOrTable()
{
    QDialog* dialog = open();
    QVERIFY(dialog);
    QVERIFY(canExport(dialog));
    auto* accept = in<QPushButton>(dialog, "exportAccept");
    auto* folder = in<QLineEdit>(dialog, "exportFolder");
    const QString suggested = folder->text();
    QVERIFY2(suggested.endsWith(QStringLiteral("-run-1")), qPrintable(suggested));
    folder->setText(QStringLiteral("  "));
    QVERIFY(!accept->isEnabled());
    folder->setText(suggested);
    QVERIFY(canExport(dialog));
    for (QCheckBox* box : dialog->findChildren<QCheckBox*>())
        box->setChecked(false);
    QVERIFY(!accept->isEnabled());
    dialog->close();
    QTRY_VERIFY(!m_workbench.find<QDialog>("exportDialog"));
}

void ExportFlowTest::failureIsTold()
{
    const QString file = m_workbench.write(QStringLiteral("file"), "no folder");
    QDialog* dialog = open();
    QVERIFY(dialog);
    in<QLineEdit>(dialog, "exportFolder")->setText(file + QStringLiteral("/below"));
    QVERIFY(canExport(dialog));
    QTest::mouseClick(in<QPushButton>(dialog, "exportAccept"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench.message().contains(QStringLiteral("cannot be written")), patience);
    QCOMPARE(contentOf(file), QByteArray("no folder"));
}

METASPO_UI_TEST(ExportFlowTest)
#include "ExportFlowTest.moc"
