#include "tests/core/optimize/ScriptedModels.h"

#include "core/optimize/Planner.h"

#include <QTest>

using namespace metaspo;

/// Meta-training: what is asked, scored and decided, and in which order.
class MetaSpoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultRunCostsWhatThePlanSays();
    void exactRunCostsAThirdLess();
    void recommendedRunStaysWithinItsPlan();
    void bestProposalIsAdoptedAndTiesGoToTheOlder();
    void nothingToFixEndsTheRun();
    void solvedTaskGetsNoUserPrompts();
    void textSeenBeforeCostsNothing();
    void unusableProposalsAreAskedAgainThenRejected();
    void insertionsTakeTheSlotsAfterTheProposals();
    void steppingGoesInSlotOrder();
    void callsOfALoopGoOutTogether();
    void writerNeverSeesValidationOrTest();
    void testNeverDecides();
    void endpointsGetRunsOfOneCell();

private:
    MemoryExecution execution(const AnswerTable& table, const PromptWriter& writer) const;
};

namespace {

QList<Task> tasksOf(int count, int train, int validation, int test, MetricKind metric = MetricKind::Accuracy)
{
    QList<Task> tasks;
    for (int task = 1; task <= count; ++task)
        tasks.append(choiceTask(QStringLiteral("task%1").arg(task), metric, 4, train, validation, test));
    return tasks;
}

QList<TaskSize> sizesOf(int count, int train, int validation, int test)
{
    QList<TaskSize> sizes;
    for (int task = 1; task <= count; ++task)
        sizes.append({QStringLiteral("task%1").arg(task), train, validation, test});
    return sizes;
}

RunSettings smallSettings()
{
    RunSettings settings = presetSettings(Preset::Reference);
    settings.iterations = 1;
    settings.userCandidates = 2;
    settings.kept = 2;
    settings.systemCandidates = 3;
    settings.train = 8;
    settings.test = 0;
    return settings;
}

Completion answering(const QString& letter)
{
    return saying(QStringLiteral("<answer>%1</answer>").arg(letter));
}

QString goldOf(const EvaluationRequest& request)
{
    return request.messages.back().text.right(1);
}

} // namespace

MemoryExecution MetaSpoTest::execution(const AnswerTable& table, const PromptWriter& writer) const
{
    MemoryExecution result;
    result.base = [table](const EvaluationRequest& request) { return tableAnswer(table, request); };
    result.optimizer = [writer](const OptimizerRequest& request) { return writtenPrompt(writer, request); };
    result.width = 64;
    return result;
}

