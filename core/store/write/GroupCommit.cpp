#include "core/store/write/GroupCommit.h"

#include "core/store/StoreError.h"

#include <sqlite3.h>

namespace metaspo {

namespace {

constexpr int checkpointPatienceMilliseconds = 200;

const QString writing = QStringLiteral("The project file cannot be written");

int noteLogLength(void* pages, sqlite3*, const char*, int count)
{
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
}

} // namespace

GroupCommit::GroupCommit(QString path, std::unique_ptr<Database> database, OpenFile lock, Presence presence,
                         WriterTiming timing)
    : m_path(std::move(path))
    , m_database(std::move(database))
    , m_session(*m_database)
    , m_lock(std::move(lock))
    , m_presence(std::move(presence))
    , m_timing(timing)
    , m_checkpointAtPages(timing.longLogPages)
{
    sqlite3_wal_hook(m_database->connection().getHandle(), noteLogLength, &m_logPages);
    m_thread = std::thread([this] { work(); });
}

GroupCommit::~GroupCommit()
{
    {
        const std::lock_guard guard(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

void GroupCommit::add(std::unique_ptr<WriterJob> job)
{
    {
        const std::lock_guard guard(m_mutex);
        m_queue.push_back(std::move(job));
    }
    m_wake.notify_one();
}

void GroupCommit::giveUpSoon()
{
    const std::lock_guard guard(m_mutex);
    m_givesUpSoon = true;
}

void GroupCommit::setTroubleListener(TroubleListener listener)
{
    const std::lock_guard guard(m_mutex);
    m_listener = std::move(listener);
}

void GroupCommit::work()
{
    int retriesLeft = m_timing.retriesAtTheEnd;
    while (true) {
        Jobs fresh = take();
        const bool isRetry = fresh.empty();
        if (!fresh.empty() || !m_kept.empty()) {
            write(std::move(fresh));
            checkpointIfLong();
        } else if (m_logPages > 0) {
            checkpoint();
        }
        if (m_kept.empty())
            retriesLeft = m_timing.retriesAtTheEnd;
        else if (isRetry && isGivingUpSoon() && --retriesLeft <= 0)
            giveUp();
        const std::lock_guard guard(m_mutex);
        if (m_isEnding && m_queue.empty() && m_kept.empty())
            break;
    }
    noteCleanEnd();
    m_session.undo();
    m_database.reset();
}

bool GroupCommit::isGivingUpSoon()
{
    const std::lock_guard guard(m_mutex);
    return m_isEnding || m_givesUpSoon;
}

void GroupCommit::giveUp()
{
    const Error lost{ErrorKind::DiskFull, QStringLiteral("A received answer could not be stored"),
                     QStringLiteral("The project file could not be written until its run was ended"), {}};
    for (const auto& job : std::exchange(m_kept, {}))
        job->finish(&lost);
}

GroupCommit::Jobs GroupCommit::take()
{
    std::unique_lock guard(m_mutex);
    const auto hasNews = [this] { return !m_queue.empty() || (m_isEnding && m_kept.empty()); };
    if (!m_kept.empty())
        m_wake.wait_for(guard, m_timing.retryAfter, hasNews);
    else if (m_logPages > 0)
        m_wake.wait_for(guard, m_timing.idleBeforeCheckpoint, hasNews);
    else
        m_wake.wait(guard, hasNews);
    Jobs jobs(std::make_move_iterator(m_queue.begin()), std::make_move_iterator(m_queue.end()));
    m_queue.clear();
    return jobs;
}

void GroupCommit::write(Jobs fresh)
{
    Jobs jobs = std::exchange(m_kept, {});
    std::move(fresh.begin(), fresh.end(), std::back_inserter(jobs));
    const std::optional<Error> trouble = commit(jobs);
    if (!trouble) {
        for (const auto& job : jobs)
            job->finish(nullptr);
        if (m_isInTrouble)
            tellTrouble({});
        return;
    }
    for (auto& job : jobs) {
        if (job->isPaid() && !job->isRefused())
            m_kept.push_back(std::move(job));
        else
            job->finish(&*trouble);
    }
    if (!m_isInTrouble)
        tellTrouble(tl::unexpected<Error>(*trouble));
}

void GroupCommit::tellTrouble(Result<void> news)
{
    m_isInTrouble = !news;
    TroubleListener listener;
    {
        const std::lock_guard guard(m_mutex);
        listener = m_listener;
    }
    if (listener)
        listener(std::move(news));
}

std::optional<Error> GroupCommit::commit(const Jobs& jobs)
{
    const WriteLock lock(m_lock, m_timing.lockPatience);
    if (!lock.isHeld())
        return Error{ErrorKind::FileBusy, writing, QStringLiteral("Another program has been writing the file for long"),
                     QStringLiteral("Close the other program, then resume.")};
    try {
        int hasMoved = 0;
        sqlite3_file_control(m_database->connection().getHandle(), "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved);
        if (hasMoved != 0)
            return Error{ErrorKind::ReadOnlyFile, writing,
                         QStringLiteral("%1 was moved, deleted or replaced").arg(m_path),
                         QStringLiteral("Put the file back where it was, then resume.")};
        applyAll(jobs);
        m_database->execute("COMMIT");
        m_session.keep();
        m_hasNotedUse = true;
        return std::nullopt;
    } catch (const SQLite::Exception& exception) {
        rollback();
        // After a failed write or sync nobody knows what the connection still holds.
        if ((exception.getErrorCode() & 0xff) == SQLITE_IOERR)
            reopen();
        return errorOf(exception, writing);
    }
}

void GroupCommit::applyAll(const Jobs& jobs)
{
    bool isComplete = false;
    while (!isComplete) {
        m_database->execute("BEGIN IMMEDIATE");
        if (!m_hasNotedUse)
            m_database->execute("INSERT INTO meta VALUES ('clean_shutdown', '0') "
                                "ON CONFLICT DO UPDATE SET value = '0'");
        isComplete = true;
        for (const auto& job : jobs) {
            if (job->isRefused() || applied(*job))
                continue;
            // What the job had written goes, so all of them are written again without it.
            rollback();
            isComplete = false;
            break;
        }
    }
}

/// False: the job was refused and left something behind.
bool GroupCommit::applied(WriterJob& job)
{
    const qint64 before = m_database->changesSoFar();
    try {
        job.apply(m_session);
        return true;
    } catch (const StoreFailure& refused) {
        job.refuse(refused.error);
    } catch (const SQLite::Exception& exception) {
        if (isTrouble(exception))
            throw;
        job.refuse(errorOf(exception, writing));
    }
    return m_database->changesSoFar() == before && m_database->isInTransaction();
}

void GroupCommit::rollback()
{
    if (m_database->isInTransaction())
        m_database->connection().tryExec("ROLLBACK");
    m_session.undo();
}

void GroupCommit::reopen()
{
    try {
        auto fresh = std::make_unique<Database>(m_path, Database::Mode::ReadWrite, usualBusyTimeoutMilliseconds);
        sqlite3_db_config(m_database->connection().getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        m_database = std::move(fresh);
        m_session.use(*m_database);
        sqlite3_wal_hook(m_database->connection().getHandle(), noteLogLength, &m_logPages);
    } catch (const SQLite::Exception&) { // the old connection stays; the next attempt tries again
    }
}

void GroupCommit::checkpointIfLong()
{
    if (m_logPages >= m_checkpointAtPages && !checkpoint())
        m_checkpointAtPages = m_logPages + m_timing.longLogPages; // a reader is in the way: waiting costs time
}

bool GroupCommit::checkpoint()
{
    // Held, so that nobody commits meanwhile even where the checkpoint degrades to a passive one: SQLite before 3.51.3
    // may then lose what was committed.
    const WriteLock lock(m_lock, m_timing.lockPatience);
    if (!lock.isHeld())
        return false;
    sqlite3* handle = m_database->connection().getHandle();
    sqlite3_busy_timeout(handle, checkpointPatienceMilliseconds);
    const int result = sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(handle, usualBusyTimeoutMilliseconds);
    if (result != SQLITE_OK)
        return false;
    m_logPages = 0;
    m_checkpointAtPages = m_timing.longLogPages;
    return true;
}

void GroupCommit::noteCleanEnd()
{
    if (m_hasNotedUse && m_presence.isAlone()) {
        const WriteLock lock(m_lock, m_timing.lockPatience);
        if (lock.isHeld())
            m_database->connection().tryExec("UPDATE meta SET value = '1' WHERE key = 'clean_shutdown'");
    }
    checkpoint();
}

} // namespace metaspo
