#pragma once

#include "core/engine/LiveRun.h"
#include "core/engine/StoreQueries.h"

#include <QThreadPool>
#include <mutex>

namespace metaspo {

/// Passes on what the writer says of the disk, on its thread, to whoever has the project at the moment.
class StorageNews
{
public:
    using Listener = std::function<void(const Result<void>& state)>;

    /// Once this has returned, the former listener is not called any more.
    void tellTo(Listener listener)
    {
        std::lock_guard lock(m_mutex);
        m_listener = std::move(listener);
        if (m_last && !*m_last && m_listener)
            m_listener(*m_last);
    }
    void tell(const Result<void>& state)
    {
        std::lock_guard lock(m_mutex);
        m_last = state;
        if (m_listener)
            m_listener(state);
    }

private:
    std::mutex m_mutex;
    Listener m_listener;
    std::optional<Result<void>> m_last;
};

/// What has to be ended when a project is closed, in this order.
struct ProjectRemains
{
    QString path;
    std::vector<std::unique_ptr<LiveRun>> runs; ///< told to stop
    std::vector<std::shared_ptr<LiveRunParts>> opening; ///< runs that wait for the local model
    std::unique_ptr<QThreadPool> work;
    std::unique_ptr<StoreQueries> queries;
    std::shared_ptr<StorageNews> news;
    std::unique_ptr<QObject> context; ///< where answers go that nobody waits for any more; of the main thread
    std::shared_ptr<Store> store;
};

} // namespace metaspo
