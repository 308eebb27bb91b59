#include "core/store/StoreError.h"
#include "core/store/json/AnswerFormatJson.h"
#include "core/store/json/ConnectionJson.h"
#include "core/store/json/MetricJson.h"
#include "core/store/json/RunLimitsJson.h"
#include "core/store/json/RunSettingsJson.h"
#include "core/store/write/Writes.h"

#include <QDateTime>
#include <QUuid>

namespace metaspo {

namespace {

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

qint64 gradingOf(WriteSession& session, const Task& task)
{
    const QByteArray format = toJson(task.format);
    const QByteArray metric = toJson(task.metric);
    Query(session.database(), "INSERT INTO grading(task_id, format_json, metric_json) VALUES (?, ?, ?) "
                              "ON CONFLICT DO NOTHING")
        .bind(task.id)
        .bindUtf8(format)
        .bindUtf8(metric)
        .run();
    Query query(session.database(),
                "SELECT grading_id FROM grading WHERE task_id = ? AND format_json = ? AND metric_json = ?");
    query.bind(task.id).bindUtf8(format).bindUtf8(metric).next();
    return query.number();
}

QHash<int, qint64> exampleIds(WriteSession& session, qint64 task)
{
    QHash<int, qint64> ids;
    Query query(session.database(), "SELECT example_index, example_id FROM example WHERE task_id = ?");
    query.bind(task);
    while (query.next()) {
        const int index = query.integer();
        ids.insert(index, query.number());
    }
    return ids;
}

void addTask(WriteSession& session, qint64 run, const RunTask& used, int ordinal)
{
    const Task& task = used.task;
    const QHash<int, qint64> ids = exampleIds(session, task.id);
    if (ids.isEmpty() && !task.examples.isEmpty())
        refuse(ErrorKind::NotFound, QStringLiteral("Task %1 is not in the file").arg(task.name));
    Query(session.database(),
          "INSERT INTO run_task(run_id, task_id, ordinal, role, grading_id) VALUES (?, ?, ?, ?, ?)")
        .bind(run)
        .bind(task.id)
        .bind(ordinal)
        .bind(name(task.role))
        .bind(gradingOf(session, task))
        .run();
    int place = 0;
    for (const Example& example : task.examples) {
        const auto id = ids.constFind(example.index);
        if (id == ids.constEnd())
            refuse(ErrorKind::NotFound,
                   QStringLiteral("Task %1 has no example %2").arg(task.name).arg(example.index));
        Query(session.database(), "INSERT INTO run_example(run_id, task_id, ordinal, example_id, split, gold) "
                                  "VALUES (?, ?, ?, ?, ?, ?)")
            .bind(run)
            .bind(task.id)
            .bind(place++)
            .bind(*id)
            .bind(name(example.split))
            .bind(used.golds.value(example.index))
            .run();
    }
}

void addModel(WriteSession& session, qint64 run, const RunModel& used)
{
    const Connection& connection = used.connection;
    Query query(session.database(),
                "INSERT INTO run_model(run_id, role, connection_id, connection_name, model, connection_json, "
                "input_nano_dollars_per_million_tokens, cached_input_nano_dollars_per_million_tokens, "
                "output_nano_dollars_per_million_tokens) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    query.bind(run)
        .bind(name(used.role))
        .bind(connection.id)
        .bind(connection.name)
        .bind(connection.model)
        .bindUtf8(toJson(connection));
    if (connection.price)
        query.bind(connection.price->inputNanoDollarsPerMillion)
            .bind(connection.price->cachedInputNanoDollarsPerMillion)
            .bind(connection.price->outputNanoDollarsPerMillion);
    query.run();
}

qint64 addRun(WriteSession& session, const NewRun& run)
{
    Query query(session.database(), "INSERT INTO run(uuid, method, scope, preset, seed, state, state_reason, "
                                    "settings_json, limits_json, evaluate_json, note, "
                                    "recorded, forked_from_run_id, fork_step, program_version, created_unix_ms) "
                                    "VALUES (?, ?, ?, ?, ?, 'created', '', ?, ?, ?, '', 0, ?, ?, ?, ?)");
    query.bind(QUuid::createUuid().toString(QUuid::WithoutBraces))
        .bind(name(run.settings.method))
        .bind(name(run.settings.scope))
        .bind(name(run.settings.preset))
        .bind(QString::number(run.settings.seed))
        .bindUtf8(toJson(run.settings))
        .bindUtf8(toJson(run.limits));
    if (run.evaluateJson.isEmpty())
        query.bindNull();
    else
        query.bindUtf8(run.evaluateJson);
    query.bind(run.forkedFrom)
        .bind(run.forkStep ? std::optional(text(*run.forkStep)) : std::nullopt)
        .bind(run.programVersion)
        .bind(now())
        .run();
    return session.database().lastId();
}

// What was written by hand and found no loop in the one run waits for the loops of the other.
void copyWaitingInsertions(WriteSession& session, qint64 from, qint64 to)
{
    Query(session.database(), "INSERT INTO insertion(run_id, loop_step, kind, task, text_id, edited_from) "
                              "SELECT ?, '', kind, task, text_id, edited_from FROM insertion "
                              "WHERE run_id = ? AND loop_step = '' ORDER BY insertion_id")
        .bind(to)
        .bind(from)
        .run();
}

} // namespace

qint64 createRun(WriteSession& session, const NewRun& run)
{
    if (run.forkedFrom)
        session.existingRun(*run.forkedFrom);
    const qint64 id = addRun(session, run);
    int ordinal = 0;
    for (const RunTask& task : run.tasks)
        addTask(session, id, task, ordinal++);
    for (const RunModel& model : run.models)
        addModel(session, id, model);
    for (auto entry = run.templates.begin(); entry != run.templates.end(); ++entry) {
        const qint64 content = session.textId(entry.value());
        Query(session.database(), "INSERT INTO run_template(run_id, name, text_id) VALUES (?, ?, ?)")
            .bind(id)
            .bind(entry.key())
            .bind(content)
            .run();
    }
    if (run.forkedFrom)
        copyWaitingInsertions(session, *run.forkedFrom, id);
    return id;
}

void setRunState(WriteSession& session, qint64 run, RunState state, const QString& reason)
{
    if (state == RunState::Interrupted)
        refuse(ErrorKind::WrongUsage, QStringLiteral("Interrupted is what a running run without an owner reads as"));
    Query(session.database(),
          "UPDATE run SET state = ?1, state_reason = ?2, "
          "started_unix_ms = iif(?1 = 'running', ifnull(started_unix_ms, ?3), started_unix_ms), "
          "finished_unix_ms = iif(?1 = 'finished', ?3, finished_unix_ms) WHERE run_id = ?4")
        .bind(name(state))
        .bind(reason)
        .bind(now())
        .bind(session.existingRun(run))
        .run();
}

void setRunLimits(WriteSession& session, qint64 run, const RunLimits& limits)
{
    Query(session.database(), "UPDATE run SET limits_json = ? WHERE run_id = ?")
        .bindUtf8(toJson(limits))
        .bind(session.existingRun(run))
        .run();
}

void setRunNote(WriteSession& session, qint64 run, const QString& note)
{
    Query(session.database(), "UPDATE run SET note = ? WHERE run_id = ?")
        .bind(note)
        .bind(session.existingRun(run))
        .run();
}

int markLostCalls(WriteSession& session, qint64 run)
{
    session.expectReplay(session.existingRun(run));
    Query(session.database(),
          "UPDATE call SET state = 'unknown', lost_times = lost_times + 1, "
          "lost_nano_dollars = lost_nano_dollars + reserved_nano_dollars WHERE run_id = ? AND state = 'sent'")
        .bind(run)
        .run();
    return static_cast<int>(session.database().changes());
}

qint64 postCommand(WriteSession& session, const RunCommand& command)
{
    Query(session.database(), "INSERT INTO run_command(run_id, kind, argument, posted_unix_ms) VALUES (?, ?, ?, ?)")
        .bind(session.existingRun(command.run))
        .bind(name(command.kind))
        .bind(command.argument)
        .bind(now())
        .run();
    return session.database().lastId();
}

void commandDone(WriteSession& session, qint64 command)
{
    Query(session.database(),
          "UPDATE run_command SET done_unix_ms = ifnull(done_unix_ms, ?) WHERE run_command_id = ?")
        .bind(now())
        .bind(command)
        .run();
    if (session.database().changes() == 0)
        refuse(ErrorKind::NotFound, QStringLiteral("There is no command %1").arg(command));
}

void dropCommands(WriteSession& session, qint64 run)
{
    Query(session.database(), "UPDATE run_command SET done_unix_ms = ? WHERE run_id = ? AND done_unix_ms IS NULL "
                              "AND kind NOT IN ('insert', 'set_budget')")
        .bind(now())
        .bind(run)
        .run();
}

void noteOwner(WriteSession& session, qint64 run, const QString& owner)
{
    Query(session.database(),
          "INSERT INTO run_owner(run_id, owner, since_unix_ms) VALUES (?, ?, ?) "
          "ON CONFLICT DO UPDATE SET owner = excluded.owner, since_unix_ms = excluded.since_unix_ms")
        .bind(session.existingRun(run))
        .bind(owner)
        .bind(now())
        .run();
}

void log(WriteSession& session, qint64 run, const QString& sentence)
{
    Query(session.database(), "INSERT INTO log(run_id, at_unix_ms, sentence) VALUES (?, ?, ?)")
        .bind(session.existingRun(run))
        .bind(now())
        .bind(sentence)
        .run();
}

} // namespace metaspo
