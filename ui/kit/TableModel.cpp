#include "ui/kit/TableModel.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"

#include <QLocale>

namespace metaspo {

namespace {

QString shown(const Value& value, const Column& column)
{
    if (isNothing(value))
        return QStringLiteral("–");
    const auto* number = std::get_if<double>(&value);
    if (number && column.type == ColumnType::Share)
        return percentText(*number, column.decimals);
    if (number)
        return QLocale().toString(*number, 'f', column.decimals);
    if (const auto* count = std::get_if<qint64>(&value))
        return countText(*count);
    return displayLine(readableText(value, column));
}

bool isText(const Column& column)
{
    return column.type == ColumnType::Text || column.type == ColumnType::Time;
}

} // namespace

void TableModel::show(const Table& table)
{
    beginResetModel();
    m_table = table;
    endResetModel();
}

int TableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.rows.size());
}

int TableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.columns.size());
}

QVariant TableModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Column& column = m_table.columns.at(index.column());
    if (role == Qt::TextAlignmentRole && !isText(column))
        return QVariant(Qt::AlignTrailing | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? shown(m_table.rows.at(index.row()).value(index.column()), column) : QVariant();
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_table.columns.size())
        return {};
    const Column& column = m_table.columns.at(section);
    if (role == Qt::TextAlignmentRole && !isText(column))
        return QVariant(Qt::AlignTrailing | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? displayLine(column.heading.isEmpty() ? column.name : column.heading) : QVariant();
}

} // namespace metaspo
