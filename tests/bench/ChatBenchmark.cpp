#include "core/llm/ChatService.h"
#include "tests/support/ScriptedModelServer.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QSemaphore>
#include <QTemporaryFile>
#include <atomic>
#include <cstdio>
#include <sys/resource.h>

/// Calls a second and client CPU per call against a scripted server in a process of its own.
/// ChatBenchmark [--calls N] [--width N] [--latency MS] [--slots N] [--rate N] [--port N] [--through https://PROXY/v1]
/// --port and --through: the server listens there, and is reached through a TLS proxy in front of it.
namespace {

double cpuSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

} // namespace

int main(int argc, char** argv)
{
    using namespace metaspo;
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    const auto number = [&parser](const char* name, const char* preset) {
        parser.addOption({QString::fromLatin1(name), {}, QStringLiteral("n"), QString::fromLatin1(preset)});
    };
    number("calls", "2000");
    number("width", "32");
    number("latency", "20");
    number("slots", "0");
    number("rate", "0");
    number("port", "0");
    number("through", "");
    parser.process(application);
    const auto value = [&parser](const char* name) {
        return parser.value(QString::fromLatin1(name)).toInt();
    };

    QTemporaryFile script;
    if (!script.open())
        return 1;
    script.write(
        QStringLiteral("{\"latencyMilliseconds\":%1,\"slotCount\":%2,\"requestsPerMinute\":%3,\"burst\":%4}")
            .arg(value("latency"))
            .arg(value("slots"))
            .arg(value("rate"))
            .arg(value("rate") / 20)
            .toLatin1());
    script.close();
    QProcess server;
    server.start(QStringLiteral(SCRIPTED_SERVER_PROGRAM),
                 {QStringLiteral("--script"), script.fileName(), QStringLiteral("--while-input"),
                  QStringLiteral("--port"), parser.value(QStringLiteral("port"))});
    if (!server.waitForReadyRead()) {
        std::fprintf(stderr, "The scripted model server did not start.\n");
        return 1;
    }
    Connection connection;
    connection.model = QStringLiteral("scripted");
    connection.width = value("width");
    connection.baseUrl =
        QStringLiteral("http://127.0.0.1:%1/v1").arg(QString::fromLatin1(server.readLine().trimmed()));

    if (const QString proxy = parser.value(QStringLiteral("through")); !proxy.isEmpty()) {
        connection.baseUrl = proxy;
        connection.insecureTls = true;
    }

    const int calls = value("calls");
    QSemaphore ended;
    std::atomic<int> failed{0};
    QElapsedTimer wall;
    wall.start();
    const double before = cpuSeconds();
    EndpointStatus status;
    {
        ChatService service;
        for (int i = 0; i < calls; ++i) {
            ChatRequest request;
            request.connection = connection;
            request.tag = static_cast<quint64>(i);
            request.messages = {
                {MessageRole::System, QStringLiteral("You are a helpful assistant. ").repeated(10)},
                {MessageRole::User, QStringLiteral("Question %1 [[answer=B]]\n").arg(i) +
                                        QStringLiteral("context ").repeated(120)}};
            service.send(request, [&](ChatReply reply) {
                failed += reply.completion ? 0 : 1;
                ended.release();
            });
        }
        ended.acquire(calls);
        status = service.status(connection);
    }
    const double seconds = double(wall.elapsed()) / 1000;
    const double cpu = cpuSeconds() - before;
    const double limit = value("rate") > 0    ? (calls - value("rate") / 20) * 60.0 / value("rate")
                         : value("slots") > 0 ? double(calls) * value("latency") / 1000 / value("slots")
                         : value("width") > 0 ? double(calls) * value("latency") / 1000 / value("width")
                                              : 0;
    std::printf("calls %d  failed %d  width %d  wall %.2f s (limit %.2f, ratio %.2f)  client CPU %.2f s = "
                "%.0f us a call\n",
                calls, failed.load(), status.width, seconds, limit, limit > 0 ? seconds / limit : 0, cpu,
                1e6 * cpu / calls);
    server.closeWriteChannel();
    server.waitForFinished();
    return failed == 0 ? 0 : 1;
}
