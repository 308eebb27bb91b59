#include "core/domain/TaskEdit.h"
#include "core/tasks/TaskCheck.h"
#include "core/tasks/TaskFixes.h"
#include "tests/core/tasks/TaskSamples.h"

#include <QTest>

using namespace metaspo;

namespace {

using Break = std::function<void(Task&)>;

const TaskProblem* problemOf(const QList<TaskProblem>& problems, ProblemKind kind)
{
    const auto found = std::find_if(problems.begin(), problems.end(),
                                    [kind](const TaskProblem& problem) { return problem.kind == kind; });
    return found == problems.end() ? nullptr : &*found;
}

/// 120 good examples: 40 of each split.
Task soundTask()
{
    Task task = yesNoTask(120);
    for (Example& example : task.examples)
        example.split = static_cast<Split>(example.index / 40);
    return task;
}

QString longQuestion(const QString& last)
{
    return QStringLiteral("The old man and the sea went out to the harbour early that morning with a net and %1")
        .arg(last);
}

struct Case
{
    ProblemKind kind;
    int fixes; ///< ways to make it go away
    Break spoil;
};

const QMap<QString, Case>& cases()
{
    static const QMap<QString, Case> all{
        {QStringLiteral("name"),
         {ProblemKind::BadName, 1, [](Task& task) { task.name = QStringLiteral("Two words!"); }}},
        {QStringLiteral("domain"), {ProblemKind::NoDomain, 1, [](Task& task) { task.domain = QStringLiteral(" "); }}},
        {QStringLiteral("no placeholder"),
         {ProblemKind::Placeholder, 1, [](Task& task) { task.userPrompt = QStringLiteral("Say it in <answer>."); }}},
        {QStringLiteral("no prompt"), {ProblemKind::Placeholder, 1, [](Task& task) { task.userPrompt.clear(); }}},
        {QStringLiteral("many placeholders"),
         {ProblemKind::Placeholder, 1,
          [](Task& task) { task.userPrompt += QStringLiteral(" {question} {question}"); }}},
        {QStringLiteral("no tags"),
         {ProblemKind::NoAnswerTags, 1, [](Task& task) { task.userPrompt = QStringLiteral("{question}"); }}},
        {QStringLiteral("one label"),
         {ProblemKind::TooFewAnswers, 1, [](Task& task) { task.format.labels.removeLast(); }}},
        {QStringLiteral("one choice"),
         {ProblemKind::TooFewAnswers, 1,
          [](Task& task) {
              task.format = {AnswerKind::Choice, {QStringLiteral("A")}, {}, NumberKind::Integer};
              for (Example& example : task.examples)
                  example.answers = {example.index % 2 == 0 ? QStringLiteral("A") : QStringLiteral("B")};
          }}},
        {QStringLiteral("a word for two labels"),
         {ProblemKind::SharedLabelWord, 1,
          [](Task& task) {
              task.format.labels[0].synonyms = {QStringLiteral("maybe"), QStringLiteral("No")};
              task.format.labels[1].synonyms = {QStringLiteral("Maybe")};
          }}},
        {QStringLiteral("macro-F1 of text"),
         {ProblemKind::MetricOfText, 1,
          [](Task& task) {
              task.format = {};
              task.metric.kind = MetricKind::MacroF1;
          }}},
        {QStringLiteral("metric of a judge"),
         {ProblemKind::MetricNotComputed, 1, [](Task& task) { task.metric.kind = MetricKind::Judge; }}},
        {QStringLiteral("empty questions"),
         {ProblemKind::EmptyQuestions, 1, [](Task& task) { task.examples[3].question = QStringLiteral(" \n"); }}},
        {QStringLiteral("no answers"),
         {ProblemKind::EmptyAnswers, 1,
          [](Task& task) {
              task.examples[3].answers.clear();
              task.examples[5].answers = {QStringLiteral("yes"), QString()};
          }}},
        {QStringLiteral("one unreadable answer"),
         {ProblemKind::UnreadableAnswers, 2,
          [](Task& task) { task.examples[3].answers = {QStringLiteral("perhaps")}; }}},
        {QStringLiteral("numbers as labels"),
         {ProblemKind::UnreadableAnswers, 2,
          [](Task& task) {
              for (Example& example : task.examples)
                  example.answers = {QString::number(example.index)};
          }}},
        {QStringLiteral("a question in two splits"),
         {ProblemKind::LeakingQuestions, 2,
          [](Task& task) {
              task.examples[100].question = task.examples[3].question.toUpper();
              task.examples[50].question = task.examples[3].question;
          }}},
        {QStringLiteral("two answers to one question"),
         {ProblemKind::ContradictingAnswers, 2,
          [](Task& task) { task.examples[4].question = task.examples[3].question; }}},
        {QStringLiteral("copies"),
         {ProblemKind::RepeatedQuestions, 1,
          [](Task& task) {
              task.examples[5].question = task.examples[3].question;
              task.examples[7].question = task.examples[3].question;
          }}},
        {QStringLiteral("almost the same"),
         {ProblemKind::NearDuplicates, 1,
          [](Task& task) {
              task.examples[3].question = longQuestion(QStringLiteral("a rope"));
              task.examples[5].question = longQuestion(QStringLiteral("a rope"));
              task.examples[50].question = longQuestion(QStringLiteral("a knife"));
              task.examples[100].question = longQuestion(QStringLiteral("a dog"));
          }}},
        {QStringLiteral("unbalanced"),
         {ProblemKind::Unbalanced, 1,
          [](Task& task) {
              for (Example& example : task.examples)
                  example.answers = {example.index % 5 == 0 ? QStringLiteral("yes") : QStringLiteral("no")};
          }}},
        {QStringLiteral("unused labels"),
         {ProblemKind::UnusedLabels, 1,
          [](Task& task) {
              task.format.labels.append({QStringLiteral("maybe"), {QStringLiteral("perhaps")}});
          }}},
        {QStringLiteral("a small split"), {ProblemKind::SmallSplit, 0, [](Task& task) { task.examples.resize(85); }}},
    };
    return all;
}

} // namespace

class TaskFixesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundTaskHasNoProblems();
    void everyFixMakesItsProblemGoAway_data();
    void everyFixMakesItsProblemGoAway();
    void everyKindHasACase();
    void movesGoToTheLastSplit();
    void copiesLeaveOneBehind();
    void equalQuestionsMoveAlong();
};

void TaskFixesTest::soundTaskHasNoProblems()
{
    for (const TaskProblem& problem : checkTask(soundTask()))
        QFAIL(qPrintable(problem.what));
}

void TaskFixesTest::everyFixMakesItsProblemGoAway_data()
{
    QTest::addColumn<QString>("name");
    for (const QString& name : cases().keys())
        QTest::newRow(qPrintable(name)) << name;
}

void TaskFixesTest::everyFixMakesItsProblemGoAway()
{
    QFETCH(QString, name);
    const Case& tested = cases()[name];
    Task task = soundTask();
    tested.spoil(task);
    const QList<TaskProblem> problems = checkTask(task);
    const TaskProblem* problem = problemOf(problems, tested.kind);
    QVERIFY(problem);
    const QList<TaskFix> fixes = fixesFor(task, *problem);
    QCOMPARE(fixes.size(), tested.fixes);
    for (const TaskFix& fix : fixes) {
        QVERIFY(!fix.what.isEmpty());
        Task fixed = task;
        fix.change(fixed);
        QVERIFY(fixed != task);
        QVERIFY2(!problemOf(checkTask(fixed), tested.kind), qPrintable(fix.what));
        Task redone = task; // keeps indexes and their order, so it can be undone
        apply(redone, editBetween(task, fixed));
        QCOMPARE(redone, fixed);
    }
}

void TaskFixesTest::everyKindHasACase()
{
    QSet<int> tested;
    for (const Case& one : cases())
        tested.insert(static_cast<int>(one.kind));
    QCOMPARE(tested.size(), static_cast<int>(ProblemKind::UnusedLabels) + 1);
}

void TaskFixesTest::movesGoToTheLastSplit()
{
    Task task = soundTask();
    cases()[QStringLiteral("a question in two splits")].spoil(task);
    const QList<TaskProblem> problems = checkTask(task);
    const QList<TaskFix> fixes = fixesFor(task, *problemOf(problems, ProblemKind::LeakingQuestions));
    Task moved = task;
    fixes[0].change(moved);
    QCOMPARE(moved.examples.size(), task.examples.size());
    for (const int index : {3, 50, 100})
        QCOMPARE(moved.examples[index].split, Split::Test);
    Task removed = task;
    fixes[1].change(removed);
    QCOMPARE(removed.examples.size(), task.examples.size() - 2);
    QCOMPARE(placeOf(removed, 3), -1);
    QCOMPARE(placeOf(removed, 50), -1);
    QVERIFY(placeOf(removed, 100) >= 0);
}

void TaskFixesTest::copiesLeaveOneBehind()
{
    Task task = soundTask();
    cases()[QStringLiteral("copies")].spoil(task);
    const QList<TaskProblem> problems = checkTask(task);
    fixesFor(task, *problemOf(problems, ProblemKind::RepeatedQuestions))[0].change(task);
    QCOMPARE(task.examples.size(), 118);
    QVERIFY(placeOf(task, 3) >= 0);
}

void TaskFixesTest::equalQuestionsMoveAlong()
{
    Task task = soundTask();
    cases()[QStringLiteral("almost the same")].spoil(task);
    const QList<TaskProblem> problems = checkTask(task);
    fixesFor(task, *problemOf(problems, ProblemKind::NearDuplicates))[0].change(task);
    for (const int index : {3, 5, 50, 100})
        QCOMPARE(task.examples[index].split, Split::Test);
}

QTEST_GUILESS_MAIN(TaskFixesTest)
#include "TaskFixesTest.moc"
