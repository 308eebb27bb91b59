#include "core/store/Store.h"
#include "tests/core/engine/RunFixture.h"

#include <QTest>

using namespace metaspo;

using Change = std::function<void(RunRequest& request)>;
Q_DECLARE_METATYPE(Change)

/// A fork is a prefix: what comes before its step is that of the run it comes from, and costs nothing.
class RunForkTest : public RunFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sharesWhatComesBefore_data();
    void sharesWhatComesBefore();
    void newSettingsHoldFromTheForkOn();
    void changedTemplates();
    void goesOnWhereARunEnded();
    void insertionsOfTheAncestor();
    void insertionIntoAFork();
    void forkOfAFork();
    void tasksThatChangedSince();
    void takenUpAnew();
    void refusals_data();
    void refusals();

private:
    RunRequest forkRequest(qint64 parent, const char* step);
    void checkPrefix(qint64 parent, qint64 fork, const Step& step);
    Candidate candidate(qint64 run, const char* step);
    QString firstMessage(qint64 run, const QString& key);

    qint64 m_parent = 0;
};

namespace {

ServerScript script()
{
    ServerScript result;
    result.accuracy = 0.4; // wrong answers are left to the end
    result.systemSpread = 0.05;
    result.models = {QStringLiteral("scripted"), QStringLiteral("other")};
    return result;
}

RunSettings ownSettings()
{
    RunSettings settings = smallSettings();
    settings.baseTemperature = 0.5; // else equal requests share an answer, and nobody sees whose it is
    return settings;
}

Step step(const char* text)
{
    return parseStep(QString::fromLatin1(text)).value();
}

/// What a candidate was born with; its state goes on changing.
QString birth(const Candidate& candidate)
{
    QStringList parents;
    for (const Step& parent : candidate.parents)
        parents.append(text(parent));
    return QStringList{text(candidate.step), candidate.text, name(candidate.origin), parents.join(u' '),
                       candidate.aliasOf ? text(*candidate.aliasOf) : QString()}
        .join(u'|');
}

QStringList births(const RunOverview& overview, const Step& fork)
{
    QStringList result;
    for (const CandidateRecord& record : overview.candidates)
        if (isBeforeFork(record.candidate.step, fork))
            result.append(birth(record.candidate));
    return result;
}

QList<Fact> decisions(const RunOverview& overview, const Step& fork)
{
    QList<Fact> result;
    for (const Fact& fact : overview.decisions) {
        const Step loop = std::visit(
            [](const auto& one) {
                if constexpr (requires { one.loop; })
                    return one.loop;
                else
                    return Step{0, Loop::Test, {}, 0};
            },
            fact);
        if (isBeforeFork(loop, loopOf(fork)))
            result.append(fact);
    }
    return result;
}

} // namespace

void RunForkTest::init()
{
    RunFixture::init();
    m_server->setScript(script());
    Connection other = m_workspace->connections().find(QStringLiteral("scripted")).value();
    other.id.clear();
    other.name = other.model = QStringLiteral("other");
    QVERIFY(m_workspace->connections().save(other).has_value());
    QCOMPARE(runToEnd(request(ownSettings())), RunState::Finished);
    m_parent = m_run;
}

RunRequest RunForkTest::forkRequest(qint64 parent, const char* at)
{
    RunRequest fork = request(overview(parent).record.settings);
    fork.forkOf = parent;
    fork.forkAt = step(at);
    return fork;
}

void RunForkTest::checkPrefix(qint64 parent, qint64 fork, const Step& at)
{
    const RunOverview before = overview(parent);
    const RunOverview after = overview(fork);
    QCOMPARE(births(after, at), births(before, at));
    QVERIFY(!births(after, at).isEmpty());
    QVERIFY(decisions(after, at) == decisions(before, at));
    QVERIFY(after.record.reusedCalls > 0);
    for (const CallRecord& call : calls(fork)) {
        const Step position = parseStep(QStringView(call.step).left(call.step.indexOf(u' '))).value();
        const bool isBefore = isBeforeFork(position, call.role == ModelRole::Optimizer ? at : loopOf(at));
        QVERIFY2(call.reused || !isBefore, qPrintable(call.step + QStringLiteral(" was paid for again")));
    }
}

Candidate RunForkTest::candidate(qint64 run, const char* at)
{
    for (const CandidateRecord& record : overview(run).candidates)
        if (record.candidate.step == step(at))
            return record.candidate;
    return {};
}

