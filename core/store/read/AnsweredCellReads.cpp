#include "core/store/json/MetricJson.h"
#include "core/store/read/Reads.h"

#include <QSet>

namespace metaspo {

namespace {

AnsweredCell cellFrom(Query& query)
{
    AnsweredCell cell;
    cell.systemCandidate = query.number();
    cell.userCandidate = query.number();
    cell.grading = query.number();
    cell.taskId = query.number();
    cell.cell.system = parseStep(query.text()).value_or(Step{});
    cell.cell.user = parseStep(query.text()).value_or(Step{});
    cell.systemText = query.number();
    cell.userText = query.number();
    cell.cell.task = query.text();
    cell.domain = query.text();
    cell.cell.split = fromName<Split>(query.text()).value_or(Split::Train);
    cell.metric = metricFromJson(query.utf8());
    return cell;
}

} // namespace

QList<AnsweredCell> readAnsweredCells(Database& database, qint64 run, const Step& candidate)
{
    Query known(database, "SELECT candidate_id, kind FROM candidate WHERE run_id = ? AND step = ?");
    if (!known.bind(run).bind(text(candidate)).next())
        return {};
    const qint64 id = known.number();
    const bool isSystem = fromName<PromptKind>(known.text()).value_or(PromptKind::System) == PromptKind::System;
    // Two statements, because the key of a cell begins with the run and the system prompt.
    Query ofSystem(database,
                   "SELECT c.system_candidate_id, c.user_candidate_id, c.grading_id, c.task_id, s.step, u.step, "
                   "s.text_id, u.text_id, task.name, domain, split, grading.metric_json FROM cell c "
                   "JOIN run_task g ON g.run_id = c.run_id AND g.task_id = c.task_id AND g.grading_id = c.grading_id "
                   "JOIN task ON task.task_id = c.task_id JOIN grading ON grading.grading_id = c.grading_id "
                   "JOIN candidate s ON s.candidate_id = c.system_candidate_id "
                   "JOIN candidate u ON u.candidate_id = c.user_candidate_id "
                   "WHERE c.run_id = ? AND c.system_candidate_id = ? ORDER BY ordinal, c.user_candidate_id, split");
    Query ofUser(database,
                 "SELECT c.system_candidate_id, c.user_candidate_id, c.grading_id, c.task_id, s.step, u.step, "
                 "s.text_id, u.text_id, task.name, domain, split, grading.metric_json FROM cell c "
                 "JOIN run_task g ON g.run_id = c.run_id AND g.task_id = c.task_id AND g.grading_id = c.grading_id "
                 "JOIN task ON task.task_id = c.task_id JOIN grading ON grading.grading_id = c.grading_id "
                 "JOIN candidate s ON s.candidate_id = c.system_candidate_id "
                 "JOIN candidate u ON u.candidate_id = c.user_candidate_id "
                 "WHERE c.run_id = ? AND c.user_candidate_id = ? ORDER BY ordinal, c.system_candidate_id, split");
    Query& query = isSystem ? ofSystem : ofUser;
    query.bind(run).bind(id);
    QList<AnsweredCell> cells;
    while (query.next())
        cells << cellFrom(query);
    return cells;
}

QList<CellAnswer> readCellAnswers(Database& database, const AnsweredCell& cell, qint64 afterExample, int most)
{
    QList<CellAnswer> answers;
    QSet<QString> labels; // few and short in most tasks: each is held once
    Query query(database,
                "SELECT evaluation_id, e.example_id, example_index, question_text_id, gold, outcome, prediction, "
                "score_nano FROM evaluation e JOIN example x ON x.example_id = e.example_id "
                "WHERE system_candidate_id = ? AND user_candidate_id = ? AND e.example_id > ? AND grading_id = ? "
                "AND e.split = ? AND repeat = 0 ORDER BY e.example_id LIMIT ?");
    query.bind(cell.systemCandidate)
        .bind(cell.userCandidate)
        .bind(afterExample)
        .bind(cell.grading)
        .bind(name(cell.cell.split))
        .bind(most);
    while (query.next()) {
        CellAnswer answer;
        answer.evaluation = query.number();
        answer.exampleId = query.number();
        answer.example = query.integer();
        answer.question = query.number();
        answer.gold = *labels.insert(query.text());
        answer.outcome.kind = fromName<OutcomeKind>(query.text()).value_or(OutcomeKind::Unreadable);
        answer.outcome.prediction = *labels.insert(query.text());
        answer.outcome.score.nano = query.number();
        answers << answer;
    }
    return answers;
}

} // namespace metaspo
