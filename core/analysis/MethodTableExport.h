#pragma once

#include "core/analysis/MethodTable.h"
#include "core/analysis/Table.h"

namespace metaspo {

/// Rows as their places in the table.
/// For programs: a row per score, with the columns of scores.csv under the same names; missing ones are left out.
Table exactTable(const MethodTable& table, const QList<qsizetype>& rows);
/// For people: a row per method, a column per task under its domain, then the mean: "58.3 (42.2 to 72.9)".
Table readableTable(const MethodTable& table, const QList<qsizetype>& rows);

/// What the mean of the baselines is over: the columns with a score. Not a number where one of them has none.
double meanMajority(const MethodTable& table);
double meanChance(const MethodTable& table);

/// Adds two rows, for those who always give the most frequent answer and those who guess. Only where one is defined.
void appendBaselines(const MethodTable& table, Table& readable);

} // namespace metaspo
