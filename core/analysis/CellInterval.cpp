#include "core/analysis/CellInterval.h"

#include "core/analysis/Intervals.h"

#include <QHash>
#include <QMap>
#include <QSet>
#include <cmath>

namespace metaspo {

namespace {

bool isRight(const JudgedExample& answer)
{
    return answer.outcome.kind == OutcomeKind::Correct;
}

QSet<int> examplesOf(const JudgedCell& cell)
{
    QSet<int> examples;
    for (const JudgedExample& answer : cell)
        examples.insert(answer.example);
    return examples;
}

// Both rounded to 1e-9 as every score is, so that equal differences are equal and tasks can tie.
double scoreDifference(double after, double before)
{
    const double units = static_cast<double>(Score::one);
    return (std::round(after * units) - std::round(before * units)) / units;
}

Interval clusteredByQuestion(const QList<JudgedCell>& cells)
{
    QMap<int, QuestionTally> questions;
    for (const JudgedCell& cell : cells)
        for (const JudgedExample& answer : cell) {
            QuestionTally& question = questions[answer.example];
            ++question.answers;
            question.right += isRight(answer) ? 1 : 0;
        }
    return clusteredWilson95(questions.values());
}

} // namespace

MetricFamily familyOf(MetricKind kind)
{
    switch (kind) {
    case MetricKind::MacroF1:
    case MetricKind::MacroF1Reference:
        return MetricFamily::Labels;
    case MetricKind::TokenF1:
    case MetricKind::Command:
        return MetricFamily::Graded;
    case MetricKind::Accuracy:
    case MetricKind::ExactMatch:
    case MetricKind::Contains:
    case MetricKind::Numeric:
    case MetricKind::Judge:
        break;
    }
    return MetricFamily::RightWrong;
}

QList<JudgedCell> onCommonExamples(const QList<JudgedCell>& cells)
{
    if (cells.isEmpty())
        return {};
    QSet<int> common = examplesOf(cells.first());
    for (const JudgedCell& cell : cells)
        common.intersect(examplesOf(cell));
    QList<JudgedCell> result;
    for (const JudgedCell& cell : cells) {
        JudgedCell kept;
        for (const JudgedExample& answer : cell)
            if (common.contains(answer.example))
                kept.append(answer);
        result.append(kept);
    }
    return result;
}

PairedCounts pairedCounts(const JudgedCell& before, const JudgedCell& after)
{
    QHash<int, bool> wasRight;
    for (const JudgedExample& answer : before)
        wasRight.insert(answer.example, isRight(answer));
    PairedCounts counts;
    for (const JudgedExample& answer : after) {
        const auto old = wasRight.constFind(answer.example);
        if (old == wasRight.constEnd())
            continue;
        if (isRight(answer))
            ++(*old ? counts.bothRight : counts.fixed);
        else
            ++(*old ? counts.broken : counts.bothWrong);
    }
    return counts;
}

Estimate estimate(const Metric& metric, const QList<JudgedCell>& cells)
{
    QSet<int> questions;
    for (const JudgedCell& cell : cells)
        questions.unite(examplesOf(cell));
    Estimate result;
    result.n = questions.size();
    if (questions.isEmpty())
        return result;
    result.value = metricOf(metric, cells);
    result.interval = familyOf(metric.kind) == MetricFamily::RightWrong ? clusteredByQuestion(cells)
                                                                        : bootstrap95(metric, cells);
    return result;
}

Estimate estimateDifference(const Metric& metric, const QList<JudgedCell>& before,
                            const QList<JudgedCell>& after)
{
    Estimate result;
    if (before.isEmpty() || after.isEmpty())
        return result;
    const QList<JudgedCell> common = onCommonExamples(before + after);
    const QList<JudgedCell> old = common.first(before.size());
    const QList<JudgedCell> changed = common.sliced(before.size());
    result.n = old.first().size();
    if (result.n == 0)
        return result;
    result.value = scoreDifference(metricOf(metric, changed), metricOf(metric, old));
    const bool isOneEach = old.size() == 1 && changed.size() == 1;
    result.interval = isOneEach && familyOf(metric.kind) == MetricFamily::RightWrong
                          ? pairedDifference95(pairedCounts(old.first(), changed.first()))
                          : bootstrapDifference95(metric, old, changed);
    return result;
}

Interval cellInterval95(const CellRecord& cell, const QList<LabelCount>& counts)
{
    const double n = cell.score.n;
    switch (familyOf(cell.metric.kind)) {
    case MetricFamily::RightWrong:
        return cell.score.n > 0 ? wilson95(cell.score.right / n, n) : Interval{};
    case MetricFamily::Graded:
        return wilson95(cell.score.score.value(), n);
    case MetricFamily::Labels:
        break;
    }
    if (counts.isEmpty())
        return {cell.low95, cell.high95};
    return cell.metric.kind == MetricKind::MacroF1 ? bootstrapMacroF195(counts) : Interval{};
}

} // namespace metaspo
