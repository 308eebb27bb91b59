#include "tests/core/optimize/ScriptedModels.h"

#include "core/optimize/DrawnExamples.h"
#include "core/optimize/Planner.h"

#include <QTest>
#include <cstdlib>

using namespace metaspo;

/// What happens before anything is spent: the draw of examples, the plan of calls, every refusal.
class RunPreparationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void drawsTheSplitsOfARun();
    void validationSharesNothingWithTrain();
    void testDoesNotDependOnTheSeed();
    void refusesPoolsThatAreTooSmall_data();
    void refusesPoolsThatAreTooSmall();
    void evaluateTakesWhatThereIs();
    void plansCalls_data();
    void plansCalls();
    void explainsThePlan();
    void refuses_data();
    void refuses();
    void refusesEvaluations_data();
    void refusesEvaluations();
    void acceptsEveryPreset();
};

namespace {

RunSettings settingsOf(int train, int validation, int test, quint64 seed = 1)
{
    RunSettings settings;
    settings.train = train;
    settings.validation = validation;
    settings.test = test;
    settings.seed = seed;
    return settings;
}

Task taskWith(int train, int validation, int test)
{
    return choiceTask(QStringLiteral("anatomy"), MetricKind::Accuracy, 3, train, validation, test);
}

QList<int> indexesOf(const Task& task, Split split)
{
    QList<int> indexes;
    for (const Example& example : task.examples)
        if (example.split == split)
            indexes.append(example.index);
    return indexes;
}

} // namespace

void RunPreparationTest::drawsTheSplitsOfARun()
{
    const Task whole = taskWith(100, 30, 40);
    const Result<Task> drawn = drawnTask(whole, settingsOf(50, 20, 500));
    QVERIFY(drawn.has_value());
    QCOMPARE(indexesOf(*drawn, Split::Train).size(), 50);
    QCOMPARE(indexesOf(*drawn, Split::Validation).size(), 20);
    QCOMPARE(indexesOf(*drawn, Split::Test).size(), 40); // what there is
    for (const int index : indexesOf(*drawn, Split::Validation))
        QCOMPARE(whole.examples[index].split, Split::Validation);
    QVERIFY(drawnTask(whole, settingsOf(50, 20, 500)).value() == *drawn);
    QVERIFY(indexesOf(*drawnTask(whole, settingsOf(50, 20, 500, 2)), Split::Train) != indexesOf(*drawn, Split::Train));
    QVERIFY(indexesOf(*drawnTask(whole, settingsOf(50, 0, 5)), Split::Validation).isEmpty());
    // The same train examples, whatever the other sizes.
    QCOMPARE(indexesOf(*drawnTask(whole, settingsOf(50, 0, 5)), Split::Train), indexesOf(*drawn, Split::Train));
}

void RunPreparationTest::validationSharesNothingWithTrain()
{
    Task whole = taskWith(60, 0, 0);
    for (Example& example : whole.examples) // every question twice, differently spaced
        example.question = QStringLiteral("%1 %2?")
                               .arg(example.index % 2 == 0 ? QStringLiteral("Which") : QStringLiteral(" WHICH "))
                               .arg(example.index / 2);
    for (quint64 seed = 1; seed <= 20; ++seed) {
        const Result<Task> drawn = drawnTask(whole, settingsOf(20, 10, 0, seed));
        QVERIFY(drawn.has_value());
        QSet<int> train;
        for (const int index : indexesOf(*drawn, Split::Train))
            train.insert(index / 2);
        for (const int index : indexesOf(*drawn, Split::Validation))
            QVERIFY(!train.contains(index / 2));
        QCOMPARE(indexesOf(*drawn, Split::Validation).size(), 10);
    }
}

void RunPreparationTest::testDoesNotDependOnTheSeed()
{
    const Task whole = taskWith(100, 30, 40);
    const QList<int> test = indexesOf(*drawnTask(whole, settingsOf(50, 20, 10, 1)), Split::Test);
    QCOMPARE(test.size(), 10);
    QCOMPARE(indexesOf(*drawnTask(whole, settingsOf(20, 0, 10, 2)), Split::Test), test);
    const QList<int> more = indexesOf(*drawnTask(whole, settingsOf(50, 20, 20, 3)), Split::Test);
    for (const int index : test)
        QVERIFY(more.contains(index));
}

