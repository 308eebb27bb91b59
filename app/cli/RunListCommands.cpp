#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/RunNarration.h"
#include "app/cli/RunTables.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/analysis/TerminalText.h"

namespace metaspo {

namespace {

class RunsCommand : public Command
{
public:
    void declare(CLI::App& app) override { addFile(app, m_file); }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        const QList<RunRecord> runs = valueOf(project->queries().runs());
        context.terminal.print(context.terminal.isForPrograms() ? exactRunTable(runs) : readableRunTable(runs));
        if (runs.isEmpty())
            context.terminal.say(QStringLiteral("There are no runs yet. Next: metaspo run %1").arg(m_file));
        return ExitCode::Done;
    }

private:
    QString m_file;
};

/// The tree of one run, a row per node, in the order in which it came about.
struct Node
{
    int depth = 0;
    QString step;
    QString kind;
    QString state;
    std::optional<double> score;
    QString note;
};

QString incumbentNote(const RunOverview& overview, const Step& loop)
{
    for (const Fact& fact : overview.decisions)
        if (const auto* chosen = std::get_if<IncumbentChosen>(&fact); chosen && chosen->loop == loop)
            return chosen->incumbent == chosen->before
                       ? QStringLiteral("%1 stays").arg(text(chosen->incumbent))
                       : QStringLiteral("%1 adopted").arg(text(chosen->incumbent));
    return {};
}

QList<Node> treeOf(const RunOverview& overview)
{
    QList<Node> nodes;
    std::optional<Step> loop;
    for (const CandidateRecord& record : overview.candidates) {
        const Candidate& candidate = record.candidate;
        if (loop != loopOf(candidate.step)) {
            loop = loopOf(candidate.step);
            nodes.append({0, text(*loop), positionText(*loop), {}, {}, incumbentNote(overview, *loop)});
        }
        QString note = candidate.reason;
        if (candidate.aliasOf)
            note = QStringLiteral("same text as %1").arg(text(*candidate.aliasOf));
        nodes.append({1, text(candidate.step), name(candidate.kind), name(candidate.state),
                      candidate.score ? std::optional(candidate.score->value()) : std::nullopt, note});
    }
    return nodes;
}

void printTree(Terminal& terminal, const QList<Node>& nodes)
{
    for (const Node& node : nodes) {
        QString line = node.depth == 0 ? QStringLiteral("%1  %2").arg(node.step, node.kind)
                                       : QStringLiteral("  %1  %2").arg(node.step, node.state);
        if (node.score)
            line += QStringLiteral("  %1").arg(percentText(*node.score));
        if (!node.note.isEmpty())
            line += QStringLiteral("  (%1)").arg(node.note);
        terminal.print(singleLine(line));
    }
}

class StatusCommand : public Command
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
        const RunOverview overview = valueOf(project->queries().overview(id));
        const QList<Node> nodes = treeOf(overview);
        if (!context.terminal.isForPrograms()) {
            context.terminal.print(stateText(overview.record));
            printTree(context.terminal, nodes);
            return ExitCode::Done;
        }
        Table table;
        table.columns = {{QStringLiteral("run"), ColumnType::Integer}, {QStringLiteral("run_state")},
                         {QStringLiteral("step")}, {QStringLiteral("kind")}, {QStringLiteral("state")},
                         {QStringLiteral("score"), ColumnType::Share}, {QStringLiteral("reason")}};
        for (const Node& node : nodes)
            table.rows.append(Row{id, name(overview.record.state), node.step, node.kind, node.state,
                                  node.score ? Value(*node.score) : Value(), node.note});
        context.terminal.print(table);
        return ExitCode::Done;
    }

private:
    QString m_file;
    std::optional<qint64> m_run;
};

} // namespace

void addRunListCommands(CommandLine& line)
{
    line.add<RunsCommand>("runs", "the runs of a file", "metaspo runs my.metaspo --json");
    line.add<StatusCommand>("status", "the tree of one run", "metaspo status my.metaspo 3");
}

} // namespace metaspo
