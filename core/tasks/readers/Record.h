#pragma once

#include "core/domain/Error.h"
#include "core/domain/TaskImport.h"

#include <QJsonObject>
#include <functional>
#include <optional>

namespace metaspo {

/// One row of a file of the user's, before anything is made of it: named columns, read as text or, from JSON,
/// as values.
class Record
{
public:
    /// A row of a table; as many fields as columns.
    static Record ofTable(qint64 line, const QStringList& columns, const QStringList& fields);
    /// A JSON object. `section`: the array that it stands in; empty: none.
    static Record ofObject(qint64 line, const QJsonObject& object, const QString& section);

    qint64 line() const { return m_line; }
    QString section() const { return m_section; }
    void setSection(const QString& section) { m_section = section; }
    QStringList columns() const { return m_columns; }
    bool has(const QString& column) const;
    bool hasAll(const QStringList& columns) const;
    /// Numbers and booleans as they are written in JSON; objects and arrays as compact JSON.
    QString text(const QString& column) const;
    /// A list's elements as texts; anything else as a list of one.
    QStringList list(const QString& column) const;
    /// Null for rows of a table.
    QJsonValue json(const QString& column) const;
    /// "line 17", "row 17 of train".
    QString place() const;

private:
    qint64 m_line = 0;
    bool m_isObject = false;
    QString m_section;
    QStringList m_columns;
    QStringList m_fields;
    QJsonObject m_object;
};

enum class Reading { GoOn, Stop };

/// Is given the rows one by one; its error ends the reading and becomes the reader's.
using RecordSink = std::function<Result<Reading>(const Record&)>;

/// Is told of rows that are left out, places as in Record::place. Empty: such a row is an error of the whole file.
using RejectSink = std::function<void(const RejectedRow&)>;

/// The split that a section, a part of a file name or a split column names ("val", "dev" ...).
std::optional<Split> splitOfSection(const QString& section);

/// The error of a file of the user's: `The file "x.csv" cannot be imported.`, then why and what to do.
tl::unexpected<Error> badFile(const QString& path, const QString& why, const QString& remedy);

} // namespace metaspo
