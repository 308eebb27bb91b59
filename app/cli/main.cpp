#include "app/cli/CommandLine.h"
#include "app/cli/Terminal.h"
#include "core/engine/Workspace.h"

#include <QCoreApplication>

using namespace metaspo;

namespace {

void addCommands(CommandLine& line)
{
    line.describeGroup("task", "task sets: import, write, check");
    line.describeGroup("connection", "models and how to reach them");
    line.describeGroup("model", "the local model");
    addProjectCommands(line);
    addTaskCommands(line);
    addTaskEditCommands(line);
    addConnectionCommands(line);
    addCalibrateCommand(line);
    addConnectionAddCommands(line);
    addModelCommands(line);
    addPlanCommand(line);
    addRunCommand(line);
    addRunListCommands(line);
    addSteerCommands(line);
    addCandidateCommands(line);
    addDiffCommand(line);
    addEvaluateCommand(line);
    addCompareCommand(line);
    addResultsCommand(line);
}

ExitCode exitCodeOf(ErrorKind kind)
{
    if (kind == ErrorKind::WrongUsage)
        return ExitCode::WrongUsage;
    return kind == ErrorKind::BudgetReached ? ExitCode::BudgetReached : ExitCode::Failed;
}

ExitCode runChosen(CommandLine& line)
{
    Terminal terminal(line.format());
    try {
        Workspace workspace;
        CommandContext context{workspace, terminal};
        return line.chosen().run(context);
    } catch (const CommandFailure& failure) {
        terminal.say(sentence(failure.error));
        return exitCodeOf(failure.error.kind);
    }
}

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("metaspo"));
    QCoreApplication::setApplicationVersion(QStringLiteral(METASPO_VERSION));
    CommandLine line;
    addCommands(line);
    if (const std::optional<ExitCode> ended = line.parse(argc, argv))
        return static_cast<int>(*ended);
    return static_cast<int>(runChosen(line));
}
