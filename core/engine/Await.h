#pragma once

#include "core/domain/Error.h"

#include <QFuture>
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

/// A future that is finished already.
template <typename T>
QFuture<Result<T>> finished(Result<T> result)
{
    return futureOf<T>([&](const auto& done) { done(std::move(result)); });
}

} // namespace metaspo