QString RunForkTest::firstMessage(qint64 run, const QString& key)
{
    for (const CallRecord& call : calls(run))
        if (call.step == key)
            return waited(m_project->queries().call(call.call)).value().messages.last().text;
    return {};
}

void RunForkTest::sharesWhatComesBefore_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<Change>("change");
    const auto row = [](const char* name, const char* at, const Change& change) {
        QTest::newRow(name) << QString::fromLatin1(at) << change;
    };
    row("nothing", "2/inner", [](RunRequest&) {});
    row("failures per user analysis", "2/outer", [](RunRequest& request) { request.settings.userFailures = 1; });
    row("failures per system analysis", "2/inner", [](RunRequest& request) { request.settings.systemFailures = 1; });
    row("fewer user prompts", "2/outer", [](RunRequest& request) { request.settings.userCandidates = 1; });
    row("more user prompts", "2/inner", [](RunRequest& request) { request.settings.userCandidates = 3; });
    row("fewer system prompts", "2/inner", [](RunRequest& request) { request.settings.systemCandidates = 1; });
    row("more system prompts", "2/outer", [](RunRequest& request) { request.settings.systemCandidates = 5; });
    row("fewer kept", "2/inner", [](RunRequest& request) { request.settings.kept = 1; });
    row("pruning", "2/inner", [](RunRequest& request) { request.settings.pruning = Pruning::Exact; });
    row("optimizer", "2/inner", [](RunRequest& request) { request.optimizerConnection = QStringLiteral("other"); });
    row("optimizer's temperature", "1/outer", [](RunRequest& request) { request.settings.optimizerTemperature = 0.2; });
    row("fewer iterations", "1/outer", [](RunRequest& request) { request.settings.iterations = 1; });
    row("one slot", "2/outer/2", [](RunRequest& request) { request.settings.systemFailures = 1; });
    row("one slot more", "2/outer/4", [](RunRequest& request) { request.settings.systemCandidates = 4; });
    row("one task", "2/inner/beta/1", [](RunRequest& request) { request.settings.userFailures = 1; });
    row("the test", "0/test", [](RunRequest& request) { request.settings.finalTest = FinalTest::WholeBeams; });
}

void RunForkTest::sharesWhatComesBefore()
{
    QFETCH(QString, at);
    QFETCH(Change, change);
    RunRequest request = forkRequest(m_parent, at.toLatin1().constData());
    change(request);
    QVERIFY2(runToEnd(request) == RunState::Finished,
             qPrintable(m_refusal + m_reason));
    checkPrefix(m_parent, m_run, step(at.toLatin1().constData()));
}

void RunForkTest::newSettingsHoldFromTheForkOn()
{
    RunRequest request = forkRequest(m_parent, "2/inner");
    request.settings.userFailures = 1;
    request.settings.systemCandidates = 2;
    request.settings.kept = 1;
    request.optimizerConnection = QStringLiteral("other");
    QCOMPARE(runToEnd(request), RunState::Finished);
    const qint64 fork = m_run;
    const QString key = QStringLiteral("%1/inner/alpha/1 analyse-user-prompt");
    QCOMPARE(firstMessage(fork, key.arg(1)), firstMessage(m_parent, key.arg(1)));
    QVERIFY(!firstMessage(fork, key.arg(2)).isEmpty());
    QVERIFY(firstMessage(fork, key.arg(2)).size() < firstMessage(m_parent, key.arg(2)).size()); // one failure of three
    QCOMPARE(candidate(fork, "2/outer/2").step, step("2/outer/2"));
    QCOMPARE(candidate(fork, "2/outer/3").step, Step()); // there is none
    for (const CallRecord& call : calls(fork))
        if (call.role == ModelRole::Optimizer)
            QCOMPARE(call.model, call.reused ? QStringLiteral("scripted") : QStringLiteral("other"));
    for (const Fact& fact : overview(fork).decisions)
        if (const auto* beam = std::get_if<BeamChosen>(&fact); beam && beam->loop == step("2/inner"))
            QCOMPARE(beam->beam.size(), 1);
}

