#pragma once

#include "app/cli/Command.h"

#include <QEventLoop>
#include <QFuture>
#include <QFutureWatcher>

namespace metaspo {

/// Waits for a future on the main thread while its events go on: parts of the engine need them.
template <typename T>
T wait(const QFuture<T>& future)
{
    QEventLoop loop;
    QFutureWatcher<T> watcher;
    QObject::connect(&watcher, &QFutureWatcher<T>::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(future);
    loop.exec();
    if (future.resultCount() == 0)
        fail(ErrorKind::Internal, QStringLiteral("A part of the program ended without an answer"));
    return future.result();
}

/// The same; an error ends the command.
template <typename T>
T valueOf(const QFuture<Result<T>>& future)
{
    return valueOf(wait(future));
}

} // namespace metaspo
