#include "core/tasks/TaskCheck.h"
#include "TaskSamples.h"
#include "core/domain/Draw.h"
#include "core/tasks/NearDuplicates.h"
#include "core/tasks/Splitter.h"

#include <QTest>

using namespace metaspo;

using Change = std::function<void(Task&)>;
Q_DECLARE_METATYPE(Change)
Q_DECLARE_METATYPE(metaspo::TaskProblem::Severity)

namespace {

const QString story =
    QStringLiteral("On a cold morning in March the baker of our small village took the blue cart, two sacks "
                   "of flour and the old "
                   "dog, and set out for the market behind the hills, where he arrived long after noon.");

/// Nothing is wrong with it.
Task goodTask()
{
    Task task = yesNoTask(150);
    assignSplits(task, {}, {}, 1);
    return task;
}

QList<int> inSplit(const Task& task, Split split)
{
    QList<int> found;
    for (const Example& example : task.examples)
        if (example.split == split)
            found.append(example.index);
    return found;
}

} // namespace

/// Every problem that a task can have, one at a time, on a task that has none.
class TaskCheckTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingFound();
    void problems_data();
    void problems();
    void namesTheExamples();
    void worstComesFirst();
    void nearDuplicates_data();
    void nearDuplicates();
    void crowdsOfCopiesStayLinear();
};

void TaskCheckTest::nothingFound()
{
    for (const TaskProblem& problem : checkTask(goodTask()))
        QFAIL(qPrintable(problem.what));
}

void TaskCheckTest::problems_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<TaskProblem::Severity>("severity");
    QTest::addColumn<QString>("what");
    using enum TaskProblem::Severity;
    const auto add = [](const char* name, TaskProblem::Severity severity, const char* what,
                        const Change& change) {
        QTest::newRow(name) << change << severity << QString::fromUtf8(what);
    };
    add("name", Error, "The name \"my task\" is no task name.",
        [](Task& task) { task.name = QStringLiteral("my task"); });
    add("no domain", Error, "The task has no domain.", [](Task& task) { task.domain = QStringLiteral(" "); });
    add("no placeholder", Error, "The user prompt has no {question}.",
        [](Task& task) { task.userPrompt.remove(questionPlaceholder); });
    add("two placeholders", Error, "The user prompt has {question} 2 times.",
        [](Task& task) { task.userPrompt.prepend(questionPlaceholder); });
    add("no tag", Warning, "The user prompt does not ask for the <answer> tags.",
        [](Task& task) { task.userPrompt = QStringLiteral("Is it so? {question}"); });
    add("no question", Error, "1 example without a question.",
        [](Task& task) { task.examples[3].question = QStringLiteral("\n"); });
    add("no answer", Error, "2 examples without an answer, or with an empty one.", [](Task& task) {
        task.examples[3].answers.clear();
        task.examples[4].answers = {QStringLiteral("no"), QString()};
    });
    add("unreadable answer", Error,
        "1 example with an expected answer that the task's own format cannot read.",
        [](Task& task) { task.examples[3].answers = {QStringLiteral("perhaps")}; });
    add("one label", Error, "The answer format has fewer than two labels.",
        [](Task& task) { task.format.labels.resize(1); });
    add("one choice", Error, "The answer format has fewer than two choices.",
        [](Task& task) { task.format.kind = AnswerKind::Choice; });
    add("a word for two labels", Error, "\"Yes\" stands for two labels, \"yes\" and \"no\".",
        [](Task& task) { task.format.labels[1].synonyms = {QStringLiteral("Yes")}; });
    add("metric of a judge", Error, "The metric judge is not computed in this version.",
        [](Task& task) { task.metric.kind = MetricKind::Judge; });
    add("macro-F1 over text", Error, "Macro-F1 needs a closed set of answers, but they are free text.",
        [](Task& task) {
            task.format.kind = AnswerKind::Text;
            task.metric.kind = MetricKind::MacroF1;
        });
    add("no train", Error, "There are no examples in the split train.", [](Task& task) {
        for (Example& example : task.examples)
            example.split = example.split == Split::Train ? Split::Test : example.split;
    });
    add("no test", Error, "There are no examples in the split test.", [](Task& task) {
        for (Example& example : task.examples)
            example.split = example.split == Split::Test ? Split::Train : example.split;
    });
    add("no validation", Warning, "There are no examples in the split validation.", [](Task& task) {
        for (Example& example : task.examples)
            example.split = example.split == Split::Validation ? Split::Train : example.split;
    });
    add("few test", Warning, "There are only 39 examples in the split test.", [](Task& task) {
        const QList<int> test = inSplit(task, Split::Test);
        for (int i = 39; i < test.size(); ++i)
            task.examples[test[i]].split = Split::Train;
    });
    add("leak", Warning, "2 examples with a question that another split has too.", [](Task& task) {
        Example& copy = task.examples[inSplit(task, Split::Test).front()];
        const Example& original = task.examples[inSplit(task, Split::Train).front()];
        copy.question = QStringLiteral("  ") + original.question.toUpper().replace(u' ', u'\n');
        copy.answers = original.answers;
    });
    add("repeated", Warning, "2 examples with a question that stands more than once in its split.",
        [](Task& task) {
            const QList<int> train = inSplit(task, Split::Train);
            task.examples[train[1]].question = task.examples[train[0]].question;
            task.examples[train[1]].answers = task.examples[train[0]].answers;
        });
    add("contradicting", Warning, "2 examples with the same question but different answers.", [](Task& task) {
        const QList<int> train = inSplit(task, Split::Train);
        task.examples[train[1]].question = task.examples[train[0]].question;
        task.examples[train[0]].answers = {QStringLiteral("yes")};
        task.examples[train[1]].answers = {QStringLiteral("no")};
    });
    add("almost the same", Warning, "2 examples with almost the same question as one in another split.",
        [](Task& task) {
            task.examples[inSplit(task, Split::Train).front()].question = story;
            task.examples[inSplit(task, Split::Test).front()].question =
                QString(story).replace(QStringLiteral("long after noon"), QStringLiteral("before noon"));
        });
    add("majority", Warning, "61 % of the answers are \"no\".", [](Task& task) {
        for (int i = 0; i < 150; ++i)
            task.examples[i].answers = {i < 92 ? QStringLiteral("no") : QStringLiteral("yes")};
    });
    add("unused label", Note, "No example has the label maybe.", [](Task& task) {
        task.format.labels.append({QStringLiteral("maybe"), {}});
    });
}

