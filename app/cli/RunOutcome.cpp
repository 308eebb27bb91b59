#include "app/cli/RunOutcome.h"

#include "app/cli/Projects.h"
#include "app/cli/RunTables.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/analysis/Export.h"

namespace metaspo {

namespace {

QString joined(const QList<Step>& steps)
{
    QStringList texts;
    for (const Step& step : steps)
        texts.append(text(step));
    return texts.join(u' ');
}

void printScoresOnly(CommandContext& context, const RunOverview& overview)
{
    QList<CellRecord> cells;
    for (const CellRecord& cell : overview.cells)
        if (cell.score.n > 0)
            cells.append(cell);
    context.terminal.print(scoreTable(cells));
}

} // namespace

Table candidateTable(const QList<CandidateRecord>& candidates)
{
    Table table;
    table.columns = {{QStringLiteral("candidate")}, {QStringLiteral("kind")},
                     {QStringLiteral("task")},      {QStringLiteral("parents")},
                     {QStringLiteral("state")},     {QStringLiteral("score"), ColumnType::Share, 1,
                                                     QStringLiteral("score %")},
                     {QStringLiteral("reason")}};
    for (const CandidateRecord& record : candidates) {
        const Candidate& candidate = record.candidate;
        table.rows.append(Row{text(candidate.step), name(candidate.kind), candidate.task, joined(candidate.parents),
                              name(candidate.state),
                              candidate.score ? Value(candidate.score->value()) : Value(), candidate.reason});
    }
    return table;
}

Table scoreTable(const QList<CellRecord>& cells)
{
    Table table;
    table.columns = columns(ExportTable::Scores);
    for (const CellRecord& cell : cells)
        table.rows.append(row(cell));
    return table;
}

Table generalizationTable(Project& project, const QList<RunRecord>& runs)
{
    Table table;
    for (const RunRecord& run : runs) {
        const Result<RunReport> report = wait(project.queries().report(run.id));
        if (!report)
            continue; // it has no final scores
        const Table exact = exactTable(*report);
        if (table.columns.isEmpty())
            table.columns = QList<Column>{{QStringLiteral("run"), ColumnType::Integer},
                                          {QStringLiteral("method")},
                                          {QStringLiteral("preset")}}
                            + exact.columns;
        for (const Row& row : exact.rows)
            table.rows.append(Row{run.id, name(run.method), name(run.settings.preset)} + row);
    }
    return table;
}

void printOutcome(CommandContext& context, Project& project, qint64 run)
{
    Terminal& terminal = context.terminal;
    const RunOverview overview = valueOf(project.queries().overview(run));
    if (overview.record.method == Method::Evaluate)
        return printScoresOnly(context, overview);
    const RunReport report = valueOf(project.queries().report(run));
    if (terminal.isForPrograms())
        return terminal.print(generalizationTable(project, {overview.record}));
    Table candidates = candidateTable(overview.candidates);
    candidates.title = QStringLiteral("Candidates of run %1").arg(run);
    terminal.print(candidates);
    terminal.print(QString());
    Table scores = readableTable(report);
    scores.title = QStringLiteral("Scores of run %1: before and after, with 95 % intervals").arg(run);
    terminal.print(scores);
    for (const QString& sentence : report.sentences)
        terminal.print(sentence);
    terminal.say(effortText(overview.record));
    terminal.say(QStringLiteral("All of it is in %1; the system prompt: metaspo show %1 --final %2")
                     .arg(project.path()).arg(run));
}

} // namespace metaspo
