#include "tests/ui/WorkbenchFixture.h"

#include "tests/support/ScriptedModelServer.h"
#include "ui/connections/CheckModel.h"
#include "ui/connections/ConnectionModel.h"
#include "ui/kit/RowDelegate.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QProcess>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>

using namespace metaspo;

namespace {

constexpr auto canaryKey = "canary-key-7f31";

void writeProgram(const QString& path, const QByteArray& script)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + script) < 0)
        qFatal("a program of the test cannot be written");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

} // namespace

class ConnectionsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void localModelStandsFirst();
    void addedConnectionIsKept();
    void namesMustBeUnique();
    void testShowsEightChecksOneByOne();
    void failedTestSaysWhatToDo();
    void modelsAreListed();
    void keyIsNeverKept();
    void removedConnectionComesBackWithUndo();
    void checksWaitUntilTheyAreDone();
    void localModelIsInstalled();
    void localModelStartsAndStops();
    void localModelThatEndsSaysSo();

private:
    void add(WorkbenchFixture& workbench, const char* preset, const QString& name, const QString& url);
    static QStringList names(WorkbenchFixture& workbench);
};

void ConnectionsPageTest::init()
{
    qputenv("METASPO_LLAMA_SERVER", "");
    qputenv("METASPO_LOCAL_MODEL", "");
    qputenv("METASPO_LOCAL_MODEL_INSTALLER", "");
}

void ConnectionsPageTest::cleanup()
{
    init();
}

void ConnectionsPageTest::add(WorkbenchFixture& workbench, const char* preset, const QString& name, const QString& url)
{
    workbench.window().showPage(QStringLiteral("connectionsPage"));
    QTRY_VERIFY(workbench.find<QListView>("connectionList")->model()->rowCount() > 0);
    workbench.find<QAction>(preset)->trigger();
    workbench.find<QLineEdit>("connectionName")->setText(name);
    workbench.find<QLineEdit>("connectionUrl")->setText(url);
    workbench.find<QComboBox>("connectionModel")->setEditText(QStringLiteral("scripted"));
}

QStringList ConnectionsPageTest::names(WorkbenchFixture& workbench)
{
    QStringList shown;
    const QAbstractItemModel* model = workbench.find<QListView>("connectionList")->model();
    for (int row = 0; row < model->rowCount(); ++row)
        shown.append(model->index(row, 0).data().toString());
    return shown;
}

void ConnectionsPageTest::localModelStandsFirst()
{
    WorkbenchFixture workbench;
    workbench.window().showPage(QStringLiteral("connectionsPage"));
    QTRY_COMPARE(names(workbench), QStringList{QStringLiteral("Local model")});
    QTRY_COMPARE(workbench.find<QLabel>("localModelState")->text(), QStringLiteral("Not installed"));
    QVERIFY(workbench.find<QPushButton>("installLocalModel")->isVisible());
    QVERIFY(!workbench.find<QPushButton>("startLocalModel")->isVisible());
    QCOMPARE(workbench.unnamedWidgets(&workbench.window()).join(QStringLiteral("; ")), QString());
    workbench.picture(QStringLiteral("connections-local-model"));
}

void ConnectionsPageTest::addedConnectionIsKept()
{
    WorkbenchFixture workbench;
    add(workbench, "preset-openai", QStringLiteral("my-server"), QStringLiteral("https://models.example/v1"));
    QCOMPARE(workbench.find<QComboBox>("keyKind")->currentData().toString(), QStringLiteral("env"));
    QCOMPARE(workbench.find<QLineEdit>("keyPlace")->text(), QStringLiteral("OPENAI_API_KEY"));
    QCOMPARE(workbench.unnamedWidgets(&workbench.window()).join(QStringLiteral("; ")), QString());
    workbench.picture(QStringLiteral("connections-new"));
    workbench.press("saveConnection");
    QTRY_COMPARE(names(workbench), (QStringList{QStringLiteral("Local model"), QStringLiteral("my-server")}));
    QTRY_VERIFY(!workbench.find<QPushButton>("saveConnection")->isEnabled());

    const Result<Connection> stored = workbench.workspace().connections().find(QStringLiteral("my-server"));
    QVERIFY(stored);
    QCOMPARE(stored->baseUrl, QStringLiteral("https://models.example/v1"));
    QCOMPARE(stored->keySource, QStringLiteral("env:OPENAI_API_KEY"));
    QVERIFY(!stored->price); // unknown, not zero

    workbench.find<QLineEdit>("connectionUrl")->setText(QStringLiteral("https://other.example/v1"));
    QVERIFY(workbench.find<QPushButton>("saveConnection")->isEnabled());
    workbench.press("revertConnection");
    QCOMPARE(workbench.find<QLineEdit>("connectionUrl")->text(), QStringLiteral("https://models.example/v1"));
}

