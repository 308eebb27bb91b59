#include "core/store/StoreError.h"
#include "core/store/write/Writes.h"

#include <QDateTime>
#include <algorithm>

namespace metaspo {

namespace {

struct CallPlace
{
    std::optional<qint64> system;
    std::optional<qint64> user;
    std::optional<qint64> task;
    std::optional<qint64> example;
    int repeat = 0;
};

CallPlace placeOf(WriteSession& session, const NewCall& call)
{
    if (!call.evaluation)
        return {};
    const EvaluationPlace& place = *call.evaluation;
    return {session.candidateId(call.run, place.system), session.candidateId(call.run, place.user),
            session.runTask(call.run, place.task).id,
            session.runExample(call.run, place.task, place.example, place.split).id, place.repeat};
}

/// The row of a call that was sent before and got no answer, or none; an answered one is refused.
std::optional<qint64> earlierRow(WriteSession& session, const NewCall& call)
{
    Query query(session.database(), "SELECT call_id, state FROM call WHERE run_id = ? AND key = ?");
    if (!query.bind(call.run).bind(call.key).next())
        return std::nullopt;
    const qint64 id = query.number();
    if (query.text() == name(CallState::Ok))
        refuse(ErrorKind::WrongUsage,
               QStringLiteral("Call %1 of run %2 is already answered").arg(call.key).arg(call.run));
    return id;
}

void addMessages(WriteSession& session, qint64 id, const QList<Message>& messages)
{
    int ordinal = 0;
    for (const Message& message : messages) {
        const qint64 content = session.textId(message.text.toUtf8());
        Query(session.database(), "INSERT INTO call_message(call_id, ordinal, role, text_id) VALUES (?, ?, ?, ?)")
            .bind(id)
            .bind(ordinal++)
            .bind(name(message.role))
            .bind(content)
            .run();
    }
}

void sendAgain(WriteSession& session, qint64 id, const NewCall& call, qint64 sent)
{
    Query(session.database(),
          "UPDATE call SET state = 'sent', digest = ?, temperature = ?, output_limit_tokens = ?, "
          "reserved_nano_dollars = ?, sent_unix_ms = ? WHERE call_id = ?")
        .bindBlob(call.digest)
        .bind(call.parameters.temperature)
        .bind(call.parameters.outputTokens)
        .bind(call.reservedNanoDollars)
        .bind(sent)
        .bind(id)
        .run();
    Query(session.database(), "DELETE FROM call_message WHERE call_id = ?").bind(id).run();
    addMessages(session, id, call.messages);
}

void addFailedAttempts(WriteSession& session, qint64 id, const QList<FailedAttempt>& attempts)
{
    for (const FailedAttempt& attempt : attempts)
        Query(session.database(),
              "INSERT INTO call_attempt(call_id, attempt, outcome, http_status, message, possibly_paid, sent_unix_ms, "
              "ended_unix_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(id)
            .bind(attempt.attempt)
            .bind(attempt.outcome)
            .bind(attempt.httpStatus)
            .bind(attempt.message)
            .bind(attempt.possiblyPaid)
            .bind(attempt.sentUnixMilliseconds)
            .bind(attempt.endedUnixMilliseconds)
            .run();
}

/// Refuses an answer to a call that is not there or has another one. A commit that reached the disk but was reported as
/// failed is tried again: then the same answer is there already.
void checkEarlierAnswer(WriteSession& session, const AnsweredCall& answer)
{
    Query query(session.database(), "SELECT text FROM call LEFT JOIN call_response USING (call_id) WHERE call_id = ?");
    if (!query.bind(answer.call).next())
        refuse(ErrorKind::NotFound, QStringLiteral("There is no call %1").arg(answer.call));
    if (query.text() != answer.completion.text)
        refuse(ErrorKind::WrongUsage, QStringLiteral("Call %1 already has another answer").arg(answer.call));
}

qint64 possiblyPaid(const QList<FailedAttempt>& attempts)
{
    return std::count_if(attempts.begin(), attempts.end(),
                         [](const FailedAttempt& attempt) { return attempt.possiblyPaid; });
}

} // namespace

qint64 callSent(WriteSession& session, const NewCall& call)
{
    const qint64 sent = QDateTime::currentMSecsSinceEpoch();
    const CallPlace place = placeOf(session, call);
    std::optional<qint64> schema;
    if (!call.parameters.jsonSchema.isEmpty())
        schema = session.textId(call.parameters.jsonSchema.toUtf8());
    Query insert(session.database(),
                 "INSERT INTO call(run_id, key, wave, role, state, digest, system_candidate_id, user_candidate_id, "
                 "task_id, example_id, repeat, temperature, output_limit_tokens, json_schema_text_id, "
                 "reserved_nano_dollars, sent_unix_ms) VALUES (?, ?, ?, ?, 'sent', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                 "ON CONFLICT(run_id, key) DO NOTHING");
    insert.bind(call.run)
        .bind(call.key)
        .bind(call.wave)
        .bind(name(call.role))
        .bindBlob(call.digest)
        .bind(place.system)
        .bind(place.user)
        .bind(place.task)
        .bind(place.example)
        .bind(place.repeat)
        .bind(call.parameters.temperature)
        .bind(call.parameters.outputTokens)
        .bind(schema)
        .bind(call.reservedNanoDollars)
        .bind(sent)
        .run();
    if (session.database().changes() > 0) {
        const qint64 id = session.database().lastId();
        addMessages(session, id, call.messages);
        return id;
    }
    const std::optional<qint64> id = earlierRow(session, call);
    sendAgain(session, id.value_or(0), call, sent);
    return id.value_or(0);
}

void callAnswered(WriteSession& session, const AnsweredCall& answer)
{
    const Completion& completion = answer.completion;
    Query update(session.database(),
                 "UPDATE call SET state = 'ok', sent_unix_ms = iif(?1 > 0, ?1, sent_unix_ms), answered_unix_ms = ?2, "
                 "attempts = ?3, latency_us = ?4, input_tokens = ?5, cached_tokens = ?6, output_tokens = ?7, "
                 "reasoning_tokens = ?8, cost_nano_dollars = ?9, finish = ?10, lost_times = lost_times + ?12, "
                 "lost_nano_dollars = lost_nano_dollars + ?12 * reserved_nano_dollars "
                 "WHERE call_id = ?11 AND state <> 'ok'");
    update.bind(answer.sentUnixMilliseconds)
        .bind(QDateTime::currentMSecsSinceEpoch())
        .bind(completion.attempts)
        .bind(completion.latencyMicroseconds)
        .bindIfReported(completion.usage.input)
        .bindIfReported(completion.usage.cached)
        .bindIfReported(completion.usage.output)
        .bindIfReported(completion.usage.reasoning)
        .bind(answer.costNanoDollars)
        .bind(name(completion.finish))
        .bind(answer.call)
        .bind(possiblyPaid(answer.failedAttempts))
        .run();
    if (session.database().changes() == 0) {
        checkEarlierAnswer(session, answer);
        return;
    }
    Query(session.database(), "INSERT INTO call_response(call_id, model, request_id, detail, text, reasoning) "
                              "VALUES (?, ?, ?, ?, ?, ?)")
        .bind(answer.call)
        .bind(completion.model)
        .bind(completion.requestId)
        .bind(completion.detail)
        .bind(completion.text)
        .bind(completion.reasoning)
        .run();
    addFailedAttempts(session, answer.call, answer.failedAttempts);
}

void callFailed(WriteSession& session, qint64 call, const QList<FailedAttempt>& failedAttempts)
{
    Query(session.database(),
          "UPDATE call SET state = 'failed', attempts = max(1, ?1), lost_times = lost_times + ?2, "
          "lost_nano_dollars = lost_nano_dollars + ?2 * reserved_nano_dollars WHERE call_id = ?3 AND state <> 'ok'")
        .bind(static_cast<qint64>(failedAttempts.size()))
        .bind(possiblyPaid(failedAttempts))
        .bind(call)
        .run();
    if (session.database().changes() == 0)
        refuse(ErrorKind::NotFound, QStringLiteral("There is no unanswered call %1").arg(call));
    addFailedAttempts(session, call, failedAttempts);
}

qint64 callReused(WriteSession& session, const NewCall& call, qint64 original)
{
    if (Query query(session.database(),
                    "SELECT call_id FROM call WHERE run_id = ? AND key = ? AND state = 'ok'");
        query.bind(call.run).bind(call.key).next())
        return query.number();
    Query source(session.database(), "SELECT ifnull(reused_from_call_id, call_id) FROM call "
                                     "WHERE call_id = ? AND state = 'ok'");
    if (!source.bind(original).next())
        refuse(ErrorKind::NotFound, QStringLiteral("There is no answered call %1").arg(original));
    const qint64 answered = source.number();
    const qint64 id = callSent(session, call);
    Query(session.database(),
          "UPDATE call SET state = 'ok', reused_from_call_id = ?1, answered_unix_ms = ?2, cost_nano_dollars = 0, "
          "(attempts, latency_us, input_tokens, cached_tokens, output_tokens, reasoning_tokens, finish) = "
          "(SELECT attempts, latency_us, input_tokens, cached_tokens, output_tokens, reasoning_tokens, finish "
          "FROM call original WHERE original.call_id = ?1) WHERE call_id = ?3")
        .bind(answered)
        .bind(QDateTime::currentMSecsSinceEpoch())
        .bind(id)
        .run();
    return id;
}

void evaluated(WriteSession& session, const NewEvaluation& evaluation)
{
    const EvaluationPlace& place = evaluation.place;
    const WriteSession::RunTask& task = session.runTask(evaluation.run, place.task);
    Query(session.database(),
          "INSERT INTO evaluation(run_id, system_candidate_id, user_candidate_id, task_id, split, example_id, repeat, "
          "grading_id, call_id, outcome, score_nano, gold, prediction, reason) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
        .bind(evaluation.run)
        .bind(session.candidateId(evaluation.run, place.system))
        .bind(session.candidateId(evaluation.run, place.user))
        .bind(task.id)
        .bind(name(place.split))
        .bind(session.runExample(evaluation.run, place.task, place.example, place.split).id)
        .bind(place.repeat)
        .bind(task.grading)
        .bind(evaluation.call)
        .bind(name(evaluation.outcome.kind))
        .bind(evaluation.outcome.score.nano)
        .bind(evaluation.gold)
        .bind(evaluation.outcome.prediction)
        .bind(evaluation.outcome.reason)
        .run();
}

} // namespace metaspo
