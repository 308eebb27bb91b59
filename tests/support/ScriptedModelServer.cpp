#include "tests/support/ScriptedModelServer.h"

#include "tests/support/ScriptedExchange.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>
#include <cmath>
#include <deque>
#include <map>
#include <mutex>

namespace metaspo {

namespace {

constexpr int dripMilliseconds = 200;
constexpr int endlessMilliseconds = 5;

QByteArray shortHash(const QString& text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
}

/// A log-normal latency whose mean is the one asked for.
double latencyOf(const ServerScript& script, const ScriptedRequest& request)
{
    if (script.latencyMilliseconds <= 0 || script.latencySpread <= 0)
        return script.latencyMilliseconds;
    const QString seed = QString::fromLatin1(request.digest);
    const QString occurrence = QString::number(request.question.occurrence);
    const double u1 = std::max(1e-12, scriptedChance({seed, occurrence, u"latency"}));
    const double u2 = scriptedChance({seed, occurrence, u"angle"});
    const double normal = std::sqrt(-2 * std::log(u1)) * std::cos(6.283185307179586 * u2);
    const double sigma = script.latencySpread;
    return script.latencyMilliseconds * std::exp(sigma * normal - sigma * sigma / 2);
}

QByteArray logLine(const RequestRecord& record)
{
    const QJsonObject line{{QStringLiteral("number"), record.number},
                           {QStringLiteral("ms"), record.arrivedMilliseconds},
                           {QStringLiteral("path"), QString::fromLatin1(record.path)},
                           {QStringLiteral("digest"), QString::fromLatin1(record.digest)},
                           {QStringLiteral("model"), record.model},
                           {QStringLiteral("system"), QString::fromLatin1(record.system)},
                           {QStringLiteral("user"), QString::fromLatin1(record.user)},
                           {QStringLiteral("role"), record.role},
                           {QStringLiteral("status"), record.status},
                           {QStringLiteral("fault"), record.fault},
                           {QStringLiteral("occurrence"), record.occurrence}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

/// Sockets, time, limits and log; lives on the server's thread.
class Listener : public QObject
{
public:
    Listener(ServerScript script, const QString& logFile)
        : m_log(logFile)
        , m_script(std::move(script))
        , m_answers(m_script)
    {
        m_clock.start();
        if (!logFile.isEmpty() &&
            !m_log.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
            qWarning("the log file cannot be written");
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Listener::sendDue);
        connect(&m_server, &QTcpServer::newConnection, this, &Listener::accept);
    }

    ~Listener() override
    {
        m_server.close();
        const auto sockets = m_buffers.keys();
        for (QTcpSocket* socket : sockets) {
            socket->disconnect(this); // they belong to m_server and would tell us while we are going
            socket->abort();
        }
    }

    quint16 listen(quint16 port)
    {
        constexpr int backlog = 1000;
        m_server.setMaxPendingConnections(backlog);
        return m_server.listen(QHostAddress::LocalHost, port) ? m_server.serverPort() : 0;
    }

    void setScript(ServerScript script)
    {
        m_script = std::move(script);
        m_answers = ScriptedAnswers(m_script);
        m_level = -1;
    }

    void closeConnections()
    {
        const auto sockets = m_buffers.keys();
        for (QTcpSocket* socket : sockets)
            socket->abort();
    }

    mutable std::mutex mutex; ///< of the three below
    QList<RequestRecord> records;
    int mostAtOnce = 0;
    int connectionsMade = 0;

private:
    struct Job
    {
        QPointer<QTcpSocket> socket; ///< guarded: a new connection may come to lie where a closed one lay
        ScriptedResponse response;
        double latencyMilliseconds = 0;
    };

    void accept();
    void read(QTcpSocket* socket);
    void handle(QTcpSocket* socket, ScriptedRequest request);
    ScriptedResponse decide(ScriptedRequest& request);
    ScriptedResponse otherThanCall(const ScriptedRequest& request) const;
    std::optional<FaultRule> faultFor(const ScriptedRequest& request) const;
    bool isOverLimit(QByteArray& headers);
    void note(const ScriptedRequest& request, const ScriptedResponse& response);
    void work(Job job);
    void sendDue();
    void send(QTcpSocket* socket, const ScriptedResponse& response);
    void dripOn(QTcpSocket* socket, const QByteArray& bytes, int interval);
    void forget(QTcpSocket* socket);

    QTcpServer m_server;
    QFile m_log;
    ServerScript m_script;
    ScriptedAnswers m_answers;
    QElapsedTimer m_clock;
    QTimer m_timer;
    QHash<QTcpSocket*, QByteArray> m_buffers;
    QHash<QByteArray, int> m_occurrences;
    std::multimap<double, Job> m_due; ///< by milliseconds on the clock
    std::deque<Job> m_waiting;        ///< for a slot
    int m_calls = 0;
    int m_open = 0;
    double m_level = -1; ///< of the request limit; -1: not yet begun
    double m_levelAt = 0;
};

void Listener::accept()
{
    while (QTcpSocket* socket = m_server.nextPendingConnection()) {
        socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        m_buffers.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] { forget(socket); });
        const std::lock_guard lock(mutex);
        ++connectionsMade;
    }
}

void Listener::forget(QTcpSocket* socket)
{
    m_buffers.remove(socket);
    std::erase_if(m_waiting, [&](const Job& job) { return job.socket == socket && --m_open >= 0; });
    socket->deleteLater();
}

void Listener::read(QTcpSocket* socket)
{
    QByteArray& buffer = m_buffers[socket];
    buffer += socket->readAll();
    while (std::optional<ScriptedRequest> request = takeRequest(buffer))
        handle(socket, std::move(*request));
}

void Listener::handle(QTcpSocket* socket, ScriptedRequest request)
{
    if (!request.isCall) {
        const ScriptedResponse response = otherThanCall(request);
        note(request, response);
        return send(socket, response);
    }
    ++m_calls;
    request.question.occurrence = m_occurrences[request.digest]++;
    ScriptedResponse response = decide(request);
    note(request, response);
    const double latency = response.status == 429 ? 0 : latencyOf(m_script, request);
    ++m_open;
    {
        const std::lock_guard lock(mutex);
        mostAtOnce = std::max(mostAtOnce, m_open);
    }
    Job job{socket, std::move(response), latency};
    if (m_script.slotCount > 0 && static_cast<int>(m_due.size()) >= m_script.slotCount)
        m_waiting.push_back(std::move(job));
    else
        work(std::move(job));
}

ScriptedResponse Listener::decide(ScriptedRequest& request)
{
    if (!m_script.key.isEmpty() && request.key != m_script.key.toLatin1())
        return errorResponse(401, QStringLiteral("Incorrect API key provided."),
                             QStringLiteral("invalid_api_key"));
    QByteArray limits;
    if (m_script.requestsPerMinute > 0 && isOverLimit(limits)) {
        ScriptedResponse response = errorResponse(429, QStringLiteral("Rate limit reached for requests."),
                                                  QStringLiteral("rate_limit_exceeded"));
        response.headers = limits;
        return response;
    }
    ScriptedResponse response = respond(m_script, m_answers, request, faultFor(request));
    response.headers += limits;
    return response;
}

std::optional<FaultRule> Listener::faultFor(const ScriptedRequest& request) const
{
    for (const FaultRule& rule : m_script.faults) {
        if (m_calls < rule.from || m_calls - rule.from >= rule.count)
            continue;
        const QString occurrence = QString::number(request.question.occurrence);
        if (rule.chance >= 1 ||
            scriptedChance({QString::fromLatin1(request.digest), occurrence, name(rule.fault)}) < rule.chance)
            return rule;
    }
    return std::nullopt;
}

/// A token bucket, as hosted providers have it. Takes one request out of it if there is one.
bool Listener::isOverLimit(QByteArray& headers)
{
    const double now = static_cast<double>(m_clock.nsecsElapsed()) / 1e9;
    const double perSecond = m_script.requestsPerMinute / 60;
    const double capacity = m_script.burst > 0 ? m_script.burst : m_script.requestsPerMinute;
    m_level = m_level < 0 ? capacity : std::min(capacity, m_level + (now - m_levelAt) * perSecond);
    m_levelAt = now;
    const bool over = m_level < 1;
    if (!over)
        m_level -= 1;
    if (m_script.limitHeaders) {
        // The remaining requests count against the limit a minute, also where the burst is smaller.
        headers = "x-ratelimit-limit-requests: " + QByteArray::number(capacity, 'f', 0) +
                  "\r\nx-ratelimit-remaining-requests: " + QByteArray::number(std::floor(m_level), 'f', 0) +
                  "\r\nx-ratelimit-reset-requests: " +
                  QByteArray::number((capacity - m_level) / perSecond, 'f', 3) + "s\r\n";
        if (over)
            headers +=
                "retry-after-ms: " + QByteArray::number(std::ceil((1 - m_level) / perSecond * 1000), 'f', 0) +
                "\r\n";
    }
    return over;
}

ScriptedResponse Listener::otherThanCall(const ScriptedRequest& request) const
{
    ScriptedResponse response;
    if (request.path.endsWith("/models")) {
        QJsonArray models;
        for (const QString& model : m_script.models)
            models << QJsonObject{{QStringLiteral("id"), model},
                                  {QStringLiteral("object"), QStringLiteral("model")}};
        response.body = QJsonDocument(QJsonObject{{QStringLiteral("object"), QStringLiteral("list")},
                                                  {QStringLiteral("data"), models}})
                            .toJson(QJsonDocument::Compact);
        if (!m_script.key.isEmpty() && request.key != m_script.key.toLatin1())
            response = errorResponse(401, QStringLiteral("Incorrect API key provided."),
                                     QStringLiteral("invalid_api_key"));
    } else if (request.path.endsWith("/props")) {
        response.body = "{\"total_slots\":" + QByteArray::number(m_script.slotCount) + "}";
    } else if (request.path.endsWith("/health")) {
        response.body = R"({"status":"ok"})";
    } else {
        response = errorResponse(404, QStringLiteral("There is nothing here."), {});
    }
    return response;
}

void Listener::note(const ScriptedRequest& request, const ScriptedResponse& response)
{
    RequestRecord record;
    record.number = request.isCall ? m_calls : 0;
    record.arrivedMilliseconds = m_clock.elapsed();
    record.path = request.path;
    record.digest = request.digest;
    record.model = request.model;
    record.system = request.isCall ? shortHash(request.question.system) : QByteArray();
    record.user = request.isCall ? shortHash(request.question.user) : QByteArray();
    record.role = response.role;
    record.status = response.status;
    record.fault = response.fault;
    record.occurrence = request.question.occurrence;
    record.hadKey = !request.key.isEmpty();
    record.userAgent = request.userAgent;
    if (m_log.isOpen())
        m_log.write(logLine(record));
    const std::lock_guard lock(mutex);
    records << record;
}

void Listener::work(Job job)
{
    const double now = static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
    const double due = now + job.latencyMilliseconds;
    m_due.emplace(due, std::move(job));
    if (due <= now)
        sendDue();
    else if (!m_timer.isActive() || m_due.begin()->first >= due)
        m_timer.start(static_cast<int>(std::ceil(due - now)));
}

void Listener::sendDue()
{
    for (;;) {
        const double now = static_cast<double>(m_clock.nsecsElapsed()) / 1e6;
        if (m_due.empty())
            return;
        if (m_due.begin()->first > now) {
            m_timer.start(static_cast<int>(std::ceil(m_due.begin()->first - now)));
            return;
        }
        const Job job = std::move(m_due.begin()->second);
        m_due.erase(m_due.begin());
        --m_open;
        if (job.socket && m_buffers.contains(job.socket))
            send(job.socket, job.response);
        if (!m_waiting.empty()) {
            Job next = std::move(m_waiting.front());
            m_waiting.pop_front();
            m_due.emplace(now + next.latencyMilliseconds, std::move(next));
        }
    }
}

void Listener::send(QTcpSocket* socket, const ScriptedResponse& response)
{
    QByteArray bytes = response.bytes();
    switch (response.ending) {
    case ScriptedResponse::Ending::Never:
        return;
    case ScriptedResponse::Ending::Drip:
        socket->write(bytes.left(bytes.size() - response.body.size()));
        return dripOn(socket, response.body, dripMilliseconds);
    case ScriptedResponse::Ending::Endless:
        socket->write("HTTP/1.1 200 OK\r\n");
        return dripOn(socket, {}, endlessMilliseconds);
    case ScriptedResponse::Ending::Close:
    case ScriptedResponse::Ending::KeepOpen:
        break;
    }
    if (response.cutAfterBytes >= 0)
        bytes.truncate(response.cutAfterBytes);
    socket->write(bytes);
    if (response.ending == ScriptedResponse::Ending::Close)
        socket->disconnectFromHost();
}

/// Byte by byte; without bytes: header lines for ever.
void Listener::dripOn(QTcpSocket* socket, const QByteArray& bytes, int interval)
{
    auto* timer = new QTimer(socket);
    auto place = std::make_shared<qsizetype>(0);
    connect(timer, &QTimer::timeout, socket, [socket, timer, bytes, place] {
        if (bytes.isEmpty())
            socket->write("x-more: and more\r\n");
        else if (*place < bytes.size())
            socket->write(bytes.mid((*place)++, 1));
        else
            timer->stop();
    });
    timer->start(interval);
}

class ScriptedModelServer::Parts
{
public:
    template <typename Function> void onThread(Function function)
    {
        QMetaObject::invokeMethod(listener.get(), function, Qt::BlockingQueuedConnection);
    }

