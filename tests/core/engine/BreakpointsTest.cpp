#include "core/engine/Breakpoints.h"
#include "tests/core/engine/ScriptedProject.h"

using namespace metaspo;

namespace {

using Told = Breakpoints::Told;

const QString anatomy = QStringLiteral("anatomy");
const QString reviews = QStringLiteral("reviews");
const Step givenSystem;
const Step outer{1, Loop::Outer, {}, 0};
const Step challenger{1, Loop::Outer, {}, 1};
const Step userPrompt{1, Loop::Inner, anatomy, 1};

Step given(const QString& task)
{
    return {0, Loop::Start, task, 0};
}

Fact cell(const Step& system, const QString& task, double score, int unreadable = 0)
{
    return CellFinished{{system, given(task), task, Split::Train},
                        {4, 3, unreadable, {static_cast<qint64>(score * Score::one)}}};
}

MetaScore meta(double first, double second)
{
    return {static_cast<qint64>((first + second) * Score::one), 2};
}

/// An outer loop that adopts a prompt: 20 points better on anatomy, 10 worse on reviews.
QList<Fact> factsOfALoop()
{
    Candidate rejected;
    rejected.step = Step{1, Loop::Outer, {}, 2};
    rejected.origin = Origin::Failures;
    rejected.state = CandidateState::Rejected;
    rejected.reason = QStringLiteral("It is empty.");
    return {cell(givenSystem, anatomy, 0.5),
            cell(givenSystem, reviews, 0.5, 1),
            BeamChosen{Step{}, anatomy, {given(anatomy)}},
            BeamChosen{Step{}, reviews, {given(reviews)}},
            StageReached{Step{1, Loop::Inner, {}, 0}, givenSystem, {}},
            CandidateProposed{rejected},
            cell(challenger, anatomy, 0.7),
            cell(challenger, reviews, 0.4),
            CandidateJudged{challenger, CandidateState::Adopted, meta(0.7, 0.4), {}},
            IncumbentChosen{outer, givenSystem, challenger, meta(0.5, 0.5), meta(0.7, 0.4), {}},
            StageReached{outer, challenger, {}}};
}

Breakpoints breakpointsOf(const QStringList& texts)
{
    Breakpoints breakpoints(ScoreWatch({{anatomy, QStringLiteral("Medical")}, {reviews, QStringLiteral("Review")}},
                                       Split::Train));
    if (const Result<void> known = breakpoints.set(texts); !known)
        qWarning().noquote() << sentence(known.error());
    return breakpoints;
}

} // namespace

/// When a run pauses by itself: each event alone, and at work in a live run.
class BreakpointsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textsComeBackAsTheyWent_data();
    void textsComeBackAsTheyWent();
    void unknownTextsAreRefused_data();
    void unknownTextsAreRefused();
    void factsHit_data();
    void factsHit();
    void replayedFactsTeachButDoNotHit();
    void loopsHit_data();
    void loopsHit();
    void placesHitOncePerStage();
    void alternatingCandidatesHitOnce_data();
    void alternatingCandidatesHitOnce();
    void amountsArePassedOnce();
    void otherEventsKeepWhatWasSeen();
    void switchesAreObeyed();
    void aUserPromptCanBeatTheFirst();

    void liveRunStopsAndCounts_data();
    void liveRunStopsAndCounts();
    void adoptionWaits();
    void hitsOutliveTheProgram();
    void runsToAPlace();
    void changesWhileItRuns();
    void changeLeavesTheBudget();
    void retriesStop();
    void unusableProposalsStop();
};

void BreakpointsTest::textsComeBackAsTheyWent_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"iteration",
                             "iteration-end",
                             "loop",
                             "inner",
                             "inner-end",
                             "outer",
                             "outer-end",
                             "test",
                             "candidate",
                             "at:2/outer",
                             "at:2/outer/3",
                             "at:1/inner/my task/2",
                             "at:1/inner/a%2Cb",
                             "better>=2.5",
                             "worse-in-a-domain>=5",
                             "adopting",
                             "adopted",
                             "worse-on-a-task",
                             "unreadable-proposal",
                             "rejected",
                             "unreadable>20",
                             "retries>=2",
                             "budget>80",
                             "spent>=1.25",
                             "off adopted",
                             "once adopted",
                             "off once hits=12 better>=0"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void BreakpointsTest::textsComeBackAsTheyWent()
{
    QFETCH(QString, text);
    const auto parsed = parseBreakpoint(text);
    QVERIFY2(parsed.has_value(), parsed ? "" : qPrintable(sentence(parsed.error())));
    QCOMPARE(metaspo::text(*parsed), text);
}

