#include "tests/core/optimize/ScriptedModels.h"

#include "core/optimize/Planner.h"

#include <QTest>

using namespace metaspo;

/// Meta-training: how many calls there are, and in which order they go out.
class MetaSpoCallsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultRunCostsWhatThePlanSays();
    void exactRunCostsAThirdLess();
    void recommendedRunStaysWithinItsPlan();
    void steppingGoesInSlotOrder();
    void callsOfALoopGoOutTogether();
    void endpointsGetRunsOfOneCell();
    void slotsLearnFromDifferentFailures();
};

namespace {

QList<TaskSize> sizesOf(int count, int train, int validation, int test)
{
    QList<TaskSize> sizes;
    for (int task = 1; task <= count; ++task)
        sizes.append({QStringLiteral("task%1").arg(task), train, validation, test});
    return sizes;
}

} // namespace

void MetaSpoCallsTest::defaultRunCostsWhatThePlanSays()
{
    RunSettings settings = presetSettings(Preset::Reference);
    const CallPlan plan = planCalls(settings, sizesOf(4, 50, 0, 500));
    MemoryExecution run = scripted({3, 4, 55, 10, 10}, {3, 1'000'000'000, 0});
    runMethod(run, methodInputFor(settings, tasksOf(4, 50, 0, 500)));
    QCOMPARE(run.baseCalls, 24200);
    QCOMPARE(run.optimizerCalls, 126);
    QCOMPARE(plan.base(), run.baseCalls);
    QCOMPARE(plan.optimizer, run.optimizerCalls);
    QCOMPARE(plan.baseTraining, 18200);

}

void MetaSpoCallsTest::exactRunCostsAThirdLess()
{
    // Prompts agree on about 80 % of the answers, as they do in practice.
    RunSettings settings = presetSettings(Preset::Reference);
    settings.pruning = Pruning::Exact;
    MemoryExecution run = scripted({3, 4, 60, 10, 8, 80}, {3, 1'000'000'000, 0});
    runMethod(run, methodInputFor(settings, tasksOf(4, 50, 0, 500)));
    QVERIFY2(run.baseCalls <= 17000, qPrintable(QString::number(run.baseCalls)));
    QCOMPARE(run.optimizerCalls, 126);
}

void MetaSpoCallsTest::recommendedRunStaysWithinItsPlan()
{
    RunSettings settings = presetSettings(Preset::Recommended);
    settings.pruning = Pruning::Exhaustive;
    const CallPlan plan = planCalls(settings, sizesOf(2, 50, 50, 60));
    for (quint64 seed = 1; seed <= 3; ++seed) {
        MemoryExecution run = scripted({seed, 4, 55, 10, 10}, {seed, 1'000'000'000, 0});
        runMethod(run, methodInputFor(settings, tasksOf(2, 50, 50, 60)));
        QVERIFY(run.baseCalls <= plan.baseMost);
        // All that may be missing are failures that did not have to be drawn anew.
        QVERIFY(run.baseCalls >= plan.baseMost - 5 * 2 * 50 - 2 * 60);
    }
}

void MetaSpoCallsTest::steppingGoesInSlotOrder()
{
    RunSettings settings = smallSettings();
    settings.pruning = Pruning::Exact;
    MemoryExecution run = scripted({2, 4, 60, 10, 20}, {});
    run.order = RequestOrder::SlotOrder;
    run.width = 1;
    run.keepsRequests = true;
    runMethod(run, methodInputFor(settings, tasksOf(2, 8, 0, 0)));
    QCOMPARE(run.entered, QStringList({QStringLiteral("0/start"), QStringLiteral("1/inner"),
        QStringLiteral("1/outer")}));
    std::vector<std::pair<Step, Step>> order;
    for (const EvaluationRequest& request : run.evaluationRequests)
        order.emplace_back(request.system, request.user);
    int changes = 0; // a cell is never left and taken up again
    for (std::size_t index = 1; index < order.size(); ++index)
        changes += order[index] != order[index - 1] ? 1 : 0;
    QSet<std::pair<Step, Step>> cells(order.begin(), order.end());
    QCOMPARE(changes + 1, static_cast<int>(cells.size()));
    int lastSlot = 0;
    for (const auto& [system, user] : order) {
        if (system.loop != Loop::Outer)
            continue;
        QVERIFY(system.slot >= lastSlot);
        lastSlot = system.slot;
    }
    QVERIFY(lastSlot > 1);
}

void MetaSpoCallsTest::callsOfALoopGoOutTogether()
{
    class Counting : public MemoryExecution
    {
    public:
        std::vector<std::size_t> sizes;
        std::vector<Completion> complete(const Step& step, const std::vector<OptimizerRequest>& requests) override
        {
            sizes.push_back(requests.size());
            return MemoryExecution::complete(step, requests);
        }
    } run;
    run.base = [](const EvaluationRequest& request) { return tableAnswer({1, 4, 50, 10, 0}, request); };
    run.optimizer = [](const OptimizerRequest& request) { return writtenPrompt({1, 1'000'000'000, 0}, request); };
    runMethod(run, methodInputFor(presetSettings(Preset::Reference), tasksOf(4, 50, 0, 500)));
    const std::vector<std::size_t> oneIteration{12, 12, 9, 9};
    std::vector<std::size_t> expected;
    for (int iteration = 0; iteration < 3; ++iteration)
        expected.insert(expected.end(), oneIteration.begin(), oneIteration.end());
    QCOMPARE(run.sizes, expected);
    QCOMPARE(run.streams, 1 + 3 * 2 + 1);
}

void MetaSpoCallsTest::endpointsGetRunsOfOneCell()
{
    RunSettings settings = presetSettings(Preset::Reference);
    settings.pruning = Pruning::Exact;
    settings.iterations = 1;
    settings.test = 0;
    MemoryExecution run = scripted({3, 4, 55, 10, 10}, {3, 1'000'000'000, 0});
    run.width = 16;
    run.keepsRequests = true;
    runMethod(run, methodInputFor(settings, tasksOf(4, 50, 0, 0)));
    int runs = 1;
    for (std::size_t index = 1; index < run.evaluationRequests.size(); ++index) {
        const EvaluationRequest& before = run.evaluationRequests[index - 1];
        const EvaluationRequest& after = run.evaluationRequests[index];
        runs += before.system != after.system || before.user != after.user ? 1 : 0;
    }
    QVERIFY(4 * runs <= static_cast<int>(run.evaluationRequests.size()));
}

void MetaSpoCallsTest::slotsLearnFromDifferentFailures()
{
    MemoryExecution run = scripted({3, 4, 30, 10, 10}, {3, 1'000'000'000, 0});
    run.keepsRequests = true;
    RunSettings settings = presetSettings(Preset::Reference);
    settings.test = 0;
    runMethod(run, methodInputFor(settings, tasksOf(4, 50, 0, 0)));
    QHash<OptimizerRole, QSet<QString>> texts;
    QHash<OptimizerRole, int> count;
    for (const OptimizerRequest& request : run.optimizerRequests) {
        texts[request.role].insert(request.messages.back().text);
        ++count[request.role];
    }
    QCOMPARE(count.value(OptimizerRole::AnalyseUserPrompt), 36);
    QCOMPARE(count.value(OptimizerRole::AnalyseSystemPrompt), 27);
    for (const OptimizerRole role : {OptimizerRole::AnalyseUserPrompt, OptimizerRole::AnalyseSystemPrompt})
        QCOMPARE(texts.value(role).size(), count.value(role));
    // Three failures for a user prompt, two of each task for a system prompt, the tasks in drawn order.
    QSet<QString> firstTasks;
    for (const OptimizerRequest& request : run.optimizerRequests) {
        const QString shown = request.messages.back().text;
        if (request.role == OptimizerRole::AnalyseUserPrompt)
            QCOMPARE(shown.count(QStringLiteral("->")), 3);
        if (request.role != OptimizerRole::AnalyseSystemPrompt)
            continue;
        QCOMPARE(shown.count(QStringLiteral("->")), 8);
        firstTasks.insert(shown.mid(shown.indexOf(QStringLiteral("1 task")) + 2, 5));
    }
    QCOMPARE(firstTasks.size(), 4);
}

QTEST_APPLESS_MAIN(MetaSpoCallsTest)
#include "MetaSpoCallsTest.moc"
