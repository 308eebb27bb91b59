#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Terminal.h"
#include "core/engine/Workspace.h"
#include "core/llm/Keys.h"

#include <QEventLoop>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace metaspo {

namespace {

QString presetNames()
{
    QStringList names;
    for (const ConnectionPreset& preset : Connections::presets())
        names.append(preset.name);
    return names.join(QStringLiteral(", "));
}

ConnectionPreset presetNamed(const QString& name)
{
    for (const ConnectionPreset& preset : Connections::presets())
        if (preset.name == name)
            return preset;
    fail(ErrorKind::WrongUsage, QStringLiteral("There is no preset '%1'").arg(name), {},
         QStringLiteral("Choose one of: %1.").arg(presetNames()));
}

void insertPairs(const std::vector<std::string>& pairs, const QString& option, QMap<QString, QString>& target)
{
    for (const std::string& pair : pairs) {
        const QString text = QString::fromStdString(pair);
        const qsizetype equals = text.indexOf(u'=');
        if (equals < 1)
            fail(ErrorKind::WrongUsage, QStringLiteral("--%1 does not take '%2'").arg(option, text), {},
                 QStringLiteral("Write NAME=VALUE."));
        target.insert(text.left(equals), text.mid(equals + 1));
    }
}

Price price(const QString& text)
{
    const QStringList parts = text.split(u',');
    if (parts.size() != 3)
        fail(ErrorKind::WrongUsage, QStringLiteral("--price does not take '%1'").arg(text), {},
             QStringLiteral("Write USD per million tokens: INPUT,CACHED,OUTPUT, for example 0.15,0.075,0.60."));
    const auto amount = [&](int i) { return nanoDollars(parts[i].trimmed(), QStringLiteral("price")); };
    return {amount(0), amount(1), amount(2)};
}

class ConnectionAddCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addText(app, "NAME", m_name, "how the connection is called")->required()->type_name("");
        addText(app, "--preset", m_preset, presetNames().toStdString())->type_name("NAME");
        addText(app, "--base-url", m_baseUrl, "address of the server, for example http://127.0.0.1:8080/v1")
            ->type_name("URL");
        addText(app, "--model", m_model, "the model's name as the server knows it")->type_name("MODEL");
        addText(app, "--key", m_key, "where the key is: env:VARIABLE, keychain:ID or file:PATH; never the key itself")
            ->type_name("SOURCE");
        addText(app, "--wire", m_wire, allNames<WireFormat>().toStdString())->type_name("NAME");
        app.add_option("--width", m_width, "calls in flight; 0: found out")->check(CLI::Range(0, 1024))->type_name("N");
        app.add_option("--timeout", m_timeout, "seconds for one attempt")->check(CLI::Range(1, 86400))->type_name("N");
        addText(app, "--price", m_price, "USD per million tokens")->type_name("INPUT,CACHED,OUTPUT");
        app.add_flag("--no-system-role", m_hasNoSystemRole, "the system prompt is merged into the first user turn");
        addText(app, "--ca-file", m_caFile, "certificates to trust, PEM")->type_name("PATH");
        app.add_flag("--insecure", m_isInsecure, "do not verify the certificate; written into every run");
        app.add_option("--header", m_headers, "a further header line")
            ->type_name("NAME=VALUE")
            ->allow_extra_args(false);
        app.add_option("--parameter", m_parameters, "a further field of the request, in JSON")
            ->type_name("NAME=JSON")
            ->allow_extra_args(false);
        app.add_flag("--replace", m_isReplacing, "change the connection of that name");
    }

    ExitCode run(CommandContext& context) override
    {
        Connections& connections = context.workspace.connections();
        const ConnectionPreset preset = presetNamed(m_preset.isEmpty() ? QStringLiteral("custom") : m_preset);
        Connection connection = preset.filledIn;
        if (m_isReplacing)
            connection = m_preset.isEmpty() ? valueOf(connections.find(m_name)) : withId(connection, connections);
        fillIn(connection);
        const Connection saved = valueOf(connections.save(connection));
        Terminal& terminal = context.terminal;
        terminal.say(QStringLiteral("%1: %2 at %3.").arg(saved.name, saved.model, saved.baseUrl));
        if (!preset.note.isEmpty() && !m_preset.isEmpty())
            terminal.say(preset.note);
        if (saved.insecureTls)
            terminal.say(QStringLiteral("Its certificate is not verified: anybody on the way can read along."));
        if (const auto key = Keys::resolveNow(saved.keySource); key && !*key)
            terminal.say(QStringLiteral("Note: %1").arg(sentence(key->error())));
        terminal.say(QStringLiteral("Next: metaspo connection test %1").arg(saved.name));
        return ExitCode::Done;
    }

