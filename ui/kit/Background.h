#pragma once

#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QtConcurrent/QtConcurrentRun>
#include <utility>

namespace metaspo {

/// Calls `use(value)` on the context's thread when the future has its value; never if the context is gone by then.
template <typename T, typename Use>
void whenDone(const QFuture<T>& future, QObject* context, Use use)
{
    QFuture<T> copy = future;
    copy.then(context, std::move(use));
}

/// Does `work()` on a thread of the pool and hands its value to `use` on the context's thread.
template <typename Work, typename Use>
void inBackground(QObject* context, Work work, Use use)
{
    whenDone(QtConcurrent::run(std::move(work)), context, std::move(use));
}

} // namespace metaspo
