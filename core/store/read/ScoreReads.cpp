#include "core/store/json/AnswerFormatJson.h"
#include "core/store/json/FactJson.h"
#include "core/store/json/MetricJson.h"
#include "core/store/read/Reads.h"

#include <QCryptographicHash>
#include <algorithm>

// What finished runs scored, put together for the table of methods by tasks.
namespace metaspo {

namespace {

struct JudgedExampleRow
{
    qint64 question = 0;
    QString gold;
};

/// In any order of drawing the same.
QByteArray digestOf(QList<JudgedExampleRow> examples)
{
    std::sort(examples.begin(), examples.end(), [](const JudgedExampleRow& one, const JudgedExampleRow& other) {
        return std::tie(one.question, one.gold) < std::tie(other.question, other.gold);
    });
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const JudgedExampleRow& example : std::as_const(examples)) {
        hash.addData(QByteArray::number(example.question));
        hash.addData(QByteArrayView(" "));
        hash.addData(example.gold.toUtf8());
        hash.addData(QByteArrayView("\n"));
    }
    return hash.result();
}

void readExamples(Database& database, qint64 run, qint64 id, Split split, JudgedTask& judged)
{
    Query query(database,
                "SELECT run_example.split, question_text_id, gold FROM run_example "
                "JOIN example USING (example_id) WHERE run_id = ? AND run_example.task_id = ? ORDER BY ordinal");
    query.bind(run).bind(id);
    QList<JudgedExampleRow> examples;
    while (query.next()) {
        const std::optional<Split> drawn = fromName<Split>(query.text());
        JudgedExampleRow example;
        example.question = query.number();
        example.gold = query.text();
        if (drawn == Split::Train)
            judged.trainGolds << example.gold;
        if (drawn != split)
            continue;
        judged.golds << example.gold;
        examples << example;
    }
    judged.examplesDigest = digestOf(std::move(examples));
}

QList<JudgedTask> readJudgedTasks(Database& database, qint64 run, Split split)
{
    QList<JudgedTask> tasks;
    Query query(database, "SELECT g.task_id, grading.format_json, grading.metric_json FROM run_task g "
                          "JOIN grading ON grading.grading_id = g.grading_id WHERE g.run_id = ? ORDER BY ordinal");
    query.bind(run);
    while (query.next()) {
        const qint64 id = query.number();
        JudgedTask judged;
        judged.task = readTaskWithoutExamples(database, id);
        judged.task.format = answerFormatFromJson(query.utf8());
        judged.task.metric = metricFromJson(query.utf8());
        readExamples(database, run, id, split, judged);
        tasks << judged;
    }
    return tasks;
}

std::optional<RunEnded> readEnd(Database& database, qint64 run)
{
    Query query(database, "SELECT content_json FROM decision WHERE run_id = ? AND kind = 'end' "
                          "ORDER BY decision_id DESC LIMIT 1");
    if (!query.bind(run).next())
        return std::nullopt;
    const std::optional<Fact> fact = factOf(QStringLiteral("end"), query.utf8());
    const auto* ended = fact ? std::get_if<RunEnded>(&*fact) : nullptr;
    return ended ? std::optional(*ended) : std::nullopt;
}

Candidate candidateFrom(Query& query)
{
    Candidate candidate;
    candidate.step = parseStep(query.text()).value_or(Step{});
    candidate.kind = fromName<PromptKind>(query.text()).value_or(PromptKind::System);
    candidate.task = query.text();
    candidate.text = query.text();
    return candidate;
}

void addPrompt(Database& database, qint64 run, const Step& step, QMap<Step, Candidate>& prompts)
{
    if (prompts.contains(step))
        return;
    Query query(database, "SELECT step, kind, task, content FROM candidate JOIN text USING (text_id) "
                          "WHERE run_id = ? AND step = ?");
    if (query.bind(run).bind(text(step)).next())
        prompts.insert(step, candidateFrom(query));
}

QMap<Step, Candidate> readPrompts(Database& database, const FinishedScores& scores)
{
    const qint64 run = scores.record.id;
    QMap<Step, Candidate> prompts;
    Query given(database, "SELECT step, kind, task, content FROM candidate JOIN text USING (text_id) "
                          "WHERE run_id = ? AND iteration = 0");
    given.bind(run);
    while (given.next()) {
        const Candidate candidate = candidateFrom(given);
        prompts.insert(candidate.step, candidate);
    }
    for (const CellRecord& cell : scores.cells)
        for (const Step& step : {cell.cell.system, cell.cell.user})
            addPrompt(database, run, step, prompts);
    if (scores.ended) {
        addPrompt(database, run, scores.ended->incumbent, prompts);
        for (const Step& step : scores.ended->firstPrompts)
            addPrompt(database, run, step, prompts);
    }
    return prompts;
}

} // namespace

QList<FinishedScores> readFinishedScores(Database& database, const LockFile& lockFile, Split split)
{
    QList<FinishedScores> all;
    for (const RunRecord& record : readRuns(database, lockFile)) {
        if (record.state != RunState::Finished)
            continue;
        FinishedScores scores;
        scores.record = record;
        scores.ended = readEnd(database, record.id);
        scores.cells = readCells(database, record.id, split);
        scores.labels = readCellLabels(database, record.id, split);
        scores.prompts = readPrompts(database, scores);
        scores.tasks = readJudgedTasks(database, record.id, split);
        all << scores;
    }
    return all;
}

} // namespace metaspo
