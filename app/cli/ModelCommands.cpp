#include "app/cli/CommandLine.h"
#include "app/cli/Interruption.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/engine/Workspace.h"

namespace metaspo {

namespace {

QString amountText(qint64 done, qint64 total)
{
    return total > 0 ? QStringLiteral("%1 of %2 (%3 %)").arg(done).arg(total).arg(100 * done / total)
                     : QString::number(done);
}

class ModelInstallCommand : public Command
{
public:
    void declare(CLI::App&) override {}

    ExitCode run(CommandContext& context) override
    {
        Terminal& terminal = context.terminal;
        LocalModel& model = context.workspace.localModel();
        Interruption interruption;
        QEventLoop loop;
        std::optional<Error> error;
        QObject::connect(&model, &LocalModel::progressed, &loop, [&](const QString& what, qint64 done, qint64 total) {
            terminal.showProgress(QStringLiteral("%1: %2").arg(what, amountText(done, total)));
        });
        QObject::connect(&model, &LocalModel::logged, &loop,
                         [&](const QString& lines) { terminal.say(lines.trimmed()); });
        QObject::connect(&model, &LocalModel::failed, &loop, [&](const Error& what) {
            error = what;
            loop.quit();
        });
        QObject::connect(&model, &LocalModel::stateChanged, &loop, [&](LocalModelState state) {
            if (state == LocalModelState::Stopped)
                loop.quit();
        });
        QObject::connect(&interruption, &Interruption::requested, &model, &LocalModel::cancelInstall);
        model.install();
        if (!error && (model.state() == LocalModelState::Installing))
            loop.exec();
        if (interruption.isRequested()) {
            terminal.say(QStringLiteral("Stopped. Start it again: it goes on where it stopped."));
            return ExitCode::Interrupted;
        }
        if (error)
            throw CommandFailure{*error};
        terminal.say(QStringLiteral("The local model is installed: %1.").arg(localModelInstallation().modelName));
        return ExitCode::Done;
    }
};

class ModelStatusCommand : public Command
{
public:
    void declare(CLI::App&) override {}

    ExitCode run(CommandContext& context) override
    {
        const LocalModelInstallation found = localModelInstallation();
        Table table;
        table.columns = {{QStringLiteral("complete"), ColumnType::Integer}, {QStringLiteral("model")},
                         {QStringLiteral("model_path")}, {QStringLiteral("model_sha256")}, {QStringLiteral("server")},
                         {QStringLiteral("missing")}};
        table.rows.append(Row{qint64{found.complete ? 1 : 0}, found.modelName, found.modelPath, found.modelSha256,
                              found.serverPath, found.missing});
        if (context.terminal.isForPrograms())
            context.terminal.print(table);
        else if (found.complete)
            context.terminal.print(QStringLiteral("The local model is installed: %1 (%2), served by %3.")
                                       .arg(found.modelName, found.modelPath, found.serverPath));
        if (!found.complete)
            context.terminal.say(found.missing + QStringLiteral(" Install it with: metaspo model install"));
        return found.complete ? ExitCode::Done : ExitCode::Failed;
    }
};

class ModelServeCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addText(app, "--model-file", m_modelFile, "another GGUF file")->type_name("PATH");
        addText(app, "--server", m_server, "another llama-server program")->type_name("PATH");
        app.add_option("--slots", m_slots, "calls at a time; 0: from cores and memory")
            ->check(CLI::Range(0, 256))
            ->type_name("N");
        app.add_option("--context", m_context, "tokens per slot; 0: the usual")
            ->check(CLI::Range(0, 1'000'000))
            ->type_name("N");
    }

    ExitCode run(CommandContext& context) override
    {
        Terminal& terminal = context.terminal;
        LocalModel& model = context.workspace.localModel();
        Interruption interruption;
        model.configure({m_modelFile, m_server}, m_slots, m_context);
        QObject::connect(&model, &LocalModel::progressed, &interruption,
                         [&](const QString& what) { terminal.say(what + u'.'); });
        const Connection connection = valueOf(context.workspace.runningLocalModel());
        Table table{{},
                    {Column{QStringLiteral("base_url")}, Column{QStringLiteral("model")},
                     Column{QStringLiteral("key")}},
                    {Row{connection.baseUrl, connection.model, connection.keySource}}};
        terminal.print(table);
        terminal.say(QStringLiteral("It serves until Ctrl-C."));
        QEventLoop loop;
        std::optional<Error> error;
        QObject::connect(&interruption, &Interruption::requested, &loop, &QEventLoop::quit);
        QObject::connect(&model, &LocalModel::failed, &loop, [&](const Error& what) {
            error = what;
            loop.quit();
        });
        if (!interruption.isRequested())
            loop.exec();
        if (error)
            throw CommandFailure{*error};
        return ExitCode::Done;
    }

private:
    QString m_modelFile;
    QString m_server;
    int m_slots = 0;
    int m_context = 0;
};

} // namespace

void addModelCommands(CommandLine& line)
{
    line.add<ModelInstallCommand>("model install",
                             "install the local model: 1.2 GB, some minutes; may be stopped and resumed",
                             "metaspo model install");
    line.add<ModelStatusCommand>("model status", "is the local model installed?", "metaspo model status --json");
    line.add<ModelServeCommand>("model serve", "start the local model for other programs, until stopped",
                           "metaspo model serve --slots 4");
}

} // namespace metaspo
