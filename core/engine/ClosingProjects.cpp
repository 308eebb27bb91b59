#include "core/engine/ClosingProjects.h"

#include "core/engine/ProjectRemains.h"

#include <algorithm>

namespace metaspo {

/// One project on its way out, with the thread that waits for it.
class ClosingProjects::Closing
{
public:
    Closing(ProjectRemains remains, std::function<void()> closed)
        : m_path(remains.path), m_remains(std::move(remains)), m_closed(std::move(closed))
    {
        m_remains.news->tellTo([this](const Result<void>& state) {
            std::lock_guard lock(m_troubleMutex);
            m_trouble = state ? QString() : sentence(state.error());
        });
        m_thread = std::thread([this] { close(); });
    }
    ~Closing()
    {
        m_thread.join();
        m_remains.news->tellTo({});
    }

    QString path() const { return m_path; }

    int callsInFlight()
    {
        std::lock_guard lock(m_mutex);
        int calls = 0;
        for (const auto& run : m_remains.runs)
            calls += run->monitor().progress().inFlight;
        return calls;
    }

    QString trouble()
    {
        std::lock_guard lock(m_troubleMutex);
        return m_trouble;
    }

    void stopAtOnce()
    {
        std::lock_guard lock(m_mutex);
        for (const auto& run : m_remains.runs)
            run->stop(RunSession::StopMode::AtOnce, RunState::Paused, {});
        giveUpSoonLocked();
    }

    void giveUpSoon()
    {
        std::lock_guard lock(m_mutex);
        giveUpSoonLocked();
    }

private:
    void giveUpSoonLocked()
    {
        if (m_remains.store && !m_remains.store->isReadOnly())
            m_remains.store->writer().giveUpSoon();
    }

    void close()
    {
        for (const auto& run : m_remains.runs)
            run->join();
        m_remains.opening.clear();
        m_remains.work->waitForDone();
        m_remains.queries.reset();
        std::vector<std::unique_ptr<LiveRun>> runs;
        std::shared_ptr<Store> store;
        {
            std::lock_guard lock(m_mutex);
            runs.swap(m_remains.runs);
            store.swap(m_remains.store);
        }
        runs.clear();
        store.reset();
        m_closed();
    }

    const QString m_path;
    std::mutex m_mutex; ///< runs and store
    ProjectRemains m_remains;
    std::function<void()> m_closed; ///< called on the thread, last
    std::mutex m_troubleMutex;
    QString m_trouble;
    std::thread m_thread; ///< last: starts when all else is there
};

ClosingProjects::ClosingProjects() = default;

ClosingProjects::~ClosingProjects()
{
    finish();
}

void ClosingProjects::add(ProjectRemains remains)
{
    const quint64 number = ++m_lastNumber;
    m_closing[number] = std::make_unique<Closing>(std::move(remains), [this, number] {
        QMetaObject::invokeMethod(this, [this, number] { remove(number); }, Qt::QueuedConnection);
    });
    Q_EMIT changed();
}

void ClosingProjects::remove(quint64 number)
{
    m_closing.erase(number);
    Q_EMIT changed();
}

bool ClosingProjects::isEmpty() const
{
    return m_closing.empty();
}

bool ClosingProjects::contains(const QString& path) const
{
    return std::any_of(m_closing.begin(), m_closing.end(),
                       [&](const auto& closing) { return closing.second->path() == path; });
}

int ClosingProjects::callsInFlight() const
{
    int calls = 0;
    for (const auto& [number, closing] : m_closing)
        calls += closing->callsInFlight();
    return calls;
}

QString ClosingProjects::trouble() const
{
    for (const auto& [number, closing] : m_closing)
        if (const QString trouble = closing->trouble(); !trouble.isEmpty())
            return trouble;
    return {};
}

void ClosingProjects::stopAtOnce()
{
    for (const auto& [number, closing] : m_closing)
        closing->stopAtOnce();
}

void ClosingProjects::finish()
{
    for (const auto& [number, closing] : m_closing)
        closing->giveUpSoon();
    m_closing.clear();
}

} // namespace metaspo