void TaskCheckTest::problems()
{
    QFETCH(Change, change);
    QFETCH(TaskProblem::Severity, severity);
    QFETCH(QString, what);
    Task task = goodTask();
    change(task);
    const QList<TaskProblem> found = checkTask(task);
    QStringList all;
    for (const TaskProblem& problem : found) {
        all.append(problem.what);
        QVERIFY2(!problem.advice.isEmpty(), qPrintable(problem.what));
    }
    const auto problem = std::find_if(found.begin(), found.end(),
                                      [&](const TaskProblem& candidate) { return candidate.what == what; });
    QVERIFY2(problem != found.end(), qPrintable(all.join(u'\n')));
    QCOMPARE(problem->severity, severity);
}

void TaskCheckTest::namesTheExamples()
{
    Task task = goodTask();
    task.examples[7].question.clear();
    task.examples[11].question.clear();
    for (const TaskProblem& problem : checkTask(task))
        if (problem.what.contains(u"without a question"))
            QCOMPARE(problem.examples, (QList<int>{7, 11}));
}

void TaskCheckTest::worstComesFirst()
{
    Task task = goodTask();
    task.format.labels.append({QStringLiteral("maybe"), {}}); // a note
    task.userPrompt = QStringLiteral("Say it.");              // a warning and an error
    QList<TaskProblem::Severity> severities;
    for (const TaskProblem& problem : checkTask(task))
        severities.append(problem.severity);
    using enum TaskProblem::Severity;
    QCOMPARE(severities, (QList<TaskProblem::Severity>{Error, Warning, Note}));
}

void TaskCheckTest::nearDuplicates_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("isFound");
    QTest::newRow("one word differs")
        << story << QString(story).replace(QStringLiteral("blue cart"), QStringLiteral("red cart")) << true;
    QTest::newRow("a word more") << story << QString(story + QStringLiteral(" Indeed.")) << true;
    QTest::newRow("case and spaces only: equal, not near")
        << story << QString(story.toUpper() + u' ') << false;
    QTest::newRow("half of it differs")
        << story
        << QString(story.left(story.size() / 2) +
                   QStringLiteral(" and nobody in the village ever heard of him again, though many asked."))
        << false;
    QTest::newRow("a tail is missing: 0.7 alike")
        << story << QString(story.left(story.indexOf(QStringLiteral("behind")) - 1)) << false;
    QTest::newRow("a short tail is missing: 0.83 alike")
        << story << QString(story.left(story.indexOf(QStringLiteral("where")) - 1)) << true;
    QTest::newRow("short questions are left out")
        << QStringLiteral("Is the sky blue today, my friend?")
        << QStringLiteral("Is the sky blue today, my child?") << false;
    QTest::newRow("nothing in common")
        << story
        << QStringLiteral(
               "Seven ships left the harbour in the night and none of them was seen again before winter.")
        << false;
}

void TaskCheckTest::nearDuplicates()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(bool, isFound);
    QList<Example> examples{{0, Split::Train, first, {}, {}}, {1, Split::Test, second, {}, {}}};
    QCOMPARE(nearDuplicatesAcrossSplits(examples).size(), isFound ? 1 : 0);
    examples[1].split = Split::Train;
    QCOMPARE(nearDuplicatesAcrossSplits(examples).size(), 0);
}

void TaskCheckTest::crowdsOfCopiesStayLinear()
{
    // Thousands of near-copies share every bucket: the pairs looked at must not grow with their square.
    QList<Example> examples;
    for (int i = 0; i < 4000; ++i)
        examples.append(
            {i, i % 2 ? Split::Train : Split::Test, story + QStringLiteral(" Day %1.").arg(i), {}, {}});
    const qsizetype pairs = nearDuplicatesAcrossSplits(examples).size();
    QVERIFY2(pairs >= 4000 / 2 && pairs <= 4000 * 10 * 8, qPrintable(QString::number(pairs)));
}

QTEST_GUILESS_MAIN(TaskCheckTest)
#include "TaskCheckTest.moc"
