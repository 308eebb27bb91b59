#pragma once

#include "core/domain/Completion.h"
#include "core/domain/Connection.h"
#include "core/domain/RunSettings.h"
#include "core/engine/RunProgress.h"
#include "core/store/CallRows.h"
#include "core/store/StoreRows.h"

#include <mutex>

namespace metaspo {

/// What a live run may still spend: spent plus reserved for calls in flight stays under the cap. What may have been paid,
/// and answers whose cost is not known, count with their reserve, now and after a resume. Limits may change while it
/// runs. Thread-safe.
class RunBudget
{
public:
    RunBudget(const RunSpending& spent, const RunLimits& limits);

    /// A cap in dollars can only be kept where the price of every model is known.
    static Result<void> check(const RunLimits& limits, const QList<Connection>& models);
    void setLimits(const RunLimits& limits);
    /// The most a call can cost: its input counted generously, its output at the limit. Unknown price: 0.
    static qint64 reserve(const Connection& connection, const QList<Message>& messages,
                          const CallParameters& parameters);

    /// False: the call does not fit any more.
    bool take(qint64 reserved);
    /// A call that was taken has ended; `possiblyPaid` of its tries got no answer but may have been paid.
    void settle(qint64 reserved, bool isAnswered, std::optional<qint64> cost, int possiblyPaid = 0);

    /// Spent, reserved, counted, and the limits.
    void tell(RunProgress& progress) const;
    std::optional<qint64> spent() const; ///< absent: a price is unknown
    qint64 counted() const;              ///< against the cap: at least what was spent
    std::optional<qint64> cap() const;
    QString refusal() const; ///< the sentence behind a false take()

private:
    mutable std::mutex m_mutex;
    RunLimits m_limits;
    qint64 m_calls = 0; ///< answered, possibly paid or in flight
    qint64 m_spent = 0; ///< at most
    qint64 m_reserved = 0;
    bool m_isPriceKnown = true;
    bool m_isExact = true; ///< m_spent has no reserves in it
};

} // namespace metaspo
