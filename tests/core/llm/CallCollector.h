#pragma once

#include "core/llm/ChatService.h"
#include "tests/support/ScriptedModelServer.h"

#include <QDeadlineTimer>
#include <QThread>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>

namespace metaspo {

/// Sends calls and waits for their replies, as a run would. Replies are kept in order of arrival.
class CallCollector
{
public:
    explicit CallCollector(ChatService& service)
        : m_service(service)
    {}
    ~CallCollector() // no reply may come when we are gone
    {
        m_service.cancelAll(Cancellation::Abort);
        wait();
    }

    quint64 send(const Connection& connection, const QString& user,
                 const QString& system = QStringLiteral("Be right."))
    {
        ChatRequest request;
        request.connection = connection;
        request.messages = {{MessageRole::System, system}, {MessageRole::User, user}};
        request.tag = nextTag();
        {
            const std::lock_guard lock(m_mutex);
            ++m_sent;
        }
        m_service.send(request, [this](ChatReply reply) {
            const std::lock_guard lock(m_mutex);
            ++m_times[reply.tag];
            m_replies << reply;
            m_changed.notify_all();
        });
        return request.tag;
    }

    void sendMany(const Connection& connection, int count, const QString& prefix = QStringLiteral("Q"))
    {
        for (int i = 0; i < count; ++i)
            send(connection, QStringLiteral("%1 %2 [[answer=B]]").arg(prefix).arg(i));
    }

    /// False if not all replies came within a minute, which says that they never will: it is no measure.
    bool wait() { return waitFor(m_sent); }
    bool waitFor(int count)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, std::chrono::minutes(1), [&] { return m_replies.size() >= count; });
    }

    QList<ChatReply> replies() const
    {
        const std::lock_guard lock(m_mutex);
        return m_replies;
    }
    /// Every `done` was called exactly once.
    bool eachOnce() const
    {
        const std::lock_guard lock(m_mutex);
        for (const auto& [tag, times] : m_times)
            if (times != 1)
                return false;
        return static_cast<int>(m_times.size()) == m_sent;
    }
    int answered() const
    {
        int count = 0;
        for (const ChatReply& reply : replies())
            count += reply.completion ? 1 : 0;
        return count;
    }
    ChatReply only() const { return replies().value(0); }

private:
    static quint64 nextTag()
    {
        static quint64 last = 0;
        return ++last;
    }

    ChatService& m_service;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    QList<ChatReply> m_replies;
    std::map<quint64, int> m_times;
    int m_sent = 0;
};

/// Waits for something that another thread does.
template <typename Condition> bool eventually(Condition condition, int milliseconds = 60'000)
{
    const QDeadlineTimer deadline(milliseconds);
    while (!condition()) {
        if (deadline.hasExpired())
            return false;
        QThread::msleep(2);
    }
    return true;
}

inline Connection connectionTo(const ScriptedModelServer& server, int width = 8)
{
    Connection connection;
    connection.name = QStringLiteral("test");
    connection.baseUrl = server.baseUrl();
    connection.model = QStringLiteral("scripted");
    connection.width = width;
    return connection;
}

/// Waits short enough for tests.
inline ServiceOptions quickOptions()
{
    ServiceOptions options;
    options.firstBackoffMilliseconds = 5;
    options.longestBackoffMilliseconds = 40;
    options.widthDebounceMilliseconds = 200;
    return options;
}

inline ServerScript scriptWith(Fault fault, const QString& argument = {}, int from = 1,
                               int count = 1'000'000'000)
{
    ServerScript script;
    script.faults << FaultRule{fault, argument, from, count, 1};
    return script;
}

} // namespace metaspo
