#pragma once

#include "core/domain/Error.h"

#include <QByteArray>
#include <QString>
#include <SQLiteCpp/SQLiteCpp.h>
#include <memory>
#include <optional>
#include <unordered_map>

namespace metaspo {

/// How long SQLite waits for another program's lock; writers of ours wait for each other before.
constexpr int usualBusyTimeoutMilliseconds = 30'000;

/// One SQLite connection, hardened (no mmap, defensive, untrusted schema), durable (synchronous=FULL) and without
/// automatic checkpoints. Keeps its prepared statements. Use on one thread; throws SQLite::Exception.
class Database
{
public:
    enum class Mode {
        ReadWrite,
        ReadOnly,
        Immutable ///< read-only in a folder that cannot be written: nobody else may be writing
    };

    Database(const QString& path, Mode mode, int busyTimeoutMilliseconds);

    SQLite::Database& connection() { return m_database; }
    void execute(const char* sql) { m_database.exec(sql); }
    qint64 number(const char* sql); ///< first column of the first row
    qint64 lastId() const { return m_database.getLastInsertRowid(); }
    qint64 changes() const { return m_database.getChanges(); }
    qint64 changesSoFar() const;
    bool isInTransaction() const;
    void interrupt();

private:
    friend class Query;
    SQLite::Statement& statement(const char* sql);

    SQLite::Database m_database;
    std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> m_statements; ///< by address of the literal
};

/// One use of a prepared statement: binds in order, steps, reads columns in order; resets when it goes. `sql` must be a
/// string literal.
class Query
{
public:
    Query(Database& database, const char* sql);
    ~Query();
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;

    Query& bind(qint64 value);
    Query& bind(int value) { return bind(static_cast<qint64>(value)); }
    Query& bind(bool value) { return bind(static_cast<qint64>(value)); }
    Query& bind(double value);
    Query& bind(const QString& text);
    Query& bind(QLatin1String text) { return bind(QString(text)); }
    Query& bindUtf8(const QByteArray& text);
    Query& bindBlob(const QByteArray& bytes);
    Query& bindNull();
    Query& bindIfReported(qint64 value) { return value < 0 ? bindNull() : bind(value); }
    template <typename T>
    Query& bind(const std::optional<T>& value)
    {
        return value ? bind(*value) : bindNull();
    }

    /// True while there is a row; its columns are then read from the first on.
    bool next();
    void run(); ///< for statements without rows

    bool isNull() const; ///< of the column read next
    qint64 number();
    int integer() { return static_cast<int>(number()); }
    qint64 numberOr(qint64 absent);
    std::optional<qint64> optionalNumber();
    double real();
    QString text();
    QByteArray utf8();
    QByteArray blob() { return utf8(); }
    void skip() { ++m_column; }

private:
    SQLite::Statement& m_statement;
    int m_parameter = 0;
    int m_column = 0;
};

/// A read transaction: what is read in it belongs together. Ends with its scope.
class ReadTransaction
{
public:
    explicit ReadTransaction(Database& database);
    ~ReadTransaction();
    ReadTransaction(const ReadTransaction&) = delete;
    ReadTransaction& operator=(const ReadTransaction&) = delete;

private:
    Database& m_database;
    bool m_isOuter;
};

} // namespace metaspo
