#include "core/engine/LocalModel.h"

#include "core/engine/LocalModelProcess.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QTimer>

#include <signal.h>
#include <sys/prctl.h>

namespace metaspo {

namespace {

constexpr qsizetype longestLog = 200'000;
constexpr std::chrono::minutes usualPatience{5};
constexpr std::chrono::seconds patienceWithTheEnd{5};

Error missingModel(const QString& why)
{
    return Error{ErrorKind::LocalModelMissing, QStringLiteral("The local model is not there"), why, {}};
}

} // namespace

struct LocalModel::Parts
{
    QProcess server;
    QProcess installation;
    LocalModelState state = LocalModelState::Stopped;
    Connection connection;
    QString log;
    LocalModelFiles files;      ///< of the server that runs
    LocalModelFiles configured; ///< for the next one
    int slotCount = 0;
    int contextPerSlot = 4096;
    std::chrono::milliseconds patience = usualPatience;
    QTimer loading; ///< runs out: it takes too long
    QTimer ending;  ///< runs out: it does not end when it is asked to
    bool isAwaited = false;  ///< start() was called, and nothing told yet
    bool isStopping = false; ///< by stop()
    bool isLate = false;
};

LocalModel::LocalModel(QObject* parent) : QObject(parent), m_parts(std::make_unique<Parts>())
{
    qRegisterMetaType<LocalModelState>();
    if (!localModelInstallation().complete)
        m_parts->state = LocalModelState::NotInstalled;
    m_parts->loading.setSingleShot(true);
    m_parts->ending.setSingleShot(true);
    connect(&m_parts->loading, &QTimer::timeout, this, &LocalModel::beLate);
    connect(&m_parts->ending, &QTimer::timeout, &m_parts->server, &QProcess::kill);
    QProcess& server = m_parts->server;
    server.setProcessChannelMode(QProcess::MergedChannels);
    // Tied to the thread that starts it, hence the rule that only the main thread may.
    server.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    connect(&server, &QProcess::readyRead, this, [this] { readServer(); });
    connect(&server, &QProcess::finished, this, [this](int exitCode) { serverEnded(exitCode); });
    connect(&server, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            serverEnded(-1);
    });

    QProcess& install = m_parts->installation;
    connect(&install, &QProcess::readyReadStandardOutput, this, [this] { readInstallation(); });
    connect(&install, &QProcess::readyReadStandardError, this,
            [this] { append(QString::fromUtf8(m_parts->installation.readAllStandardError())); });
    connect(&install, &QProcess::finished, this, [this](int exitCode) { installationEnded(exitCode); });
    connect(&install, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            installationEnded(-1);
    });
}

LocalModel::~LocalModel()
{
    m_parts->isStopping = true;
    m_parts->server.disconnect(this);
    m_parts->installation.disconnect(this);
    for (QProcess* process : {&m_parts->installation, &m_parts->server}) {
        process->terminate();
        if (process->state() != QProcess::NotRunning && !process->waitForFinished(2000))
            process->kill();
    }
    if (const QString source = m_parts->connection.keySource; source.startsWith(QLatin1String("file:")))
        QFile::remove(source.mid(5));
}

LocalModelState LocalModel::state() const
{
    return m_parts->state;
}

Connection LocalModel::connection() const
{
    return m_parts->connection;
}

QString LocalModel::log() const
{
    return m_parts->log;
}

int LocalModel::slotCount() const
{
    return m_parts->slotCount > 0 ? m_parts->slotCount : slotsForThisMachine();
}

void LocalModel::configure(const LocalModelFiles& files, int slotCount, int contextPerSlot)
{
    m_parts->configured = files;
    m_parts->slotCount = slotCount;
    m_parts->contextPerSlot = contextPerSlot > 0 ? contextPerSlot : 4096;
    if (m_parts->server.state() == QProcess::NotRunning)
        use(files);
}

LocalModelFiles LocalModel::files() const
{
    return m_parts->files;
}

void LocalModel::use(const LocalModelFiles& files)
{
    if (m_parts->files == files)
        return;
    m_parts->files = files;
    Q_EMIT filesChanged(files);
}

void LocalModel::setPatience(std::chrono::milliseconds patience)
{
    m_parts->patience = patience;
}

void LocalModel::enter(LocalModelState state)
{
    if (m_parts->state == state)
        return;
    m_parts->state = state;
    Q_EMIT stateChanged(state);
}

void LocalModel::append(const QString& lines)
{
    m_parts->log += lines;
    if (m_parts->log.size() > longestLog)
        m_parts->log.remove(0, m_parts->log.size() - longestLog / 2);
    Q_EMIT logged(lines);
}

