#pragma once

#include "core/analysis/TableWriter.h"

namespace metaspo {

inline QString utf8(const char* text)
{
    return QString::fromUtf8(text);
}

inline Table oneColumn(const QList<Value>& values)
{
    Table table;
    table.columns = {{QStringLiteral("text")}};
    for (const Value& value : values)
        table.rows.append(Row{value});
    return table;
}

} // namespace metaspo
