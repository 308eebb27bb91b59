#pragma once

#include "core/llm/AttemptResult.h"
#include "core/llm/Breaker.h"
#include "core/llm/EndpointBoard.h"
#include "core/llm/Pace.h"
#include "core/llm/QuirkMemory.h"
#include "core/llm/ServerAccess.h"
#include "core/llm/WidthControl.h"

#include <map>
#include <memory>

namespace metaspo {

/// Once: a connection test wants to know now, not in a minute.
enum class Patience { Retry, Once };

/// One call on its way, from the queue through its attempts to its reply.
struct Call
{
    quint64 sequence = 0; ///< the order of arrival; kept over retries
    ChatRequest request;
    std::function<void(ChatReply)> done;
    QList<FailedAttempt> failedAttempts;
    qint64 firstSentUnixMilliseconds = 0;
    AttemptHistory history;
    std::optional<Clock::time_point> firstRateLimit;
    Patience patience = Patience::Retry;
    bool draining = false; ///< cancelled, but its attempt in flight may still answer

    quint64 exchange = 0; ///< 0: not in flight
    Clock::time_point sent{};
    Clock::time_point deadline{};
    qint64 sentUnixMilliseconds = 0;
    int lessonsWhenSent = 0;
    int sentAgainAfterLesson = 0;
    WireCall wire;
    qint64 bodyBytes = 0;
};

/// What endpoints need from outside. All on the network thread.
struct EndpointSurroundings
{
    Transport& transport;
    const ServiceOptions& options;
    EndpointBoard& board;
    std::function<void(Clock::time_point)> wakeAt; ///< asks for tick() at that time
    std::function<double()> random;                ///< [0,1)
};

/// The queue of one model on one server: who may go now, what a reply means, who goes again and when. Calls
/// are served in order of arrival, a call that is tried again before younger ones. Network thread only.
class Endpoint
{
public:
    using CallPtr = std::shared_ptr<Call>;

    Endpoint(Connection connection, EndpointSurroundings surroundings);
    ~Endpoint();

    void add(CallPtr call);
    void cancel(const CallPtr& call, Cancellation how);
    void readPin(const Connection& connection);
    void forgetTrouble();
    /// Deadlines that passed, retries that are due; asks to be woken for the next.
    void tick();
    ServerAccess& access() { return m_access; }
    const Quirks& quirks() const { return m_quirks.quirks(); }
    QString limits() const { return m_pace.limits(); }

private:
    void pump();
    bool mayStart(Clock::time_point now);
    void prepareAccess();
    void startNext(Clock::time_point now);
    void leaveFlight(Call& call);
    void arrived(const CallPtr& call, HttpReply reply);
    void answered(const CallPtr& call, const HttpReply& reply, Completion completion, Clock::time_point now);
    bool learned(const CallPtr& call, const AttemptTrouble& trouble);
    void attemptFailed(const CallPtr& call, const AttemptTrouble& trouble);
    void tryAgainOrEnd(const CallPtr& call, const AttemptFailure& failure, const Error& error);
    void noteFailure(Call& call, ErrorKind kind, int status, const QString& message, bool possiblyPaid);
    void finish(const CallPtr& call, Result<Completion> result);
    void failWaiting(const Error& error);
    void askForPlaces();
    void publish();

    Connection m_connection;
    QString m_id;
    EndpointSurroundings m_around;
    ServerAccess m_access;
    RetryPolicy m_policy;
    WidthControl m_width;
    Pace m_pace;
    QuirkMemory m_quirks;
    Breaker m_breaker;
    std::map<quint64, CallPtr> m_ready;                                   ///< by sequence
    std::multimap<Clock::time_point, CallPtr> m_later;                    ///< by when they are due
    std::map<quint64, CallPtr> m_inFlight;                                ///< by sequence
    std::map<std::pair<Clock::time_point, quint64>, CallPtr> m_deadlines; ///< by time and sequence
    qint64 m_answered = 0;
    qint64 m_possiblyPaid = 0;
    QString m_trouble;
    bool m_askedForPlaces = false;
    quint64 m_askingForPlaces = 0; ///< the request in flight for them
};

} // namespace metaspo
