#include "tests/support/FileContent.h"
#include "tests/ui/run/RunFixture.h"

#include "core/engine/ExportRequest.h"
#include "core/analysis/Export.h"
#include "core/analysis/TableFile.h"
#include "ui/kit/TableActions.h"
#include "ui/run/Chip.h"
#include "ui/run/RunPage.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QStandardItemModel>
#include <QTableView>
#include <QTreeView>

using namespace metaspo;

namespace {

// Of a CSV file, with header; line ends inside of texts are no CR LF here.
QStringList linesOf(const QString& path)
{
    return QString::fromUtf8(contentOf(path)).split(QStringLiteral("\r\n"), Qt::SkipEmptyParts);
}

/// A view of numbers with its button; the values behind the rows are longer than what is shown.
class NumberTable
{
public:
    explicit NumberTable(int rows)
        : m_model(rows, 1)
    {
        m_table.columns = {{QStringLiteral("number"), ColumnType::Integer}, {QStringLiteral("text")}};
        for (int row = 0; row < rows; ++row) {
            m_table.rows.append(Row{qint64{row}, QStringLiteral("=row, \"%1\"").arg(row)});
            m_model.setItem(row, new QStandardItem(QString::number(row)));
        }
        view.setObjectName(QStringLiteral("numbers"));
        view.setAccessibleName(QStringLiteral("Numbers"));
        view.setSelectionBehavior(QAbstractItemView::SelectRows);
        view.setModel(&m_model);
        actions = new TableActions(
            &view,
            [this](const std::optional<QList<int>>& chosen, TableActions::Readers readers) {
                Table table = of(chosen);
                if (readers == TableActions::Readers::People)
                    table.columns.first().heading = QStringLiteral("Number");
                return TableSource::of(table, QStringLiteral("numbers"));
            },
            &m_holder);
    }

    Table of(const std::optional<QList<int>>& chosen) const
    {
        Table table = m_table;
        table.rows.clear();
        for (int row = 0; row < m_table.rows.size(); ++row)
            if (!chosen || chosen->contains(row))
                table.rows.append(m_table.rows.at(row));
        return table;
    }
    void choose(const QList<int>& rows)
    {
        view.clearSelection();
        for (const int row : rows)
            view.selectionModel()->select(m_model.index(row, 0),
                                          QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    void trigger(const QString& name) const { actions->findChild<QAction*>(name)->trigger(); }

    QTableView view;
    TableActions* actions;

private:
    Table m_table;
    QStandardItemModel m_model;
    QWidget m_holder;
};

} // namespace

/// Copying and exporting tables, alone and on the pages.
class TableActionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copies_data();
    void copies();
    void keysCopyForSpreadsheets();
    void exportsThousandsOfRows();
    void theDialogDecidesTheFormat();
    void failuresAreTold_data();
    void failuresAreTold();
    void tooMuchForTheClipboardIsOfferedAsAFile();
    void whatIsEmptyCannotBeCopied();
    void runTablesAreThoseOfTheCommandLine();
    void examplesAreWhole();

private:
    /// And waits until it is told.
    static bool exportTable(RunFixture& workbench, const char* actions, const QString& path);
};

void TableActionsTest::copies_data()
{
    QTest::addColumn<TableFormat>("format");
    QTest::addColumn<bool>("isAll");
    for (const auto& [format, formatName] : Names<TableFormat>::table)
        for (const bool isAll : {false, true})
            QTest::addRow("%s %s", formatName, isAll ? "all" : "chosen") << format << isAll;
}

void TableActionsTest::copies()
{
    QFETCH(TableFormat, format);
    QFETCH(bool, isAll);
    NumberTable numbers(20);
    numbers.choose({11, 2, 3});
    QSignalSpy told(numbers.actions, &TableActions::noticeRaised);
    numbers.trigger(
        QStringLiteral("table-copy-%1-%2").arg(isAll ? QStringLiteral("all") : QStringLiteral("chosen"), name(format)));
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(told.first().first().value<Notice>().kind, Notice::Kind::Success);
    Table expected = numbers.of(isAll ? std::nullopt : std::optional(QList<int>{2, 3, 11}));
    if (format == TableFormat::Markdown || format == TableFormat::Latex)
        expected.columns.first().heading = QStringLiteral("Number");
    QCOMPARE(QGuiApplication::clipboard()->text(), tableText(expected, format));
}

void TableActionsTest::keysCopyForSpreadsheets()
{
    NumberTable numbers(20);
    numbers.view.show();
    QVERIFY(QTest::qWaitForWindowActive(&numbers.view));
    numbers.view.setFocus();
    numbers.choose({4});
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(&numbers.view, Qt::Key_C, Qt::ControlModifier);
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), tableText(numbers.of(QList<int>{4}), TableFormat::Tsv));
}

