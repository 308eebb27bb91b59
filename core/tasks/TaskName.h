#pragma once

#include <QString>
#include <QStringList>

namespace metaspo {

/// Letters, digits, '-', '_' and '.', at least one; ASCII alone, as names stand in steps, options and file
/// names.
bool isTaskName(const QString& name);

/// The nearest task name: "Gynaecology & Obstetrics" becomes "gynaecology-obstetrics"; "task" where nothing
/// is left.
QString taskNameFrom(const QString& text);

/// `name`, or with "-2", "-3" … where `taken` has it already.
QString uniqueTaskName(const QString& name, const QStringList& taken);

} // namespace metaspo