void MetaSpoTest::defaultRunCostsWhatThePlanSays()
{
    RunSettings settings = presetSettings(Preset::Reference);
    const CallPlan plan = planCalls(settings, sizesOf(4, 50, 0, 500));
    MemoryExecution run = execution({3, 4, 55, 10, 10}, {3, 1'000'000'000, 0});
    runMethod(run, methodInputFor(settings, tasksOf(4, 50, 0, 500)));
    QCOMPARE(run.baseCalls, 24200);
    QCOMPARE(run.optimizerCalls, 126);
    QCOMPARE(plan.base(), run.baseCalls);
    QCOMPARE(plan.optimizer, run.optimizerCalls);
    QCOMPARE(plan.baseTraining, 18200);

}

void MetaSpoTest::exactRunCostsAThirdLess()
{
    // Prompts agree on about 80 % of the answers, as they do in practice.
    RunSettings settings = presetSettings(Preset::Reference);
    settings.pruning = Pruning::Exact;
    MemoryExecution run = execution({3, 4, 60, 10, 8, 80}, {3, 1'000'000'000, 0});
    runMethod(run, methodInputFor(settings, tasksOf(4, 50, 0, 500)));
    QVERIFY2(run.baseCalls <= 17000, qPrintable(QString::number(run.baseCalls)));
    QCOMPARE(run.optimizerCalls, 126);
}

void MetaSpoTest::recommendedRunStaysWithinItsPlan()
{
    RunSettings settings = presetSettings(Preset::Recommended);
    settings.pruning = Pruning::Exhaustive;
    const CallPlan plan = planCalls(settings, sizesOf(2, 50, 50, 60));
    for (quint64 seed = 1; seed <= 3; ++seed) {
        MemoryExecution run = execution({seed, 4, 55, 10, 10}, {seed, 1'000'000'000, 0});
        runMethod(run, methodInputFor(settings, tasksOf(2, 50, 50, 60)));
        QVERIFY(run.baseCalls <= plan.baseMost);
        // All that may be missing are failures that did not have to be drawn anew.
        QVERIFY(run.baseCalls >= plan.baseMost - 5 * 2 * 50 - 2 * 60);
    }
}

void MetaSpoTest::bestProposalIsAdoptedAndTiesGoToTheOlder()
{
    RunSettings settings = smallSettings();
    settings.systemCandidates = 4;
    // Right under S2 and S3 alone: equal, so the earlier of them is adopted. User prompts make no difference.
    MemoryExecution run;
    run.base = [](const EvaluationRequest& request) {
        const QString& system = request.messages.front().text;
        const bool knows = system == u"S2" || system == u"S3" || request.example < 4;
        return answering(knows ? goldOf(request) : QStringLiteral("none"));
    };
    run.optimizer = [](const OptimizerRequest& request) {
        const QString number = QString::number(request.candidate.slot);
        if (request.role == OptimizerRole::RewriteSystemPrompt)
            return saying(QStringLiteral("<system_prompt>S%1</system_prompt>").arg(number));
        if (request.role == OptimizerRole::RewriteUserPrompt)
            return saying(QStringLiteral("<user_prompt>V%1 {question}</user_prompt>").arg(number));
        return saying(QStringLiteral("Look closer."));
    };
    runMethod(run, methodInputFor(settings, tasksOf(2, 8, 0, 0)));
    const IncumbentChosen choice = run.factsOf<IncumbentChosen>().front();
    QCOMPARE(text(choice.incumbent), QStringLiteral("1/outer/2"));
    QCOMPARE(choice.beforeScore.sumOfTaskMeans, Score::one);
    QCOMPARE(choice.score.sumOfTaskMeans, 2 * Score::one);
    // Equal user prompts: the given one stays first, then the earlier proposal.
    const BeamChosen beam = run.factsOf<BeamChosen>()[2]; // after the start's two
    QCOMPARE(text(beam.loop), QStringLiteral("1/inner"));
    QCOMPARE(text(beam.beam[0]), QStringLiteral("0/start/task1"));
    QCOMPARE(text(beam.beam[1]), QStringLiteral("1/inner/task1/1"));
    QCOMPARE(beam.beam.size(), 2);
}

void MetaSpoTest::nothingToFixEndsTheRun()
{
    RunSettings settings = smallSettings();
    settings.iterations = 3;
    MemoryExecution run;
    run.base = [](const EvaluationRequest& request) { return answering(goldOf(request)); };
    run.optimizer = [](const OptimizerRequest&) -> Completion { throw std::runtime_error("nothing to analyse"); };
    runMethod(run, methodInputFor(settings, tasksOf(2, 8, 0, 0)));
    const RunEnded end = run.factsOf<RunEnded>().front();
    QCOMPARE(end.reason, EndReason::NothingToFix);
    QVERIFY(!end.explanation.isEmpty());
    QCOMPARE(text(end.incumbent), QStringLiteral("0/start"));
    QCOMPARE(run.baseCalls, 16);
}

void MetaSpoTest::solvedTaskGetsNoUserPrompts()
{
    MemoryExecution run = execution({1, 4, 50, 0, 0}, {});
    run.base = [](const EvaluationRequest& request) {
        return answering(request.task == u"task1" ? goldOf(request) : QStringLiteral("none"));
    };
    run.keepsRequests = true;
    runMethod(run, methodInputFor(smallSettings(), tasksOf(2, 8, 0, 0)));
    int userCalls = 0;
    for (const OptimizerRequest& request : run.optimizerRequests) {
        QVERIFY(request.candidate.task != u"task1");
        QVERIFY(!request.messages.back().text.contains(u"task1")); // and shows no failures of it
        userCalls += request.candidate.task == u"task2" ? 1 : 0;
    }
    QCOMPARE(userCalls, 4);
    QCOMPARE(run.optimizerCalls, 4 + 6);
}

void MetaSpoTest::textSeenBeforeCostsNothing()
{
    RunSettings settings = smallSettings();
    settings.iterations = 2;
    MemoryExecution run;
    run.base = [](const EvaluationRequest& request) {
        return answering(request.example < 4 ? goldOf(request) : QStringLiteral("none"));
    };
    run.optimizer = [](const OptimizerRequest& request) {
        if (request.role == OptimizerRole::RewriteSystemPrompt) // the incumbent's words, spaced otherwise
            return saying(QStringLiteral("<system_prompt>You  are a\nhelpful assistant.</system_prompt>"));
        if (request.role == OptimizerRole::RewriteUserPrompt)
            return saying(QStringLiteral("<user_prompt>Once {question}</user_prompt>"));
        return saying(QStringLiteral("Look closer."));
    };
    runMethod(run, methodInputFor(settings, tasksOf(1, 8, 0, 0)));
    QCOMPARE(run.baseCalls, 8 + 8); // the start, and one new user prompt
    QHash<QString, int> states;
    for (const CandidateProposed& proposed : run.factsOf<CandidateProposed>())
        if (proposed.candidate.state == CandidateState::Alias)
            ++states[text(*proposed.candidate.aliasOf)];
    QCOMPARE(states.value(QStringLiteral("0/start")), 6);
    QCOMPARE(states.value(QStringLiteral("1/inner/task1/1")), 3);
}

void MetaSpoTest::unusableProposalsAreAskedAgainThenRejected()
{
    RunSettings settings = smallSettings();
    settings.systemCandidates = 1;
    settings.userCandidates = 1;
    MemoryExecution run = execution({1, 4, 50, 10, 0}, {});
    run.optimizer = [](const OptimizerRequest& request) {
        if (request.role == OptimizerRole::RewriteUserPrompt) // usable at the third attempt
            return saying(request.attempt < 2 ? QStringLiteral("<user_prompt>Forgot it</user_prompt>")
                                                  : QStringLiteral("<user_prompt>Now {question}</user_prompt>"));
        if (request.role == OptimizerRole::RewriteSystemPrompt)
            return saying(QStringLiteral("<system_prompt>About {question}</system_prompt>"));
        return saying(QStringLiteral("Look closer."));
    };
    runMethod(run, methodInputFor(settings, tasksOf(1, 8, 0, 0)));
    QCOMPARE(run.optimizerCalls, 1 + 3 + 1 + 3);
    const QList<CandidateProposed> proposed = run.factsOf<CandidateProposed>();
    QCOMPARE(proposed.size(), 4);
    QCOMPARE(proposed[2].candidate.state, CandidateState::Proposed);
    QCOMPARE(proposed[3].candidate.state, CandidateState::Rejected);
    QCOMPARE(proposed[3].candidate.reason, QStringLiteral("A system prompt must not contain {question}."));
    QCOMPARE(run.baseCalls, 8 + 8); // a rejected text is never scored
}

void MetaSpoTest::insertionsTakeTheSlotsAfterTheProposals()
{
    MemoryExecution run = execution({1, 4, 50, 10, 0}, {});
    run.insertions = [](const Step& step) -> QList<Insertion> {
        if (step.loop == Loop::Inner)
            return {{PromptKind::User, QStringLiteral("task2"), QStringLiteral("Mine {question}"), {}},
                    {PromptKind::User, QStringLiteral("task2"), QStringLiteral("Without"), {}},
                    {PromptKind::User, QStringLiteral("elsewhere"), QStringLiteral("Mine {question}"), {}}};
        if (step.loop == Loop::Outer)
            return {{PromptKind::System, {}, QStringLiteral("Mine"), Step{1, Loop::Outer, {}, 1}}};
        return {};
    };
    runMethod(run, methodInputFor(smallSettings(), tasksOf(2, 8, 0, 0)));
    QHash<QString, Candidate> byStep;
    for (const CandidateProposed& proposed : run.factsOf<CandidateProposed>())
        byStep.insert(text(proposed.candidate.step), proposed.candidate);
    const Candidate user = byStep.value(QStringLiteral("1/inner/task2/3"));
    QCOMPARE(user.origin, Origin::ByHand);
    QCOMPARE(user.text, QStringLiteral("Mine {question}"));
    QCOMPARE(user.state, CandidateState::Proposed);
    QCOMPARE(byStep.value(QStringLiteral("1/inner/task2/4")).state, CandidateState::Rejected);
    QCOMPARE(byStep.value(QStringLiteral("1/inner/elsewhere/3")).state, CandidateState::Rejected);
    const Candidate system = byStep.value(QStringLiteral("1/outer/4"));
    QCOMPARE(system.text, QStringLiteral("Mine"));
    QCOMPARE(system.parents, QList<Step>({Step{1, Loop::Outer, {}, 1}}));
    bool isScored = false;
    for (const CandidateJudged& judged : run.factsOf<CandidateJudged>())
        isScored = isScored || judged.candidate == system.step;
    QVERIFY(isScored);
}

void MetaSpoTest::steppingGoesInSlotOrder()
{
    RunSettings settings = smallSettings();
    settings.pruning = Pruning::Exact;
    MemoryExecution run = execution({2, 4, 60, 10, 20}, {});
    run.order = RequestOrder::SlotOrder;
    run.width = 1;
    run.keepsRequests = true;
    runMethod(run, methodInputFor(settings, tasksOf(2, 8, 0, 0)));
    QCOMPARE(run.entered, QStringList({QStringLiteral("0/start"), QStringLiteral("1/inner"), QStringLiteral("1/outer")}));
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

void MetaSpoTest::callsOfALoopGoOutTogether()
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

void MetaSpoTest::writerNeverSeesValidationOrTest()
{
    RunSettings settings = smallSettings();
    settings.iterations = 2;
    settings.validation = 8;
    settings.test = 5;
    settings.finalTest = FinalTest::InitialAndFinal;
    const QList<Task> tasks = tasksOf(2, 8, 8, 5);
    MemoryExecution run = execution({4, 4, 50, 10, 10}, {});
    run.keepsRequests = true;
    runMethod(run, methodInputFor(settings, tasks));
    QVERIFY(!run.optimizerRequests.empty());
    bool showsTrain = false;
    for (const OptimizerRequest& request : run.optimizerRequests)
        for (const Task& task : tasks)
            for (const Example& example : task.examples) {
                const bool isShown = request.messages.back().text.contains(example.question + u' ');
                QVERIFY(!isShown || example.split == Split::Train);
                showsTrain = showsTrain || isShown;
            }
    QVERIFY(showsTrain);
    // What decides is validation alone: no candidate but a new parent is scored on train.
    for (const CandidateJudged& judged : run.factsOf<CandidateJudged>())
        QVERIFY(judged.score.has_value());
    QHash<Cell, int> cells;
    for (const CellFinished& finished : run.factsOf<CellFinished>())
        ++cells[finished.cell];
    for (const int times : std::as_const(cells))
        QCOMPARE(times, 1);
}

void MetaSpoTest::testNeverDecides()
{
    RunSettings settings = smallSettings();
    settings.test = 20;
    const MethodInput input = methodInputFor(settings, tasksOf(2, 8, 0, 20));
    QList<Fact> decided[2];
    for (const bool isTestRight : {false, true}) {
        MemoryExecution run = execution({4, 4, 50, 10, 10}, {});
        const auto answer = run.base;
        run.base = [=](const EvaluationRequest& request) {
            return request.split == Split::Test ? answering(isTestRight ? goldOf(request) : QStringLiteral("none"))
                                                : answer(request);
        };
        runMethod(run, input);
        for (const Fact& fact : run.facts)
            if (const auto* cell = std::get_if<CellFinished>(&fact); !cell || cell->cell.split != Split::Test)
                decided[isTestRight].append(fact);
    }
    QCOMPARE(decided[0], decided[1]);
}

void MetaSpoTest::endpointsGetRunsOfOneCell()
{
    RunSettings settings = presetSettings(Preset::Reference);
    settings.pruning = Pruning::Exact;
    settings.iterations = 1;
    settings.test = 0;
    MemoryExecution run = execution({3, 4, 55, 10, 10}, {3, 1'000'000'000, 0});
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

QTEST_APPLESS_MAIN(MetaSpoTest)
#include "MetaSpoTest.moc"