    QThread thread;
    std::unique_ptr<Listener> listener;
    quint16 port = 0;
};

ScriptedModelServer::ScriptedModelServer(ServerScript script, const QString& logFile, quint16 port)
    : m_parts(std::make_unique<Parts>())
{
    m_parts->thread.setObjectName(QStringLiteral("scripted server"));
    m_parts->thread.start();
    QObject starter;
    starter.moveToThread(&m_parts->thread);
    QMetaObject::invokeMethod(
        &starter,
        [&] {
            m_parts->listener = std::make_unique<Listener>(std::move(script), logFile);
            m_parts->port = m_parts->listener->listen(port);
            starter.moveToThread(nullptr);
        },
        Qt::BlockingQueuedConnection);
}

ScriptedModelServer::~ScriptedModelServer()
{
    Listener* listener = m_parts->listener.release();
    QMetaObject::invokeMethod(
        listener, [listener] { delete listener; }, Qt::BlockingQueuedConnection);
    m_parts->thread.quit();
    m_parts->thread.wait();
}

quint16 ScriptedModelServer::port() const
{
    return m_parts->port;
}

QString ScriptedModelServer::baseUrl() const
{
    return QStringLiteral("http://127.0.0.1:%1/v1").arg(m_parts->port);
}

void ScriptedModelServer::setScript(ServerScript script)
{
    m_parts->onThread([this, script] { m_parts->listener->setScript(script); });
}

QList<RequestRecord> ScriptedModelServer::requests() const
{
    const std::lock_guard lock(m_parts->listener->mutex);
    return m_parts->listener->records;
}

QList<RequestRecord> ScriptedModelServer::calls() const
{
    QList<RequestRecord> calls;
    for (const RequestRecord& record : requests())
        if (record.number > 0)
            calls << record;
    return calls;
}

int ScriptedModelServer::mostAtOnce() const
{
    const std::lock_guard lock(m_parts->listener->mutex);
    return m_parts->listener->mostAtOnce;
}

int ScriptedModelServer::connectionsMade() const
{
    const std::lock_guard lock(m_parts->listener->mutex);
    return m_parts->listener->connectionsMade;
}

void ScriptedModelServer::closeConnections()
{
    m_parts->onThread([this] { m_parts->listener->closeConnections(); });
}

} // namespace metaspo
