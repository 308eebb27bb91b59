#include "ui/kit/ShownTable.h"

#include <QAbstractItemModel>
#include <QCoreApplication>
#include <algorithm>

namespace metaspo {

namespace {

QString exactText(const QModelIndex& index)
{
    const QVariant exact = index.data(exactTextRole);
    return exact.isValid() ? exact.toString() : index.data().toString();
}

void addRows(const QAbstractItemModel& model, const QModelIndex& parent, QModelIndexList& rows)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        rows.append(index);
        addRows(model, index, rows);
    }
}

bool isTree(const QModelIndexList& rows)
{
    return std::any_of(rows.begin(), rows.end(), [](const QModelIndex& row) { return row.parent().isValid(); });
}

QString pathOf(const QModelIndex& row)
{
    QStringList names;
    for (QModelIndex at = row; at.isValid(); at = at.parent())
        names.prepend(exactText(at));
    return names.join(QStringLiteral(" / "));
}

QList<Column> columnsOf(const QAbstractItemModel& model)
{
    QList<Column> columns;
    for (int column = 0; column < model.columnCount(); ++column)
        columns.append(Column{model.headerData(column, Qt::Horizontal).toString()});
    return columns;
}

} // namespace

QModelIndexList flatRows(const QAbstractItemModel& model)
{
    QModelIndexList rows;
    addRows(model, {}, rows);
    return rows;
}

TableSource shownTable(const QAbstractItemModel& model, const QString& name, const std::optional<QList<int>>& rows)
{
    const QModelIndexList all = flatRows(model);
    const bool hasPath = isTree(all);
    Table table;
    table.columns = columnsOf(model);
    if (hasPath)
        table.columns.prepend(Column{QCoreApplication::translate("metaspo::TableActions", "Path")});
    const auto add = [&](const QModelIndex& index) {
        Row row;
        if (hasPath)
            row.append(pathOf(index));
        for (int column = 0; column < model.columnCount(index.parent()); ++column)
            row.append(exactText(index.siblingAtColumn(column)));
        table.rows.append(row);
    };
    if (!rows)
        std::for_each(all.begin(), all.end(), add);
    else
        for (const int row : *rows)
            add(all.at(row));
    return TableSource::of(table, name);
}

} // namespace metaspo
