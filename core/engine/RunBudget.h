#pragma once

#include "core/domain/Completion.h"
#include "core/domain/Connection.h"
#include "core/domain/RunSettings.h"
#include "core/store/StoreRows.h"

#include <mutex>

namespace metaspo {

/// What a live run may still spend: spent plus reserved for calls in flight stays under the cap. Limits may change while
/// it runs. Thread-safe.
class RunBudget
{
public:
    RunBudget(const RunSpending& spent, const RunLimits& limits);

    void setLimits(const RunLimits& limits);
    /// The most a call can cost: its input counted generously, its output at the limit. Unknown price: 0.
    static qint64 reserve(const Connection& connection, const QList<Message>& messages,
                          const CallParameters& parameters);

    /// False: the call does not fit any more.
    bool take(qint64 reserved);
    void settle(qint64 reserved, bool isAnswered, std::optional<qint64> cost);

    std::optional<qint64> spent() const; ///< absent: a price is unknown
    std::optional<qint64> cap() const;
    QString refusal() const; ///< the sentence behind a false take()

private:
    mutable std::mutex m_mutex;
    RunLimits m_limits;
    qint64 m_calls = 0; ///< answered or in flight
    qint64 m_spent = 0;
    qint64 m_reserved = 0;
    bool m_isPriceKnown = true;
};

} // namespace metaspo
