#pragma once

#include "core/domain/Error.h"

#include <QFutureWatcher>
#include <QObject>
#include <QFutureWatcher>
#include <QObject>
#include <QPromise>
#include <functional>
#include <future>
#include <memory>

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

/// The same results, finished on the thread of `context`, on which this is called. Everything that is attached to a
/// future which a worker finishes goes through here: Qt 6.4 runs a continuation twice, and crashes, that `then`
/// attaches between a worker's "finished" and its "continue"; where both happen on one thread there is no between.
/// With the context goes the future: it is cancelled.
template <typename T>
QFuture<T> handedTo(QObject* context, const QFuture<T>& future)
{
    auto* watcher = new QFutureWatcher<T>(context);
    const auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, promise] {
        const QFuture<T> done = watcher->future();
        watcher->deleteLater(); // before whoever waits may take it along with the context
        if (done.isFinished() && done.resultCount() > 0) // else cancelled: nobody made a result
            promise->addResult(done.result());
        else
            promise->future().cancel();
        promise->finish();
    });
    watcher->setFuture(future);
    return promise->future();
}

/// A future that is finished already.
template <typename T>
QFuture<Result<T>> finished(Result<T> result)
{
    return futureOf<T>([&](const auto& done) { done(std::move(result)); });
}

} // namespace metaspo
