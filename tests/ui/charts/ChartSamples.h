#pragma once

#include "core/analysis/Comparison.h"
#include "ui/charts/AccuracyCurves.h"
#include "ui/charts/TaskScores.h"

namespace metaspo::samples {

inline DomainPoint point(const char* loop, const char* domain, Split split, double score)
{
    DomainPoint made;
    made.loop = *parseStep(QString::fromLatin1(loop));
    made.domain = QString::fromLatin1(domain);
    made.split = split;
    made.n = 50;
    made.score = score;
    made.low95 = score - 0.08;
    made.high95 = score + 0.08;
    return made;
}

/// Two domains over two iterations on validation, their ends on test, with baselines on validation.
inline AccuracyCurves curves()
{
    QList<DomainPoint> points;
    const char* const loops[] = {"0/start", "1/inner", "1/outer", "2/inner", "2/outer"};
    for (int place = 0; place < 5; ++place) {
        points.append(point(loops[place], "Medical", Split::Validation, 0.41 + 0.06 * place));
        points.append(point(loops[place], "Review", Split::Validation, 0.62 + 0.02 * place));
    }
    for (const char* domain : {"Medical", "Review"})
        points += {point("0/start", domain, Split::Test, 0.5), point("2/outer", domain, Split::Test, 0.58)};
    const DomainBaseline medical{QStringLiteral("Medical"), Split::Validation, 0.3, 0.25, {0.16, 0.34}};
    const DomainBaseline review{QStringLiteral("Review"), Split::Validation, 0.55, 0.5, {0.36, 0.64}};
    return AccuracyCurves::of(points, {}, {medical, review});
}

inline Estimate estimate(double value)
{
    return {value, {value - 0.05, value + 0.05}, 400};
}

/// Three methods on four tasks of two domains; the second has no score on the third task.
inline TaskScores taskScores()
{
    const QString accuracy = QStringLiteral("Accuracy");
    TaskScores scores;
    scores.tasks = {
        {QStringLiteral("anatomy"), QStringLiteral("Medical"), accuracy, 0.28, 0.25},
        {QStringLiteral("surgery"), QStringLiteral("Medical"), accuracy, 0.3, 0.25},
        {QStringLiteral("counting"), QStringLiteral("Reasoning"), QStringLiteral("Exact match"), qQNaN(), qQNaN()},
        {QStringLiteral("ethos"), QStringLiteral("Safety"), QStringLiteral("Macro-F1"), 0.36, 0.48}};
    scores.methods = {{QStringLiteral("Run 1 · initial prompts"), 0,
                       {estimate(0.36), estimate(0.32), estimate(0.43), estimate(0.29)}},
                      {QStringLiteral("Run 1 · MetaSPO, final prompts"), 1,
                       {estimate(0.46), estimate(0.36), Estimate(), estimate(0.44)}},
                      {QStringLiteral("Run 4 · given prompt 1"), 2,
                       {estimate(0.36), estimate(0.33), estimate(0.45), {0.22, {}, 400}}}};
    return scores;
}

inline TaskComparison change(const char* task, qint64 fixed, qint64 broken)
{
    TaskComparison made;
    made.task = QString::fromLatin1(task);
    made.domain = QStringLiteral("Medical");
    made.questions = 200;
    made.counts = {100 - broken, fixed, broken, 100 - fixed};
    made.difference = {
        made.counts.difference(), {made.counts.difference() - 0.06, made.counts.difference() + 0.06}, 200};
    made.p = 0.02;
    made.smallestDetectable = 0.07;
    return made;
}

inline QList<TaskComparison> changes()
{
    return {change("anatomy", 40, 12), change("surgery", 18, 15), change("dental", 9, 22)};
}

} // namespace metaspo::samples
