#pragma once

#include <QCoreApplication>
#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QtConcurrent/QtConcurrentRun>
#include <utility>

namespace metaspo {

/// Calls `use(value)` on the main thread when the future has its value; never if the context, an object of that thread,
/// is gone by then.
template <typename T, typename Use>
void whenDone(const QFuture<T>& future, QObject* context, Use use)
{
    QFuture<T> copy = future;
    // By way of the application: a worker that has just finished must not meet an object that is being destroyed.
    copy.then(QCoreApplication::instance(), [guard = QPointer<QObject>(context), use = std::move(use)](const T& value) mutable {
        if (guard)
            use(value);
    });
}

/// Does `work()` on a thread of the pool and hands its value to `use` on the main thread.
template <typename Work, typename Use>
void inBackground(QObject* context, Work work, Use use)
{
    whenDone(QtConcurrent::run(std::move(work)), context, std::move(use));
}

} // namespace metaspo
