#pragma once

#include "core/store/LockFile.h"
#include "core/store/write/WriterJob.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace metaspo {

/// How long the writer waits for what, and how long its log may get.
struct WriterTiming
{
    std::chrono::milliseconds lockPatience{30'000};
    std::chrono::milliseconds idleBeforeCheckpoint{2'000};
    std::chrono::milliseconds retryAfter{1'000};
    int retriesAtTheEnd = 3;
    int longLogPages = 16 * 1024 * 1024 / 4096;
};

/// The writer's thread: takes all that is queued, writes it in one transaction, tells whoever waits, and again. Keeps
/// what is paid through trouble of the disk. Checkpoints when the log is long, when nothing happens, and at the end.
class GroupCommit
{
public:
    using TroubleListener = std::function<void(Result<void>)>;

    GroupCommit(QString path, std::unique_ptr<Database> database, OpenFile lock, Presence presence,
                WriterTiming timing = {});
    ~GroupCommit(); ///< writes what is queued

    void add(std::unique_ptr<WriterJob> job);
    void giveUpSoon(); ///< what cannot be written fails after retriesAtTheEnd
    void setTroubleListener(TroubleListener listener);

private:
    using Jobs = std::vector<std::unique_ptr<WriterJob>>;

    void work();
    Jobs take();
    void write(Jobs fresh);
    std::optional<Error> commit(const Jobs& jobs);
    void applyAll(const Jobs& jobs);
    bool applied(WriterJob& job);
    void rollback();
    void reopen();
    void tellTrouble(Result<void> news);
    bool isGivingUpSoon();
    void giveUp();
    void checkpointIfLong();
    bool checkpoint();
    void noteCleanEnd();

    QString m_path;
    std::unique_ptr<Database> m_database;
    WriteSession m_session;
    OpenFile m_lock;
    Presence m_presence;
    const WriterTiming m_timing;
    Jobs m_kept; ///< paid, not yet in the file
    bool m_isInTrouble = false;
    bool m_hasNotedUse = false;
    int m_logPages = 0; ///< of the write-ahead log, after the last commit
    int m_checkpointAtPages;

    std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wake;
    std::deque<std::unique_ptr<WriterJob>> m_queue;
    TroubleListener m_listener;
    bool m_isEnding = false;
    bool m_givesUpSoon = false;

    std::thread m_thread; ///< last: starts when all else is there
};

} // namespace metaspo