void BreakpointsTest::unknownTextsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"sometimes", "", "at", "at:", "at:nowhere", "better", "better>=x", "better>=101",
                             "budget>=80", "unreadable>-1", "hits=2", "off"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void BreakpointsTest::unknownTextsAreRefused()
{
    QFETCH(QString, text);
    const auto parsed = parseBreakpoints({QStringLiteral("adopted"), text});
    QVERIFY(!parsed.has_value());
    QVERIFY(!sentence(parsed.error()).isEmpty());
}

void BreakpointsTest::factsHit_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<int>("hitBy"); // index of the fact; -1: none
    QTest::addColumn<bool>("isBefore");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* event, int hitBy, bool isBefore, const char* words) {
        QTest::newRow(event) << QString::fromLatin1(event) << hitBy << isBefore << QString::fromLatin1(words);
    };
    row("rejected", 5, false, "1/outer/2 was rejected: It is empty.");
    row("unreadable-proposal", 5, false, "1/outer/2 was rejected");
    row("unreadable>20", 1, false, "25.0 % of the answers under 0/start on reviews are unreadable");
    row("unreadable>25", -1, false, "");
    row("better>=5", 9, true, "1/outer/1 beats the incumbent 0/start: 55.0 % against 50.0 %");
    row("better>=5.1", -1, false, "");
    row("worse-in-a-domain>=10", 9, true,
        "1/outer/1 is worse than the incumbent 0/start in Review: 40.0 % against 50.0 %");
    row("worse-in-a-domain>=11", -1, false, "");
    row("adopting", 9, true, "1/outer/1 is about to be adopted with a meta score of 55.0 % against 50.0 %");
    row("adopted", 9, false, "1/outer/1 was adopted");
    row("worse-on-a-task", 9, false, "1/outer/1 is worse on reviews: 40.0 % against 50.0 %");
    row("inner-end", 4, false, "The inner loop of iteration 1 is over");
    row("outer-end", 10, false, "The outer loop of iteration 1 is over");
    row("iteration-end", 10, false, "Iteration 1 is over");
    row("loop", -1, false, "");
    row("off adopted", -1, false, "");
}

void BreakpointsTest::factsHit()
{
    QFETCH(QString, event);
    QFETCH(int, hitBy);
    QFETCH(bool, isBefore);
    QFETCH(QString, words);
    Breakpoints breakpoints = breakpointsOf({event});
    const QList<Fact> facts = factsOfALoop();
    for (int index = 0; index < facts.size(); ++index) {
        const auto before = breakpoints.before(facts[index], Told::ForTheFirstTime);
        const auto after = breakpoints.after(facts[index], Told::ForTheFirstTime);
        QCOMPARE(before.has_value(), index == hitBy && isBefore);
        QCOMPARE(after.has_value(), index == hitBy && !isBefore);
        const QString said = before.value_or(after.value_or(QString()));
        if (index == hitBy)
            QVERIFY2(said.startsWith(QLatin1String("Breakpoint: ")) && said.contains(words), qPrintable(said));
    }
    QCOMPARE(breakpoints.list().front().hits, hitBy < 0 ? 0 : 1);
}

// A resumed run tells what it did before: it counts for later comparisons, and hits nothing.
void BreakpointsTest::replayedFactsTeachButDoNotHit()
{
    Breakpoints breakpoints = breakpointsOf({QStringLiteral("worse-on-a-task"), QStringLiteral("rejected")});
    const QList<Fact> facts = factsOfALoop();
    for (const Fact& fact : facts.first(9)) {
        QVERIFY(!breakpoints.before(fact, Told::Again));
        QVERIFY(!breakpoints.after(fact, Told::Again));
    }
    QVERIFY(breakpoints.after(facts.at(9), Told::ForTheFirstTime).has_value());
}

