#include "core/store/Schema.h"

#include "core/store/StoreError.h"
#include "core/store/TextDigest.h"

#include <QDateTime>
#include <QFile>

// Outside the namespace: the macro declares a global function of the resource's object file, which the linker would
// otherwise drop from the static library.
static void embedSql()
{
    Q_INIT_RESOURCE(store_sql);
}

namespace metaspo {

namespace {

void applyOne(Database& database, const Migration& step)
{
    database.execute("BEGIN IMMEDIATE");
    try {
        if (database.number("PRAGMA user_version") < step.version) {
            database.execute(step.sql.constData());
            database.connection().exec("PRAGMA user_version = " + std::to_string(step.version));
            if (step.version == 1)
                database.connection().exec("PRAGMA application_id = " + std::to_string(applicationId));
            Query(database, "INSERT INTO migration(version, sql_sha256, program_version, applied_unix_ms) "
                            "VALUES (?, ?, ?, ?)")
                .bind(step.version)
                .bindBlob(textDigest(step.sql))
                .bind(QStringLiteral(METASPO_VERSION))
                .bind(QDateTime::currentMSecsSinceEpoch())
                .run();
            if (Query orphans(database, "SELECT 1 FROM pragma_foreign_key_check LIMIT 1"); orphans.next())
                refuse(ErrorKind::FileCorrupt,
                       QStringLiteral("The file cannot be brought to version %1").arg(step.version),
                       QStringLiteral("Some of its rows refer to rows that are not there"));
        }
        database.execute("COMMIT");
    } catch (...) {
        database.connection().tryExec("ROLLBACK");
        throw;
    }
}

} // namespace

const QList<Migration>& migrations()
{
    static const QList<Migration> steps = [] {
        embedSql();
        QList<Migration> found;
        for (int version = 1; version <= schemaVersion; ++version) {
            QFile file(QStringLiteral(":/sql/schema_%1.sql").arg(version));
            if (!file.open(QIODevice::ReadOnly))
                qFatal("the schema is missing from the program");
            found << Migration{version, file.readAll()};
        }
        return found;
    }();
    return steps;
}

void migrate(Database& database, const QList<Migration>& steps)
{
    for (const Migration& step : steps)
        if (database.number("PRAGMA user_version") < step.version)
            applyOne(database, step);
}

QByteArray schemaDigest(SQLite::Database& database)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    // Tables named sqlite_* are SQLite's own (statistics, sequences).
    SQLite::Statement query(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema "
                                      "WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name");
    while (query.executeStep())
        for (int i = 0; i < 4; ++i) {
            const SQLite::Column column = query.getColumn(i);
            hash.addData(QByteArray(column.getText(), column.getBytes()) + '\0');
        }
    return hash.result();
}

QByteArray expectedSchemaDigest(const QList<Migration>& steps)
{
    SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (const Migration& step : steps)
        database.exec(step.sql.constData());
    return schemaDigest(database);
}

} // namespace metaspo
