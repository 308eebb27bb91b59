#include "core/engine/ExportRequest.h"
#include "tests/support/FileContent.h"
#include "tests/support/Waited.h"
#include "tests/ui/WorkbenchFixture.h"
#include "ui/kit/ShownTable.h"
#include "ui/kit/TableActions.h"
#include "ui/run/RunDetails.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QFile>
#include <QListView>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

using namespace metaspo;

namespace {

constexpr int patience = 30'000;

} // namespace

/// Whatever stands in a table, a list or a tree can be kept.
class ExportedTablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void everyTableCanBeExported();
    void runsAreThoseOfTheCommandLine();
    void treesAreFlat_data();
    void treesAreFlat();
    void chosenRowsOfATree();
    void settingsAreWhole();
    void exactTextGoesIntoTheTable();

private:
    QByteArray exported(const char* actions, const std::optional<QList<int>>& rows = std::nullopt);

    WorkbenchFixture m_workbench;
};

void ExportedTablesTest::initTestCase()
{
    QVERIFY(m_workbench.openSample());
    m_workbench.window().showPage(QStringLiteral("runPage"));
    auto* runs = m_workbench.find<QListView>("runList");
    QTRY_COMPARE_WITH_TIMEOUT(runs->model()->rowCount(), 1, patience);
    runs->setCurrentIndex(runs->model()->index(0, 0));
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench.find<QTreeView>("runTree")->model()->rowCount() >= 3, patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_workbench.find<QTableView>("settingsTable")->model()->rowCount() > 0, patience);
}

// What it is chosen from, and what is typed, is no result.
void ExportedTablesTest::everyTableCanBeExported()
{
    const QStringList choices{QStringLiteral("recentProjects"), QStringLiteral("connectionList")};
    QStringList without;
    for (const auto* view : m_workbench.window().findChildren<QAbstractItemView*>()) {
        const QString name = view->objectName();
        const bool isTable = qobject_cast<const QTableView*>(view) || qobject_cast<const QTreeView*>(view)
                             || qobject_cast<const QListView*>(view);
        if (!isTable || name.isEmpty() || name.startsWith(QLatin1String("qt_")) || choices.contains(name))
            continue;
        if (!m_workbench.window().findChild<TableActions*>(name + QStringLiteral("Actions")))
            without.append(name);
    }
    QVERIFY2(without.isEmpty(), qPrintable(without.join(QStringLiteral(", "))));
}

QByteArray ExportedTablesTest::exported(const char* actions, const std::optional<QList<int>>& rows)
{
    const QString path = m_workbench.path(QLatin1String(actions) + QStringLiteral(".csv"));
    QFile::remove(path);
    m_workbench.find<TableActions>(actions)->exportTo(path, TableFormat::Csv, rows);
    return QTest::qWaitFor([&path] { return QFile::exists(path); }, patience) ? contentOf(path) : QByteArray();
}

void ExportedTablesTest::runsAreThoseOfTheCommandLine()
{
    const QString folder = m_workbench.path(QStringLiteral("run"));
    QVERIFY(waited(m_workbench.window().project()->exportRun(1, {folder})).has_value());
    const QByteArray whole = exported("runListActions");
    QVERIFY(!whole.isEmpty());
    QCOMPARE(whole, contentOf(folder + QStringLiteral("/runs.csv")));
}

void ExportedTablesTest::treesAreFlat_data()
{
    QTest::addColumn<QByteArray>("view");
    QTest::newRow("steps of a run") << QByteArray("runTree");
    QTest::newRow("tasks") << QByteArray("taskTree");
}

void ExportedTablesTest::treesAreFlat()
{
    QFETCH(QByteArray, view);
    const QAbstractItemModel& model = *m_workbench.find<QTreeView>(view.constData())->model();
    const QModelIndexList rows = flatRows(model);
    QVERIFY(rows.size() > model.rowCount());
    const QList<QByteArray> lines = exported((view + "Actions").constData()).trimmed().split('\n');
    QCOMPARE(lines.size(), rows.size() + 1);
    QVERIFY2(lines.first().startsWith("Path,"), lines.first().constData());
    const QModelIndex child = model.index(0, 0, model.index(0, 0));
    QVERIFY(child.isValid());
    const QString path = model.index(0, 0).data().toString() + QStringLiteral(" / ") + child.data().toString();
    QVERIFY2(lines.at(2).contains(path.toUtf8()), lines.at(2).constData());
}

void ExportedTablesTest::chosenRowsOfATree()
{
    const auto* tree = m_workbench.find<QTreeView>("taskTree");
    const QModelIndex task = tree->model()->index(0, 0, tree->model()->index(0, 0));
    tree->selectionModel()->select(task, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    auto* actions = m_workbench.find<TableActions>("taskTreeActions");
    actions->findChild<QAction*>(QStringLiteral("table-copy-chosen-csv"))->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("Path,")), patience);
    const QStringList lines = QGuiApplication::clipboard()->text().trimmed().split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines.last().contains(task.data().toString()));
}

void ExportedTablesTest::settingsAreWhole()
{
    const QByteArray table = exported("settingsTableActions");
    const auto* view = m_workbench.find<QTableView>("settingsTable");
    for (int row = 0; row < view->model()->rowCount(); ++row)
        QVERIFY(table.contains(view->model()->index(row, 0).data().toString().toUtf8()));
}

void ExportedTablesTest::exactTextGoesIntoTheTable()
{
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), QStringLiteral("a\\u202eb"), Qt::DisplayRole);
    const auto cell = [&model] {
        return std::get<QString>(waited(shownTable(model, {}, std::nullopt).read(0, 1))->first().first());
    };
    QCOMPARE(cell(), QStringLiteral("a\\u202eb"));
    model.setData(model.index(0, 0), QStringLiteral("a\u202Eb"), exactTextRole);
    QCOMPARE(cell(), QStringLiteral("a\u202Eb"));
}

METASPO_UI_TEST(ExportedTablesTest)
#include "ExportedTablesTest.moc"