void BreakpointsTest::loopsHit_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<QString>("hitBefore"); // of the loops below
    QTest::newRow("iteration") << "iteration" << "1/inner 2/inner 2/test";
    QTest::newRow("loop") << "loop" << "0/start 1/inner 1/outer 2/inner 2/outer 2/test";
    QTest::newRow("inner") << "inner" << "1/inner 2/inner";
    QTest::newRow("outer") << "outer" << "1/outer 2/outer";
    QTest::newRow("test") << "test" << "2/test";
    QTest::newRow("place") << "at:2/outer" << "2/outer";
    QTest::newRow("a place in a loop") << "at:2/outer/1" << "";
    QTest::newRow("once") << "once inner" << "1/inner";
}

void BreakpointsTest::loopsHit()
{
    QFETCH(QString, event);
    QFETCH(QString, hitBefore);
    Breakpoints breakpoints = breakpointsOf({event});
    QStringList hits;
    for (const char* loop : {"0/start", "1/inner", "1/outer", "2/inner", "2/outer", "2/test"}) {
        const Step step = *parseStep(QString::fromLatin1(loop));
        QVERIFY(!breakpoints.atLoop(step, QStringLiteral("it"), Told::Again));
        if (breakpoints.atLoop(step, QStringLiteral("it"), Told::ForTheFirstTime))
            hits.append(QString::fromLatin1(loop));
    }
    QCOMPARE(hits.join(QLatin1Char(' ')), hitBefore);
}

void BreakpointsTest::placesHitOncePerStage()
{
    Breakpoints breakpoints = breakpointsOf({QStringLiteral("at:1/inner/anatomy")});
    const Step other{1, Loop::Inner, reviews, 1};
    QVERIFY(!breakpoints.atCall(other, ModelRole::Optimizer, Told::ForTheFirstTime));
    QVERIFY(breakpoints.atCall(userPrompt, ModelRole::Optimizer, Told::ForTheFirstTime).has_value());
    QVERIFY(!breakpoints.atCall(userPrompt, ModelRole::Optimizer, Told::ForTheFirstTime)); // that call, once more
    QVERIFY(breakpoints.atCall(userPrompt, ModelRole::Base, Told::ForTheFirstTime).has_value());
    QVERIFY(!breakpoints.atCall(userPrompt, ModelRole::Base, Told::ForTheFirstTime));
    QCOMPARE(breakpoints.list().front().hits, 2);
    // In the middle of a candidate a resumed run is not stopped.
    QVERIFY(breakpoints.set({QStringLiteral("at:1/outer/1")}).has_value());
    QVERIFY(!breakpoints.atCall(challenger, ModelRole::Base, Told::Again));
    QVERIFY(!breakpoints.atCall(challenger, ModelRole::Base, Told::ForTheFirstTime));
}

void BreakpointsTest::alternatingCandidatesHitOnce_data()
{
    QTest::addColumn<QStringList>("texts");
    QTest::addColumn<QList<Step>>("candidates");
    QTest::newRow("two candidates") << QStringList{QStringLiteral("at:1/outer/1"), QStringLiteral("at:1/outer/2")}
                                    << QList<Step>{challenger, {1, Loop::Outer, {}, 2}};
    QTest::newRow("a task") << QStringList{QStringLiteral("at:1/inner/anatomy")}
                            << QList<Step>{userPrompt, {1, Loop::Inner, anatomy, 2}};
}

// Calls go to whoever is most worth it: candidates take turns.
void BreakpointsTest::alternatingCandidatesHitOnce()
{
    QFETCH(QStringList, texts);
    QFETCH(QList<Step>, candidates);
    Breakpoints breakpoints = breakpointsOf(texts);
    const auto takeTurns = [&](ModelRole role) {
        int stops = 0;
        for (int turn = 0; turn < 3; ++turn)
            for (const Step& candidate : candidates)
                stops += breakpoints.atCall(candidate, role, Told::ForTheFirstTime) ? 1 : 0;
        return stops;
    };
    QCOMPARE(takeTurns(ModelRole::Optimizer), int(texts.size()));
    QCOMPARE(takeTurns(ModelRole::Base), int(texts.size()));
    for (const Breakpoint& breakpoint : breakpoints.list())
        QCOMPARE(breakpoint.hits, 2);
    // Nor is a resumed run stopped in the middle of either.
    Breakpoints resumed = breakpointsOf(texts);
    for (const Step& candidate : candidates)
        QVERIFY(!resumed.atCall(candidate, ModelRole::Base, Told::Again));
    for (const Step& candidate : candidates)
        QVERIFY(!resumed.atCall(candidate, ModelRole::Base, Told::ForTheFirstTime));
}

