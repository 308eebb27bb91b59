#pragma once

#include "core/engine/Project.h"
#include "core/engine/RequestsInFlight.h"
#include "core/engine/StoreQueries.h"
#include "core/llm/ChatService.h"
#include "core/store/Store.h"

#include <QPointer>
#include <QThreadPool>
#include <QTimer>
#include <map>

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
    QThreadPool work; ///< reads and computing that would hold up the queries
    std::map<qint64, RunSession*> sessions;
    qint64 seenVersion = -1;
    QTimer watch; ///< for what other programs write
    bool isWatching = false;
};

} // namespace metaspo
