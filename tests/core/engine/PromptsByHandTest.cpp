#include "core/engine/Drafts.h"
#include "tests/core/engine/ScriptedProject.h"

#include <QFileInfo>
#include <QStandardPaths>

using namespace metaspo;

namespace {

const Insertion careful{PromptKind::System, {}, QStringLiteral("You are a careful reader of letters."), Step{}};

/// A run that is paused in front of its first inner loop.
RunSession* pausedRun(ScriptedProject& scripted)
{
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.limits.breakpoints = {QStringLiteral("once iteration")};
    RunSession* session = scripted.started(wanted);
    return session && ScriptedProject::pauses(session) ? session : nullptr;
}

QList<Candidate> byHand(const RunOverview& overview)
{
    QList<Candidate> found;
    for (const CandidateRecord& record : overview.candidates)
        if (record.candidate.origin == Origin::ByHand)
            found.append(record.candidate);
    return found;
}

} // namespace

/// Prompts written by hand: on their way into a run, and while they are being written.
class PromptsByHandTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void waitsInTheFileUntilALoopTakesIt();
    void waitsForARunThatIsNotLive();
    void userPromptsWaitForAnInnerLoop();
    void draftsComeBack();
    void draftsOfNoRunAreRefused();
    void draftsAreForTheirOwnerOnly();
    void draftsThatCannotBeRemovedAreOfferedAgain();
};

void PromptsByHandTest::waitsInTheFileUntilALoopTakesIt()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    RunSession* session = pausedRun(scripted);
    QVERIFY(session);
    const qint64 run = session->run();
    QVERIFY(waited(session->insert(careful)).has_value());
    QCOMPARE(scripted.overview(run).waiting, QList<Insertion>{careful});
    const auto next = waited(scripted.project->nextStep(run)); // it is taken into account
    QVERIFY(next.has_value() && next->has_value());
    session->resume();
    QCOMPARE(scripted.ended(session), RunState::Finished);
    const RunOverview seen = scripted.overview(run);
    QVERIFY(seen.waiting.isEmpty());
    const QList<Candidate> inserted = byHand(seen);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted.first().text, careful.text);
    QCOMPARE(inserted.first().step, (Step{1, Loop::Outer, {}, 4})); // after the three proposals
    QCOMPARE(inserted.first().parents, QList<Step>{Step{}});
}

void PromptsByHandTest::waitsForARunThatIsNotLive()
{
    ScriptedProject scripted(ScriptedProject::usualScript(), QStringLiteral("Signs"));
    const auto run = waited(scripted.project->storeRun(ScriptedProject::request(Scope::Global)));
    QVERIFY(run.has_value());
    QVERIFY(waited(scripted.project->insert(*run, careful)).has_value());
    QCOMPARE(scripted.overview(*run).waiting, QList<Insertion>{careful});
    const auto session = waited(scripted.project->openRun(*run));
    QVERIFY(session.has_value());
    QCOMPARE(scripted.ended(*session), RunState::Finished);
    QCOMPARE(byHand(scripted.overview(*run)).size(), 1);
}

void PromptsByHandTest::userPromptsWaitForAnInnerLoop()
{
    ServerScript script = ScriptedProject::usualScript();
    script.accuracy = 0.3; // so that there is something to fix in the second iteration
    script.systemSpread = 0.1;
    ScriptedProject scripted(script, QStringLiteral("Signs"));
    RunRequest wanted = ScriptedProject::request(Scope::Global);
    wanted.limits.breakpoints = {QStringLiteral("once outer")};
    RunSession* session = scripted.started(wanted);
    QVERIFY(session && ScriptedProject::pauses(session));
    const qint64 run = session->run();
    const Insertion user{PromptKind::User, QStringLiteral("beta"),
                         QStringLiteral("Say which letter.\n{question}\nWrite it inside <answer></answer>."), {}};
    QVERIFY(waited(session->insert(user)).has_value());
    session->runTo({2, Loop::Inner, {}, 0});
    QTRY_VERIFY_WITH_TIMEOUT(session->progress().position == (Step{2, Loop::Inner, {}, 0})
                                 && session->progress().state == RunState::Paused,
                             scripted.patience);
    QCOMPARE(scripted.overview(run).waiting.size(), 1); // no outer loop took it
    session->resume();
    QCOMPARE(scripted.ended(session), RunState::Finished);
    const QList<Candidate> inserted = byHand(scripted.overview(run));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted.first().step, (Step{2, Loop::Inner, QStringLiteral("beta"), 3}));
}

