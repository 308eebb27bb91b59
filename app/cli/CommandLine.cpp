#include "app/cli/CommandLine.h"

#include <algorithm>
#include <cstdio>

namespace metaspo {

namespace {

constexpr std::size_t columnOfDescriptions = 34;

std::string footer(const char* example)
{
    return std::string("Example:\n  ") + example;
}

} // namespace

CommandLine::CommandLine()
    : m_app("System prompt optimization with meta-learning (MetaSPO), on the command line.", "metaspo")
{
    m_app.get_formatter()->column_width(columnOfDescriptions);
    m_app.set_version_flag("--version", METASPO_VERSION);
    m_app.require_subcommand(1);
    m_app.footer("Example:\n  metaspo new sample.metaspo --sample && metaspo run sample.metaspo --preset small\n"
                 "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 stopped by the budget, 4 paused, 130 interrupted.");
}

void CommandLine::describeGroup(const char* name, const char* description)
{
    group(QString::fromLatin1(name)).description(description);
}

CLI::App& CommandLine::group(const QString& name)
{
    CLI::App* app = &m_app;
    for (const QString& word : name.split(u' ', Qt::SkipEmptyParts)) {
        const auto known =
            app->get_subcommands([&](const CLI::App* one) { return one->get_name() == word.toStdString(); });
        if (!known.empty()) {
            app = known.front();
        } else {
            app = app->add_subcommand(word.toStdString());
            app->require_subcommand(1);
        }
    }
    return *app;
}

void CommandLine::addCommand(const QString& name, const char* description, const char* example,
                             std::unique_ptr<Command> command)
{
    CLI::App& parent = group(name.section(u' ', 0, -2));
    CLI::App& app = *parent.add_subcommand(name.section(u' ', -1).toStdString(), description);
    app.footer(footer(example));
    command->declare(app);
    CLI::Option* json = app.add_flag("--json", m_json, "results as JSON Lines")->group("Output");
    app.add_flag("--csv", m_csv, "results as CSV")->group("Output")->excludes(json);
    app.callback([this, chosen = command.get()] { m_chosen = chosen; });
    m_commands.push_back(std::move(command));
}

std::optional<TableFormat> CommandLine::format() const
{
    if (m_json)
        return TableFormat::JsonLines;
    return m_csv ? std::optional(TableFormat::Csv) : std::nullopt;
}

QString CommandLine::calledName() const
{
    QString name = QStringLiteral("metaspo");
    const CLI::App* app = &m_app;
    while (!app->get_subcommands().empty()) {
        app = app->get_subcommands().front();
        name += u' ' + QString::fromStdString(app->get_name());
    }
    return name;
}

// Where the group of commands has none of the name given, that is what is wrong.
std::string CommandLine::explained(const CLI::ParseError& error, int argc, char** argv) const
{
    const CLI::App* app = &m_app;
    for (int i = 1; i < argc; ++i) {
        const auto commands = app->get_subcommands([](const CLI::App*) { return true; });
        const std::string word = argv[i];
        if (commands.empty() || word.starts_with('-'))
            break;
        const auto named = std::find_if(commands.begin(), commands.end(),
                                        [&](const CLI::App* one) { return one->get_name() == word; });
        if (named != commands.end()) {
            app = *named;
            continue;
        }
        std::string names;
        for (const CLI::App* one : commands)
            names += (names.empty() ? "" : ", ") + one->get_name();
        return "There is no command '" + word + "'. There are: " + names + '.';
    }
    return error.what();
}

std::optional<ExitCode> CommandLine::parse(int argc, char** argv)
{
    try {
        m_app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) { // --help, --version
            m_app.exit(error);
            return ExitCode::Done;
        }
        std::fprintf(stderr, "%s\nSee '%s --help' for the options and an example.\n",
                     explained(error, argc, argv).c_str(), qPrintable(calledName()));
        return ExitCode::WrongUsage;
    }
    return std::nullopt;
}

} // namespace metaspo
