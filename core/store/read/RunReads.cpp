#include "core/store/StoreError.h"
#include "core/store/json/AnswerFormatJson.h"
#include "core/store/json/ConnectionJson.h"
#include "core/store/json/RunLimitsJson.h"
#include "core/store/json/RunSettingsJson.h"
#include "core/store/read/Reads.h"

#include <algorithm>

namespace metaspo {

namespace {

QDateTime time(const std::optional<qint64>& unixMilliseconds)
{
    return unixMilliseconds ? QDateTime::fromMSecsSinceEpoch(*unixMilliseconds, Qt::UTC) : QDateTime();
}

/// Running, but nobody has the run's lock: its program died.
RunState shownState(RunState stored, qint64 run, const LockFile& lockFile)
{
    return stored == RunState::Running && !lockFile.isRunTaken(run) ? RunState::Interrupted : stored;
}

void readTotals(Query& query, RunRecord& record)
{
    record.baseCalls = query.number();
    record.optimizerCalls = query.number();
    record.reusedCalls = query.number();
    record.possiblyPaidCalls = query.number();
    record.inputTokens = query.number();
    record.cachedTokens = query.number();
    record.outputTokens = query.number();
    const qint64 cost = query.number();
    if (query.number() == 0)
        record.costNanoDollars = cost;
}

RunRecord runFrom(Query& query, const LockFile& lockFile)
{
    RunRecord record;
    record.id = query.number();
    record.uuid = query.text();
    record.state = shownState(fromName<RunState>(query.text()).value_or(RunState::Created), record.id, lockFile);
    record.stateReason = query.text();
    record.settings = runSettingsFromJson(query.utf8());
    record.method = record.settings.method;
    record.limits = runLimitsFromJson(query.utf8());
    record.note = query.text();
    record.recorded = query.number() != 0;
    record.forkedFrom = query.optionalNumber();
    if (const Result<Step> step = parseStep(query.text()))
        record.forkStep = *step;
    record.createdUtc = time(query.optionalNumber());
    record.startedUtc = time(query.optionalNumber());
    record.finishedUtc = time(query.optionalNumber());
    record.baseModel = query.text();
    record.baseConnectionId = query.text();
    record.optimizerModel = query.text();
    record.optimizerConnectionId = query.text();
    readTotals(query, record);
    return record;
}

RunTask runTaskFrom(Database& database, qint64 run, qint64 id, const QString& role)
{
    RunTask used;
    used.task = readTaskWithoutExamples(database, id);
    used.task.role = fromName<TaskRole>(role).value_or(used.task.role);
    Query query(database, "SELECT example_index, run_example.split, content, answers_json, external_id, gold "
                          "FROM run_example JOIN example USING (example_id) JOIN text ON text_id = question_text_id "
                          "WHERE run_id = ? AND run_example.task_id = ? ORDER BY ordinal");
    query.bind(run).bind(id);
    while (query.next()) {
        Example example;
        example.index = query.integer();
        example.split = fromName<Split>(query.text()).value_or(Split::Train);
        example.question = query.text();
        example.answers = textsFromJson(query.utf8());
        example.externalId = query.text();
        used.golds.insert(example.index, query.text());
        used.task.examples << example;
    }
    return used;
}

QList<RunModel> modelsOf(Database& database, qint64 run)
{
    QList<RunModel> models;
    Query query(database, "SELECT role, connection_json, input_nano_dollars_per_million_tokens, "
                          "cached_input_nano_dollars_per_million_tokens, output_nano_dollars_per_million_tokens "
                          "FROM run_model WHERE run_id = ? ORDER BY role");
    query.bind(run);
    while (query.next()) {
        RunModel used;
        used.role = fromName<ModelRole>(query.text()).value_or(ModelRole::Base);
        used.connection = connectionFromJson(query.utf8());
        if (const std::optional<qint64> input = query.optionalNumber()) {
            const qint64 cached = query.number();
            used.connection.price = Price{*input, cached, query.number()};
        }
        models << used;
    }
    return models;
}

/// `run`: absent for all of them.
QList<RunRecord> selectRuns(Database& database, const LockFile& lockFile, std::optional<qint64> run)
{
    QList<RunRecord> records;
    Query query(database,
                "SELECT run.run_id, uuid, state, state_reason, settings_json, limits_json, note, recorded, "
                "forked_from_run_id, fork_step, created_unix_ms, started_unix_ms, finished_unix_ms, base.model, "
                "base.connection_id, optimizer.model, optimizer.connection_id, base_calls, optimizer_calls, "
                "reused_calls, lost_calls, input_tokens, cached_tokens, output_tokens, cost_nano_dollars, "
                "unpriced_calls FROM run JOIN run_total ON run_total.run_id = run.run_id "
                "LEFT JOIN run_model base ON base.run_id = run.run_id AND base.role = 'base' "
                "LEFT JOIN run_model optimizer ON optimizer.run_id = run.run_id AND optimizer.role = 'optimizer' "
                "WHERE ?1 IS NULL OR run.run_id = ?1 ORDER BY run.run_id");
    query.bind(run);
    while (query.next())
        records << runFrom(query, lockFile);
    return records;
}

} // namespace

QList<RunRecord> readRuns(Database& database, const LockFile& lockFile)
{
    return selectRuns(database, lockFile, std::nullopt);
}

RunRecord readRun(Database& database, const LockFile& lockFile, qint64 run)
{
    const QList<RunRecord> found = selectRuns(database, lockFile, run);
    if (found.isEmpty())
        refuse(ErrorKind::NotFound, QStringLiteral("There is no run %1").arg(run));
    return found.first();
}

RunSetup readRunSetup(Database& database, const LockFile& lockFile, qint64 run)
{
    RunSetup setup;
    setup.record = readRun(database, lockFile, run);
    Query tasks(database, "SELECT task_id, role FROM run_task WHERE run_id = ? ORDER BY ordinal");
    tasks.bind(run);
    while (tasks.next()) {
        const qint64 id = tasks.number();
        setup.tasks << runTaskFrom(database, run, id, tasks.text());
    }
    setup.models = modelsOf(database, run);
    setup.templates = readTemplates(database, run);
    Query evaluate(database, "SELECT evaluate_json FROM run WHERE run_id = ?");
    if (evaluate.bind(run).next())
        setup.evaluateJson = evaluate.utf8();
    return setup;
}

RunSpending readSpending(Database& database, qint64 run)
{
    Query query(database, "SELECT base_calls + optimizer_calls + judge_calls, lost_calls, "
                          "cost_nano_dollars + lost_nano_dollars + unpriced_nano_dollars, unpriced_calls "
                          "FROM run_total WHERE run_id = ?");
    if (!query.bind(run).next())
        refuse(ErrorKind::NotFound, QStringLiteral("There is no run %1").arg(run));
    RunSpending spending;
    spending.calls = query.number();
    spending.possiblyPaid = query.number();
    spending.nanoDollars = query.number();
    spending.unpricedCalls = query.number();
    return spending;
}

// Between two answers a run was at work, unless it is longer than the later one took and a minute of waiting for rate
// limits: then only the later one counts.
RunPace readPace(Database& database, qint64 run)
{
    Query query(database,
                "SELECT count(*), ifnull(sum(iif(gap IS NULL OR gap > took + 60000, took, gap)), 0) FROM ("
                "SELECT answered_unix_ms - lag(answered_unix_ms) OVER (ORDER BY answered_unix_ms) gap, "
                "max(latency_us / 1000, answered_unix_ms - sent_unix_ms) took FROM call "
                "WHERE run_id = ? AND state = 'ok' AND reused_from_call_id IS NULL)");
    RunPace pace;
    query.bind(run).next();
    pace.answers = query.number();
    pace.milliseconds = query.number();
    for (const RunModel& model : modelsOf(database, run))
        if (model.role == ModelRole::Base)
            pace.width = model.connection.width;
    return pace;
}

// Time as in readPace.
QList<LoopEffort> readLoopEfforts(Database& database, qint64 run)
{
    QList<LoopEffort> efforts;
    Query query(database,
                "SELECT wave, count(*), sum(tokens), iif(count(cost) = count(*), sum(cost), NULL), "
                "sum(iif(gap IS NULL OR gap > took + 60000, took, gap)) FROM ("
                "SELECT wave, ifnull(input_tokens, 0) + ifnull(output_tokens, 0) tokens, cost_nano_dollars cost, "
                "answered_unix_ms - lag(answered_unix_ms) OVER (ORDER BY answered_unix_ms) gap, "
                "max(latency_us / 1000, answered_unix_ms - sent_unix_ms) took FROM call "
                "WHERE run_id = ? AND state = 'ok' AND reused_from_call_id IS NULL) GROUP BY wave");
    query.bind(run);
    while (query.next()) {
        LoopEffort effort;
        effort.loop = parseStep(query.text()).value_or(Step{});
        effort.calls = query.number();
        effort.tokens = query.number();
        effort.nanoDollars = query.optionalNumber();
        effort.milliseconds = query.number();
        efforts << effort;
    }
    std::sort(efforts.begin(), efforts.end(),
              [](const LoopEffort& one, const LoopEffort& other) { return one.loop < other.loop; });
    return efforts;
}

QList<RunCommand> readPendingCommands(Database& database, qint64 run)
{
    QList<RunCommand> commands;
    Query query(database, "SELECT run_command_id, run_id, kind, argument FROM run_command "
                          "WHERE run_id = ? AND done_unix_ms IS NULL ORDER BY run_command_id");
    query.bind(run);
    while (query.next()) {
        RunCommand command;
        command.id = query.number();
        command.run = query.number();
        command.kind = fromName<CommandKind>(query.text()).value_or(CommandKind::Pause);
        command.argument = query.text();
        commands << command;
    }
    return commands;
}

QString readOwner(Database& database, qint64 run)
{
    Query query(database, "SELECT owner FROM run_owner WHERE run_id = ?");
    return query.bind(run).next() ? query.text() : QString();
}

QStringList readLog(Database& database, qint64 run)
{
    QStringList sentences;
    Query query(database, "SELECT sentence FROM log WHERE run_id = ? ORDER BY log_id");
    query.bind(run);
    while (query.next())
        sentences << query.text();
    return sentences;
}

} // namespace metaspo
