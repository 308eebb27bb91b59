#pragma once

#include "core/engine/CalibrationFile.h"
#include "core/llm/ChatService.h"

#include <QSet>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace metaspo {

/// A calibration at work: asks, keeps every answer, and adds up. run() blocks a thread of its own; the other functions
/// may be called by any thread.
class CalibrationWork : public std::enable_shared_from_this<CalibrationWork>
{
public:
    /// Told on the working thread, except after forget().
    struct Listener
    {
        std::function<void(const CalibrationProgress&)> progressed;
        std::function<void(const Result<CalibrationResult>&)> ended; ///< once
    };

    CalibrationWork(CalibrationPlan plan, std::shared_ptr<ChatService> chat, Listener listener);

    void run();
    /// Drain: what is in flight is finished and kept; Abort: it is cut off and may have been paid for.
    void stop(Cancellation how);
    void forget(); ///< the listener is not called any more once this has returned

private:
    struct Arrival
    {
        CalibrationPlace place;
        ChatReply reply;
        qint64 arrivedUnixMilliseconds = 0;
    };

    Result<CalibrationResult> result();
    Result<void> askAll(int repeat);
    std::deque<CalibrationPlace> missing(int repeat) const;
    Result<void> handOut(const CalibrationPlace& place);
    std::vector<Arrival> take();
    Result<void> keep(const Arrival& arrival);
    bool isStopping() const;
    void tell();

    CalibrationPlan m_plan;
    std::shared_ptr<ChatService> m_chat;
    std::unique_ptr<CalibrationFile> m_file; ///< working thread
    int m_inFlight = 0;                      ///< working thread
    std::optional<Error> m_failure;          ///< working thread: of the first call that got no answer

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Arrival> m_arrivals;
    QSet<quint64> m_out; ///< tags handed to the service
    bool m_isStopping = false;

    std::mutex m_listenerMutex;
    Listener m_listener;
};

} // namespace metaspo
