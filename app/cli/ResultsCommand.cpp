#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/RunOutcome.h"
#include "app/cli/RunTables.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"

namespace metaspo {

namespace {

enum class ResultsTable { Generalization, Adaptation, Robustness, Runs };

} // namespace

template <>
struct Names<ResultsTable>
{
    static constexpr std::array<std::pair<ResultsTable, const char*>, 4> table{
        {{ResultsTable::Generalization, "generalization"},
         {ResultsTable::Adaptation, "adaptation"},
         {ResultsTable::Robustness, "robustness"},
         {ResultsTable::Runs, "runs"}}};
};

namespace {

class ResultsCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        addChoice(app, "--table", m_table, "which table");
        CLI::Option* latex = app.add_flag("--latex", m_isLatex, "as LaTeX (booktabs)")->group("Output");
        app.add_flag("--markdown", m_isMarkdown, "as Markdown")->group("Output")->excludes(latex);
    }

    ExitCode run(CommandContext& context) override
    {
        if (m_table == ResultsTable::Adaptation || m_table == ResultsTable::Robustness)
            fail(ErrorKind::NotAvailable, QStringLiteral("The table '%1' is not in this version").arg(name(m_table)),
                 {}, QStringLiteral("There are: generalization, runs."));
        const auto project = openProject(context, m_file);
        const QList<RunRecord> runs = valueOf(project->queries().runs());
        if (m_table == ResultsTable::Runs)
            print(context.terminal,
                  context.terminal.isForPrograms() ? exactRunTable(runs) : readableRunTable(runs));
        else
            printGeneralization(context, *project, runs);
        return ExitCode::Done;
    }

private:
    void print(Terminal& terminal, const Table& table) const
    {
        if (m_isLatex || m_isMarkdown)
            terminal.print(table, m_isLatex ? TableFormat::Latex : TableFormat::Markdown);
        else
            terminal.print(table);
    }

    void printGeneralization(CommandContext& context, Project& project, const QList<RunRecord>& runs) const
    {
        QList<RunRecord> finished;
        for (const RunRecord& run : runs)
            if (run.state == RunState::Finished && run.method != Method::Evaluate)
                finished.append(run);
        if (finished.isEmpty())
            context.terminal.say(QStringLiteral("There are no finished runs yet; their scores will stand here."));
        if (context.terminal.isForPrograms())
            return context.terminal.print(generalizationTable(project, finished));
        for (const RunRecord& run : finished) {
            const RunReport report = valueOf(project.queries().report(run.id));
            Table table = readableTable(report);
            table.title = described(run);
            table.title[0] = table.title[0].toUpper();
            print(context.terminal, table);
            if (!m_isLatex && !m_isMarkdown)
                for (const QString& sentence : report.sentences)
                    context.terminal.print(sentence);
            context.terminal.print(QString());
        }
    }

    QString m_file;
    ResultsTable m_table = ResultsTable::Generalization;
    bool m_isLatex = false;
    bool m_isMarkdown = false;
};

} // namespace

void addResultsCommand(CommandLine& line)
{
    line.add<ResultsCommand>("results", "the scores of the finished runs",
                             "metaspo results my.metaspo --table generalization --markdown");
}

} // namespace metaspo
