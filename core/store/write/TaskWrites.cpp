#include "core/store/StoreError.h"
#include "core/store/json/AnswerFormatJson.h"
#include "core/store/json/MetricJson.h"
#include "core/store/write/Writes.h"

#include <QDateTime>
#include <algorithm>

namespace metaspo {

namespace {

struct StoredVersion
{
    qint64 id = 0;
    qint64 series = 0;
    int version = 0;
};

/// The newest version of the task that `id` is any version of.
StoredVersion newestVersion(WriteSession& session, qint64 id)
{
    Query query(session.database(),
                "SELECT task_id, series_id, version FROM task "
                "WHERE series_id = (SELECT series_id FROM task WHERE task_id = ?) AND removed_unix_ms IS NULL "
                "ORDER BY version DESC LIMIT 1");
    if (!query.bind(id).next())
        refuse(ErrorKind::NotFound, QStringLiteral("There is no task %1").arg(id));
    StoredVersion stored;
    stored.id = query.number();
    stored.series = query.number();
    stored.version = query.integer();
    return stored;
}

bool isUsed(WriteSession& session, qint64 task)
{
    Query query(session.database(), "SELECT 1 FROM run_task WHERE task_id = ? LIMIT 1");
    return query.bind(task).next();
}

void refuseTakenName(WriteSession& session, const Task& task, qint64 series)
{
    Query query(session.database(), "SELECT 1 FROM task WHERE name = ? AND is_current = 1 AND series_id <> ?");
    if (query.bind(task.name).bind(series).next())
        refuse(ErrorKind::WrongUsage, QStringLiteral("There is already a task named %1").arg(task.name), {},
               QStringLiteral("Give it another name, or remove the other task first."));
}

void bindContent(WriteSession& session, Query& query, const Task& task)
{
    query.bind(task.name)
        .bind(task.domain)
        .bind(name(task.role))
        .bind(session.textId(task.userPrompt.toUtf8()))
        .bindUtf8(toJson(task.format))
        .bindUtf8(toJson(task.metric))
        .bind(task.origin)
        .bind(task.licence)
        .bind(QDateTime::currentMSecsSinceEpoch());
}

qint64 addVersion(WriteSession& session, const Task& task, const StoredVersion& before)
{
    Query(session.database(), "UPDATE task SET is_current = 0 WHERE task_id = ?").bind(before.id).run();
    Query insert(session.database(),
                 "INSERT INTO task(name, domain, role, user_prompt_text_id, format_json, metric_json, origin, licence, "
                 "saved_unix_ms, series_id, version, is_current) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)");
    bindContent(session, insert, task);
    insert.bind(before.series).bind(before.version + 1).run();
    const qint64 id = session.database().lastId();
    if (before.series == 0)
        Query(session.database(), "UPDATE task SET series_id = task_id WHERE task_id = ?").bind(id).run();
    return id;
}

void replaceVersion(WriteSession& session, const Task& task, qint64 id)
{
    Query(session.database(), "DELETE FROM example WHERE task_id = ?").bind(id).run();
    Query update(session.database(),
                 "UPDATE task SET name = ?, domain = ?, role = ?, user_prompt_text_id = ?, format_json = ?, "
                 "metric_json = ?, origin = ?, licence = ?, saved_unix_ms = ? WHERE task_id = ?");
    bindContent(session, update, task);
    update.bind(id).run();
}

void addExamples(WriteSession& session, const Task& task, qint64 id)
{
    // In the order of their indexes, so that row ids have it too.
    QList<Example> examples = task.examples;
    std::ranges::stable_sort(examples, {}, &Example::index);
    for (const Example& example : examples) {
        const qint64 question = session.textId(example.question.toUtf8());
        Query(session.database(), "INSERT INTO example(task_id, example_index, split, question_text_id, answers_json, "
                                  "external_id) VALUES (?, ?, ?, ?, ?, ?)")
            .bind(id)
            .bind(example.index)
            .bind(name(example.split))
            .bind(question)
            .bindUtf8(toJson(example.answers))
            .bind(example.externalId)
            .run();
    }
}

qint64 saveTask(WriteSession& session, const Task& task)
{
    const StoredVersion before = task.id == 0 ? StoredVersion{} : newestVersion(session, task.id);
    refuseTakenName(session, task, before.series);
    qint64 id = before.id;
    if (id == 0 || isUsed(session, id))
        id = addVersion(session, task, before);
    else
        replaceVersion(session, task, id);
    addExamples(session, task, id);
    return id;
}

} // namespace

QList<qint64> saveTasks(WriteSession& session, const QList<Task>& tasks)
{
    QList<qint64> ids;
    for (const Task& task : tasks)
        ids << saveTask(session, task);
    return ids;
}

void removeTask(WriteSession& session, qint64 id)
{
    const StoredVersion newest = newestVersion(session, id);
    Query(session.database(), "UPDATE task SET is_current = 0, removed_unix_ms = ? WHERE series_id = ?")
        .bind(QDateTime::currentMSecsSinceEpoch())
        .bind(newest.series)
        .run();
}

} // namespace metaspo
