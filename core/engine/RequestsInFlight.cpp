#include "core/engine/RequestsInFlight.h"

namespace metaspo {

namespace {

constexpr qsizetype mostLately = 512; // more than can arrive between a look into the file and a claim

} // namespace

bool RequestsInFlight::claim(const QByteArray& digest, Waiter waiter)
{
    std::unique_lock lock(m_mutex);
    if (const auto out = m_out.find(digest); out != m_out.end()) {
        out->append(std::move(waiter));
        return false;
    }
    if (const auto answered = m_lately.constFind(digest); answered != m_lately.constEnd()) {
        const RememberedCall response = *answered;
        lock.unlock();
        waiter(response);
        return false;
    }
    m_out.insert(digest, {});
    return true;
}

void RequestsInFlight::settle(const QByteArray& digest, const std::optional<RememberedCall>& response)
{
    QList<Waiter> waiters;
    {
        std::lock_guard lock(m_mutex);
        waiters = m_out.take(digest);
        if (response && !m_lately.contains(digest)) {
            m_lately.insert(digest, *response);
            m_latelyInOrder.append(digest);
            if (m_latelyInOrder.size() > mostLately)
                m_lately.remove(m_latelyInOrder.takeFirst());
        }
    }
    for (const Waiter& waiter : waiters)
        waiter(response);
}

} // namespace metaspo
