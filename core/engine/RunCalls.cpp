#include "core/engine/RunCalls.h"

#include "core/llm/Pricing.h"

#include <QSet>
#include <atomic>
#include <condition_variable>
#include <mutex>

namespace metaspo {

namespace {

// Tags are unique in the process: runs share the line to the models.
quint64 nextTag()
{
    static std::atomic<quint64> last{0};
    return ++last;
}

Error stopped()
{
    return Error{ErrorKind::Stopped, QStringLiteral("The run was stopped"), {}, {}};
}

} // namespace

// Shared with the callbacks, which may outlive a run that is torn down in haste.
struct RunCalls::State : std::enable_shared_from_this<RunCalls::State>
{
    State(Writer& theWriter, ChatService& theChat) : writer(theWriter), chat(theChat) {}

    void arrive(CallArrival arrival)
    {
        {
            std::lock_guard lock(mutex);
            arrivals.push_back(std::move(arrival));
        }
        changed.notify_all();
    }

    void ask(qint64 call, ChatRequest request)
    {
        const quint64 tag = request.tag;
        bool isRefused = false;
        {
            std::lock_guard lock(mutex);
            isRefused = isClosed;
            if (!isRefused)
                asked.insert(tag);
        }
        if (isRefused) {
            refuse(tag, call);
            return;
        }
        const std::optional<Price> price = request.connection.price;
        chat.send(std::move(request), [self = shared_from_this(), call, price](ChatReply reply) {
            self->replied(call, price, std::move(reply));
        });
    }

    void replied(qint64 call, const std::optional<Price>& price, ChatReply reply)
    {
        const quint64 tag = reply.tag;
        const int failed = static_cast<int>(reply.failedAttempts.size());
        if (!reply.completion) {
            writer.callFailed(call, std::move(reply.failedAttempts),
                              [self = shared_from_this(), tag, call, failed, error = reply.completion.error()](const auto&) {
                                  self->arrive({tag, call, tl::unexpected(error), {}, failed});
                              });
            return;
        }
        const std::optional<qint64> cost = costNanoDollars(price, reply.completion->usage);
        writer.callAnswered({call, *reply.completion, cost, std::move(reply.failedAttempts), reply.sentUnixMilliseconds},
                            [self = shared_from_this(), tag, call, cost, failed,
                             completion = *reply.completion](const Result<void>& stored) {
                                if (stored)
                                    self->arrive({tag, call, completion, cost, failed});
                                else
                                    self->arrive({tag, call, tl::unexpected(stored.error()), cost, failed});
                            });
    }

    void refuse(quint64 tag, qint64 call)
    {
        writer.callFailed(call, {}, [self = shared_from_this(), tag, call](const auto&) {
            self->arrive({tag, call, tl::unexpected(stopped()), {}, 0});
        });
    }

    Writer& writer;
    ChatService& chat;
    mutable std::mutex mutex;
    std::condition_variable changed;
    std::vector<CallArrival> arrivals;
    QSet<quint64> asked; ///< handed to the service
    int out = 0;
    bool isClosed = false;
    std::optional<Error> trouble;
};

RunCalls::RunCalls(Writer& writer, ChatService& chat) : m_state(std::make_shared<State>(writer, chat)) {}

RunCalls::~RunCalls() = default;

quint64 RunCalls::send(NewCall call, const Connection& connection, const QList<Message>& messages)
{
    const quint64 tag = nextTag();
    {
        std::lock_guard lock(m_state->mutex);
        ++m_state->out;
    }
    ChatRequest request{connection, messages, call.parameters, tag};
    m_state->writer.callSent(std::move(call), [state = m_state, request = std::move(request),
                                               tag](const Result<qint64>& row) mutable {
        if (!row) {
            state->arrive({tag, 0, tl::unexpected(row.error()), {}, 0});
            return;
        }
        state->ask(*row, std::move(request));
    });
    return tag;
}

quint64 RunCalls::reuse(NewCall call, qint64 original, const Completion& completion)
{
    const quint64 tag = nextTag();
    {
        std::lock_guard lock(m_state->mutex);
        ++m_state->out;
    }
    m_state->writer.callReused(std::move(call), original,
                               [state = m_state, tag, completion](const Result<qint64>& row) {
                                   if (row)
                                       state->arrive({tag, *row, completion, 0, 0});
                                   else
                                       state->arrive({tag, 0, tl::unexpected(row.error()), {}, 0});
                               });
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
    {
        std::lock_guard lock(m_state->mutex);
        m_state->isClosed = true;
        asked = m_state->asked;
    }
    for (const quint64 tag : asked)
        m_state->chat.cancel(tag, how);
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