Result<Connection> LocalModel::prepare()
{
    const LocalModelInstallation found = localModelInstallation(m_parts->files);
    if (!found.complete)
        return tl::unexpected(missingModel(found.missing));

    // One of its own for every program: another one's server must not lose its key.
    const QString keyFile =
        localModelFolder() + QStringLiteral("/server-%1.key").arg(QCoreApplication::applicationPid());
    QDir().mkpath(localModelFolder());
    QFile key(keyFile);
    if (!key.open(QIODevice::WriteOnly | QIODevice::Truncate)
        || !key.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return failure(ErrorKind::ReadOnlyFile, QStringLiteral("%1 cannot be written").arg(keyFile), key.errorString());
    QByteArray random(24, Qt::Uninitialized);
    QRandomGenerator::system()->generate(random.begin(), random.end());
    key.write(random.toHex());

    Connection connection = localModelConnection(found);
    connection.keySource = QStringLiteral("file:") + keyFile;
    connection.baseUrl = QStringLiteral("http://127.0.0.1:%1/v1").arg(freePort());
    connection.width = slotCount();
    m_parts->server.setProgram(found.serverPath);
    m_parts->server.setArguments(
        {QStringLiteral("--model"), found.modelPath, QStringLiteral("--alias"), found.modelName,
         QStringLiteral("--host"), QStringLiteral("127.0.0.1"), QStringLiteral("--port"),
         connection.baseUrl.section(u':', 2).section(u'/', 0, 0), QStringLiteral("--api-key-file"), keyFile,
         QStringLiteral("--parallel"), QString::number(slotCount()), QStringLiteral("--ctx-size"),
         QString::number(slotCount() * m_parts->contextPerSlot), QStringLiteral("--metrics")});
    return connection;
}

void LocalModel::start()
{
    m_parts->isAwaited = true;
    const bool isServerThere = m_parts->server.state() != QProcess::NotRunning;
    if (m_parts->state == LocalModelState::Running && !m_parts->isStopping)
        return beRunning();
    if (isServerThere || m_parts->state == LocalModelState::Installing)
        return; // what comes then sees that it is awaited
    use(m_parts->configured);
    const Result<Connection> prepared = prepare();
    if (!prepared) {
        enter(LocalModelState::NotInstalled);
        return fail(prepared.error());
    }
    m_parts->connection = *prepared;
    m_parts->isLate = false;
    m_parts->log.clear(); // "listening" must be this server's word
    m_parts->server.setProcessEnvironment(environmentWithoutKeys());
    enter(LocalModelState::Starting);
    Q_EMIT progressed(QStringLiteral("Loading %1").arg(prepared->model), 0, 0);
    m_parts->loading.start(m_parts->patience);
    m_parts->server.start(QIODevice::ReadOnly);
}

void LocalModel::beRunning()
{
    m_parts->loading.stop();
    m_parts->isAwaited = false;
    enter(LocalModelState::Running);
    Q_EMIT running(m_parts->connection);
}

void LocalModel::fail(const Error& error)
{
    m_parts->isAwaited = false;
    Q_EMIT failed(error);
}

void LocalModel::beLate()
{
    m_parts->isLate = true;
    m_parts->server.kill();
}

void LocalModel::readServer()
{
    const QString lines = QString::fromUtf8(m_parts->server.readAll());
    append(lines);
    if (m_parts->state == LocalModelState::Starting && !m_parts->isStopping && !m_parts->isLate
        && m_parts->log.contains(QLatin1String("listening on http")))
        beRunning();
}

void LocalModel::serverEnded(int exitCode)
{
    m_parts->loading.stop();
    m_parts->ending.stop();
    use(m_parts->configured);
    if (std::exchange(m_parts->isStopping, false)) {
        enter(LocalModelState::Stopped);
        if (m_parts->isAwaited)
            start(); // asked for after the stop
        return;
    }
    enter(LocalModelState::Failed);
    const QString lastLines = m_parts->log.trimmed().section(u'\n', -3);
    const QString what =
        m_parts->isLate ? QStringLiteral("The local model was not ready after %1 seconds")
                              .arg(std::chrono::duration_cast<std::chrono::seconds>(m_parts->patience).count())
                        : QStringLiteral("The local model's server ended with code %1").arg(exitCode);
    fail(Error{ErrorKind::LocalModelMissing, what, lastLines,
               QStringLiteral("Look at its log, free some memory or choose another model file, then start it again; "
                              "nothing was lost.")});
}

void LocalModel::stop()
{
    if (m_parts->isAwaited)
        fail(Error{ErrorKind::Stopped, QStringLiteral("The local model was stopped before it was ready"), {},
                   QStringLiteral("Start it again when it is needed; nothing was lost.")});
    if (m_parts->server.state() == QProcess::NotRunning)
        return;
    m_parts->isStopping = true;
    m_parts->loading.stop();
    m_parts->server.terminate();
    m_parts->ending.start(patienceWithTheEnd);
}

void LocalModel::install()
{
    if (m_parts->state == LocalModelState::Installing)
        return;
    const QString program = localModelInstaller();
    if (program.isEmpty())
        return fail(missingModel(QStringLiteral("The installer packaging/local-model/install was not found")));
    enter(LocalModelState::Installing);
    m_parts->installation.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_parts->installation.start(program, QStringList{}, QIODevice::ReadOnly);
}

void LocalModel::cancelInstall()
{
    m_parts->installation.terminate();
}

void LocalModel::readInstallation()
{
    while (m_parts->installation.canReadLine()) {
        const QString line = QString::fromUtf8(m_parts->installation.readLine()).trimmed();
        const QStringList words = line.split(u' ');
        if (words.size() == 4 && words.front() == QLatin1String("progress"))
            Q_EMIT progressed(words[1], words[2].toLongLong(), words[3].toLongLong());
        else
            append(line + u'\n');
    }
}

void LocalModel::installationEnded(int exitCode)
{
    const LocalModelInstallation found = localModelInstallation(m_parts->files);
    enter(found.complete ? LocalModelState::Stopped : LocalModelState::NotInstalled);
    if (!found.complete)
        fail(Error{ErrorKind::LocalModelMissing,
                   QStringLiteral("The installation of the local model ended with code %1").arg(exitCode),
                   m_parts->log.trimmed().section(u'\n', -1),
                   QStringLiteral("Start it again: it goes on where it stopped.")});
    else if (m_parts->isAwaited)
        start();
}

} // namespace metaspo