void RunPreparationTest::refusesPoolsThatAreTooSmall_data()
{
    QTest::addColumn<Task>("task");
    QTest::addColumn<int>("validation");
    QTest::addColumn<QString>("there");
    QTest::addColumn<QString>("option");
    QTest::newRow("train") << taskWith(30, 50, 10) << 0 << QStringLiteral("There are 30")
        << QStringLiteral("--train to 30");
    QTest::newRow("validation") << taskWith(60, 8, 10) << 20 << QStringLiteral("There are 8")
        << QStringLiteral("--validation");
    QTest::newRow("rest of train") << taskWith(60, 0, 10) << 20 << QStringLiteral("There are 10")
        << QStringLiteral("--train");
}

void RunPreparationTest::refusesPoolsThatAreTooSmall()
{
    QFETCH(Task, task);
    QFETCH(int, validation);
    QFETCH(QString, there);
    QFETCH(QString, option);
    const Result<Task> drawn = drawnTask(task, settingsOf(50, validation, 10));
    QVERIFY(!drawn.has_value());
    QCOMPARE(drawn.error().kind, ErrorKind::BadInput);
    QVERIFY(drawn.error().what.contains(QStringLiteral("anatomy")));
    QVERIFY2(drawn.error().why.contains(there), qPrintable(drawn.error().why));
    QVERIFY2(drawn.error().remedy.contains(option), qPrintable(drawn.error().remedy));
}

void RunPreparationTest::evaluateTakesWhatThereIs()
{
    RunSettings settings = settingsOf(50, 50, 500);
    settings.method = Method::Evaluate;
    const Result<Task> drawn = drawnTask(taskWith(0, 0, 12), settings);
    QVERIFY(drawn.has_value());
    QCOMPARE(drawn->examples.size(), 12);
}

void RunPreparationTest::plansCalls_data()
{
    QTest::addColumn<RunSettings>("settings");
    QTest::addColumn<int>("tasks");
    QTest::addColumn<int>("test");
    QTest::addColumn<qint64>("training");
    QTest::addColumn<qint64>("tested");
    QTest::addColumn<qint64>("optimizer");
    QTest::newRow("reference, four tasks") << presetSettings(Preset::Reference) << 4 << 500 << qint64{18200}
        << qint64{6000} << qint64{126};
    QTest::newRow("reference, sixteen tasks") << presetSettings(Preset::Reference) << 16 << 500 << qint64{72800}
        << qint64{24000} << qint64{342};
    QTest::newRow("recommended") << presetSettings(Preset::Recommended) << 4 << 500
        << qint64{18200 + 2 * 3 * 4 * 50} << qint64{4000} << qint64{126};
    QTest::newRow("small") << presetSettings(Preset::Small) << 2 << 20 << qint64{20 + 2 * (20 + 40) + 80}
        << qint64{80} << qint64{16};
    RunSettings growing = presetSettings(Preset::Reference);
    growing.userCandidates = 1;
    growing.kept = 3;
    growing.systemCandidates = 2;
    // K = 2, 3, 3
    QTest::newRow("beams that grow") << growing << 1 << 10 << qint64{50 + 3 * 50 + 2 * 50 * (2 + 3 + 3)}
        << qint64{30} << qint64{3 * (2 + 4)};
}

