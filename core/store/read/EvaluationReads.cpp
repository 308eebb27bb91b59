#include "core/store/json/AnswerFormatJson.h"
#include "core/store/read/Reads.h"

namespace metaspo {

namespace {

std::optional<qint64> candidateId(Database& database, qint64 run, const std::optional<Step>& step)
{
    if (!step)
        return std::nullopt;
    Query query(database, "SELECT candidate_id FROM candidate WHERE run_id = ? AND step = ?");
    return query.bind(run).bind(text(*step)).next() ? query.number() : 0; // 0: no row has it
}

struct TaskGrading
{
    qint64 task = 0;
    qint64 grading = 0;
};

QList<TaskGrading> tasksOf(Database& database, const EvaluationFilter& filter)
{
    QList<TaskGrading> tasks;
    Query query(database, "SELECT task_id, grading_id FROM run_task JOIN task USING (task_id) "
                          "WHERE run_id = ? AND (?2 = '' OR name = ?2) ORDER BY name");
    query.bind(filter.run).bind(filter.task);
    while (query.next()) {
        const qint64 task = query.number();
        tasks << TaskGrading{task, query.number()};
    }
    return tasks;
}

EvaluationRecord evaluationFrom(Query& query)
{
    EvaluationRecord record;
    record.run = query.number();
    record.call = query.number();
    record.system = parseStep(query.text()).value_or(Step{});
    record.user = parseStep(query.text()).value_or(Step{});
    record.task = query.text();
    record.split = fromName<Split>(query.text()).value_or(Split::Train);
    record.example = query.integer();
    record.question = query.text();
    record.expected = textsFromJson(query.utf8());
    record.gold = query.text();
    record.response = query.text();
    record.outcome.kind = fromName<OutcomeKind>(query.text()).value_or(OutcomeKind::Unreadable);
    record.outcome.prediction = query.text();
    record.outcome.reason = query.text();
    record.outcome.score.nano = query.number();
    record.finish = fromName<FinishReason>(query.text()).value_or(FinishReason::Stop);
    record.latencyMicroseconds = query.number();
    record.usage.input = query.numberOr(-1);
    record.usage.cached = query.numberOr(-1);
    record.usage.output = query.numberOr(-1);
    record.usage.reasoning = query.numberOr(-1);
    return record;
}

} // namespace

QString anywhere(QString words)
{
    words.replace(u'\\', QLatin1String("\\\\")).replace(u'%', QLatin1String("\\%")).replace(u'_', QLatin1String("\\_"));
    return u'%' + words + u'%';
}

QList<qint64> readEvaluationIds(Database& database, const EvaluationFilter& filter)
{
    const std::optional<qint64> system = candidateId(database, filter.run, filter.system);
    const std::optional<qint64> user = candidateId(database, filter.run, filter.user);
    QList<qint64> ids;
    for (const auto& [task, grading] : tasksOf(database, filter)) {
        // All columns are in the index, so no row is read.
        Query query(database,
                    "SELECT evaluation_id FROM evaluation e INDEXED BY evaluation_list "
                    "WHERE run_id = ?1 AND task_id = ?2 AND grading_id = ?3 "
                    "AND (?4 IS NULL OR system_candidate_id = ?4) AND (?5 IS NULL OR user_candidate_id = ?5) "
                    "AND (?6 IS NULL OR split = ?6) AND (?7 = 0 OR outcome <> 'correct') "
                    "ORDER BY example_id, system_candidate_id, user_candidate_id");
        Query searching(database,
                        "SELECT evaluation_id FROM evaluation e INDEXED BY evaluation_list "
                        "WHERE run_id = ?1 AND task_id = ?2 AND grading_id = ?3 "
                        "AND (?4 IS NULL OR system_candidate_id = ?4) AND (?5 IS NULL OR user_candidate_id = ?5) "
                        "AND (?6 IS NULL OR split = ?6) AND (?7 = 0 OR outcome <> 'correct') AND ("
                        "EXISTS (SELECT 1 FROM example x JOIN text ON text_id = question_text_id "
                        "WHERE x.example_id = e.example_id AND content LIKE ?8 ESCAPE '\\') OR "
                        "EXISTS (SELECT 1 FROM call c JOIN call_response r "
                        "ON r.call_id = ifnull(c.reused_from_call_id, c.call_id) "
                        "WHERE c.call_id = e.call_id AND r.text LIKE ?8 ESCAPE '\\')) "
                        "ORDER BY example_id, system_candidate_id, user_candidate_id");
        Query& chosen = filter.contains.isEmpty() ? query : searching;
        chosen.bind(filter.run)
            .bind(task)
            .bind(grading)
            .bind(system)
            .bind(user)
            .bind(filter.split ? std::optional(name(*filter.split)) : std::nullopt)
            .bind(filter.wrongOnly);
        if (!filter.contains.isEmpty())
            chosen.bind(anywhere(filter.contains));
        while (chosen.next())
            ids << chosen.number();
    }
    return ids;
}

QList<EvaluationRecord> readEvaluations(Database& database, const QList<qint64>& ids)
{
    QList<EvaluationRecord> records;
    records.reserve(ids.size());
    for (const qint64 id : ids) {
        Query query(database,
                    "SELECT e.run_id, e.call_id, s.step, u.step, task.name, e.split, example_index, question.content, "
                    "answers_json, e.gold, r.text, outcome, prediction, e.reason, score_nano, finish, latency_us, "
                    "input_tokens, cached_tokens, output_tokens, reasoning_tokens FROM evaluation e "
                    "JOIN candidate s ON s.candidate_id = e.system_candidate_id "
                    "JOIN candidate u ON u.candidate_id = e.user_candidate_id "
                    "JOIN task ON task.task_id = e.task_id JOIN example x ON x.example_id = e.example_id "
                    "JOIN text question ON question.text_id = x.question_text_id "
                    "JOIN call c ON c.call_id = e.call_id "
                    "LEFT JOIN call_response r ON r.call_id = ifnull(c.reused_from_call_id, c.call_id) "
                    "WHERE evaluation_id = ?");
        if (query.bind(id).next())
            records << evaluationFrom(query);
    }
    return records;
}

} // namespace metaspo