private:
    Connection withId(Connection connection, const Connections& connections) const
    {
        connection.id = valueOf(connections.find(m_name)).id;
        return connection;
    }

    void fillIn(Connection& connection) const
    {
        connection.name = m_name;
        const auto set = [](QString& field, const QString& value) {
            if (!value.isEmpty())
                field = value;
        };
        set(connection.baseUrl, m_baseUrl);
        set(connection.model, m_model);
        set(connection.keySource, m_key);
        set(connection.caFile, m_caFile);
        if (!m_wire.isEmpty()) {
            const auto wire = fromName<WireFormat>(m_wire);
            if (!wire)
                fail(ErrorKind::WrongUsage, QStringLiteral("--wire does not take '%1'").arg(m_wire), {},
                     QStringLiteral("Choose one of: %1.").arg(allNames<WireFormat>()));
            connection.wire = *wire;
        }
        connection.width = m_width.value_or(connection.width);
        connection.timeoutSeconds = m_timeout.value_or(connection.timeoutSeconds);
        if (!m_price.isEmpty())
            connection.price = price(m_price);
        if (m_hasNoSystemRole)
            connection.systemRole = false;
        if (m_isInsecure)
            connection.insecureTls = true;
        insertPairs(m_headers, QStringLiteral("header"), connection.headers);
        insertPairs(m_parameters, QStringLiteral("parameter"), connection.parameters);
    }

    QString m_name, m_preset, m_baseUrl, m_model, m_key, m_wire, m_price, m_caFile;
    std::optional<int> m_width;
    std::optional<int> m_timeout;
    bool m_hasNoSystemRole = false;
    bool m_isInsecure = false;
    bool m_isReplacing = false;
    std::vector<std::string> m_headers;
    std::vector<std::string> m_parameters;
};

/// A line from standard input, not shown while it is typed.
SecretString readKey(Terminal& terminal)
{
    termios before{};
    const bool isTyped = ::isatty(STDIN_FILENO) && ::tcgetattr(STDIN_FILENO, &before) == 0;
    if (isTyped) {
        terminal.say(QStringLiteral("Type or paste the key; it is not shown."));
        termios silent = before;
        silent.c_lflag &= static_cast<tcflag_t>(~ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    std::string line;
    std::getline(std::cin, line);
    if (isTyped)
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    SecretString key(QByteArray::fromStdString(line).trimmed());
    line.assign(line.size(), '\0');
    return key;
}

class ConnectionKeyCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addText(app, "SOURCE", m_source, "keychain:ID or file:PATH")->required()->type_name("");
    }

    ExitCode run(CommandContext& context) override
    {
        valueOf(Keys::check(m_source));
        const SecretString key = readKey(context.terminal);
        if (key.isEmpty())
            fail(ErrorKind::WrongUsage, QStringLiteral("No key came on standard input"));
        std::optional<Result<void>> stored;
        QEventLoop loop;
        Keys::store(m_source, key, [&](const Result<void>& result) {
            stored = result;
            loop.quit();
        });
        if (!stored)
            loop.exec();
        valueOf(*stored);
        context.terminal.say(QStringLiteral("Kept. Use it with: metaspo connection add NAME --key %1 …").arg(m_source));
        return ExitCode::Done;
    }

private:
    QString m_source;
};

} // namespace

void addConnectionAddCommands(CommandLine& line)
{
    line.add<ConnectionAddCommand>("connection add", "a model and how to reach it; kept in the user's configuration",
                         "metaspo connection add mini --preset openai --model gpt-4o-mini --key env:OPENAI_API_KEY");
    line.add<ConnectionKeyCommand>("connection key",
                                   "read a key from standard input into the keychain or a private file",
                                   "metaspo connection key keychain:openai");
}

} // namespace metaspo
