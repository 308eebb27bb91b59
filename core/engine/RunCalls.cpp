#include "core/engine/RunCalls.h"

#include "core/engine/CallTag.h"
#include "core/llm/Pricing.h"

#include <QSet>
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>

namespace metaspo {

namespace {

Error stopped()
{
    return Error{ErrorKind::Stopped, QStringLiteral("The run was stopped"), {}, {}};
}

} // namespace

// Shared with the callbacks, which may outlive a run that is torn down in haste.
struct RunCalls::State : std::enable_shared_from_this<RunCalls::State>
{
    State(Writer& theWriter, ChatService& theChat, std::shared_ptr<RequestsInFlight> theRequests)
        : writer(theWriter), chat(theChat), requests(std::move(theRequests))
    {
    }

    void arrive(CallArrival arrival)
    {
        QByteArray digest;
        std::optional<RememberedCall> response;
        {
            std::lock_guard lock(mutex);
            digest = claimed.take(arrival.tag);
            if (!digest.isEmpty() && arrival.completion) {
                response.emplace();
                response->call = arrival.call;
                response->completion = *arrival.completion;
            }
            arrivals.push_back(std::move(arrival));
        }
        changed.notify_all();
        if (!digest.isEmpty())
            requests->settle(digest, response);
    }

    void begin(quint64 tag, NewCall call, ChatRequest request)
    {
        if (call.parameters.temperature > 0) {
            store(tag, std::move(call), std::move(request));
            return;
        }
        {
            std::lock_guard lock(mutex);
            joined.insert(tag);
        }
        const QByteArray digest = call.digest;
        const bool isOurs =
            requests->claim(digest, [self = shared_from_this(), tag, call, request](const auto& response) {
                self->answeredElsewhere(tag, call, request, response);
            });
        if (!isOurs)
            return;
        bool isWanted = false;
        {
            std::lock_guard lock(mutex);
            isWanted = joined.remove(tag);
            if (isWanted)
                claimed.insert(tag, digest);
        }
        if (isWanted)
            store(tag, std::move(call), std::move(request));
        else // closed meanwhile
            requests->settle(digest, std::nullopt);
    }

    void answeredElsewhere(quint64 tag, const NewCall& call, const ChatRequest& request,
                           const std::optional<RememberedCall>& response)
    {
        {
            std::lock_guard lock(mutex);
            if (!joined.remove(tag)) // closed meanwhile
                return;
        }
        if (response)
            reuse(tag, call, response->call, response->completion);
        else
            begin(tag, call, request);
    }

    void store(quint64 tag, NewCall call, ChatRequest request)
    {
        writer.callSent(std::move(call), [self = shared_from_this(), request = std::move(request),
                                          tag](const Result<qint64>& row) mutable {
            if (row)
                self->ask(*row, std::move(request));
            else
                self->arrive({tag, 0, tl::unexpected(row.error()), {}, 0, 0});
        });
    }

    void reuse(quint64 tag, NewCall call, qint64 original, const Completion& completion)
    {
        writer.callReused(std::move(call), original,
                          [self = shared_from_this(), tag, completion](const Result<qint64>& row) {
                              if (row)
                                  self->arrive({tag, *row, completion, 0, 0, 0});
                              else
                                  self->arrive({tag, 0, tl::unexpected(row.error()), {}, 0, 0});
                          });
    }

    void ask(qint64 call, ChatRequest request)
    {
        const quint64 tag = request.tag;
        {
            // Held while the request is posted: close() must not cancel what the service does not know yet.
            std::lock_guard lock(mutex);
            if (!isClosed) {
                asked.insert(tag);
                const std::optional<Price> price = request.connection.price;
                chat.send(std::move(request), [self = shared_from_this(), call, price](ChatReply reply) {
                    self->replied(call, price, std::move(reply));
                });
                return;
            }
        }
        refuse(tag, call);
    }

