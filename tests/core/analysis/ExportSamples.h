#pragma once

#include "core/analysis/Export.h"
#include "core/domain/CallRecord.h"
#include "tests/core/analysis/AnswerSamples.h"

namespace metaspo {

// Column by column, "name=text"; what is nothing is left out.
inline QStringList named(ExportTable table, const Row& row)
{
    const QList<Column> all = columns(table);
    QStringList list;
    for (qsizetype index = 0; index < row.size(); ++index)
        if (!isNothing(row[index]))
            list.append(all.value(index).name + u'=' + exactText(row[index]));
    return list;
}

inline QString field(ExportTable table, const Row& row, const char* name)
{
    const QList<Column> all = columns(table);
    for (qsizetype index = 0; index < all.size(); ++index)
        if (all[index].name == QLatin1String(name))
            return isNothing(row[index]) ? QStringLiteral("nothing") : exactText(row[index]);
    return QStringLiteral("no such column");
}

inline EvaluationRecord evaluation(const QStringList& expected)
{
    EvaluationRecord record;
    record.run = 3;
    record.user = Step{0, Loop::Start, QStringLiteral("anatomy"), 0};
    record.task = QStringLiteral("anatomy");
    record.split = Split::Test;
    record.example = 12;
    record.question = QStringLiteral("=Which bone, \"the longest\"?");
    record.expected = expected;
    record.response = QStringLiteral("Well,\n<answer>B</answer>");
    record.outcome = outcomeOf(OutcomeKind::Correct, QStringLiteral("B"), Score::one);
    record.latencyMicroseconds = 1'234'567;
    record.usage.input = 210;
    return record;
}

} // namespace metaspo
