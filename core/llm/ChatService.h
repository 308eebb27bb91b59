#pragma once

#include "core/domain/Completion.h"
#include "core/domain/Connection.h"
#include "core/domain/Error.h"

#include <QList>
#include <QStringList>
#include <functional>
#include <memory>

namespace metaspo {

/// One call to a model. `tag` is the caller's name for it, unique among the calls that are out; it is used to
/// cancel the call and handed back with the reply.
struct ChatRequest
{
    Connection connection;
    QList<Message> messages;
    CallParameters parameters;
    quint64 tag = 0;
};

/// How a call ended. An Error means that there is no answer; everything a model answered is a Completion.
struct ChatReply
{
    quint64 tag = 0;
    Result<Completion> completion;
    QList<FailedAttempt> failedAttempts; ///< also of a call that succeeded in the end
    qint64 sentUnixMilliseconds = 0;     ///< first attempt; 0: never left
};

/// Numbers of connections.md; tests shorten the waits.
struct ServiceOptions
{
    int mostInFlight = 256; ///< per endpoint
    int startWidth = 16;    ///< where finding out begins
    int mostAttempts = 6;   ///< for failures of server and network
    int breakerFailures = 20;
    qint64 largestBodyBytes = 8 * 1024 * 1024;
    qint64 firstBackoffMilliseconds = 500;
    qint64 longestBackoffMilliseconds = 60'000;
    qint64 longestCoolDownMilliseconds = 600'000;         ///< a longer Retry-After is asked again after this
    qint64 rateLimitPatienceMilliseconds = 6 * 3'600'000; ///< then a call ends as RateLimited
    qint64 widthDebounceMilliseconds = 15'000;
};

/// What the queue of one endpoint is doing, for people.
struct EndpointStatus
{
    int inFlight = 0;
    int queued = 0;
    int width = 0;
    bool widthPinned = false;
    qint64 coolDownUntilUnixMilliseconds = 0; ///< 0: none
    bool breakerOpen = false;
    int failuresInARow = 0;
    qint64 answered = 0;
    qint64 possiblyPaid = 0; ///< attempts that may have been answered without our seeing it
    QStringList quirks;      ///< sentences about what was learned of the server, for the run's log
    QString trouble;         ///< the last failure, empty after a success
};

/// Drain: calls in flight are finished and answered, only waiting ones end. Abort: calls in flight are cut
/// off too (and may have been paid).
enum class Cancellation { Drain, Abort };

/// Talks to models: owns the network thread, a queue per endpoint, retries, limits, deadlines. Every public
/// function is thread-safe and returns at once. All callbacks run on the network thread, must be quick, and
/// may call the service. An endpoint is (address, model, key source, TLS settings): connections that agree in
/// them share limits.
class ChatService
{
public:
    explicit ChatService(ServiceOptions options = {});
    ~ChatService(); ///< aborts what is left (each `done` is still called), then joins
    ChatService(const ChatService&) = delete;
    ChatService& operator=(const ChatService&) = delete;

    /// `done` is called exactly once. More than width() may be handed over; the rest waits in order.
    void send(ChatRequest request, std::function<void(ChatReply)> done);
    /// `done` of what is cancelled gets ErrorKind::Stopped.
    void cancel(quint64 tag, Cancellation how);
    void cancelAll(Cancellation how);

    /// Calls that the endpoint is given at a time, now.
    int width(const Connection& connection) const;
    /// Pins it, also while calls are running; 0: as the connection says, else found out.
    void setWidth(const Connection& connection, int width);
    /// Called whenever the width of any endpoint changed. Returns a number to remove it with; once removed it
    /// is not called any more (not to be removed from inside itself).
    int addWidthListener(std::function<void()> listener);
    void removeWidthListener(int number);

    EndpointStatus status(const Connection& connection) const;
    /// Before a resume: closes the breaker, ends a cool-down, reads the key anew.
    void forgetTrouble(const Connection& connection);

    /// The body that would be sent now, with everything learned about the server. Holds no key.
    QByteArray requestBody(const ChatRequest& request) const;

    /// Neither of the two calls back if the service ends first.
    void listModels(const Connection& connection, std::function<void(Result<QStringList>)> done);
    /// The eight checks: reachable, key, models, completion, latency, limits, system role, usage. Three tiny
    /// calls. `each` (may be empty) is told every check as soon as it is known.
    void testConnection(const Connection& connection, std::function<void(QList<ConnectionCheck>)> done,
                        std::function<void(ConnectionCheck)> each = {});

private:
    class Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace metaspo
