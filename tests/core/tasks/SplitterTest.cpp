#include "core/tasks/Splitter.h"
#include "TaskSamples.h"
#include "core/domain/Draw.h"

#include <QTest>

using namespace metaspo;

Q_DECLARE_METATYPE(metaspo::SplitSizes)

namespace {

QMap<QString, Split> splitOfQuestion(const Task& task)
{
    QMap<QString, Split> splits;
    for (const Example& example : task.examples)
        splits.insert(foldedQuestion(example.question), example.split);
    return splits;
}

/// Random questions with copies in other spellings, four labels of very different shares.
Task randomTask(quint64 seed, int count)
{
    Draw draw(seed, u"splitter test");
    Task task = yesNoTask(0);
    task.format.labels = {{QStringLiteral("a"), {}},
                          {QStringLiteral("b"), {}},
                          {QStringLiteral("c"), {}},
                          {QStringLiteral("d"), {}}};
    for (int i = 0; i < count; ++i) {
        QString question = QStringLiteral("What about %1?").arg(draw.below(count * 4));
        if (draw.below(10) == 0 && i > 0)
            question = task.examples[draw.below(i)].question.toUpper().replace(u' ', QStringLiteral("  "));
        const qsizetype die = draw.below(20);
        const QString label = die < 12   ? QStringLiteral("a")
                              : die < 17 ? QStringLiteral("b")
                              : die < 19 ? QStringLiteral("c")
                                         : QStringLiteral("d");
        task.examples.append({i, Split::Train, question, {label}, {}});
    }
    return task;
}

void give(Task& task, int from, int to, Split split)
{
    for (int i = from; i < to; ++i)
        task.examples[i].split = split;
}

} // namespace

/// Seeded splits and what they promise.
class SplitterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultSizes_data();
    void defaultSizes();
    void sizes_data();
    void sizes();
    void tooSmall();
    void equalQuestionsStayTogether();
    void fileOrderDoesNotMatter();
    void seedsDiffer();
    void labelsKeepTheirShares();
    void rareLabelsAreSpread();
    void givenSplits_data();
    void givenSplits();
    void publishedTestNeverBecomesTraining();
    void oneSplitAloneIsDivided();
};

void SplitterTest::defaultSizes_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<QList<int>>("sizes"); // train, validation, test
    QTest::newRow("nothing") << 0 << QList<int>{0, 0, 0};
    QTest::newRow("a few") << 9 << QList<int>{3, 3, 3};
    QTest::newRow("a starter task") << 150 << QList<int>{50, 50, 50};
    QTest::newRow("a generated task") << 300 << QList<int>{75, 50, 175};
    QTest::newRow("BIG-Bench Hard") << 250 << QList<int>{62, 50, 138};
    QTest::newRow("thousands: the rest stays in the pool") << 4000 << QList<int>{1000, 100, 500};
}

void SplitterTest::defaultSizes()
{
    QFETCH(int, count);
    QFETCH(QList<int>, sizes);
    const SplitSizes usual = defaultSplitSizes(count);
    QCOMPARE((QList<int>{*usual.train, *usual.validation, *usual.test}), sizes);
}

void SplitterTest::sizes_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<SplitSizes>("asked");
    QTest::addColumn<QList<int>>("got");
    QTest::addColumn<int>("notes");
    const auto add = [](const char* what, int count, const SplitSizes& asked, const QList<int>& got,
                        int notes = 0) { QTest::newRow(what) << count << asked << got << notes; };
    add("default", 300, {}, {75, 50, 175});
    add("default, thousands", 2000, {}, {1400, 100, 500});
    add("all given", 300, {50, 50, 100}, {150, 50, 100});
    add("test larger than what is left", 200, {50, 50, 500}, {50, 50, 100}, 1);
    add("train alone", 200, {150, {}, {}}, {150, 25, 25});
    add("validation none", 300, {{}, 0, {}}, {125, 0, 175});
    add("train and test", 150, {50, {}, 80}, {50, 20, 80});
    add("test alone", 200, {{}, {}, 100}, {50, 50, 100});
    add("test alone, most of them", 100, {{}, {}, 90}, {5, 5, 90});
    add("test none", 100, {{}, {}, 0}, {67, 33, 0});
    add("one", 1, {}, {1, 0, 0});
    add("two", 2, {}, {1, 0, 1});
    add("exactly", 100, {16, 16, 68}, {16, 16, 68});
}

