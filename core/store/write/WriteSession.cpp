#include "core/store/write/WriteSession.h"

#include "core/store/StoreError.h"
#include "core/store/TextDigest.h"

namespace metaspo {

WriteSession::WriteSession(Database& database)
    : m_database(&database)
{
}

void WriteSession::use(Database& database)
{
    m_database = &database;
}

qint64 WriteSession::textId(const QByteArray& utf8)
{
    const QByteArray digest = textDigest(utf8);
    if (Query known(*m_database, "SELECT text_id FROM text WHERE sha256 = ?"); known.bindBlob(digest).next())
        return known.number();
    Query(*m_database, "INSERT INTO text(sha256, content) VALUES (?, ?)").bindBlob(digest).bindUtf8(utf8).run();
    return m_database->lastId();
}

qint64 WriteSession::candidateId(qint64 run, const Step& step)
{
    QHash<Step, qint64>& known = m_candidates[run];
    if (const auto found = known.constFind(step); found != known.constEnd())
        return *found;
    Query query(*m_database, "SELECT candidate_id FROM candidate WHERE run_id = ? AND step = ?");
    if (!query.bind(run).bind(text(step)).next())
        refuse(ErrorKind::NotFound, QStringLiteral("Run %1 has no candidate %2").arg(run).arg(text(step)),
               QStringLiteral("It was not recorded before it was used"));
    return *known.insert(step, query.number());
}

const WriteSession::RunTask& WriteSession::runTask(qint64 run, const QString& task)
{
    QHash<QString, RunTask>& known = m_tasks[run];
    if (known.isEmpty()) {
        Query tasks(*m_database, "SELECT name, task_id, grading_id FROM run_task JOIN task USING (task_id) "
                                 "WHERE run_id = ?");
        tasks.bind(run);
        while (tasks.next()) {
            RunTask& entry = known[tasks.text()];
            entry.id = tasks.number();
            entry.grading = tasks.number();
        }
        for (RunTask& entry : known) {
            Query examples(*m_database,
                           "SELECT example_index, example_id, run_example.split FROM run_example "
                           "JOIN example USING (example_id) WHERE run_id = ? AND run_example.task_id = ?");
            examples.bind(run).bind(entry.id);
            while (examples.next()) {
                RunExample& example = entry.examples[examples.integer()];
                example.id = examples.number();
                example.split = fromName<Split>(examples.text()).value_or(Split::Train);
            }
        }
    }
    const auto found = known.constFind(task);
    if (found == known.constEnd())
        refuse(ErrorKind::NotFound, QStringLiteral("Run %1 has no task %2").arg(run).arg(task));
    return *found;
}

const WriteSession::RunExample& WriteSession::runExample(qint64 run, const QString& task, int index, Split split)
{
    const RunTask& entry = runTask(run, task);
    const auto found = entry.examples.constFind(index);
    if (found == entry.examples.constEnd() || found->split != split)
        refuse(ErrorKind::NotFound,
               QStringLiteral("Run %1 did not draw example %2 of task %3 into %4")
                   .arg(QString::number(run), QString::number(index), task, name(split)));
    return *found;
}

qint64 WriteSession::existingRun(qint64 run)
{
    Query query(*m_database, "SELECT 1 FROM run WHERE run_id = ?");
    if (!query.bind(run).next())
        refuse(ErrorKind::NotFound, QStringLiteral("There is no run %1").arg(run));
    return run;
}

int WriteSession::judgements(qint64 run, const Step& candidate) const
{
    return m_judgements.value(run).value(candidate);
}

void WriteSession::countJudgement(qint64 run, const Step& candidate)
{
    ++m_judgements[run][candidate];
}

void WriteSession::expectReplay(qint64 run)
{
    m_judgements.remove(run);
}

void WriteSession::keep()
{
    m_keptJudgements = m_judgements;
}

void WriteSession::undo()
{
    m_judgements = m_keptJudgements;
    m_tasks.clear();
    m_candidates.clear();
}

} // namespace metaspo
