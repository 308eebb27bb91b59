#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/RunOutcome.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/analysis/Export.h"
#include "core/analysis/TerminalText.h"

namespace metaspo {

namespace {

Table exactCandidates(const QList<CandidateRecord>& candidates)
{
    Table table;
    table.columns = columns(ExportTable::Candidates);
    for (const CandidateRecord& candidate : candidates)
        table.rows.append(row(candidate));
    return table;
}

class CandidatesCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        app.add_option("RUN", m_run, "the run; left out: the newest")->type_name("");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        const qint64 id = m_run ? runOf(*project, *m_run).id : newestRun(*project).id;
        const QList<CandidateRecord> candidates = valueOf(project->queries().overview(id)).candidates;
        context.terminal.print(context.terminal.isForPrograms() ? exactCandidates(candidates)
                                                                : candidateTable(candidates));
        return ExitCode::Done;
    }

private:
    QString m_file;
    std::optional<qint64> m_run;
};

/// The prompts a run leaves behind; of one that has not ended, those in force so far.
struct FinalPrompts
{
    Step incumbent;
    QMap<QString, Step> firstPrompts;
    bool isFinal = false;
};

FinalPrompts finalPrompts(const RunOverview& overview)
{
    FinalPrompts result;
    for (const Fact& fact : overview.decisions) {
        if (const auto* chosen = std::get_if<IncumbentChosen>(&fact))
            result.incumbent = chosen->incumbent;
        else if (const auto* beam = std::get_if<BeamChosen>(&fact); beam && !beam->beam.isEmpty())
            result.firstPrompts.insert(beam->task, beam->beam.first());
        else if (const auto* ended = std::get_if<RunEnded>(&fact))
            result = {ended->incumbent, ended->firstPrompts, true};
    }
    return result;
}

class ShowCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        CLI::Option* candidate =
            addText(app, "CANDIDATE", m_candidate, "STEP of the newest run, or RUN:STEP")->type_name("");
        app.add_option("--final", m_final, "the system prompt that this run found: the text alone")
            ->type_name("RUN")
            ->excludes(candidate);
        addText(app, "--task", m_task, "with --final: the user prompt of this task instead")->type_name("TASK");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        if (m_candidate.isEmpty() && !m_final)
            fail(ErrorKind::WrongUsage, QStringLiteral("Name a candidate, or a run with --final"));
        const CandidateId id =
            m_final ? finalCandidate(context.terminal, *project) : parseCandidate(*project, m_candidate);
        const CandidateRecord record = candidateOf(*project, id);
        if (context.terminal.isForPrograms()) {
            context.terminal.print(exactCandidates({record}));
            return ExitCode::Done;
        }
        if (!m_final)
            tellOrigin(context.terminal, record);
        const QString& text = record.candidate.text;
        context.terminal.print(context.terminal.isResultOnTerminal() ? manyLines(text) : text);
        return ExitCode::Done;
    }

private:
    CandidateId finalCandidate(Terminal& terminal, Project& project) const
    {
        const FinalPrompts prompts = finalPrompts(valueOf(project.queries().overview(runOf(project, *m_final).id)));
        if (!prompts.isFinal)
            terminal.say(QStringLiteral("Run %1 has not ended; this is what is in force so far.").arg(*m_final));
        if (m_task.isEmpty())
            return {*m_final, prompts.incumbent};
        if (!prompts.firstPrompts.contains(m_task))
            fail(ErrorKind::NotFound, QStringLiteral("Run %1 has no task '%2'").arg(*m_final).arg(m_task), {},
                 QStringLiteral("Its tasks are: %1.")
                     .arg(QStringList(prompts.firstPrompts.keys()).join(QStringLiteral(", "))));
        return {*m_final, prompts.firstPrompts.value(m_task)};
    }

    static void tellOrigin(Terminal& terminal, const CandidateRecord& record)
    {
        const Candidate& candidate = record.candidate;
        QString line =
            QStringLiteral("%1:%2, %3 prompt").arg(record.run).arg(text(candidate.step), name(candidate.kind));
        if (!candidate.task.isEmpty())
            line += QStringLiteral(" of %1").arg(candidate.task);
        line += QStringLiteral(", %1").arg(name(candidate.state));
        if (candidate.score)
            line += QStringLiteral(", %1 %").arg(100 * candidate.score->value(), 0, 'f', 1);
        if (!candidate.reason.isEmpty())
            line += QStringLiteral(" (%1)").arg(candidate.reason);
        for (const Step& parent : candidate.parents)
            line += QStringLiteral(", from %1").arg(text(parent));
        terminal.say(line);
    }

    QString m_file;
    QString m_candidate;
    std::optional<qint64> m_final;
    QString m_task;
};

} // namespace

void addCandidateCommands(CommandLine& line)
{
    line.add<CandidatesCommand>("candidates", "the prompts of a run and what became of them",
                                "metaspo candidates my.metaspo 3");
    line.add<ShowCommand>("show", "the text of a prompt", "metaspo show my.metaspo --final 3 > prompt.txt");
}

} // namespace metaspo
