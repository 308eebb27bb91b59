#include "app/cli/CommandLine.h"
#include "app/cli/ConnectionTables.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/analysis/CheckTables.h"
#include "core/engine/Workspace.h"
#include "core/llm/Pricing.h"

#include <QFile>

namespace metaspo {

namespace {

CLI::Option* addName(CLI::App& app, QString& name)
{
    return addText(app, "NAME", name, "the connection's name; 'local' is the local model")->required()->type_name("");
}

class ConnectionListCommand : public Command
{
public:
    void declare(CLI::App&) override {}

    ExitCode run(CommandContext& context) override
    {
        const QList<Connection> connections = valueOf(context.workspace.connections().list());
        context.terminal.print(context.terminal.isForPrograms() ? exactConnectionTable(connections)
                                                                : readableConnectionTable(connections));
        return ExitCode::Done;
    }
};

class ConnectionShowCommand : public Command
{
public:
    void declare(CLI::App& app) override { addName(app, m_name); }

    ExitCode run(CommandContext& context) override
    {
        const Table table = exactConnectionTable({valueOf(context.workspace.connections().find(m_name))});
        if (context.terminal.isForPrograms()) {
            context.terminal.print(table);
            return ExitCode::Done;
        }
        Table lines{{}, {Column{QStringLiteral("field")}, Column{QStringLiteral("value")}}, {}};
        for (qsizetype i = 0; i < table.columns.size(); ++i)
            lines.rows.append(Row{table.columns[i].name, exactText(table.rows.first()[i])});
        context.terminal.print(lines);
        return ExitCode::Done;
    }

private:
    QString m_name;
};

class ConnectionRemoveCommand : public Command
{
public:
    void declare(CLI::App& app) override { addName(app, m_name); }

    ExitCode run(CommandContext& context) override
    {
        valueOf(context.workspace.connections().remove(m_name));
        context.terminal.say(QStringLiteral("%1 is removed; runs that used it keep its name and model.").arg(m_name));
        return ExitCode::Done;
    }

private:
    QString m_name;
};

class ConnectionTestCommand : public Command
{
public:
    void declare(CLI::App& app) override { addName(app, m_name); }

    ExitCode run(CommandContext& context) override
    {
        Connection connection = valueOf(context.workspace.connections().find(m_name));
        if (connection.preset == Connections::localModelName()) {
            context.terminal.say(QStringLiteral("Starting the local model."));
            connection = valueOf(context.workspace.runningLocalModel());
        }
        const QFuture<ConnectionCheck> checks = context.workspace.testConnection(connection);
        QEventLoop loop;
        QFutureWatcher<ConnectionCheck> watcher;
        QList<ConnectionCheck> made;
        bool hasFailed = false;
        QObject::connect(&watcher, &QFutureWatcher<ConnectionCheck>::resultReadyAt, &loop, [&](int index) {
            const ConnectionCheck check = checks.resultAt(index);
            hasFailed = hasFailed || check.verdict == ConnectionCheck::Verdict::Failed;
            made.append(check);
            if (!context.terminal.isForPrograms())
                context.terminal.print(checkLine(check));
        });
        QObject::connect(&watcher, &QFutureWatcher<ConnectionCheck>::finished, &loop, &QEventLoop::quit);
        watcher.setFuture(checks);
        loop.exec();
        if (context.terminal.isForPrograms())
            context.terminal.print(checkTable(made));
        return hasFailed ? ExitCode::Failed : ExitCode::Done;
    }

private:
    QString m_name;
};

class ConnectionPricesCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addText(app, "--import", m_path, "add the prices of LiteLLM's model_prices_and_context_window.json")
            ->type_name("PATH");
        app.add_option("--set", m_set, "USD per million tokens: input, cached input, output")
            ->type_name("MODEL INPUT CACHED OUTPUT")
            ->expected(4);
    }

    ExitCode run(CommandContext& context) override
    {
        Connections& connections = context.workspace.connections();
        if (!m_path.isEmpty())
            import(context);
        if (!m_set.empty()) {
            PriceTable table;
            const auto amount = [&](std::size_t i) {
                return nanoDollars(QString::fromStdString(m_set[i]), QStringLiteral("set"));
            };
            table.set(QString::fromStdString(m_set[0]), Price{amount(1), amount(2), amount(3)});
            valueOf(connections.addPrices(table));
        }
        if (m_path.isEmpty() || context.terminal.isForPrograms())
            context.terminal.print(priceTable(valueOf(connections.prices())));
        context.terminal.say(QStringLiteral("Prices are in %1.").arg(connections.pricesFile()));
        return ExitCode::Done;
    }

private:
    void import(CommandContext& context) const
    {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadOnly))
            fail(ErrorKind::NotFound, QStringLiteral("%1 cannot be read").arg(m_path), file.errorString());
        const PriceTable table = valueOf(PriceTable::importLiteLlm(file.readAll()));
        valueOf(context.workspace.connections().addPrices(table));
        context.terminal.say(QStringLiteral("Imported the prices of %1 models.").arg(table.entries().size()));
    }

    QString m_path;
    std::vector<std::string> m_set;
};

} // namespace

void addConnectionCommands(CommandLine& line)
{
    line.add<ConnectionListCommand>("connection list", "the connections of this user", "metaspo connection list");
    line.add<ConnectionShowCommand>("connection show", "one connection", "metaspo connection show my-server");
    line.add<ConnectionRemoveCommand>("connection remove", "remove a connection",
                                      "metaspo connection remove my-server");
    line.add<ConnectionTestCommand>("connection test", "eight checks, one line each; three tiny calls",
                          "metaspo connection test my-server");
    line.add<ConnectionPricesCommand>("connection prices", "prices per model: show, set, import",
                            "metaspo connection prices --set my-model 0.15 0.075 0.60");
}

} // namespace metaspo
