#include "core/llm/Endpoint.h"

#include "core/llm/FailureText.h"
#include "core/llm/Redaction.h"

#include <QDateTime>
#include <algorithm>

namespace metaspo {

namespace {

WidthControl::Bounds boundsFor(const Connection& connection, const ServiceOptions& options)
{
    Connection unpinned = connection;
    unpinned.width = 0;
    return {firstWidth(unpinned, options), options.mostInFlight,
            milliseconds(options.widthDebounceMilliseconds)};
}

} // namespace

Endpoint::Endpoint(Connection connection, EndpointSurroundings surroundings)
    : m_connection(std::move(connection))
    , m_id(endpointId(m_connection))
    , m_around(std::move(surroundings))
    , m_access(m_connection)
    , m_policy(m_around.options)
    , m_width(boundsFor(m_connection, m_around.options))
    , m_pace(m_access.preset().dailyRequests ? RateBudget::RequestWindow::Day
                                             : RateBudget::RequestWindow::Minute)
    , m_quirks(knownQuirks(m_connection))
    , m_breaker(m_around.options.breakerFailures)
{
    readPin(m_connection);
}

Endpoint::~Endpoint()
{
    for (const auto& [sequence, call] : m_inFlight)
        m_around.transport.abort(call->exchange);
}

void Endpoint::add(CallPtr call)
{
    if (m_breaker.isOpen())
        return finish(call,
                      tl::unexpected(failureText(ErrorKind::BreakerOpen, m_connection, 0, m_trouble, 0)));
    if (call->request.connection.width != m_connection.width) {
        m_connection.width = call->request.connection.width;
        readPin(m_connection);
    }
    for (const Message& message : call->request.messages)
        call->bodyBytes += message.text.size();
    m_ready.emplace(call->sequence, std::move(call));
    askForPlaces();
    pump();
}

void Endpoint::pump()
{
    const Clock::time_point now = Clock::now();
    while (!m_ready.empty() && mayStart(now))
        startNext(now);
    publish();
}

/// Width, cool-down, limits and key; asks to be woken where only time is missing.
bool Endpoint::mayStart(Clock::time_point now)
{
    if (static_cast<int>(m_inFlight.size()) >= m_width.width())
        return false;
    if (!m_access.hasKey()) {
        prepareAccess(); // which pumps again by itself
        return false;
    }
    const Call& next = *m_ready.begin()->second;
    const CallSize size = m_pace.sizeOf(next.bodyBytes, next.request.parameters.outputTokens);
    const Clock::time_point earliest = m_pace.earliest(size, now);
    if (earliest > now) {
        m_around.wakeAt(earliest);
        return false;
    }
    return true;
}

void Endpoint::prepareAccess()
{
    m_access.prepare([this](const Result<void>& ready) {
        if (ready)
            return pump();
        m_trouble = sentence(ready.error());
        failWaiting(ready.error());
    });
}

void Endpoint::startNext(Clock::time_point now)
{
    const CallPtr call = m_ready.begin()->second;
    m_ready.erase(m_ready.begin());
    call->wire = wireCallOf(call->request, m_quirks.quirks());
    HttpRequest request =
        m_access.request(m_access.address().calls, HttpVerb::Post, m_around.options.largestBodyBytes);
    request.body = requestBody(m_connection.wire, call->wire);
    call->bodyBytes = request.body.size();
    m_pace.left(m_pace.sizeOf(call->bodyBytes, call->request.parameters.outputTokens), m_width.width(), now);

    call->sent = now;
    call->sentUnixMilliseconds = QDateTime::currentMSecsSinceEpoch();
    if (call->firstSentUnixMilliseconds == 0)
        call->firstSentUnixMilliseconds = call->sentUnixMilliseconds;
    call->lessonsWhenSent = m_quirks.lessons();
    m_inFlight.emplace(call->sequence, call);
    call->deadline = now + std::chrono::seconds(std::max(1, call->request.connection.timeoutSeconds));
    m_deadlines.emplace(std::pair(call->deadline, call->sequence), call);
    m_around.wakeAt(call->deadline);
    m_width.started(static_cast<int>(m_inFlight.size()), now);
    call->exchange =
        m_around.transport.start(request, [this, call](HttpReply reply) { arrived(call, std::move(reply)); });
}

void Endpoint::leaveFlight(Call& call)
{
    call.exchange = 0;
    m_inFlight.erase(call.sequence);
    m_deadlines.erase({call.deadline, call.sequence});
}

void Endpoint::arrived(const CallPtr& call, HttpReply reply)
{
    leaveFlight(*call);
    for (int copy = 1; copy < reply.timesSent; ++copy)
        note(*call, ErrorKind::ConnectionFailed, 0,
             QStringLiteral("The request was sent again after the connection broke."), true);

    const qint64 unixNow = QDateTime::currentMSecsSinceEpoch();
    const Clock::time_point now = Clock::now();
    m_pace.readHeaders(reply.headers, static_cast<int>(m_inFlight.size()), now, unixNow);
    auto result = readAttempt(m_connection.wire, reply, unixNow);
    if (result)
        answered(call, std::move(*result), now);
    else if (!learned(call, result.error()))
        attemptFailed(call, result.error());
    pump();
}

void Endpoint::answered(const CallPtr& call, Completion completion, Clock::time_point now)
{
    m_breaker.succeeded();
    m_trouble.clear();
    ++m_answered;
    m_width.answered(call->sent, now, call->failedAttempts.isEmpty());
    completion.attempts = static_cast<int>(call->failedAttempts.size()) + 1;
    completion.latencyMicroseconds =
        std::chrono::duration_cast<std::chrono::microseconds>(now - call->sent).count();
    if (completion.model.isEmpty())
        completion.model = m_connection.model;
    redact(completion, m_access.key());

    m_pace.learnSize(call->bodyBytes, completion.usage);
    finish(call, std::move(completion));
}

void Endpoint::finish(const CallPtr& call, Result<Completion> result)
{
    ChatReply reply;
    reply.tag = call->request.tag;
    reply.completion = std::move(result);
    reply.failedAttempts = call->failedAttempts;
    reply.sentUnixMilliseconds = call->firstSentUnixMilliseconds;
    // Published first: who is told that a call ended may ask how the endpoint does.
    publish();
    if (const auto done = std::exchange(call->done, nullptr))
        done(std::move(reply));
}

void Endpoint::failWaiting(const Error& error)
{
    const auto ready = std::exchange(m_ready, {});
    const auto later = std::exchange(m_later, {});
    for (const auto& [sequence, call] : ready)
        finish(call, tl::unexpected(error));
    for (const auto& [due, call] : later)
        finish(call, tl::unexpected(error));
}

void Endpoint::cancel(const CallPtr& call, Cancellation how)
{
    if (call->exchange != 0 && how == Cancellation::Drain) {
        call->draining = true;
        return;
    }
    if (call->exchange != 0) {
        const bool left = m_around.transport.abort(call->exchange);
        leaveFlight(*call);
        note(*call, ErrorKind::Stopped, 0, QStringLiteral("Stopped while waiting for the answer."), left);
    } else {
        m_ready.erase(call->sequence);
        std::erase_if(m_later, [&call](const auto& entry) { return entry.second == call; });
    }
    finish(call, tl::unexpected(stoppedText()));
    pump();
}

void Endpoint::tick()
{
    const Clock::time_point now = Clock::now();
    while (!m_deadlines.empty() && m_deadlines.begin()->first.first <= now) {
        const CallPtr call = m_deadlines.begin()->second;
        const bool left = m_around.transport.abort(call->exchange);
        leaveFlight(*call);
        AttemptTrouble trouble;
        trouble.failure.kind = ErrorKind::TimedOut;
        trouble.possiblyPaid = left;
        attemptFailed(call, trouble);
    }
    while (!m_later.empty() && m_later.begin()->first <= now) {
        const CallPtr call = m_later.begin()->second;
        m_later.erase(m_later.begin());
        m_ready.emplace(call->sequence, call);
    }
    pump();
    if (!m_deadlines.empty())
        m_around.wakeAt(m_deadlines.begin()->first.first);
    if (!m_later.empty())
        m_around.wakeAt(m_later.begin()->first);
}

void Endpoint::readPin(const Connection& connection)
{
    m_width.pin(m_around.board.pinned(connection));
    pump();
}

void Endpoint::forgetTrouble()
{
    m_breaker.close();
    m_trouble.clear();
    m_pace.warmUp();
    m_access.forgetKey();
    pump();
}

/// More than the server works on at once would only wait there.
void Endpoint::askForPlaces()
{
    if (m_askedForPlaces || !m_access.preset().countsSlots)
        return;
    m_askedForPlaces = true;
    m_access.askForPlaces(m_around.transport, [this](std::optional<int> places) {
        m_askedForPlaces = places.has_value(); // else ask again with the next call
        if (places && *places > 0)
            m_width.serverHas(*places + 1); // one waiting there hides the way back and forth
        pump();
    });
}

void Endpoint::publish()
{
    EndpointStatus status;
    status.inFlight = static_cast<int>(m_inFlight.size());
    status.queued = static_cast<int>(m_ready.size() + m_later.size());
    status.width = m_width.width();
    status.widthPinned = m_width.isPinned();
    const auto coolDown =
        std::chrono::duration_cast<milliseconds>(m_pace.coolDownUntil() - Clock::now()).count();
    status.coolDownUntilUnixMilliseconds = coolDown > 0 ? QDateTime::currentMSecsSinceEpoch() + coolDown : 0;
    status.breakerOpen = m_breaker.isOpen();
    status.failuresInARow = m_breaker.failuresInARow();
    status.answered = m_answered;
    status.possiblyPaid = m_possiblyPaid;
    status.quirks = m_quirks.sentences();
    status.trouble = m_trouble;
    m_around.board.publish(m_id, status, m_quirks.quirks());
}

} // namespace metaspo
