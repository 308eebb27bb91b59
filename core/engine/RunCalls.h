#pragma once

#include "core/engine/RequestsInFlight.h"
#include "core/llm/ChatService.h"
#include "core/store/CallRows.h"
#include "core/store/Writer.h"

#include <memory>
#include <vector>

namespace metaspo {

/// How a call of a live run ended. An error means: no answer, nothing to score.
struct CallArrival
{
    quint64 tag = 0;
    qint64 call = 0; ///< row in the file
    Result<Completion> completion;
    std::optional<qint64> costNanoDollars;
    int failedAttempts = 0;
    int possiblyPaid = 0; ///< of the failed attempts
};

/// The calls of one live run that are out. Each goes the straight way: row `sent` committed, then the request, then row
/// `ok` with the whole response committed, then it arrives here. send(), reuse() and take() belong to the method's
/// thread, which blocks in take(); the steps between run on the writer's and the network thread.
class RunCalls
{
public:
    RunCalls(Writer& writer, ChatService& chat, std::shared_ptr<RequestsInFlight> requests);
    ~RunCalls(); ///< everything sent must have arrived

    /// At temperature 0: a request that another run has out is waited for, and its response stored as a call without cost.
    quint64 send(NewCall call, const Connection& connection, const QList<Message>& messages);
    /// Answered by a response that is in the file; stored as a call without cost.
    quint64 reuse(NewCall call, qint64 original, const Completion& completion);
    int inFlight() const;
    /// Blocks until something has arrived; gives all that has. Nothing is out: gives nothing.
    std::vector<CallArrival> take();

    /// Any thread. Drain: requests that are out are finished; Abort: they are cut off and may have been paid. Calls
    /// that come later are refused.
    void close(Cancellation how);
    /// Any thread: something could not be stored; the method is told at its next step.
    void fail(const Error& error);
    std::optional<Error> failure() const;

private:
    struct State;
    std::shared_ptr<State> m_state;
};

} // namespace metaspo
