#pragma once

#include "core/llm/Endpoint.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <random>

namespace metaspo {

/// All endpoints, on the network thread: hands calls to their endpoint and wakes endpoints in time.
class Dispatcher : public QObject
{
public:
    Dispatcher(const ServiceOptions& options, EndpointBoard& board, std::unique_ptr<Transport> transport);
    ~Dispatcher() override;

    void send(ChatRequest request, std::function<void(ChatReply)> done, Patience patience = Patience::Retry);
    void cancel(quint64 tag, Cancellation how);
    void cancelAll(Cancellation how);
    /// Everything ends as Stopped, also what is sent from now on.
    void close();
    Endpoint& endpoint(const Connection& connection);
    Transport& transport() { return *m_transport; }
    const ServiceOptions& options() const { return m_options; }

private:
    void wakeAt(Clock::time_point when);
    void wake();

    ServiceOptions m_options;
    EndpointBoard& m_board;
    std::unique_ptr<Transport> m_transport;
    QHash<QString, std::shared_ptr<Endpoint>> m_endpoints;
    QMultiHash<quint64, std::pair<Endpoint*, std::shared_ptr<Call>>> m_calls; ///< by tag
    quint64 m_lastSequence = 0;
    bool m_closed = false;
    QTimer m_timer;
    Clock::time_point m_wakeTime = Clock::time_point::max();
    std::minstd_rand m_random{std::random_device{}()};
};

} // namespace metaspo
