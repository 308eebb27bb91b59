#include "core/store/StoreError.h"
#include "core/store/json/AnswerFormatJson.h"
#include "core/store/json/MetricJson.h"
#include "core/store/read/Reads.h"
#include "core/store/write/TaskMerge.h"
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
    qint64 savedUnixMs = 0;
};

/// The newest version of the task that `id` is any version of.
StoredVersion newestVersion(WriteSession& session, qint64 id)
{
    Query query(session.database(),
                "SELECT task_id, series_id, version, saved_unix_ms FROM task "
                "WHERE series_id = (SELECT series_id FROM task WHERE task_id = ?) AND removed_unix_ms IS NULL "
                "ORDER BY version DESC LIMIT 1");
    if (!query.bind(id).next())
        refuse(ErrorKind::NotFound, QStringLiteral("There is no task %1").arg(id));
    StoredVersion stored;
    stored.id = query.number();
    stored.series = query.number();
    stored.version = query.integer();
    stored.savedUnixMs = query.number();
    return stored;
}

bool isUsed(WriteSession& session, qint64 task)
{
    Query query(session.database(), "SELECT 1 FROM run_task WHERE task_id = ? LIMIT 1");
    return query.bind(task).next();
}

bool isTaken(WriteSession& session, const QString& name, qint64 series)
{
    Query query(session.database(), "SELECT 1 FROM task WHERE name = ? AND is_current = 1 AND series_id <> ?");
    return query.bind(name).bind(series).next();
}

QString freeName(WriteSession& session, const QString& wanted, qint64 series)
{
    QString name = wanted;
    for (int number = 2; isTaken(session, name, series); ++number)
        name = wanted + QStringLiteral("-%1").arg(number);
    return name;
}

void refuseTakenName(WriteSession& session, const Task& task, qint64 series)
{
    if (isTaken(session, task.name, series))
        refuse(ErrorKind::WrongUsage, QStringLiteral("There is already a task named %1").arg(task.name), {},
               QStringLiteral("Give it another name, or remove the other task first."));
}

/// Later than `before` was saved, so that two saves within a millisecond are told apart.
qint64 savedAfter(const StoredVersion& before)
{
    return std::max(QDateTime::currentMSecsSinceEpoch(), before.savedUnixMs + 1);
}

void bindContent(WriteSession& session, Query& query, const Task& task, qint64 savedUnixMs)
{
    query.bind(task.name)
        .bind(task.domain)
        .bind(name(task.role))
        .bind(session.textId(task.userPrompt.toUtf8()))
        .bindUtf8(toJson(task.format))
        .bindUtf8(toJson(task.metric))
        .bind(task.origin)
        .bind(task.licence)
        .bind(savedUnixMs);
}

bool isRemoved(WriteSession& session, qint64 id)
{
    Query query(session.database(), "SELECT 1 FROM task WHERE task_id = ? AND removed_unix_ms IS NOT NULL");
    return query.bind(id).next();
}

qint64 addVersion(WriteSession& session, const Task& task, const StoredVersion& before)
{
    Query(session.database(), "UPDATE task SET is_current = 0 WHERE task_id = ?").bind(before.id).run();
    Query insert(session.database(),
                 "INSERT INTO task(name, domain, role, user_prompt_text_id, format_json, metric_json, origin, licence, "
                 "saved_unix_ms, series_id, version, is_current) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)");
    bindContent(session, insert, task, savedAfter(before));
    insert.bind(before.series).bind(before.version + 1).run();
    const qint64 id = session.database().lastId();
    if (before.series == 0)
        Query(session.database(), "UPDATE task SET series_id = task_id WHERE task_id = ?").bind(id).run();
    return id;
}

void updateVersion(WriteSession& session, const Task& task, const StoredVersion& before)
{
    Query update(session.database(),
                 "UPDATE task SET name = ?, domain = ?, role = ?, user_prompt_text_id = ?, format_json = ?, "
                 "metric_json = ?, origin = ?, licence = ?, saved_unix_ms = ? WHERE task_id = ?");
    bindContent(session, update, task, savedAfter(before));
    update.bind(before.id).run();
}

void removeExamples(WriteSession& session, qint64 task)
{
    Query(session.database(), "DELETE FROM example WHERE task_id = ?").bind(task).run();
}

void putExample(WriteSession& session, qint64 task, const Example& example)
{
    const qint64 question = session.textId(example.question.toUtf8());
    Query(session.database(),
          "INSERT INTO example(task_id, example_index, split, question_text_id, answers_json, "
          "external_id) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT(task_id, example_index) DO UPDATE SET "
          "split = excluded.split, question_text_id = excluded.question_text_id, "
          "answers_json = excluded.answers_json, external_id = excluded.external_id")
        .bind(task)
        .bind(example.index)
        .bind(name(example.split))
        .bind(question)
        .bindUtf8(toJson(example.answers))
        .bind(example.externalId)
        .run();
}

void addExamples(WriteSession& session, const Task& task, qint64 id)
{
    // In the order of their indexes, so that row ids have it too.
    QList<Example> examples = task.examples;
    std::ranges::stable_sort(examples, {}, &Example::index);
    if (std::ranges::adjacent_find(examples, {}, &Example::index) != examples.end())
        refuse(ErrorKind::Internal, QStringLiteral("Two examples of the task %1 have one index").arg(task.name));
    for (const Example& example : examples)
        putExample(session, id, example);
}