void PromptsByHandTest::draftsComeBack()
{
    const QTemporaryDir folder;
    qputenv("XDG_DATA_HOME", folder.path().toUtf8());
    const QString run = QStringLiteral("6a1f0c6e-3b35-4a7e-9c07-5a0b8f1f2d11");
    const Draft system{run, careful, {}};
    const Draft user{run, {PromptKind::User, QStringLiteral("a/b"), QStringLiteral("{question} \u202e<b>"), {}}, {}};
    {
        Drafts drafts;
        QVERIFY(drafts.ofRun(run).result()->isEmpty());
        QVERIFY(drafts.save(system).result().has_value());
        QVERIFY(drafts.save(user).result().has_value());
        Draft again = system;
        again.insertion.text = QStringLiteral("Later.");
        QVERIFY(drafts.save(again).result().has_value()); // takes the place of the first
    }
    Drafts drafts;
    const auto found = drafts.ofRun(run).result();
    QVERIFY(found.has_value());
    QCOMPARE(found->size(), 2);
    QStringList texts;
    for (const Draft& draft : *found) {
        texts.append(draft.insertion.text);
        QVERIFY(draft.savedUtc.isValid());
    }
    QVERIFY(texts.contains(user.insertion.text) && texts.contains(QStringLiteral("Later.")));
    QVERIFY(drafts.remove(system).result().has_value());
    QCOMPARE(drafts.ofRun(run).result()->size(), 1);
    QCOMPARE(drafts.ofRun(QStringLiteral("6a1f0c6e-3b35-4a7e-9c07-5a0b8f1f2d12")).result()->size(), 0);
}

void PromptsByHandTest::draftsOfNoRunAreRefused()
{
    Drafts drafts;
    QVERIFY(!drafts.save({QStringLiteral("../../elsewhere"), careful, {}}).result().has_value());
    QVERIFY(!drafts.ofRun({}).result().has_value());
}

void PromptsByHandTest::draftsAreForTheirOwnerOnly()
{
    const QTemporaryDir folder;
    qputenv("XDG_DATA_HOME", folder.path().toUtf8());
    const QString run = QStringLiteral("6a1f0c6e-3b35-4a7e-9c07-5a0b8f1f2d11");
    Drafts drafts;
    QVERIFY(drafts.save({run, careful, {}}).result().has_value());
    const QDir kept(folder.filePath(QStringLiteral("metaspo/drafts/") + run));
    const QFileInfoList files = kept.entryInfoList(QDir::Files);
    QCOMPARE(files.size(), 1);
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(files.first().permissions() & others));
    QVERIFY(!(QFileInfo(kept.path()).permissions() & others));
}

void PromptsByHandTest::draftsThatCannotBeRemovedAreOfferedAgain()
{
    const QTemporaryDir folder;
    qputenv("XDG_DATA_HOME", folder.path().toUtf8());
    const QString run = QStringLiteral("6a1f0c6e-3b35-4a7e-9c07-5a0b8f1f2d13");
    const Draft draft{run, careful, {}};
    Drafts drafts;
    QVERIFY(drafts.save(draft).result().has_value());
    // Something else where its file was: that cannot be removed by anybody, root included.
    const QDir kept(folder.filePath(QStringLiteral("metaspo/drafts/") + run));
    const QString name = kept.entryList(QDir::Files).value(0);
    QVERIFY(!name.isEmpty() && QFile::remove(kept.filePath(name)) && kept.mkpath(name + QStringLiteral("/full")));
    const Result<void> removed = drafts.remove(draft).result();
    QVERIFY(!removed.has_value());
    QVERIFY(removed.error().kind != ErrorKind::DiskFull);
    QVERIFY2(sentence(removed.error()).contains(QLatin1String("could not be removed; it will be offered again")),
             qPrintable(sentence(removed.error())));
    QVERIFY(!sentence(removed.error()).contains(QLatin1String("Copy the text")));
    const Result<void> saved = drafts.save(draft).result(); // nor can it be kept there
    QVERIFY(!saved.has_value());
    QVERIFY2(sentence(saved.error()).contains(QLatin1String("Copy the text")), qPrintable(sentence(saved.error())));
}

QTEST_GUILESS_MAIN(PromptsByHandTest)
#include "PromptsByHandTest.moc"
