#include "core/engine/Workspace.h"

#include <QFile>
#include <QFutureWatcher>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace metaspo;

namespace {

constexpr int patience = 30'000;
const char listening[] = "echo 'main: server is listening on http://127.0.0.1'\nexec sleep 600\n";
const char loading[] = "echo loading\nexec sleep 600\n";

} // namespace

/// The managed local model with programs in the place of its server and its installer.
class LocalModelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void startEndsInAnswer_data();
    void startEndsInAnswer();
    void stopWhileLoadingIsTold();
    void startAfterStopStartsAnew();
    void startWaitsForTheInstallation_data();
    void startWaitsForTheInstallation();
    void installerThatCannotStartIsTold();
    void chosenFilesAreWhatEverybodySees();
    void chosenFilesCountFromTheNextStart();

private:
    QString write(const QString& name, const QByteArray& content) const;
    QString program(const QString& name, const QByteArray& script) const;
    /// Waits for the answer; nothing: there was none.
    std::optional<Result<Connection>> answer(const QFuture<Result<Connection>>& future) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Workspace> m_workspace;
};

void LocalModelTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CONFIG_HOME", m_folder->filePath(QStringLiteral("config")).toUtf8());
    qputenv("XDG_DATA_HOME", m_folder->filePath(QStringLiteral("data")).toUtf8());
    qputenv("PATH", "/usr/bin:/bin");
    m_workspace = std::make_unique<Workspace>();
}

void LocalModelTest::cleanup()
{
    m_workspace.reset();
    qunsetenv("METASPO_LOCAL_MODEL_INSTALLER");
}

QString LocalModelTest::write(const QString& name, const QByteArray& content) const
{
    QFile file(m_folder->filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("a file of the test cannot be written");
    return file.fileName();
}

QString LocalModelTest::program(const QString& name, const QByteArray& script) const
{
    const QString path = write(name, "#!/bin/sh\n" + script);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}

std::optional<Result<Connection>> LocalModelTest::answer(const QFuture<Result<Connection>>& future) const
{
    QFutureWatcher<Result<Connection>> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if (!future.isFinished())
        finished.wait(patience);
    return future.isFinished() ? std::optional(future.result()) : std::nullopt;
}

void LocalModelTest::startEndsInAnswer_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("words"); ///< of the failure; empty: it runs
    QTest::newRow("listens") << QByteArray(listening) << QString();
    QTest::newRow("ends") << QByteArray("echo 'out of memory'\nexit 7\n") << QStringLiteral("code 7");
    QTest::newRow("never listens") << QByteArray(loading) << QStringLiteral("was not ready after 1 seconds");
}

void LocalModelTest::startEndsInAnswer()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, words);
    LocalModel& model = m_workspace->localModel();
    model.configure({write(QStringLiteral("a.gguf"), "model"), program(QStringLiteral("server"), script)}, 1, 512);
    if (!words.isEmpty())
        model.setPatience(std::chrono::seconds(1));
    const auto result = answer(m_workspace->runningLocalModel());
    QVERIFY(result.has_value());
    QCOMPARE(result->has_value(), words.isEmpty());
    if (!words.isEmpty())
        QVERIFY2(result->error().what.contains(words), qPrintable(sentence(result->error())));
    QCOMPARE(model.state(), words.isEmpty() ? LocalModelState::Running : LocalModelState::Failed);
}

void LocalModelTest::stopWhileLoadingIsTold()
{
    LocalModel& model = m_workspace->localModel();
    model.configure({write(QStringLiteral("a.gguf"), "model"), program(QStringLiteral("server"), loading)}, 1, 512);
    const auto first = m_workspace->runningLocalModel();
    const auto second = m_workspace->runningLocalModel();
    QTRY_VERIFY_WITH_TIMEOUT(model.log().contains(QLatin1String("loading")), patience);
    model.stop();
    for (const auto& future : {first, second}) {
        const auto result = answer(future);
        QVERIFY(result.has_value());
        QVERIFY(!*result);
        QCOMPARE(result->error().kind, ErrorKind::Stopped);
    }
    QTRY_COMPARE_WITH_TIMEOUT(model.state(), LocalModelState::Stopped, patience);
}