// The templates of a run are those that the program has when it is made; this fork is made by a program with others.
void RunForkTest::changedTemplates()
{
    const auto store = Store::open(m_project->path());
    QVERIFY(store.has_value());
    const RunSetup parent = (*store)->newReader().value()->runSetup(m_parent).value();
    NewRun run{parent.record.settings, {}, parent.tasks, parent.models, parent.templates, {}, m_parent,
               step("2/outer"),        {}};
    for (const char* name : {"analyse-user-prompt", "analyse-system-prompt"}) {
        QByteArray& yaml = run.templates[QString::fromLatin1(name)];
        QVERIFY(yaml.contains("{{failures}}"));
        yaml.replace("{{failures}}", "What went wrong: {{failures}}");
    }
    std::promise<qint64> stored;
    (*store)->writer().createRun(run, [&](const Result<qint64>& id) { stored.set_value(id.value_or(0)); });
    const qint64 fork = stored.get_future().get();
    RunSession* session = opened(fork);
    QVERIFY2(session, qPrintable(m_refusal));
    QVERIFY2(ended(session) == RunState::Finished, qPrintable(m_reason));
    checkPrefix(m_parent, fork, step("2/outer"));
    const QLatin1String words("What went wrong");
    QVERIFY(!firstMessage(fork, QStringLiteral("2/inner/alpha/1 analyse-user-prompt")).contains(words));
    QVERIFY(firstMessage(fork, QStringLiteral("2/outer/1 analyse-system-prompt")).contains(words));
}

void RunForkTest::goesOnWhereARunEnded()
{
    RunRequest request = forkRequest(m_parent, "3/inner");
    request.settings.iterations = 3;
    QVERIFY2(runToEnd(request) == RunState::Finished,
             qPrintable(m_refusal + m_reason));
    checkPrefix(m_parent, m_run, step("3/inner"));
    QCOMPARE(candidate(m_run, "3/outer/1").step, step("3/outer/1"));
}

void RunForkTest::insertionsOfTheAncestor()
{
    RunRequest wanted = request(ownSettings());
    wanted.limits.breakpoints = {QStringLiteral("loop")};
    RunSession* session = started(wanted);
    QVERIFY(session);
    const qint64 parent = m_run;
    const QString system = QStringLiteral("You are a careful reader of letters.");
    const QString user = QStringLiteral("Choose with care, inside <answer></answer>.\n{question}");
    QTRY_COMPARE_WITH_TIMEOUT(session->progress().state, RunState::Paused, patience);
    session->insert({PromptKind::System, {}, system, Step{}});
    session->insert({PromptKind::User, QStringLiteral("alpha"), user, {}});
    session->setLimits({});
    session->resume();
    QCOMPARE(ended(session), RunState::Finished);
    QCOMPARE(candidate(parent, "1/outer/4").text, system);
    QCOMPARE(candidate(parent, "1/inner/alpha/3").text, user);

    RunRequest request = forkRequest(parent, "2/outer");
    request.settings.systemCandidates = 5;
    request.settings.userCandidates = 1;
    QVERIFY2(runToEnd(request) == RunState::Finished,
             qPrintable(m_refusal + m_reason));
    checkPrefix(parent, m_run, step("2/outer"));
    QCOMPARE(candidate(m_run, "1/outer/4").origin, Origin::ByHand);
    QCOMPARE(candidate(m_run, "2/outer/5").step, step("2/outer/5"));
    // In the loop of the fork, the tasks that it leaves alone keep theirs.
    request = forkRequest(parent, "1/inner/beta/1");
    request.settings.userFailures = 1;
    QVERIFY2(runToEnd(request) == RunState::Finished,
             qPrintable(m_refusal + m_reason));
    checkPrefix(parent, m_run, step("1/inner/beta/1"));
    QCOMPARE(candidate(m_run, "1/inner/alpha/3").text, user);
    QCOMPARE(candidate(m_run, "1/outer/4").origin, Origin::Initial); // none: it comes after the fork
}

void RunForkTest::insertionIntoAFork()
{
    RunRequest request = forkRequest(m_parent, "2/outer");
    request.limits.breakpoints = {QStringLiteral("loop")};
    RunSession* session = started(request);
    QVERIFY2(session, qPrintable(m_refusal));
    QTRY_COMPARE_WITH_TIMEOUT(session->progress().state, RunState::Paused, patience);
    QVERIFY2(session->progress().nextStep.contains(QLatin1String("outer loop of iteration 2")),
             qPrintable(session->progress().nextStep)); // the first border that is its own
    const QString mine = QStringLiteral("You are a careful reader of letters.");
    session->insert({PromptKind::System, {}, mine, {}});
    session->setLimits({});
    session->resume();
    QCOMPARE(ended(session), RunState::Finished);
    checkPrefix(m_parent, m_run, step("2/outer"));
    QCOMPARE(candidate(m_run, "2/outer/4").text, mine);
}

