#include "core/engine/InsertionJson.h"
#include "tests/core/engine/RunFixture.h"

#include <QTest>

using namespace metaspo;

/// Prompts that people write into a run: nothing that was typed is lost.
class InsertionTest : public RunFixture
{
    Q_OBJECT

private Q_SLOTS:
    void waitsInTheFile_data();
    void waitsInTheFile();
    void neverGoesIntoALoopThatIsOver();

private:
    RunSession* startedPausing(const RunSettings& settings, const QString& event);
};

namespace {

const QString mine = QStringLiteral("You are a careful reader of letters.");

QList<CandidateRecord> byHand(const RunOverview& overview)
{
    QList<CandidateRecord> result;
    for (const CandidateRecord& record : overview.candidates)
        if (record.candidate.origin == Origin::ByHand)
            result.append(record);
    return result;
}

} // namespace

RunSession* InsertionTest::startedPausing(const RunSettings& settings, const QString& event)
{
    RunRequest wanted = request(settings);
    wanted.limits.breakpoints = {event};
    return started(wanted);
}

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
    RunSession* session = startedPausing(smallSettings(), QStringLiteral("loop"));
    QVERIFY(session);
    QTRY_COMPARE_WITH_TIMEOUT(session->progress().state, RunState::Paused, patience);
    const Insertion insertion{PromptKind::System, {}, mine + u'\n', Step{0, Loop::Start, {}, 0}};
    if (isFromElsewhere) {
        bool isSeen = false;
        const auto seen = connect(session, &RunSession::changed, this, [&](const RunChange& change) {
            isSeen = isSeen || !change.log.filter(QStringLiteral("put a prompt in")).isEmpty();
        });
        const auto posted = waited(m_project->postCommand(m_run, CommandKind::Insert,
                                                                  QString::fromUtf8(insertionJson(insertion))));
        QVERIFY(posted.has_value());
        QTRY_VERIFY_WITH_TIMEOUT(isSeen, patience);
        disconnect(seen);
    } else {
        session->insert(insertion);
    }
    session->suspend();
    QCOMPARE(ended(session), RunState::Paused);

    session = opened(m_run, RunLimits());
    QVERIFY2(session, qPrintable(m_refusal));
    QCOMPARE(ended(session), RunState::Finished);
    const QList<CandidateRecord> found = byHand(overview(m_run));
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.front().candidate.step, (Step{1, Loop::Outer, {}, 4}));
    QCOMPARE(found.front().candidate.text, mine);
    QCOMPARE(found.front().editedFrom, QStringLiteral("0/start"));
}

// Both loops ask nothing here, because nothing is wrong; taken up anew, the run passes them again.
void InsertionTest::neverGoesIntoALoopThatIsOver()
{
    ServerScript script;
    script.accuracy = 1;
    script.systemSpread = script.userSpread = script.unreadable = 0;
    m_server->setScript(script);
    RunSettings settings = smallSettings();
    settings.iterations = 1;
    RunSession* session = startedPausing(settings, QStringLiteral("iteration"));
    QVERIFY(session);
    QTRY_VERIFY_WITH_TIMEOUT(session->progress().nextStep.contains(QLatin1String("inner loop")), patience);
    session->resume();
    QTRY_VERIFY_WITH_TIMEOUT(session->progress().nextStep.contains(QLatin1String("on test")), patience);
    session->insert({PromptKind::System, {}, mine, {}});
    session->suspend();
    QCOMPARE(ended(session), RunState::Paused);

    session = opened(m_run, RunLimits());
    QVERIFY2(session, qPrintable(m_refusal));
    QCOMPARE(ended(session), RunState::Finished);
    QVERIFY(byHand(overview(m_run)).isEmpty());
    const QStringList log = waited(m_project->queries().log(m_run)).value_or(QStringList());
    QCOMPARE(log.filter(QStringLiteral("1 of the prompts put in by hand")).size(), 1);

    // The sentence says to fork the run; what was written goes along.
    RunRequest fork = request(settings);
    fork.forkOf = m_run;
    fork.forkAt = Step{1, Loop::Outer, {}, 0};
    QVERIFY2(runToEnd(fork) == RunState::Finished, qPrintable(m_refusal + m_reason));
    const QList<CandidateRecord> found = byHand(overview(m_run));
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.front().candidate.text, mine);
}

QTEST_GUILESS_MAIN(InsertionTest)
#include "InsertionTest.moc"