void LocalModelTest::startAfterStopStartsAnew()
{
    LocalModel& model = m_workspace->localModel();
    model.configure({write(QStringLiteral("a.gguf"), "model"), program(QStringLiteral("server"), listening)}, 1, 512);
    const auto first = answer(m_workspace->runningLocalModel());
    QVERIFY(first && *first);
    model.stop();
    const auto second = answer(m_workspace->runningLocalModel()); // not the one that is on its way out
    QVERIFY(second && *second);
    QVERIFY((*first)->baseUrl != (*second)->baseUrl || model.state() == LocalModelState::Running);
    QCOMPARE(model.state(), LocalModelState::Running);
    QTest::qWait(50);
    QCOMPARE(model.state(), LocalModelState::Running);
}

void LocalModelTest::startWaitsForTheInstallation_data()
{
    QTest::addColumn<bool>("succeeds");
    QTest::newRow("installed") << true;
    QTest::newRow("not installed") << false;
}

void LocalModelTest::startWaitsForTheInstallation()
{
    QFETCH(bool, succeeds);
    const QString server = program(QStringLiteral("server"), listening);
    const QString file = m_folder->filePath(QStringLiteral("a.gguf"));
    const QString go = m_folder->filePath(QStringLiteral("go"));
    const QString script =
        QStringLiteral("while [ ! -e '%1' ]; do sleep 0.05; done\n%2\n")
            .arg(go, succeeds ? QStringLiteral("echo model > '%1'").arg(file) : QStringLiteral("exit 3"));
    qputenv("METASPO_LOCAL_MODEL_INSTALLER", program(QStringLiteral("install"), script.toUtf8()).toUtf8());
    LocalModel& model = m_workspace->localModel();
    model.configure({file, server}, 1, 512);
    model.install();
    QCOMPARE(model.state(), LocalModelState::Installing);
    const auto future = m_workspace->runningLocalModel();
    write(QStringLiteral("go"), {});
    const auto result = answer(future);
    QVERIFY(result.has_value());
    QCOMPARE(result->has_value(), succeeds);
    QCOMPARE(model.state(), succeeds ? LocalModelState::Running : LocalModelState::NotInstalled);
}

void LocalModelTest::installerThatCannotStartIsTold()
{
    const QString broken = program(QStringLiteral("install"), {});
    QFile file(broken);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write("#!/no/such/interpreter\n");
    file.close();
    qputenv("METASPO_LOCAL_MODEL_INSTALLER", broken.toUtf8());
    LocalModel& model = m_workspace->localModel();
    QSignalSpy failed(&model, &LocalModel::failed);
    model.install();
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, patience);
    QCOMPARE(model.state(), LocalModelState::NotInstalled);
}

void LocalModelTest::chosenFilesAreWhatEverybodySees()
{
    Connections& connections = m_workspace->connections();
    QVERIFY(!connections.localModel().complete);
    LocalModel& model = m_workspace->localModel();
    model.configure({write(QStringLiteral("mine.gguf"), "model"), program(QStringLiteral("server"), listening)}, 1,
                    512);
    QVERIFY(connections.localModel().complete);
    const Result<Connection> planned = connections.find({});
    QVERIFY(planned.has_value());
    QCOMPARE(planned->model, QStringLiteral("mine"));
    QCOMPARE(connections.list()->first().id, planned->id);
    const auto running = answer(m_workspace->runningLocalModel());
    QVERIFY(running && *running);
    QCOMPARE((*running)->id, planned->id);
    QCOMPARE((*running)->model, planned->model);
}

void LocalModelTest::chosenFilesCountFromTheNextStart()
{
    LocalModel& model = m_workspace->localModel();
    const QString server = program(QStringLiteral("server"), listening);
    model.configure({write(QStringLiteral("one.gguf"), "1"), server}, 1, 512);
    QVERIFY(answer(m_workspace->runningLocalModel()).has_value());
    model.configure({write(QStringLiteral("two.gguf"), "2"), server}, 1, 512);
    QCOMPARE(m_workspace->connections().find({})->model, QStringLiteral("one")); // a run now would get this one
    model.stop();
    QTRY_COMPARE_WITH_TIMEOUT(model.state(), LocalModelState::Stopped, patience);
    QCOMPARE(m_workspace->connections().find({})->model, QStringLiteral("two"));
}

QTEST_GUILESS_MAIN(LocalModelTest)
#include "LocalModelTest.moc"