void BreakpointsTest::amountsArePassedOnce()
{
    Breakpoints breakpoints = breakpointsOf({QStringLiteral("budget>80"), QStringLiteral("spent>=0.5")});
    const auto spending = [&](qint64 spent, std::optional<qint64> budget) {
        return breakpoints.atSpending(spent, budget, Told::ForTheFirstTime).has_value();
    };
    QVERIFY(!spending(400'000'000, 1'000'000'000));
    QVERIFY(spending(500'000'000, 1'000'000'000));
    QVERIFY(!spending(800'000'000, 1'000'000'000)); // not more than 80 percent
    QVERIFY(spending(800'000'001, 1'000'000'000));
    QVERIFY(!spending(900'000'000, 1'000'000'000));
    QVERIFY(breakpoints.set({QStringLiteral("loop"), QStringLiteral("hits=1 budget>80")}).has_value());
    QVERIFY(!spending(910'000'000, 1'000'000'000)); // the share is the same
    QVERIFY(!spending(920'000'000, 2'000'000'000)); // more money
    QVERIFY(!spending(920'000'000, std::nullopt));
    QVERIFY(spending(1'610'000'000, 2'000'000'000));
    QVERIFY(breakpoints.set({QStringLiteral("budget>90")}).has_value());
    QVERIFY(!spending(1'620'000'000, 2'000'000'000));
    QVERIFY(spending(1'810'000'000, 2'000'000'000));
    // What was passed before the program was closed has stopped the run then.
    Breakpoints resumed = breakpointsOf({QStringLiteral("budget>80")});
    QVERIFY(!resumed.atSpending(900, 1000, Told::Again).has_value());
    QVERIFY(!resumed.atSpending(950, 1000, Told::ForTheFirstTime).has_value());
}

void BreakpointsTest::otherEventsKeepWhatWasSeen()
{
    Breakpoints breakpoints = breakpointsOf({QStringLiteral("loop")});
    const QList<Fact> facts = factsOfALoop();
    for (const Fact& fact : facts.first(9))
        breakpoints.after(fact, Told::ForTheFirstTime);
    QVERIFY(breakpoints.set({QStringLiteral("worse-on-a-task")}).has_value());
    QVERIFY(breakpoints.after(facts.at(9), Told::ForTheFirstTime).has_value());
}

void BreakpointsTest::switchesAreObeyed()
{
    Breakpoints breakpoints = breakpointsOf({QStringLiteral("once hits=2 inner"), QStringLiteral("inner"),
                                             QStringLiteral("off inner")});
    const Step inner{1, Loop::Inner, {}, 0};
    QVERIFY(breakpoints.atLoop(inner, {}, Told::ForTheFirstTime).has_value());
    QCOMPARE(texts(breakpoints.list()), (QStringList{QStringLiteral("off once hits=3 inner"),
                                                     QStringLiteral("hits=1 inner"), QStringLiteral("off inner")}));
}

void BreakpointsTest::aUserPromptCanBeatTheFirst()
{
    Breakpoints breakpoints = breakpointsOf({QStringLiteral("better>=10")});
    const QList<Fact> facts = factsOfALoop();
    for (const Fact& fact : facts.first(5))
        breakpoints.after(fact, Told::ForTheFirstTime);
    const auto judged = [](double score) {
        return CandidateJudged{
            userPrompt, CandidateState::Kept, MetaScore{static_cast<qint64>(score * Score::one), 1}, {}};
    };
    QVERIFY(!breakpoints.after(judged(0.55), Told::ForTheFirstTime));
    const auto said = breakpoints.after(judged(0.6), Told::ForTheFirstTime);
    QVERIFY(said.has_value());
    QVERIFY2(said->contains(QLatin1String("1/inner/anatomy/1 beats 0/start/anatomy: 60.0 % against 50.0 %")),
             qPrintable(*said));
}

void BreakpointsTest::liveRunStopsAndCounts_data()
{
    QTest::addColumn<QString>("event");
    QTest::addColumn<int>("least");
    QTest::newRow("before inner loops") << "inner" << 1;
    QTest::newRow("after outer loops") << "outer-end" << 1;
    QTest::newRow("a candidate is better") << "better>=0" << 1;
    QTest::newRow("before an adoption") << "adopting" << 1;
    QTest::newRow("after an adoption") << "adopted" << 1;
    QTest::newRow("money") << "spent>=0.00001" << 1;
    QTest::newRow("a candidate") << "at:1/outer/2" << 1;
    QTest::newRow("every candidate") << "candidate" << 10;
}

void BreakpointsTest::liveRunStopsAndCounts()
{
    QFETCH(QString, event);
    QFETCH(int, least);
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.limits.breakpoints = {event};
    RunSession* session = scripted.started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    int stops = 0;
    QString said;
    connect(session, &RunSession::changed, session, [&](const RunChange& change) {
        if (change.progress.state != RunState::Paused || change.progress.endedBy)
            return;
        ++stops;
        said = change.progress.reason;
        session->resume();
    });
    QCOMPARE(scripted.ended(session), RunState::Finished);
    QVERIFY2(stops >= least, qPrintable(QString::number(stops)));
    QVERIFY2(said.startsWith(QLatin1String("Breakpoint: ")), qPrintable(said));
    const auto stored = parseBreakpoints(scripted.overview(run).record.limits.breakpoints);
    QVERIFY(stored.has_value());
    QVERIFY2(stored->front().hits >= stops, qPrintable(QString::number(stored->front().hits)));
}

// It pauses before the choice takes effect: nothing of it is in the file yet, and nothing is lost if that is the end.
void BreakpointsTest::adoptionWaits()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.limits.breakpoints = {QStringLiteral("adopting")};
    RunSession* session = scripted.started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    QVERIFY(ScriptedProject::pauses(session));
    QVERIFY2(session->progress().reason.contains(QLatin1String("is about to be adopted")),
             qPrintable(session->progress().reason));
    const auto adoptions = [&] {
        int count = 0;
        for (const Fact& fact : scripted.overview(run).decisions)
            if (const auto* choice = std::get_if<IncumbentChosen>(&fact))
                count += choice->incumbent != choice->before ? 1 : 0;
        return count;
    };
    QCOMPARE(adoptions(), 0);
    session->suspend();
    QCOMPARE(scripted.ended(session), RunState::Paused);
    const auto again = waited(scripted.project->openRun(run, RunLimits()));
    QVERIFY(again.has_value());
    QCOMPARE(scripted.ended(*again), RunState::Finished);
    QVERIFY(adoptions() > 0);
}

void BreakpointsTest::hitsOutliveTheProgram()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.limits.breakpoints = {QStringLiteral("once inner"), QStringLiteral("outer")};
    RunSession* session = scripted.started(wanted);
    QVERIFY(session);
    const qint64 run = session->run();
    QVERIFY(ScriptedProject::pauses(session));
    QCOMPARE(session->progress().breakpoints.first(), QStringLiteral("off once hits=1 inner"));
    QVERIFY(scripted.reopen());
    QCOMPARE(scripted.overview(run).record.limits.breakpoints,
             (QStringList{QStringLiteral("off once hits=1 inner"), QStringLiteral("outer")}));
    const auto again = waited(scripted.project->openRun(run));
    QVERIFY(again.has_value());
    QVERIFY(ScriptedProject::pauses(*again));
    QCOMPARE((*again)->progress().position, outer);
    QCOMPARE((*again)->progress().breakpoints.last(), QStringLiteral("hits=1 outer"));
}

void BreakpointsTest::runsToAPlace()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    const auto run = waited(scripted.project->storeRun(wanted));
    QVERIFY(run.has_value());
    const auto session = waited(scripted.project->openRun(*run, {}, FirstStop{{}, outer}));
    QVERIFY(session.has_value());
    QVERIFY(ScriptedProject::pauses(*session));
    QCOMPARE((*session)->progress().position, outer);
    QVERIFY2((*session)->progress().reason.contains(QLatin1String("Reached 1/outer")),
             qPrintable((*session)->progress().reason));
    QVERIFY((*session)->progress().breakpoints.isEmpty());
    (*session)->runTo(challenger);
    QTRY_VERIFY_WITH_TIMEOUT((*session)->progress().reason.contains(QLatin1String("Reached 1/outer/1")),
                             scripted.patience);
    QVERIFY(ScriptedProject::pauses(*session));
    const auto next = waited(scripted.project->nextStep(*run));
    QVERIFY(next.has_value() && next->has_value());
    QCOMPARE((*next)->candidate, challenger);
    (*session)->resume(); // it was no breakpoint: nothing stops the run again
    QCOMPARE(scripted.ended(*session), RunState::Finished);
}

void BreakpointsTest::changesWhileItRuns()
{
    ServerScript script = ScriptedProject::usualScript();
    script.latencyMilliseconds = 5;
    ScriptedProject scripted(script, QStringLiteral("Signs"));
    RunSession* session = scripted.started(ScriptedProject::request(Scope::Global));
    QVERIFY(session);
    RunLimits limits;
    limits.breakpoints = {QStringLiteral("inner-end")};
    QVERIFY(session->setLimits(limits).has_value());
    limits.breakpoints = {QStringLiteral("nonsense")};
    QVERIFY(!session->setLimits(limits).has_value()); // and the old ones stay
    QVERIFY(ScriptedProject::pauses(session));
    QCOMPARE(session->progress().breakpoints, QStringList{QStringLiteral("hits=1 inner-end")});
    QVERIFY(session->setLimits({}).has_value());
    session->resume();
    QCOMPARE(scripted.ended(session), RunState::Finished);
}

// A live run and one that waits: who changes breakpoints may not know what others did to the budget.
void BreakpointsTest::changeLeavesTheBudget()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunLimits limits;
    limits.budgetNanoDollars = 7'000'000'000;
    limits.maximumCalls = 500;
    limits.breakpoints = {QStringLiteral("inner-end")};
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.limits = limits;
    RunSession* session = scripted.started(wanted);
    QVERIFY(session && ScriptedProject::pauses(session));
    const qint64 run = session->run();
    limits.budgetNanoDollars = 8'000'000'000;
    limits.breakpoints = {QStringLiteral("outer-end")};
    QVERIFY(waited(scripted.project->setLimits(run, limits)).has_value());
    limits.breakpoints = {QStringLiteral("adopted")};
    QVERIFY(waited(scripted.project->setBreakpoints(run, limits.breakpoints)).has_value());
    QVERIFY(!waited(scripted.project->setBreakpoints(run, {QStringLiteral("nonsense")})).has_value());
    QCOMPARE(session->limits(), limits);
    QVERIFY(scripted.reopen());
    const auto inFile = [&] { return waited(scripted.project->queries().overview(run))->record.limits; };
    QCOMPARE(inFile(), limits);
    limits.breakpoints = {QStringLiteral("inner-end"), QStringLiteral("adopted")};
    QVERIFY(waited(scripted.project->setBreakpoints(run, limits.breakpoints)).has_value());
    QVERIFY(!waited(scripted.project->setBreakpoints(run, {QStringLiteral("nonsense")})).has_value());
    QCOMPARE(inFile(), limits);
}

void BreakpointsTest::retriesStop()
{
    ServerScript script = ScriptedProject::usualScript();
    script.faults = {{Fault::ResetBefore, {}, 20, 1, 1}};
    ScriptedProject scripted(script, QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.limits.breakpoints = {QStringLiteral("once retries>=1")};
    RunSession* session = scripted.started(wanted);
    QVERIFY(session);
    QVERIFY(ScriptedProject::pauses(session));
    QVERIFY2(session->progress().reason.contains(QLatin1String("failed 1 times")),
             qPrintable(session->progress().reason));
    session->resume();
    QCOMPARE(scripted.ended(session), RunState::Finished);
}

void BreakpointsTest::unusableProposalsStop()
{
    ServerScript script = ScriptedProject::usualScript();
    script.badProposals = 0.6;
    ScriptedProject scripted(script, QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.limits.breakpoints = {QStringLiteral("unreadable-proposal")};
    RunSession* session = scripted.started(wanted);
    QVERIFY(session);
    QVERIFY(ScriptedProject::pauses(session));
    QVERIFY2(session->progress().reason.contains(QLatin1String("could not be used")),
             qPrintable(session->progress().reason));
    const auto next = waited(scripted.project->nextStep(session->run()));
    QVERIFY(next.has_value() && next->has_value());
    QVERIFY2((*next)->call.endsWith(QLatin1String(".1")), qPrintable((*next)->call)); // before it is asked again
}

QTEST_GUILESS_MAIN(BreakpointsTest)
#include "BreakpointsTest.moc"
