#include "core/analysis/Table.h"

#include "core/analysis/TerminalText.h"

#include <QLocale>
#include <cmath>

namespace metaspo {

namespace {

template <typename... Cases> struct Overloaded : Cases...
{
    using Cases::operator()...;
};

constexpr int narrowestColumn = 8;

QString decimalText(const Decimal& decimal)
{
    QString digits = QString::number(decimal.units < 0 ? 0 - static_cast<quint64>(decimal.units)
                                                       : static_cast<quint64>(decimal.units));
    digits = digits.rightJustified(decimal.scale + 1, u'0');
    QString fraction = digits.last(decimal.scale);
    while (fraction.endsWith(u'0'))
        fraction.chop(1);
    return (decimal.units < 0 ? QStringLiteral("-") : QString()) +
           digits.first(digits.size() - decimal.scale) + (fraction.isEmpty() ? QString() : u'.' + fraction);
}

std::optional<double> asDouble(const Value& value)
{
    if (const auto* number = std::get_if<double>(&value))
        return *number;
    if (const auto* decimal = std::get_if<Decimal>(&value))
        return static_cast<double>(decimal->units) / std::pow(10.0, decimal->scale);
    return std::nullopt;
}

QString padded(const QString& text, int width, const Column& column)
{
    const QString space(std::max(0, width - displayWidth(text)), u' ');
    return isLeftAligned(column) ? text + space : space + text;
}

// Takes from the widest text column until the line fits.
void narrow(QList<int>& widths, const QList<Column>& columns, int width)
{
    const auto total = [&] {
        int sum = 2 * static_cast<int>(widths.size() - 1);
        for (const int column : widths)
            sum += column;
        return sum;
    };
    for (int excess = total() - width; excess > 0; excess = total() - width) {
        qsizetype widest = -1;
        for (qsizetype index = 0; index < widths.size(); ++index)
            if (columns[index].type == ColumnType::Text && widths[index] > narrowestColumn &&
                (widest < 0 || widths[index] > widths[widest]))
                widest = index;
        if (widest < 0)
            return;
        --widths[widest];
    }
}

} // namespace

bool isLeftAligned(const Column& column)
{
    return column.type == ColumnType::Text || column.type == ColumnType::Time;
}

bool isNothing(const Value& value)
{
    if (const auto* number = std::get_if<double>(&value))
        return !std::isfinite(*number);
    if (const auto* time = std::get_if<QDateTime>(&value))
        return !time->isValid();
    return std::holds_alternative<std::monostate>(value);
}

QString exactText(const Value& value)
{
    if (isNothing(value))
        return {};
    return std::visit(
        Overloaded{[](std::monostate) { return QString(); }, [](const QString& text) { return text; },
                   [](qint64 number) { return QString::number(number); },
                   [](quint64 number) { return QString::number(number); },
                   [](double number) { return QString::number(number, 'g', QLocale::FloatingPointShortest); },
                   [](const Decimal& decimal) { return decimalText(decimal); },
                   [](const QDateTime& time) { return time.toUTC().toString(Qt::ISODateWithMs); }},
        value);
}

QString readableText(const Value& value, const Column& column)
{
    if (isNothing(value))
        return QStringLiteral("n/a");
    const std::optional<double> number = asDouble(value);
    if (!number)
        return exactText(value);
    const QString text =
        QString::number(column.type == ColumnType::Share ? 100 * *number : *number, 'f', column.decimals);
    const bool isMinusNothing = text.startsWith(u'-') && text.toDouble() == 0;
    return isMinusNothing ? text.sliced(1) : text;
}

QString alignedText(const Table& table, int width)
{
    QList<QStringList> lines;
    QStringList headings;
    for (const Column& column : table.columns)
        headings.append(singleLine(column.heading.isEmpty() ? column.name : column.heading));
    lines.append(headings);
    for (const Row& row : table.rows) {
        QStringList line;
        for (qsizetype index = 0; index < table.columns.size(); ++index)
            line.append(singleLine(readableText(row.value(index), table.columns[index])));
        lines.append(line);
    }
    QList<int> widths(table.columns.size(), 0);
    for (const QStringList& line : lines)
        for (qsizetype index = 0; index < line.size(); ++index)
            widths[index] = std::max(widths[index], displayWidth(line[index]));
    if (width > 0 && !widths.isEmpty())
        narrow(widths, table.columns, width);

    QString result = table.title.isEmpty() ? QString() : singleLine(table.title) + u'\n';
    for (qsizetype number = 0; number < lines.size(); ++number) {
        QStringList parts;
        QStringList rules;
        for (qsizetype index = 0; index < lines[number].size(); ++index) {
            parts.append(
                padded(shortened(lines[number][index], widths[index]), widths[index], table.columns[index]));
            rules.append(QString(widths[index], u'-'));
        }
        QString line = parts.join(QStringLiteral("  "));
        while (line.endsWith(u' '))
            line.chop(1);
        result += line + u'\n';
        if (number == 0)
            result += rules.join(QStringLiteral("  ")) + u'\n';
    }
    return result;
}

} // namespace metaspo
