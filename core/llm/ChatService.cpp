#include "core/llm/ChatService.h"

#include "core/llm/ConnectionTest.h"
#include "core/llm/Dispatcher.h"
#include "core/llm/transport/QnamTransport.h"

#include <QThread>
#include <mutex>
#include <vector>

namespace metaspo {

/// The network thread, and what waits to be done there.
class ChatService::Parts
{
public:
    using Task = std::function<void(Dispatcher&)>;

    explicit Parts(const ServiceOptions& serviceOptions)
        : options(serviceOptions)
        , board(serviceOptions)
    {
        m_thread.setObjectName(QStringLiteral("network"));
        m_context.moveToThread(&m_thread);
        m_thread.start();
        QMetaObject::invokeMethod(
            &m_context,
            [this] {
                m_dispatcher = std::make_unique<Dispatcher>(
                    options, board,
                    std::make_unique<QnamTransport>(QByteArray("metaspo-workbench/" METASPO_VERSION)));
            },
            Qt::QueuedConnection);
    }

    ~Parts()
    {
        QMetaObject::invokeMethod(
            &m_context,
            [this] {
                m_dispatcher->close();
                runTasks(); // also what callbacks asked for while everything ended
                m_dispatcher.reset();
            },
            Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    void post(Task task)
    {
        bool first = false;
        {
            const std::lock_guard lock(m_mutex);
            first = m_tasks.empty();
            m_tasks.push_back(std::move(task));
        }
        if (first) // one wake-up for a burst
            QMetaObject::invokeMethod(
                &m_context, [this] { runTasks(); }, Qt::QueuedConnection);
    }

    ServiceOptions options;
    EndpointBoard board;

private:
    void runTasks()
    {
        for (;;) {
            std::vector<Task> tasks;
            {
                const std::lock_guard lock(m_mutex);
                tasks.swap(m_tasks);
            }
            if (tasks.empty() || !m_dispatcher)
                return;
            for (const Task& task : tasks)
                task(*m_dispatcher);
        }
    }

    QThread m_thread;
    QObject m_context;
    std::unique_ptr<Dispatcher> m_dispatcher; ///< made, used and destroyed on the thread
    std::mutex m_mutex;
    std::vector<Task> m_tasks;
};

ChatService::ChatService(ServiceOptions options)
    : m_parts(std::make_unique<Parts>(options))
{}

ChatService::~ChatService() = default;

void ChatService::send(ChatRequest request, std::function<void(ChatReply)> done)
{
    m_parts->post([request = std::move(request), done = std::move(done)](Dispatcher& dispatcher) mutable {
        dispatcher.send(std::move(request), std::move(done));
    });
}

void ChatService::cancel(quint64 tag, Cancellation how)
{
    m_parts->post([tag, how](Dispatcher& dispatcher) { dispatcher.cancel(tag, how); });
}

void ChatService::cancelAll(Cancellation how)
{
    m_parts->post([how](Dispatcher& dispatcher) { dispatcher.cancelAll(how); });
}

int ChatService::width(const Connection& connection) const
{
    return m_parts->board.width(connection);
}

void ChatService::setWidth(const Connection& connection, int width)
{
    m_parts->board.pin(connection, width);
    m_parts->post(
        [connection](Dispatcher& dispatcher) { dispatcher.endpoint(connection).readPin(connection); });
}

int ChatService::addWidthListener(std::function<void()> listener)
{
    return m_parts->board.addListener(std::move(listener));
}

void ChatService::removeWidthListener(int number)
{
    m_parts->board.removeListener(number);
}

EndpointStatus ChatService::status(const Connection& connection) const
{
    return m_parts->board.status(connection);
}

void ChatService::forgetTrouble(const Connection& connection)
{
    m_parts->post([connection](Dispatcher& dispatcher) { dispatcher.endpoint(connection).forgetTrouble(); });
}

QByteArray ChatService::requestBody(const ChatRequest& request) const
{
    const WireCall call = wireCallOf(request, m_parts->board.quirks(request.connection));
    return metaspo::requestBody(request.connection.wire, call);
}

void ChatService::listModels(const Connection& connection, std::function<void(Result<QStringList>)> done)
{
    m_parts->post([connection, done = std::move(done)](Dispatcher& dispatcher) {
        ConnectionTest::listModels(dispatcher, connection, done);
    });
}

void ChatService::testConnection(const Connection& connection,
                                 std::function<void(QList<ConnectionCheck>)> done,
                                 std::function<void(ConnectionCheck)> each)
{
    m_parts->post([connection, done = std::move(done), each = std::move(each)](Dispatcher& dispatcher) {
        ConnectionTest::start(dispatcher, connection, done, each);
    });
}

} // namespace metaspo
