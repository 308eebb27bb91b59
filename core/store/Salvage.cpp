#include "core/store/Salvage.h"

#include "core/store/Opening.h"
#include "core/store/SalvageTables.h"
#include "core/store/StoreError.h"
#include "core/store/TextDigest.h"

#include <QFile>
#include <QFileInfo>
#include <sqlite3.h>

namespace metaspo {

namespace {

/// A copy of the damaged file with its log, gone at the end of the scope.
class WorkingCopy
{
public:
    WorkingCopy(const QString& damaged, const QString& path)
        : m_path(path)
    {
        remove();
        if (!QFile::copy(damaged, m_path))
            refuse(ErrorKind::DiskFull, QStringLiteral("%1 cannot be copied to %2").arg(damaged, m_path));
        QFile::copy(damaged + QLatin1String("-wal"), m_path + QLatin1String("-wal"));
        QFile::setPermissions(m_path, QFile::ReadOwner | QFile::WriteOwner);
    }
    ~WorkingCopy() { remove(); }
    WorkingCopy(const WorkingCopy&) = delete;
    WorkingCopy& operator=(const WorkingCopy&) = delete;
    QString path() const { return m_path; }

private:
    void remove() const
    {
        for (const char* ending : {"", "-wal", "-shm"})
            QFile::remove(m_path + QLatin1String(ending));
    }
    QString m_path;
};

QStringList tablesOf(Database& target)
{
    QStringList tables;
    Query query(target,
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
                "AND name NOT IN ('meta', 'migration') ORDER BY rowid");
    while (query.next())
        tables << query.text();
    return tables;
}

struct Reference
{
    QString table;
    QString column;
    QString parent;
    QString parentColumn;
};

QList<Reference> referencesOf(Database& target)
{
    QList<Reference> references;
    Query query(target, "SELECT m.name, f.\"from\", f.\"table\", ifnull(f.\"to\", "
                        "(SELECT name FROM pragma_table_info(f.\"table\") WHERE pk = 1)) "
                        "FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'");
    while (query.next()) {
        Reference reference;
        reference.table = query.text();
        reference.column = query.text();
        reference.parent = query.text();
        reference.parentColumn = query.text();
        references << reference;
    }
    return references;
}

/// Rows that refer to lost rows go, and then those that refer to them, until nothing hangs in the air.
void leaveOrphansOut(Database& target, QList<SalvagedTable>& tables)
{
    const QList<Reference> references = referencesOf(target);
    for (bool found = true; found;) {
        found = false;
        for (const Reference& reference : references) {
            const int left = target.connection().exec(
                QStringLiteral(
                    "DELETE FROM \"%1\" WHERE \"%2\" IS NOT NULL AND \"%2\" NOT IN (SELECT \"%4\" FROM \"%3\")")
                    .arg(reference.table, reference.column, reference.parent, reference.parentColumn)
                    .toStdString());
            found = found || left > 0;
            for (SalvagedTable& table : tables)
                if (table.name == reference.table)
                    table.left += left;
        }
    }
}

/// An answer that is lost has to be asked for again; it was paid.
qint64 forgetLostResponses(Database& target)
{
    target.execute("DELETE FROM evaluation WHERE call_id IN (SELECT c.call_id FROM call c LEFT JOIN call_response r "
                   "ON r.call_id = ifnull(c.reused_from_call_id, c.call_id) WHERE r.call_id IS NULL)");
    target.execute("DELETE FROM evaluation WHERE NOT EXISTS (SELECT 1 FROM run_example x "
                   "WHERE x.run_id = evaluation.run_id AND x.example_id = evaluation.example_id)");
    target.execute("UPDATE call SET state = 'unknown', lost_times = lost_times + 1, "
                   "lost_nano_dollars = lost_nano_dollars + ifnull(cost_nano_dollars, reserved_nano_dollars), "
                   "finish = NULL, cost_nano_dollars = NULL WHERE state = 'ok' AND reused_from_call_id IS NULL "
                   "AND call_id NOT IN (SELECT call_id FROM call_response)");
    const qint64 lost = target.changes();
    target.execute("DELETE FROM call WHERE reused_from_call_id IN (SELECT call_id FROM call WHERE state <> 'ok'); "
                   "DELETE FROM call_response WHERE call_id NOT IN (SELECT call_id FROM call WHERE state = 'ok')");
    return lost;
}

void countAnew(Database& target)
{
    target.execute(
        "UPDATE cell SET n = 0, right = 0, unreadable = 0, score_sum_nano = 0;"
        "INSERT INTO cell(run_id, system_candidate_id, user_candidate_id, task_id, split, grading_id, n, right, "
        "unreadable, score_sum_nano) SELECT run_id, system_candidate_id, user_candidate_id, task_id, split, "
        "grading_id, "
        "count(*), sum(outcome = 'correct'), sum(outcome = 'unreadable'), sum(score_nano) FROM evaluation "
        "WHERE true GROUP BY 1, 2, 3, 4, 5, 6 ON CONFLICT DO UPDATE SET n = excluded.n, right = excluded.right, "
        "unreadable = excluded.unreadable, score_sum_nano = excluded.score_sum_nano;"
        "DELETE FROM cell_label;"
        "INSERT INTO cell_label SELECT run_id, system_candidate_id, user_candidate_id, task_id, split, grading_id, "
        "gold, "
        "iif(outcome = 'unreadable', '', prediction), count(*) FROM evaluation WHERE gold <> '' "
        "GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;"
        "DELETE FROM run_total;"
        "INSERT INTO run_total SELECT run_id, ifnull(sum(paid AND role = 'base'), 0), "
        "ifnull(sum(paid AND role = 'optimizer'), 0), ifnull(sum(paid AND role = 'judge'), 0), "
        "ifnull(sum(c.state = 'ok' AND NOT paid), 0), ifnull(sum(lost_times), 0), "
        "ifnull(sum(paid AND cost_nano_dollars IS NULL), 0), ifnull(sum(iif(paid, input_tokens, 0)), 0), "
        "ifnull(sum(iif(paid, cached_tokens, 0)), 0), ifnull(sum(iif(paid, output_tokens, 0)), 0), "
        "ifnull(sum(iif(paid, cost_nano_dollars, 0)), 0), ifnull(sum(lost_nano_dollars), 0), "
        "ifnull(sum(iif(paid AND cost_nano_dollars IS NULL, reserved_nano_dollars, 0)), 0) FROM run LEFT JOIN "
        "(SELECT *, state = 'ok' AND reused_from_call_id IS NULL AS paid FROM call) c USING (run_id) GROUP BY run_id");
}

/// Texts whose bits have changed are kept as they are now, under the name that they have now.
qint64 renameChangedTexts(Database& target)
{
    QList<std::pair<qint64, QByteArray>> changed;
    Query query(target, "SELECT text_id, sha256, content FROM text");
    while (query.next()) {
        const qint64 id = query.number();
        const QByteArray digest = query.blob();
        if (const QByteArray now = textDigest(query.utf8()); now != digest)
            changed.append({id, now});
    }
    for (const auto& [id, digest] : changed)
        Query(target, "UPDATE OR IGNORE text SET sha256 = ? WHERE text_id = ?").bindBlob(digest).bind(id).run();
    return changed.size();
}

QStringList report(const QList<SalvagedTable>& tables, qint64 lostResponses, qint64 changedTexts)
{
    QStringList sentences;
    for (const SalvagedTable& table : tables) {
        QString line = QStringLiteral("%1: %2 rows saved").arg(table.name).arg(table.saved - table.left);
        if (table.gaps > 0)
            line += QStringLiteral(", %1 places could not be read").arg(table.gaps);
        if (table.refused > 0)
            line += QStringLiteral(", %1 rows were garbled").arg(table.refused);
        if (table.left > 0)
            line += QStringLiteral(", %1 left out because what they refer to is lost").arg(table.left);
        if (table.saved > 0 || table.gaps > 0 || table.refused > 0)
            sentences << line + u'.';
    }
    if (lostResponses > 0)
        sentences << QStringLiteral("%1 paid responses are lost; resuming asks for them again.").arg(lostResponses);
    if (changedTexts > 0)
        sentences << QStringLiteral("%1 texts are no longer what was stored; look at them before you use them.")
                         .arg(changedTexts);
    return sentences;
}

QStringList copyRows(const QString& source, const QString& path)
{
    SQLite::Database damaged(source.toStdString(), SQLite::OPEN_READWRITE);
    sqlite3_db_config(damaged.getHandle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    damaged.exec("PRAGMA cell_size_check=ON; PRAGMA query_only=ON; SELECT count(*) FROM sqlite_schema");
    Database target(path, Database::Mode::ReadWrite, 0);
    target.execute("PRAGMA foreign_keys=OFF");
    sqlite3_db_config(target.connection().getHandle(), SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    target.execute("BEGIN IMMEDIATE");
    QList<SalvagedTable> tables;
    for (const QString& table : tablesOf(target))
        tables << salvageTable(damaged, target.connection(), table);
    leaveOrphansOut(target, tables);
    const qint64 lostResponses = forgetLostResponses(target);
    leaveOrphansOut(target, tables);
    countAnew(target);
    const qint64 changedTexts = renameChangedTexts(target);
    target.execute("COMMIT");
    return report(tables, lostResponses, changedTexts);
}

} // namespace

Result<QStringList> salvage(const QString& damaged, const QString& target)
{
    const QString what = QStringLiteral("%1 cannot be salvaged").arg(damaged);
    if (!QFileInfo(damaged).isFile())
        return failure(ErrorKind::NotFound, QStringLiteral("There is no file %1").arg(damaged));
    const QString path = QFileInfo(target).absoluteFilePath();
    if (const Result<void> made = createFile(path); !made)
        return tl::unexpected<Error>(made.error());
    Result<QStringList> saved = guarded(what, [&] {
        const WorkingCopy copy(damaged, path + QLatin1String(".damaged"));
        return copyRows(copy.path(), path);
    });
    if (!saved)
        for (const char* ending : {"", "-wal", "-shm"})
            QFile::remove(path + QLatin1String(ending));
    return saved;
}

} // namespace metaspo
