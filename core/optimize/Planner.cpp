#include "core/optimize/Planner.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

namespace metaspo {

namespace {

// What exact pruning leaves at accuracy 0.6, spread 0.05 and 64 calls in flight (performance.md, section 1).
constexpr double outerShareOfExact = 0.57;
constexpr double innerShareOfExact = 0.84;
// How often a loop changes what the failures of the next one are drawn from: an expectation, not a bound.
constexpr double shareOfNewFailures = 0.75;

QString number(qint64 value)
{
    return QLocale(QLocale::English).toString(value);
}

struct Sums ///< over the tasks
{
    qint64 tasks = 0;
    qint64 selection = 0;
    qint64 train = 0;
    qint64 test = 0;
};

struct Calls
{
    qint64 start = 0;
    qint64 inner = 0;
    qint64 outer = 0;
    qint64 failuresMost = 0;
    qint64 failuresExpected = 0;
    qint64 test = 0;
    QStringList kept; ///< K_r
};

Calls callsOf(const RunSettings& settings, const Sums& sums)
{
    Calls calls;
    calls.start = sums.selection;
    qint64 kept = 1;
    for (int iteration = 1; iteration <= settings.iterations; ++iteration) {
        calls.inner += settings.userCandidates * sums.selection;
        kept = std::min<qint64>(settings.kept, kept + settings.userCandidates);
        calls.outer += settings.systemCandidates * kept * sums.selection;
        calls.kept.append(number(kept));
    }
    if (settings.selectionSplit() != Split::Train) {
        // Before the first loop for certain, then after every loop but the last, if something changed.
        const qint64 later = (2 * settings.iterations - 1) * sums.train;
        calls.failuresMost = sums.train + later;
        calls.failuresExpected = sums.train + std::llround(shareOfNewFailures * static_cast<double>(later));
    }
    calls.test = (settings.finalTest == FinalTest::WholeBeams ? kept : 2) * sums.test;
    return calls;
}

qint64 share(const RunSettings& settings, qint64 count, double exact)
{
    return settings.pruning == Pruning::Exact ? std::llround(exact * static_cast<double>(count)) : count;
}

QList<LoopCalls> loopsOf(const RunSettings& settings, const Sums& sums, const Calls& calls)
{
    const bool isFailuresApart = settings.selectionSplit() != Split::Train;
    const qint64 failures =
        isFailuresApart ? std::llround(shareOfNewFailures * static_cast<double>(sums.train)) : 0;
    QList<LoopCalls> loops{{Step{0, Loop::Start, {}, 0}, calls.start + (isFailuresApart ? sums.train : 0)}};
    qint64 kept = 1;
    for (int iteration = 1; iteration <= settings.iterations; ++iteration) {
        loops.append({Step{iteration, Loop::Inner, {}, 0},
                      share(settings, settings.userCandidates * sums.selection, innerShareOfExact) + failures
                          + 2 * sums.tasks * settings.userCandidates});
        kept = std::min<qint64>(settings.kept, kept + settings.userCandidates);
        loops.append({Step{iteration, Loop::Outer, {}, 0},
                      share(settings, settings.systemCandidates * kept * sums.selection, outerShareOfExact)
                          + (iteration < settings.iterations ? failures : 0) + qint64{2} * settings.systemCandidates});
    }
    loops.append({Step{0, Loop::Test, {}, 0}, calls.test});
    return loops;
}

QString explained(const RunSettings& settings, const Sums& sums, const Calls& calls, const CallPlan& plan)
{
    const QString on = name(settings.selectionSplit());
    QStringList lines;
    lines << QStringLiteral("Start: %1 tasks with %2 %3 examples in all = %2.")
                 .arg(number(sums.tasks), number(sums.selection), on);
    lines << QStringLiteral("Inner loops: %1 iterations × %2 user prompts × %3 examples = %4.")
                 .arg(number(settings.iterations), number(settings.userCandidates), number(sums.selection),
                      number(calls.inner));
    lines << QStringLiteral("Outer loops: %1 system prompts × %2 kept user prompts per task (over the iterations) × %3 "
                            "examples = %4.")
                 .arg(number(settings.systemCandidates), calls.kept.join(QStringLiteral(" + ")), number(sums.selection),
                      number(calls.outer));
    if (calls.failuresMost > 0)
        lines << QStringLiteral("Failures to learn from: at most 2 × %1 loops × %2 train examples = %3.")
                     .arg(number(settings.iterations), number(sums.train), number(calls.failuresMost));
    lines << QStringLiteral("Training: %1 base calls.").arg(number(plan.baseTraining));
    lines << (settings.finalTest == FinalTest::WholeBeams
                  ? QStringLiteral("Test: %1 kept user prompts × %2 examples = %3.")
                        .arg(calls.kept.value(calls.kept.size() - 1), number(sums.test), number(calls.test))
                  : QStringLiteral("Test: the initial and the final pair × %1 examples = %2.")
                        .arg(number(sums.test), number(calls.test)));
    lines << QStringLiteral("Base model: %1 calls at most, %2 expected%3.")
                 .arg(number(plan.baseMost), number(plan.baseExpected),
                      settings.pruning == Pruning::Exact
                          ? QStringLiteral(", because scoring stops where a prompt can no longer win")
                          : QString());
    lines << QStringLiteral("Optimizer model: %1 iterations × (2 × %2 tasks × %3 + 2 × %4) = %5, at most %6 with "
                            "repeated proposals.")
                 .arg(number(settings.iterations), number(sums.tasks), number(settings.userCandidates),
                      number(settings.systemCandidates), number(plan.optimizer), number(plan.optimizerMost));
    return lines.join(u'\n');
}

} // namespace

CallPlan planCalls(const RunSettings& settings, const QList<TaskSize>& tasks)
{
    Sums sums;
    for (const TaskSize& task : tasks) {
        ++sums.tasks;
        sums.selection += settings.selectionSplit() == Split::Train ? task.train : task.validation;
        sums.train += task.train;
        sums.test += task.test;
    }
    const Calls calls = callsOf(settings, sums);
    CallPlan plan;
    plan.baseTraining = calls.start + calls.inner + calls.outer + calls.failuresMost;
    plan.baseTest = calls.test;
    plan.baseMost = plan.base();
    plan.baseExpected = calls.start + share(settings, calls.inner, innerShareOfExact)
                        + share(settings, calls.outer, outerShareOfExact) + calls.failuresExpected + calls.test;
    plan.loops = loopsOf(settings, sums, calls);
    plan.optimizer = settings.iterations
                     * (2 * sums.tasks * settings.userCandidates + qint64{2} * settings.systemCandidates);
    plan.optimizerMost = plan.optimizer * settings.proposalAttempts;
    plan.explanation = explained(settings, sums, calls, plan);
    return plan;
}

} // namespace metaspo
