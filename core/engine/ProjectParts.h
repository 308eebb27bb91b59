#pragma once

#include "core/engine/ClosingProjects.h"
#include "core/engine/Project.h"
#include "core/engine/ProjectRemains.h"
#include "core/engine/RequestsInFlight.h"
#include "core/llm/ChatService.h"

#include <QTimer>
#include <atomic>
#include <map>
#include <set>

namespace metaspo {

/// The insides of a Project, shared by the files that implement it.
struct Project::Parts
{
    std::shared_ptr<Store> store;
    std::shared_ptr<ChatService> chat;
    Workspace* workspace = nullptr;
    std::shared_ptr<RequestsInFlight> requests = std::make_shared<RequestsInFlight>(); ///< shared by the live runs
    QString path;
    QString readOnlyReason;
    std::unique_ptr<StoreQueries> queries;
    std::unique_ptr<QThreadPool> work = std::make_unique<QThreadPool>(); ///< what would hold up the queries
    std::shared_ptr<std::atomic<bool>>
        foresight; ///< true: the next step that was asked for last is not wanted any more
    /// Where answers arrive: outlives the project until none is on its way, because a thread must not meet an object that
    /// is being destroyed. What it calls looks first whether the project is still there.
    std::unique_ptr<QObject> context = std::make_unique<QObject>();
    std::shared_ptr<StorageNews> news = std::make_shared<StorageNews>();
    std::shared_ptr<ClosingProjects> closing; ///< to whom all this goes
    std::set<std::shared_ptr<LiveRunParts>> opening; ///< runs that wait for the local model
    std::map<qint64, RunSession*> sessions;
    qint64 seenVersion = -1;
    QTimer watch; ///< for what other programs write
    bool isWatching = false;
};

template <typename T>
QFuture<Result<T>> readOnlyFailure(const QString& reason)
{
    return finished<T>(failure(ErrorKind::ReadOnlyFile, QStringLiteral("The project is open for reading only"), reason,
                               QStringLiteral("Save a copy under another name and work on that.")));
}

inline Error wasClosed()
{
    return Error{ErrorKind::Stopped, QStringLiteral("The project was closed meanwhile"), {}, {}};
}

} // namespace metaspo
