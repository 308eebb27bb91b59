#pragma once

#include "core/domain/Error.h"

#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <functional>
#include <future>
#include <memory>
#include <utility>

namespace metaspo {

/// Turns a function that calls back once into one that blocks: `start` is handed the callback. Never on the main
/// thread.
template <typename T, typename Start>
Result<T> await(const Start& start)
{
    const auto promise = std::make_shared<std::promise<Result<T>>>();
    std::future<Result<T>> future = promise->get_future();
    start([promise](Result<T> result) { promise->set_value(std::move(result)); });
    return future.get();
}

/// The same as a future, for the main thread.
template <typename T, typename Start>
QFuture<Result<T>> futureOf(const Start& start)
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    start([promise](Result<T> result) {
        promise->addResult(std::move(result));
        promise->finish();
    });
    return promise->future();
}

/// Calls `use(future)` on the thread of `context`, on which this is called, when the future is finished: with a value,
/// or without one if it was cancelled; never if the context is gone by then. Everything that is attached to a future
/// which a worker finishes goes through here: Qt 6.4 runs a continuation twice, and crashes, that `then` attaches
/// between a worker's "finished" and its "continue"; where both happen on one thread there is no between.
template <typename T, typename Use>
void whenFinished(const QFuture<T>& future, QObject* context, Use use)
{
    auto* watcher = new QFutureWatcher<T>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, use = std::move(use)]() mutable {
        const QFuture<T> done = watcher->future();
        watcher->deleteLater(); // before `use` may take it along with the context
        use(done);
    });
    watcher->setFuture(future);
}

template <typename T>
bool hasValue(const QFuture<T>& finished)
{
    return finished.isFinished() && finished.resultCount() > 0;
}

/// The same with the value; without one `use` is not called.
template <typename T, typename Use>
void whenDone(const QFuture<T>& future, QObject* context, Use use)
{
    whenFinished(future, context, [use = std::move(use)](const QFuture<T>& done) mutable {
        if (hasValue(done))
            use(done.result());
    });
}

/// The same results, finished on the thread of `context`, on which this is called. With the context goes the future: it
/// is cancelled.
template <typename T>
QFuture<T> handedTo(QObject* context, const QFuture<T>& future)
{
    const auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    whenFinished(future, context, [promise](const QFuture<T>& done) {
        if (hasValue(done))
            promise->addResult(done.result());
        else
            promise->future().cancel();
        promise->finish();
    });
    return promise->future();
}

/// A future that is finished already.
template <typename T>
QFuture<Result<T>> finished(Result<T> result)
{
    return futureOf<T>([&](const auto& done) { done(std::move(result)); });
}

} // namespace metaspo
