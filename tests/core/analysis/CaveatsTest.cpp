#include "tests/core/analysis/ReportSamples.h"

#include <QTest>

using namespace metaspo;

namespace {

// Of an evaluation, which says nothing about the run.
QStringList sentencesOf(const QList<TaskOutcome>& tasks)
{
    return runReport(settingsOf(Method::Evaluate), tasks).sentences;
}

} // namespace

class CaveatsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sentencesOfATask_data();
    void sentencesOfATask();
    void sentencesOfTheRun_data();
    void sentencesOfTheRun();
    void sentencesOverTasks_data();
    void sentencesOverTasks();
    void sentencesComeInOrder();
};

void CaveatsTest::sentencesOfATask_data()
{
    QTest::addColumn<TaskOutcome>("task");
    QTest::addColumn<QStringList>("sentences");
    const auto row = [](const char* name, const TaskOutcome& task, const QStringList& sentences) {
        QTest::newRow(name) << task << sentences;
    };
    row("clearly better", withMajority(outcome("t", rightOf(20, 100), rightOf(70, 100)), 0.4),
        {QStringLiteral("t: better by 50.0 points on 100 examples (95 %: +39.1 to +58.8).")});
    row("clearly worse", outcome("t", rightOf(70, 100), rightOf(20, 100)),
        {QStringLiteral("t: worse by 50.0 points on 100 examples (95 %: -58.8 to -39.1).")});
    row("can be chance", outcome("t", rightOf(20, 40), rightOf(22, 40)),
        {QStringLiteral("t: +5.0 points on 40 examples can be chance (95 %: -3.1 to +12.9). So few examples "
                        "reliably show only "
                        "differences of 18.5 points or more.")});
    row("nothing moved", outcome("t", rightOf(20, 40), rightOf(20, 40)),
        {QStringLiteral("t: no answer became right or wrong on 40 examples. So few examples reliably show "
                        "only differences of "
                        "18.5 points or more.")});
    row("one example", outcome("t", rightOf(0, 1), rightOf(0, 1)),
        {QStringLiteral("t: no answer became right or wrong on 1 example. These are too few examples to show "
                        "any difference "
                        "reliably.")});
    row("below the baseline", withMajority(outcome("t", rightOf(20, 100), rightOf(70, 100)), 0.8),
        {QStringLiteral("t: better by 50.0 points on 100 examples (95 %: +39.1 to +58.8)."),
         QStringLiteral(
             "t: 70.0 % is below the majority baseline: always answering \"yes\" scores 80.0 %.")});
    row("not clearly above the baseline",
        withMajority(outcome("t", rightOf(20, 100), rightOf(70, 100)), 0.65),
        {QStringLiteral("t: better by 50.0 points on 100 examples (95 %: +39.1 to +58.8)."),
         QStringLiteral("t: 70.0 % is not clearly above the majority baseline: always answering \"yes\" "
                        "scores 65.0 %.")});
    row("partly the answer format", outcome("t", marks(20, 30, 50), marks(70, 30, 0)),
        {QStringLiteral("t: better by 50.0 points on 100 examples (95 %: +39.1 to +58.8).")});
    row("mostly the answer format", outcome("t", marks(20, 20, 60), marks(70, 30, 0)),
        {QStringLiteral("t: better by 50.0 points on 100 examples (95 %: +39.1 to +58.8)."),
         QStringLiteral("t: 30 of the 50 answers that became right could not be read before: the gain is "
                        "largely the answer "
                        "format.")});
    row("many unreadable", outcome("t", rightOf(20, 100), marks(70, 20, 10)),
        {QStringLiteral("t: better by 50.0 points on 100 examples (95 %: +39.1 to +58.8)."),
         QStringLiteral("t: 10.0 % of the final answers could not be read; they count as not right.")});
    row("few unreadable", outcome("t", rightOf(20, 100), marks(70, 25, 5)),
        {QStringLiteral("t: better by 50.0 points on 100 examples (95 %: +39.1 to +58.8).")});
    row("no final answers", withMajority(outcome("t", rightOf(20, 40), {}), 0.4), {});
    row("no initial answers", withMajority(outcome("t", {}, rightOf(35, 40)), 0.4), {});
}

void CaveatsTest::sentencesOfATask()
{
    QFETCH(TaskOutcome, task);
    QFETCH(QStringList, sentences);
    QCOMPARE(sentencesOf({task}), sentences);
}