void SplitterTest::sizes()
{
    QFETCH(int, count);
    QFETCH(SplitSizes, asked);
    QFETCH(QList<int>, got);
    QFETCH(int, notes);
    Task task = yesNoTask(count);
    const auto assigned = assignSplits(task, {}, asked, 1);
    QVERIFY2(assigned, assigned ? "" : qPrintable(sentence(assigned.error())));
    QCOMPARE((QList<int>{countIn(task, Split::Train), countIn(task, Split::Validation),
                         countIn(task, Split::Test)}),
             got);
    QCOMPARE(assigned->size(), notes);
}

void SplitterTest::tooSmall()
{
    Task task = yesNoTask(100);
    const Task before = task;
    const auto assigned = assignSplits(task, {}, {60, 50, {}}, 1);
    QVERIFY(!assigned);
    QCOMPARE(assigned.error().kind, ErrorKind::BadInput);
    QVERIFY2(sentence(assigned.error()).contains(u"there are 100"), qPrintable(sentence(assigned.error())));
    QCOMPARE(task, before);
}

void SplitterTest::equalQuestionsStayTogether()
{
    for (quint64 seed = 1; seed <= 20; ++seed) {
        Task task = randomTask(seed, 200);
        QVERIFY(assignSplits(task, {}, {}, seed));
        QMap<QString, QSet<Split>> splits;
        for (const Example& example : task.examples)
            splits[foldedQuestion(example.question)].insert(example.split);
        bool hasCopies = splits.size() < task.examples.size();
        QVERIFY(hasCopies);
        for (const QSet<Split>& of : splits)
            QCOMPARE(of.size(), 1);
    }
}

void SplitterTest::fileOrderDoesNotMatter()
{
    for (quint64 seed = 1; seed <= 10; ++seed) {
        Task task = randomTask(seed, 150);
        Task shuffled = task;
        Draw(seed, u"order").shuffle(shuffled.examples);
        QVERIFY(task.examples != shuffled.examples);
        QVERIFY(assignSplits(task, {}, {}, 7));
        QVERIFY(assignSplits(shuffled, {}, {}, 7));
        QCOMPARE(splitOfQuestion(shuffled), splitOfQuestion(task));
    }
}

void SplitterTest::seedsDiffer()
{
    Task one = yesNoTask(300);
    Task same = one;
    Task two = one;
    QVERIFY(assignSplits(one, {}, {}, 1));
    QVERIFY(assignSplits(same, {}, {}, 1));
    QVERIFY(assignSplits(two, {}, {}, 2));
    QCOMPARE(same, one);
    QVERIFY(two.examples != one.examples);
}

void SplitterTest::labelsKeepTheirShares()
{
    for (quint64 seed = 1; seed <= 20; ++seed) {
        Task task = yesNoTask(0);
        for (int i = 0; i < 300; ++i) // 200 a, 70 b, 30 c
            task.examples.append({i,
                                  Split::Train,
                                  QStringLiteral("Question %1").arg(i),
                                  {i < 200   ? QStringLiteral("a")
                                   : i < 270 ? QStringLiteral("b")
                                             : QStringLiteral("c")},
                                  {}});
        QVERIFY(assignSplits(task, {}, {}, seed));
        QMap<QString, int> inTest;
        for (const Example& example : task.examples)
            inTest[example.answers.front()] += example.split == Split::Test ? 1 : 0;
        for (const auto& [label, share] : {std::pair{"a", 200}, {"b", 70}, {"c", 30}}) {
            const double expected = share * 175 / 300.0;
            QVERIFY2(std::abs(inTest.value(QString::fromLatin1(label)) - expected) <= 1.0,
                     qPrintable(QStringLiteral("seed %1, label %2: %3 for %4")
                                    .arg(seed)
                                    .arg(QLatin1String(label))
                                    .arg(inTest.value(QString::fromLatin1(label)))
                                    .arg(expected)));
        }
    }
}

