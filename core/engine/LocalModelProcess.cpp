#include "core/engine/LocalModelProcess.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>
#include <QThread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/sysinfo.h>
#include <unistd.h>

namespace metaspo {

QString localModelInstaller()
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

} // namespace metaspo
