#include "tests/ui/WorkbenchFixture.h"

#include "tests/support/ScriptedModelServer.h"

#include <QComboBox>
#include <QDialog>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTreeView>

using namespace metaspo;

/// A person's first minutes: the sample, own examples by drop, a model of one's own, and both still there after a
/// restart.
class FirstStartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sampleExamplesAndModel();

private:
    static void dropExamples(WorkbenchFixture& workbench);
    static void connectModel(WorkbenchFixture& workbench, const QString& url);
    static bool hasTask(WorkbenchFixture& workbench, const char* name);
};

bool FirstStartTest::hasTask(WorkbenchFixture& workbench, const char* name)
{
    const QAbstractItemModel* model = workbench.find<QTreeView>("taskTree")->model();
    return !model->match(model->index(0, 0), Qt::DisplayRole, QLatin1String(name), 1,
                         Qt::MatchExactly | Qt::MatchRecursive).isEmpty();
}

void FirstStartTest::dropExamples(WorkbenchFixture& workbench)
{
    QByteArray lines;
    for (int number = 0; number < 60; ++number)
        lines += QStringLiteral("{\"question\": \"Is %1 odd?\", \"answer\": \"%2\"}\n")
                     .arg(number)
                     .arg(number % 2 ? QStringLiteral("yes") : QStringLiteral("no"))
                     .toUtf8();
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(workbench.write(QStringLiteral("odd.jsonl"), lines))});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&workbench.window(), &enter);
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&workbench.window(), &drop);
    auto* dialog = workbench.find<QDialog>("importDialog");
    QVERIFY(dialog);
    dialog->findChild<QLineEdit*>(QStringLiteral("import-domain"))->setText(QStringLiteral("Numbers"));
    dialog->findChild<QPlainTextEdit*>(QStringLiteral("import-user-prompt"))
        ->setPlainText(QStringLiteral("{question} Write yes or no in <answer></answer>."));
    auto* import = dialog->findChild<QPushButton*>(QStringLiteral("importAccept"));
    QTRY_VERIFY_WITH_TIMEOUT(import->isEnabled(), 20'000);
    QTest::mouseClick(import, Qt::LeftButton);
}

void FirstStartTest::connectModel(WorkbenchFixture& workbench, const QString& url)
{
    workbench.press("connectionsPageButton");
    QTRY_VERIFY(workbench.find<QListView>("connectionList")->model()->rowCount() > 0);
    workbench.find<QAction>("preset-custom")->trigger();
    workbench.find<QLineEdit>("connectionName")->setText(QStringLiteral("mine"));
    workbench.find<QLineEdit>("connectionUrl")->setText(url);
    workbench.find<QComboBox>("keyKind")->setCurrentIndex(0);
    workbench.press("listModels");
    QTRY_COMPARE_WITH_TIMEOUT(workbench.find<QComboBox>("connectionModel")->currentText(), QStringLiteral("scripted"),
                              20'000);
    workbench.find<QComboBox>("connectionModel")->hidePopup();
    workbench.press("testConnection");
    QTRY_VERIFY_WITH_TIMEOUT(workbench.find<QLabel>("testVerdict")->text().startsWith(QLatin1String("Ready")), 20'000);
    workbench.press("saveConnection");
    QTRY_COMPARE(workbench.find<QListView>("connectionList")->model()->rowCount(), 2);
}

void FirstStartTest::sampleExamplesAndModel()
{
    const ScriptedModelServer server;
    WorkbenchFixture workbench;
    workbench.press("openSample");
    QTRY_VERIFY_WITH_TIMEOUT(hasTask(workbench, "ledger-balance"), 20'000);
    dropExamples(workbench);
    QTRY_VERIFY_WITH_TIMEOUT(hasTask(workbench, "odd"), 20'000);
    connectModel(workbench, server.baseUrl());
    QTRY_VERIFY(workbench.find<QWidget>("modelAdvice")->isHidden());

    workbench.restart();
    QCOMPARE(workbench.window().project(), nullptr);
    auto* recent = workbench.find<QListView>("recentProjects");
    QTRY_COMPARE(recent->model()->rowCount(), 1);
    QTest::mouseClick(recent->viewport(), Qt::LeftButton, {},
                      recent->visualRect(recent->model()->index(0, 0)).center());
    QTRY_VERIFY_WITH_TIMEOUT(hasTask(workbench, "odd"), 20'000);
    workbench.press("connectionsPageButton");
    const QAbstractItemModel* connections = workbench.find<QListView>("connectionList")->model();
    QTRY_COMPARE(connections->rowCount(), 2);
    QCOMPARE(connections->index(1, 0).data().toString(), QStringLiteral("mine"));
}

METASPO_UI_TEST(FirstStartTest)
#include "FirstStartTest.moc"
