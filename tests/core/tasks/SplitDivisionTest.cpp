#include "core/tasks/SplitDivision.h"
#include "core/tasks/Splitter.h"
#include "tests/core/tasks/TaskSamples.h"

#include <QTest>

using namespace metaspo;

class SplitDivisionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dividesByShares_data();
    void dividesByShares();
    void neverSharesAQuestion();
    void dependsOnTheSeedAlone();
    void keepsTheTestSplit();
    void refusesNoShares_data();
    void refusesNoShares();
};

void SplitDivisionTest::dividesByShares_data()
{
    QTest::addColumn<int>("train");
    QTest::addColumn<int>("validation");
    QTest::addColumn<int>("test");
    QTest::newRow("some of each") << 40 << 10 << 50;
    QTest::newRow("all test") << 0 << 0 << 100;
    QTest::newRow("all train") << 100 << 0 << 0;
    QTest::newRow("all validation") << 0 << 100 << 0;
    QTest::newRow("no validation") << 30 << 0 << 70;
}

void SplitDivisionTest::dividesByShares()
{
    QFETCH(int, train);
    QFETCH(int, validation);
    QFETCH(int, test);
    Task task = yesNoTask(200);
    const auto done = divide(task, {train, validation, test, 7, false});
    QVERIFY2(done, done ? "" : qPrintable(sentence(done.error())));
    QCOMPARE(countIn(task, Split::Train), 2 * train);
    QCOMPARE(countIn(task, Split::Validation), 2 * validation);
    QCOMPARE(countIn(task, Split::Test), 2 * test);
}

void SplitDivisionTest::neverSharesAQuestion()
{
    for (const bool keepsTest : {false, true})
        for (quint64 seed = 1; seed <= 20; ++seed) {
            Task task = yesNoTask(60);
            for (Example& example : task.examples) {
                example.question = QStringLiteral("Question %1").arg(example.index % 23);
                example.split = static_cast<Split>(example.index % 3);
            }
            QVERIFY(divide(task, {50, 25, 25, seed, keepsTest}));
            QHash<QString, Split> splitOf;
            for (const Example& example : task.examples) {
                QCOMPARE(splitOf.value(example.question, example.split), example.split);
                splitOf.insert(example.question, example.split);
            }
        }
}

void SplitDivisionTest::dependsOnTheSeedAlone()
{
    Task first = yesNoTask(100);
    Task again = yesNoTask(100);
    Task other = yesNoTask(100);
    for (Example& example : again.examples)
        example.split = Split::Test;
    QVERIFY(divide(first, {40, 10, 50, 3, false}));
    QVERIFY(divide(again, {40, 10, 50, 3, false}));
    QVERIFY(divide(other, {40, 10, 50, 4, false}));
    QCOMPARE(again, first);
    QVERIFY(other != first);
}

void SplitDivisionTest::keepsTheTestSplit()
{
    Task task = yesNoTask(100);
    for (Example& example : task.examples)
        example.split = example.index < 40 ? Split::Test : Split::Validation;
    task.examples[50].question = task.examples[3].question.toUpper(); // leaks, so it joins the test split
    const Task before = task;
    QVERIFY(divide(task, {50, 50, 0, 1, true}));
    for (const Example& example : before.examples)
        QCOMPARE(task.examples[example.index].split == Split::Test, example.index < 40 || example.index == 50);
    QCOMPARE(countIn(task, Split::Validation), 30); // half of 59, rounded
    QCOMPARE(countIn(task, Split::Train), 29);
}

void SplitDivisionTest::refusesNoShares_data()
{
    QTest::addColumn<int>("examples");
    QTest::addColumn<SplitShares>("shares");
    QTest::newRow("too much") << 10 << SplitShares{50, 50, 50, 1, false};
    QTest::newRow("too little") << 10 << SplitShares{10, 10, 10, 1, false};
    QTest::newRow("negative") << 10 << SplitShares{150, -50, 0, 1, false};
    QTest::newRow("nothing for the rest") << 10 << SplitShares{0, 0, 100, 1, true};
    QTest::newRow("no examples") << 0 << SplitShares{40, 10, 50, 1, false};
}

void SplitDivisionTest::refusesNoShares()
{
    QFETCH(int, examples);
    QFETCH(SplitShares, shares);
    Task task = yesNoTask(examples);
    const Task before = task;
    const auto done = divide(task, shares);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::WrongUsage);
    QCOMPARE(task, before);
}

QTEST_GUILESS_MAIN(SplitDivisionTest)
#include "SplitDivisionTest.moc"
