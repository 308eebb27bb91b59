#pragma once

#include "core/store/CallRows.h"
#include "core/store/StoreRows.h"

#include <QHash>
#include <QList>
#include <functional>
#include <mutex>
#include <optional>

namespace metaspo {

/// Requests at temperature 0 that are out in any run of one project: who wants the same one waits for its answer
/// instead of paying for another (performance.md, section 2). Thread-safe.
class RequestsInFlight
{
public:
    /// The stored response, or nothing: the request got none.
    using Waiter = std::function<void(const std::optional<RememberedCall>& response)>;

    /// True: the caller asks, and settles once. False: somebody else asks or has just asked; `waiter` is called once, by
    /// the thread that settles or by this one.
    bool claim(const QByteArray& digest, Waiter waiter);
    /// Once the response is in the file, or when there is none.
    void settle(const QByteArray& digest, const std::optional<RememberedCall>& response);

private:
    std::mutex m_mutex;
    QHash<QByteArray, QList<Waiter>> m_out;
    /// For who looked into the file just before the commit and claims just after it.
    QHash<QByteArray, RememberedCall> m_lately;
    QList<QByteArray> m_latelyInOrder;
};

} // namespace metaspo
