#include "core/store/Database.h"

#include <QUrl>
#include <sqlite3.h>

namespace metaspo {

namespace {

std::string location(const QString& path, Database::Mode mode)
{
    QUrl url = QUrl::fromLocalFile(path);
    if (mode == Database::Mode::Immutable)
        url.setQuery(QStringLiteral("immutable=1"));
    return url.toEncoded().toStdString();
}

int flags(Database::Mode mode)
{
    // Counting SQLite's memory takes a lock per allocation and nobody reads the count. Only possible before first use.
    [[maybe_unused]] static const int configured = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    const int access = mode == Database::Mode::ReadWrite ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    return access | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
}

} // namespace

Database::Database(const QString& path, Mode mode, int busyTimeoutMilliseconds)
    : m_database(location(path, mode), flags(mode), busyTimeoutMilliseconds)
{
    sqlite3* handle = m_database.getHandle();
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    execute("PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=0; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
            "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY");
    // In KiB. The writer touches the pages of many indexes for every call.
    execute(mode == Mode::ReadWrite ? "PRAGMA cache_size=-64000" : "PRAGMA cache_size=-16000");
    if (number("PRAGMA foreign_keys") != 1 || number("PRAGMA synchronous") != 2)
        throw SQLite::Exception("foreign keys or full synchronisation cannot be switched on", SQLITE_MISUSE);
}

qint64 Database::number(const char* sql)
{
    SQLite::Statement query(m_database, sql);
    return query.executeStep() ? query.getColumn(0).getInt64() : 0;
}

qint64 Database::changesSoFar() const
{
    return sqlite3_total_changes64(m_database.getHandle());
}

bool Database::isInTransaction() const
{
    return sqlite3_get_autocommit(m_database.getHandle()) == 0;
}

void Database::interrupt()
{
    sqlite3_interrupt(m_database.getHandle());
}

SQLite::Statement& Database::statement(const char* sql)
{
    std::unique_ptr<SQLite::Statement>& kept = m_statements[sql];
    if (!kept)
        kept = std::make_unique<SQLite::Statement>(m_database, sql);
    return *kept;
}

Query::Query(Database& database, const char* sql)
    : m_statement(database.statement(sql))
{
}

Query::~Query()
{
    m_statement.tryReset();
    try {
        m_statement.clearBindings();
    } catch (const SQLite::Exception&) { // the next use binds every parameter anyway
    }
}

Query& Query::bind(qint64 value)
{
    m_statement.bind(++m_parameter, static_cast<int64_t>(value));
    return *this;
}

Query& Query::bind(double value)
{
    m_statement.bind(++m_parameter, value);
    return *this;
}

Query& Query::bind(const QString& text)
{
    return bindUtf8(text.toUtf8());
}

Query& Query::bindUtf8(const QByteArray& text)
{
    m_statement.bind(++m_parameter, text.toStdString());
    return *this;
}

Query& Query::bindBlob(const QByteArray& bytes)
{
    m_statement.bind(++m_parameter, bytes.constData(), static_cast<int>(bytes.size()));
    return *this;
}

Query& Query::bindNull()
{
    m_statement.bind(++m_parameter);
    return *this;
}

bool Query::next()
{
    m_column = 0;
    return m_statement.executeStep();
}

void Query::run()
{
    while (next()) {
    }
}

bool Query::isNull() const
{
    return m_statement.isColumnNull(m_column);
}

qint64 Query::number()
{
    return m_statement.getColumn(m_column++).getInt64();
}

qint64 Query::numberOr(qint64 absent)
{
    const std::optional<qint64> value = optionalNumber();
    return value ? *value : absent;
}

std::optional<qint64> Query::optionalNumber()
{
    const SQLite::Column column = m_statement.getColumn(m_column++);
    if (column.isNull())
        return std::nullopt;
    return column.getInt64();
}

double Query::real()
{
    return m_statement.getColumn(m_column++).getDouble();
}

QString Query::text()
{
    const SQLite::Column column = m_statement.getColumn(m_column++);
    const char* start = column.getText();
    return QString::fromUtf8(start, column.getBytes());
}

QByteArray Query::utf8()
{
    const SQLite::Column column = m_statement.getColumn(m_column++);
    const void* start = column.getBlob();
    return {static_cast<const char*>(start), column.getBytes()};
}

ReadTransaction::ReadTransaction(Database& database)
    : m_database(database)
    , m_isOuter(!database.isInTransaction())
{
    if (m_isOuter)
        m_database.execute("BEGIN");
}

ReadTransaction::~ReadTransaction()
{
    if (m_isOuter)
        m_database.connection().tryExec("COMMIT");
}

} // namespace metaspo