    void replied(qint64 call, const std::optional<Price>& price, ChatReply reply)
    {
        const quint64 tag = reply.tag;
        const int failed = static_cast<int>(reply.failedAttempts.size());
        const auto paid = static_cast<int>(
            std::count_if(reply.failedAttempts.begin(), reply.failedAttempts.end(),
                          [](const FailedAttempt& attempt) { return attempt.possiblyPaid; }));
        if (!reply.completion) {
            writer.callFailed(call, std::move(reply.failedAttempts),
                              [self = shared_from_this(), tag, call, failed, paid,
                               error = reply.completion.error()](const auto&) {
                                  self->arrive({tag, call, tl::unexpected(error), {}, failed, paid});
                              });
            return;
        }
        const std::optional<qint64> cost = costNanoDollars(price, reply.completion->usage);
        writer.callAnswered(
            {call, *reply.completion, cost, std::move(reply.failedAttempts), reply.sentUnixMilliseconds},
            [self = shared_from_this(), tag, call, cost, failed, paid,
             completion = *reply.completion](const Result<void>& stored) {
                if (stored)
                    self->arrive({tag, call, completion, cost, failed, paid});
                else
                    self->arrive({tag, call, tl::unexpected(stored.error()), cost, failed, paid});
            });
    }

    void refuse(quint64 tag, qint64 call)
    {
        writer.callFailed(call, {}, [self = shared_from_this(), tag, call](const auto&) {
            self->arrive({tag, call, tl::unexpected(stopped()), {}, 0, 0});
        });
    }

    Writer& writer;
    ChatService& chat;
    std::shared_ptr<RequestsInFlight> requests;
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::vector<CallArrival> arrivals;
    QSet<quint64> asked;                ///< handed to the service
    QSet<quint64> joined;               ///< waiting for another run's answer
    QHash<quint64, QByteArray> claimed; ///< digests to be settled, by tag
    int out = 0;
    bool isClosed = false;
    std::optional<Error> trouble;
};

RunCalls::RunCalls(Writer& writer, ChatService& chat, std::shared_ptr<RequestsInFlight> requests)
    : m_state(std::make_shared<State>(writer, chat, std::move(requests)))
{
}

RunCalls::~RunCalls() = default;

quint64 RunCalls::send(NewCall call, const Connection& connection, const QList<Message>& messages)
{
    const quint64 tag = nextCallTag();
    {
        std::lock_guard lock(m_state->mutex);
        ++m_state->out;
    }
    const ChatRequest request{connection, messages, call.parameters, tag};
    m_state->begin(tag, std::move(call), request);
    return tag;
}

quint64 RunCalls::reuse(NewCall call, qint64 original, const Completion& completion)
{
    const quint64 tag = nextCallTag();
    {
        std::lock_guard lock(m_state->mutex);
        ++m_state->out;
    }
    m_state->reuse(tag, std::move(call), original, completion);
    return tag;
}

int RunCalls::inFlight() const
{
    std::lock_guard lock(m_state->mutex);
    return m_state->out;
}

std::vector<CallArrival> RunCalls::take()
{
    std::unique_lock lock(m_state->mutex);
    if (m_state->out == 0)
        return {};
    m_state->changed.wait(lock, [this] { return !m_state->arrivals.empty(); });
    std::vector<CallArrival> arrived;
    arrived.swap(m_state->arrivals);
    m_state->out -= static_cast<int>(arrived.size());
    for (const CallArrival& arrival : arrived)
        m_state->asked.remove(arrival.tag);
    return arrived;
}

void RunCalls::close(Cancellation how)
{
    QSet<quint64> asked;
    QSet<quint64> joined;
    {
        std::lock_guard lock(m_state->mutex);
        m_state->isClosed = true;
        asked = m_state->asked;
        joined = std::exchange(m_state->joined, {});
    }
    for (const quint64 tag : asked)
        m_state->chat.cancel(tag, how);
    for (const quint64 tag : joined) // another run's affair from now on
        m_state->arrive({tag, 0, tl::unexpected(stopped()), {}, 0});
}

void RunCalls::fail(const Error& error)
{
    std::lock_guard lock(m_state->mutex);
    if (!m_state->trouble)
        m_state->trouble = error;
}

std::optional<Error> RunCalls::failure() const
{
    std::lock_guard lock(m_state->mutex);
    return m_state->trouble;
}

} // namespace metaspo
