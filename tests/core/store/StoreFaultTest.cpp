#include "core/store/Opening.h"
#include "core/store/write/StoreWriter.h"
#include "tests/core/store/StoreSamples.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QSemaphore>
#include <QTest>
#include <atomic>
#include <csignal>
#include <sys/resource.h>

#ifdef __SANITIZE_THREAD__
// QProcess forks with the memory shared, which the sanitizer takes for a fork of this program.
extern "C" const char* __tsan_default_options()
{
    return "die_after_fork=0";
}
#endif

using namespace metaspo;
using namespace metaspo::samples;

namespace {

const QString program = QStringLiteral(STORE_WRITER_PROGRAM);

void start(QProcess& process, const QStringList& arguments)
{
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(program, arguments);
}

/// The largest file that may be written by this process, until the end of the scope.
class SizeLimit
{
public:
    explicit SizeLimit(qint64 bytes)
    {
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = static_cast<rlim_t>(bytes);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~SizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    SizeLimit(const SizeLimit&) = delete;
    SizeLimit& operator=(const SizeLimit&) = delete;

private:
    rlimit m_before{};
};

/// News of a writer's trouble listener.
struct Troubles
{
    std::atomic<int> begun{0};
    std::atomic<int> over{0};
    std::atomic<ErrorKind> kind{ErrorKind::Internal};

    void listenTo(Writer& writer)
    {
        writer.setTroubleListener([this](Result<void> news) {
            if (!news)
                kind = news.error().kind;
            ++(news ? over : begun);
        });
    }
};

QList<qint64> sendCalls(const Project& made, int count)
{
    QList<qint64> ids;
    for (int i = 0; i < count; ++i)
        ids << written<qint64>([&](auto done) {
                   made.writer().callSent(optimizerCall(made.run, QStringLiteral("1/outer/%1").arg(i)), done);
               }).value_or(0);
    return ids;
}

} // namespace

/// Nothing that was paid for is lost: killed programs, full disks, two programs on one file.
class StoreFaultTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAcknowledgedAnswersOfAKilledProgram();
    void survivesTwoProgramsOnOneFile();
    void leasesARunToOneProgram();
    void keepsAnswersWhileTheDiskIsFull();
    void givesUpWhenToldTo();
    void storesAllWhenAFullDiskHasSpaceAgain();
    void waitsForAFileThatWasMovedAway();
    void failsAfterWaitingForALock();
    void failsOnlyTheJobThatIsWrong();
};

