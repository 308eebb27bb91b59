#include "core/engine/RunMonitor.h"

namespace metaspo {

namespace {
constexpr std::size_t answersForEstimate = 50;
constexpr std::size_t answersNeeded = 20;

std::chrono::milliseconds steadyNow()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace

RunMonitor::RunMonitor(const RunProgress& start, Clock clock)
    : m_progress(start), m_clock(clock ? std::move(clock) : steadyNow), m_since(m_clock())
{
}

std::chrono::milliseconds RunMonitor::worked() const
{
    return m_progress.state == RunState::Running ? m_worked + (m_clock() - m_since) : m_worked;
}

void RunMonitor::update(const std::function<void(RunProgress&)>& change)
{
    std::lock_guard lock(m_mutex);
    const RunState before = m_progress.state;
    const std::chrono::milliseconds workedBefore = worked();
    change(m_progress);
    if (m_progress.state != before) {
        m_worked = workedBefore;
        m_since = m_clock();
    }
    m_isDirty = true;
}

void RunMonitor::answered(bool isRemembered, ModelRole role)
{
    std::lock_guard lock(m_mutex);
    ++m_answered;
    ++m_progress.callsDone;
    (role == ModelRole::Optimizer ? m_progress.optimizerCallsDone : m_progress.baseCallsDone) += 1;
    if (isRemembered) {
        ++m_progress.remembered;
    } else {
        m_paidAnswers.push_back(worked());
        if (m_paidAnswers.size() > answersForEstimate)
            m_paidAnswers.pop_front();
    }
    m_isDirty = true;
}

void RunMonitor::recorded(const Fact& fact)
{
    std::lock_guard lock(m_mutex);
    m_facts.append(fact);
    m_isDirty = true;
}

void RunMonitor::log(const QString& sentence)
{
    std::lock_guard lock(m_mutex);
    m_log.append(sentence);
    m_isDirty = true;
}

RunProgress RunMonitor::withTimeLeft() const
{
    RunProgress progress = m_progress;
    progress.callsExpected = std::max(progress.callsExpected, progress.callsDone);
    progress.secondsLeft.reset();
    if (m_paidAnswers.size() >= answersNeeded) {
        const auto span = std::max(std::chrono::milliseconds(1), worked() - m_paidAnswers.front());
        const double perCall = static_cast<double>(span.count()) / static_cast<double>(m_paidAnswers.size());
        const double left = perCall * static_cast<double>(progress.callsExpected - progress.callsDone) / 1000.0;
        progress.secondsLeft = static_cast<qint64>(left + 0.5);
    }
    return progress;
}

RunProgress RunMonitor::progress() const
{
    std::lock_guard lock(m_mutex);
    return withTimeLeft();
}

std::optional<RunChange> RunMonitor::take()
{
    std::lock_guard lock(m_mutex);
    if (!m_isDirty)
        return std::nullopt;
    RunChange change{withTimeLeft(), std::move(m_facts), std::move(m_log), m_answered};
    m_facts.clear();
    m_log.clear();
    m_answered = 0;
    m_isDirty = false;
    return change;
}

} // namespace metaspo
