#include "app/cli/CommandLine.h"
#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/Terminal.h"
#include "app/cli/Waiting.h"
#include "core/analysis/TerminalText.h"
#include "core/analysis/WordDiff.h"

namespace metaspo {

namespace {

// As `git diff --word-diff`: [-removed-]{+inserted+}, coloured on a terminal.
QString diffText(const QString& before, const QString& after, bool isColoured)
{
    QString result;
    for (const DiffSpan& span : wordDiff(before, after)) {
        const QString text = manyLines(span.text);
        switch (span.kind) {
        case DiffKind::Equal:
            result += text;
            break;
        case DiffKind::Removed:
            result +=
                isColoured ? QStringLiteral("\x1b[31m[-%1-]\x1b[0m").arg(text) : QStringLiteral("[-%1-]").arg(text);
            break;
        case DiffKind::Inserted:
            result +=
                isColoured ? QStringLiteral("\x1b[32m{+%1+}\x1b[0m").arg(text) : QStringLiteral("{+%1+}").arg(text);
            break;
        }
    }
    return result;
}

Table spanTable(const QString& before, const QString& after)
{
    static const char* const kinds[] = {"equal", "removed", "inserted"};
    Table table{{}, {Column{QStringLiteral("kind")}, Column{QStringLiteral("text")}}, {}};
    for (const DiffSpan& span : wordDiff(before, after))
        table.rows.append(Row{QString::fromLatin1(kinds[static_cast<int>(span.kind)]), span.text});
    return table;
}

struct ExampleKey
{
    QString task;
    Split split;
    int example;
    Step other; ///< the prompt of the other kind
    bool operator<(const ExampleKey& key) const
    {
        return std::tie(task, split, example, other) < std::tie(key.task, key.split, key.example, key.other);
    }
};

using Answers = QMap<ExampleKey, EvaluationRecord>;

Answers answersOf(Project& project, const CandidateRecord& record)
{
    const CandidateId id = scoredAs(record);
    const PromptKind kind = record.candidate.kind;
    EvaluationFilter filter;
    filter.run = id.run;
    (kind == PromptKind::System ? filter.system : filter.user) = id.step;
    Answers answers;
    const QList<qint64> ids = valueOf(project.queries().evaluationIds(filter));
    for (const EvaluationRecord& row : valueOf(project.queries().evaluations(ids)))
        answers.insert({row.task, row.split, row.example, kind == PromptKind::System ? row.user : row.system}, row);
    return answers;
}

Table changedAnswers(const Answers& before, const Answers& after)
{
    Table table;
    table.columns = {{QStringLiteral("task")}, {QStringLiteral("split")},
                     {QStringLiteral("example"), ColumnType::Integer}, {QStringLiteral("expected")},
                     {QStringLiteral("before")}, {QStringLiteral("after")},
                     {QStringLiteral("prediction_before")}, {QStringLiteral("prediction_after")},
                     {QStringLiteral("question")}};
    for (auto answer = after.cbegin(); answer != after.cend(); ++answer) {
        const auto old = before.constFind(answer.key());
        if (old == before.cend() || old->outcome.kind == answer->outcome.kind)
            continue;
        table.rows.append(Row{answer->task, name(answer->split), qint64{answer->example},
                              answer->expected.join(QStringLiteral(" | ")), name(old->outcome.kind),
                              name(answer->outcome.kind), old->outcome.prediction, answer->outcome.prediction,
                              answer->question});
    }
    return table;
}

class DiffCommand : public Command
{
public:
    void declare(CLI::App& app) override
    {
        addFile(app, m_file);
        addText(app, "A", m_before, "a candidate: STEP of the newest run, or RUN:STEP")->required()->type_name("");
        addText(app, "B", m_after, "the candidate to compare it with")->required()->type_name("");
        app.add_flag("--examples", m_isAboutExamples, "the answers that changed, instead of the words");
    }

    ExitCode run(CommandContext& context) override
    {
        const auto project = openProject(context, m_file);
        const CandidateRecord one = candidateOf(*project, parseCandidate(*project, m_before));
        const CandidateRecord other = candidateOf(*project, parseCandidate(*project, m_after));
        if (m_isAboutExamples)
            return printExamples(context, *project, one, other);
        if (context.terminal.isForPrograms())
            context.terminal.print(spanTable(one.candidate.text, other.candidate.text));
        else
            context.terminal.print(
                diffText(one.candidate.text, other.candidate.text, context.terminal.isResultOnTerminal()));
        return ExitCode::Done;
    }

private:
    static ExitCode printExamples(CommandContext& context, Project& project, const CandidateRecord& one,
                                  const CandidateRecord& other)
    {
        if (one.candidate.kind != other.candidate.kind)
            fail(ErrorKind::WrongUsage,
                 QStringLiteral("A system prompt and a user prompt have no examples in common"), {},
                 QStringLiteral("Compare two of a kind."));
        const Answers old = answersOf(project, one);
        const Answers fresh = answersOf(project, other);
        const Table changed = changedAnswers(old, fresh);
        context.terminal.print(changed);
        qsizetype common = 0;
        for (auto answer = fresh.cbegin(); answer != fresh.cend(); ++answer)
            common += old.contains(answer.key()) ? 1 : 0;
        context.terminal.say(QStringLiteral("%1 of %2 answers to the same examples changed.")
                                 .arg(changed.rows.size()).arg(common));
        return ExitCode::Done;
    }

    QString m_file;
    QString m_before;
    QString m_after;
    bool m_isAboutExamples = false;
};

} // namespace

void addDiffCommand(CommandLine& line)
{
    line.add<DiffCommand>("diff", "two prompts word by word, or answer by answer",
                          "metaspo diff my.metaspo 0/start 2/outer/4 --examples");
}

} // namespace metaspo