void StoreFaultTest::keepsAcknowledgedAnswersOfAKilledProgram()
{
    Project made = project();
    for (int kill = 0; kill < 3; ++kill) {
        made.reader.reset();
        made.store.reset();
        QProcess child;
        start(child, {QStringLiteral("answers"), made.path, QString::number(made.run), QString::number(kill)});
        QByteArray said;
        while (said.count('\n') < 150 + 100 * kill && child.waitForReadyRead(60'000))
            said += child.readAll();
        ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
        child.waitForFinished();
        said += child.readAll();
        QVERIFY(child.exitStatus() == QProcess::CrashExit);
        said.truncate(said.lastIndexOf('\n') + 1);

        auto store = Store::open(made.path);
        COMPARE_OK(store);
        made.store = std::move(*store);
        made.reader = std::move(*made.store->newReader());
        QVERIFY(made.store->endedUncleanly());
        int acknowledged = 0;
        for (const QByteArray& line : said.split('\n')) {
            if (line.isEmpty())
                continue;
            ++acknowledged;
            const auto call = made.reader->call(line.toLongLong());
            COMPARE_OK(call);
            QCOMPARE(call->call.state, CallState::Ok);
            QVERIFY(call->completion.text.startsWith(QStringLiteral("answer %1 ").arg(call->call.call)));
        }
        QVERIFY(acknowledged >= 150);
        const auto lost = written<int>([&](auto done) { made.writer().markLostCalls(made.run, done); });
        COMPARE_OK(lost);
        QVERIFY(*lost <= 16);
        const auto problems = made.store->check();
        COMPARE_OK(problems);
        QCOMPARE(*problems, QStringList());
    }
}

void StoreFaultTest::survivesTwoProgramsOnOneFile()
{
    constexpr int calls = 400;
    const Project made = project();
    QProcess children[2];
    for (int i = 0; i < 2; ++i)
        start(children[i], {QStringLiteral("hammer"), made.path, QString::number(made.run), QString::number(i),
                            QString::number(calls)});
    // This process reads and writes meanwhile.
    int rounds = 0;
    while (children[0].state() != QProcess::NotRunning || children[1].state() != QProcess::NotRunning) {
        made.writer().log(made.run, QStringLiteral("Round %1").arg(rounds));
        COMPARE_OK(flush(made.writer()));
        const auto run = made.reader->run(made.run);
        COMPARE_OK(run);
        QVERIFY(run->optimizerCalls >= 0);
        ++rounds;
        children[0].waitForFinished(1);
        children[1].waitForFinished(1);
    }
    for (const QProcess& child : children)
        QCOMPARE(child.exitCode(), 0);
    QCOMPARE(made.reader->run(made.run)->optimizerCalls, 2 * calls);
    QCOMPARE(made.reader->callIds({made.run, {}, CallState::Ok, {}})->size(), 2 * calls);
    QCOMPARE(made.reader->log(made.run)->size(), rounds);
    QCOMPARE(*made.store->check(), QStringList());
}

void StoreFaultTest::leasesARunToOneProgram()
{
    const Project made = project();
    QProcess child;
    start(child, {QStringLiteral("lease"), made.path, QString::number(made.run)});
    QVERIFY(child.waitForReadyRead(60'000));
    const auto refused = made.store->acquireLease(made.run);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::FileBusy);
    QVERIFY(sentence(refused.error()).contains(QStringLiteral("the other program")));
    COMPARE_OK(made.store->acquireLease(made.run + 1)); // another run is free
    QCOMPARE(made.reader->run(made.run)->state, RunState::Running);
    ::kill(static_cast<pid_t>(child.processId()), SIGKILL);
    child.waitForFinished();
    QCOMPARE(made.reader->run(made.run)->state, RunState::Interrupted);
    const auto lease = made.store->acquireLease(made.run);
    COMPARE_OK(lease);
    QCOMPARE((*lease)->run(), made.run);
    QCOMPARE(made.store->acquireLease(made.run).error().kind, ErrorKind::FileBusy); // also within one process
}

void StoreFaultTest::keepsAnswersWhileTheDiskIsFull()
{
    const Project made = project();
    Troubles troubles;
    troubles.listenTo(made.writer());
    const QList<qint64> ids = sendCalls(made, 3);
    const EvaluationPlace at = place(QStringLiteral("letters"), 0);
    const auto base =
        written<qint64>([&](auto done) { made.writer().callSent(evaluationCall(made.run, at), done); });
    const QString text(300'000, u'x');
    QSemaphore stored;
    {
        const SizeLimit full(QFileInfo(made.path + QStringLiteral("-wal")).size() + 5'000);
        for (const qint64 id : ids)
            made.writer().callAnswered(answer(id, text), [&](Result<void> result) { stored.release(result ? 1 : 0); });
        made.writer().callAnswered(answer(*base, QStringLiteral("A")),
                                   [&](Result<void> result) { stored.release(result ? 1 : 0); });
        made.writer().evaluated(evaluation(made.run, *base, at, OutcomeKind::Correct, QStringLiteral("A")));
        // Nothing new may be sent.
        for (int i = 0; i < 3; ++i) {
            const auto refused = written<qint64>(
                [&](auto done) { made.writer().callSent(optimizerCall(made.run, QStringLiteral("1/outer/9")), done); });
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::DiskFull);
        }
        QCOMPARE(stored.available(), 0);
        QCOMPARE(troubles.begun, 1);
        QCOMPARE(troubles.over, 0);
        QCOMPARE(troubles.kind, ErrorKind::DiskFull);
        QCOMPARE(made.reader->run(made.run)->optimizerCalls, 0); // what was there can be read
    }
    QVERIFY(stored.tryAcquire(4, 60'000));
    COMPARE_OK(flush(made.writer()));
    QCOMPARE(troubles.begun, 1);
    QCOMPARE(troubles.over, 1);
    for (const qint64 id : ids)
        QCOMPARE(made.reader->call(id)->completion.text, text);
    QCOMPARE(made.reader->cells(made.run)->first().score.right, 1);
    QCOMPARE(*made.store->check(), QStringList());
}

void StoreFaultTest::givesUpWhenToldTo()
{
    const Project made = project();
    const QList<qint64> ids = sendCalls(made, 2);
    QSemaphore ended;
    std::atomic<int> failed{0};
    const auto done = [&](const Result<void>& result) {
        failed += result ? 0 : 1;
        ended.release();
    };
    {
        const SizeLimit full(QFileInfo(made.path + QStringLiteral("-wal")).size() + 5'000);
        made.writer().callAnswered(answer(ids.first(), QString(300'000, u'x')), done);
        QVERIFY(!flush(made.writer()));
        QVERIFY(!ended.tryAcquire(1, 2'500)); // kept
        made.writer().giveUpSoon();
        QVERIFY(ended.tryAcquire(1, 60'000));
        QCOMPARE(failed, 1);
    }
    COMPARE_OK(flush(made.writer()));
    made.writer().callAnswered(answer(ids.last(), QStringLiteral("x")), done);
    QVERIFY(ended.tryAcquire(1, 60'000));
    QCOMPARE(failed, 1);
}

void StoreFaultTest::storesAllWhenAFullDiskHasSpaceAgain()
{
    QTemporaryDir folder;
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    child.start(QStringLiteral("unshare"),
                {QStringLiteral("-rm"), QStringLiteral("sh"), QStringLiteral("-c"),
                 QStringLiteral("mount -t tmpfs -o size=4m none '%1' || exit 77; "
                                "head -c 1500000 /dev/zero > '%1/ballast'; '%2' fill '%1'")
                     .arg(folder.path(), program)});
    if (!child.waitForFinished(60'000) || child.exitCode() == 77 || child.exitCode() == 1)
        if (!child.readAllStandardOutput().startsWith("trouble"))
            QSKIP("this system does not let its users mount a small disk");
    QCOMPARE(child.exitCode(), 0);
    QCOMPARE(child.readAllStandardOutput(), QByteArray("trouble disk_full\nstored\n"));
}

void StoreFaultTest::waitsForAFileThatWasMovedAway()
{
    const Project made = project();
    Troubles troubles;
    troubles.listenTo(made.writer());
    const QList<qint64> ids = sendCalls(made, 1);
    QVERIFY(QFile::rename(made.path, made.path + QStringLiteral(".away")));
    QSemaphore stored;
    made.writer().callAnswered(answer(ids.first(), QStringLiteral("paid")),
                               [&](Result<void> result) { stored.release(result ? 1 : 0); });
    const auto refused = flush(made.writer());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::ReadOnlyFile);
    QCOMPARE(stored.available(), 0);
    QVERIFY(QFile::rename(made.path + QStringLiteral(".away"), made.path));
    QVERIFY(stored.tryAcquire(1, 60'000));
    COMPARE_OK(flush(made.writer()));
    QCOMPARE(troubles.over, 1);
    QCOMPARE(made.reader->call(ids.first())->completion.text, QStringLiteral("paid"));
}

void StoreFaultTest::failsAfterWaitingForALock()
{
    Project made = project();
    made.reader.reset();
    made.store.reset();
    const LockFile lockFile(made.path);
    auto file = openFile(made.path, Store::Access::ReadWrite, lockFile);
    COMPARE_OK(file);
    WriterTiming timing;
    timing.lockPatience = std::chrono::milliseconds(20);
    timing.retryAfter = std::chrono::milliseconds(5);
    StoreWriter writer(made.path, std::move(file->database), std::move(*lockFile.open()),
                       std::move(*Presence::announce(lockFile)), timing);
    Troubles troubles;
    troubles.listenTo(writer);
    {
        const auto other = lockFile.open();
        const WriteLock held(*other, std::chrono::seconds(5));
        QVERIFY(held.isHeld());
        QCOMPARE(flush(writer).error().kind, ErrorKind::FileBusy);
    }
    COMPARE_OK(flush(writer));
    COMPARE_OK(flush(writer)); // the news is told after the first
    QCOMPARE(troubles.begun, 1);
    QCOMPARE(troubles.over, 1);
}

void StoreFaultTest::failsOnlyTheJobThatIsWrong()
{
    const Project made = project();
    QSemaphore answered;
    std::atomic<int> failed{0};
    // Queued together, so they are one transaction; the second task of one job has a name that is taken.
    for (int i = 0; i < 20; ++i) {
        made.writer().callSent(optimizerCall(made.run, QStringLiteral("1/outer/%1").arg(i)), [&](Result<qint64> id) {
            failed += id ? 0 : 1;
            answered.release();
        });
        if (i == 10)
            made.writer().saveTasks({task(QStringLiteral("new")), task(QStringLiteral("letters"))},
                                    [&](Result<QList<qint64>> ids) { answered.release(ids ? 100 : 1); });
    }
    QVERIFY(answered.tryAcquire(21, 60'000));
    QCOMPARE(answered.available(), 0);
    QCOMPARE(failed, 0);
    QCOMPARE(made.reader->callIds({made.run, {}, {}, {}})->size(), 20);
    QCOMPARE(made.reader->tasks()->size(), 2);
}

QTEST_GUILESS_MAIN(StoreFaultTest)
#include "StoreFaultTest.moc"
