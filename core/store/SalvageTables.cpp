#include "core/store/SalvageTables.h"

#include <sqlite3.h>

namespace metaspo {

namespace {

QStringList names(SQLite::Database& database, const std::string& sql)
{
    QStringList found;
    try {
        SQLite::Statement query(database, sql);
        while (query.executeStep())
            found << QString::fromUtf8(query.getColumn(0).getText());
    } catch (const SQLite::Exception&) { // what was read so far has to do
    }
    return found;
}

std::string quoted(const QStringList& columns, const char* suffix = "")
{
    QStringList parts;
    for (const QString& column : columns)
        parts << u'"' + column + u'"' + QLatin1String(suffix);
    return parts.join(QLatin1String(", ")).toStdString();
}

/// A statement of the C interface, because SQLiteCpp cannot hand a value of any type from one file to another.
class Statement
{
public:
    Statement(SQLite::Database& database, const std::string& sql)
    {
        if (sqlite3_prepare_v2(database.getHandle(), sql.c_str(), -1, &m_statement, nullptr) != SQLITE_OK)
            m_statement = nullptr;
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    sqlite3_stmt* get() const { return m_statement; }

private:
    sqlite3_stmt* m_statement = nullptr;
};

class TableCopy
{
public:
    TableCopy(SQLite::Database& source, SQLite::Database& target, const QString& table)
        : m_source(source)
        , m_target(target)
        , m_name(table.toStdString())
        , m_columns(commonColumns(table))
        , m_insert(target, "INSERT OR IGNORE INTO \"" + m_name + "\"(" + quoted(m_columns) + ") VALUES (" +
                               QStringList(m_columns.size(), QStringLiteral("?")).join(u',').toStdString() + ")")
    {
        m_result.name = table;
    }

    SalvagedTable run()
    {
        const QStringList key = names(m_target, "SELECT name FROM pragma_table_info('" + m_name + "') WHERE pk > 0 "
                                                "ORDER BY pk");
        const bool hasRowId = names(m_target, "SELECT wr FROM pragma_table_list WHERE name = '" + m_name + "'")
                                  .value(0) == u"0";
        if (hasRowId)
            copyByRowId();
        else if (!copyAll(quoted(key)) && ++m_result.gaps > 0)
            copyAll(quoted(key, " DESC"));
        return m_result;
    }

private:
    QStringList commonColumns(const QString& table) const
    {
        const std::string sql = "SELECT name FROM pragma_table_info('" + table.toStdString() + "')";
        const QStringList wanted = names(m_target, sql);
        const QStringList there = names(m_source, sql);
        QStringList common;
        for (const QString& column : wanted)
            if (there.contains(column))
                common << column;
        return common;
    }

    std::string select() const
    {
        return "SELECT " + quoted(m_columns) + ", " + "rowid FROM \"" + m_name + "\" NOT INDEXED ";
    }

    /// Whether the end was reached; `last` is the last row that was read.
    bool copyFrom(qint64& last)
    {
        const Statement query(m_source, select() + "WHERE rowid > ?1 ORDER BY rowid");
        sqlite3_bind_int64(query.get(), 1, last);
        int result = sqlite3_step(query.get());
        for (; result == SQLITE_ROW; result = sqlite3_step(query.get())) {
            last = sqlite3_column_int64(query.get(), static_cast<int>(m_columns.size()));
            store(query.get());
        }
        return result == SQLITE_DONE;
    }

    /// Rows behind a damaged page are reached by their row id: in ever larger steps, then back to the first of them.
    std::optional<qint64> nextReadable(qint64 last)
    {
        constexpr qint64 farthest = qint64(1) << 40;
        for (qint64 distance = 1; distance < farthest; distance *= 2) {
            if (!firstAfter(last + distance))
                continue;
            qint64 bad = last + distance / 2;
            qint64 good = last + distance;
            while (good - bad > 1) {
                const qint64 middle = bad + (good - bad) / 2;
                (firstAfter(middle) ? good : bad) = middle;
            }
            return good;
        }
        return std::nullopt;
    }

    bool firstAfter(qint64 row) const
    {
        const Statement query(m_source, select() + "WHERE rowid > ?1 ORDER BY rowid LIMIT 1");
        sqlite3_bind_int64(query.get(), 1, row);
        const int result = sqlite3_step(query.get());
        return result == SQLITE_ROW || result == SQLITE_DONE;
    }

    void copyByRowId()
    {
        qint64 last = std::numeric_limits<qint64>::min() / 2;
        if (const Statement first(m_source, "SELECT min(rowid) FROM \"" + m_name + "\"");
            sqlite3_step(first.get()) == SQLITE_ROW)
            last = sqlite3_column_int64(first.get(), 0) - 1;
        else
            last = 0; // row ids of this program start at 1
        while (!copyFrom(last)) {
            ++m_result.gaps;
            const std::optional<qint64> next = nextReadable(last);
            if (!next)
                return;
            last = *next;
        }
    }

    bool copyAll(const std::string& order)
    {
        const Statement query(m_source, "SELECT " + quoted(m_columns) + " FROM \"" + m_name + "\" ORDER BY " + order);
        int result = sqlite3_step(query.get());
        for (; result == SQLITE_ROW; result = sqlite3_step(query.get()))
            store(query.get());
        return result == SQLITE_DONE;
    }

    void store(sqlite3_stmt* row)
    {
        sqlite3_reset(m_insert.get());
        for (int i = 0; i < static_cast<int>(m_columns.size()); ++i)
            sqlite3_bind_value(m_insert.get(), i + 1, sqlite3_column_value(row, i));
        const int result = sqlite3_step(m_insert.get());
        if (result == SQLITE_DONE)
            m_result.saved += sqlite3_changes(m_target.getHandle());
        else if (result == SQLITE_CONSTRAINT)
            ++m_result.refused;
        else
            throw SQLite::Exception(m_target.getHandle(), result);
    }

    SQLite::Database& m_source;
    SQLite::Database& m_target;
    std::string m_name;
    QStringList m_columns;
    Statement m_insert;
    SalvagedTable m_result;
};

} // namespace

SalvagedTable salvageTable(SQLite::Database& source, SQLite::Database& target, const QString& table)
{
    return TableCopy(source, target, table).run();
}

} // namespace metaspo
