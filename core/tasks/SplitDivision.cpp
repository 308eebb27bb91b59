#include "core/tasks/SplitDivision.h"

#include "core/tasks/Splitter.h"

#include <QSet>

namespace metaspo {

namespace {

constexpr int whole = 100;

int shareOf(qsizetype count, int percent, int of)
{
    return of <= 0 ? 0 : qRound(static_cast<double>(count) * percent / of);
}

/// What may be divided. Where the test split stays, so does what has one of its questions: it joins it.
QList<qsizetype> openPlaces(Task& task, bool keepsTest)
{
    QSet<QString> testQuestions;
    if (keepsTest)
        for (const Example& example : task.examples)
            if (example.split == Split::Test)
                testQuestions.insert(foldedQuestion(example.question));
    QList<qsizetype> places;
    for (qsizetype place = 0; place < task.examples.size(); ++place) {
        if (keepsTest && testQuestions.contains(foldedQuestion(task.examples[place].question)))
            task.examples[place].split = Split::Test;
        else
            places.append(place);
    }
    return places;
}

SplitSizes sizesFor(qsizetype count, const SplitShares& shares)
{
    const int divided = shares.keepsTest ? whole - shares.testPercent : whole;
    const int test = shares.keepsTest ? 0 : shareOf(count, shares.testPercent, divided);
    const int validation =
        std::min(shareOf(count, shares.validationPercent, divided), static_cast<int>(count) - test);
    return {static_cast<int>(count) - test - validation, validation, test};
}

} // namespace

Result<void> divide(Task& task, const SplitShares& shares)
{
    const bool areShares = shares.trainPercent >= 0 && shares.validationPercent >= 0 && shares.testPercent >= 0
                           && shares.trainPercent + shares.validationPercent + shares.testPercent == whole;
    if (!areShares || (shares.keepsTest && shares.testPercent == whole))
        return failure(ErrorKind::WrongUsage, QStringLiteral("The shares do not add up to 100 %."), {},
                       QStringLiteral("Change one of them."));
    Task divided = task;
    const QList<qsizetype> places = openPlaces(divided, shares.keepsTest);
    if (places.isEmpty())
        return failure(ErrorKind::WrongUsage, QStringLiteral("There are no examples to divide."), {},
                       QStringLiteral("Add examples first."));
    Task open = divided;
    open.examples.clear();
    for (const qsizetype place : places)
        open.examples.append(divided.examples[place]);
    const SplitSizes sizes = sizesFor(places.size(), shares);
    if (const auto assigned = assignSplits(open, {}, sizes, shares.seed); !assigned)
        return tl::unexpected(assigned.error());
    for (qsizetype i = 0; i < places.size(); ++i)
        divided.examples[places[i]].split = open.examples[i].split;
    task = divided;
    return {};
}

} // namespace metaspo
