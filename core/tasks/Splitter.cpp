#include "core/tasks/Splitter.h"

#include "core/domain/Draw.h"

#include <QHash>
#include <QSet>

namespace metaspo {

namespace {

constexpr int leastDrawn = 50; ///< what the presets of a run draw of train and validation

/// Examples with the same question.
struct QuestionGroup
{
    QString label;
    QList<qsizetype> members; ///< positions in the task
    quint64 priority = 0;
    double place = 0; ///< in [0,1): where its label's shares put it
};

int countOf(const Task& task, Split split)
{
    return static_cast<int>(
        std::count_if(task.examples.begin(), task.examples.end(),
                      [split](const Example& example) { return example.split == split; }));
}

/// The different questions of a split, each with its examples.
QList<QuestionGroup> groupQuestions(const Task& task, Split from, quint64 seed, const QString& purpose)
{
    QList<QuestionGroup> groups;
    QHash<QString, qsizetype> groupOf;
    for (qsizetype i = 0; i < task.examples.size(); ++i) {
        const Example& example = task.examples[i];
        if (example.split != from)
            continue;
        const QString folded = foldedQuestion(example.question);
        auto known = groupOf.find(folded);
        if (known == groupOf.end()) {
            known = groupOf.insert(folded, groups.size());
            groups.append({{}, {}, Draw(seed, QStringLiteral("split/") + purpose + u'/' + folded).next(), 0});
        }
        QuestionGroup& group = groups[*known];
        const QString label = example.answers.value(0);
        if (group.members.isEmpty() || label < group.label) // least, so that the file's order does not matter
            group.label = label;
        group.members.append(i);
    }
    return groups;
}

/// The questions of a split in the order in which they are drawn. Within a label they come by a number that
/// depends on the seed and the question alone; the labels are interleaved so that every beginning has their
/// shares.
QList<QuestionGroup> drawingOrder(const Task& task, Split from, quint64 seed, const QString& purpose)
{
    QList<QuestionGroup> groups = groupQuestions(task, from, seed, purpose);
    QHash<QString, QList<qsizetype>> strata;
    for (qsizetype i = 0; i < groups.size(); ++i)
        strata[groups[i].label].append(i);
    for (auto stratum = strata.begin(); stratum != strata.end(); ++stratum) {
        std::sort(stratum->begin(), stratum->end(),
                  [&groups](qsizetype a, qsizetype b) { return groups[a].priority < groups[b].priority; });
        const double offset =
            Draw(seed, QStringLiteral("split-label/") + purpose + u'/' + stratum.key()).unit();
        for (qsizetype rank = 0; rank < stratum->size(); ++rank)
            groups[(*stratum)[rank]].place =
                (static_cast<double>(rank) + offset) / static_cast<double>(stratum->size());
    }
    std::sort(groups.begin(), groups.end(), [](const QuestionGroup& a, const QuestionGroup& b) {
        return a.place != b.place ? a.place < b.place : a.priority < b.priority;
    });
    return groups;
}

/// Examples moved: `count`, or less where whole groups of equal questions do not fit.
int move(Task& task, Split from, Split to, int count, quint64 seed)
{
    if (count <= 0)
        return 0;
    int open = count;
    for (const QuestionGroup& group : drawingOrder(task, from, seed, name(to))) {
        if (group.members.size() > open)
            continue;
        for (const qsizetype member : group.members)
            task.examples[member].split = to;
        open -= static_cast<int>(group.members.size());
        if (open == 0)
            break;
    }
    return count - open;
}

/// A published test set larger than asked for: the surplus goes, it must not become training material.
int shrinkTest(Task& task, int count, quint64 seed)
{
    const int surplus = countOf(task, Split::Test) - count;
    if (surplus <= 0)
        return 0;
    QSet<qsizetype> dropped;
    for (const QuestionGroup& group : drawingOrder(task, Split::Test, seed, QStringLiteral("surplus"))) {
        if (dropped.size() + group.members.size() > surplus)
            continue;
        for (const qsizetype member : group.members)
            dropped.insert(member);
    }
    QList<Example> kept;
    kept.reserve(task.examples.size() - dropped.size());
    for (qsizetype i = 0; i < task.examples.size(); ++i)
        if (!dropped.contains(i)) {
            kept.append(task.examples[i]);
            kept.last().index = static_cast<int>(kept.size()) - 1;
        }
    task.examples = kept;
    return static_cast<int>(dropped.size());
}

QString tooFew(Split split, int had, int asked)
{
    return QStringLiteral("There are only %1 %2 examples, %3 were asked for.")
        .arg(had)
        .arg(name(split))
        .arg(asked);
}

tl::unexpected<Error> notEnough(const Task& task, int wanted, int had)
{
    return failure(ErrorKind::BadInput,
                   QStringLiteral("The task \"%1\" has too few examples for its splits.").arg(task.name),
                   QStringLiteral("%1 were asked for, there are %2.").arg(wanted).arg(had),
                   QStringLiteral("Lower --train, --validation or --test, or give more examples."));
}

Result<QStringList> drawAll(Task& task, const SplitSizes& sizes, quint64 seed)
{
    QStringList notes;
    const int all = static_cast<int>(task.examples.size());
    const SplitSizes usual = defaultSplitSizes(all);
    const int open = std::max(0, all - sizes.train.value_or(0) - sizes.test.value_or(0));
    const int shared =
        sizes.train && sizes.test ? open : open / 2; // with whichever of the two was not asked for
    const int validation = sizes.validation.value_or(std::min(*usual.validation, shared));
    const int train = sizes.train.value_or(std::clamp(open - validation, 1, std::max(1, *usual.train)));
    const int room = all - train - validation;
    const bool isAsked = sizes.train || sizes.validation || sizes.test;
    if (isAsked && room < std::min(1, sizes.test.value_or(1)))
        return notEnough(task, train + validation + sizes.test.value_or(1), all);
    const int test = std::clamp(room, 0, sizes.test.value_or(std::max(*usual.test, 1)));
    if (test < sizes.test.value_or(0))
        notes.append(tooFew(Split::Test, test, *sizes.test));
    for (Example& example : task.examples)
        example.split = Split::Train;
    move(task, Split::Train, Split::Test, test, seed);
    move(task, Split::Train, Split::Validation, validation, seed);
    return notes;
}

/// Test examples of a source that has splits: as published, fewer if asked for, or drawn from the pool.
QStringList settleTest(Task& task, bool isGiven, Split pool, const SplitSizes& sizes, int train, quint64 seed)
{
    QStringList notes;
    if (!isGiven) {
        const int inPool = countOf(task, pool);
        const int wanted = sizes.test.value_or(*defaultSplitSizes(inPool).test);
        move(task, pool, Split::Test, std::clamp(inPool - train, 0, wanted), seed);
    } else if (sizes.test) {
        if (const int dropped = shrinkTest(task, *sizes.test, seed); dropped > 0)
            notes.append(QStringLiteral("%1 examples of the published test set were left out.").arg(dropped));
    }
    if (const int had = countOf(task, Split::Test); had < sizes.test.value_or(0))
        notes.append(tooFew(Split::Test, had, *sizes.test));
    return notes;
}

} // namespace

SplitSizes defaultSplitSizes(qsizetype examples)
{
    constexpr int mostValidation = 100;
    constexpr int mostTest = 500;
    const int all = static_cast<int>(examples);
    const int third = all / 3;
    const int validation = std::min(third, std::clamp(all / 10, leastDrawn, mostValidation));
    const int train = std::max(std::min(leastDrawn, third), all / 4);
    return {train, validation, std::min(mostTest, all - validation - train)};
}

QString foldedQuestion(const QString& question)
{
    return question.simplified().toCaseFolded();
}

Result<QStringList> assignSplits(Task& task, const QList<Split>& given, const SplitSizes& sizes, quint64 seed)
{
    const bool hasTrain = given.contains(Split::Train);
    const bool hasValidation = given.contains(Split::Validation);
    const bool hasTest = given.contains(Split::Test);
    if (hasTrain + hasValidation + hasTest <
        2) // one split alone leaves nothing to learn from or nothing to report on
        return drawAll(task, sizes, seed);
    const Split pool = hasTrain ? Split::Train : Split::Validation;
    const int train = sizes.train.value_or(std::min(leastDrawn, countOf(task, pool) / 3));
    QStringList notes = settleTest(task, hasTest, pool, sizes, train, seed);
    const int inPool = countOf(task, pool);
    const int usual = std::clamp(inPool - train, 0, *defaultSplitSizes(inPool).validation);
    const int validation = sizes.validation.value_or(usual);
    if (hasTrain && hasValidation) {
        if (sizes.validation)
            move(task, Split::Validation, Split::Train, countOf(task, Split::Validation) - validation, seed);
    } else if (train + validation > inPool) {
        return notEnough(task, train + validation, inPool);
    } else if (hasTrain) {
        move(task, Split::Train, Split::Validation, validation, seed);
    } else {
        move(task, Split::Validation, Split::Train, inPool - validation, seed);
    }
    if (const int had = countOf(task, Split::Validation); had < sizes.validation.value_or(0))
        notes.append(tooFew(Split::Validation, had, *sizes.validation));
    if (const int had = countOf(task, Split::Train); had < sizes.train.value_or(0))
        notes.append(tooFew(Split::Train, had, *sizes.train));
    return notes;
}

} // namespace metaspo
