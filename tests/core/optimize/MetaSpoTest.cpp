#include "tests/core/optimize/ScriptedModels.h"

#include <QTest>

using namespace metaspo;

/// Meta-training: what is asked, scored and decided, and in which order.
class MetaSpoTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bestProposalIsAdoptedAndTiesGoToTheOlder();
    void nothingToFixEndsTheRun();
    void solvedTaskGetsNoUserPrompts();
    void textSeenBeforeCostsNothing();
    void unusableProposalsAreAskedAgainThenRejected();
    void insertionsTakeTheSlotsAfterTheProposals();
    void writerNeverSeesValidationOrTest();
    void testNeverDecides();
};

namespace {

Completion answering(const QString& letter)
{
    return saying(QStringLiteral("<answer>%1</answer>").arg(letter));
}

QString goldOf(const EvaluationRequest& request)
{
    return request.messages.back().text.right(1);
}

} // namespace

void MetaSpoTest::bestProposalIsAdoptedAndTiesGoToTheOlder()
{
    RunSettings settings = smallSettings();
    settings.systemCandidates = 4;
    settings.pruning = Pruning::Exhaustive; // every loser is scored
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
    QStringList losers;
    for (const CandidateJudged& judged : run.factsOf<CandidateJudged>()) {
        QVERIFY(judged.state != CandidateState::Scored || !judged.reason.isEmpty());
        if (judged.state == CandidateState::Scored && loopOf(judged.candidate) == choice.loop)
            losers.append(text(judged.candidate) + u' ' + judged.reason);
    }
    losers.sort();
    QCOMPARE(losers, (QStringList{QStringLiteral("1/outer/1 Not better than 1/outer/2, which has 100.00 %."),
                                  QStringLiteral("1/outer/3 Not better than 1/outer/2, which has 100.00 %."),
                                  QStringLiteral("1/outer/4 Not better than 1/outer/2, which has 100.00 %.")}));
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
    MemoryExecution run = scripted({1, 4, 50, 0, 0}, {});
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
    MemoryExecution run = scripted({1, 4, 50, 10, 0}, {});
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
    MemoryExecution run = scripted({1, 4, 50, 10, 0}, {});
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

void MetaSpoTest::writerNeverSeesValidationOrTest()
{
    RunSettings settings = smallSettings();
    settings.iterations = 2;
    settings.validation = 8;
    settings.test = 5;
    settings.finalTest = FinalTest::InitialAndFinal;
    const QList<Task> tasks = tasksOf(2, 8, 8, 5);
    MemoryExecution run = scripted({4, 4, 50, 10, 10}, {});
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
        MemoryExecution run = scripted({4, 4, 50, 10, 10}, {});
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

QTEST_APPLESS_MAIN(MetaSpoTest)
#include "MetaSpoTest.moc"