qint64 saveTask(WriteSession& session, const Task& task)
{
    const StoredVersion before = task.id == 0 ? StoredVersion{} : newestVersion(session, task.id);
    refuseTakenName(session, task, before.series);
    qint64 id = before.id;
    if (id == 0 || isUsed(session, id)) {
        id = addVersion(session, task, before);
    } else {
        updateVersion(session, task, before);
        removeExamples(session, id);
    }
    addExamples(session, task, id);
    return id;
}

void copyExamples(WriteSession& session, qint64 from, qint64 to)
{
    Query(session.database(),
          "INSERT INTO example(task_id, example_index, split, question_text_id, answers_json, "
          "external_id) SELECT ?, example_index, split, question_text_id, answers_json, external_id "
          "FROM example WHERE task_id = ? ORDER BY example_index")
        .bind(to)
        .bind(from)
        .run();
}

/// The head, into the version or, where a run used that, into a new one with the same examples. Gives its id.
qint64 writeVersion(WriteSession& session, const Task& head, const StoredVersion& before)
{
    if (!isUsed(session, before.id)) {
        updateVersion(session, head, before);
        return before.id;
    }
    const qint64 id = addVersion(session, head, before);
    copyExamples(session, before.id, id);
    return id;
}

qint64 countExamples(WriteSession& session, qint64 task)
{
    Query query(session.database(), "SELECT count(*) FROM example WHERE task_id = ?");
    return query.bind(task).next() ? query.number() : 0;
}

/// False after an example came back between others: tables list examples by their row ids.
bool areInOrder(WriteSession& session, qint64 task)
{
    Query query(session.database(), "SELECT 1 FROM (SELECT example_id, max(example_id) OVER (ORDER BY example_index) "
                                    "AS most FROM example WHERE task_id = ?) WHERE most > example_id LIMIT 1");
    return !query.bind(task).next();
}

void putInOrder(WriteSession& session, qint64 task)
{
    Query(session.database(), "CREATE TEMP TABLE ordered AS SELECT * FROM example WHERE task_id = ?").bind(task).run();
    removeExamples(session, task);
    Query(session.database(), "INSERT INTO example(task_id, example_index, split, question_text_id, answers_json, "
                              "external_id) SELECT task_id, example_index, split, question_text_id, answers_json, "
                              "external_id FROM ordered ORDER BY example_index")
        .run();
    session.database().execute("DROP TABLE ordered");
}

} // namespace

QList<qint64> saveTasks(WriteSession& session, const QList<Task>& tasks)
{
    QList<qint64> ids;
    for (const Task& task : tasks)
        ids << saveTask(session, task);
    return ids;
}

TaskChanged changeTask(WriteSession& session, const TaskChange& change)
{
    if (change.isUnattended && isRemoved(session, change.task))
        restoreTask(session, change.task, {});
    const StoredVersion before = newestVersion(session, change.task);
    TaskChanged changed{before.id, before.series, before.savedUnixMs, before.savedUnixMs, {}, {}, {}, {}};
    TaskMerge merge = merged(session, before.id, change.edit, changed);
    if (change.isUnattended)
        merge.head.name = freeName(session, merge.head.name, before.series);
    changed.name = merge.head.name;
    if (merge.isEmpty())
        return changed;
    refuseTakenName(session, merge.head, before.series);
    changed.id = writeVersion(session, merge.head, before);
    for (const int index : merge.removed)
        Query(session.database(), "DELETE FROM example WHERE task_id = ? AND example_index = ?")
            .bind(changed.id)
            .bind(index)
            .run();
    const qint64 remaining = countExamples(session, changed.id);
    for (const Example& example : merge.put)
        putExample(session, changed.id, example);
    if (countExamples(session, changed.id) > remaining && !areInOrder(session, changed.id))
        putInOrder(session, changed.id);
    changed.savedUnixMs = newestVersion(session, changed.id).savedUnixMs;
    return changed;
}

void removeTask(WriteSession& session, qint64 id)
{
    const StoredVersion newest = newestVersion(session, id);
    Query(session.database(), "UPDATE task SET is_current = 0, removed_unix_ms = ? WHERE series_id = ?")
        .bind(QDateTime::currentMSecsSinceEpoch())
        .bind(newest.series)
        .run();
}

TaskRestored restoreTask(WriteSession& session, qint64 id, const QString& name)
{
    if (!isRemoved(session, id))
        refuse(ErrorKind::NotFound, QStringLiteral("There is no removed task %1").arg(id));
    Query(session.database(), "UPDATE task SET removed_unix_ms = NULL "
                              "WHERE series_id = (SELECT series_id FROM task WHERE task_id = ?)")
        .bind(id)
        .run();
    const StoredVersion before = newestVersion(session, id);
    Task head = readTaskWithoutExamples(session.database(), before.id);
    TaskRestored restored{before.id, freeName(session, name.isEmpty() ? head.name : name, before.series)};
    if (std::exchange(head.name, restored.name) != restored.name)
        restored.id = writeVersion(session, head, before);
    Query(session.database(), "UPDATE task SET is_current = (task_id = ?) WHERE series_id = ?")
        .bind(restored.id)
        .bind(before.series)
        .run();
    return restored;
}

} // namespace metaspo