void ConnectionsPageTest::namesMustBeUnique()
{
    WorkbenchFixture workbench;
    add(workbench, "preset-openai", QStringLiteral("same"), QStringLiteral("https://models.example/v1"));
    workbench.press("saveConnection");
    QTRY_COMPARE(names(workbench).size(), 2);
    add(workbench, "preset-openai", QStringLiteral("same"), QStringLiteral("https://other.example/v1"));
    workbench.press("saveConnection");
    QTRY_VERIFY(workbench.message().contains(QLatin1String("same")));
    QCOMPARE(names(workbench).size(), 2);
}

void ConnectionsPageTest::testShowsEightChecksOneByOne()
{
    const ScriptedModelServer server;
    WorkbenchFixture workbench;
    add(workbench, "preset-custom", QStringLiteral("scripted"), server.baseUrl());
    workbench.find<QComboBox>("keyKind")->setCurrentIndex(0);
    auto* checks = workbench.find<QListView>("connectionChecks");
    QVERIFY(checks->isHidden());
    workbench.press("testConnection");
    QCOMPARE(checks->model()->rowCount(), 8);
    QVERIFY(!workbench.find<QPushButton>("testConnection")->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(workbench.find<QPushButton>("testConnection")->isEnabled(), 20'000);
    QCOMPARE(checks->model()->rowCount(), 8);
    for (int row = 0; row < 4; ++row)
        QCOMPARE(checks->model()->index(row, 0).data(IconNameRole).toString(), QStringLiteral("check-circle"));
    QVERIFY(workbench.find<QLabel>("testVerdict")->text().startsWith(QLatin1String("Ready")));
    QVERIFY(server.calls().size() <= 3);
    workbench.picture(QStringLiteral("connections-tested"));
}

void ConnectionsPageTest::failedTestSaysWhatToDo()
{
    ServerScript script;
    script.key = QStringLiteral("another");
    const ScriptedModelServer server(script);
    qputenv("METASPO_TEST_KEY", canaryKey);
    WorkbenchFixture workbench;
    add(workbench, "preset-custom", QStringLiteral("scripted"), server.baseUrl());
    workbench.find<QComboBox>("keyKind")->setCurrentIndex(1);
    workbench.find<QLineEdit>("keyPlace")->setText(QStringLiteral("METASPO_TEST_KEY"));
    workbench.press("testConnection");
    QTRY_VERIFY_WITH_TIMEOUT(workbench.find<QPushButton>("testConnection")->isEnabled(), 20'000);
    const QAbstractItemModel* checks = workbench.find<QListView>("connectionChecks")->model();
    QCOMPARE(checks->index(1, 0).data(IconNameRole).toString(), QStringLiteral("cross-circle"));
    QVERIFY(!checks->index(1, 0).data(SecondLineRole).toString().isEmpty());
    for (int row = 0; row < checks->rowCount(); ++row)
        QVERIFY(!checks->index(row, 0).data(SecondLineRole).toString().contains(QLatin1String(canaryKey)));
    QVERIFY(workbench.find<QLabel>("testVerdict")->text().startsWith(QLatin1String("Not ready")));
    workbench.picture(QStringLiteral("connections-test-failed"));
    qunsetenv("METASPO_TEST_KEY");
}

void ConnectionsPageTest::modelsAreListed()
{
    ServerScript script;
    script.models = {QStringLiteral("small"), QStringLiteral("large")};
    const ScriptedModelServer server(script);
    WorkbenchFixture workbench;
    add(workbench, "preset-custom", QStringLiteral("scripted"), server.baseUrl());
    workbench.find<QComboBox>("keyKind")->setCurrentIndex(0);
    auto* model = workbench.find<QComboBox>("connectionModel");
    model->setEditText({});
    workbench.press("listModels");
    QTRY_COMPARE_WITH_TIMEOUT(model->count(), 2, 20'000);
    QCOMPARE(model->itemText(1), QStringLiteral("large"));
    QVERIFY(!model->currentText().isEmpty());
    model->hidePopup();
}

// A key typed in goes into the file that was chosen, and into nothing else.
void ConnectionsPageTest::keyIsNeverKept()
{
    WorkbenchFixture workbench;
    add(workbench, "preset-openai", QStringLiteral("with-key"), QStringLiteral("https://models.example/v1"));
    auto* kind = workbench.find<QComboBox>("keyKind");
    kind->setCurrentIndex(kind->findData(QStringLiteral("file")));
    const QString keyFile = workbench.find<QLineEdit>("keyPlace")->text();
    workbench.press("storeKey");
    auto* dialog = workbench.find<QDialog>("storeKeyDialog");
    QVERIFY(dialog);
    auto* edit = dialog->findChild<QLineEdit*>(QStringLiteral("storeKeyEdit"));
    QCOMPARE(edit->echoMode(), QLineEdit::Password);
    edit->setText(QLatin1String(canaryKey));
    QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("storeKeySave")), Qt::LeftButton);
    QTRY_VERIFY(workbench.message().contains(QLatin1String("stored")));
    workbench.press("saveConnection");
    QTRY_COMPARE(names(workbench).size(), 2);

    QCOMPARE(QFile::permissions(keyFile) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QFile connections(workbench.workspace().connections().file());
    QVERIFY(connections.open(QIODevice::ReadOnly));
    const QByteArray content = connections.readAll();
    QVERIFY(content.contains(keyFile.toUtf8()));
    QVERIFY(!content.contains(canaryKey));
    QFile settings(workbench.path(QStringLiteral("config/metaspo/workbench.ini")));
    QVERIFY(!settings.open(QIODevice::ReadOnly) || !settings.readAll().contains(canaryKey));
}

void ConnectionsPageTest::removedConnectionComesBackWithUndo()
{
    WorkbenchFixture workbench;
    add(workbench, "preset-openai", QStringLiteral("gone"), QStringLiteral("https://models.example/v1"));
    workbench.press("saveConnection");
    QTRY_COMPARE(names(workbench).size(), 2);
    workbench.press("removeConnection");
    QTRY_COMPARE(names(workbench).size(), 1);
    workbench.press("messageButton");
    QTRY_COMPARE(names(workbench).value(1), QStringLiteral("gone"));
}

void ConnectionsPageTest::checksWaitUntilTheyAreDone()
{
    CheckModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.begin();
    QCOMPARE(model.rowCount(), 8);
    QVERIFY(model.index(0).data(SecondLineRole).toString().isEmpty());
    model.add(
        ConnectionCheck{QStringLiteral("reachable"), ConnectionCheck::Verdict::Passed, QStringLiteral("yes"), 12});
    model.add(ConnectionCheck{QStringLiteral("key"), ConnectionCheck::Verdict::Failed, QStringLiteral("no"), 0});
    QCOMPARE(model.passed(), 1);
    QCOMPARE(model.failed(), 1);
    QCOMPARE(model.index(0).data(TrailingRole).toString(), QStringLiteral("12 ms"));
    QCOMPARE(model.index(1).data(SecondLineRole).toString(), QStringLiteral("no"));
    QCOMPARE(model.index(2).data(IconNameRole).toString(), QStringLiteral("dash-circle"));
}

void ConnectionsPageTest::localModelIsInstalled()
{
    WorkbenchFixture workbench;
    const QString installer = workbench.path(QStringLiteral("install"));
    writeProgram(installer, "echo 'progress download 500000000 1000000000'\nread line < \"$0.go\"\nexit 3\n");
    QCOMPARE(QProcess::execute(QStringLiteral("mkfifo"), {installer + QStringLiteral(".go")}), 0);
    qputenv("METASPO_LOCAL_MODEL_INSTALLER", installer.toLocal8Bit());
    workbench.window().showPage(QStringLiteral("connectionsPage"));
    QTRY_VERIFY(workbench.find<QPushButton>("installLocalModel")->isVisible());
    workbench.press("installLocalModel");
    const auto* progress = workbench.find<QProgressBar>("localModelProgress");
    QTRY_VERIFY(progress->isVisible());
    QTRY_COMPARE(progress->value() * 2, progress->maximum());
    QVERIFY(workbench.find<QPushButton>("cancelInstall")->isVisible());
    QVERIFY(!workbench.find<QPushButton>("installLocalModel")->isVisible());
    workbench.picture(QStringLiteral("connections-installing"));
    QFile go(installer + QStringLiteral(".go"));
    QVERIFY(go.open(QIODevice::WriteOnly));
    go.write("x\n");
    go.close();
    QTRY_VERIFY_WITH_TIMEOUT(workbench.message().contains(QLatin1String("code 3")), 10'000);
    QTRY_VERIFY(workbench.find<QPushButton>("installLocalModel")->isVisible());
}

void ConnectionsPageTest::localModelStartsAndStops()
{
    WorkbenchFixture workbench;
    const QString server = workbench.path(QStringLiteral("llama-server"));
    writeProgram(server, "echo 'main: server is listening on http://127.0.0.1'\nexec sleep 600\n");
    auto* modelFile = workbench.find<QLineEdit>("localModelFile");
    auto* serverFile = workbench.find<QLineEdit>("localModelServer");
    workbench.window().showPage(QStringLiteral("connectionsPage"));
    workbench.press("localModelMore");
    modelFile->setText(workbench.write(QStringLiteral("other.gguf"), "model"));
    serverFile->setText(server);
    Q_EMIT modelFile->editingFinished();
    QTRY_VERIFY(workbench.find<QPushButton>("startLocalModel")->isVisible());
    workbench.press("startLocalModel");
    QTRY_COMPARE_WITH_TIMEOUT(workbench.find<QLabel>("localModelState")->text(), QStringLiteral("Running"), 10'000);
    QVERIFY(workbench.find<QPlainTextEdit>("localModelLog")->toPlainText().contains(QLatin1String("listening")));
    QVERIFY(workbench.find<QLabel>("localModelFacts")->text().contains(QLatin1String("127.0.0.1")));
    QCOMPARE(workbench.find<QListView>("connectionList")->model()->index(0, 0).data(SecondLineRole).toString(),
             QStringLiteral("Running"));
    workbench.picture(QStringLiteral("connections-running"));
    workbench.press("stopLocalModel");
    QTRY_COMPARE_WITH_TIMEOUT(workbench.find<QLabel>("localModelState")->text(), QStringLiteral("Stopped"), 10'000);
}

void ConnectionsPageTest::localModelThatEndsSaysSo()
{
    WorkbenchFixture workbench;
    const QString server = workbench.path(QStringLiteral("llama-server"));
    writeProgram(server, "echo 'error: out of memory'\nexit 7\n");
    workbench.workspace().localModel().configure({workbench.write(QStringLiteral("other.gguf"), "model"), server}, 1,
                                                 512);
    workbench.window().showPage(QStringLiteral("connectionsPage"));
    workbench.workspace().localModel().start();
    QTRY_COMPARE_WITH_TIMEOUT(workbench.find<QLabel>("localModelState")->text(), QStringLiteral("Failed"), 10'000);
    QTRY_VERIFY(workbench.message().contains(QLatin1String("code 7")));
    QVERIFY(workbench.message().contains(QLatin1String("out of memory")));
}

METASPO_UI_TEST(ConnectionsPageTest)
#include "ConnectionsPageTest.moc"