void RunForkTest::forkOfAFork()
{
    RunRequest request = forkRequest(m_parent, "2/inner");
    request.settings.userFailures = 1;
    request.settings.userCandidates = 3;
    request.optimizerConnection = QStringLiteral("other");
    QCOMPARE(runToEnd(request), RunState::Finished);
    const qint64 first = m_run;

    request = forkRequest(first, "2/outer"); // after the first fork: two ancestors
    request.settings.systemCandidates = 2;
    request.settings.userFailures = 2;
    QVERIFY2(runToEnd(request) == RunState::Finished,
             qPrintable(m_refusal + m_reason));
    checkPrefix(first, m_run, step("2/outer"));
    QCOMPARE(candidate(m_run, "2/inner/alpha/3").text, candidate(first, "2/inner/alpha/3").text);

    request = forkRequest(first, "1/outer"); // before it
    QVERIFY2(runToEnd(request) == RunState::Finished,
             qPrintable(m_refusal + m_reason));
    checkPrefix(first, m_run, step("1/outer"));
    checkPrefix(m_parent, m_run, step("1/outer"));
}

void RunForkTest::tasksThatChangedSince()
{
    const QList<TaskSummary> tasks = waited(m_project->queries().tasks()).value();
    for (const TaskSummary& summary : tasks) {
        if (summary.task.name == QLatin1String("beta")) {
            QVERIFY(waited(m_project->removeTask(summary.task.id)).has_value());
            continue;
        }
        Task task = waited(m_project->queries().task(summary.task.id)).value();
        task.examples.resize(2);
        QVERIFY(waited(m_project->saveTask(task)).has_value());
    }
    QVERIFY2(runToEnd(forkRequest(m_parent, "2/outer")) == RunState::Finished,
             qPrintable(m_refusal + m_reason));
    checkPrefix(m_parent, m_run, step("2/outer"));
}

void RunForkTest::takenUpAnew()
{
    RunRequest request = forkRequest(m_parent, "2/inner");
    request.settings.userFailures = 1;
    request.limits.maximumCalls = 7;
    QCOMPARE(runToEnd(request), RunState::Paused);
    const qint64 fork = m_run;
    QCOMPARE(overview(fork).record.baseCalls + overview(fork).record.optimizerCalls, 7);
    RunSession* session = opened(fork, RunLimits());
    QVERIFY2(session, qPrintable(m_refusal));
    QVERIFY2(ended(session) == RunState::Finished, qPrintable(m_reason));
    checkPrefix(m_parent, fork, step("2/inner"));
}

void RunForkTest::refusals_data()
{
    QTest::addColumn<QString>("at");
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* at, const char* words, const Change& change) {
        QTest::newRow(qPrintable(QString::fromLatin1(at) + u' ' + QLatin1String(words)))
            << QString::fromLatin1(at) << change << QString::fromLatin1(words);
    };
    const auto nothing = [](RunRequest&) {};
    row("2/outer", "base model", [](RunRequest& request) { request.baseConnection = QStringLiteral("other"); });
    row("2/outer", "seed", [](RunRequest& request) { request.settings.seed = 2; });
    row("2/outer", "train examples", [](RunRequest& request) { request.settings.train = 4; });
    row("2/outer", "validation examples", [](RunRequest& request) { request.settings.validation = 0; });
    row("2/outer", "sources", [](RunRequest& request) { request.settings.sources.removeLast(); });
    row("2/outer", "initial system prompt", [](RunRequest& request) { request.settings.initialSystemPrompt += u'!'; });
    row("2/outer", "2 iterations or more", [](RunRequest& request) { request.settings.iterations = 1; });
    row("0/test", "iterations", [](RunRequest& request) { request.settings.iterations = 3; });
    row("4/inner", "not come to 4/inner", [](RunRequest& request) { request.settings.iterations = 4; });
    row("2/outer/9", "no such step", nothing);
    row("2/inner/gamma/1", "no such step", nothing);
    row("0/inner", "no such step", nothing);
}

void RunForkTest::refusals()
{
    QFETCH(QString, at);
    QFETCH(Change, change);
    QFETCH(QString, words);
    RunRequest request = forkRequest(m_parent, at.toLatin1().constData());
    change(request);
    QVERIFY(!started(request));
    QVERIFY2(m_refusal.contains(words), qPrintable(m_refusal));
    QCOMPARE(waited(m_project->queries().runs())->size(), 1);
}

QTEST_GUILESS_MAIN(RunForkTest)
#include "RunForkTest.moc"
