#include "core/store/Opening.h"
#include "core/store/write/StoreWriter.h"
#include "tests/core/store/StoreSamples.h"

#include <QCoreApplication>
#include <QFile>
#include <QSemaphore>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

/// The other program of the tests of the store: it is killed, holds leases, writes hard beside another.
using namespace metaspo;
using namespace metaspo::samples;

namespace {

constexpr int inFlight = 16;

void say(const QString& line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    if (::write(STDOUT_FILENO, bytes.constData(), static_cast<size_t>(bytes.size())) < 0)
        std::exit(3);
}

[[noreturn]] void stop(const Error& error)
{
    std::fprintf(stderr, "%s\n", qPrintable(sentence(error)));
    std::exit(2);
}

std::unique_ptr<Store> opened(const QString& path)
{
    auto store = Store::open(path);
    if (!store)
        stop(store.error());
    return std::move(*store);
}

/// Sends and answers calls with 16 in flight, each acknowledged answer said on standard output.
class Answering
{
public:
    Answering(Writer& writer, qint64 run, QString name) : m_writer(writer), m_run(run), m_name(std::move(name)) {}

    void run(int calls)
    {
        m_left = calls;
        for (int i = 0; i < inFlight; ++i)
            next();
        m_ended.acquire(inFlight);
    }

private:
    void next()
    {
        const int left = m_left--;
        if (left <= 0) {
            m_ended.release();
            return;
        }
        const NewCall call = optimizerCall(m_run, QStringLiteral("1/outer/1 %1.%2").arg(m_name).arg(left));
        m_writer.callSent(call, [this](Result<qint64> id) {
            if (!id)
                stop(id.error());
            answerCall(*id);
        });
    }

    void answerCall(qint64 id)
    {
        const QString text = QStringLiteral("answer %1 ").arg(id) + QString(static_cast<int>(id * 37 % 4000), u'x');
        m_writer.callAnswered(answer(id, text), [this, id](Result<void> stored) {
            if (!stored)
                stop(stored.error());
            say(QString::number(id));
            next();
        });
    }

    Writer& m_writer;
    qint64 m_run;
    QString m_name;
    std::atomic<int> m_left{0};
    QSemaphore m_ended;
};

/// With a log of a few pages only, so that checkpoints meet commits all the time.
int hammer(const QString& path, qint64 run, const QString& name, int calls)
{
    const LockFile lockFile(path);
    auto file = openFile(path, Store::Access::ReadWrite, lockFile);
    auto lock = lockFile.open();
    auto presence = Presence::announce(lockFile);
    if (!file || !lock || !presence)
        stop(!file ? file.error() : !lock ? lock.error() : presence.error());
    WriterTiming timing;
    timing.longLogPages = 12;
    StoreWriter writer(path, std::move(file->database), std::move(*lock), std::move(*presence), timing);
    Answering(writer, run, name).run(calls);
    return 0;
}

int holdLease(const QString& path, qint64 run)
{
    const auto store = opened(path);
    const auto lease = store->acquireLease(run);
    if (!lease)
        stop(lease.error());
    written<void>([&](auto done) { store->writer().noteOwner(run, QStringLiteral("the other program"), done); });
    written<void>([&](auto done) { store->writer().setRunState(run, RunState::Running, {}, done); });
    say(QStringLiteral("ready"));
    std::getchar();
    return 0;
}

/// In a folder whose disk is almost full: answers wait until `ballast` is gone, then they are all there.
int fill(const QString& folder)
{
    const QString path = folder + QStringLiteral("/project.metaspo");
    auto store = Store::create(path);
    if (!store)
        stop(store.error());
    Writer& writer = (*store)->writer();
    std::atomic<int> troubles{0};
    writer.setTroubleListener([&](Result<void> news) {
        if (!news)
            say(QStringLiteral("trouble ") + identifier(news.error().kind));
        troubles += news ? 0 : 1;
    });
    const auto run = written<qint64>([&](auto done) { writer.createRun(newRun({}), done); });
    if (!run)
        stop(run.error());
    const QString text(100'000, u'x');
    QSemaphore answered;
    int sent = 0;
    while (troubles == 0 && sent < 1000) {
        const auto id = written<qint64>(
            [&](auto done) { writer.callSent(optimizerCall(*run, QStringLiteral("1/outer/%1").arg(sent)), done); });
        if (!id)
            break;
        ++sent;
        writer.callAnswered(answer(*id, text), [&](Result<void> stored) { answered.release(stored ? 1 : 0); });
    }
    QFile::remove(folder + QStringLiteral("/ballast"));
    const bool allThere = answered.tryAcquire(sent, 30'000);
    const auto reader = (*store)->newReader();
    const auto problems = (*store)->check();
    if (troubles == 0 || !allThere || !problems || !problems->isEmpty() ||
        (*reader)->callIds({*run, {}, CallState::Ok, {}})->size() != sent)
        return 1;
    say(QStringLiteral("stored"));
    return 0;
}

/// A file with a row in most tables, as the fixture of the current schema: made once per schema, then never again.
int makeFixture(const QString& target)
{
    const Project made = project();
    Writer& writer = made.writer();
    evaluate(writer, made.run, place(QStringLiteral("letters"), 0), OutcomeKind::Correct, QStringLiteral("A"));
    const auto ordinary = [](Result<void>) {};
    writer.insert(made.run, step("1/outer"), {PromptKind::System, {}, QStringLiteral("By hand."), {}}, ordinary);
    Candidate proposal = systemPrompt("1/outer/1", QStringLiteral("By hand."));
    proposal.parents = {step("0/start")};
    writer.record(made.run, CandidateProposed{proposal}, ordinary);
    writer.record(made.run, CandidateJudged{proposal.step, CandidateState::Scored, MetaScore{5, 2}, {}}, ordinary);
    writer.record(made.run, CandidateDropped{proposal.step, MetaScore{5, 2}, 1, 2}, ordinary);
    writer.record(made.run, BeamChosen{step("1/outer"), QStringLiteral("letters"), {step("0/start/letters")}},
                  ordinary);
    writer.log(made.run, QStringLiteral("One."));
    writer.postCommand({0, made.run, CommandKind::Pause, {}}, [](Result<qint64>) {});
    writer.noteOwner(made.run, QStringLiteral("nobody"), ordinary);
    const auto failing = written<qint64>(
        [&](auto done) { writer.callSent(optimizerCall(made.run, QStringLiteral("1/outer/1 rewrite")), done); });
    writer.callFailed(*failing, {{1, QStringLiteral("server_failure"), 500, QStringLiteral("no"), true, 1, 2}},
                      ordinary);
    writer.callSent(optimizerCall(made.run, QStringLiteral("1/outer/2 rewrite")), [](Result<qint64>) {});
    written<int>([&](auto done) { writer.markLostCalls(made.run, done); });
    if (const Result<void> copied = made.store->backup(target); !copied)
        stop(copied.error());
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QString mode = arguments.value(1);
    const QString path = arguments.value(2);
    const qint64 run = arguments.value(3).toLongLong();
    if (mode == u"answers") {
        const auto store = opened(path);
        Answering(store->writer(), run, arguments.value(4)).run(1'000'000);
    } else if (mode == u"hammer")
        return hammer(path, run, arguments.value(4), arguments.value(5).toInt());
    else if (mode == u"lease")
        return holdLease(path, run);
    else if (mode == u"fixture")
        return makeFixture(path);
    else if (mode == u"fill")
        return fill(path);
    return 0;
}
