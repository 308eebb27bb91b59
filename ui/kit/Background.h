#pragma once

#include "core/engine/Await.h"

#include <QtConcurrent/QtConcurrentRun>
#include <utility>

namespace metaspo {

/// Does `work()` on a thread of the pool and hands its value to `use` on the main thread.
template <typename Work, typename Use>
void inBackground(QObject* context, Work work, Use use)
{
    whenDone(QtConcurrent::run(std::move(work)), context, std::move(use));
}

} // namespace metaspo
