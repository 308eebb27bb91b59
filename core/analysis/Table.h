#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>
#include <variant>

namespace metaspo {

enum class ColumnType {
    Text,
    Integer,
    Number,
    Share, ///< in [0,1] (differences: [-1,1]); for people in percent, for programs as it is
    Time   ///< UTC, ISO 8601 with milliseconds
};

struct Column
{
    QString name; ///< for programs, and for people if there is no heading
    ColumnType type = ColumnType::Text;
    int decimals = 1;  ///< for people
    QString heading{}; ///< for people
    QString group{};   ///< for people: columns side by side with the same group stand under one heading
    bool operator==(const Column&) const = default;
};

/// Texts and times; numbers stand to the right.
bool isLeftAligned(const Column& column);

inline Column textColumn(const char* name)
{
    return {QString::fromLatin1(name)};
}

inline Column integerColumn(const char* name)
{
    return {QString::fromLatin1(name), ColumnType::Integer};
}

/// An exact decimal number: units / 10^scale. Money and scores are integers and stay exact in files.
struct Decimal
{
    qint64 units = 0;
    int scale = 0;
    bool operator==(const Decimal&) const = default;
};

/// Nothing: not known, or not applicable. Not a number counts as nothing when written.
using Value = std::variant<std::monostate, QString, qint64, quint64, double, Decimal, QDateTime>;
using Row = QList<Value>;

/// A finished table of the size that people read. Long ones are streamed row by row into a TableWriter.
struct Table
{
    QString title;
    QList<Column> columns;
    QList<Row> rows;
};

bool isNothing(const Value& value);

/// As programs read it: C locale, the shortest digits that give the same number back. Nothing: empty.
QString exactText(const Value& value);

/// As people read it: rounded to the column's decimals, shares in percent without the sign. Nothing: "n/a".
QString readableText(const Value& value, const Column& column);

/// A text for the terminal: columns aligned by display width, hostile characters made visible, columns
/// shortened to fit `width` cells (0: as wide as it is).
QString alignedText(const Table& table, int width = 0);

} // namespace metaspo
