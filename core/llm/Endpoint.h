#pragma once

#include "core/llm/Breaker.h"
#include "core/llm/Call.h"
#include "core/llm/EndpointBoard.h"
#include "core/llm/Pace.h"
#include "core/llm/QuirkMemory.h"
#include "core/llm/ServerAccess.h"
#include "core/llm/WidthControl.h"

#include <map>
#include <memory>

namespace metaspo {

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
    void answered(const CallPtr& call, Completion completion, Clock::time_point now);
    bool learned(const CallPtr& call, const AttemptTrouble& trouble);
    void attemptFailed(const CallPtr& call, const AttemptTrouble& trouble);
    void tryAgainOrEnd(const CallPtr& call, const AttemptFailure& failure, const Error& error);
    void note(Call& call, ErrorKind kind, int status, const QString& message, bool possiblyPaid);
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
};

} // namespace metaspo
