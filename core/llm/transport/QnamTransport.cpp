#include "core/llm/transport/QnamTransport.h"

#include "core/llm/transport/OneWayBody.h"

#include <QFile>
#include <QHash>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QTimer>
#include <algorithm>
#include <vector>

namespace metaspo {

namespace {

constexpr int connectionsPerManager = 6; ///< fixed in Qt 6.4

bool isLocal(const QString& host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

QNetworkProxy proxyFor(const QUrl& url)
{
    if (isLocal(url.host()))
        return QNetworkProxy(QNetworkProxy::NoProxy);
    const QList<QNetworkProxy> proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.first();
}

/// A whole response came, even if Qt calls its status an error. For 307 and 401 it complains that it cannot
/// rewind the body, which it would only need for sending it elsewhere.
bool isAnswered(int status, QNetworkReply::NetworkError error)
{
    if (status >= 300)
        return true;
    return status > 0 && error == QNetworkReply::NoError;
}

HttpEnd endOf(QNetworkReply::NetworkError error, bool left)
{
    if (error == QNetworkReply::SslHandshakeFailedError)
        return HttpEnd::CertificateRefused;
    return left || error == QNetworkReply::ContentReSendError ? HttpEnd::Interrupted : HttpEnd::NotConnected;
}

} // namespace

/// All managers that talk to one server in one way of trusting it.
struct QnamTransport::Pool
{
    struct Member
    {
        std::unique_ptr<QNetworkAccessManager> manager;
        int busy = 0;
    };

    TlsTrust trust;
    QString origin;
    QNetworkProxy proxy;
    std::optional<QSslConfiguration> tls;
    QString trouble; ///< a CA file that cannot be read
    std::vector<std::unique_ptr<Member>> members;

