#include "tests/ui/WorkbenchFixture.h"

#include <QAction>
#include <QLabel>
#include <QListView>
#include <QTabWidget>
#include <QTableView>
#include <QTreeView>

using namespace metaspo;

/// The run that comes with the sample project: there to be looked at, not to be gone on with. The picture of the README
/// is made here.
class SampleRunTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedRunCanBeExamined();
};

void SampleRunTest::recordedRunCanBeExamined()
{
    WorkbenchFixture workbench;
    workbench.window().resize(1440, 900);
    QVERIFY(workbench.openSample());
    workbench.window().showPage(QStringLiteral("runPage"));
    const QAbstractItemModel* runs = workbench.find<QListView>("runList")->model();
    QTRY_COMPARE_WITH_TIMEOUT(runs->rowCount(), 1, 10'000);
    workbench.find<QListView>("runList")->setCurrentIndex(runs->index(0, 0));
    auto* tree = workbench.find<QTreeView>("runTree");
    QTRY_VERIFY_WITH_TIMEOUT(tree->model()->rowCount() >= 3, 10'000); // the start and two iterations
    const QModelIndexList adopted =
        tree->model()->match(tree->model()->index(0, 2), Qt::DisplayRole, QStringLiteral("Adopted"), 1,
                             Qt::MatchContains | Qt::MatchRecursive);
    if (!adopted.isEmpty())
        tree->setCurrentIndex(adopted.first().siblingAtColumn(0));
    QVERIFY(!workbench.find<QAction>("resumeAction")->isEnabled());
    QVERIFY(workbench.find<QAction>("exportRunAction")->isEnabled());
    auto* scores = workbench.find<QTableView>("scoreTable");
    QTRY_VERIFY_WITH_TIMEOUT(scores->model()->rowCount() > 0, 10'000);
    workbench.find<QLabel>("projectLabel")->hide(); // names this machine's folders
    workbench.picture(QStringLiteral("workbench"));
}

METASPO_UI_TEST(SampleRunTest)
#include "SampleRunTest.moc"
