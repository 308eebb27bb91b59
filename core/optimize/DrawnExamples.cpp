#include "core/optimize/DrawnExamples.h"

#include "core/domain/Draw.h"
#include "core/tasks/Splitter.h"

#include <QSet>
#include <algorithm>

namespace metaspo {

namespace {

QList<Example> poolOf(const Task& task, Split split)
{
    QList<Example> pool;
    for (const Example& example : task.examples)
        if (example.split == split)
            pool.append(example);
    std::sort(pool.begin(), pool.end(), [](const Example& a, const Example& b) { return a.index < b.index; });
    return pool;
}

QList<Example> drawn(const QList<Example>& pool, int count, quint64 seed, QLatin1String use, const Task& task)
{
    return Draw(seed, QString(use + u' ' + task.name)).sample(pool, count);
}

QList<Example> withoutQuestionsOf(const QList<Example>& pool, const QList<Example>& taken)
{
    QSet<QString> questions;
    for (const Example& example : taken)
        questions.insert(foldedQuestion(example.question));
    QList<Example> rest;
    for (const Example& example : pool)
        if (!questions.contains(foldedQuestion(example.question)))
            rest.append(example);
    return rest;
}

tl::unexpected<Error> tooFew(const Task& task, const QString& what, qsizetype there, int wanted, const QString& remedy)
{
    return failure(ErrorKind::BadInput,
                   QStringLiteral("Task %1 has too few examples for %2").arg(task.name, what),
                   QStringLiteral("There are %1, the run wants %2").arg(there).arg(wanted), remedy);
}

} // namespace

Result<Task> drawnTask(const Task& whole, const RunSettings& settings)
{
    const bool takesWhatThereIs = settings.method == Method::Evaluate;
    const QList<Example> trainPool = poolOf(whole, Split::Train);
    QList<Example> train = drawn(trainPool, settings.train, settings.seed, QLatin1String("train"), whole);
    if (train.size() < settings.train && !takesWhatThereIs)
        return tooFew(whole, QStringLiteral("train"), trainPool.size(), settings.train,
                      QStringLiteral("Lower --train to %1 or less, or import more train examples.")
                          .arg(trainPool.size()));

    QList<Example> validation;
    if (settings.validation > 0) {
        const QList<Example> given = poolOf(whole, Split::Validation);
        const QList<Example> rest = withoutQuestionsOf(given.isEmpty() ? trainPool : given, train);
        validation = drawn(rest, settings.validation, settings.seed, QLatin1String("validation"), whole);
        if (validation.size() < settings.validation && !takesWhatThereIs)
            return tooFew(whole,
                          given.isEmpty() ? QStringLiteral("validation beside the %1 of train").arg(train.size())
                                          : QStringLiteral("validation"),
                          rest.size(), settings.validation,
                          QStringLiteral("Lower --validation%1, or use --preset reference, which chooses on train.")
                              .arg(given.isEmpty() ? QStringLiteral(" or --train") : QString()));
    }
    // Not by the seed of the run: the test set stays, and a smaller one is part of a larger one.
    QList<Example> test = drawn(poolOf(whole, Split::Test), settings.test, 0, QLatin1String("test"), whole);

    Task result = whole;
    result.examples.clear();
    const auto add = [&](const QList<Example>& examples, Split split) {
        for (Example example : examples) {
            example.split = split;
            result.examples.append(example);
        }
    };
    add(train, Split::Train);
    add(validation, Split::Validation);
    add(test, Split::Test);
    std::sort(result.examples.begin(), result.examples.end(),
              [](const Example& a, const Example& b) { return a.index < b.index; });
    return result;
}

} // namespace metaspo