void CaveatsTest::sentencesOfTheRun_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<int>("validation");
    QTest::addColumn<Split>("initialSplit");
    QTest::addColumn<Split>("finalSplit");
    QTest::addColumn<QStringList>("beginnings"); // of what is said apart from the task itself
    const QString other = QStringLiteral("The initial scores are on train, the final ones on test");
    const QString optimistic = QStringLiteral("The final scores on validation are optimistic");
    const QString sameTrain =
        QStringLiteral("Prompts were written from and chosen on the same train examples");
    const QString oneSeed = QStringLiteral("This is one run with one seed");
    QTest::newRow("recommended") << Method::MetaSpo << 50 << Split::Test << Split::Test
                                 << QStringList{oneSeed};
    QTest::newRow("reference") << Method::MetaSpo << 0 << Split::Train << Split::Test
                               << QStringList{other, sameTrain, oneSeed};
    QTest::newRow("no test") << Method::MetaSpo << 50 << Split::Validation << Split::Validation
                             << QStringList{optimistic, oneSeed};
    QTest::newRow("no validation") << Method::Inner << 0 << Split::Test << Split::Test
                                   << QStringList{sameTrain, oneSeed};
    QTest::newRow("evaluation") << Method::Evaluate << 0 << Split::Test << Split::Test << QStringList{};
    QTest::newRow("evaluation on validation")
        << Method::Evaluate << 0 << Split::Validation << Split::Validation << QStringList{};
}

void CaveatsTest::sentencesOfTheRun()
{
    QFETCH(Method, method);
    QFETCH(int, validation);
    QFETCH(Split, initialSplit);
    QFETCH(Split, finalSplit);
    QFETCH(QStringList, beginnings);
    const TaskOutcome task =
        onSplits(outcome("t", rightOf(20, 100), rightOf(70, 100)), initialSplit, finalSplit);
    QStringList sentences;
    for (const QString& sentence : runReport(settingsOf(method, validation), {task, task}).sentences)
        if (!sentence.startsWith(QStringLiteral("t: ")) && !sentence.startsWith(QStringLiteral("Over ")))
            sentences.append(sentence);
    QCOMPARE(sentences.size(), beginnings.size());
    for (qsizetype index = 0; index < sentences.size(); ++index)
        QVERIFY2(sentences[index].startsWith(beginnings[index]), qPrintable(sentences[index]));
}

void CaveatsTest::sentencesOverTasks_data()
{
    QTest::addColumn<QList<int>>("finals"); // right of 100, from 20 at the start
    QTest::addColumn<QString>("sentence");
    QTest::newRow("one task") << QList<int>{70} << QString();
    QTest::newRow("alike")
        << QList<int>{60, 62, 61}
        << QStringLiteral(
               "Over 3 tasks: 3 better, 0 worse, 0 equal; mean difference +41.0 points (95 %: +38.5 to "
               "+43.5, if other tasks scatter as these do).");
    QTest::newRow("scattered")
        << QList<int>{60, 20, 15}
        << QStringLiteral(
               "Over 3 tasks: 1 better, 1 worse, 1 equal; mean difference +11.7 points (95 %: -49.6 "
               "to +72.9, if other tasks scatter as these do): not enough to expect a gain on other "
               "tasks.");
    QTest::newRow("no scatter")
        << QList<int>{30, 30}
        << QStringLiteral("Over 2 tasks: 2 better, 0 worse, 0 equal; mean difference +10.0 points.");
}

void CaveatsTest::sentencesOverTasks()
{
    QFETCH(QList<int>, finals);
    QFETCH(QString, sentence);
    QList<TaskOutcome> tasks;
    for (const int right : finals)
        tasks.append(outcome("t", rightOf(20, 100), rightOf(right, 100)));
    const QStringList sentences = sentencesOf(tasks);
    QCOMPARE(sentences.filter(QStringLiteral("Over ")).join(QString()), sentence);
}

void CaveatsTest::sentencesComeInOrder()
{
    const TaskOutcome first = withMajority(outcome("first", rightOf(20, 100), rightOf(70, 100)), 0.8);
    const TaskOutcome second = outcome("second", rightOf(20, 100), rightOf(60, 100));
    const QStringList sentences = runReport(settingsOf(Method::MetaSpo, 0), {first, second}).sentences;
    QStringList words;
    for (const QString& sentence : sentences)
        words.append(sentence.section(u' ', 0, 0));
    QCOMPARE(words, QStringLiteral("Prompts Over first: first: second: This").split(u' '));
}

QTEST_GUILESS_MAIN(CaveatsTest)
#include "CaveatsTest.moc"
