#pragma once

#include <QFutureWatcher>
#include <QSignalSpy>

namespace metaspo {

/// The future's result, waited for in the event loop as the window would. Ends the test after a minute.
template <typename T>
T waited(const QFuture<T>& future)
{
    constexpr int milliseconds = 60'000;
    QFutureWatcher<T> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if (!future.isFinished() && !finished.wait(milliseconds) && !future.isFinished())
        qFatal("a future of the test has no result after a minute");
    return future.result();
}

} // namespace metaspo
