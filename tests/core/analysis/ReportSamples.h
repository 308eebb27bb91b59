#pragma once

#include "core/analysis/RunReport.h"
#include "tests/core/analysis/AnswerSamples.h"

namespace metaspo {

inline TaskOutcome outcome(const char* task, const JudgedCell& before, const JudgedCell& after)
{
    TaskOutcome result;
    result.task = QLatin1String(task);
    result.domain = QStringLiteral("Medical");
    result.metric = metricOfKind(MetricKind::Accuracy);
    result.initialCell = before;
    result.finalCell = after;
    return result;
}

inline TaskOutcome withMajority(TaskOutcome result, double majority)
{
    result.majority = majority;
    result.majorityLabel = QStringLiteral("yes");
    return result;
}

inline TaskOutcome onSplits(TaskOutcome result, Split initial, Split final)
{
    result.initialSplit = initial;
    result.finalSplit = final;
    return result;
}

inline RunSettings settingsOf(Method method, int validation = 50)
{
    RunSettings settings;
    settings.method = method;
    settings.validation = validation;
    return settings;
}

inline JudgedCell marks(int right, int wrong, int unreadable)
{
    return answers(
        (QByteArray(right, '+') + QByteArray(wrong, '-') + QByteArray(unreadable, '?')).constData());
}

} // namespace metaspo
