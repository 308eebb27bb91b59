#include "core/store/StoreError.h"
#include "core/store/json/AnswerFormatJson.h"
#include "core/store/json/MetricJson.h"
#include "core/store/read/Reads.h"

namespace metaspo {

namespace {

/// The columns of a task up to its licence, in the order of the queries below.
Task taskFrom(Query& query)
{
    Task task;
    task.id = query.number();
    task.version = query.integer();
    task.name = query.text();
    task.domain = query.text();
    task.role = fromName<TaskRole>(query.text()).value_or(TaskRole::Source);
    task.userPrompt = query.text();
    task.format = answerFormatFromJson(query.utf8());
    task.metric = metricFromJson(query.utf8());
    task.origin = query.text();
    task.licence = query.text();
    return task;
}

} // namespace

QList<TaskSummary> readTasks(Database& database)
{
    QList<TaskSummary> summaries;
    Query query(database,
                "SELECT task_id, version, name, domain, role, content, format_json, metric_json, origin, licence, "
                "(SELECT count(*) FROM example e WHERE e.task_id = task.task_id AND split = 'train'), "
                "(SELECT count(*) FROM example e WHERE e.task_id = task.task_id AND split = 'validation'), "
                "(SELECT count(*) FROM example e WHERE e.task_id = task.task_id AND split = 'test'), "
                "(SELECT count(DISTINCT run_id) FROM task other JOIN run_task USING (task_id) "
                " WHERE other.series_id = task.series_id) "
                "FROM task JOIN text ON text_id = user_prompt_text_id WHERE is_current = 1 ORDER BY domain, name");
    while (query.next()) {
        TaskSummary summary;
        summary.task = taskFrom(query);
        summary.train = query.integer();
        summary.validation = query.integer();
        summary.test = query.integer();
        summary.runs = query.integer();
        summaries << summary;
    }
    return summaries;
}

QList<TaskVersion> readTaskVersions(Database& database)
{
    QList<TaskVersion> versions;
    Query query(database, "SELECT task_id, series_id, version, is_current, saved_unix_ms, run_id "
                          "FROM task LEFT JOIN run_task USING (task_id) WHERE removed_unix_ms IS NULL "
                          "ORDER BY series_id, version, run_id");
    while (query.next()) {
        TaskVersion version;
        version.id = query.number();
        version.series = query.number();
        version.version = query.integer();
        version.isCurrent = query.number() != 0;
        version.savedUnixMs = query.number();
        const std::optional<qint64> run = query.optionalNumber();
        if (versions.isEmpty() || versions.last().id != version.id)
            versions << version;
        if (run)
            versions.last().runs << *run;
    }
    return versions;
}

Task readTaskWithoutExamples(Database& database, qint64 id)
{
    Query query(database,
                "SELECT task_id, version, name, domain, role, content, format_json, metric_json, origin, licence "
                "FROM task JOIN text ON text_id = user_prompt_text_id WHERE task_id = ?");
    if (!query.bind(id).next())
        refuse(ErrorKind::NotFound, QStringLiteral("There is no task %1").arg(id));
    return taskFrom(query);
}

Task readTask(Database& database, qint64 id)
{
    Task task = readTaskWithoutExamples(database, id);
    Query query(database, "SELECT example_index, split, content, answers_json, external_id FROM example "
                          "JOIN text ON text_id = question_text_id WHERE task_id = ? ORDER BY example_index");
    query.bind(id);
    while (query.next()) {
        Example example;
        example.index = query.integer();
        example.split = fromName<Split>(query.text()).value_or(Split::Train);
        example.question = query.text();
        example.answers = textsFromJson(query.utf8());
        example.externalId = query.text();
        task.examples << example;
    }
    return task;
}

} // namespace metaspo