void TableActionsTest::exportsThousandsOfRows()
{
    NumberTable numbers(2500); // several pages
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("numbers.csv"));
    QSignalSpy told(numbers.actions, &TableActions::noticeRaised);
    numbers.actions->exportTo(path, TableFormat::Csv, std::nullopt);
    QTRY_COMPARE(told.count(), 1);
    QCOMPARE(contentOf(path), tableText(numbers.of(std::nullopt), TableFormat::Csv).toUtf8());
    const Notice notice = told.first().first().value<Notice>();
    QVERIFY(notice.what.contains(QStringLiteral("2500")));
    QCOMPARE(notice.why, path);
}

void TableActionsTest::theDialogDecidesTheFormat()
{
    NumberTable numbers(5);
    const QTemporaryDir folder;
    numbers.choose({1});
    numbers.trigger(QStringLiteral("table-export-chosen"));
    auto* dialog = numbers.actions->findChild<QFileDialog*>(QStringLiteral("exportTableDialog"));
    QVERIFY(dialog);
    QCOMPARE(dialog->nameFilters().size(), 6);
    QCOMPARE(dialog->defaultSuffix(), QStringLiteral("csv"));
    const QString markdown = *std::find_if(dialog->nameFilters().cbegin(), dialog->nameFilters().cend(),
                                           [](const QString& filter) { return filter.contains(QLatin1String(".md")); });
    dialog->selectNameFilter(markdown);
    Q_EMIT dialog->filterSelected(markdown);
    QCOMPARE(dialog->defaultSuffix(), QStringLiteral("md"));
    const QString path = folder.filePath(QStringLiteral("numbers.md"));
    Q_EMIT dialog->fileSelected(path);
    Table expected = numbers.of(QList<int>{1});
    expected.columns.first().heading = QStringLiteral("Number");
    QTRY_COMPARE(contentOf(path), tableText(expected, TableFormat::Markdown).toUtf8());
    dialog->close();
}

void TableActionsTest::failuresAreTold_data()
{
    QTest::addColumn<bool>("isReading");
    QTest::newRow("the rows cannot be read") << true;
    QTest::newRow("the file cannot be written") << false;
}

void TableActionsTest::failuresAreTold()
{
    QFETCH(bool, isReading);
    const QTemporaryDir folder;
    QStandardItemModel model(1, 1);
    QTableView view;
    view.setModel(&model);
    QWidget holder;
    TableActions actions(
        &view,
        [isReading](const auto&, TableActions::Readers) {
            TableSource source{QStringLiteral("a"), {{QStringLiteral("a")}}, 1, {}};
            source.read = [isReading](qsizetype, qsizetype) {
                return QtFuture::makeReadyFuture(
                    isReading ? Result<QList<Row>>(failure(ErrorKind::FileCorrupt, QStringLiteral("It is broken")))
                              : Result<QList<Row>>(QList<Row>{{qint64{1}}}));
            };
            return source;
        },
        &holder);
    QSignalSpy told(&actions, &TableActions::noticeRaised);
    const QString path = folder.filePath(isReading ? QStringLiteral("a.csv") : QStringLiteral("none/a.csv"));
    actions.exportTo(path, TableFormat::Csv, std::nullopt);
    QTRY_COMPARE(told.count(), 1);
    const Notice notice = told.first().first().value<Notice>();
    QCOMPARE(notice.kind, Notice::Kind::Error);
    QVERIFY(notice.what.contains(isReading ? QStringLiteral("It is broken") : path));
    QVERIFY(!QFile::exists(path));
}

void TableActionsTest::tooMuchForTheClipboardIsOfferedAsAFile()
{
    QStandardItemModel model(1, 1);
    QTableView view;
    view.setModel(&model);
    QWidget holder;
    TableActions actions(
        &view,
        [](const auto&, TableActions::Readers) {
            return TableSource{QStringLiteral("many"), {{QStringLiteral("a")}}, 1'000'000, {}}; // is never read
        },
        &holder);
    QSignalSpy told(&actions, &TableActions::noticeRaised);
    actions.findChild<QAction*>(QStringLiteral("table-copy-all-csv"))->trigger();
    QCOMPARE(told.count(), 1);
    told.first().first().value<Notice>().action();
    QVERIFY(actions.findChild<QFileDialog*>(QStringLiteral("exportTableDialog")));
}

