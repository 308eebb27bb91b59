#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"

namespace metaspo {

namespace {

class CompareCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        addText(app, "A", m_before, "a candidate: STEP of the newest run, or RUN:STEP")->required()->type_name("");
        addText(app, "B", m_after, "the candidate to compare it with")->required()->type_name("");
        addChoice(app, "--split", m_split, "the examples");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        const CandidateId before = scoredAs(candidateOf(*project, parseCandidate(*project, m_before)));
        const CandidateId after = scoredAs(candidateOf(*project, parseCandidate(*project, m_after)));
        QList<TaskComparison> tasks;
        for (const TaskPair& pair : valueOf(project->queries().pairs(before, after, m_split)))
            tasks.append(compareTask(pair));
        context.terminal.print(comparisonTable(tasks));
        if (context.terminal.isForPrograms())
            return ExitCode::Done;
        context.terminal.print(QString());
        context.terminal.print(groupTable(compareGroups(tasks)));
        context.terminal.say(
            QStringLiteral("p stands for each task alone; over tasks it comes from tests over tasks."));
        return ExitCode::Done;
    }

private:
    QString m_file;
    QString m_before;
    QString m_after;
    Split m_split = Split::Test;
};

} // namespace

void addCompareCommand(CommandLine& line)
{
    line.add<CompareCommand>("compare", "two prompts on the same examples, task by task",
                             "metaspo compare my.metaspo 0/start 2/outer/4 --split test");
}

} // namespace metaspo
