#include "core/engine/InsertionJson.h"
#include "tests/core/engine/ScriptedProject.h"

using namespace metaspo;

/// Prompts that people write into a run: nothing that was typed is lost.
class InsertionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsInTheFile_data();
    void waitsInTheFile();
    void neverGoesIntoALoopThatIsOver();
};

namespace {

const QString mine = QStringLiteral("You are a careful reader of letters.");

ServerScript script(double accuracy)
{
    ServerScript result;
    result.accuracy = accuracy;
    result.systemSpread = accuracy < 1 ? 0.3 : 0;
    result.userSpread = accuracy < 1 ? 0.05 : 0;
    result.unreadable = accuracy < 1 ? 0.02 : 0;
    return result;
}

RunRequest pausing(ScriptedProject& scripted, const RunSettings& settings, const QString& event)
{
    RunRequest request = scripted.request(settings);
    request.limits.breakpoints = {event};
    return request;
}

QList<CandidateRecord> byHand(const RunOverview& overview)
{
    QList<CandidateRecord> result;
    for (const CandidateRecord& record : overview.candidates)
        if (record.candidate.origin == Origin::ByHand)
            result.append(record);
    return result;
}

} // namespace

void InsertionTest::waitsInTheFile_data()
{
    QTest::addColumn<bool>("isFromElsewhere");
    QTest::newRow("by the session") << false;
    QTest::newRow("by another program") << true;
}

// The program is closed before the next loop of its kind comes.
void InsertionTest::waitsInTheFile()
{
    QFETCH(bool, isFromElsewhere);
    ScriptedProject scripted(script(0.5));
    RunSession* session = scripted.started(pausing(scripted, smallSettings(), QStringLiteral("loop")));
    QVERIFY(session);
    QTRY_COMPARE_WITH_TIMEOUT(session->progress().state, RunState::Paused, patience);
    const Insertion insertion{PromptKind::System, {}, mine + u'\n', Step{0, Loop::Start, {}, 0}};
    if (isFromElsewhere) {
        bool isSeen = false;
        connect(session, &RunSession::changed, this, [&](const RunChange& change) {
            isSeen = isSeen || !change.log.filter(QStringLiteral("put a prompt in")).isEmpty();
        });
        const auto posted = waited(scripted.project().postCommand(scripted.run, CommandKind::Insert,
                                                                  QString::fromUtf8(insertionJson(insertion))));
        QVERIFY(posted.has_value());
        QTRY_VERIFY_WITH_TIMEOUT(isSeen, patience);
    } else {
        session->insert(insertion);
    }
    session->suspend();
    QCOMPARE(scripted.ended(session), RunState::Paused);

    session = scripted.opened(scripted.run, RunLimits());
    QVERIFY2(session, qPrintable(scripted.refusal));
    QCOMPARE(scripted.ended(session), RunState::Finished);
    const QList<CandidateRecord> found = byHand(scripted.overview(scripted.run));
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.front().candidate.step, (Step{1, Loop::Outer, {}, 4}));
    QCOMPARE(found.front().candidate.text, mine);
    QCOMPARE(found.front().editedFrom, QStringLiteral("0/start"));
}

// Both loops ask nothing here, because nothing is wrong; taken up anew, the run passes them again.
void InsertionTest::neverGoesIntoALoopThatIsOver()
{
    ScriptedProject scripted(script(1));
    RunSettings settings = smallSettings();
    settings.iterations = 1;
    RunSession* session = scripted.started(pausing(scripted, settings, QStringLiteral("iteration")));
    QVERIFY(session);
    QTRY_VERIFY_WITH_TIMEOUT(session->progress().nextStep.contains(QLatin1String("inner loop")), patience);
    session->resume();
    QTRY_VERIFY_WITH_TIMEOUT(session->progress().nextStep.contains(QLatin1String("on test")), patience);
    session->insert({PromptKind::System, {}, mine, {}});
    session->suspend();
    QCOMPARE(scripted.ended(session), RunState::Paused);

    session = scripted.opened(scripted.run, RunLimits());
    QVERIFY2(session, qPrintable(scripted.refusal));
    QCOMPARE(scripted.ended(session), RunState::Finished);
    QVERIFY(byHand(scripted.overview(scripted.run)).isEmpty());
    const QStringList log = waited(scripted.project().queries().log(scripted.run)).value_or(QStringList());
    QCOMPARE(log.filter(QStringLiteral("1 of the prompts put in by hand")).size(), 1);
}

QTEST_GUILESS_MAIN(InsertionTest)
#include "InsertionTest.moc"
