#include "core/store/StoreError.h"
#include "core/store/read/Reads.h"

namespace metaspo {

namespace {

TokenUsage usageFrom(Query& query)
{
    TokenUsage usage;
    usage.input = query.numberOr(-1);
    usage.cached = query.numberOr(-1);
    usage.output = query.numberOr(-1);
    usage.reasoning = query.numberOr(-1);
    return usage;
}

CallRecord callFrom(Query& query)
{
    CallRecord record;
    record.run = query.number();
    record.call = query.number();
    record.step = query.text();
    record.role = fromName<ModelRole>(query.text()).value_or(ModelRole::Base);
    record.model = query.text();
    record.state = fromName<CallState>(query.text()).value_or(CallState::Sent);
    record.attempts = query.integer();
    record.latencyMicroseconds = query.number();
    record.usage = usageFrom(query);
    record.costNanoDollars = query.optionalNumber();
    record.finish = fromName<FinishReason>(query.text());
    record.reused = query.number() != 0;
    record.outcome = fromName<OutcomeKind>(query.text());
    return record;
}

/// The columns of a response: finish, attempts, latency, usage, then those of call_response.
Completion completionFrom(Query& query)
{
    Completion completion;
    completion.finish = fromName<FinishReason>(query.text()).value_or(FinishReason::Stop);
    completion.attempts = query.integer();
    completion.latencyMicroseconds = query.number();
    completion.usage = usageFrom(query);
    completion.model = query.text();
    completion.requestId = query.text();
    completion.detail = query.text();
    completion.text = query.text();
    completion.reasoning = query.text();
    return completion;
}

/// The columns of a place: both steps, task, split, example, repeat; nothing for an optimizer call.
std::optional<EvaluationPlace> placeFrom(Query& query)
{
    const QString system = query.text();
    if (system.isEmpty()) {
        for (int column = 0; column < 5; ++column)
            query.skip();
        return std::nullopt;
    }
    EvaluationPlace place;
    place.system = parseStep(system).value_or(Step{});
    place.user = parseStep(query.text()).value_or(Step{});
    place.task = query.text();
    place.split = fromName<Split>(query.text()).value_or(Split::Train);
    place.example = query.integer();
    place.repeat = query.integer();
    return place;
}

RememberedCall rememberedFrom(Query& query)
{
    RememberedCall remembered;
    remembered.call = query.number();
    remembered.key = query.text();
    remembered.role = fromName<ModelRole>(query.text()).value_or(ModelRole::Base);
    remembered.digest = query.blob();
    remembered.isGraded = query.number() != 0;
    remembered.evaluation = placeFrom(query);
    remembered.completion = completionFrom(query);
    return remembered;
}

QList<Message> storedMessages(Database& database, qint64 call)
{
    QList<Message> messages;
    Query query(database, "SELECT role, content FROM call_message JOIN text USING (text_id) "
                          "WHERE call_id = ? ORDER BY ordinal");
    query.bind(call);
    while (query.next()) {
        const MessageRole role = fromName<MessageRole>(query.text()).value_or(MessageRole::User);
        messages << Message{role, query.text()};
    }
    return messages;
}

/// The request of an evaluation as it was built: an empty system prompt is left out, the placeholder replaced once.
QList<Message> rebuiltMessages(Database& database, qint64 call)
{
    Query query(database, "SELECT s.content, u.content, q.content FROM call c "
                          "JOIN candidate sc ON sc.candidate_id = c.system_candidate_id "
                          "JOIN text s ON s.text_id = sc.text_id "
                          "JOIN candidate uc ON uc.candidate_id = c.user_candidate_id "
                          "JOIN text u ON u.text_id = uc.text_id "
                          "JOIN example USING (example_id) JOIN text q ON q.text_id = question_text_id "
                          "WHERE call_id = ?");
    if (!query.bind(call).next())
        return {};
    const QString system = query.text();
    QString user = query.text();
    if (const qsizetype place = user.indexOf(questionPlaceholder); place >= 0)
        user.replace(place, questionPlaceholder.size(), query.text());
    if (system.isEmpty())
        return {{MessageRole::User, user}};
    return {{MessageRole::System, system}, {MessageRole::User, user}};
}

QList<FailedAttempt> failedAttemptsOf(Database& database, qint64 call)
{
    QList<FailedAttempt> attempts;
    Query query(database, "SELECT attempt, outcome, http_status, message, possibly_paid, sent_unix_ms, ended_unix_ms "
                          "FROM call_attempt WHERE call_id = ? ORDER BY call_attempt_id");
    query.bind(call);
    while (query.next()) {
        FailedAttempt attempt;
        attempt.attempt = query.integer();
        attempt.outcome = query.text();
        attempt.httpStatus = query.integer();
        attempt.message = query.text();
        attempt.possiblyPaid = query.number() != 0;
        attempt.sentUnixMilliseconds = query.number();
        attempt.endedUnixMilliseconds = query.number();
        attempts << attempt;
    }
    return attempts;
}

std::optional<EvaluationRecord> evaluationOf(Database& database, qint64 call)
{
    Query query(database, "SELECT evaluation_id FROM evaluation e JOIN run_task g ON g.run_id = e.run_id "
                          "AND g.task_id = e.task_id AND g.grading_id = e.grading_id WHERE call_id = ?");
    if (!query.bind(call).next())
        return std::nullopt;
    const QList<EvaluationRecord> found = readEvaluations(database, {query.number()});
    return found.isEmpty() ? std::nullopt : std::optional(found.first());
}

} // namespace

QList<qint64> readCallIds(Database& database, const CallFilter& filter)
{
    Query all(database, "SELECT call_id FROM call INDEXED BY call_list WHERE run_id = ?1 "
                        "AND (?2 IS NULL OR role = ?2) AND (?3 IS NULL OR state = ?3) ORDER BY call_id");
    // Greater than every key that starts with the prefix is the prefix with the last code point after it.
    Query below(database, "SELECT call_id FROM call WHERE run_id = ?1 AND (?2 IS NULL OR role = ?2) "
                          "AND (?3 IS NULL OR state = ?3) AND key >= ?4 AND key < ?4 || char(0x10FFFF) "
                          "ORDER BY call_id");
    Query& query = filter.stepPrefix.isEmpty() ? all : below;
    query.bind(filter.run)
        .bind(filter.role ? std::optional(name(*filter.role)) : std::nullopt)
        .bind(filter.state ? std::optional(name(*filter.state)) : std::nullopt);
    if (!filter.stepPrefix.isEmpty())
        query.bind(filter.stepPrefix);
    QList<qint64> ids;
    while (query.next())
        ids << query.number();
    return ids;
}

QList<CallRecord> readCalls(Database& database, const QList<qint64>& ids)
{
    QList<CallRecord> records;
    records.reserve(ids.size());
    for (const qint64 id : ids) {
        Query query(database,
                    "SELECT c.run_id, c.call_id, key, c.role, coalesce(nullif(r.model, ''), m.model, ''), state, "
                    "attempts, latency_us, input_tokens, cached_tokens, output_tokens, reasoning_tokens, "
                    "cost_nano_dollars, finish, reused_from_call_id IS NOT NULL, "
                    "(SELECT outcome FROM evaluation e JOIN run_task g ON g.run_id = e.run_id "
                    "AND g.task_id = e.task_id AND g.grading_id = e.grading_id WHERE e.call_id = c.call_id LIMIT 1) "
                    "FROM call c "
                    "LEFT JOIN call_response r ON r.call_id = ifnull(c.reused_from_call_id, c.call_id) "
                    "LEFT JOIN run_model m ON m.run_id = c.run_id AND m.role = c.role WHERE c.call_id = ?");
        if (query.bind(id).next())
            records << callFrom(query);
    }
    return records;
}

CallDetail readCall(Database& database, qint64 id)
{
    const QList<CallRecord> found = readCalls(database, {id});
    if (found.isEmpty())
        refuse(ErrorKind::NotFound, QStringLiteral("There is no call %1").arg(id));
    CallDetail detail;
    detail.call = found.first();
    Query query(database,
                "SELECT temperature, output_limit_tokens, content, sent_unix_ms, finish, attempts, latency_us, "
                "input_tokens, cached_tokens, output_tokens, reasoning_tokens, r.model, request_id, detail, r.text, "
                "reasoning FROM call c LEFT JOIN text ON text_id = json_schema_text_id "
                "LEFT JOIN call_response r ON r.call_id = ifnull(c.reused_from_call_id, c.call_id) "
                "WHERE c.call_id = ?");
    query.bind(id).next();
    detail.parameters.temperature = query.real();
    detail.parameters.outputTokens = query.integer();
    detail.parameters.jsonSchema = query.text();
    detail.sentUtc = QDateTime::fromMSecsSinceEpoch(query.number(), Qt::UTC);
    detail.completion = completionFrom(query);
    detail.messages = storedMessages(database, id);
    if (detail.messages.isEmpty())
        detail.messages = rebuiltMessages(database, id);
    detail.failedAttempts = failedAttemptsOf(database, id);
    detail.evaluation = evaluationOf(database, id);
    return detail;
}

QList<RememberedCall> readRemembered(Database& database, qint64 run, const QString& wave)
{
    QList<RememberedCall> calls;
    Query query(database,
                "SELECT c.call_id, key, c.role, digest, EXISTS (SELECT 1 FROM evaluation e JOIN run_task g "
                "ON g.run_id = e.run_id AND g.task_id = e.task_id AND g.grading_id = e.grading_id "
                "WHERE e.call_id = c.call_id), s.step, u.step, task.name, x.split, example_index, repeat, "
                "finish, attempts, latency_us, input_tokens, cached_tokens, output_tokens, reasoning_tokens, r.model, "
                "request_id, detail, r.text, reasoning FROM call c INDEXED BY call_wave "
                "LEFT JOIN candidate s ON s.candidate_id = c.system_candidate_id "
                "LEFT JOIN candidate u ON u.candidate_id = c.user_candidate_id "
                "LEFT JOIN task ON task.task_id = c.task_id "
                "LEFT JOIN example ON example.example_id = c.example_id "
                "LEFT JOIN run_example x ON x.example_id = c.example_id AND x.run_id = c.run_id "
                "LEFT JOIN call_response r ON r.call_id = ifnull(c.reused_from_call_id, c.call_id) "
                "WHERE c.run_id = ? AND c.wave = ? AND c.state = 'ok' ORDER BY c.call_id");
    query.bind(run).bind(wave);
    while (query.next())
        calls << rememberedFrom(query);
    return calls;
}

std::optional<RememberedCall> readAnsweredCall(Database& database, const QByteArray& digest)
{
    Query query(
        database,
        "SELECT c.call_id, key, c.role, digest, EXISTS (SELECT 1 FROM evaluation e WHERE e.call_id = c.call_id), "
        "s.step, u.step, task.name, x.split, example_index, repeat, "
        "finish, attempts, latency_us, input_tokens, cached_tokens, output_tokens, reasoning_tokens, r.model, "
        "request_id, detail, r.text, reasoning FROM call c INDEXED BY call_digest "
        "LEFT JOIN candidate s ON s.candidate_id = c.system_candidate_id "
        "LEFT JOIN candidate u ON u.candidate_id = c.user_candidate_id "
        "LEFT JOIN task ON task.task_id = c.task_id "
        "LEFT JOIN example ON example.example_id = c.example_id "
        "LEFT JOIN run_example x ON x.example_id = c.example_id AND x.run_id = c.run_id "
        "LEFT JOIN call_response r ON r.call_id = c.call_id "
        "WHERE c.digest = ? AND c.state = 'ok' AND c.reused_from_call_id IS NULL ORDER BY c.call_id LIMIT 1");
    if (!query.bindBlob(digest).next())
        return std::nullopt;
    return rememberedFrom(query);
}

TokenUsage readUsualUsage(Database& database, qint64 run, ModelRole role)
{
    Query query(database,
                "SELECT CAST(avg(input_tokens) AS INTEGER), CAST(avg(cached_tokens) AS INTEGER), "
                "CAST(avg(output_tokens) AS INTEGER), CAST(avg(reasoning_tokens) AS INTEGER) FROM ("
                "SELECT input_tokens, cached_tokens, output_tokens, reasoning_tokens FROM call INDEXED BY call_list "
                "WHERE run_id = ? AND role = ? AND state = 'ok' AND reused_from_call_id IS NULL "
                "ORDER BY call_id DESC LIMIT 100)");
    query.bind(run).bind(name(role)).next();
    return usageFrom(query);
}

} // namespace metaspo
