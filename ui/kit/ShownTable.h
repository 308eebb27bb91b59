#pragma once

#include "ui/kit/TableSource.h"

#include <QModelIndexList>

namespace metaspo {

/// What a model gives for this role goes into files and the clipboard instead of what is shown: shown texts are
/// shortened, and what is hidden in them is made visible.
inline constexpr int exactTextRole = Qt::UserRole + 100;

/// All rows, those of a tree one below another as if everything were expanded.
QModelIndexList flatRows(const QAbstractItemModel& model);

/// The table of a view that shows words, with its headings; a tree's begins with the path that leads to each row.
/// `rows`: of flatRows, ascending; absent: all.
TableSource shownTable(const QAbstractItemModel& model, const QString& name, const std::optional<QList<int>>& rows);

} // namespace metaspo