void RunPreparationTest::plansCalls()
{
    QFETCH(RunSettings, settings);
    QFETCH(int, tasks);
    QFETCH(int, test);
    QFETCH(qint64, training);
    QFETCH(qint64, tested);
    QFETCH(qint64, optimizer);
    QList<TaskSize> sizes;
    for (int task = 0; task < tasks; ++task)
        sizes.append({QString::number(task), settings.train, settings.validation, test});
    const CallPlan plan = planCalls(settings, sizes);
    QCOMPARE(plan.baseTraining, training);
    QCOMPARE(plan.baseTest, tested);
    QCOMPARE(plan.baseMost, training + tested);
    QCOMPARE(plan.optimizer, optimizer);
    QCOMPARE(plan.optimizerMost, 3 * optimizer);
    QVERIFY(plan.baseExpected <= plan.baseMost);
    if (settings.pruning == Pruning::Exhaustive)
        QCOMPARE(plan.baseExpected, plan.baseMost);
    else
        QVERIFY(plan.baseExpected < plan.baseMost);
    // Loop by loop it is the same, but for rounding.
    QCOMPARE(plan.loops.size(), 2 + 2 * settings.iterations);
    const qint64 all = plan.baseExpected + plan.optimizer;
    QVERIFY2(std::abs(plan.expectedFrom(Step{}).value() - all) <= settings.iterations,
             qPrintable(QString::number(plan.expectedFrom(Step{}).value())));
    QCOMPARE(plan.expectedFrom(Step{settings.iterations, Loop::Test, {}, 0}), plan.baseTest);
    QVERIFY(plan.expectedFrom(Step{1, Loop::Outer, {}, 0}) < plan.expectedFrom(Step{1, Loop::Inner, {}, 0}));
    QVERIFY(!plan.expectedFrom(Step{settings.iterations + 1, Loop::Inner, {}, 0}));
}

void RunPreparationTest::explainsThePlan()
{
    QList<TaskSize> sizes;
    for (int task = 0; task < 4; ++task)
        sizes.append({QString::number(task), 50, 0, 500});
    const CallPlan plan = planCalls(presetSettings(Preset::Reference), sizes);
    for (const char* part : {"= 1,800", "= 16,200", "18,200", "= 6,000", "24,200 calls", "= 126", "at most 378"})
        QVERIFY2(plan.explanation.contains(QLatin1String(part)), qPrintable(plan.explanation));
}

void RunPreparationTest::refuses_data()
{
    QTest::addColumn<MethodInput>("input");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("says");
    RunSettings settings = settingsOf(5, 5, 5);
    const MethodInput good = methodInputFor(settings, {taskWith(5, 5, 5)});
    const auto row = [&](const char* title, ErrorKind kind, const char* says, const auto& change) {
        MethodInput input = good;
        change(input);
        QTest::newRow(title) << input << kind << QString::fromUtf8(says);
    };
    for (const Method method : {Method::Outer, Method::Inner, Method::Sprig, Method::Pareto})
        row(qPrintable(name(method)), ErrorKind::NotAvailable, "not available",
            [&](MethodInput& input) { input.settings.method = method; });
    row("ape", ErrorKind::NotAvailable, "operator ape",
        [](MethodInput& input) { input.settings.innerOperator = Operator::Ape; });
    row("evo", ErrorKind::NotAvailable, "operator evo",
        [](MethodInput& input) { input.settings.outerOperator = Operator::Evo; });
    row("unified", ErrorKind::NotAvailable, "unified",
        [](MethodInput& input) { input.settings.roles = Roles::Unified; });
    row("fast", ErrorKind::NotAvailable, "fast", [](MethodInput& input) { input.settings.pruning = Pruning::Fast; });
    row("judge", ErrorKind::NotAvailable, "metric judge",
        [](MethodInput& input) { input.tasks[0].metric.kind = MetricKind::Judge; });
    row("command", ErrorKind::NotAvailable, "metric command",
        [](MethodInput& input) { input.tasks[0].metric.kind = MetricKind::Command; });
    row("no tasks", ErrorKind::WrongUsage, "no tasks", [](MethodInput& input) { input.tasks.clear(); });
    row("a task twice", ErrorKind::WrongUsage, "named twice",
        [](MethodInput& input) { input.tasks.append(input.tasks[0]); });
    row("several domains", ErrorKind::WrongUsage, "Medical, Reasoning", [](MethodInput& input) {
        input.tasks.append(input.tasks[0]);
        input.tasks[1].name = QStringLiteral("other");
        input.tasks[1].domain = QStringLiteral("Medical");
    });
    row("no iterations", ErrorKind::WrongUsage, "--iterations",
        [](MethodInput& input) { input.settings.iterations = 0; });
    row("nothing kept", ErrorKind::WrongUsage, "--kept", [](MethodInput& input) { input.settings.kept = 0; });
    row("few train examples", ErrorKind::BadInput, "anatomy has too few train",
        [](MethodInput& input) { input.settings.train = 6; });
    row("few validation examples", ErrorKind::BadInput, "Lower --validation to 5",
        [](MethodInput& input) { input.settings.validation = 6; });
    row("no test examples", ErrorKind::BadInput, "too few test",
        [](MethodInput& input) { input.tasks[0].examples.resize(10); });
    row("no placeholder", ErrorKind::BadInput, "does not contain {question}",
        [](MethodInput& input) { input.tasks[0].userPrompt = QStringLiteral("x"); });
    row("two placeholders", ErrorKind::BadInput, "2 times",
        [](MethodInput& input) { input.tasks[0].userPrompt = QStringLiteral("{question}{question}"); });
    row("placeholder in the system prompt", ErrorKind::BadInput, "system prompt",
        [](MethodInput& input) { input.settings.initialSystemPrompt = QStringLiteral("{question}"); });
    row("F1 of free text", ErrorKind::BadInput, "free text", [](MethodInput& input) {
        input.tasks[0].metric.kind = MetricKind::MacroF1;
        input.tasks[0].format.kind = AnswerKind::Text;
    });
    row("missing template", ErrorKind::BadInput, "rewrite-system-prompt",
        [](MethodInput& input) { input.templates.remove(QStringLiteral("rewrite-system-prompt")); });
    row("missing failure template", ErrorKind::BadInput, "failure",
        [](MethodInput& input) { input.templates.remove(QStringLiteral("failure")); });
}

