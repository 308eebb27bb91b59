#include "core/store/Glance.h"
#include "core/store/Opening.h"
#include "tests/core/store/StoreSamples.h"
#include "tests/support/HeldFile.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

using namespace metaspo;
using namespace metaspo::samples;

/// What a file says of itself without being opened, and that looking at it leaves nothing behind.
class GlanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsRunsByState_data();
    void countsRunsByState();
    void namesWhoHasTheRun();
    void seesWhatIsStillInTheLog();
    void saysWhyItCannotBeRead_data();
    void saysWhyItCannotBeRead();
    void knowsANewerFile();
    void leavesNothingBehind();
    void doesNotWaitForeverForAHeldFile();
};

namespace {

void setState(samples::Project& made, RunState state)
{
    written<void>([&](auto done) { made.writer().setRunState(made.run, state, {}, done); });
}

void close(samples::Project& made)
{
    made.reader.reset();
    made.store.reset();
}

} // namespace

void GlanceTest::countsRunsByState_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("finished");
    QTest::addColumn<int>("interrupted");
    QTest::newRow("created") << int(RunState::Created) << 0 << 0;
    QTest::newRow("paused") << int(RunState::Paused) << 0 << 0;
    QTest::newRow("finished") << int(RunState::Finished) << 1 << 0;
    QTest::newRow("its program died") << int(RunState::Running) << 0 << 1;
}

void GlanceTest::countsRunsByState()
{
    QFETCH(int, state);
    QFETCH(int, finished);
    QFETCH(int, interrupted);
    samples::Project made = project();
    setState(made, static_cast<RunState>(state));
    close(made);
    const ProjectGlance glance = glanceAt(made.path);
    QCOMPARE(glance.state, ProjectGlance::State::Usable);
    QCOMPARE(glance.runs, 1);
    QCOMPARE(glance.finishedRuns, finished);
    QCOMPARE(glance.interrupted.size(), interrupted);
    QVERIFY(glance.atWork.isEmpty());
    QCOMPARE(glance.costNanoDollars, std::optional<qint64>(0));
}

void GlanceTest::namesWhoHasTheRun()
{
    samples::Project made = project();
    const auto lease = made.store->acquireLease(made.run);
    COMPARE_OK(lease);
    setState(made, RunState::Running);
    written<void>([&](auto done) { made.writer().noteOwner(made.run, QStringLiteral("somebody"), done); });
    const ProjectGlance glance = glanceAt(made.path);
    QCOMPARE(glance.atWork, (QList<RunAtWork>{{made.run, QStringLiteral("somebody"), false}}));
    QVERIFY(glance.interrupted.isEmpty());
}

void GlanceTest::seesWhatIsStillInTheLog()
{
    samples::Project made = project();
    QVERIFY(QFile::exists(made.path + QStringLiteral("-wal")));
    QCOMPARE(glanceAt(made.path).runs, 1);
}

void GlanceTest::saysWhyItCannotBeRead_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<ProjectGlance::State>("state");
    QTest::newRow("nothing there") << QStringLiteral("none.metaspo") << ProjectGlance::State::Missing;
    QTest::newRow("a folder") << QStringLiteral("folder") << ProjectGlance::State::Unreadable;
    QTest::newRow("no database") << QStringLiteral("text.metaspo") << ProjectGlance::State::Unreadable;
    QTest::newRow("empty") << QStringLiteral("empty.metaspo") << ProjectGlance::State::Unreadable;
}

void GlanceTest::saysWhyItCannotBeRead()
{
    QFETCH(QString, name);
    QFETCH(ProjectGlance::State, state);
    const QTemporaryDir folder;
    QDir(folder.path()).mkdir(QStringLiteral("folder"));
    for (const auto& [file, content] :
         {std::pair{"text.metaspo", "this is no database"}, std::pair{"empty.metaspo", ""}}) {
        QFile written(folder.filePath(QLatin1String(file)));
        QVERIFY(written.open(QIODevice::WriteOnly) && written.write(content) >= 0);
    }
    const ProjectGlance glance = glanceAt(folder.filePath(name));
    QCOMPARE(glance.state, state);
    QVERIFY(!glance.trouble.isEmpty());
}

void GlanceTest::knowsANewerFile()
{
    samples::Project made = project();
    close(made);
    Database(made.path, Database::Mode::ReadWrite, 0)
        .execute("PRAGMA user_version=99; ALTER TABLE run RENAME TO rerun");
    QCOMPARE(glanceAt(made.path).state, ProjectGlance::State::Newer);
}

void GlanceTest::leavesNothingBehind()
{
    samples::Project made = project();
    close(made);
    const QDir folder(made.folder->path());
    const QStringList before = folder.entryList(QDir::Files);
    const QDateTime changed = QFileInfo(made.path).lastModified();
    QCOMPARE(glanceAt(made.path).runs, 1);
    QCOMPARE(folder.entryList(QDir::Files), before);
    QCOMPARE(QFileInfo(made.path).lastModified(), changed);
}

void GlanceTest::doesNotWaitForeverForAHeldFile()
{
    samples::Project made = project();
    close(made);
    const HeldFile held(made.path);
    QElapsedTimer clock;
    clock.start();
    const ProjectGlance glance = glanceAt(made.path);
    QVERIFY2(clock.elapsed() < 10'000, qPrintable(QString::number(clock.elapsed())));
    QCOMPARE(glance.state, ProjectGlance::State::Unreadable);
    QVERIFY(!glance.trouble.isEmpty());
}

QTEST_GUILESS_MAIN(GlanceTest)
#include "GlanceTest.moc"
