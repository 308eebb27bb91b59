#pragma once

#include <QFutureWatcher>
#include <QtConcurrent/QtConcurrentRun>
#include <utility>

namespace metaspo {

/// Calls `use(value)` on the main thread when the future has its value; never if the context, an object of that thread,
/// is gone by then. Called on the main thread. Not by `then`: see handedTo in core/engine/Await.h.
template <typename T, typename Use>
void whenDone(const QFuture<T>& future, QObject* context, Use use)
{
    auto* watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, use = std::move(use)]() mutable {
        const QFuture<T> done = watcher->future();
        watcher->deleteLater(); // first: `use` may take the context along
        if (done.isFinished() && done.resultCount() > 0)
            use(done.result());
    });
    watcher->setFuture(future);
}

/// Does `work()` on a thread of the pool and hands its value to `use` on the main thread.
template <typename Work, typename Use>
void inBackground(QObject* context, Work work, Use use)
{
    whenDone(QtConcurrent::run(std::move(work)), context, std::move(use));
}

} // namespace metaspo
