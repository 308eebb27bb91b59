#include "core/llm/Dispatcher.h"

#include "core/llm/FailureText.h"

#include <algorithm>

namespace metaspo {

Dispatcher::Dispatcher(const ServiceOptions& options, EndpointBoard& board,
                       std::unique_ptr<Transport> transport)
    : m_options(options)
    , m_board(board)
    , m_transport(std::move(transport))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Dispatcher::wake);
}

Dispatcher::~Dispatcher()
{
    close();
    m_endpoints.clear(); // before the transport they use
}

Endpoint& Dispatcher::endpoint(const Connection& connection)
{
    std::shared_ptr<Endpoint>& found = m_endpoints[endpointId(connection)];
    if (!found)
        found = std::make_shared<Endpoint>(
            connection,
            EndpointSurroundings{*m_transport, m_options, m_board,
                                 [this](Clock::time_point when) { wakeAt(when); },
                                 [this] { return std::uniform_real_distribution<double>(0, 1)(m_random); }});
    return *found;
}

void Dispatcher::send(ChatRequest request, std::function<void(ChatReply)> done, Patience patience)
{
    const quint64 tag = request.tag;
    if (m_closed)
        return done(ChatReply{tag, tl::unexpected(stoppedText()), {}, 0});
    Endpoint& target = endpoint(request.connection);
    auto call = std::make_shared<Call>();
    call->sequence = ++m_lastSequence;
    call->request = std::move(request);
    call->patience = patience;
    m_calls.insert(tag, {&target, call});
    call->done = [this, tag, raw = call.get(), done = std::move(done)](ChatReply reply) {
        for (auto entry = m_calls.find(tag); entry != m_calls.end() && entry.key() == tag; ++entry)
            if (entry->second.get() == raw) {
                m_calls.erase(entry);
                break;
            }
        done(std::move(reply));
    };
    target.add(call);
}

void Dispatcher::cancel(quint64 tag, Cancellation how)
{
    for (const auto& [owner, call] : m_calls.values(tag))
        owner->cancel(call, how);
}

void Dispatcher::cancelAll(Cancellation how)
{
    auto calls = m_calls.values();
    // The youngest first: what waits must not start because something in flight made room.
    std::sort(calls.begin(), calls.end(),
              [](const auto& a, const auto& b) { return a.second->sequence > b.second->sequence; });
    for (const auto& [owner, call] : calls)
        owner->cancel(call, how);
}

void Dispatcher::close()
{
    m_closed = true;
    cancelAll(Cancellation::Abort);
}

void Dispatcher::wakeAt(Clock::time_point when)
{
    if (when >= m_wakeTime)
        return;
    m_wakeTime = when;
    const auto wait = std::chrono::ceil<milliseconds>(when - Clock::now());
    m_timer.start(std::clamp(wait, milliseconds(0), milliseconds(3'600'000)));
}

void Dispatcher::wake()
{
    m_wakeTime = Clock::time_point::max();
    const auto endpoints = m_endpoints.values();
    for (const auto& each : endpoints)
        each->tick();
}

} // namespace metaspo
