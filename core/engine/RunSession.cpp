#include "core/engine/RunSession.h"

#include "core/engine/Await.h"
#include "core/engine/LiveRun.h"

namespace metaspo {

namespace {
constexpr int batchMilliseconds = 50; // at most 20 a second
}

RunSession::RunSession(std::unique_ptr<LiveRun> liveRun, const FirstStop& firstStop, QObject* parent)
    : QObject(parent), m_liveRun(std::move(liveRun))
{
    qRegisterMetaType<RunChange>();
    m_batches.setInterval(batchMilliseconds);
    connect(&m_batches, &QTimer::timeout, this, &RunSession::takeBatch);
    m_batches.start();
    m_liveRun->start(firstStop,
                     [this] { QMetaObject::invokeMethod(this, [this] { finish(); }, Qt::QueuedConnection); });
}

RunSession::~RunSession() = default;

std::unique_ptr<LiveRun> RunSession::release()
{
    m_batches.stop();
    m_liveRun->forgetEnded();
    return std::move(m_liveRun);
}

void RunSession::takeBatch()
{
    if (const std::optional<RunChange> change = m_liveRun->monitor().take())
        Q_EMIT changed(*change);
}

void RunSession::finish()
{
    m_batches.stop();
    takeBatch();
    const RunProgress last = progress();
    Q_EMIT ended(last.state, last.reason);
}

qint64 RunSession::run() const
{
    return m_liveRun->run();
}

RunProgress RunSession::progress() const
{
    return m_liveRun->monitor().progress();
}

void RunSession::pause()
{
    m_liveRun->pause(QStringLiteral("Paused"));
}

void RunSession::resume()
{
    m_liveRun->resume();
}

void RunSession::step(Grain grain)
{
    m_liveRun->step(grain);
}

void RunSession::runTo(const Step& place)
{
    m_liveRun->runTo(place);
}

void RunSession::stop(StopMode mode)
{
    m_liveRun->stop(mode, RunState::Stopped, QStringLiteral("Stopped"));
}

void RunSession::suspend()
{
    m_liveRun->stop(StopMode::FinishInFlight, RunState::Paused,
                    m_liveRun->reasonToEnd(QStringLiteral("Paused when the program was closed")));
}

QFuture<Result<void>> RunSession::insert(const Insertion& insertion)
{
    return futureOf<void>([&](const auto& done) { m_liveRun->insert(insertion, done); });
}

Result<void> RunSession::setLimits(const RunLimits& limits)
{
    return m_liveRun->setLimits(limits);
}

Result<void> RunSession::setBreakpoints(const QStringList& breakpoints)
{
    return m_liveRun->setBreakpoints(breakpoints);
}

RunLimits RunSession::limits() const
{
    return m_liveRun->limits();
}

void RunSession::storageTrouble(const Result<void>& state)
{
    m_liveRun->storageTrouble(state);
}

} // namespace metaspo
