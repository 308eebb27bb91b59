#include "tests/support/ScriptedModelServer.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QSocketNotifier>
#include <cstdio>
#include <unistd.h>

/// scripted-model-server [--script FILE] [--log FILE] [--port N] [--while-input]
/// Prints its port on a line of its own, then the line by which llama-server says that it listens, and serves until it
/// is ended or, with --while-input, until its standard input is closed.
int main(int argc, char** argv)
{
    using namespace metaspo;
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addOptions(
        {{QStringLiteral("script"), QStringLiteral("JSON file, see ServerScript"), QStringLiteral("file")},
         {QStringLiteral("log"), QStringLiteral("JSON Lines, one per request"), QStringLiteral("file")},
         {QStringLiteral("port"), QStringLiteral("0: a free one"), QStringLiteral("number"),
          QStringLiteral("0")},
         {QStringLiteral("while-input"), QStringLiteral("end with standard input")}});
    parser.addHelpOption();
    parser.process(application);

    ServerScript script;
    if (parser.isSet(QStringLiteral("script"))) {
        QFile file(parser.value(QStringLiteral("script")));
        if (!file.open(QIODevice::ReadOnly)) {
            std::fprintf(stderr, "%s\n", qPrintable(file.errorString()));
            return 1;
        }
        const Result<ServerScript> read = ServerScript::fromJson(file.readAll());
        if (!read) {
            std::fprintf(stderr, "%s\n", qPrintable(sentence(read.error())));
            return 1;
        }
        script = *read;
    }
    const ScriptedModelServer server(script, parser.value(QStringLiteral("log")),
                                     static_cast<quint16>(parser.value(QStringLiteral("port")).toUInt()));
    if (server.port() == 0) {
        std::fprintf(stderr, "The port is taken.\n");
        return 1;
    }
    std::printf("%d\nmain: server is listening on http://127.0.0.1:%d\n", int(server.port()), int(server.port()));
    std::fflush(stdout);

    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    input.setEnabled(parser.isSet(QStringLiteral("while-input")));
    QObject::connect(&input, &QSocketNotifier::activated, &application, [] {
        char bytes[256];
        if (::read(STDIN_FILENO, bytes, sizeof bytes) <= 0)
            QCoreApplication::quit();
    });
    return QCoreApplication::exec();
}
