#include "core/engine/Calibration.h"

#include "core/engine/CalibrationWork.h"

namespace metaspo {

Calibration::Calibration(CalibrationPlan plan) : m_plan(std::move(plan))
{
    m_progress = {m_plan.kept, m_plan.answers(), 0};
}

Calibration::~Calibration()
{
    if (!m_work)
        return;
    m_work->forget();
    m_work->stop(Cancellation::Drain);
}

void Calibration::begin(const Connection& connection, std::shared_ptr<ChatService> chat)
{
    m_plan.connection = connection;
    const auto onMainThread = [this](auto call) {
        QMetaObject::invokeMethod(this, std::move(call), Qt::QueuedConnection);
    };
    const CalibrationWork::Listener listener{
        [this, onMainThread](const CalibrationProgress& progress) {
            onMainThread([this, progress] {
                m_progress = progress;
                Q_EMIT progressed(progress);
            });
        },
        [this, onMainThread](const Result<CalibrationResult>& result) {
            onMainThread([this, result] { end(result); });
        }};
    m_work = std::make_shared<CalibrationWork>(m_plan, std::move(chat), listener);
}

void Calibration::cancel()
{
    m_isCancelled = true;
    if (m_work)
        return m_work->stop(Cancellation::Drain);
    // The local model is still loading; nothing was asked.
    QMetaObject::invokeMethod(
        this,
        [this] {
            end(failure(ErrorKind::Stopped, QStringLiteral("The calibration was stopped before its first call")));
        },
        Qt::QueuedConnection);
}

void Calibration::end(const Result<CalibrationResult>& result)
{
    if (!std::exchange(m_hasEnded, true))
        Q_EMIT ended(result);
}

} // namespace metaspo
