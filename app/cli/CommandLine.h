#pragma once

#include "app/cli/Command.h"
#include "core/analysis/TableWriter.h"

#include <QStringList>
#include <memory>
#include <optional>

namespace metaspo {

/// The commands of the program by name ("task import"), with their help, an example each, and the options --json and
/// --csv, which every command has.
class CommandLine
{
public:
    CommandLine();

    void describeGroup(const char* name, const char* description);
    template <typename C>
    void add(const char* name, const char* description, const char* example)
    {
        addCommand(QString::fromLatin1(name), description, example, std::make_unique<C>());
    }

    /// The command named, with its options set. Otherwise the exit code: help was shown, or wrong usage explained.
    std::optional<ExitCode> parse(int argc, char** argv);
    Command& chosen() const { return *m_chosen; }
    /// How results are written; absent: for people.
    std::optional<TableFormat> format() const;

private:
    void addCommand(const QString& name, const char* description, const char* example,
                    std::unique_ptr<Command> command);
    CLI::App& group(const QString& name);
    QString calledName() const;
    std::string explained(const CLI::ParseError& error, int argc, char** argv) const;

    CLI::App m_app;
    std::vector<std::unique_ptr<Command>> m_commands;
    Command* m_chosen = nullptr;
    bool m_json = false;
    bool m_csv = false;
};

/// Each file of commands adds its own.
void addProjectCommands(CommandLine& line);
void addTaskCommands(CommandLine& line);
void addTaskEditCommands(CommandLine& line);
void addConnectionCommands(CommandLine& line);
void addCalibrateCommand(CommandLine& line);
void addConnectionAddCommands(CommandLine& line);
void addModelCommands(CommandLine& line);
void addPlanCommand(CommandLine& line);
void addRunCommand(CommandLine& line);
void addRunListCommands(CommandLine& line);
void addSteerCommands(CommandLine& line);
void addCandidateCommands(CommandLine& line);
void addDiffCommand(CommandLine& line);
void addEvaluateCommand(CommandLine& line);
void addCompareCommand(CommandLine& line);
void addResultsCommand(CommandLine& line);

} // namespace metaspo
