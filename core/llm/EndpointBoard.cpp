#include "core/llm/EndpointBoard.h"

#include "core/llm/Presets.h"

#include <algorithm>

namespace metaspo {

QString endpointId(const Connection& connection)
{
    QString id = connection.baseUrl + u'\n' + connection.model + u'\n' + connection.keySource + u'\n' +
                 connection.preset + u'\n' + connection.caFile + u'\n' + name(connection.wire) +
                 (connection.insecureTls ? u'i' : u'-') + (connection.systemRole ? u's' : u'-');
    for (auto header = connection.headers.cbegin(); header != connection.headers.cend(); ++header)
        id += u'\n' + header.key() + u':' + header.value();
    return id;
}

Quirks knownQuirks(const Connection& connection)
{
    Quirks known;
    known.mergesSystem = !connection.systemRole;
    return known;
}

WireCall wireCallOf(const ChatRequest& request, const Quirks& quirks)
{
    WireCall call;
    call.model = request.connection.model;
    call.messages = request.messages;
    call.parameters = request.parameters;
    call.extra = request.connection.parameters;
    call.outputLimitField = providerPreset(request.connection.preset).outputLimitField;
    call.quirks = quirks;
    return call;
}

int firstWidth(const Connection& connection, const ServiceOptions& options)
{
    const int preset = providerPreset(connection.preset).startWidth;
    const int wanted = connection.width > 0 ? connection.width : preset > 0 ? preset : options.startWidth;
    return std::clamp(wanted, 1, options.mostInFlight);
}

void EndpointBoard::publish(const QString& id, const EndpointStatus& status, const Quirks& quirks)
{
    bool widthChanged = false;
    {
        const std::lock_guard lock(m_mutex);
        EndpointStatus& known = m_statuses[id];
        widthChanged = known.width != status.width;
        known = status;
        m_quirks.insert(id, quirks);
    }
    if (!widthChanged)
        return;
    const std::lock_guard lock(m_listenersMutex);
    for (const auto& [number, listener] : m_listeners)
        listener();
}

EndpointStatus EndpointBoard::status(const Connection& connection) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_statuses.constFind(endpointId(connection));
    if (known != m_statuses.cend())
        return *known;
    EndpointStatus status;
    status.width = m_pins.value(endpointId(connection), firstWidth(connection, m_options));
    status.widthPinned = connection.width > 0 || m_pins.contains(endpointId(connection));
    return status;
}

Quirks EndpointBoard::quirks(const Connection& connection) const
{
    const std::lock_guard lock(m_mutex);
    return m_quirks.value(endpointId(connection), knownQuirks(connection));
}

int EndpointBoard::width(const Connection& connection) const
{
    return status(connection).width;
}

void EndpointBoard::pin(const Connection& connection, int width)
{
    const std::lock_guard lock(m_mutex);
    if (width > 0)
        m_pins.insert(endpointId(connection), std::clamp(width, 1, m_options.mostInFlight));
    else
        m_pins.remove(endpointId(connection));
}

int EndpointBoard::pinned(const Connection& connection) const
{
    const std::lock_guard lock(m_mutex);
    return m_pins.value(endpointId(connection), std::clamp(connection.width, 0, m_options.mostInFlight));
}

int EndpointBoard::addListener(std::function<void()> listener)
{
    const std::lock_guard lock(m_listenersMutex);
    m_listeners.emplace(++m_lastListener, std::move(listener));
    return m_lastListener;
}

void EndpointBoard::removeListener(int number)
{
    const std::lock_guard lock(m_listenersMutex);
    m_listeners.erase(number);
}

} // namespace metaspo