    /// The busiest one with room: connections in use stay warm, surplus ones age out.
    Member& member()
    {
        Member* best = nullptr;
        for (const auto& candidate : members)
            if (candidate->busy < connectionsPerManager && (!best || candidate->busy > best->busy))
                best = candidate.get();
        if (best)
            return *best;
        members.push_back(std::make_unique<Member>());
        members.back()->manager = std::make_unique<QNetworkAccessManager>();
        members.back()->manager->setProxy(proxy);
        members.back()->manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        return *members.back();
    }
};

struct QnamTransport::Exchange
{
    quint64 number = 0;
    QNetworkReply* reply = nullptr;
    Pool* pool = nullptr;
    Pool::Member* member = nullptr;
    Done done;
    QByteArray body;
    qint64 largestBodyBytes = 0;
    int timesSent = 0;
    const OneWayBody* outgoing = nullptr; ///< the reply's; null for GET
};

struct QnamTransport::Parts
{
    QByteArray userAgent;
    quint64 lastNumber = 0;
    std::vector<std::unique_ptr<Pool>> pools;
    QHash<quint64, std::shared_ptr<Exchange>> exchanges;
    QObject context; ///< for calls back through the event loop
};

QnamTransport::QnamTransport(QByteArray userAgent)
    : m_parts(std::make_unique<Parts>())
{
    m_parts->userAgent = std::move(userAgent);
}

QnamTransport::~QnamTransport()
{
    const QList<quint64> open = m_parts->exchanges.keys();
    for (const quint64 number : open)
        abort(number);
}

QnamTransport::Pool& QnamTransport::poolFor(const HttpRequest& request)
{
    const QString origin = request.url.scheme() + QStringLiteral("://") + request.url.authority();
    for (const auto& pool : m_parts->pools)
        if (pool->origin == origin && pool->trust == request.trust)
            return *pool;
    auto pool = std::make_unique<Pool>();
    pool->origin = origin;
    pool->trust = request.trust;
    pool->proxy = proxyFor(request.url);
    if (request.url.scheme() == QLatin1String("https")) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        if (!request.trust.caFile.isEmpty()) {
            const QList<QSslCertificate> certificates = QSslCertificate::fromPath(request.trust.caFile);
            if (certificates.isEmpty())
                pool->trouble =
                    QStringLiteral("The CA file %1 holds no certificate.").arg(request.trust.caFile);
            tls.addCaCertificates(certificates);
        }
        if (request.trust.insecure)
            tls.setPeerVerifyMode(QSslSocket::VerifyNone);
        pool->tls = tls;
    }
    m_parts->pools.push_back(std::move(pool));
    return *m_parts->pools.back();
}

quint64 QnamTransport::start(const HttpRequest& request, Done done)
{
    auto exchange = std::make_shared<Exchange>();
    const quint64 number = exchange->number = ++m_parts->lastNumber;
    exchange->pool = &poolFor(request);
    exchange->done = std::move(done);
    exchange->largestBodyBytes = request.largestBodyBytes;
    m_parts->exchanges.insert(number, exchange);
    if (!exchange->pool->trouble.isEmpty()) {
        QTimer::singleShot(0, &m_parts->context, [this, number, trouble = exchange->pool->trouble] {
            end(number, HttpReply{HttpEnd::Unusable, 0, {}, {}, trouble, 0});
        });
        return number;
    }

    QNetworkRequest wire(request.url);
    // Qt 6.4 sends HTTP/2 headers and body in two segments without TCP_NODELAY: 40 ms a call, measured. And
    // one GOAWAY would break every call in flight.
    wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    wire.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (exchange->pool->tls)
        wire.setSslConfiguration(*exchange->pool->tls);
    wire.setRawHeader("User-Agent", m_parts->userAgent);
    wire.setRawHeader("Accept-Encoding", "identity"); // nothing to unpack: no bombs
    wire.setRawHeader("Accept-Language", "en");
    for (const auto& [name, value] : request.headers.lines)
        wire.setRawHeader(name, value);

    exchange->member = &exchange->pool->member();
    ++exchange->member->busy;
    QNetworkAccessManager& manager = *exchange->member->manager;
    if (request.verb == HttpVerb::Get) {
        exchange->reply = manager.get(wire);
    } else {
        wire.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        wire.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
        auto* body = new OneWayBody(request.body);
        exchange->reply = manager.post(wire, body);
        body->setParent(exchange->reply);
        exchange->outgoing = body;
    }
    QNetworkReply* reply = exchange->reply;
    reply->setReadBufferSize(request.largestBodyBytes + 1);
    QObject::connect(reply, &QNetworkReply::requestSent, reply, [exchange] { ++exchange->timesSent; });
    QObject::connect(reply, &QNetworkReply::readyRead, reply, [this, exchange] { received(*exchange); });
    QObject::connect(reply, &QNetworkReply::finished, reply, [this, number] { finished(number); });
    return number;
}

bool QnamTransport::abort(quint64 number)
{
    const std::shared_ptr<Exchange> exchange = m_parts->exchanges.take(number);
    if (!exchange || !exchange->reply)
        return false;
    // The news that it was sent may still be under way; a body that was fetched to the end may have left.
    const bool left = exchange->timesSent > 0 || (exchange->outgoing && exchange->outgoing->atEnd());
    exchange->reply->disconnect();
    exchange->reply->abort();
    exchange->reply->deleteLater();
    --exchange->member->busy;
    return left;
}

void QnamTransport::received(Exchange& exchange)
{
    exchange.body += exchange.reply->readAll();
    if (exchange.body.size() <= exchange.largestBodyBytes)
        return;
    HttpReply reply;
    reply.end = HttpEnd::TooLarge;
    reply.status = exchange.reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    reply.timesSent = exchange.timesSent;
    const quint64 number = exchange.number;
    exchange.reply->disconnect();
    exchange.reply->abort();
    end(number, std::move(reply));
}

void QnamTransport::finished(quint64 number)
{
    const std::shared_ptr<Exchange> exchange = m_parts->exchanges.value(number);
    if (!exchange)
        return;
    QNetworkReply& qtReply = *exchange->reply;
    const QNetworkReply::NetworkError error = qtReply.error();
    if (qtReply.isOpen())
        exchange->body += qtReply.readAll();
    HttpReply reply;
    reply.status = qtReply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    reply.timesSent = exchange->timesSent;
    reply.end = isAnswered(reply.status, error) ? HttpEnd::Answered : endOf(error, exchange->timesSent > 0);
    if (exchange->body.size() > exchange->largestBodyBytes)
        reply.end = HttpEnd::TooLarge;
    if (reply.end == HttpEnd::Answered) {
        reply.body = std::move(exchange->body);
        const auto lines = qtReply.rawHeaderPairs();
        reply.headers.lines.reserve(lines.size());
        for (const auto& [name, value] : lines)
            reply.headers.lines.emplaceBack(name, value);
    } else {
        reply.message = error == QNetworkReply::ContentReSendError
                            ? QStringLiteral("The server closed the connection before it answered.")
                            : qtReply.errorString();
    }
    end(number, std::move(reply));
}

void QnamTransport::end(quint64 number, HttpReply reply)
{
    const std::shared_ptr<Exchange> exchange = m_parts->exchanges.take(number);
    if (!exchange)
        return;
    if (exchange->reply) {
        exchange->reply->deleteLater();
        --exchange->member->busy;
    }
    exchange->done(std::move(reply));
}

} // namespace metaspo
