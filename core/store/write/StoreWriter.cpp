#include "core/store/write/StoreWriter.h"

#include "core/store/write/Writes.h"

namespace metaspo {

using Session = WriteSession;

StoreWriter::StoreWriter(QString path, std::unique_ptr<Database> database, OpenFile lock, Presence presence,
                         WriterTiming timing)
    : m_commits(std::move(path), std::move(database), std::move(lock), std::move(presence), timing)
{
}

void StoreWriter::expectReplay(qint64 run)
{
    add<void>(Kind::Ordinary, [run](Session& session) { session.expectReplay(run); }, {});
}

void StoreWriter::setTroubleListener(std::function<void(Result<void>)> listener)
{
    m_commits.setTroubleListener(std::move(listener));
}

void StoreWriter::saveTasks(QList<Task> tasks, Done<QList<qint64>> done)
{
    add<QList<qint64>>(
        Kind::Ordinary, [tasks = std::move(tasks)](Session& session) { return metaspo::saveTasks(session, tasks); },
        std::move(done));
}

void StoreWriter::changeTask(TaskChange change, Done<TaskChanged> done)
{
    add<TaskChanged>(
        Kind::Ordinary,
        [change = std::move(change)](Session& session) { return metaspo::changeTask(session, change); },
        std::move(done));
}

void StoreWriter::removeTask(qint64 id, Done<void> done)
{
    add<void>(Kind::Ordinary, [id](Session& session) { metaspo::removeTask(session, id); }, std::move(done));
}

void StoreWriter::restoreTask(qint64 id, QString name, Done<TaskRestored> done)
{
    add<TaskRestored>(
        Kind::Ordinary,
        [id, name = std::move(name)](Session& session) { return metaspo::restoreTask(session, id, name); },
        std::move(done));
}

void StoreWriter::createRun(NewRun run, Done<qint64> done)
{
    add<qint64>(
        Kind::Ordinary, [run = std::move(run)](Session& session) { return metaspo::createRun(session, run); },
        std::move(done));
}

void StoreWriter::setRunState(qint64 run, RunState state, QString reason, Done<void> done)
{
    add<void>(
        Kind::Ordinary,
        [run, state, reason = std::move(reason)](Session& session) {
            metaspo::setRunState(session, run, state, reason);
        },
        std::move(done));
}

void StoreWriter::setRunLimits(qint64 run, RunLimits limits, Done<void> done)
{
    add<void>(
        Kind::Ordinary,
        [run, limits = std::move(limits)](Session& session) { metaspo::setRunLimits(session, run, limits); },
        std::move(done));
}

void StoreWriter::setRunNote(qint64 run, QString note, Done<void> done)
{
    add<void>(
        Kind::Ordinary, [run, note = std::move(note)](Session& session) { metaspo::setRunNote(session, run, note); },
        std::move(done));
}

void StoreWriter::markLostCalls(qint64 run, Done<int> done)
{
    add<int>(
        Kind::Ordinary, [run](Session& session) { return metaspo::markLostCalls(session, run); }, std::move(done));
}

void StoreWriter::callSent(NewCall call, Done<qint64> done)
{
    add<qint64>(
        Kind::Ordinary, [call = std::move(call)](Session& session) { return metaspo::callSent(session, call); },
        std::move(done));
}

void StoreWriter::callAnswered(AnsweredCall answer, Done<void> done)
{
    add<void>(
        Kind::Paid, [answer = std::move(answer)](Session& session) { metaspo::callAnswered(session, answer); },
        std::move(done));
}

void StoreWriter::callFailed(qint64 call, QList<FailedAttempt> failedAttempts, Done<void> done)
{
    add<void>(
        Kind::Ordinary,
        [call, attempts = std::move(failedAttempts)](Session& session) {
            metaspo::callFailed(session, call, attempts);
        },
        std::move(done));
}

void StoreWriter::callReused(NewCall call, qint64 original, Done<qint64> done)
{
    add<qint64>(
        Kind::Ordinary,
        [call = std::move(call), original](Session& session) { return metaspo::callReused(session, call, original); },
        std::move(done));
}

void StoreWriter::evaluated(NewEvaluation evaluation)
{
    add<void>(
        Kind::Paid,
        [evaluation = std::move(evaluation)](Session& session) { metaspo::evaluated(session, evaluation); }, {});
}

void StoreWriter::record(qint64 run, Fact fact, Done<void> done)
{
    add<void>(
        Kind::Ordinary, [run, fact = std::move(fact)](Session& session) { metaspo::record(session, run, fact); },
        std::move(done));
}

void StoreWriter::insert(qint64 run, std::optional<Step> loop, Insertion insertion, Done<void> done)
{
    add<void>(
        Kind::Paid, // with work
        [run, loop = std::move(loop), insertion = std::move(insertion)](Session& session) {
            metaspo::insert(session, run, loop, insertion);
        },
        std::move(done));
}

void StoreWriter::bindInsertions(qint64 run, Step loop, PromptKind kind, Done<void> done)
{
    add<void>(
        Kind::Ordinary,
        [run, loop = std::move(loop), kind](Session& session) { metaspo::bindInsertions(session, run, loop, kind); },
        std::move(done));
}

void StoreWriter::log(qint64 run, QString sentence)
{
    add<void>(
        Kind::Ordinary,
        [run, sentence = std::move(sentence)](Session& session) { metaspo::log(session, run, sentence); }, {});
}

void StoreWriter::postCommand(RunCommand command, Done<qint64> done)
{
    add<qint64>(
        Kind::Ordinary,
        [command = std::move(command)](Session& session) { return metaspo::postCommand(session, command); },
        std::move(done));
}

void StoreWriter::commandDone(qint64 command, Done<void> done)
{
    add<void>(
        Kind::Ordinary, [command](Session& session) { metaspo::commandDone(session, command); }, std::move(done));
}

void StoreWriter::dropCommands(qint64 run, Done<void> done)
{
    add<void>(Kind::Ordinary, [run](Session& session) { metaspo::dropCommands(session, run); }, std::move(done));
}

void StoreWriter::noteOwner(qint64 run, QString owner, Done<void> done)
{
    add<void>(
        Kind::Ordinary,
        [run, owner = std::move(owner)](Session& session) { metaspo::noteOwner(session, run, owner); },
        std::move(done));
}

void StoreWriter::flush(Done<void> done)
{
    add<void>(Kind::Ordinary, [](Session&) {}, std::move(done));
}

void StoreWriter::giveUpSoon()
{
    m_commits.giveUpSoon();
}

} // namespace metaspo