void RunPreparationTest::refuses()
{
    QFETCH(MethodInput, input);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, says);
    const Result<void> checked = checkMethod(input);
    QVERIFY(!checked.has_value());
    QCOMPARE(checked.error().kind, kind);
    QVERIFY2(sentence(checked.error()).contains(says), qPrintable(sentence(checked.error())));
    MemoryExecution run; // has no models: the first call would crash
    QVERIFY_EXCEPTION_THROWN(runMethod(run, input), RunInterrupted);
    QVERIFY(run.facts.isEmpty());
}

void RunPreparationTest::refusesEvaluations_data()
{
    QTest::addColumn<MethodInput>("input");
    QTest::addColumn<QString>("says");
    RunSettings settings;
    settings.method = Method::Evaluate;
    MethodInput good = methodInputFor(settings, {taskWith(0, 0, 5)});
    good.evaluate.systemPrompts = {QStringLiteral("S")};
    good.templates.clear(); // nothing is asked of the optimizer
    QVERIFY(checkMethod(good).has_value());
    const auto row = [&](const char* title, const char* says, const auto& change) {
        MethodInput input = good;
        change(input);
        QTest::newRow(title) << input << QString::fromUtf8(says);
    };
    row("no system prompt", "no system prompt", [](MethodInput& input) { input.evaluate.systemPrompts.clear(); });
    row("placeholder in it", "system prompt",
        [](MethodInput& input) { input.evaluate.systemPrompts = {QStringLiteral("{question}")}; });
    row("user prompt without", "does not contain",
        [](MethodInput& input) { input.evaluate.userPrompts[QStringLiteral("anatomy")] = {QStringLiteral("x")}; });
    row("empty split", "no validation examples", [](MethodInput& input) { input.evaluate.split = Split::Validation; });
}

void RunPreparationTest::refusesEvaluations()
{
    QFETCH(MethodInput, input);
    QFETCH(QString, says);
    const Result<void> checked = checkMethod(input);
    QVERIFY(!checked.has_value());
    QVERIFY2(sentence(checked.error()).contains(says), qPrintable(sentence(checked.error())));
}

void RunPreparationTest::acceptsEveryPreset()
{
    for (const Preset preset : {Preset::Reference, Preset::Recommended, Preset::Small}) {
        const RunSettings settings = presetSettings(preset);
        const Result<Task> drawn = drawnTask(taskWith(120, 0, 60), settings);
        QVERIFY(drawn.has_value());
        MethodInput input = methodInputFor(settings, {*drawn});
        input.templates = shippedTemplates();
        const Result<void> checked = checkMethod(input);
        QVERIFY2(checked.has_value(), qPrintable(checked ? QString() : sentence(checked.error())));
    }
}

QTEST_APPLESS_MAIN(RunPreparationTest)
#include "RunPreparationTest.moc"
