#include "core/engine/LocalModel.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QThread>

#include <arpa/inet.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/sysinfo.h>
#include <unistd.h>

namespace metaspo {

namespace {

constexpr qsizetype longestLog = 200'000;

QString installer()
{
    const QString beside = QCoreApplication::applicationDirPath();
    for (const QString& place : {qEnvironmentVariable("METASPO_LOCAL_MODEL_INSTALLER"),
                                 beside + QStringLiteral("/../share/metaspo/local-model/install"),
                                 beside + QStringLiteral("/../../../packaging/local-model/install")})
        if (!place.isEmpty() && QFileInfo(place).isExecutable())
            return QFileInfo(place).canonicalFilePath();
    return {};
}

// The kernel picks a free port; the server binds it a moment later, and a lost race ends in a retry by the user.
quint16 freePort()
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    quint16 port = 0;
    if (::bind(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0
        && ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &length) == 0)
        port = ntohs(address.sin_port);
    ::close(descriptor);
    return port;
}

int slotsForThisMachine()
{
    struct sysinfo memory{};
    ::sysinfo(&memory);
    const double gibibytes =
        static_cast<double>(memory.totalram) * static_cast<double>(memory.mem_unit) / (1024.0 * 1024 * 1024);
    const int byMemory = gibibytes < 4 ? 2 : gibibytes < 6 ? 4 : 16;
    return std::clamp(4 * QThread::idealThreadCount(), 4, byMemory);
}

QProcessEnvironment environmentWithoutKeys()
{
    static const QRegularExpression secret(QStringLiteral("KEY|TOKEN|SECRET|PASSWORD"),
                                           QRegularExpression::CaseInsensitiveOption);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString& variable : environment.keys())
        if (variable.contains(secret) || variable.startsWith(QLatin1String("LLAMA_")))
            environment.remove(variable);
    return environment;
}

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
    QString modelFile;
    QString serverProgram;
    int slotCount = 0;
    int contextPerSlot = 4096;
    bool isStopping = false;
};

LocalModel::LocalModel(QObject* parent) : QObject(parent), m_parts(std::make_unique<Parts>())
{
    qRegisterMetaType<LocalModelState>();
    if (!installation().complete)
        m_parts->state = LocalModelState::NotInstalled;
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

void LocalModel::configure(const QString& modelFile, const QString& serverProgram, int slotCount, int contextPerSlot)
{
    m_parts->modelFile = modelFile;
    m_parts->serverProgram = serverProgram;
    m_parts->slotCount = slotCount;
    m_parts->contextPerSlot = contextPerSlot > 0 ? contextPerSlot : 4096;
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
    LocalModelInstallation found = installation();
    if (!m_parts->serverProgram.isEmpty())
        found.serverPath = m_parts->serverProgram;
    if (!m_parts->modelFile.isEmpty() && m_parts->modelFile != found.modelPath) {
        found.modelPath = m_parts->modelFile;
        found.modelName = QFileInfo(found.modelPath).completeBaseName();
        found.modelSha256.clear();
    }
    if (!QFileInfo(found.serverPath).isExecutable() || !QFileInfo(found.modelPath).isFile())
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
    if (m_parts->state == LocalModelState::Running) {
        Q_EMIT running(m_parts->connection);
        return;
    }
    if (m_parts->state == LocalModelState::Starting || m_parts->state == LocalModelState::Installing)
        return;
    const Result<Connection> prepared = prepare();
    if (!prepared) {
        enter(LocalModelState::NotInstalled);
        Q_EMIT failed(prepared.error());
        return;
    }
    m_parts->connection = *prepared;
    m_parts->isStopping = false;
    m_parts->log.clear(); // "listening" must be this server's word
    m_parts->server.setProcessEnvironment(environmentWithoutKeys());
    enter(LocalModelState::Starting);
    Q_EMIT progressed(QStringLiteral("Loading %1").arg(prepared->model), 0, 0);
    m_parts->server.start(QIODevice::ReadOnly);
}

void LocalModel::readServer()
{
    const QString lines = QString::fromUtf8(m_parts->server.readAll());
    append(lines);
    if (m_parts->state == LocalModelState::Starting && m_parts->log.contains(QLatin1String("listening on http"))) {
        enter(LocalModelState::Running);
        Q_EMIT running(m_parts->connection);
    }
}

void LocalModel::serverEnded(int exitCode)
{
    if (m_parts->isStopping) {
        enter(LocalModelState::Stopped);
        return;
    }
    enter(LocalModelState::Failed);
    const QString lastLines = m_parts->log.trimmed().section(u'\n', -3);
    Q_EMIT failed(Error{ErrorKind::LocalModelMissing,
                        QStringLiteral("The local model's server ended with code %1").arg(exitCode), lastLines,
                        QStringLiteral("Look at its log, free some memory or choose another model file, then start it "
                                       "again; nothing was lost.")});
}

void LocalModel::stop()
{
    m_parts->isStopping = true;
    m_parts->server.terminate();
}

void LocalModel::install()
{
    if (m_parts->state == LocalModelState::Installing)
        return;
    const QString program = installer();
    if (program.isEmpty()) {
        Q_EMIT failed(missingModel(QStringLiteral("The installer packaging/local-model/install was not found")));
        return;
    }
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
    const LocalModelInstallation found = installation();
    enter(found.complete ? LocalModelState::Stopped : LocalModelState::NotInstalled);
    if (!found.complete)
        Q_EMIT failed(Error{ErrorKind::LocalModelMissing,
                            QStringLiteral("The installation of the local model ended with code %1").arg(exitCode),
                            m_parts->log.trimmed().section(u'\n', -1),
                            QStringLiteral("Start it again: it goes on where it stopped.")});
}

} // namespace metaspo