void SplitterTest::rareLabelsAreSpread()
{
    // Answers that occur once each must not all land in one split.
    QMap<Split, int> counts;
    for (quint64 seed = 1; seed <= 10; ++seed) {
        Task task = yesNoTask(0);
        for (int i = 0; i < 90; ++i)
            task.examples.append({i,
                                  Split::Train,
                                  QStringLiteral("Question %1").arg(i),
                                  {i < 45 ? QStringLiteral("common") : QString::number(i)},
                                  {}});
        QVERIFY(assignSplits(task, {}, {30, 30, 30}, seed));
        for (const Example& example : task.examples)
            counts[example.split] += example.answers.front() == u"common" ? 0 : 1;
    }
    for (const Split split : {Split::Train, Split::Validation, Split::Test})
        QVERIFY2(counts.value(split) > 100 && counts.value(split) < 200,
                 qPrintable(QString::number(counts.value(split))));
}

void SplitterTest::givenSplits_data()
{
    QTest::addColumn<QList<int>>("given"); // train, validation, test; 0: not named
    QTest::addColumn<SplitSizes>("asked");
    QTest::addColumn<QList<int>>("got");
    QTest::addColumn<int>("notes");
    const auto add = [](const char* what, const QList<int>& given, const SplitSizes& asked,
                        const QList<int>& got,
                        int notes = 0) { QTest::newRow(what) << given << asked << got << notes; };
    add("train and test", {200, 0, 100}, {}, {150, 50, 100});
    add("train and test, large", {2000, 0, 2000}, {}, {1900, 100, 2000});
    add("train and test, smaller test", {200, 0, 100}, {{}, {}, 40}, {150, 50, 40}, 1);
    add("train and test, larger test", {200, 0, 100}, {{}, {}, 400}, {150, 50, 100}, 1);
    add("train and test, validation none", {200, 0, 100}, {{}, 0, {}}, {200, 0, 100});
    add("validation and test", {0, 300, 100}, {}, {250, 50, 100});
    add("validation and test, sizes", {0, 300, 100}, {50, 80, {}}, {220, 80, 100});
    add("train and validation", {300, 40, 0}, {}, {125, 40, 175});
    add("train and validation, sizes", {300, 40, 0}, {{}, {}, 100}, {200, 40, 100});
    add("all three stay", {100, 60, 80}, {}, {100, 60, 80});
    add("all three, smaller validation", {100, 60, 80}, {{}, 20, {}}, {140, 20, 80});
    add("all three, larger validation", {100, 60, 80}, {{}, 90, {}}, {100, 60, 80}, 1);
    add("all three, larger train", {100, 60, 80}, {150, {}, {}}, {100, 60, 80}, 1);
}

void SplitterTest::givenSplits()
{
    QFETCH(QList<int>, given);
    QFETCH(SplitSizes, asked);
    QFETCH(QList<int>, got);
    QFETCH(int, notes);
    Task task = yesNoTask(given[0] + given[1] + given[2]);
    give(task, given[0], given[0] + given[1], Split::Validation);
    give(task, given[0] + given[1], given[0] + given[1] + given[2], Split::Test);
    QList<Split> named;
    for (const Split split : {Split::Train, Split::Validation, Split::Test})
        if (given[static_cast<int>(split)] > 0)
            named.append(split);
    const auto assigned = assignSplits(task, named, asked, 1);
    QVERIFY2(assigned, assigned ? "" : qPrintable(sentence(assigned.error())));
    QCOMPARE((QList<int>{countIn(task, Split::Train), countIn(task, Split::Validation),
                         countIn(task, Split::Test)}),
             got);
    QCOMPARE(assigned->size(), notes);
    for (int i = 0; i < task.examples.size(); ++i)
        QCOMPARE(task.examples[i].index, i);
}

void SplitterTest::publishedTestNeverBecomesTraining()
{
    Task task = yesNoTask(300);
    give(task, 200, 300, Split::Test);
    QSet<QString> published;
    for (const Example& example : task.examples)
        if (example.split == Split::Test)
            published.insert(example.question);
    QVERIFY(assignSplits(task, {Split::Train, Split::Test}, {50, 50, 30}, 3));
    for (const Example& example : task.examples)
        QCOMPARE(published.contains(example.question), example.split == Split::Test);
}

void SplitterTest::oneSplitAloneIsDivided()
{
    Task task = yesNoTask(150);
    give(task, 0, 150, Split::Test);
    QVERIFY(assignSplits(task, {Split::Test}, {}, 1));
    QCOMPARE(countIn(task, Split::Train), 50);
    QCOMPARE(countIn(task, Split::Test), 50);
}

QTEST_GUILESS_MAIN(SplitterTest)
#include "SplitterTest.moc"
