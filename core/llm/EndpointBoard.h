#pragma once

#include "core/llm/ChatService.h"
#include "core/llm/wire/Wire.h"

#include <QHash>
#include <map>
#include <mutex>

namespace metaspo {

/// Names what shares limits: address, model, key source, trust, headers.
QString endpointId(const Connection& connection);
/// The width before anything is known: pinned by the connection, else its preset's or the service's start.
int firstWidth(const Connection& connection, const ServiceOptions& options);

/// The call as it goes onto the wire.
WireCall wireCallOf(const ChatRequest& request, const Quirks& quirks);
/// What the connection itself says about its server.
Quirks knownQuirks(const Connection& connection);

/// Where the network thread writes what the endpoints are doing, for everybody to read. Thread-safe.
class EndpointBoard
{
public:
    explicit EndpointBoard(ServiceOptions options)
        : m_options(options)
    {}

    void publish(const QString& id, const EndpointStatus& status, const Quirks& quirks);
    EndpointStatus status(const Connection& connection) const;
    int width(const Connection& connection) const;
    /// What is known of the server's peculiarities, from the connection and learned.
    Quirks quirks(const Connection& connection) const;
    /// 0: as the connection says.
    void pin(const Connection& connection, int width);
    int pinned(const Connection& connection) const;

    int addListener(std::function<void()> listener);
    void removeListener(int number);

private:
    ServiceOptions m_options;
    mutable std::mutex m_mutex;
    QHash<QString, EndpointStatus> m_statuses;
    QHash<QString, Quirks> m_quirks;
    QHash<QString, int> m_pins;
    std::mutex m_listenersMutex; ///< held while they are called
    std::map<int, std::function<void()>> m_listeners;
    int m_lastListener = 0;
};

} // namespace metaspo