void TableActionsTest::whatIsEmptyCannotBeCopied()
{
    const NumberTable empty(0);
    QVERIFY(!empty.actions->isEnabled());
    NumberTable some(3);
    QVERIFY(some.actions->isEnabled());
    const auto* exportChosen = some.actions->findChild<QAction*>(QStringLiteral("table-export-chosen"));
    QVERIFY(!exportChosen->isEnabled());
    some.choose({0});
    QVERIFY(exportChosen->isEnabled());
}

bool TableActionsTest::exportTable(RunFixture& workbench, const char* actions, const QString& path)
{
    auto* table = workbench.find<TableActions>(actions);
    QSignalSpy told(table, &TableActions::noticeRaised);
    table->exportTo(path, TableFormat::Csv, std::nullopt);
    if (!QTest::qWaitFor([&told] { return told.count() == 1; }, RunFixture::patience))
        return false;
    const Notice notice = told.first().first().value<Notice>();
    return notice.kind == Notice::Kind::Success && notice.why == path;
}

// The files that `metaspo export` writes hold all candidates; the tables show one.
void TableActionsTest::runTablesAreThoseOfTheCommandLine()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    QDialog* dialog = workbench.openNewRun();
    QVERIFY(dialog);
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("startRun")), Qt::LeftButton);
    QVERIFY(
        QTest::qWaitFor([&] { return workbench.find<Chip>("runState")->text().endsWith(QStringLiteral("Finished")); },
                        RunFixture::patience));
    const QString folder = workbench.path(QStringLiteral("all"));
    QVERIFY(waited(workbench.project().exportRun(1, ExportRequest{folder})).has_value());
    const auto ofInitialPrompt = [&folder](const char* file, int column) {
        QStringList kept;
        for (const QString& line : linesOf(folder + QLatin1Char('/') + QLatin1String(file)))
            if (kept.isEmpty() || line.section(QLatin1Char(','), column, column) == QLatin1String("0/start"))
                kept.append(line);
        return kept;
    };

    auto* tree = workbench.find<QTreeView>("runTree");
    const QModelIndex start = tree->model()->index(0, 0);
    tree->setCurrentIndex(tree->model()->index(0, 0, start)); // the initial system prompt
    auto* tabs = workbench.find<QTabWidget>("runDetails");
    tabs->setCurrentIndex(1);
    QTRY_VERIFY(workbench.find<QTableView>("scoreTable")->model()->rowCount() > 0);
    const QString scores = workbench.path(QStringLiteral("scores.csv"));
    QVERIFY(exportTable(workbench, "scoreTableActions", scores));
    QStringList expected = ofInitialPrompt("scores.csv", 2);
    QStringList written = linesOf(scores);
    QVERIFY(written.size() > 3);
    QCOMPARE(written.first(), expected.first());
    expected.sort(); // the file goes by prompts, the table by tasks
    written.sort();
    QCOMPARE(written, expected);

    tabs->setCurrentIndex(2);
    workbench.find<QCheckBox>("wrongOnly")->setChecked(false);
    const auto* answers = workbench.find<QTableView>("answerTable")->model();
    const auto all = static_cast<int>(ofInitialPrompt("evaluations.csv", 1).size() - 1);
    QVERIFY(all > 20);
    QTRY_COMPARE(answers->rowCount(), all);
    const QString evaluations = workbench.path(QStringLiteral("evaluations.csv"));
    QVERIFY(exportTable(workbench, "answerTableActions", evaluations));
    QCOMPARE(linesOf(evaluations), ofInitialPrompt("evaluations.csv", 1));
    QVERIFY2(workbench.message().contains(QFileInfo(evaluations).fileName()), qPrintable(workbench.message()));
    QVERIFY(workbench.message().contains(QStringLiteral("%1 rows were written").arg(all)));
}

void TableActionsTest::examplesAreWhole()
{
    RunFixture workbench;
    QVERIFY(workbench.makeProject());
    workbench.window().showPage(QStringLiteral("tasksPage"));
    const auto* table = workbench.find<QTableView>("exampleTable");
    QTRY_COMPARE(table->model()->rowCount(), 24);
    const QString path = workbench.path(QStringLiteral("examples.csv"));
    QVERIFY(exportTable(workbench, "exampleTableActions", path));
    const QList<QByteArray> lines = contentOf(path).split('\n');
    QCOMPARE(lines.size(), 26); // with the header, and the end of the last line
    QCOMPARE(lines.at(0), QByteArray("task,split,example,question,expected,external_id\r"));
    QCOMPARE(lines.at(1), QByteArray("alpha,train,0,Item 0 of alpha? [[answer=A|B]],A,\r"));
}

METASPO_UI_TEST(TableActionsTest)
#include "TableActionsTest.moc"
