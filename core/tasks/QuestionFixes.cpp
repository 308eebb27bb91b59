#include "core/tasks/QuestionFixes.h"

#include "core/tasks/NearDuplicates.h"
#include "core/tasks/Splitter.h"

#include <numeric>

namespace metaspo {

namespace {

using Places = QList<qsizetype>;

/// Places of equal questions, where there are several.
QList<Places> equalQuestions(const Task& task)
{
    QHash<QString, Places> all;
    for (qsizetype place = 0; place < task.examples.size(); ++place)
        all[foldedQuestion(task.examples[place].question)].append(place);
    QList<Places> several;
    for (const Places& places : std::as_const(all))
        if (places.size() > 1)
            several.append(places);
    return several;
}

/// Sets that grow together (union-find with halved paths).
class Groups
{
public:
    explicit Groups(qsizetype count)
        : m_parents(count)
    {
        std::iota(m_parents.begin(), m_parents.end(), 0);
    }

    qsizetype of(qsizetype member)
    {
        while (m_parents[member] != member)
            member = m_parents[member] = m_parents[m_parents[member]];
        return member;
    }
    void join(qsizetype first, qsizetype second) { m_parents[of(first)] = of(second); }

private:
    Places m_parents;
};

void moveToLast(const Task& task, const Places& places, QHash<int, Split>& moves)
{
    Split last = Split::Train;
    for (const qsizetype place : places)
        last = std::max(last, task.examples[place].split);
    for (const qsizetype place : places)
        if (task.examples[place].split != last)
            moves.insert(task.examples[place].index, last);
}

} // namespace

QHash<int, Split> movesOfSharedQuestions(const Task& task)
{
    QHash<int, Split> moves;
    for (const Places& places : equalQuestions(task))
        moveToLast(task, places, moves);
    return moves;
}

QHash<int, Split> movesOfNearDuplicates(const Task& task)
{
    Groups groups(task.examples.size());
    for (const Places& places : equalQuestions(task))
        for (const qsizetype place : places)
            groups.join(place, places.front());
    QHash<int, qsizetype> placeOfIndex;
    for (qsizetype place = 0; place < task.examples.size(); ++place)
        placeOfIndex.insert(task.examples[place].index, place);
    for (const NearDuplicate& pair : nearDuplicatesAcrossSplits(task.examples))
        groups.join(placeOfIndex.value(pair.first), placeOfIndex.value(pair.second));
    QHash<qsizetype, Places> members;
    for (qsizetype place = 0; place < task.examples.size(); ++place)
        members[groups.of(place)].append(place);
    QHash<int, Split> moves;
    for (const Places& places : std::as_const(members))
        moveToLast(task, places, moves);
    return moves;
}

QSet<int> sharedWithLaterSplit(const Task& task)
{
    const QHash<int, Split> moves = movesOfSharedQuestions(task);
    return QSet<int>(moves.keyBegin(), moves.keyEnd());
}

QSet<int> copiesInSplit(const Task& task)
{
    QSet<int> copies;
    for (const Places& places : equalQuestions(task))
        for (qsizetype later = 1; later < places.size(); ++later) {
            const Example& copy = task.examples[places[later]];
            const bool isThere = std::any_of(places.begin(), places.begin() + later, [&](qsizetype earlier) {
                const Example& first = task.examples[earlier];
                return first.split == copy.split && first.answers == copy.answers;
            });
            if (isThere)
                copies.insert(copy.index);
        }
    return copies;
}

void settleAnswers(Task& task, Accepted accepted)
{
    for (const Places& places : equalQuestions(task)) {
        QStringList answers = task.examples[places.front()].answers;
        if (accepted == Accepted::All)
            for (const qsizetype place : places)
                answers += task.examples[place].answers;
        answers.removeDuplicates();
        for (const qsizetype place : places)
            task.examples[place].answers = answers;
    }
}

} // namespace metaspo
